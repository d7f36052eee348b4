"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from responselevels.cli.completing import known_areas, known_rules
from responselevels.cli.spoken import OneOf, SpokenOption, lang_option
from responselevels.text.catalogue import worded

if TYPE_CHECKING:
    _ParamType = click.ParamType[datetime]
else:
    _ParamType = click.ParamType


def says(code: str, lang: str, /, **facts: object) -> str:
    """Return the sentence of the command line for *code*."""
    return worded(f"cli.{code}", facts, lang)


def option(name: str, text: str, lang: str, **extra: Any) -> click.Option:
    """Return an option that takes a value, explained by the sentence *text*."""
    return SpokenOption([name], help=says(f"option.{text}", lang), lang=lang, **extra)


def flag(name: str, text: str, lang: str, **extra: Any) -> click.Option:
    """Return an option that takes no value, explained by the sentence *text*."""
    return option(name, text, lang, is_flag=True, **extra)


def file(name: str, text: str, lang: str, **extra: Any) -> click.Option:
    """Return an option that takes the path of a file."""
    return option(name, text, lang, metavar="FILE", **extra)


def rules(lang: str) -> click.Option:
    """Return ``--rules``: a path, or the id of a shipped scheme."""
    return option(
        "--rules", "rules", lang, metavar="RULES", required=True, shell_complete=known_rules
    )


def areas(lang: str) -> click.Option:
    """Return ``--areas``."""
    return file("--areas", "areas", lang, required=True)


def orders(lang: str) -> click.Option:
    """Return ``--orders``, which may be left out: then there are none."""
    return file("--orders", "orders", lang)


def at(lang: str, text: str = "at") -> click.Option:
    """Return ``--at``: an instant with an offset."""
    return option("--at", text, lang, metavar="TIME", type=Instant(lang))


def as_json(lang: str) -> click.Option:
    """Return ``--json``."""
    return SpokenOption(
        ["--json", "as_json"], is_flag=True, help=says("option.json", lang), lang=lang
    )


def progress(lang: str) -> click.Option:
    """Return ``--progress``."""
    return flag("--progress", "progress", lang)


def spoken(lang: str) -> click.Option:
    """Return ``--lang``."""
    return lang_option(lang)


def choice(name: str, choices: Sequence[str], lang: str, text: str) -> click.Option:
    """Return an option that is one of a few words, the first unless given."""
    return option(name, text, lang, type=OneOf(choices, lang), default=choices[0])


def area_names() -> click.Argument:
    """Return ``[AREA]...``."""
    return click.Argument(["area"], nargs=-1, shell_complete=known_areas)


def proposal_files() -> click.Argument:
    """Return ``PROPOSAL...``: files, or ``-`` for standard input."""
    return click.Argument(["proposal"], nargs=-1, required=True, type=click.Path(allow_dash=True))


class Instant(_ParamType):
    """A time with an offset, such as ``2026-02-11T12:00+08:00``."""

    name = "time"

    def __init__(self, lang: str) -> None:
        """Take the language to speak."""
        self.lang = lang

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the aware instant; a naive one, or no time at all, is a usage error."""
        from pydantic_core import PydanticCustomError

        from responselevels.models.times import instant_of

        try:
            return instant_of(value)
        except PydanticCustomError as error:
            reason = worded(f"problem.{error.type}", error.context or {}, self.lang)
            self.fail(reason, param, ctx)
