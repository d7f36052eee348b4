"""Differences between two rules files in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import cast

from responselevels.analysis.comparison.grounds import OtherGround
from responselevels.analysis.comparison.grouping import Group
from responselevels.analysis.comparison.structure import Difference
from responselevels.core.world.tables import stated_as
from responselevels.errors import path_worded
from responselevels.models.times import duration_written
from responselevels.reports.frame.layout import cells
from responselevels.reports.frame.rows import Row
from responselevels.reports.frame.wording import Locale, clause_worded, named
from responselevels.text.catalogue import Named, Phrase

_LABELS = ("classes", "named", "where", "because", "example")


def structure_worded(difference: Difference, locale: Locale) -> str:
    """Return one structural difference in a sentence."""
    facts = dict(difference.facts)
    if difference.code.startswith("valid."):
        start, end = facts.pop("start"), facts.pop("end")
        ways = {(True, True): "", (True, False): ".from", (False, True): ".until"}
        key = f"diff.span{ways.get((start is not None, end is not None), '.always')}"
        facts["span"] = Phrase(key, {"start": start, "end": end})
    if "transition" in facts and isinstance(facts["transition"], Named):
        facts["transition"] = f"`{facts['transition'].id}`"
    return locale.says(f"diff.{difference.code}", **facts)


def ground_rows(found: Sequence[OtherGround], locale: Locale) -> Iterator[Row]:
    """Yield what is told with another ground, one row each."""
    if found:
        yield Row(locale.says("diff.grounds"), indent=2)
    for ground in found:
        yield Row(ground_worded(ground, locale), "-", "", 4, 2)


def ground_worded(found: OtherGround, locale: Locale) -> str:
    """Return what a rule, or a part of it, rested on under the old file, and does under the new one."""
    rule = Named("rule", found.rule)
    what: object = rule
    if found.part:
        part = f"`{path_worded(found.part)}`"
        what = Phrase("diff.ground.part", {"part": part, "rule": rule})
    old, new = (
        Phrase("diff.ground.none") if cite is None else clause_worded(cite, locale)
        for cite in (found.old, found.new)
    )
    return locale.says("diff.ground", what=what, old=old, new=new)


def headline(group: Group, locale: Locale) -> str:
    """Return what a group asks, and how it comes out under each file."""
    outcomes = {
        "old": Phrase(f"diff.{group.old.value}"),
        "new": Phrase(f"diff.{group.new.value}"),
    }
    return locale.says(
        f"diff.{group.action}",
        tier=Named("tier", group.tier),
        levels=named("level", group.levels),
        standing=_standing(group),
        change=Phrase(f"diff.{group.aspect}", outcomes),
    )


def _standing(group: Group) -> tuple[object, ...]:
    """Return the levels from which it is asked: singly, or several at once."""
    singly = [standing[0] for standing in group.standing if len(standing) == 1]
    several = [standing for standing in group.standing if len(standing) > 1]
    if group.every_level:
        return (Phrase("diff.any"),)
    together = (Phrase("diff.together", {"levels": named("level", some)}) for some in several)
    return (*named("level", tuple(singly)), *together)


def group_facts(group: Group, locale: Locale) -> list[tuple[str, str]]:
    """Return what to show of one group of classes beneath its headline: codes of labels, and texts."""
    texts: list[tuple[str, str]] = [("classes", str(group.classes))]
    if any(name is not None for name in group.names):
        texts.append(("named", _naming(group, locale)))
    texts += [("where", text) for text in _facts_worded(group, group.only_where, locale)]
    if group.reasons:
        texts.append(("because", locale.fact(group.reasons)))
    texts.append(("example", _example(group, locale)))
    return texts


def group_rows(group: Group, locale: Locale) -> Iterator[Row]:
    """Yield what to show of one group of classes."""
    labels = {label: locale.says(f"diff.label.{label}") for label in _LABELS}
    column = max(map(cells, labels.values())) + 2
    yield Row(headline(group, locale), style="strong")
    shown = ""
    for label, text in group_facts(group, locale):
        yield Row(text, "" if label == shown else labels[label], "faint", 2, column)
        shown = label


def _naming(group: Group, locale: Locale) -> str:
    old, new = (f"`{name}`" for name in group.names)
    return locale.says("diff.transition" if old == new else "diff.transitions", old=old, new=new)


def _example(group: Group, locale: Locale) -> str:
    """Return the smallest class in words: only the facts in which classes can differ."""
    facts = group.smallest.facts
    varying = (name for name, values in group.values.items() if len(values) > 1)
    shown = {name: (getattr(facts, name),) for name in varying}
    return ("；" if locale.lang == "zh" else "; ").join(_facts_worded(group, shown, locale))


def _facts_worded(
    group: Group, values: Mapping[str, tuple[object, ...]], locale: Locale
) -> Iterator[str]:
    for name, some in values.items():
        key = f"diff.where.{name}"
        if name in {"reason", "named", "expected"}:
            yield locale.says(f"{key}.{'yes' if some[0] else 'no'}")
            continue
        spans = _SPANS.get(name)
        timed = () if spans is None else spans(group, some)
        rest = [value for value in some if spans is None or not isinstance(value, timedelta)]
        facts = (*timed, *(_fact(group, name, value) for value in rest))
        yield locale.says(key, values=facts)


def _fact(group: Group, name: str, value: object) -> object:
    if isinstance(value, frozenset):
        bodies = named("body", tuple(sorted(value)))
        if len(bodies) < 2:
            return bodies[0] if bodies else Phrase("diff.nothing")
        return Phrase("diff.together.bodies", {"bodies": bodies})
    if name == "age":
        return _age(group, value)
    if name in _FACTS:
        return _FACTS[name](value)
    if isinstance(value, tuple):
        return (
            Phrase("diff.stated", {"facts": stated_as(value)}) if value else Phrase("diff.nothing")
        )
    return Phrase("diff.endless")


def _above(value: object) -> object:
    """Return the tier whose orders make the floor fail."""
    return Phrase("diff.above.nearest") if value is None else Named("tier", str(value))


def _held(value: object) -> object:
    """Return whose order a level is."""
    if value is None:
        return Phrase("diff.held.own")
    return Named("tier", str(value)) if value else Phrase("diff.held.nobody")


def _tiers(value: object) -> object:
    """Return of which tiers the areas of a scope are; of none, where no scope is named."""
    tiers = named("tier", value) if isinstance(value, tuple) else ()
    if len(tiers) > 1:
        return Phrase("diff.together.bodies", {"bodies": tiers})
    return tiers[0] if tiers else Phrase("diff.tiers.none")


def _stretches(known: Sequence[timedelta], chosen: Collection[object]) -> Iterator[tuple[int, int]]:
    """Yield the first and last place in *known* of each run of neighbours that are *chosen*."""
    start: int | None = None
    for place, value in enumerate([*known, None]):
        if value is not None and value in chosen:
            start = place if start is None else start
        elif start is not None:
            yield start, place - 1
            start = None


def _durations(group: Group, name: str) -> list[timedelta]:
    return sorted(known for known in group.values[name] if isinstance(known, timedelta))


def _lengths(group: Group, values: Collection[object]) -> Iterator[Phrase]:
    """Yield which lengths of period are meant: each looked at stands for all since the one before.

    The last one stands for whatever is longer than all limits.
    """
    known = _durations(group, "length")
    for first, last in _stretches(known, values):
        limits = {"over": known[first - 1] if first else None, "limit": known[last]}
        if last == len(known) - 1:
            yield Phrase("diff.over" if first else "diff.bounded", {"limit": limits["over"]})
        else:
            yield Phrase("diff.between" if first else "diff.upto", limits)


def _age(group: Group, value: object) -> Phrase:
    """Return how old an assessment is: each age looked at stands for all since the one before."""
    known = [age for age in _durations(group, "age") if age]
    if value not in known:
        return Phrase("diff.unassessed")
    place = known.index(cast("timedelta", value))
    over = known[place - 1] if place else None
    if place and place == len(known) - 1:
        return Phrase("diff.aged.over", {"limit": over})
    limits = {"over": over, "limit": value}
    return Phrase("diff.aged.between" if place else "diff.aged.upto", limits)


def _rested(value: object) -> Phrase:
    """Return how long ago a grace ended: less than the first limit, from one on, or long enough."""
    if not isinstance(value, timedelta):
        return Phrase("diff.rested.long")
    if value:
        return Phrase("diff.rested.least", {"again_after": value})
    return Phrase("diff.rested.less")


def _leads(group: Group, values: Collection[object]) -> Iterator[Phrase]:
    """Yield which leads are meant: each looked at stands for all up to the next."""
    known = _durations(group, "lead")
    for first, last in _stretches(known, values):
        after = known[last + 1] if last + 1 < len(known) else None
        if after is None:
            yield Phrase("diff.later", {"notice": known[first]})
        elif first:
            yield Phrase("diff.from_to", {"from": known[first], "notice": after})
        else:
            yield Phrase("diff.sooner", {"notice": after})


_FACTS: Mapping[str, Callable[[object], object]] = {
    "issuer": lambda value: Named("body", str(value)),
    "floor": lambda value: Phrase(f"diff.floor.{value}"),
    "above": _above,
    "held": _held,
    "tiers": _tiers,
    "rested": _rested,
}
"""Functions that word one value of a fact, by the name of the fact."""

_SPANS = {"length": _lengths, "lead": _leads}
"""Functions that word several durations of a fact together, by the name of the fact."""


def values_written(group: Group, name: str, values: Sequence[object]) -> list[object]:
    """Return the values of one fact for programs; of lengths, leads and ages the intervals they stand for.

    ``over`` (or ``from``) and ``up_to`` (or ``below``) are the ends of each; null: there is none.
    """
    if name not in {"length", "lead", "age"}:
        return [written(value) for value in values]
    known = _durations(group, name)
    if name == "age":
        # An assessment that is missing has no age, and stands as 0.
        known = [age for age in known if age]
    found: list[object] = []
    for first, last in _stretches(known, values):
        last_one = last == len(known) - 1
        if name == "lead":
            below = None if last_one else known[last + 1]
            found.append({"from": written(known[first]), "below": written(below)})
        else:
            over = known[first - 1] if first else None
            up_to = None if last_one and (first or name == "length") else known[last]
            found.append({"over": written(over), "up_to": written(up_to)})
    return found + [None for value in values if value not in known]


def written(value: object) -> object:
    """Return one fact for programs: a duration in ISO 8601, a set of bodies as a list."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return dict(value)
    return duration_written(value) if isinstance(value, timedelta) else value
