"""The options that `export` and `register export` share. Nothing heavy is imported here."""

from __future__ import annotations

import click

from responselevels.cli.frame import options
from responselevels.cli.frame.click_i18n import LocalizedOption, OneOf
from responselevels.cli.frame.options import Instant, says

FORMATS = ("calendar", "cancellations", "cap", "atom", "geojson", "csv", "parquet")
"""The formats that orders and levels are written in."""

TABLES = ("orders", "levels")
"""What tables there are."""


def exporting(lang: str) -> list[click.Parameter]:
    """Return what both commands ask beside what is exported."""
    return [
        LocalizedOption(
            ["--order", "only"],
            metavar="ORDER",
            multiple=True,
            help=says("option.order.export", lang),
            lang=lang,
        ),
        options.option(
            "--since", "since.export", lang, metavar="TIME", type=Instant(lang, or_now=False)
        ),
        options.option("--source", "source", lang, metavar="NAME"),
        options.file("--profile", "profile", lang),
        options.option("--table", "table.export", lang, type=OneOf(TABLES, lang)),
        options.file("--geometry", "geometry", lang),
        options.option("--output", "output.export", lang, metavar="PATH"),
        options.zone(lang),
        options.language(lang),
        click.Argument(["format_"], metavar="FORMAT", type=OneOf(FORMATS, lang)),
    ]
