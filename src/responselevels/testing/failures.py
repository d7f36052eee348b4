"""What breaks a law, as a case file to paste: `responselevels test` decides it anew.

Each step of a history is a case, against the orders by then; so is what a law asked beside the
steps. A case expects what the reference engine decides. So the file fails where the engine is
wrong, and passes once it is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from responselevels.analysis.casework.cases import differences
from responselevels.analysis.enumeration.examples import plain
from responselevels.core.deciding.decide import decide
from responselevels.core.deciding.evidence import signed_by
from responselevels.core.digests import rules_digest
from responselevels.core.orders.book import book_of
from responselevels.errors import InputError
from responselevels.files import load_rules, shipped_ids
from responselevels.files.syntax.yaml_writing import yaml_of
from responselevels.models.cases import Expected
from responselevels.models.decisions import Decision as LibraryDecision
from responselevels.models.orders import Period
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Rules, Transition
from responselevels.models.times import instant_written
from responselevels.testing.laws.catalogue import LawBroken
from responselevels.testing.laws.evident import told
from responselevels.testing.laws.history import History, Step
from responselevels.testing.laws.reference_levels import LATEST, ReferenceLevels
from responselevels.testing.reference import Decision, Remedy
from responselevels.testing.reference.deciding import Known, decide_on
from responselevels.testing.runs.smaller import Script, smallest
from responselevels.text.catalogue import worded

SECONDS = 10.0
"""Processor time in which what a machine found is made smaller: Hypothesis takes steps, but no areas."""

MOST_LOOKS = 400
"""How many questions are tried at most to show a level that no step shows."""

RULES = "rules.yaml"
"""How a case file names rules that are in no file yet."""


@dataclass(frozen=True)
class _Case:
    """A step as a case: its name, the step, and what it ought to come to; None: no case can say it."""

    name: str
    step: Step
    expected: dict[str, Any] | None

    @property
    def fails(self) -> bool:
        """Whether what the register decided is not what was to be expected."""
        return self._differs(self.step.decision)

    def fails_anew(self, history: History) -> bool:
        """Say whether it is so, too, where the list of orders is read anew, as `test` reads it."""
        step = self.step
        book = book_of(history.scheme, step.before)
        return self._differs(decide(history.scheme, book, step.proposal, step.at, step.evidence))

    def _differs(self, decision: LibraryDecision) -> bool:
        if self.expected is None:
            return False
        expected = Expected.model_validate(self.expected)
        return any(True for _ in differences(expected, decision))


def case_file_of(
    history: History,
    broken: LawBroken | None = None,
    *,
    rules: str | None = None,
    lang: str = "en",
) -> str:
    """Return *history* as a case file, with the law that is *broken* in its first lines.

    *rules* is the path of the rules file, as the case file is to name it. Without it, shipped
    rules are named by their id, and any others are written out in the comments. Where no case
    can say anything, there are only comments.
    """
    cases = [*_cases(history, broken, lang)]
    if not any(case.fails for case in cases):
        cases += islice((case for case in _looks(history, lang) if case.fails), 1)
    told_rules = rules or _shipped(history.rules)
    lines = [*_head(history, broken, cases, lang)]
    if told_rules is None:
        lines += [worded("failure.rules", {"file": RULES}, lang)]
        lines += [f"  {line}" for line in yaml_of(plain(history.rules)).splitlines()]
    comments = "".join(f"# {line}".rstrip() + "\n" for line in lines)
    if all(case.expected is None for case in cases):
        return comments
    document = {
        "format": 1,
        "rules": told_rules or RULES,
        "areas": [plain(area) for area in history.areas.areas],
        "cases": [_written(case) for case in cases if case.expected is not None],
    }
    return comments + yaml_of(document)


class CasesLabel:
    """A history that breaks a law, whose repr is its case file: written only where it is shown."""

    def __init__(self, history: History, broken: LawBroken, rules: str | None) -> None:
        """Take the history, the law with what was found, and the path of the rules file."""
        self.history = history
        self.broken = broken
        self.rules = rules

    def __repr__(self) -> str:
        history, broken = self._smallest()
        return case_file_of(history, broken, rules=self.rules)

    def _smallest(self) -> tuple[History, LawBroken]:
        """Return it with as few areas and steps as still break the law, played from the start."""
        found = {"broken": self.broken}

        def fails(script: Script) -> History | None:
            history = script.played()
            try:
                self.broken.law.check(history)
            except LawBroken as broken:
                found["broken"] = broken
                return history
            return None

        smaller = smallest(Script.of(self.history), fails, seconds=SECONDS)
        return smaller or self.history, found["broken"]


def _head(
    history: History, broken: LawBroken | None, cases: list[_Case], lang: str
) -> Iterator[str]:
    if broken is not None:
        yield from broken.worded(lang).splitlines()
    yield worded("failure.head", {}, lang)
    for case in cases:
        if case.expected is None:
            yield worded("failure.left_out", {"name": case.step.proposal.id}, lang)
    failing = [case for case in cases if case.fails]
    if broken is not None and not failing:
        yield worded("failure.unseen", {}, lang)
    elif failing and not any(case.fails_anew(history) for case in failing):
        yield worded("failure.register", {}, lang)


def _shipped(rules: Rules) -> str | None:
    """Return the id of *rules*, if they are shipped as they are."""
    if rules.id not in shipped_ids():
        return None
    return rules.id if rules_digest(load_rules(rules.id)) == rules_digest(rules) else None


def _cases(history: History, broken: LawBroken | None, lang: str) -> Iterator[_Case]:
    for number, step in enumerate(history.steps, start=1):
        facts = {"number": number, "name": step.proposal.id}
        yield _case(history, step, worded("failure.step", facts, lang))
    for number, step in enumerate(broken.breach.shown if broken else (), start=1):
        facts = {"number": number, "name": step.proposal.id}
        yield _case(history, step, worded("failure.shown", facts, lang))


def _case(history: History, step: Step, name: str) -> _Case:
    """Return *step* as a case; groups, and what was known beside plain signatures, none can say."""
    bodies = _signing(step)
    groups = {*getattr(step.proposal, "scope", ())} - history.reference.tier.keys()
    if groups or signed_by(step.proposal.approvals, bodies) != step.evidence:
        return _Case(name, step, None)
    try:
        known = Known(history.ground, step.before, step.at, step.evidence)
        return _Case(name, step, _expected(decide_on(known, step.proposal)))
    except InputError:
        return _Case(name, step, None)


def _signing(step: Step) -> list[str]:
    given = step.proposal.approvals
    return sorted({given[number].body for number in step.evidence.signed if number < len(given)})


def _written(case: _Case) -> dict[str, Any]:
    step = case.step
    written: dict[str, Any] = {"name": case.name, "at": instant_written(step.at)}
    if step.before:
        written["orders"] = [plain(order) for order in step.before]
    written["proposal"] = plain(step.proposal)
    bodies = _signing(step)
    if bodies:
        written["signed"] = bodies
    return {**written, "expect": case.expected}


def _expected(decision: Decision) -> dict[str, Any]:
    """Return what a case can expect of *decision*: all but facts, places and duties."""
    found = decision.findings
    until = decision.provisional_until
    return {
        "verdict": decision.verdict,
        "transition": decision.transition,
        "findings": sorted({one.code for one in found}),
        "changes": [
            {
                "area": row.area,
                "from": row.from_level,
                "to": row.to_level,
                "start": instant_written(row.start),
                "end": None if row.end is None else instant_written(row.end),
            }
            for row in decision.changes
        ],
        "overtakes": sorted({row.order for row in decision.overtakes}),
        "replaces": sorted({row.order for row in decision.replaces}),
        "completions": [list(way) for one in found for way in one.completions or ()],
        "remedies": [_remedy(remedy) for one in found for remedy in one.remedies],
        "provisional_until": None if until is None else instant_written(until),
    }


def _remedy(remedy: Remedy) -> dict[str, Any]:
    value: Any = remedy.value
    if remedy.kind == "period":
        start, end = value
        period = {"start": instant_written(start)}
        return {"period": period if end is None else {**period, "end": instant_written(end)}}
    return {"scope": list(value)} if remedy.kind == "scope" else {"level": value}


# -- levels ------------------------------------------------------------------------------


def _looks(history: History, lang: str) -> Iterator[_Case]:
    """Yield cases that show levels and floors: an order is proposed wherever something changes.

    What it would change tells from what.
    """
    last = max((order.issued_at for order in history.orders), default=None)
    if last is None:
        return
    name = worded("failure.look", {}, lang)
    for asked in islice(_asking(history, last), MOST_LOOKS):
        decision = told(history.register.decide, asked, last)
        orders = history.orders
        step = Step(
            proposal=asked,
            at=last,
            decision=decision,
            before=orders,
            after=orders,
            carried_out=False,
        )
        yield _case(history, step, name)


def _asking(history: History, last: datetime) -> Iterator[IssueProposal]:
    reference, orders = history.reference, history.orders
    ways = sorted({(order.drill, order.track) for order in orders}, key=repr)
    for drill, track in ways:
        edges = ReferenceLevels(reference, orders, drill=drill, track=track).edges()
        starts = [last, *(edge for edge in edges if edge > last)]
        for area, tier in reference.tier.items():
            for rule in reference.rules.transitions:
                if rule.tier == tier:
                    for start in starts:
                        yield from _by(rule, area, start, {"drill": drill, "track": track})


def _by(
    rule: Transition, area: str, start: datetime, realm: dict[str, Any]
) -> Iterator[IssueProposal]:
    """Yield proposals of *area* by *rule* that lack approvals at most, of its least and its worst level."""
    asks = rule.requires
    longest = asks.max_duration or timedelta(hours=1)
    if start > LATEST - longest - (asks.notice or timedelta(0)):
        return
    begins = start + (asks.notice or timedelta(0))
    for level in dict.fromkeys((rule.to[-1], rule.to[0])):
        yield IssueProposal(
            id="LOOK",
            area=area,
            level=level,
            scope=(area,),
            period=Period(start=begins, end=begins + longest),
            issuer=rule.issuers[0],
            reason="to look" if asks.reason else None,
            expected_end=begins + longest if asks.expected_end else None,
            transition=rule.id,
            **realm,
        )
