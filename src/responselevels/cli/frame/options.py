"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

import click

from responselevels.cli.frame.click_i18n import (
    CommandError,
    Count,
    LocalizedOption,
    OneOf,
    SettingArgument,
    SettingOption,
    lang_option,
)
from responselevels.cli.frame.completing import known_areas, known_rules, known_tracks
from responselevels.cli.frame.locales import store_zone
from responselevels.cli.frame.settings import VARIABLES
from responselevels.cli.frame.settings import setting as setting_of
from responselevels.machine.zones import zone_of
from responselevels.text.catalogue import worded
from responselevels.text.fullwidth import slip_facts

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
    _ParamType = click.ParamType[datetime | None]
    _ZoneType = click.ParamType[tzinfo]
    _SpanType = click.ParamType[timedelta]
    _NameType = click.ParamType[str]
else:
    _ParamType = _ZoneType = _SpanType = _NameType = click.ParamType


def says(code: str, lang: str, /, **facts: object) -> str:
    """Return the sentence of the command line for *code*."""
    return worded(f"cli.{code}", facts, lang)


def option(name: str, text: str, lang: str, **extra: Any) -> click.Option:
    """Return an option that takes a value, explained by the sentence *text*."""
    return LocalizedOption([name], help=says(f"option.{text}", lang), lang=lang, **extra)


def flag(name: str, text: str, lang: str, **extra: Any) -> click.Option:
    """Return an option that takes no value, explained by the sentence *text*."""
    return option(name, text, lang, is_flag=True, **extra)


def setting(name: str, text: str, lang: str, **extra: Any) -> click.Option:
    """Return the option for the setting *name*, which the environment or the project may say."""
    says_it = says(f"option.{text}", lang)
    return SettingOption([f"--{name}"], setting=name, help=says_it, lang=lang, **extra)


def file(name: str, text: str, lang: str, **extra: Any) -> click.Option:
    """Return an option that takes the path of a file."""
    return option(name, text, lang, metavar="FILE", **extra)


def rules(lang: str) -> click.Option:
    """Return ``--rules``: a path, or the id of a shipped scheme."""
    more: dict[str, Any] = {"metavar": "RULES", "shell_complete": known_rules}
    return setting("rules", "rules", lang, required=True, **more)


def areas(lang: str) -> click.Option:
    """Return ``--areas``."""
    return setting("areas", "areas", lang, metavar="FILE", required=True)


def orders(lang: str, text: str = "orders", *, required: bool = False) -> click.Option:
    """Return ``--orders``; where it is not *required* and nothing says it, there are none."""
    return setting("orders", text, lang, metavar="FILE", required=required)


def zone(lang: str) -> click.Option:
    """Return ``--zone``: the time zone that times are shown in, else each in its own offset."""
    more: dict[str, Any] = {"expose_value": False, "callback": store_zone}
    return setting("zone", "zone", lang, metavar="ZONE", type=Zone(lang), **more)


def at(lang: str, text: str = "at") -> click.Option:
    """Return ``--at``: an instant with an offset."""
    return option("--at", text, lang, metavar="TIME", type=Instant(lang))


def within(lang: str) -> click.Option:
    """Return ``--within``: how far ahead to look, a fortnight unless it is said."""
    more: dict[str, Any] = {"metavar": "SPAN", "type": Span(lang), "default": "P14D"}
    return option("--within", "within", lang, **more)


def track(lang: str, text: str = "track", **extra: Any) -> click.Option:
    """Return ``--track``: one of the tracks of the rules."""
    return option(
        "--track", text, lang, **{"metavar": "TRACK", "shell_complete": known_tracks, **extra}
    )


def hidden(lang: str) -> click.Option:
    """Return ``--all``: measures that are not public, too."""
    return LocalizedOption(
        ["--all", "hidden"], is_flag=True, help=says("option.hidden", lang), lang=lang
    )


def measuring(lang: str, levels: _Complete, tracks: _Complete) -> list[click.Parameter]:
    """Return the options of `measures`: drills, a level that is supposed, and what is not public."""
    return [
        flag("--drill", "drill", lang),
        option("--compare", "compare", lang, metavar="LEVEL", shell_complete=levels),
        track(lang, "compare.track", shell_complete=tracks),
        hidden(lang),
    ]


def as_json(lang: str) -> click.Option:
    """Return ``--json``."""
    return LocalizedOption(
        ["--json", "as_json"], is_flag=True, help=says("option.json", lang), lang=lang
    )


def report(lang: str) -> click.Option:
    """Return ``--report``: a form that build servers read."""
    return option("--report", "report", lang, type=OneOf(("sarif", "junit"), lang))


def spreading(lang: str) -> list[click.Parameter]:
    """Return ``--workers`` and ``--cluster``: what long work is spread over."""
    return [
        option("--workers", "workers", lang, metavar="N", type=Count(lang, 1)),
        option("--cluster", "cluster", lang, metavar="ADDRESS"),
    ]


def progress(lang: str) -> click.Option:
    """Return ``--progress``."""
    return flag("--progress", "progress", lang)


def language(lang: str) -> click.Option:
    """Return ``--lang``."""
    return lang_option(lang)


def choice(name: str, choices: Sequence[str], lang: str, text: str) -> click.Option:
    """Return an option that is one of a few words, the first unless given."""
    return option(name, text, lang, type=OneOf(choices, lang), default=choices[0])


def sheet(lang: str) -> list[click.Parameter]:
    """Return where a sheet is written, and ``--format``: as what, else by the name of the file."""
    kinds: dict[str, Any] = {"type": OneOf(("html", "pdf"), lang)}
    return [
        file("--out", "sheet.out", lang, required=True),
        LocalizedOption(
            ["--format", "form"], help=says("option.sheet.format", lang), lang=lang, **kinds
        ),
    ]


def rules_file(*, several: bool = False) -> click.Argument:
    """Return ``[RULES]``: a rules file or the id of a shipped scheme, else those of the project."""
    return SettingArgument(
        ["rules"],
        setting="rules",
        metavar="[RULES]..." if several else "[RULES]",
        nargs=-1 if several else 1,
        required=True,
        shell_complete=known_rules,
    )


def old_and_new() -> list[click.Parameter]:
    """Return ``[OLD] NEW``: two rules files; the project's are the old ones where one is named."""
    old = click.Argument(["old"], metavar="[OLD]", shell_complete=known_rules)
    new = click.Argument(["new"], metavar="NEW", required=False, shell_complete=known_rules)
    return [old, new]


def both_rules(old: str, new: str | None, lang: str) -> tuple[str, str]:
    """Return the old and the new rules of a command that was given one or two.

    Raises:
        CommandError: one was given, and no project says what it is to be compared with.
    """
    if new is not None:
        return old, new
    known = setting_of("rules")
    if known is None:
        facts = {"name": "OLD", "key": "rules", "variable": VARIABLES["rules"]}
        raise CommandError(worded("cli.usage.missing.setting", facts, lang))
    return known, old


def area_names() -> click.Argument:
    """Return ``[AREA]...``."""
    return click.Argument(["area"], nargs=-1, shell_complete=known_areas)


def proposal_files(*, required: bool = True) -> click.Argument:
    """Return ``PROPOSAL...``: files, or ``-`` for standard input."""
    many = click.Path(allow_dash=True)
    return click.Argument(["proposal"], nargs=-1, required=required, type=many)


def _slip(value: object, lang: str) -> str | None:
    """Return what to press where *value* is written with marks of a Chinese keyboard; None elsewhere."""
    facts = slip_facts(value) if isinstance(value, str) else None
    return None if facts is None else worded("problem.wide.value", facts, lang)


class NewName(_NameType):
    """A name that need not be known yet, such as that of a person."""

    name = "name"

    def __init__(self, lang: str) -> None:
        """Take the language to speak."""
        self.lang = lang

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name; one whose only odd characters are marks of a keyboard is a usage error."""
        slip = _slip(value, self.lang)
        if slip is not None:
            self.fail(slip, param, ctx)
        return str(value)


class Zone(_ZoneType):
    """A time zone: ``Asia/Shanghai``, or an offset such as ``+08:00``."""

    name = "zone"

    def __init__(self, lang: str) -> None:
        """Take the language to speak."""
        self.lang = lang

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tzinfo:
        """Return the zone; a name that no zone has is a usage error."""
        found = value if isinstance(value, tzinfo) else zone_of(value)
        if found is None:
            reason = _slip(value, self.lang) or worded(
                "problem.project.zone", {"value": value}, self.lang
            )
            self.fail(reason, param, ctx)
        return found


class Instant(_ParamType):
    """A time with an offset, such as ``2026-02-11T12:00+08:00``."""

    name = "time"

    def __init__(self, lang: str, *, or_now: bool = True) -> None:
        """Take the language to speak, and whether ``now`` may be said for leaving the option out."""
        self.lang = lang
        self.or_now = or_now

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime | None:
        """Return the aware instant, None for now; a naive one, or no time at all, is a usage error."""
        from pydantic_core import PydanticCustomError

        from responselevels.models.times import instant_of

        if self.or_now and value == "now":
            return None
        try:
            return instant_of(value)
        except PydanticCustomError as error:
            reason = _slip(value, self.lang) or worded(
                f"problem.{error.type}", error.context or {}, self.lang
            )
            self.fail(reason, param, ctx)


class Span(_SpanType):
    """A length of time, such as ``PT1H`` or ``P366D``."""

    name = "duration"

    def __init__(self, lang: str) -> None:
        """Take the language to speak."""
        self.lang = lang

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """Return the length of time; anything else is a usage error."""
        from pydantic_core import PydanticCustomError

        from responselevels.models.times import duration_of

        try:
            return duration_of(value)
        except PydanticCustomError as error:
            reason = _slip(value, self.lang) or worded(
                f"problem.{error.type}", error.context or {}, self.lang
            )
            self.fail(reason, param, ctx)
