"""`responselevels explain`: decisions in prose, with the clause behind every finding."""

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
        "explain",
        lang=lang,
        help=says("help.explain", lang),
        epilog=says("help.check.end", lang),
        callback=partial(explain, lang),
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


def explain(lang: str, **request: Any) -> int:
    """Decide each proposal and explain the decision; return the exit status."""
    from responselevels.cli.frame.printing import Pages

    return decide_all(DecisionRequest(lang=lang, **request), Pages(lang, _rows, apart=2))


def _rows(decision: Decision, locale: Locale, inputs: Inputs) -> Iterable[Row]:
    from responselevels.reports.explain import explained

    return explained(decision, locale, inputs.rules.sources)
