"""Classes that come out differently, put together so that people can read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta

from responselevels.analysis.enumeration.asked import Facts, Question
from responselevels.analysis.enumeration.questions import standings
from responselevels.analysis.enumeration.sharing import kind_of
from responselevels.analysis.enumeration.worlds import Example, WorldBuilder
from responselevels.models.decisions import STRICTEST_LAST, Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision says that files can differ in.

    *duties* and *grace* are those of a permitted order, the duties with the
    time they leave; *advised* has what a floor or table that does not bind advises otherwise.
    *against* are the findings that weigh, for the reader; they are compared
    only through the verdict. *rule* is what the rule that was taken brings along whatever moves,
    and *refusers* are the sets of bodies that may refuse; no example shows either of them.
    """

    verdict: Verdict
    against: frozenset[str] = field(default=frozenset(), compare=False)
    duties: frozenset[object] = frozenset()
    grace: timedelta | None = None
    advised: frozenset[str] = frozenset()
    rule: object = None
    refusers: frozenset[object] = frozenset()


SHOWN = ("verdict", "duties", "grace", "advised")
"""What of an outcome is seen in a decision."""


@dataclass(frozen=True, slots=True)
class ClassDifference:
    """One class that comes out differently under two files."""

    question: Question
    facts: Facts
    old: Outcome
    new: Outcome

    @property
    def aspect(self) -> str:
        """What differs first: the verdict, or what a permitted order brings with it."""
        return next(
            field.name
            for field in fields(Outcome)
            if field.compare and getattr(self.old, field.name) != getattr(self.new, field.name)
        )

    @property
    def shown(self) -> bool:
        """Whether the decisions differ."""
        return self.aspect in SHOWN

    @property
    def reasons(self) -> frozenset[str]:
        """What the stricter file finds, and the other does not."""
        ranks = [STRICTEST_LAST.index(outcome.verdict) for outcome in (self.old, self.new)]
        if ranks[0] > ranks[1]:
            return self.old.against - self.new.against or self.old.against
        if ranks[1] > ranks[0]:
            return self.new.against - self.old.against or self.new.against
        return frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Classes that differ alike: asked of one tier, from these levels to those.

    *only_where* holds, for each fact that is not the same for every class
    asked about, the values that occur, and *values* all that some class
    has that is asked about; *smallest* is one of the classes, and
    *examples* are what it is under each of the files. With *every_level*, it is
    the same wherever it stands.
    """

    action: str
    tier: str
    standing: tuple[tuple[str, ...], ...]
    levels: tuple[str, ...]
    names: tuple[str | None, ...]
    aspect: str
    old: Verdict
    new: Verdict
    reasons: tuple[str, ...]
    only_where: Mapping[str, tuple[object, ...]]
    classes: int
    smallest: ClassDifference
    examples: tuple[Example, Example]
    values: Mapping[str, frozenset[object]]
    every_level: bool


Key = tuple[str, str, tuple[str | None, ...], str, Verdict, Verdict, bool]


def grouped(splits: Iterable[ClassDifference], worlds: WorldBuilder) -> tuple[Group, ...]:
    """Return *splits* in groups, those that one file permits first; each is in one group."""
    alike: dict[Key, list[ClassDifference]] = {}
    for split in splits:
        q = split.question
        verdicts = (split.old.verdict, split.new.verdict)
        key = (q.action, q.tier, q.names, split.aspect, *verdicts, split.facts.held is not None)
        alike.setdefault(key, []).append(split)
    # Where an area's own order shows the same, another area's need not show it again.
    alike = {
        key: some for key, some in alike.items() if not key[-1] or (*key[:-1], False) not in alike
    }
    weighing = sorted(alike.items(), key=lambda item: Verdict.PERMIT not in item[0][4:6])
    return tuple(
        _group(reasons, some, worlds)
        for _key, members in weighing
        for reasons, some in _by_reasons(members).items()
    )


def _by_reasons(splits: list[ClassDifference]) -> dict[frozenset[str], list[ClassDifference]]:
    """Return the classes by reasons: a class with more reasons goes with one that has fewer."""
    # Only minimal sets of reasons make groups: the fewer reasons tell the files apart already,
    # and a class that has further ones beside shows a reader nothing new.
    every = sorted({split.reasons for split in splits}, key=lambda r: (len(r), sorted(r)))
    fewest = [r for r in every if not any(other < r for other in every)]
    found: dict[frozenset[str], list[ClassDifference]] = {}
    for split in splits:
        reasons = next(r for r in fewest if r <= split.reasons)
        found.setdefault(reasons, []).append(split)
    return found


def _group(reasons: frozenset[str], splits: list[ClassDifference], worlds: WorldBuilder) -> Group:
    first = min(splits, key=lambda split: (len(split.question.standing), split.facts.size))
    question, common = first.question, worlds.common
    asked = {split.question for split in splits}
    levels = {q.level for q in asked}
    standing = {q.standing for q in asked}
    values = {**_values(asked, worlds), **_held(splits)}
    return Group(
        action=question.action,
        tier=question.tier,
        standing=tuple(sorted(standing, key=lambda s: _ranks(s, common.levels))),
        levels=tuple(level for level in common.levels if level in levels),
        names=question.names,
        aspect=first.aspect,
        old=first.old.verdict,
        new=first.new.verdict,
        reasons=tuple(sorted(reasons)),
        only_where=_only_where(splits, values),
        classes=len(splits),
        smallest=first,
        examples=(
            worlds.example(question, first.facts, 0),
            worlds.example(question, first.facts, 1),
        ),
        values=values,
        every_level=standing.issuperset(standings(common, question.tier)),
    )


def _ranks(standing: tuple[str, ...], levels: tuple[str, ...]) -> tuple[int, ...]:
    return (len(standing), *(levels.index(level) for level in standing))


VARYING = (
    "issuer",
    "approved",
    "signed",
    "bound",
    "early",
    "early_signed",
    "early_bound",
    "parties",
    "age",
    "reason",
    "named",
    "tiers",
    "length",
    "lead",
    "expected",
    "floor",
    "above",
    "rested",
    "stated",
)


def _values(asked: Iterable[Question], worlds: WorldBuilder) -> Mapping[str, frozenset[object]]:
    """Return the values of each fact that occur in the classes asked about."""
    # Questions of one kind have the same classes.
    kinds = {kind_of(worlds, question): question for question in asked}
    every = [facts for question in kinds.values() for facts in worlds.choices(question).facts()]
    return {name: frozenset(getattr(facts, name) for facts in every) for name in VARYING}


def _held(splits: Iterable[ClassDifference]) -> Mapping[str, frozenset[object]]:
    """Return whose orders the levels are that the areas stand at, where some are not their own."""
    held = frozenset[object](split.facts.held for split in splits)
    return {} if held == {None} else {"held": held | {None}}


def _only_where(
    splits: list[ClassDifference], values: Mapping[str, frozenset[object]]
) -> Mapping[str, tuple[object, ...]]:
    """Return the values of each fact that some, but not all classes have that are asked about."""
    found: dict[str, tuple[object, ...]] = {}
    for name, every in values.items():
        some = dict.fromkeys(getattr(split.facts, name) for split in splits)
        if len(some) < len(every):
            found[name] = tuple(some)
    return found
