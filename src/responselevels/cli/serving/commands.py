"""The declaration of `serve`: names, options, help. Nothing heavy is imported here."""

from __future__ import annotations

from functools import partial

import click

from responselevels.cli.frame import options
from responselevels.cli.frame.click_i18n import Count, LocalizedCommand, LocalizedOption
from responselevels.cli.frame.lazy import Deferred
from responselevels.cli.frame.options import says


def serve(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "serve",
        lang=lang,
        help=says("help.serve", lang),
        epilog=says("help.serve.end", lang),
        callback=partial(Deferred("serving.extra", "serve"), lang),
        params=[
            LocalizedOption(
                ["--register", "registers"],
                metavar="[NAME=]URL",
                multiple=True,
                help=says("option.serve.register", lang),
                lang=lang,
            ),
            options.flag("--demo", "serve.demo", lang),
            options.option("--host", "serve.host", lang, metavar="HOST", default="127.0.0.1"),
            options.option(
                "--port", "serve.port", lang, metavar="PORT", type=Count(lang, 0), default=8080
            ),
            LocalizedOption(
                ["--open", "opens"],
                is_flag=True,
                help=says("option.serve.open", lang),
                lang=lang,
            ),
            *_reached(lang),
            options.flag("--drill", "serve.drill", lang),
            options.option(
                "--rate", "serve.rate", lang, metavar="N", type=Count(lang, 0), default=1200
            ),
            options.flag("--metrics", "serve.metrics", lang),
            options.file("--alerts", "serve.alerts", lang),
            options.language(lang),
        ],
    )


def _reached(lang: str) -> list[click.Parameter]:
    """Return the options that say how others reach the server."""
    named = {"metavar": "NAME", "multiple": True}
    through = {"metavar": "ADDRESS", "multiple": True}
    return [
        options.option("--name", "serve.name", lang, **named),
        options.flag("--secure", "serve.secure", lang),
        options.option("--behind", "serve.behind", lang, **through),
    ]
