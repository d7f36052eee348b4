"""Whether one rule is always at least as easy as another: it permits whatever the other does.

Where this cannot be told cheaply (a condition that very many sets of bodies fill), the
answer is no, so that nothing is called superfluous that is not.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from responselevels.core.conditions import MAX_COMPLETIONS, Condition, completions, filled
from responselevels.models.parts.cites import without_cites
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.parts.requires import AssessmentRule, EndingRequires, Requires
from responselevels.models.rules import Duty, Ending, Floor, Transition


def transition_covers(easy: Transition, hard: Transition) -> bool:
    """Say whether *easy* permits whatever *hard* permits, with no more duties and no grace.

    A transition with `ratify` covers none: it is tried only where it is named,
    and its order lapses unless ratified.
    """
    return (
        easy.ratify is None
        and easy.tier == hard.tier
        and _within(hard.from_, easy.from_)
        and set(hard.to) <= set(easy.to)
        and set(hard.issuers) <= set(easy.issuers)
        and brings_no_more(easy, hard)
        and _asks_no_more(easy.requires, hard.requires)
        and _period_no_harder(easy.requires, hard.requires)
    )


def ending_covers(easy: Ending, hard: Ending) -> bool:
    """Say whether *easy* permits whatever *hard* permits, with no more duties."""
    return (
        easy.tier == hard.tier
        and _within(hard.of, easy.of)
        and set(hard.issuers) <= set(easy.issuers)
        and brings_no_more(easy, hard)
        and _asks_no_more(easy.requires, hard.requires)
    )


def asked_more(ending: Ending, transition: Transition) -> tuple[str, ...]:
    """Return what *ending* asks of a proposal and *transition* does not: keys of what rules ask."""
    asked, given = ending.requires, transition.requires
    no_more = {
        "issuer": set(transition.issuers) <= set(ending.issuers),
        "assessment": _assessed(asked.assessment, given.assessment)
        and _age(asked.assessment) >= _age(given.assessment),
        "approval": _approved(asked.approval, given.approval),
        "signed": given.signed or not asked.signed,
        "digest": asked.digest == "optional" or given.digest == "required" or given.signed,
        "reason": given.reason or not asked.reason,
    }
    return tuple(key for key, holds in no_more.items() if not holds)


def _age(asked: AssessmentRule | None) -> timedelta:
    return timedelta.max if asked is None or asked.max_age is None else asked.max_age


def brings_no_more(easy: Transition | Ending, hard: Transition | Ending) -> bool:
    """Say whether *easy* has no duty that *hard* has not, whatever they are called and come from."""
    known = [_bare(duty) for duty in hard.duties]
    return all(_bare(duty) in known for duty in easy.duties)


def _bare(duty: Duty) -> Duty:
    return without_cites(duty).model_copy(update={"id": None})


def floor_covers(strict: Floor, other: Floor) -> bool:
    """Say whether *strict* denies, or advises against, whatever *other* does.

    The readings of `counts` are nested: each looks at all that those before it look at.
    """
    return (
        strict.tier == other.tier
        and (strict.binding or not other.binding)
        and _within(other.of, strict.of)
        and _READINGS.index(other.counts) <= _READINGS.index(strict.counts)
    )


_READINGS = ("covering", "touching", "issued")


def implies(stronger: Condition, weaker: Condition) -> bool:
    """Say whether every set of bodies that fills *stronger* fills *weaker*; False if unsure."""
    # Conditions are monotone: if the minimal sets that fill *stronger* fill *weaker*, every set
    # does. A list cut at its maximum proves nothing.
    named = frozenset(bodies_in(stronger))
    ways = completions(stronger, frozenset(), named)
    return len(ways) < MAX_COMPLETIONS and all(filled(weaker, frozenset(way)) for way in ways)


def _within(narrow: Collection[str] | None, wide: Collection[str] | None) -> bool:
    """Say whether *narrow* lies in *wide*; None is every level, or tier."""
    return wide is None or (narrow is not None and set(narrow) <= set(wide))


def _asks_no_more(easy: Requires | EndingRequires, hard: Requires | EndingRequires) -> bool:
    return (
        _assessed(easy.assessment, hard.assessment)
        and _approved(easy.approval, hard.approval)
        and (hard.signed or not easy.signed)
        and (bound(hard) or not bound(easy))
        and (_after(hard) or not _after(easy))
        and (hard.reason or not easy.reason)
    )


def bound(asked: Requires | EndingRequires) -> bool:
    """Say whether approvals must be bound to the proposal, by a digest or a signature."""
    return asked.approval is not None and (asked.signed or asked.digest == "required")


def _after(asked: Requires | EndingRequires) -> bool:
    """Say whether an approval from before the assessment does not count."""
    both = asked.assessment is not None and asked.approval is not None
    return both and asked.approval_after_assessment is not False


def _assessed(easy: AssessmentRule | None, hard: AssessmentRule | None) -> bool:
    if easy is None or hard is None:
        return easy is None
    return (
        set(hard.by) <= set(easy.by)
        and set(easy.with_) <= set(hard.with_)
        and (easy.max_age is None or (hard.max_age is not None and hard.max_age <= easy.max_age))
        and _held_to_table(easy, hard)
    )


def _held_to_table(easy: AssessmentRule, hard: AssessmentRule) -> bool:
    """Say whether *easy* asks no more of the facts: no table, or the same that binds no more."""
    same = easy.table == hard.table and (hard.binding or not easy.binding)
    return easy.table is None or same


def _approved(easy: Condition | None, hard: Condition | None) -> bool:
    if easy is None or hard is None:
        return easy is None
    return implies(hard, easy)


def _period_no_harder(easy: Requires, hard: Requires) -> bool:
    return (
        (easy.period == "open" or hard.period == "bounded")
        and (hard.scope_named or not easy.scope_named)
        and _within(hard.scope_tiers, easy.scope_tiers)
        and (hard.expected_end or not easy.expected_end)
        and _longest(easy) >= _longest(hard)
        and (easy.notice or timedelta(0)) <= (hard.notice or timedelta(0))
    )


def _longest(requires: Requires) -> timedelta:
    return timedelta.max if requires.max_duration is None else requires.max_duration
