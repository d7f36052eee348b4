"""One way to issue, end or ratify held against another: in which points it asks less.

Whatever is not known to be as hard counts as easier, and so does every key that is not
looked at by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from responselevels.core.conditions import MAX_COMPLETIONS, Condition, completions, filled
from responselevels.core.world.scheme import Scheme
from responselevels.core.world.table_changes import calls_no_more
from responselevels.models.parts.cites import without_cites
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.parts.criteria import Table
from responselevels.models.parts.requires import Requires, ScopeRule
from responselevels.models.rules import Ending, Rules, Transition

_Terms = Any
"""What a rule asks (`Requires`, `EndingRequires`, `Ratify`, `AssessmentRule`), compared by the
names of its fields, so that one that is added to any of them is never overlooked."""


class ActRule(NamedTuple):
    """A transition or an ending, as one kind of act at one level looks at it."""

    rule: Transition | Ending
    kind: str
    level: str

    @property
    def signed(self) -> bool:
        """Whether the approvals that it asks must be signed."""
        asked = self.rule.ratify if self.kind == "ratify" else self.rule.requires  # type: ignore[union-attr]
        return asked is not None and asked.signed


def eased(new: ActRule, old: ActRule, before: Scheme, after: Scheme) -> list[str]:
    """Return the points in which *new* asks less than *old*; none where it asks at least as much."""
    points = []
    if not set(new.rule.issuers) <= set(old.rule.issuers):
        points.append("issuers")
    if new.kind == "ratify":
        return [*points, *_ratified(new.rule, old.rule)]
    points += _requires(new.rule.requires, old.rule.requires)
    if isinstance(new.rule, Transition) and isinstance(old.rule, Transition):
        come, came = _sources(new.rule, after), _sources(old.rule, before)
        if not come <= came:
            points.append("from")
        points += _provisional(new.rule, old.rule)
        if _table_eased((before.rules, old.rule), (after.rules, new.rule), new.level):
            points.append("table")
    return points


def _table_eased(old: tuple[Rules, Transition], new: tuple[Rules, Transition], level: str) -> bool:
    """Say whether some facts would let *level* be issued that did not before, by the table asked for."""
    was, now = (_table_of(*asking) for asking in (old, new))
    if was is None:
        return False
    if now is None or (was[1] and not now[1]):
        return True
    # A table that binds neither before nor after only asks for facts; it has to ask for the same.
    return not calls_no_more((old[0], was[0]), (new[0], now[0]), level, alike=not now[1])


def _table_of(rules: Rules, rule: Transition) -> tuple[Table, bool] | None:
    """Return the table that *rule* asks for, and whether it binds."""
    asked = rule.requires.assessment
    if asked is None or asked.table is None:
        return None
    return next(table for table in rules.tables if table.id == asked.table), asked.binding


def _sources(rule: Transition, scheme: Scheme) -> set[str]:
    return set(scheme.levels if rule.from_ is None else rule.from_)


def _provisional(new: Transition, old: Transition) -> list[str]:
    """Return in which points acting first is easier: ratified later, by less, or not at all."""
    if old.ratify is None:
        return []
    if new.ratify is None:
        approval = new.requires.approval
        held = approval is not None and implies(approval, old.ratify.approval)
        return _bound_less(new.requires, old.ratify) if held else ["ratify"]
    return _ratified(new, old)


def _ratified(new: _Terms, old: _Terms) -> list[str]:
    after, before = new.ratify, old.ratify
    points = [] if after.within <= before.within else ["within"]
    again, was = getattr(after, "again_after", None), getattr(before, "again_after", None)
    if was is not None and (again is None or again < was):
        points.append("again_after")
    return [*points, *_asked(after, before, {"within", "again_after"})]


def _requires(new: _Terms, old: _Terms) -> list[str]:
    points = []
    for name, looser in _LOOSER.items():
        if name in type(new).model_fields and looser(getattr(new, name), getattr(old, name)):
            points.append(name)
    if not _assessed(new.assessment, old.assessment):
        points.append("assessment")
    if _aged_more(new.assessment, old.assessment):
        points.append("max_age")
    if new.approval is not None and _after(old) and not _after(new):
        points.append("approval_after_assessment")
    return [*points, *_asked(new, old, {"assessment", "approval_after_assessment", *_LOOSER})]


def _aged_more(new: _Terms, old: _Terms) -> bool:
    """Say whether an older assessment will do."""
    if new is None or old is None or old.max_age is None:
        return False
    return new.max_age is None or new.max_age > old.max_age


def _after(asked: _Terms) -> bool:
    """Say whether an approval from before the assessment does not count."""
    both = asked.assessment is not None and asked.approval is not None
    return both and asked.approval_after_assessment is not False


def _scope_looser(new: ScopeRule, old: ScopeRule) -> bool:
    """Say whether *new* asks less of the scope: areas need not be named, or be of fewer tiers."""
    now, before = Requires(scope=new), Requires(scope=old)
    tiers = before.scope_tiers
    wider = tiers is not None and not (now.scope_tiers and set(now.scope_tiers) <= set(tiers))
    return wider or (before.scope_named and not now.scope_named)


_LOOSER: Mapping[str, Any] = {
    "period": lambda new, old: (new, old) == ("open", "bounded"),
    "max_duration": lambda new, old: old is not None and (new is None or new > old),
    "scope": _scope_looser,
    "expected_end": lambda new, old: old and not new,
    "notice": lambda new, old: old is not None and (new is None or new < old),
    "reason": lambda new, old: old and not new,
}


def _assessed(new: _Terms, old: _Terms) -> bool:
    """Say whether the assessment asked now is as hard as the one before."""
    if old is None or new == old:
        return True
    if new is None:
        return False
    # What a table asks, and how old it may be, is held against the other one by itself.
    plain = {"by", "with_", "table", "binding", "max_age"}
    same = new.model_dump(exclude=plain) == old.model_dump(exclude=plain)
    return same and set(new.by) <= set(old.by) and set(new.with_) >= set(old.with_)


def _asked(new: _Terms, old: _Terms, known: set[str]) -> list[str]:
    """Return in which points the approvals asked are fewer; whatever is not known counts if it differs."""
    points = []
    if old.approval is not None and (
        new.approval is None or not implies(new.approval, old.approval)
    ):
        points.append("approval")
    points += _bound_less(new, old)
    apart = {*known, "approval", "signed", "digest"}
    others = (name for name in type(new).model_fields if name not in apart)
    # What either rests on weighs nothing, in its duties neither.
    new, old = without_cites(new), without_cites(old)
    return points + [name for name in others if getattr(new, name) != getattr(old, name, None)]


def _bound_less(new: _Terms, old: _Terms) -> list[str]:
    """Return whether signatures are demanded no more, or nothing that binds an approval."""
    if old.signed and not new.signed:
        return ["signed"]
    # What is signed names what it is for, whether or not a digest is asked for.
    bound = new.signed or new.digest == "required"
    return ["digest"] if old.digest == "required" and not bound and old.approval else []


def implies(new: Condition, old: Condition) -> bool:
    """Say whether whatever fills *new* fills *old* as well; not, where it cannot be told."""
    if new == old:
        return True
    smallest = completions(new, frozenset(), frozenset(bodies_in(new)))
    return len(smallest) < MAX_COMPLETIONS and all(filled(old, frozenset(way)) for way in smallest)
