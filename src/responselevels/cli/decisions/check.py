"""`responselevels check`: decide proposals (docs/command-line.md)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from responselevels.cli.decisions.deciding import DecisionRequest, decide_all
from responselevels.cli.frame import options
from responselevels.cli.frame.click_i18n import LocalizedCommand
from responselevels.cli.frame.options import says

if TYPE_CHECKING:
    from responselevels.cli.frame.inputs import Inputs
    from responselevels.models.decisions import Decision
    from responselevels.reports.frame.rows import Row
    from responselevels.reports.frame.wording import Locale


def command(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "check",
        lang=lang,
        help=says("help.check", lang),
        epilog=says("help.check.end", lang),
        callback=partial(check, lang),
        params=[
            options.rules(lang),
            options.areas(lang),
            options.orders(lang),
            options.at(lang),
            options.as_json(lang),
            options.progress(lang),
            options.zone(lang),
            options.language(lang),
            options.proposal_files(),
        ],
    )


def check(lang: str, *, as_json: bool, **request: Any) -> int:
    """Decide each proposal and print the decision; return the exit status."""
    from responselevels.cli.frame.printing import JsonLines, Pages

    printer = JsonLines(lang) if as_json else Pages(lang, _rows)
    return decide_all(DecisionRequest(lang=lang, **request), printer)


def _rows(decision: Decision, locale: Locale, _world: Inputs) -> Iterable[Row]:
    from responselevels.reports.terminal import decision_rows

    return decision_rows(decision, locale)
