"""The declarations of the commands about rules files: names, options, help.

Nothing heavy is imported here; what a command does stands in the module of its name.
"""

from __future__ import annotations

from functools import partial

import click

from responselevels.cli.frame import options
from responselevels.cli.frame.click_i18n import Count, LocalizedCommand, LocalizedOption
from responselevels.cli.frame.completing import known_rules
from responselevels.cli.frame.lazy import Deferred
from responselevels.cli.frame.options import says

FORMATS = ("mermaid", "svg", "dot", "table", "csv", "png")
"""What `diagram` can draw; only `png` needs Graphviz."""


def diagram(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "diagram",
        lang=lang,
        help=says("help.diagram", lang),
        callback=partial(Deferred("rules.diagram", "diagram"), lang),
        params=[
            options.choice("--format", FORMATS, lang, "format"),
            options.file("--output", "output", lang),
            options.language(lang),
            options.rules_file(),
        ],
    )


def diff(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "diff",
        lang=lang,
        help=says("help.diff", lang),
        epilog=says("help.diff.end", lang),
        callback=partial(Deferred("rules.diff", "diff"), lang),
        params=[
            options.option("--write", "write", lang, metavar="FOLDER"),
            options.file("--html", "html", lang),
            options.as_json(lang),
            options.language(lang),
            *options.old_and_new(),
        ],
    )


def impact(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "impact",
        lang=lang,
        help=says("help.impact", lang),
        epilog=says("help.impact.end", lang),
        callback=partial(Deferred("rules.impact", "impact"), lang),
        params=[
            options.areas(lang),
            options.orders(lang, "orders.past", required=True),
            options.track(lang, "impact.track"),
            *options.spreading(lang),
            options.as_json(lang),
            options.zone(lang),
            options.language(lang),
            *options.old_and_new(),
        ],
    )


def lint(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "lint",
        lang=lang,
        help=says("help.lint", lang),
        epilog=says("help.lint.end", lang),
        callback=partial(Deferred("rules.lint", "lint"), lang),
        params=[
            options.as_json(lang),
            options.report(lang),
            options.language(lang),
            options.rules_file(several=True),
        ],
    )


def mutate(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "mutate",
        lang=lang,
        help=says("help.mutate", lang),
        epilog=says("help.mutate.end", lang),
        callback=partial(Deferred("rules.mutate", "mutate"), lang),
        params=[
            options.file("--cases", "cases", lang, required=True, multiple=True),
            options.flag("--summary", "tallies", lang),
            options.option("--write", "write.missing", lang, metavar="FOLDER"),
            options.as_json(lang),
            options.language(lang),
            options.rules_file(),
        ],
    )


def new(lang: str) -> click.Command:
    """Return the command."""
    said = ("id", "title", "paper", "levels", "tiers", "issuer", "approver", "longest", "local")
    metavars = {"levels": "LIST", "tiers": "LIST", "longest": "DURATION", "local": "YES|NO"}
    return LocalizedCommand(
        "new",
        lang=lang,
        help=says("help.new", lang),
        epilog=says("help.new.end", lang),
        callback=partial(Deferred("rules.new", "new"), lang),
        params=[
            *(
                options.option(f"--{name}", f"new.{name}", lang, metavar=metavars.get(name, "TEXT"))
                for name in said
            ),
            LocalizedOption(
                ["--from", "base"],
                help=says("option.new.from", lang),
                lang=lang,
                metavar="RULES",
                shell_complete=known_rules,
            ),
            LocalizedOption(
                ["--answer", "answers"],
                help=says("option.new.answer", lang),
                lang=lang,
                metavar="PLACE=ANSWER",
                multiple=True,
            ),
            options.flag("--examples", "new.examples", lang),
            options.option(
                "--property-tests",
                "property_tests",
                lang,
                metavar="RULES",
                shell_complete=known_rules,
            ),
            options.file("--out", "out", lang),
            options.language(lang),
            click.Argument(["folder"], required=False, type=click.Path()),
        ],
    )


def schemes(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "schemes",
        lang=lang,
        help=says("help.schemes", lang),
        epilog=says("help.schemes.end", lang),
        callback=partial(Deferred("rules.schemes", "schemes"), lang),
        params=[options.as_json(lang), options.language(lang)],
    )


def show(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "show",
        lang=lang,
        help=says("help.show", lang),
        epilog=says("help.show.end", lang),
        callback=partial(Deferred("rules.show", "show"), lang),
        params=[
            options.choice("--format", ("terminal", "markdown", "html"), lang, "form"),
            options.file("--output", "output", lang),
            options.hidden(lang),
            options.language(lang),
            options.rules_file(),
        ],
    )


def test(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "test",
        lang=lang,
        help=says("help.test", lang),
        epilog=says("help.test.end", lang),
        callback=partial(Deferred("rules.test", "test"), lang),
        params=[
            options.option(
                "--rules", "rules.instead", lang, metavar="RULES", shell_complete=known_rules
            ),
            options.flag("--coverage", "coverage", lang),
            options.flag("--laws", "laws", lang),
            options.option(
                "--examples", "examples", lang, metavar="N", type=Count(lang, 1), default=200
            ),
            options.as_json(lang),
            options.report(lang),
            options.zone(lang),
            options.language(lang),
            click.Argument(["paths"], nargs=-1, type=click.Path()),
        ],
    )


def verify(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "verify",
        lang=lang,
        help=says("help.verify", lang),
        epilog=says("help.verify.end", lang),
        callback=partial(Deferred("rules.verify", "verify"), lang),
        params=[
            options.file("--properties", "properties", lang, multiple=True),
            options.option("--write", "write", lang, metavar="FOLDER"),
            options.as_json(lang),
            options.language(lang),
            options.rules_file(),
        ],
    )
