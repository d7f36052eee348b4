"""A property that an author states, as a law that histories are held against (docs/properties.md).

It looks at the proposals that a register permits, and reads the rules by itself, as the other
laws do. That somebody may do something, no history can refute: `verify` shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from responselevels.analysis.enumeration.examined import ExaminedRules, Proof
from responselevels.analysis.stated.proving import prove_stated
from responselevels.analysis.stated.words import says, within
from responselevels.errors import expect, expect_each, spoken
from responselevels.models.cases import AuthorProperty, Needs, Never, WayBack, names_of
from responselevels.models.proposals import IssueProposal, RatifyProposal
from responselevels.models.rules import Ending, Rules
from responselevels.reports.frame.rows import plain
from responselevels.reports.frame.titles import titles_of
from responselevels.reports.frame.wording import Locale
from responselevels.reports.rules.proofs import ProofReport
from responselevels.testing.laws import breaches
from responselevels.testing.laws.breaches import Breach, breach
from responselevels.testing.laws.catalogue import Law
from responselevels.testing.laws.counted import counted
from responselevels.testing.laws.history import History, Step
from responselevels.testing.laws.laws_of_orders import (
    act_of,
    asked_of,
    groups_of,
    order_of,
    realm_of,
    rule_of,
)
from responselevels.testing.laws.reference_levels import EARLIEST, ReferenceLevels, filled
from responselevels.text.catalogue import Phrase, worded


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLaw(Law):
    """A law that an author states, with its *sentence* for each language."""

    stated: Phrase

    def worded(self, lang: str = "en") -> str:
        """Return what is stated, its name first."""
        return worded(self.stated.code, self.stated.facts, lang)


def stated_laws(properties: Iterable[AuthorProperty], rules: Rules) -> tuple[Law, ...]:
    """Return each of *properties* as a law, those that say what may be done left out.

    Raises:
        WrongKind: they are no properties, or *rules* no rules.
    """
    expect("rules", rules, Rules)
    return tuple(
        StatedLaw(
            name=stated.name,
            clause="properties",
            breaches=partial(_breaches, stated),
            stated=says(stated, rules),
        )
        for stated in expect_each("properties", properties, AuthorProperty)
        if stated.kind != "may"
    )


def check_stated(properties: Iterable[AuthorProperty], rules: Rules, lang: str = "en") -> None:
    """Prove *properties* of *rules*, over every class of proposals (docs/properties.md).

    Raises:
        AssertionError: some are refuted, or left open; with what refutes each, in *lang*.
        WrongKind: they are no properties, or *rules* no rules.
    """
    expect("rules", rules, Rules)
    stated = expect_each("properties", properties, AuthorProperty)
    spoken(lang)
    proofs = prove_stated(ExaminedRules(rules), stated)
    failing = [proof for proof in proofs if proof.status in {"refuted", "open"}]
    if failing:
        raise AssertionError("\n".join(proof_shown(proof, rules, lang) for proof in failing))


def proof_shown(proof: Proof, rules: Rules, lang: str) -> str:
    """Return what came of a proof, as `verify` shows it."""
    locale = Locale(lang, titles_of(rules))
    report = ProofReport(locale, rules.id, lambda name, _data: name)
    return plain([*report.rows((proof,))]).rstrip("\n")


def _breaches(stated: AuthorProperty, history: History) -> Iterator[Breach]:
    said = _as_never(stated)
    for step in history.recent:
        if not step.decision.permitted or not _about(history, step, said):
            continue
        if isinstance(said, Never):
            found = _never(history, step, said)
        elif isinstance(said, Needs):
            found = not _approved_by(history, step, said)
        else:
            found = _lasts(history, step, said)
        if found:
            yield breach("stated", proposal=breaches.order(step.proposal.id), at=step.at)


def _as_never(stated: AuthorProperty) -> Never | Needs | WayBack:
    """Return what is stated; that somebody may not do something, as what is never done."""
    if stated.may_not is not None:
        said = stated.may_not
        return Never(do=said.do, level=said.level, tier=said.tier, body=said.body)
    told = stated.never or stated.needs or stated.way_back
    return Never(level=()) if told is None else told


def _about(history: History, step: Step, said: Never | Needs | WayBack) -> bool:
    """Say whether *said* is about what *step* does, at that level and in that tier."""
    levels, tiers = within(said, history.rules)
    proposal, order = step.proposal, order_of(step)
    area = order.area if order is not None else getattr(proposal, "area", "")
    level = order.level if order is not None else getattr(proposal, "level", "")
    if level not in levels or history.reference.tier[area] not in tiers:
        return False
    if isinstance(said, WayBack):
        return proposal.action == "issue"
    if not said.except_provisional or said.do != "issue":
        return proposal.action == said.do
    # A provisional order counts when it is ratified.
    provisional = step.decision.provisional_until is not None
    return proposal.action == "ratify" or (proposal.action == "issue" and not provisional)


# -- never ---------------------------------------------------------------------------------


def _never(history: History, step: Step, said: Never) -> bool:
    """Say whether all that *said* names is so of *step*."""
    proposal = step.proposal
    bodies = names_of(said.body)
    if bodies is not None and proposal.issuer not in bodies:
        return False
    if isinstance(proposal, IssueProposal) and not _issued_so(history, step, proposal, said):
        return False
    if said.assessed_without is not None and filled(said.assessed_without, _assessing(step)):
        return False
    if said.without is None:
        return True
    ways = approving(history, step)
    return not any(filled(said.without, way | {proposal.issuer}) for way in ways)


def _issued_so(history: History, step: Step, proposal: IssueProposal, said: Never) -> bool:
    """Say whether the order starts from a level named, and is longer than the limit."""
    start, end = proposal.period.start, proposal.period.end
    if said.longer_than is not None and end is not None and end - start <= said.longer_than:
        return False
    starts = names_of(said.from_)
    if starts is None:
        return True
    drill, track = realm_of(step)
    standing = ReferenceLevels(history.reference, step.before, drill=drill, track=track)
    groups = groups_of(history, step)
    named = proposal.scope or (proposal.area,)
    areas = (area for name in named for area in groups.get(name, (name,)))
    levels = history.reference.levels
    return any(levels[standing.effective(area, start)] in starts for area in areas)


def _assessing(step: Step) -> set[str]:
    """Return the bodies that made the assessment of *step*, if it counts by its time."""
    given = None if isinstance(step.proposal, RatifyProposal) else step.proposal.assessment
    order = order_of(step)
    since = EARLIEST if order is None else order.issued_at
    if given is None or not since <= given.at <= step.at:
        return set()
    return {given.by, *given.with_}


def approving(history: History, step: Step, *, signed: bool = False) -> list[set[str]]:
    """Return the bodies whose approval of *step* counts, in each way to count a person for one body.

    With *signed*, only those that have signed.
    """
    rule = rule_of(history, step)
    asked = None if rule is None else asked_of(step, rule)
    if asked is None:
        return [set()]
    return list(counted(history, step, act_of(history, step, asked), signed=asked.signed or signed))


def _approved_by(history: History, step: Step, said: Needs) -> bool:
    ways = approving(history, step, signed=said.signed)
    return any(len(way) >= said.approvals for way in ways)


# -- a way back ----------------------------------------------------------------------------


def _lasts(history: History, step: Step, said: WayBack) -> bool:
    """Say whether the order lasts longer, and no ending of the rules lets anybody there end it."""
    proposal = step.proposal
    if not isinstance(proposal, IssueProposal):
        return False
    start, end = proposal.period.start, proposal.period.end
    if end is not None and end - start <= said.within:
        return False
    return not any(_fits(history, proposal, ending) for ending in history.rules.endings)


def _fits(history: History, proposal: IssueProposal, ending: Ending) -> bool:
    """Say whether somebody in the line of the area can fill *ending* for the order proposed."""
    reference, area = history.reference, proposal.area
    asked, assessment = ending.requires, ending.requires.assessment
    if ending.tier != reference.tier[area] or proposal.level not in (
        ending.of or (proposal.level,)
    ):
        return False

    def acts(body: str) -> bool:
        return reference.acting(body, area) is not None

    if assessment is not None:
        assessing = any(map(acts, assessment.by)) and all(map(acts, assessment.with_))
        if not assessing:
            return False
    here = {body for body in history.rules.bodies if acts(body)}
    return any(
        asked.approval is None or filled(asked.approval, here - {issuer})
        for issuer in ending.issuers
        if issuer in here
    )
