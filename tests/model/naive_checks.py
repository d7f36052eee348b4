"""The checks that look at no level: assessment, approvals, validity, period, scope.

SEMANTICS, section 3, one function for each row of its table or for a family of
them. Findings are made in full, with the facts a reader needs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations

from responselevels.models.orders import Approval, Assessment
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import (
    AllOf,
    AnyOf,
    AssessmentRule,
    AtLeast,
    Transition,
    bodies_in,
)
from tests.model.naive_levels import Ground
from tests.model.plain import AnyProposal, Finding, facts_of, maybe_utc, utc

Condition = str | AnyOf | AllOf | AtLeast


def finding(code: str, effect: str = "deny", rule: str | None = None, **facts: object) -> Finding:
    """Return a finding with *facts*; `with_` and `max_` stand for the bare words."""
    named = {key.rstrip("_"): value for key, value in facts.items()}
    return Finding(code, effect, rule, facts_of(named))


@dataclass(frozen=True)
class Asked:
    """Who asks for what in which area, whatever the action."""

    ground: Ground
    proposal: AnyProposal
    area: str
    drill: bool
    at: datetime


# -- digests (FORMATS, Orders and proposals) --------------------------------------


def digest_of(proposal: AnyProposal, *, drill: bool) -> str:
    """Return the SHA-256 over the canonical JSON of what an approval binds to."""
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
    else:
        document["order"] = proposal.order
    if proposal.action == "end":
        document["at"] = _written(proposal.at)
        if proposal.scope:
            document["scope"] = sorted(proposal.scope)
    if drill:
        document["drill"] = True
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _written(instant: datetime) -> str:
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


# -- conditions and approvals -----------------------------------------------------


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


def completions(condition: Condition, counted: set[str], others: set[str]) -> list[tuple[str, ...]]:
    """Return the sets of *others* that fill *condition* with *counted*, none holding another."""
    found: list[tuple[str, ...]] = []
    for size in range(len(others) + 1):
        for more in combinations(sorted(others), size):
            holds_one = any(set(smaller) <= set(more) for smaller in found)
            if not holds_one and filled(condition, counted | set(more)):
                found.append(more)
    return found[:256]


def approval_findings(asked: Asked, condition: Condition | None, rule: str) -> list[Finding]:
    """Return the notes on each approval, and what is missing."""
    if condition is None:
        return []
    named = set(bodies_in(condition))
    notes: list[Finding] = []
    counted: set[str] = set()
    for approval in asked.proposal.approvals:
        shown = list(_notes_on(asked, named, approval, rule))
        notes += [note for note in shown if note not in notes]
        if not shown:
            counted.add(approval.body)
    if filled(condition, counted):
        return notes
    return [*notes, _missing(asked, condition, counted, rule)]


def _missing(asked: Asked, condition: Condition, counted: set[str], rule: str) -> Finding:
    others = {
        body
        for body in bodies_in(condition)
        if body not in counted
        and body != asked.proposal.issuer
        and asked.ground.acting_area(body, asked.area) is not None
    }
    ways = completions(condition, counted, others)
    facts: dict[str, object] = {"approved": tuple(counted)}
    facts |= {"ways": tuple(ways)} if ways else {"variant": "nobody"}
    return Finding("approval.missing", "pending", rule, facts_of(facts), completions=tuple(ways))


def _notes_on(asked: Asked, named: set[str], approval: Approval, rule: str) -> Iterator[Finding]:
    body, proposal = approval.body, asked.proposal
    own_area = asked.ground.acting_area(body, asked.area)

    def note(code: str, **facts: object) -> Finding:
        return finding(f"approval.{code}", "note", rule, body=body, **facts)

    if body not in named:
        yield note("not_entitled", variant="unnamed")
    elif own_area is None:
        yield note("not_entitled", variant="absent")
    elif approval.area is not None and approval.area != own_area:
        yield note("not_entitled", variant="elsewhere", area=approval.area)
    if body == proposal.issuer and approval.area in (None, own_area):
        yield note("self", variant="body")
    elif approval.person is not None and approval.person == proposal.proposer:
        yield note("self", variant="person", person=approval.person)
    if approval.at > asked.at:
        yield note("late", at=approval.at, decided_at=asked.at)
    expected = digest_of(proposal, drill=asked.drill)
    if approval.digest is not None and approval.digest != expected:
        yield note("stale", digest=approval.digest, expected=expected)


# -- everything else that needs no level -------------------------------------------


def issuer_findings(asked: Asked, issuers: tuple[str, ...], rule: str) -> Iterator[Finding]:
    """Yield `issuer.not_entitled`."""
    issuer = asked.proposal.issuer
    if issuer not in issuers:
        yield finding("issuer.not_entitled", rule=rule, issuer=issuer, issuers=issuers)


def assessment_findings(
    asked: Asked, wanted: AssessmentRule | None, given: Assessment | None, rule: str
) -> Iterator[Finding]:
    """Yield `assessment.missing`."""
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


def transition_findings(
    asked: Asked, proposal: IssueProposal, transition: Transition
) -> Iterator[Finding]:
    """Yield what *transition* asks of the scope and the period."""
    asks, rule = transition.requires, transition.id
    start, end = utc(proposal.period.start), maybe_utc(proposal.period.end)
    if asks.scope == "explicit" and not proposal.scope:
        yield finding("scope.missing", rule=rule)
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
