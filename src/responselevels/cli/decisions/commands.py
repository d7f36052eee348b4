"""The declarations of `check`, `explain`, `level`, `timeline`, `measures`, `due`, `board`, `sheet`, `audit`, `digest`: names, options, help.

Nothing heavy is imported here; what a command does stands in the module of its name.
"""

from __future__ import annotations

from functools import partial

import click

from responselevels.cli.frame import options
from responselevels.cli.frame.click_i18n import LocalizedCommand
from responselevels.cli.frame.completing import known_levels, known_tracks
from responselevels.cli.frame.lazy import Deferred
from responselevels.cli.frame.options import Instant, says


def audit(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "audit",
        lang=lang,
        help=says("help.audit", lang),
        epilog=says("help.audit.end", lang),
        callback=partial(Deferred("decisions.audit", "audit"), lang),
        params=[
            options.rules(lang),
            options.areas(lang),
            options.orders(lang, "orders.needed", required=True),
            options.as_json(lang),
            options.report(lang),
            options.progress(lang),
            *options.spreading(lang),
            options.zone(lang),
            options.language(lang),
        ],
    )


def board(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "board",
        lang=lang,
        help=says("help.board", lang),
        epilog=says("help.level.end", lang),
        callback=partial(Deferred("decisions.board", "board"), lang),
        params=[
            options.rules(lang),
            options.areas(lang),
            options.orders(lang),
            options.at(lang, "at.board"),
            options.file("--out", "board.out", lang, required=True),
            options.zone(lang),
            options.language(lang),
        ],
    )


def check(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "check",
        lang=lang,
        help=says("help.check", lang),
        epilog=says("help.check.end", lang),
        callback=partial(Deferred("decisions.check", "check"), lang),
        params=[
            options.rules(lang),
            options.areas(lang),
            options.orders(lang),
            options.at(lang),
            options.as_json(lang),
            options.progress(lang),
            *options.spreading(lang),
            options.zone(lang),
            options.language(lang),
            options.proposal_files(),
        ],
    )


def codes(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "codes",
        lang=lang,
        help=says("help.codes", lang),
        callback=partial(Deferred("decisions.codes", "codes"), lang),
        params=[
            options.language(lang),
            click.Argument(["code"], metavar="[CODE]", required=False),
        ],
    )


def digest(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "digest",
        lang=lang,
        help=says("help.digest", lang),
        epilog=says("help.digest.end", lang),
        callback=partial(Deferred("decisions.digest", "digest"), lang),
        params=[
            options.flag("--drill", "digest.drill", lang),
            options.option("--groups", "digest.groups", lang, metavar="AREAS"),
            options.as_json(lang),
            options.language(lang),
            options.proposal_files(),
        ],
    )


def due(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "due",
        lang=lang,
        help=says("help.due", lang),
        epilog=says("help.due.end", lang),
        callback=partial(Deferred("decisions.due", "due"), lang),
        params=[
            options.rules(lang),
            options.areas(lang),
            options.orders(lang),
            options.file("--deeds", "deeds", lang),
            options.at(lang, "at.due"),
            options.within(lang),
            options.flag("--drill", "drill.due", lang),
            options.track(lang, "track.due"),
            options.as_json(lang),
            options.zone(lang),
            options.language(lang),
            options.proposal_files(required=False),
        ],
    )


def explain(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "explain",
        lang=lang,
        help=says("help.explain", lang),
        epilog=says("help.check.end", lang),
        callback=partial(Deferred("decisions.explain", "explain"), lang),
        params=[
            options.rules(lang),
            options.areas(lang),
            options.orders(lang),
            options.at(lang),
            options.progress(lang),
            options.zone(lang),
            options.language(lang),
            options.proposal_files(),
        ],
    )


def level(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "level",
        lang=lang,
        help=says("help.level", lang),
        epilog=says("help.level.end", lang),
        callback=partial(Deferred("decisions.level", "level"), lang),
        params=[
            options.rules(lang),
            options.areas(lang),
            options.orders(lang),
            options.at(lang, "at.level"),
            options.track(lang),
            options.as_json(lang),
            options.language(lang),
            options.area_names(),
        ],
    )


def timeline(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "timeline",
        lang=lang,
        help=says("help.timeline", lang),
        epilog=says("help.timeline.end", lang),
        callback=partial(Deferred("decisions.timeline", "timeline"), lang),
        params=[
            options.rules(lang),
            options.areas(lang),
            options.orders(lang),
            options.at(lang, "at.level"),
            options.option("--since", "since.timeline", lang, metavar="TIME", type=Instant(lang)),
            options.within(lang),
            options.flag("--drill", "drill", lang),
            options.track(lang),
            options.choice("--format", ("terminal", "svg"), lang, "timeline.format"),
            options.file("--output", "output", lang),
            options.zone(lang),
            options.language(lang),
            options.area_names(),
        ],
    )


def measures(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "measures",
        lang=lang,
        help=says("help.measures", lang),
        epilog=says("help.measures.end", lang),
        callback=partial(Deferred("decisions.measures", "measures"), lang),
        params=[
            options.rules(lang),
            options.areas(lang),
            options.orders(lang),
            options.at(lang, "at.level"),
            *options.measuring(lang, known_levels, known_tracks),
            options.as_json(lang),
            options.zone(lang),
            options.language(lang),
            options.area_names(),
        ],
    )


def sheet(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "sheet",
        lang=lang,
        help=says("help.sheet", lang),
        epilog=says("help.check.end", lang),
        callback=partial(Deferred("decisions.sheet", "sheet"), lang),
        params=[
            options.rules(lang),
            options.areas(lang),
            options.orders(lang),
            options.at(lang),
            *options.sheet(lang),
            options.zone(lang),
            options.language(lang),
            click.Argument(["proposal"], type=click.Path(allow_dash=True)),
        ],
    )
