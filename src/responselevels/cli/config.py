"""`responselevels config`: which settings hold here, and where each comes from."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from responselevels.cli.frame.language import locale_variable
from responselevels.cli.frame.options import says
from responselevels.cli.frame.project import KEYS, relative_to_here
from responselevels.cli.frame.settings import Setting, Settings, settings
from responselevels.cli.frame.status import Status
from responselevels.errors import RegisterAddress
from responselevels.register.stores.address import Address
from responselevels.reports.frame.layout import WIDTH, cells
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.rows import BLANK, Columns, Row
from responselevels.reports.programs.json import one_line

_LANG = "--lang"
_WIDEST = 44
"""Maximum width of the column of values, in terminal cells."""


@dataclass(frozen=True, slots=True)
class ResolvedSetting:
    """A setting that holds: its value, what kind of thing says it, and which one."""

    name: str
    value: str | None
    source: str
    where: str | None


def config(lang: str, *, as_json: bool) -> int:
    """Print every setting; return the exit status."""
    found = settings()
    resolved = list(_resolved(found, lang))
    if as_json:
        sys.stdout.write(one_line(_document(found, resolved)) + "\n")
    else:
        show(_rows(found, resolved, lang), sys.stdout)
    return Status.PERMITTED


def _resolved(found: Settings, lang: str) -> Iterator[ResolvedSetting]:
    for name in KEYS:
        setting = found.get(name)
        if name == "language" and (setting is None or found.asked is not None):
            yield _language(found, lang)
        elif setting is None:
            yield ResolvedSetting(name, None, "default", None)
        else:
            yield ResolvedSetting(name, _shown(name, setting), _source(setting), setting.where)


def _language(found: Settings, lang: str) -> ResolvedSetting:
    if found.asked is not None:
        return ResolvedSetting("language", lang, "option", _LANG)
    variable = locale_variable(os.environ)
    return ResolvedSetting("language", lang, "default" if variable is None else "locale", variable)


def _source(setting: Setting) -> str:
    return "project" if setting.variable is None else "environment"


def _shown(name: str, setting: Setting) -> str:
    """Return the value; the address of a register without its password."""
    if name != "register" or "@" not in setting.value:
        return setting.value

    try:
        return Address.parse(setting.value).name
    except RegisterAddress:
        return setting.value.partition("://")[0] + "://…"


def _document(found: Settings, resolved: list[ResolvedSetting]) -> dict[str, Any]:
    path = None if found.project is None else relative_to_here(found.project.path)
    rows = [
        {"setting": one.name, "value": one.value, "source": one.source, "where": one.where}
        for one in resolved
    ]
    return {"project": path, "ignored": found.ignored, "settings": rows}


def _rows(found: Settings, resolved: list[ResolvedSetting], lang: str) -> Iterator[Row | Columns]:
    yield Row(_title(found, lang), style="strong")
    yield BLANK
    heads = tuple(says(f"config.head.{head}", lang) for head in ("name", "value", "where"))
    table = [heads, *(_texts(one, lang) for one in resolved)]
    first = max(cells(texts[0]) for texts in table)
    second = min(max(cells(texts[1]) for texts in table), _WIDEST)
    widths = (first, second, WIDTH - first - second - 6)
    for number, texts in enumerate(table):
        yield Columns(texts, widths, ("" if number else "strong",) * 3)


def _title(found: Settings, lang: str) -> str:
    if found.ignored:
        return says("config.ignored", lang)
    if found.project is None:
        return says("config.none", lang)
    return says("config.file", lang, path=relative_to_here(found.project.path))


def _texts(one: ResolvedSetting, lang: str) -> tuple[str, ...]:
    value = says("config.unset", lang) if one.value is None else one.value
    if one.where is None:
        return one.name, value, says("config.default", lang)
    return one.name, value, one.where
