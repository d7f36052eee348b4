"""The declarations of `export`, and of what tells others of a register: names, options, help.

Nothing heavy is imported here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import click

from responselevels.cli.exports.options import exporting
from responselevels.cli.frame import options
from responselevels.cli.frame.click_i18n import Count, LocalizedCommand, LocalizedOption
from responselevels.cli.frame.completing import recorded_names
from responselevels.cli.frame.lazy import Deferred
from responselevels.cli.frame.options import says
from responselevels.cli.register import options as shared


def export(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "export",
        lang=lang,
        help=says("help.export", lang),
        epilog=says("help.export.end", lang),
        callback=partial(Deferred("exports.of_files", "export"), lang),
        params=[
            options.rules(lang),
            options.areas(lang),
            options.orders(lang, "orders.export", required=True),
            options.at(lang, "at.export"),
            *exporting(lang),
        ],
    )


def of_register(lang: str) -> Iterator[click.Command]:
    """Yield the commands of `register` that tell others of it."""
    asking = [one for one in shared.asking(lang) if one.name in _ASKED]
    asking.append(options.at(lang, "at.export"))
    yield _command(
        "export", lang, Deferred("exports.of_register", "export"), [*asking, *exporting(lang)]
    )

    yield _command(
        "deliver", lang, Deferred("exports.deliver", "deliver"), _delivering(lang), sound_part=False
    )
    params = [one for one in shared.asking(lang) if one.name != "as_json"]
    params += [*options.sheet(lang), click.Argument(["proposal"], shell_complete=recorded_names)]
    yield _command("sheet", lang, Deferred("exports.sheets", "sheet"), params)
    yield _command("notify", lang, Deferred("exports.notify", "notify"), _notifying(lang))


def _notifying(lang: str) -> list[click.Parameter]:
    asking = [one for one in shared.asking(lang, realms="track.due") if one.name != "as_json"]
    return [
        *asking,
        options.within(lang),
        options.option("--to", "notify.to", lang, metavar="ADDRESS", multiple=True, required=True),
        LocalizedOption(
            ["--from", "sender"],
            metavar="ADDRESS",
            required=True,
            help=says("option.notify.from", lang),
            lang=lang,
        ),
        options.option("--smtp", "notify.smtp", lang, metavar="HOST[:PORT]", required=True),
        options.choice("--security", ("starttls", "tls", "none"), lang, "notify.security"),
        options.flag("--both", "notify.both", lang),
    ]


def _delivering(lang: str) -> list[click.Parameter]:
    most: dict[str, Any] = {"metavar": "N", "type": Count(lang, 1)}
    return [
        shared.register(lang),
        options.option("--to", "deliver.to", lang, metavar="URL", required=True),
        options.file("--place", "deliver.place", lang, required=True),
        options.option("--after", "deliver.after", lang, metavar="N", type=Count(lang, -1)),
        options.flag("--once", "deliver.once", lang),
        options.option("--tries", "deliver.tries", lang, **most),
        options.flag("--plain-http", "deliver.plain", lang),
        options.language(lang),
    ]


_ASKED = {"register", "known_at", "sound_part"}


def _command(
    name: str,
    lang: str,
    call: Callable[..., int],
    params: Sequence[click.Parameter],
    **how: bool,
) -> click.Command:
    """Return a command with an open register, whose output is no JSON, and neither are its errors."""
    run = Deferred("register.session", "with_session")
    return LocalizedCommand(
        name,
        lang=lang,
        help=says(f"help.register.{name}", lang),
        short_help=says(f"short.register.{name}", lang),
        callback=partial(run, call, lang, as_json=False, **how),
        params=list(params),
    )
