"""Properties of approvals: those stated are needed, and by others than the issuer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from responselevels.analysis.enumeration.approving import Approving, Demand, demand_of
from responselevels.analysis.enumeration.examined import (
    Counterexample,
    ExaminedRules,
    Proof,
    least_by,
)
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.analysis.enumeration.statements import Statements
from responselevels.analysis.enumeration.subsets import Bodies, assessed
from responselevels.core.conditions import filled
from responselevels.core.world.criteria import Call
from responselevels.models.rules import Transition
from responselevels.text.catalogue import Named


def approved(name: str, examined: ExaminedRules) -> Proof:
    """Prove that nothing above the default is permitted without what its transition states.

    A provisional order lapses unless ratified, and is left out. The notes name
    the levels that a transition reaches with no approval at all.
    """
    above = [row for row in examined.permitted if _raises(row, examined)]
    called = _Called(examined)
    bad = [row for row in above if not (_stated(row, examined) and called(row))]
    against = [
        examined.shown(row, tier=Named("tier", tier), rule=Named("transition", way))
        for (tier, way), row in least_by(bad, lambda row: (row.question.tier, row.rule or ""))
    ]
    return Proof.of(name, len(above), against, tuple(_unapproved(above, examined)))


def _raises(row: DecidedClass, examined: ExaminedRules) -> bool:
    levels = examined.common.levels
    more_severe = levels.index(row.question.level) > examined.common.default
    return row.question.action == "issue" and more_severe


def _stated(row: DecidedClass, examined: ExaminedRules) -> bool:
    """Say whether a permitted row has what its transition states, or lapses unless ratified."""
    rule = examined.rule_of(row)
    if not isinstance(rule, Transition) or (rule.ratify is not None) != row.provisional:
        return False
    asked, wanted = rule.requires.approval, rule.requires.assessment
    given = others(row, demand_of(rule.requires))
    return (asked is None or filled(asked, given)) and (
        wanted is None
        or (
            assessed(wanted, row.facts.parties)
            and (wanted.max_age is None or row.facts.age <= wanted.max_age)
        )
    )


class _Called:
    """Says whether a row has the level that the facts stated call for, by the table of its transition."""

    def __init__(self, examined: ExaminedRules) -> None:
        self._examined = examined
        self._known: dict[tuple[str, str], Statements] = {}

    def __call__(self, row: DecidedClass) -> bool:
        rule, level = self._examined.rule_of(row), row.question.level
        asked = rule.requires.assessment if isinstance(rule, Transition) else None
        if not isinstance(rule, Transition) or asked is None or asked.table is None:
            return True
        statements = self._known.get((rule.id, level))
        if statements is None:
            rules = self._examined.rules
            statements = Statements([(rules, rule)], rules.facts, level)
            self._known[rule.id, level] = statements
        (call,) = statements.judged(row.facts.stated)
        # A table that only advises still has to be told which level it advises.
        return call is Call.ALL or (call is Call.NONE and not asked.binding)


def others(row: DecidedClass, demand: Demand = frozenset()) -> Bodies:
    """Return the bodies beside the issuer that approve as *demand* wants it.

    Each does so by another person than the proposer.
    """
    return row.facts.approving.counting(demand) - {row.facts.issuer}


def _unapproved(
    above: Iterable[DecidedClass], examined: ExaminedRules
) -> Iterable[Mapping[str, object]]:
    found: dict[tuple[str, str], set[str]] = {}
    for row in above:
        if not others(row) and not row.provisional:
            found.setdefault((row.question.tier, row.rule or ""), set()).add(row.question.level)
    for (tier, way), levels in found.items():
        yield {
            "tier": Named("tier", tier),
            "rule": Named("transition", way),
            "levels": tuple(Named("level", x) for x in examined.common.levels if x in levels),
        }


def not_alone(name: str, examined: ExaminedRules) -> Proof:
    """Prove that neither the issuing body nor the proposing person approves its own order."""
    looked = 0
    against: list[Counterexample] = []
    for row in examined.rows_that(_lets_alone):
        for own in _by_itself(row, examined):
            looked += 1
            if examined.permits(own.question, own.facts):
                against.append(examined.shown(own, issuer=Named("body", row.facts.issuer)))
    return Proof.of(name, looked, against[:1])


def _lets_alone(row: DecidedClass) -> bool:
    """Say whether an approval of one's own could make a difference to *row*."""
    approves = bool(row.facts.approved or row.facts.early)
    return row.against == {"approval.missing"} or (row.permitted and approves)


def _by_itself(row: DecidedClass, examined: ExaminedRules) -> Iterable[DecidedClass]:
    """Yield the row with an approval of the issuer, or with those of the proposer in person.

    The issuer's is put beside each set of approvals that is just short of enough.
    Nothing where no approval is missing, or none is needed.
    """
    approved, issuer = row.facts.approved, row.facts.issuer
    if row.against == {"approval.missing"}:
        short = examined.worlds.choices(row.question).approving.maximal_unfilling(issuer)
        wider = [Approving(wide, wide, wide) for wide in short if wide > approved]
        for given in dict.fromkeys([row.facts.approving, *wider]):
            own = given.with_one(issuer)
            yield row._replace(facts=row.facts.with_approvals(own))
    elif row.permitted and (approved or row.facts.early):
        nobody = row._replace(facts=row.facts.with_approvals(Approving()))
        if not examined.permits(row.question, nobody.facts):
            yield row.with_(own=True)
