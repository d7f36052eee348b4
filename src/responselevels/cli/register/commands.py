"""The declarations of `responselevels register` and its commands: names, options, help.

Nothing heavy is imported here; what a command does stands in the module of its family.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import click

from responselevels.cli.frame import options
from responselevels.cli.frame.click_i18n import Count, LocalizedCommand, LocalizedGroup
from responselevels.cli.frame.completing import (
    known_rules,
    recorded_areas,
    recorded_cadences,
    recorded_duties,
    recorded_levels,
    recorded_names,
    recorded_reviews,
    recorded_tracks,
)
from responselevels.cli.frame.lazy import Deferred
from responselevels.cli.frame.options import Instant, Span, says
from responselevels.cli.register import options as shared

GROUP = "register.keys"

_EXPORTS = Deferred("exports.commands", "of_register")
"""What is told of a register to others stands in a room of its own."""

_ONLY_ASK = frozenset(
    {
        "status",
        "level",
        "measures",
        "due",
        "history",
        "follow",
        "show",
        "verify",
        "replay",
        "prove",
    }
)
"""Read-only commands: they stop when their output cannot be written."""


def register(lang: str) -> click.Command:
    """Return the group of commands."""
    group = LocalizedGroup(
        name="register",
        lang=lang,
        help=says("help.register", lang),
        params=[options.language(lang)],
    )
    for family in (_setup, _recording, _deciding, _asking, _keys, _copying, _EXPORTS):
        for one in family(lang):
            group.add_command(one)
    return group


def command(
    name: str,
    lang: str,
    call: Callable[..., int],
    params: Sequence[click.Parameter],
    *,
    group: str = "register",
) -> click.Command:
    """Return a command that opens the register and calls *call* with the session and the rest."""
    return bare_command(
        name, lang, partial(Deferred("register.session", "with_session"), call), params, group=group
    )


def bare_command(
    name: str,
    lang: str,
    call: Callable[..., int],
    params: Sequence[click.Parameter],
    *,
    group: str = "register",
) -> click.Command:
    """Return a command that calls *call* with the language and what was given."""
    run = "run_reporting_errors" if name in _ONLY_ASK else "run_recording"
    return LocalizedCommand(
        name,
        lang=lang,
        help=says(f"help.{group}.{name}", lang),
        short_help=says(f"short.{group}.{name}", lang),
        callback=partial(Deferred("register.session", run), call, lang),
        params=list(params),
    )


def _adoption_evidence(lang: str) -> list[click.Parameter]:
    """Return the options of `adopt` beside what is adopted."""
    approved = {"metavar": "BODY[=PERSON]", "multiple": True}
    return [
        options.option("--approved", "approved", lang, **approved),
        shared.dated(lang),
        options.file("--envelope", "adopt.envelope", lang, multiple=True),
        options.option("--accept-changes", "accept_changes", lang, metavar="DIGEST"),
        options.file("--sign", "adopt.sign", lang),
        options.option("--expires", "adopt.expires", lang, metavar="TIME", type=Instant(lang)),
        options.file("--output", "adopt.output", lang),
    ]


def _asking(lang: str) -> Iterator[click.Command]:
    """Yield the commands."""
    asking = shared.asking(lang, realms="status.track")
    bars = options.flag("--bars", "status.bars", lang)
    status = Deferred("register.asking", "status")
    yield bare_command("status", lang, status, [*asking, bars])
    asking = shared.asking(lang, realms="track")
    areas = click.Argument(["area"], nargs=-1, shell_complete=recorded_areas)
    yield command("level", lang, Deferred("register.asking", "level"), [*asking, areas])
    yield from _bars(lang)
    asking = [*shared.asking(lang), *options.measuring(lang, recorded_levels, recorded_tracks)]
    yield command("measures", lang, Deferred("register.measuring", "measures"), [*asking, areas])
    asking = shared.asking(lang, realms="track.due")
    yield command("due", lang, Deferred("register.running", "due"), [*asking, options.within(lang)])
    out = options.file("--out", "board.out", lang, required=True)
    asking = [one for one in shared.asking(lang) if one.name != "as_json"]
    yield LocalizedCommand(
        "board",
        lang=lang,
        help=says("help.register.board", lang),
        short_help=says("short.register.board", lang),
        callback=partial(Deferred("register.board", "board_of"), lang),
        params=[*asking, out],
    )
    asking = shared.asking(lang)
    last = options.option("--last", "last", lang, metavar="N", type=Count(lang, 1))
    yield command(
        "history", lang, Deferred("register.asking", "history"), [*asking, last, shared.name()]
    )
    after = options.option("--after", "after", lang, metavar="N", type=Count(lang, -1))
    following = [
        shared.register(lang),
        after,
        options.flag("--once", "once", lang),
        options.as_json(lang),
        options.zone(lang),
        options.language(lang),
    ]
    yield command("follow", lang, Deferred("register.asking", "follow"), following)


def _bars(lang: str) -> Iterator[click.Command]:
    """Yield the commands that show levels over time as bars, for people alone."""
    apart = {"as_json"}
    asking = [one for one in shared.asking(lang, realms="track") if one.name not in apart]
    since = options.option("--since", "since.timeline", lang, metavar="TIME", type=Instant(lang))
    areas = click.Argument(["area"], nargs=-1, shell_complete=recorded_areas)
    call: Any = partial(Deferred("register.watching", "timeline"))
    form = options.choice("--format", ("terminal", "svg"), lang, "timeline.format")
    params = [*asking, since, options.within(lang), form, options.file("--output", "output", lang)]
    yield _unprogrammed("timeline", lang, call, [*params, areas])
    watching = [one for one in asking if one.name not in {"at", "known_at", "sound_part"}]
    once = options.flag("--once", "watch.once", lang)
    call = partial(Deferred("register.watching", "watch"))
    params = [*watching, options.within(lang), once]
    yield _unprogrammed("watch", lang, call, params, sound_part=False)


def _unprogrammed(
    name: str,
    lang: str,
    call: Callable[..., int],
    params: Sequence[click.Parameter],
    **how: bool,
) -> click.Command:
    """Return a command with an open register whose output is for people alone."""
    run = Deferred("register.session", "with_session")
    return LocalizedCommand(
        name,
        lang=lang,
        help=says(f"help.register.{name}", lang),
        short_help=says(f"short.register.{name}", lang),
        callback=partial(run, call, lang, as_json=False, **how),
        params=list(params),
    )


def _copying(lang: str) -> Iterator[click.Command]:
    """Yield the commands."""
    said = [options.as_json(lang), options.language(lang)]
    file = click.Argument(["file"], metavar="FILE", type=click.Path())
    yield bare_command(
        "backup", lang, Deferred("register.copying", "backup"), [shared.register(lang), *said, file]
    )
    yield bare_command(
        "restore",
        lang,
        Deferred("register.copying", "restore"),
        [*_restore_options(lang), *said, _source()],
    )
    although = _although(lang, required=True)
    yield bare_command(
        "accept",
        lang,
        Deferred("register.copying", "accept"),
        [shared.register(lang), although, *said],
    )


def _although(lang: str, *, required: bool = False) -> click.Option:
    return options.option(
        "--although-seen",
        "although_seen",
        lang,
        metavar="N",
        type=Count(lang, 0),
        required=required,
    )


def _restore_options(lang: str) -> list[click.Parameter]:
    return [
        shared.register(lang),
        options.file("--against", "log.against", lang, multiple=True),
        _although(lang),
    ]


def _source() -> click.Argument:
    return click.Argument(["source"], metavar="SOURCE")


def _deciding(lang: str) -> Iterator[click.Command]:
    """Yield the commands."""
    several = [*shared.changing(lang), shared.proposal(several=True)]
    yield command("decide", lang, Deferred("register.deciding", "decide"), several)
    for action in ("issue", "end", "ratify"):
        params = [*shared.changing(lang), shared.proposal()]
        yield command(
            action, lang, partial(Deferred("register.deciding", "carry_out"), action), params
        )


def _keys(lang: str) -> Iterator[click.Command]:
    """Yield the group of commands."""
    group = LocalizedGroup(
        name="keys",
        lang=lang,
        help=says("help.register.keys", lang),
        short_help=says("short.register.keys", lang),
        params=[options.language(lang)],
    )
    for one in _commands_of_keys(lang):
        group.add_command(one)
    yield group


def _commands_of_keys(lang: str) -> Iterator[click.Command]:
    said = [options.as_json(lang), options.language(lang)]
    key_file = click.Argument(["file"], metavar="KEYFILE")
    yield bare_command(
        "new", lang, Deferred("register.keys", "new"), [*said, key_file], group=GROUP
    )
    listed = click.Argument(["file"], metavar="LIST", type=click.Path())
    signing = [*shared.changing(lang), *_signing_options(lang)]
    yield command("init", lang, Deferred("register.keys", "put"), [*signing, listed], group=GROUP)
    yield command("rotate", lang, Deferred("register.keys", "put"), [*signing, listed], group=GROUP)
    since = options.option("--since", "since", lang, metavar="N", type=Count(lang, 0))
    key_id = click.Argument(["key_id"], metavar="KEY")
    yield command(
        "revoke", lang, Deferred("register.keys", "revoke"), [*signing, since, key_id], group=GROUP
    )
    yield command(
        "show", lang, Deferred("register.keys", "show"), [shared.register(lang), *said], group=GROUP
    )


def _signing_options(lang: str) -> list[click.Parameter]:
    return [
        options.file("--sign", "sign.root", lang, multiple=True),
        options.file("--output", "output.envelope", lang),
    ]


def _recording(lang: str) -> Iterator[click.Command]:
    """Yield the commands."""
    files = options.proposal_files()
    yield command(
        "propose", lang, Deferred("register.recording", "propose"), [*shared.changing(lang), files]
    )
    yield command(
        "amend", lang, Deferred("register.recording", "amend"), [*shared.changing(lang), files]
    )
    yield command(
        "assess", lang, Deferred("register.recording", "assess"), _assessment_options(lang)
    )
    for name, word in (("approve", "approve"), ("refuse", "refuse"), ("retract", "withdraw")):
        yield command(
            name,
            lang,
            partial(Deferred("register.recording", "approve"), word),
            _approval_options(lang),
        )
    yield command("done", lang, Deferred("register.running", "done"), _deed_options(lang))
    reason = options.option("--reason", "reason", lang, metavar="TEXT")
    yield command(
        "withdraw",
        lang,
        Deferred("register.recording", "withdraw"),
        [*shared.changing(lang), reason, shared.proposal()],
    )


def _deed_options(lang: str) -> list[click.Parameter]:
    areas: dict[str, Any] = {"metavar": "AREA", "shell_complete": recorded_areas}
    orders: dict[str, Any] = {"metavar": "ORDER", "shell_complete": recorded_names}
    return [
        *shared.changing(lang),
        options.option("--does", "does", lang, metavar="CADENCE", shell_complete=recorded_cadences),
        options.option("--duty", "duty", lang, metavar="DUTY", shell_complete=recorded_duties),
        options.option(
            "--review", "review", lang, metavar="REVIEW", shell_complete=recorded_reviews
        ),
        options.option("--area", "area.done", lang, **areas),
        options.option("--order", "order.done", lang, **orders),
        shared.done_at(lang),
    ]


def _assessment_options(lang: str) -> list[click.Parameter]:
    return [
        *shared.changing(lang, "for.assess"),
        options.option("--with", "with", lang, metavar="BODY", multiple=True),
        shared.dated(lang),
        options.option("--summary", "summary", lang, metavar="TEXT"),
        options.option("--fact", "fact", lang, metavar="FACT=VALUE", multiple=True),
        shared.proposal(),
    ]


def _approval_options(lang: str) -> list[click.Parameter]:
    return [
        *shared.changing(lang, "for.approve"),
        options.option("--area", "area", lang, metavar="AREA"),
        shared.dated(lang),
        options.file("--sign", "sign", lang),
        options.option(
            "--expires", "expires", lang, metavar="TIME", type=Instant(lang, or_now=False)
        ),
        options.file("--output", "output.envelope", lang),
        options.file("--envelope", "envelope", lang),
        shared.proposal(),
    ]


def _setup(lang: str) -> Iterator[click.Command]:
    """Yield the commands."""
    yield bare_command("init", lang, Deferred("register.setup", "init"), _init_options(lang))
    yield command("adopt", lang, Deferred("register.setup", "adopt"), _adopt_options(lang))


def _init_options(lang: str) -> list[click.Parameter]:
    return [
        *(one for one in shared.changing(lang) if one.name != "key"),
        options.rules(lang),
        options.areas(lang),
        options.file("--from-orders", "from_orders", lang),
        options.option("--id", "id", lang, metavar="ID"),
        options.option("--title", "title", lang, metavar="TEXT"),
        options.option("--clock-ahead", "clock_ahead", lang, metavar="DURATION", type=Span(lang)),
        options.option("--clock-pause", "clock_pause", lang, metavar="DURATION", type=Span(lang)),
    ]


def _adopt_options(lang: str) -> list[click.Parameter]:
    pair = {"metavar": "OLD=NEW", "multiple": True}
    return [
        *shared.changing(lang),
        options.option("--rules", "rules", lang, metavar="RULES", shell_complete=known_rules),
        options.file("--areas", "areas", lang),
        options.option("--renamed", "renamed", lang, **pair),
        options.option("--merged", "merged", lang, **pair),
        options.option("--level", "level", lang, **pair),
        options.track(lang, "adopt.track"),
        *_adoption_evidence(lang),
    ]
