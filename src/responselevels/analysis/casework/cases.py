"""Run cases: decide each and hold the decision against what it expects. Pure.

What has to come out is in the case file; what differs comes out as data, worded
by `responselevels.reports.rules.cases`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from responselevels.analysis.casework.coverage import exercised_by
from responselevels.analysis.casework.outcomes import Difference, Entry, Outcome
from responselevels.core.deciding.case import resolve
from responselevels.core.deciding.decide import decided
from responselevels.core.deciding.evidence import signed_by
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError, expect
from responselevels.machine.levels import compile_scheme
from responselevels.models.cases import Expected, ExpectedChange, ExpectedRemedy, Suite, WrittenCase
from responselevels.models.decisions import Change, Decision, Remedy
from responselevels.models.rules import Rules
from responselevels.models.times import instant_written


class CaseRunner:
    """The cases of a suite, ready to be decided one by one.

    They are decided under *rules* instead of the suite's own where given.
    """

    def __init__(self, suite: Suite, rules: Rules | None = None) -> None:
        """Compile the rules and the areas.

        Raises:
            InputError: they do not fit each other.
        """
        self.suite = suite
        self.scheme = compile_scheme(suite.rules if rules is None else rules, suite.areas)
        self._standing: OrderBook | None = None

    def outcome(self, number: int) -> Outcome:
        """Decide the case *number* and return what came out."""
        case = self.suite.cases[number]
        try:
            return _outcome_of(self.scheme, self._book(case), number, case)
        except InputError as error:
            return Outcome(number=number, case=case, error=error)

    def outcomes(self) -> Iterator[Outcome]:
        """Yield the outcome of each case, in the order of the file."""
        return map(self.outcome, range(len(self.suite.cases)))

    def _book(self, case: WrittenCase) -> OrderBook:
        if case.orders:
            return book_of(self.scheme, (*self.suite.orders, *case.orders))
        if self._standing is None:
            self._standing = book_of(self.scheme, self.suite.orders)
        return self._standing


def _outcome_of(scheme: Scheme, book: OrderBook, number: int, case: WrittenCase) -> Outcome:
    evidence = signed_by(case.proposal.approvals, case.signed)
    resolved = resolve(scheme, book, case.proposal, case.at, evidence)
    decision = decided(resolved)
    return Outcome(
        number=number,
        case=case,
        decision=decision,
        differences=tuple(differences(case.expect, decision)),
        exercised=exercised_by(resolved),
    )


def run(suite: Suite, rules: Rules | None = None) -> Iterator[Outcome]:
    """Yield the outcome of each case of *suite*; see `CaseRunner`.

    Raises:
        InputError: rules and areas do not fit each other.
    """
    expect("suite", suite, Suite)
    expect("rules", rules, Rules, type(None))
    # A file of properties alone has no areas to compile.
    return CaseRunner(suite, rules).outcomes() if suite.cases else iter(())


def notices(suite: Suite, rules: Rules) -> bool:
    """Say whether some case of *suite* comes out otherwise than expected under *rules*."""
    expect("suite", suite, Suite)
    expect("rules", rules, Rules)
    try:
        return any(not outcome.passed for outcome in run(suite, rules))
    except InputError:
        return True


# -- what differs ---------------------------------------------------------------------


def differences(expected: Expected, decision: Decision) -> Iterator[Difference]:
    """Yield each aspect in which *decision* is not as *expected*; what is not asked is passed over."""
    if expected.verdict != decision.verdict.value:
        yield _instead("verdict", expected.verdict, decision.verdict.value)
    if expected.asks("transition") and expected.transition != decision.transition:
        yield _instead("transition", expected.transition, decision.transition)
    for aspect, compared in _COMPARED.items():
        if getattr(expected, aspect) is not None:
            yield from compared(aspect, expected, decision)
    if expected.asks("provisional_until"):
        wanted, got = _written(expected.provisional_until), _written(decision.provisional_until)
        if wanted != got:
            yield _instead("provisional_until", wanted, got)


def _instead(aspect: str, wanted: Entry, got: Entry) -> Difference:
    return Difference(aspect=aspect, missing=(wanted,), surplus=(got,))


def _sets(aspect: str, wanted: Iterable[Entry], got: Iterable[Entry]) -> Iterator[Difference]:
    """Compare two lists as sets, keeping the order in which they stand."""
    expected, found = dict.fromkeys(wanted), dict.fromkeys(got)
    missing = tuple(entry for entry in expected if entry not in found)
    surplus = tuple(entry for entry in found if entry not in expected)
    if missing or surplus:
        yield Difference(aspect=aspect, missing=missing, surplus=surplus)


def _findings(aspect: str, expected: Expected, decision: Decision) -> Iterator[Difference]:
    return _sets(aspect, expected.findings or (), (found.code for found in decision.findings))


def _overtakes(aspect: str, expected: Expected, decision: Decision) -> Iterator[Difference]:
    return _sets(aspect, expected.overtakes or (), (row.order for row in decision.overtakes))


def _replaces(aspect: str, expected: Expected, decision: Decision) -> Iterator[Difference]:
    return _sets(aspect, expected.replaces or (), (row.order for row in decision.replaces))


def _duties(aspect: str, expected: Expected, decision: Decision) -> Iterator[Difference]:
    """Match duties: an expected one stands for a duty of that id, or of those words in any language."""
    wanted = expected.duties or ()
    known = [{duty.id, *(text for _lang, text in duty.do.words)} for duty in decision.duties]
    missing = tuple(name for name in wanted if not any(name in names for names in known))
    surplus = tuple(
        duty.id or duty.do.words[0][1]
        for duty, names in zip(decision.duties, known, strict=True)
        if names.isdisjoint(wanted)
    )
    if missing or surplus:
        yield Difference(aspect=aspect, missing=missing, surplus=surplus)


def _completions(aspect: str, expected: Expected, decision: Decision) -> Iterator[Difference]:
    wanted = (tuple(sorted(set(way))) for way in expected.completions or ())
    got = (tuple(sorted(way)) for found in decision.findings for way in found.completions or ())
    return _sets(aspect, wanted, got)


def _remedies(aspect: str, expected: Expected, decision: Decision) -> Iterator[Difference]:
    wanted = (_remedy_entry(remedy) for remedy in expected.remedies or ())
    got = (_remedy_entry(remedy) for found in decision.findings for remedy in found.remedies)
    return _sets(aspect, wanted, got)


def _remedy_entry(remedy: ExpectedRemedy | Remedy) -> Entry:
    if remedy.level is not None:
        return ("level", remedy.level)
    if remedy.period is not None:
        period = remedy.period
        start, end = period if isinstance(period, tuple) else (period.start, period.end)
        return ("period", _written(start), _written(end))
    return ("scope", *sorted(remedy.scope or ()))


def _changes(aspect: str, expected: Expected, decision: Decision) -> Iterator[Difference]:
    """Match rows: an expected one without a time stands for that change at whatever time."""
    wanted = expected.changes or ()
    missing = tuple(
        _wanted_entry(row) for row in wanted if not any(_is(row, got) for got in decision.changes)
    )
    surplus = tuple(
        _got_entry(got) for got in decision.changes if not any(_is(row, got) for row in wanted)
    )
    if missing or surplus:
        yield Difference(aspect=aspect, missing=missing, surplus=surplus)


def _is(row: ExpectedChange, got: Change) -> bool:
    timed = row.model_fields_set
    return (
        (row.area, row.from_, row.to) == (got.area, got.from_level, got.to_level)
        and ("start" not in timed or row.start == got.start)
        and ("end" not in timed or row.end == got.end)
    )


def _wanted_entry(row: ExpectedChange) -> Entry:
    """Return the row; a time that it leaves open to any is the empty text."""
    timed = row.model_fields_set
    start = _written(row.start) if "start" in timed else ""
    end = _written(row.end) if "end" in timed else ""
    return (row.area, row.from_, row.to, start, end)


def _got_entry(got: Change) -> Entry:
    return (got.area, got.from_level, got.to_level, _written(got.start), _written(got.end))


def _written(instant: datetime | None) -> str | None:
    return None if instant is None else instant_written(instant)


_COMPARED: Mapping[str, Callable[[str, Expected, Decision], Iterator[Difference]]] = {
    "findings": _findings,
    "changes": _changes,
    "overtakes": _overtakes,
    "replaces": _replaces,
    "duties": _duties,
    "completions": _completions,
    "remedies": _remedies,
}
