"""Laws about what was issued: the rules were kept, and what was foreseen came.

See docs/semantics.md, sections 3 and 6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.digests import proposal_digest
from responselevels.models.decisions import Change
from responselevels.models.orders import Order
from responselevels.models.parts.requires import EndingRequires, Requires
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Ending, Floor, Ratify, Transition
from responselevels.testing.laws import breaches
from responselevels.testing.laws.breaches import Breach, breach
from responselevels.testing.laws.counted import fill
from responselevels.testing.laws.history import History, Step
from responselevels.testing.laws.reference_levels import (
    EARLIEST,
    LATEST,
    TICK,
    ApprovedAct,
    ReferenceLevels,
    ReferenceScheme,
    assessed,
    graces,
    repeated,
)


def order_of(step: Step) -> Order | None:
    """Return the order that *step* was about to end or ratify; None for an issue."""
    if isinstance(step.proposal, IssueProposal):
        return None
    named = step.proposal.order
    return next((order for order in step.before if order.id == named), None)


def realm_of(step: Step) -> tuple[bool, str | None]:
    """Return whether the proposal of *step* is a drill, and its track: its order's, if it has one."""
    said = order_of(step) or step.proposal
    return getattr(said, "drill", False), getattr(said, "track", None)


def rule_of(history: History, step: Step) -> Transition | Ending | None:
    """Return the transition or ending that the decision of *step* names."""
    rules = history.rules
    ending = isinstance(step.proposal, EndProposal)
    listed: Iterable[Transition | Ending] = rules.endings if ending else rules.transitions
    return next((rule for rule in listed if rule.id == step.decision.transition), None)


def asked_of(step: Step, rule: Transition | Ending) -> Requires | EndingRequires | Ratify | None:
    """Return what *rule* asks for what *step* does."""
    if isinstance(step.proposal, RatifyProposal):
        return rule.ratify if isinstance(rule, Transition) else None
    return rule.requires


def approved(history: History, step: Step, rule: Transition | Ending) -> bool:
    """Say whether the approvals of *step* that count fill what *rule* asks."""
    asked = asked_of(step, rule)
    if asked is None or asked.approval is None:
        return True
    return fill(history, step, act_of(history, step, asked), asked)


def act_of(history: History, step: Step, asked: Requires | EndingRequires | Ratify) -> ApprovedAct:
    """Return what *step* does, as *asked* looks at the approvals of it."""
    order, proposal = order_of(step), step.proposal
    first = order if isinstance(proposal, RatifyProposal) else None
    by = (proposal, first) if first is not None else (proposal,)
    return ApprovedAct(
        area=order.area if order is not None else getattr(proposal, "area", ""),
        issuers=frozenset(one.issuer or "" for one in by),
        proposers=frozenset(one.proposer for one in by if one.proposer is not None),
        at=step.at,
        digest=digest_of(history, step),
        since=EARLIEST if order is None else order.issued_at,
    ).asking(asked, getattr(proposal, "assessment", None))


def groups_of(history: History, step: Step) -> dict[str, tuple[str, ...]]:
    """Return the members of each group that *step* may name: to end an order, those it has."""
    order = order_of(step)
    now = {group.id: group.members for group in history.areas.groups}
    return now if order is None else now | order.groups


def digest_of(
    history: History, step: Step, proposal: AnyProposal | None = None, *, drill: bool | None = None
) -> str:
    """Return the digest of what *step* proposes, or *proposal*, with the members of groups named.

    *drill* says whether it is taken for a drill; left out, as it is.
    """
    said, groups = step.proposal if proposal is None else proposal, groups_of(history, step)
    meant = {name: groups[name] for name in getattr(said, "scope", ()) if name in groups}
    as_drill = realm_of(step)[0] if drill is None else drill
    return proposal_digest(said, drill=as_drill, groups=meant)


def nothing_unapproved(history: History) -> Iterator[Breach]:
    """Nothing is carried out without the assessment and the approvals that its rule asks for."""
    for step in history.recent:
        if not step.carried_out:
            continue
        rule, name = rule_of(history, step), breaches.order(step.proposal.id)
        if rule is None:
            yield breach("no_rule", proposal=name)
            continue
        if not approved(history, step, rule):
            yield breach("unapproved", proposal=name, rule=rule.id)
        given = None if isinstance(step.proposal, RatifyProposal) else step.proposal.assessment
        asked = None if isinstance(step.proposal, RatifyProposal) else rule.requires.assessment
        order = order_of(step)
        since = EARLIEST if order is None else order.issued_at
        if not assessed(asked, given, step.at, since):
            yield breach("unassessed", proposal=name, rule=rule.id)
        if isinstance(step.proposal, IssueProposal):
            yield from _grace(history.reference, step, step.proposal, rule)


def _grace(
    reference: ReferenceScheme, step: Step, proposal: IssueProposal, rule: Transition | Ending
) -> Iterator[Breach]:
    """A provisional order is provisional until just the end of its grace, and not too soon again."""
    ratify = rule.ratify if isinstance(rule, Transition) else None
    expected = None if ratify is None else min(step.at, LATEST - ratify.within) + ratify.within
    if ratify is not None and ratify.again_after is not None:
        if repeated(reference, step.before, proposal, at=step.at, wait=ratify.again_after):
            yield breach("repeated", proposal=breaches.order(proposal.id), rule=rule.id)
        known = graces(reference, step.before, proposal)
        expected = min([lapse for lapse in known if lapse > step.at] + [expected or LATEST])
    if step.after[-1].provisional_until != expected:
        yield breach("grace", proposal=breaches.order(step.proposal.id))


def as_the_rule_asks(history: History) -> Iterator[Breach]:
    """What is issued keeps to what its transition says of tier, levels, issuer, period and scope."""
    for step in history.recent:
        rule, proposal = rule_of(history, step), step.proposal
        if not step.carried_out or rule is None:
            continue
        order = order_of(step)
        area = order.area if order is not None else getattr(proposal, "area", "")
        nobody = history.reference.acting(proposal.issuer, area) is None
        if nobody or proposal.issuer not in rule.issuers:
            yield breach("issuer", proposal=breaches.order(proposal.id), rule=rule.id)
        if isinstance(proposal, IssueProposal) and isinstance(rule, Transition):
            for key in slips(history.reference, step, proposal, rule):
                yield breach("asked", proposal=breaches.order(proposal.id), rule=rule.id, key=key)


def slips(
    reference: ReferenceScheme, step: Step, proposal: IssueProposal, rule: Transition
) -> Iterator[str]:
    """Yield each key of *rule* that *proposal* does not keep to."""
    asks, start, end = rule.requires, proposal.period.start, proposal.period.end
    named = reference.named(proposal)
    if reference.tier[proposal.area] != rule.tier or proposal.level not in rule.to:
        yield "to"
    if rule.ratify is not None and proposal.transition != rule.id:
        yield "ratify"
    if not set(named) <= reference.covers[proposal.area] or (
        asks.scope_named and not proposal.scope
    ):
        yield "scope"
    yield from _slips_of_more(reference, proposal, rule)
    if start < step.at or (asks.notice is not None and start - step.at < asks.notice):
        yield "notice"
    if (end is None and asks.period == "bounded") or (end is not None and end <= start):
        yield "period"
    if asks.max_duration is not None and (end is None or end - start > asks.max_duration):
        yield "max_duration"
    if asks.reason and not (proposal.reason or "").strip():
        yield "reason"
    standing = ReferenceLevels(reference, step.before, drill=proposal.drill, track=proposal.track)
    stood = {reference.levels[standing.effective(area, start)] for area in named}
    if rule.from_ is not None and not stood <= set(rule.from_):
        yield "from"


def _slips_of_more(
    reference: ReferenceScheme, proposal: IssueProposal, rule: Transition
) -> Iterator[str]:
    """Yield what of section 10 is not as asked: the tiers of the areas, the expected end."""
    asks, expected, period = rule.requires, proposal.expected_end, proposal.period
    tiers = {reference.tier[area] for area in reference.named(proposal)}
    if asks.scope_tiers is not None and not tiers <= set(asks.scope_tiers):
        yield "scope"
    if expected is None:
        if asks.expected_end:
            yield "expected_end"
    elif expected <= period.start or (period.end is not None and expected > period.end):
        yield "expected_end"


def floor_rules(reference: ReferenceScheme, area: str) -> list[Floor]:
    """Return the floor rules of the tier of *area*."""
    tier = reference.tier[area]
    return [floor for floor in reference.rules.floors if floor.tier == tier]


def shortfalls(
    reference: ReferenceScheme, orders: tuple[Order, ...], asked: IssueProposal
) -> Iterator[tuple[Floor, int]]:
    """Yield each floor rule that *asked* stays below, with the most severe it requires."""
    for floor in floor_rules(reference, asked.area):
        worst = _shortfall(reference, orders, asked, floor)
        if worst is not None:
            yield floor, worst


def _shortfall(
    reference: ReferenceScheme, orders: tuple[Order, ...], asked: IssueProposal, floor: Floor
) -> int | None:
    period = asked.period
    if period.end is not None and period.end <= period.start:
        return None
    inside = set(reference.named(asked)) & reference.covers[asked.area]
    standing = ReferenceLevels(reference, orders, drill=asked.drill, track=asked.track)
    worst = max(
        (
            standing.required(floor, asked.area, place, at)
            for at in standing.pieces(period.start, period.end)
            for place in reference.cover(inside)
        ),
        default=0,
    )
    return worst if worst > reference.rank(asked.level) else None


def not_below_floor(history: History) -> Iterator[Breach]:
    """No order issued is less severe than a binding floor of its tier, anywhere and ever in it."""
    reference = history.reference
    for step in history.recent:
        proposal = step.proposal
        if not step.carried_out or not isinstance(proposal, IssueProposal):
            continue
        for floor, worst in shortfalls(reference, step.before, proposal):
            if floor.binding:
                yield breach(
                    "below_floor",
                    proposal=breaches.order(proposal.id),
                    level=breaches.level(proposal.level),
                    required=breaches.level(reference.levels[worst]),
                    rule=floor.id,
                )


def findings_as_defined(history: History) -> Iterator[Breach]:
    """A decision finds an approval missing, a floor unmet, a grace had before exactly where so."""
    for step in history.recent:
        # What an ending finds of a milder order is another law's.
        findings = [found for found in step.decision.findings if "lowers" not in found.facts]
        codes = {found.code for found in findings} | {(f.code, f.rule) for f in findings}
        for code, found in _defined(history, step):
            if found != (code in codes):
                name = breaches.order(step.proposal.id)
                said = code if isinstance(code, str) else code[0]
                yield breach("finding", proposal=name, finding=said)


def _defined(history: History, step: Step) -> Iterator[tuple[str | tuple[str, str], bool]]:
    """Yield codes, some with a rule, and whether the decision of *step* must have such a finding."""
    reference, rule, proposal = history.reference, rule_of(history, step), step.proposal
    if rule is not None:
        yield "approval.missing", not approved(history, step, rule)
    if isinstance(proposal, IssueProposal):
        unmet = {floor.id for floor, _worst in shortfalls(reference, step.before, proposal)}
        for floor in floor_rules(reference, proposal.area):
            yield ("floor.less_severe", floor.id), floor.id in unmet
        if isinstance(rule, Transition):
            wait = None if rule.ratify is None else rule.ratify.again_after
            again = repeated(reference, step.before, proposal, at=step.at, wait=wait)
            yield "provisional.repeated", again


def as_foreseen(history: History) -> Iterator[Breach]:
    """What a decision says would change does change, and nothing else."""
    for step in history.recent:
        if step.carried_out:
            yield from _unforeseen(history.reference, step)


def _unforeseen(reference: ReferenceScheme, step: Step) -> Iterator[Breach]:
    drill, track = realm_of(step)
    was, is_ = (
        ReferenceLevels(reference, orders, drill=drill, track=track)
        for orders in (step.before, step.after)
    )
    told = step.decision.changes
    for change in told:
        for at in (change.start, LATEST if change.end is None else change.end - TICK):
            moved = (was.effective(change.area, at), is_.effective(change.area, at))
            if [reference.levels[rank] for rank in moved] != [change.from_level, change.to_level]:
                yield breach("foreseen", area=breaches.area(change.area), at=at)
    for at in sorted({*was.edges(), *is_.edges()}):
        for area in reference.lines:
            before, after = was.effective(area, at), is_.effective(area, at)
            if before != after and not any(_tells(reference, change, area, at) for change in told):
                yield breach("unforeseen", area=breaches.area(area), at=at)


def _tells(reference: ReferenceScheme, change: Change, area: str, at: datetime) -> bool:
    """Say whether *change* speaks of *area* at *at*: its own row, or one of an area above."""
    if change.area not in reference.lines[area]:
        return False
    return change.start <= at and (change.end is None or at < change.end)
