"""`responselevels audit`: the orders that the rules did not permit (docs/command-line.md)."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from copy import copy
from typing import TYPE_CHECKING, Any

from responselevels.cli.frame.inputs import Inputs, read_inputs
from responselevels.cli.frame.lazy import Deferred
from responselevels.cli.frame.locales import locale_of
from responselevels.cli.frame.progress import Progress
from responselevels.cli.frame.status import Status
from responselevels.cli.frame.workers import workers_for
from responselevels.core.deciding.audit import audit as audited
from responselevels.errors import Place
from responselevels.models.decisions import Decision
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.wording import grounded_message
from responselevels.reports.programs.ci import CheckedItem, Fault, report
from responselevels.reports.programs.json import audit_document, one_line
from responselevels.reports.tables import audit_rows
from responselevels.reports.terminal import tally_row
from responselevels.version import __version__

if TYPE_CHECKING:
    from concurrent.futures import Executor

audited_apart = Deferred("responselevels.parallel.auditing", "audit")

Listed = list[tuple[str, Decision]]


def audit(
    lang: str,
    *,
    rules: str,
    areas: str,
    orders: str,
    as_json: bool,
    progress: bool,
    report: str | None,
    **spreading: Any,
) -> int:
    """Decide every order again and print those not permitted; return the exit status.

    The status is 1 where any is listed, whether it would have been denied or
    was issued while something was still missing.
    """
    inputs = read_inputs(rules, areas, orders)
    counts: Counter[str] = Counter()
    listed: Listed = []
    with (
        closing(Progress(lang, total=len(inputs.orders), always=progress)) as told,
        workers_for(lang, **spreading) as executor,
    ):
        for order, decision in _decided(inputs, executor):
            counts[decision.verdict.value] += 1
            if not decision.permitted:
                # Worked out now, while the list stands there: later it would be gone through again.
                listed.append((order, copy(decision)))
            told.step()
    if report is not None:
        _print_report(report, listed, lang, inputs)
    else:
        (_print_json if as_json else _print_pages)(listed, counts, lang, inputs)
    return Status.DENIED if listed else Status.PERMITTED


def _decided(inputs: Inputs, executor: Executor | None) -> Iterator[tuple[str, Decision]]:
    again = (
        audited(inputs.scheme, inputs.orders)
        if executor is None
        else audited_apart(executor, inputs.scheme, inputs.orders)
    )
    while True:
        found = inputs.located(lambda: next(again, None))
        if found is None:
            return
        yield found[0].id, found[1]


def _print_report(form: str, listed: Listed, lang: str, inputs: Inputs) -> None:
    against, looked, listing = dict(listed), [], inputs.listing
    suite = "" if listing is None or listing.name is None else listing.name
    for number, order in enumerate(inputs.orders):
        faults: list[Fault] = []
        if (decision := against.get(order.id)) is not None:
            place = Place() if listing is None else listing.place(("orders", number))
            locale = locale_of(lang, inputs.titles).of(decision)
            faults = [
                Fault(found.code, grounded_message(found, locale), place)
                for found in decision.findings
                if found.effect.value != "note"
            ]
        looked.append(CheckedItem(suite, order.id, tuple(faults)))
    sys.stdout.write(report(form, looked, __version__))


def _print_json(listed: Listed, _counts: Counter[str], lang: str, inputs: Inputs) -> None:
    locale = locale_of(lang, inputs.titles)
    rows = [audit_document(order, decision, locale) for order, decision in listed]
    sys.stdout.write(one_line(rows) + "\n")


def _print_pages(listed: Listed, counts: Counter[str], lang: str, inputs: Inputs) -> None:
    locale = locale_of(lang, inputs.titles)
    show(audit_rows(listed, locale), sys.stdout)
    show([tally_row(counts, locale)], sys.stdout)
