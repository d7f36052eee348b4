"""Remedies as buttons: what would put a finding right, as a change of the fields of a form.

Some findings carry remedies that the rules worked out. Of others, the finding says what the rules ask
for, and the change follows from it. What only a person can know, or do elsewhere, has no button:
`WITHOUT` says of each such finding why. Every code of a finding is in exactly one of the two tables.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.groups import areas_meant, groups_named
from responselevels.errors import Problem
from responselevels.models.decisions import Finding, Remedy
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.models.times import micros_of
from responselevels.reports.frame.wording import remedy_worded
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.views.filling.entries import TIMES, Entries
from responselevels.text.catalogue import Named, Phrase
from responselevels.text.escaping import in_json

_MOST = 12
"""The number of buttons beside a finding at most."""

_AREAS = 200
"""The number of areas that a button names at most."""

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)

_TEXTS = {"level", "start", "end", "at", "expected_end", "issuer", "transition", "area", "track"}
"""The fields that a button may change, beside the scope."""


@dataclass(frozen=True, slots=True)
class RemedyShown:
    """A change that would put something right: in words, and as the value of a button."""

    words: str
    value: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A finding, the proposal that it is about, and who reads of it."""

    reader: Reader
    finding: Finding
    proposal: AnyProposal

    def fact(self, name: str) -> object:
        """Return a fact of the finding, None where it has none of that name."""
        return self.finding.facts.get(name)

    def instant(self, name: str) -> datetime:
        """Return a fact that is an instant."""
        return cast("datetime", self.finding.facts[name])

    def ids(self, name: str) -> list[str]:
        """Return the ids that a fact names."""
        found = self.finding.facts.get(name)
        several = found if isinstance(found, tuple | list) else ()
        return [one.id for one in several if isinstance(one, Named)]

    # -- changes in words, as buttons ---------------------------------------------------

    def to(self, remedy: Remedy) -> RemedyShown:
        """Return a remedy of the rules as a button."""
        if remedy.level is not None:
            value: dict[str, object] = {"level": remedy.level}
        elif remedy.period is not None:
            start, end = remedy.period
            value = {"start": self._typed(start), "end": "" if end is None else self._typed(end)}
        else:
            value = {"scope": list(remedy.scope or ())}
        return RemedyShown(remedy_worded(remedy, self.reader.locale), in_json(value))

    def so(self, code: str, value: Mapping[str, object], **facts: object) -> RemedyShown:
        """Return a button that says ``page.remedy.<code>`` and sets the fields of *value*."""
        return RemedyShown(self.reader.says(f"remedy.{code}", **facts), in_json(dict(value)))

    def _typed(self, instant: datetime) -> str:
        return self.reader.typed(instant)

    def period(self, start: datetime, end: datetime | None) -> RemedyShown:
        """Return a button for another period."""
        return self.to(Remedy(period=(start, end)))

    def scope(self, names: Sequence[str]) -> RemedyShown:
        """Return a button for another scope."""
        return self.to(Remedy(scope=tuple(names)))


Offer = Callable[[Asked], Iterator[RemedyShown]]


def remedies_for(
    reader: Reader, finding: Finding, proposal: AnyProposal | None
) -> tuple[RemedyShown, ...]:
    """Return the buttons beside a finding: of its own remedies, else of what it says of *proposal*."""
    if proposal is None:
        return ()
    asked = Asked(reader, finding, proposal)
    if finding.remedies:
        return tuple(asked.to(one) for one in finding.remedies)
    offer = OFFERS.get(finding.code)
    try:
        return () if offer is None else tuple(offer(asked))[:_MOST]
    except OverflowError:  # beyond the last year that can be written
        return ()


def remedies_of(reader: Reader, problem: Problem) -> tuple[RemedyShown, ...]:
    """Return the buttons beside a problem: of a time that comes twice, the two that it may be.

    And of a name that is not known, the one that was probably meant.
    """
    if len(problem.where.path) != 1:
        return ()
    field = str(problem.where.path[0])
    if field in _KINDS and problem.code.endswith(".unknown"):
        return _meant(reader, problem, field)
    if problem.code != "time.twice" or field not in TIMES:
        return ()
    return tuple(
        RemedyShown(
            reader.says("remedy.time", time=problem.facts[which]),
            in_json({field: str(problem.facts[which])}),
        )
        for which in ("first", "second")
    )


_KINDS = {
    "area": "area",
    "level": "level",
    "issuer": "body",
    "track": "track",
    "transition": "transition",
}


def _meant(reader: Reader, problem: Problem, field: str) -> tuple[RemedyShown, ...]:
    near = problem.facts.get("near")
    facts = near.facts if isinstance(near, Phrase) else {}
    name = facts.get("near") or facts.get("id")
    if not isinstance(name, str):
        return ()
    told = reader.says("remedy.name", name=Named(_KINDS[field], name))
    return (RemedyShown(told, in_json({field: name})),)


def applied(entries: Entries, remedy: str) -> Entries:
    """Return *entries* as a button would have them; the same where it is none of ours."""
    try:
        change = json.loads(remedy)
    except (ValueError, RecursionError):
        return entries
    if not isinstance(change, dict):
        return entries
    texts = {
        name: value for name, value in change.items() if name in _TEXTS and isinstance(value, str)
    }
    scope = change.get("scope")
    if not (isinstance(scope, list) and all(isinstance(one, str) for one in scope)):
        scope = None
    return entries.with_(texts, scope)


# -- what follows from a finding -----------------------------------------------------------------


def _own(_asked: Asked) -> Iterator[RemedyShown]:
    """Yield nothing: what the rules worked out stands in the finding itself."""
    yield from ()


def _issuers(asked: Asked) -> Iterator[RemedyShown]:
    for name in asked.ids("issuers"):
        if name != asked.proposal.issuer:
            yield asked.so("issuer", {"issuer": name}, body=Named("body", name))


def _transition(asked: Asked) -> Iterator[RemedyShown]:
    """Yield other levels that some rule leads the tier to from where it stands, or no rule by name."""
    proposal = asked.proposal
    if not isinstance(proposal, IssueProposal):
        return
    if proposal.transition is not None:
        yield asked.so("any_rule", {"transition": ""})
        return
    scheme, tier = asked.reader.scheme, asked.fact("tier")
    standing = {scheme.ranks[name] for name in asked.ids("standing")}
    led = {
        rank
        for rule in scheme.transitions_by_id.values()
        if isinstance(tier, Named) and rule.tier == scheme.tiers[tier.id]
        if rule.grace is None and standing <= rule.sources
        for rank in rule.targets
    }
    for rank in sorted(led):
        if scheme.levels[rank] != proposal.level:
            yield asked.to(Remedy(level=scheme.levels[rank]))


def _named_areas(asked: Asked) -> tuple[str, ...]:
    """Return the areas that the scope of the proposal names, groups as their members."""
    names = tuple(getattr(asked.proposal, "scope", ()))
    return areas_meant(names, groups_named(names, asked.reader.scheme.groups))


def _without_areas(asked: Asked) -> Iterator[RemedyShown]:
    """Yield the scope without the areas that the finding is about."""
    wrong = set(asked.ids("areas"))
    names = _named_areas(asked)
    kept = [name for name in names if name not in wrong]
    if kept and len(kept) < len(names) and len(kept) <= _AREAS:
        yield asked.scope(kept)


def _inside(asked: Asked) -> Iterator[RemedyShown]:
    found = [*_without_areas(asked)]
    yield from found
    if found:
        return
    if isinstance(asked.proposal, IssueProposal):
        yield asked.scope([asked.proposal.area])
    elif isinstance(asked.proposal, EndProposal):
        yield asked.so("everywhere", {"scope": []})


def _tiers(asked: Asked) -> Iterator[RemedyShown]:
    yield from _without_areas(asked)
    tree, scheme = asked.reader.scheme.tree, asked.reader.scheme
    top = tree.numbers.get(getattr(asked.proposal, "area", ""))
    if top is None:
        return
    for tier in asked.ids("tiers"):
        wanted = scheme.tiers[tier]
        names = [
            tree.ids[number]
            for number in range(top, tree.after[top])
            if tree.tiers[number] == wanted
        ]
        if 0 < len(names) <= _AREAS and set(names) != set(_named_areas(asked)):
            yield asked.so("tier", {"scope": names}, tier=Named("tier", tier), count=len(names))


def _whole(asked: Asked) -> Iterator[RemedyShown]:
    if isinstance(asked.proposal, IssueProposal):
        yield asked.scope([asked.proposal.area])


def _period_of(asked: Asked) -> tuple[datetime, datetime | None]:
    period = cast("IssueProposal", asked.proposal).period
    return period.start, period.end


def _day(asked: Asked) -> Iterator[RemedyShown]:
    start, _end = _period_of(asked)
    yield asked.period(start, start + _DAY)


def _from(asked: Asked, earliest: datetime) -> Iterator[RemedyShown]:
    """Yield the period moved to the first full hour from *earliest* on, as long as it was where it has to be."""
    start, end = _period_of(asked)
    first = _full_hour(earliest)
    if end is not None and end <= first:
        end = first + (end - start if end > start else _DAY)
    yield asked.period(first, end)


def _full_hour(instant: datetime) -> datetime:
    """Return the first full hour after *instant*: time passes until the proposal is decided."""
    return instant.replace(minute=0, second=0, microsecond=0) + _HOUR


def _later(asked: Asked) -> Iterator[RemedyShown]:
    decided = asked.instant("decided_at").astimezone(asked.reader.zone)
    if isinstance(asked.proposal, EndProposal):
        at = _full_hour(decided)
        yield asked.so("at", {"at": asked.reader.typed(at)}, at=at)
        return
    for one in _from(asked, decided):
        yield replace(one, words=asked.reader.says("remedy.next_hour", span=one.words))


def _noticed(asked: Asked) -> Iterator[RemedyShown]:
    yield from _from(asked, asked.instant("earliest").astimezone(asked.reader.zone))


def _as_long(asked: Asked) -> Iterator[RemedyShown]:
    start, _end = _period_of(asked)
    yield asked.period(start, start + cast("timedelta", asked.finding.facts["max"]))


def _bounded(asked: Asked) -> Iterator[RemedyShown]:
    """Yield the longest period that the rule allows, where it says one."""
    start, _end = _period_of(asked)
    rule = asked.reader.scheme.transitions_by_id.get(asked.finding.rule or "")
    if rule is not None and rule.longest is not None:
        yield asked.period(start, start + timedelta(microseconds=rule.longest))


def _foreseen(asked: Asked) -> Iterator[RemedyShown]:
    start, end = _period_of(asked)
    if end is not None and micros_of(end) > micros_of(start):
        value = {"expected_end": asked.reader.typed(end)}
        yield asked.so("expected_end", value, at=end)
    elif asked.finding.code == "expected_end.outside":
        yield asked.so("no_expected_end", {"expected_end": ""})


def _normal(asked: Asked) -> Iterator[RemedyShown]:
    if getattr(asked.proposal, "transition", None) is not None:
        yield asked.so("any_rule", {"transition": ""})


OFFERS: Mapping[str, Offer] = {
    "floor.less_severe": _own,
    "lowering.no_ending": _own,
    "lowering.refused": _own,
    "criteria.differs": _own,
    "transition.undefined": _transition,
    "issuer.not_entitled": _issuers,
    "level.lowers": _without_areas,
    "scope.missing": _whole,
    "scope.outside_area": _inside,
    "scope.tier": _tiers,
    "period.empty": _day,
    "period.backdated": _later,
    "period.too_long": _as_long,
    "period.unbounded": _bounded,
    "period.short_notice": _noticed,
    "expected_end.missing": _foreseen,
    "expected_end.outside": _foreseen,
    "provisional.repeated": _normal,
}
"""The code of a finding → what offers its buttons."""

_OTHERS = "it takes an act of another: the page of the proposal says who could do it"
_PERSON = "only a person knows it"
_RULES = "it takes other rules"
_OVER = "nothing is left to be asked for"
_PAST = "it is about an order of the past, which no form writes"

WITHOUT: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "assessment.missing",
            "assessment.stale",
            "approval.missing",
            "approval.not_entitled",
            "approval.self",
            "approval.before_order",
            "approval.before_assessment",
            "approval.unbound",
            "approval.late",
            "approval.stale",
            "approval.refused",
            "approval.refusal_not_entitled",
            "approval.unsigned",
            "approval.few_persons",
            "approval.same_person",
            "approval.wrong_key",
            "approval.not_signatory",
            "approval.key_expired",
            "approval.key_revoked",
            "approval.keys_changed",
            "approval.rules_changed",
            "approval.expired",
            "approval.moved",
            "approval.replayed",
        ),
        _OTHERS,
    ),
    "criteria.missing": _PERSON,
    "reason.missing": _PERSON,
    "rules.not_in_force": _RULES,
    "order.not_in_force": _OVER,
    "order.not_provisional": _OVER,
    "record.unstated": _PAST,
    "record.late": _PAST,
    "provisional.longer": _PAST,
}
"""The code of a finding without a button → why it has none."""
