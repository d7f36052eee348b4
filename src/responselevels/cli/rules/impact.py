"""`responselevels impact`: past orders that come out differently under new rules."""

from __future__ import annotations

import sys
from typing import Any

from responselevels.analysis.comparison.impact import impact as replayed
from responselevels.cli.frame import options
from responselevels.cli.frame.inputs import read_inputs
from responselevels.cli.frame.lazy import Deferred
from responselevels.cli.frame.locales import locale_of
from responselevels.cli.frame.status import Status
from responselevels.cli.frame.workers import workers_for
from responselevels.reports.frame.paint import show
from responselevels.reports.programs.json import one_line
from responselevels.reports.rules.impact import impact_document, impact_rows

replayed_apart = Deferred("responselevels.parallel.impact", "impact")


def impact(
    lang: str,
    *,
    old: str,
    new: str | None,
    areas: str,
    orders: str,
    track: str | None,
    as_json: bool,
    **spreading: Any,
) -> int:
    """Decide *orders* under both files and print those that differ; return the exit status."""
    old, new = options.both_rules(old, new, lang)
    before, after = read_inputs(old, areas, orders), read_inputs(new, areas, None)
    schemes = before.scheme, after.scheme
    with workers_for(lang, **spreading) as executor:
        found = before.located(
            lambda: list(
                replayed(*schemes, before.orders, track=track)
                if executor is None
                else replayed_apart(executor, *schemes, before.orders, track=track)
            )
        )
    listed = [one for one in found if one.differs]
    locale = locale_of(lang, before.titles)
    if as_json:
        sys.stdout.write(one_line([impact_document(one, locale) for one in listed]) + "\n")
    else:
        show(impact_rows(listed, len(found), locale), sys.stdout)
    return Status.DENIED if listed else Status.PERMITTED
