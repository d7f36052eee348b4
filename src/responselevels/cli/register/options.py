"""The options that the commands of the register share."""

from __future__ import annotations

import click

from responselevels.cli.frame import options
from responselevels.cli.frame.click_i18n import LocalizedOption
from responselevels.cli.frame.completing import open_proposals, recorded_names, recorded_tracks
from responselevels.cli.frame.options import Instant, NewName, says


def register(lang: str) -> click.Option:
    """Return ``--register``."""
    return options.setting("register", "register", lang, metavar="URL")


def _person(lang: str) -> click.Option:
    return LocalizedOption(
        ["--as", "person"],
        metavar="PERSON",
        help=says("option.as", lang),
        lang=lang,
        type=NewName(lang),
    )


def _body(lang: str, text: str = "for") -> click.Option:
    return LocalizedOption(
        ["--for", "body"], metavar="BODY", help=says(f"option.{text}", lang), lang=lang
    )


def changing(lang: str, body: str = "for") -> list[click.Parameter]:
    """Return what every command has that records something."""
    return [
        register(lang),
        _person(lang),
        _body(lang, body),
        options.option("--key", "key", lang, metavar="KEY"),
        options.flag("--time-is-right", "time_is_right", lang),
        options.as_json(lang),
        options.zone(lang),
        options.language(lang),
    ]


def asking(lang: str, *, realms: str | None = None) -> list[click.Parameter]:
    """Return what every command has that only asks.

    *realms* names the sentence for ``--track`` where drills and tracks are looked at apart.
    """
    apart: list[click.Parameter] = []
    if realms is not None:
        apart = [
            options.flag("--drill", "drill", lang),
            options.track(lang, realms, shell_complete=recorded_tracks),
        ]
    return [
        register(lang),
        options.at(lang, "at.level"),
        options.option("--known-at", "known_at", lang, metavar="TIME", type=Instant(lang)),
        *apart,
        options.flag("--sound-part", "sound_part", lang),
        options.as_json(lang),
        options.zone(lang),
        options.language(lang),
    ]


def dated(lang: str) -> click.Option:
    """Return ``--dated``: when an assessment or an approval was made."""
    return options.option("--dated", "dated", lang, metavar="TIME", type=Instant(lang))


def done_at(lang: str) -> click.Option:
    """Return ``--at``, or ``--dated`` as for what else people did: when something was done."""
    return LocalizedOption(
        ["--at", "--dated", "at"],
        metavar="TIME",
        type=Instant(lang),
        help=says("option.at.done", lang),
        lang=lang,
    )


def proposal(*, several: bool = False) -> click.Argument:
    """Return ``PROPOSAL``: the id of a recorded one, or a file."""
    return click.Argument(
        ["proposal"],
        required=True,
        nargs=-1 if several else 1,
        shell_complete=open_proposals,
    )


def name() -> click.Argument:
    """Return ``[NAME]``: the id of a proposal or an order."""
    return click.Argument(["name"], required=False, shell_complete=recorded_names)
