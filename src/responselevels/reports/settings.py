"""The settings that hold (`config`), and where each comes from, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from responselevels.models.documents import ConfigDocument
from responselevels.reports.frame.layout import WIDTH, cells
from responselevels.reports.frame.rows import BLANK, Columns, Row
from responselevels.text.catalogue import worded

_WIDEST = 44
"""Maximum width of the column of values, in terminal cells."""


@dataclass(frozen=True, slots=True)
class ResolvedSetting:
    """A setting that holds: its value, what kind of thing says it, and which one."""

    name: str
    value: str | None
    source: Literal["option", "environment", "project", "locale", "default"]
    where: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedSettings:
    """All settings; *project* is the path of the project file, None where there is none or it is *ignored*."""

    project: str | None
    ignored: bool
    settings: Sequence[ResolvedSetting]


def config_document(found: ResolvedSettings) -> ConfigDocument:
    """Return the settings for programs."""
    return {
        "project": found.project,
        "ignored": found.ignored,
        "settings": [
            {"setting": one.name, "value": one.value, "source": one.source, "where": one.where}
            for one in found.settings
        ],
    }


def config_rows(found: ResolvedSettings, lang: str) -> Iterator[Row | Columns]:
    """Yield the project file, and a table of the settings."""
    yield Row(_title(found, lang), style="strong")
    yield BLANK
    heads = tuple(_says(f"head.{head}", lang) for head in ("name", "value", "where"))
    table = [heads, *(_texts(one, lang) for one in found.settings)]
    first = max(cells(texts[0]) for texts in table)
    second = min(max(cells(texts[1]) for texts in table), _WIDEST)
    widths = (first, second, WIDTH - first - second - 6)
    for number, texts in enumerate(table):
        yield Columns(texts, widths, ("" if number else "strong",) * 3)


def _title(found: ResolvedSettings, lang: str) -> str:
    if found.ignored:
        return _says("ignored", lang)
    if found.project is None:
        return _says("none", lang)
    return _says("file", lang, path=found.project)


def _texts(one: ResolvedSetting, lang: str) -> tuple[str, ...]:
    value = _says("unset", lang) if one.value is None else one.value
    if one.where is None:
        return one.name, value, _says("default", lang)
    return one.name, value, one.where


def _says(code: str, lang: str, **facts: object) -> str:
    return worded(f"cli.config.{code}", facts, lang)
