"""The checks that look at no level: assessment, approvals, validity, period, scope.

SEMANTICS, section 3, one function for each row of its table or for a family of
them. Findings are made in full, with the facts a reader needs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from responselevels.core.deciding.evidence import NO_EVIDENCE, Evidence
from responselevels.models.conditions import AllOf, AnyOf, AtLeast
from responselevels.models.orders import Assessment, Order
from responselevels.models.proposals import IssueProposal, RatifyProposal
from responselevels.models.rules import AssessmentRule, Transition
from responselevels.testing.reference.values import AnyProposal, Finding, facts_of, maybe_utc, utc
from responselevels.testing.reference.world.levels import Ground, State, state_of

Condition = str | AnyOf | AllOf | AtLeast


def finding(code: str, effect: str = "deny", rule: str | None = None, **facts: object) -> Finding:
    """Return a finding with *facts*; `with_` and `max_` stand for the bare words."""
    named = {key.rstrip("_"): value for key, value in facts.items()}
    return Finding(code, effect, rule, facts_of(named))


@dataclass(frozen=True)
class Asked:
    """Who asks for what in which area, whatever the action.

    Area, drill and track are those *of* the proposal to issue, or of the order.
    """

    ground: Ground
    proposal: AnyProposal
    of: IssueProposal | Order
    digest: str
    at: datetime
    evidence: Evidence = NO_EVIDENCE
    so_far: tuple[Order, ...] = ()
    order: Order | None = None

    @property
    def area(self) -> str:
        """The issuing area."""
        return self.of.area

    @cached_property
    def state(self) -> State:
        """The orders that count for it: those of its drills or the rest, of its track."""
        of = self.of
        return state_of(self.ground, self.so_far, drill=of.drill, track=of.track)

    @property
    def ratified(self) -> Order | None:
        """The order that is to be ratified, where it is asked to ratify one."""
        return self.order if isinstance(self.proposal, RatifyProposal) else None


# -- digests (docs/formats.md, Orders and proposals) --------------------------------------


def digest_of(
    proposal: AnyProposal, *, drill: bool, members: Mapping[str, Sequence[str]] | None = None
) -> str:
    """Return the SHA-256 over the canonical JSON of what an approval binds to.

    *members* holds, for each group that the scope names, the areas that it stands for.
    """
    document: dict[str, object] = {"action": proposal.action, "issuer": proposal.issuer}
    if isinstance(proposal, IssueProposal):
        document["area"] = proposal.area
        document["level"] = proposal.level
        document["scope"] = sorted(proposal.scope)
        end = proposal.period.end
        document["period"] = {
            "start": _written(proposal.period.start),
            "end": None if end is None else _written(end),
        }
        document |= _where_given(proposal)
    else:
        document["order"] = proposal.order
    if proposal.action == "end":
        document["at"] = _written(proposal.at)
        if proposal.scope:
            document["scope"] = sorted(proposal.scope)
    if drill:
        document["drill"] = True
    if members:
        document["groups"] = {name: sorted(areas) for name, areas in members.items()}
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _where_given(proposal: IssueProposal) -> dict[str, object]:
    """Return what is bound only where the proposal says it."""
    more: dict[str, object] = {}
    if proposal.track is not None:
        more["track"] = proposal.track
    if proposal.expected_end is not None:
        more["expected_end"] = _written(proposal.expected_end)
    if proposal.assessment is not None and proposal.assessment.facts:
        more["facts"] = proposal.assessment.facts
    return more


def _written(instant: datetime) -> str:
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


# -- conditions ---------------------------------------------------------------------


def filled(condition: Condition, bodies: Iterable[str]) -> bool:
    """Say whether *bodies* fill *condition*."""
    present = set(bodies)
    if isinstance(condition, str):
        return condition in present
    if isinstance(condition, AnyOf):
        return any(filled(part, present) for part in condition.any_of)
    if isinstance(condition, AllOf):
        return all(filled(part, present) for part in condition.all_of)
    parts = [filled(part, present) for part in condition.at_least.of]
    return parts.count(True) >= condition.at_least.count


# -- everything else that needs no level -------------------------------------------


def issuer_findings(asked: Asked, issuers: tuple[str, ...], rule: str) -> Iterator[Finding]:
    """Yield `issuer.not_entitled`."""
    code, issuer = "issuer.not_entitled", asked.proposal.issuer
    if issuer not in issuers:
        yield finding(code, rule=rule, issuer=issuer, issuers=issuers)
    elif asked.ground.acting_area(issuer, asked.area) is None:
        there = tuple(i for i in issuers if asked.ground.acting_area(i, asked.area) is not None)
        variant = "absent" if there else "nobody"
        yield finding(
            code, rule=rule, variant=variant, issuer=issuer, issuers=there, area=asked.area
        )


def assessment_findings(
    asked: Asked, wanted: AssessmentRule | None, given: Assessment | None, rule: str
) -> Iterator[Finding]:
    """Yield `assessment.missing`, or `assessment.stale` where one is older than the order."""
    if wanted is None:
        return
    if given is None:
        facts: dict[str, object] = {"variant": "joint" if wanted.with_ else "none", "by": wanted.by}
        facts |= {"with": wanted.with_} if wanted.with_ else {}
        yield Finding("assessment.missing", "pending", rule, facts_of(facts))
        return
    part = {given.by, *given.with_}
    absent = {body for body in wanted.with_ if body not in part}
    if not part & set(wanted.by):
        absent |= set(wanted.by)
    if absent:
        yield finding("assessment.missing", "pending", rule, variant="parts", absent=tuple(absent))
    elif given.at > asked.at:
        facts = {"variant": "late", "at": given.at, "decided_at": asked.at}
        yield Finding("assessment.missing", "pending", rule, facts_of(facts))
    elif asked.order is not None and given.at < asked.order.issued_at:
        facts = {"order": asked.order.id, "issued": asked.order.issued_at, "at": given.at}
        facts["variant"] = "before_order"
        yield Finding("assessment.stale", "pending", rule, facts_of(facts))
    elif wanted.max_age is not None and asked.at - given.at > wanted.max_age:
        facts = {"at": given.at, "decided_at": asked.at, "max_age": wanted.max_age}
        yield Finding("assessment.stale", "pending", rule, facts_of(facts | {"variant": "old"}))


def reason_findings(wanted: bool, given: str | None, rule: str) -> Iterator[Finding]:
    """Yield `reason.missing`; blanks are no reason."""
    if wanted and not (given or "").strip():
        yield finding("reason.missing", rule=rule)


def validity_findings(asked: Asked) -> Iterator[Finding]:
    """Yield `rules.not_in_force`: before the first or from the second instant on."""
    valid = asked.ground.rules.valid
    start, end = (maybe_utc(valid.from_), maybe_utc(valid.to)) if valid else (None, None)
    if start is not None and asked.at < start:
        yield finding("rules.not_in_force", variant="before", decided_at=asked.at, start=start)
    elif end is not None and end <= asked.at:
        yield finding("rules.not_in_force", variant="after", decided_at=asked.at, end=end)


def scope_findings(asked: Asked, proposal: IssueProposal) -> Iterator[Finding]:
    """Yield `scope.outside_area` for an issue."""
    outside = {area for area in proposal.scope if area not in asked.ground.cover[proposal.area]}
    if outside:
        yield finding("scope.outside_area", areas=tuple(outside), area=proposal.area)


def period_findings(asked: Asked, proposal: IssueProposal) -> Iterator[Finding]:
    """Yield what is wrong with a period whatever the transition."""
    start, end = utc(proposal.period.start), maybe_utc(proposal.period.end)
    if end is not None and end <= start:
        yield finding("period.empty", start=start, end=end)
    if start < asked.at:
        yield finding("period.backdated", start=start, decided_at=asked.at)
    expected = maybe_utc(proposal.expected_end)
    if expected is not None and expected <= start:
        yield finding("expected_end.outside", expected_end=expected, start=start)
    elif expected is not None and end is not None and expected > end:
        yield finding("expected_end.outside", variant="end", expected_end=expected, end=end)


def _named_findings(
    asked: Asked, proposal: IssueProposal, transition: Transition
) -> Iterator[Finding]:
    """Yield what *transition* asks of the areas named: that there are some, and their tiers."""
    asks, tier = transition.requires.scope, asked.ground.tier
    explicit = asks == "explicit" if isinstance(asks, str) else asks.explicit
    if explicit and not proposal.scope:
        yield finding("scope.missing", rule=transition.id)
    if isinstance(asks, str):
        return
    named = proposal.scope or (proposal.area,)
    others = {area for area in named if tier[area] not in asks.tiers}
    if others:
        yield finding("scope.tier", rule=transition.id, areas=tuple(others), tiers=asks.tiers)


def transition_findings(
    asked: Asked, proposal: IssueProposal, transition: Transition
) -> Iterator[Finding]:
    """Yield what *transition* asks of the scope and the period."""
    asks, rule = transition.requires, transition.id
    start, end = utc(proposal.period.start), maybe_utc(proposal.period.end)
    yield from _named_findings(asked, proposal, transition)
    if asks.expected_end and proposal.expected_end is None:
        yield finding("expected_end.missing", rule=rule)
    if end is None and asks.period == "bounded":
        yield finding("period.unbounded", rule=rule)
    elif end is None and asks.max_duration is not None:
        yield finding("period.too_long", rule=rule, variant="endless", max_=asks.max_duration)
    if end is not None and asks.max_duration is not None and end - start > asks.max_duration:
        yield finding("period.too_long", rule=rule, length=end - start, max_=asks.max_duration)
    if asks.notice is not None and start < asked.at + asks.notice:
        earliest = asked.at + asks.notice
        notice = asks.notice
        yield finding(
            "period.short_notice", rule=rule, start=start, notice=notice, earliest=earliest
        )
