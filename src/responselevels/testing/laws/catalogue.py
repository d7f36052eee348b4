"""The invariants of docs/semantics.md, section 6, as laws that any register can be held against.

    for law in LAWS:
        law.check(history)

A law looks at a register through its public face only and works out the rest
by itself (`responselevels.testing.laws.reference_levels`), so that it does not share the
faults of what it judges. Each has its sentence in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from responselevels.errors import expect
from responselevels.testing.laws import laws_of_criteria as criteria
from responselevels.testing.laws import laws_of_decisions as decisions
from responselevels.testing.laws import laws_of_levels as levels
from responselevels.testing.laws import laws_of_lowering as lowering
from responselevels.testing.laws import laws_of_measures as measures
from responselevels.testing.laws import laws_of_orders as orders
from responselevels.testing.laws import laws_of_reference as reference
from responselevels.testing.laws.breaches import Breach
from responselevels.testing.laws.decided import laws_of_checks as checks
from responselevels.testing.laws.decided import laws_of_notes as notes
from responselevels.testing.laws.decided import laws_of_permission as permission
from responselevels.testing.laws.decided import laws_of_records as records
from responselevels.testing.laws.decided import laws_of_ways as ways
from responselevels.testing.laws.history import History
from responselevels.text.catalogue import worded


class LawBroken(AssertionError):  # noqa: N818 - says what happened
    """A register does not keep a law; carries the law and what was found."""

    def __init__(self, law: Law, breach: Breach) -> None:
        self.law = law
        self.breach = breach
        super().__init__(law, breach)

    def worded(self, lang: str = "en") -> str:
        """Return the law, and what was found against it."""
        return f"{self.law.worded(lang)} [{self.law.clause}]\n{self.breach.worded(lang)}"

    def __str__(self) -> str:
        return self.worded()


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """One law: its name, where it stands in docs/semantics.md, and how to look for breaches.

    *of_levels* says that it looks at the orders alone, not at the steps.
    """

    name: str
    clause: str
    breaches: Callable[[History], Iterator[Breach]]
    of_levels: bool = False

    @property
    def sentence(self) -> str:
        """The law in one English sentence."""
        return self.worded("en")

    def worded(self, lang: str = "en") -> str:
        """Return the law in one sentence of *lang*."""
        return worded(f"law.{self.name}", {}, lang)

    def check(self, history: History) -> None:
        """Hold *history* against this law.

        Raises:
            LawBroken: it does not keep it; with the first breach found.
        """
        for breach in self.breaches(history):
            raise LawBroken(self, breach)


LAWS: tuple[Law, ...] = (
    Law(name="as_ordered", clause="1", breaches=levels.as_ordered, of_levels=True),
    Law(name="floor_as_ordered", clause="1", breaches=levels.floor_as_ordered, of_levels=True),
    Law(name="not_milder", clause="6.1", breaches=levels.not_milder, of_levels=True),
    Law(name="nothing_unapproved", clause="6.2", breaches=orders.nothing_unapproved),
    Law(name="as_the_rule_asks", clause="3", breaches=orders.as_the_rule_asks),
    Law(name="not_below_floor", clause="6.3", breaches=orders.not_below_floor),
    Law(name="findings_as_defined", clause="3", breaches=orders.findings_as_defined),
    Law(name="as_foreseen", clause="3", breaches=orders.as_foreseen),
    Law(
        name="default_in_silence", clause="6.4", breaches=levels.default_in_silence, of_levels=True
    ),
    Law(
        name="every_change_caused",
        clause="6.5",
        breaches=levels.every_change_caused,
        of_levels=True,
    ),
    Law(name="deciding_changes_nothing", clause="6.6", breaches=decisions.deciding_changes_nothing),
    Law(name="permitted_is_issued", clause="6.6", breaches=decisions.permitted_is_issued),
    Law(name="approval_never_harms", clause="6.7", breaches=decisions.approval_never_harms),
    Law(name="severity_meets_floors", clause="6.7", breaches=decisions.severity_meets_floors),
    Law(name="listing_is_irrelevant", clause="6.8", breaches=decisions.listing_is_irrelevant),
    Law(name="log_replays", clause="6.9", breaches=decisions.log_replays),
    Law(name="cutting_evades_nothing", clause="6.10", breaches=decisions.cutting_evades_nothing),
    Law(
        name="cutting_changes_nothing",
        clause="6.10",
        breaches=levels.cutting_changes_nothing,
        of_levels=True,
    ),
    Law(name="lowered_only_by_enders", clause="6.11", breaches=lowering.lowered_only_by_enders),
    Law(name="as_facts_call_for", clause="11", breaches=criteria.as_facts_call_for),
    Law(
        name="measures_as_they_hold",
        clause="12",
        breaches=measures.measures_as_they_hold,
        of_levels=True,
    ),
    Law(name="tracks_apart", clause="6.12", breaches=decisions.tracks_apart),
    Law(
        name="issued_as_the_rules_permit",
        clause="3",
        breaches=permission.issued_as_the_rules_permit,
    ),
    Law(
        name="ended_as_the_rules_permit", clause="4", breaches=permission.ended_as_the_rules_permit
    ),
    Law(
        name="ratified_as_the_rules_permit",
        clause="5",
        breaches=permission.ratified_as_the_rules_permit,
    ),
    Law(name="carried_out_as_asked", clause="1", breaches=permission.carried_out_as_asked),
    Law(name="checked_as_defined", clause="3", breaches=checks.checked_as_defined),
    Law(name="exact_at_the_edges", clause="3", breaches=checks.exact_at_the_edges),
    Law(name="valid_while_in_force", clause="3", breaches=checks.valid_while_in_force),
    Law(name="notes_as_defined", clause="3", breaches=notes.notes_as_defined),
    Law(name="lowering_is_noted", clause="3", breaches=notes.lowering_is_noted),
    Law(name="duties_as_listed", clause="10", breaches=notes.duties_as_listed),
    Law(name="each_remedy_passes", clause="3", breaches=ways.each_remedy_passes),
    Law(name="completions_are_least", clause="3", breaches=ways.completions_are_least),
    Law(name="audited_as_of_then", clause="8", breaches=records.audited_as_of_then),
    Law(name="digests_by_content", clause="3", breaches=records.digests_by_content),
    Law(name="decision_as_referenced", clause="2", breaches=reference.decision_as_referenced),
    Law(
        name="audit_as_referenced",
        clause="5",
        breaches=reference.audit_as_referenced,
        of_levels=True,
    ),
)
"""Every law: of docs/semantics.md, section 6; of what is decided; the last two hold whole decisions."""


def check_laws(history: History) -> None:
    """Hold *history* against every law.

    Raises:
        LawBroken: it does not keep one of them.
        WrongKind: it is no history.
    """
    expect("history", history, History)
    for law in LAWS:
        law.check(history)
