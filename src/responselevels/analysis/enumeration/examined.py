"""A rules file examined: every class of proposals, with what the core decides of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any, Literal, TypeVar

from responselevels.analysis.enumeration.asked import Facts, Question
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.analysis.enumeration.questions import questions
from responselevels.analysis.enumeration.sharing import Kind, kind_of
from responselevels.analysis.enumeration.worlds import Example, SharedVocabulary, WorldBuilder
from responselevels.errors import Place
from responselevels.models.decisions import Decision
from responselevels.models.rules import Ending, Rules, Transition
from responselevels.text.catalogue import Phrase

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterexample:
    """One thing that refutes a property: what (to word it with), and the example that shows it.

    Where it takes a sequence of proposals, *before* are those that led there, in order, each with
    what was decided of it; *example* is then the last one.
    """

    facts: Mapping[str, object]
    example: Example | None = None
    decision: Decision | None = None
    before: tuple[tuple[Example, Decision], ...] = ()


ProofStatus = Literal["proved", "checked", "refuted", "idle", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantifier:
    """What a property is said of: which proposals, at which times, on which lines, in which sequences.

    Each is the last part of the code of a sentence, as in ``verify.over.lines.every``.
    """

    proposals: str
    times: str = "in_force"
    lines: str = "every"
    sequences: str = "one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What came of one property.

    *status* is ``proved``, ``checked`` (nothing refutes it within *depth* steps from where nothing
    is ordered; what takes more steps was not looked at), ``refuted``, ``idle`` (there is nothing it
    could apply to) or ``open`` (too many classes to look at). *classes* counts the classes looked
    at; *notes* hold facts worth knowing that refute nothing. Of a search over sequences, *depth* is
    the number of steps to which every state was looked at, *sought* the number that it was to
    reach (it falls short where there are more states than it may look at), and *states* how many
    were looked at. *quantifier* says what the property is said of, *assumes* what it takes for
    granted, each the last part of the code of a sentence. Of what an author states, *says* is the
    sentence, *stem* what files are called that show what refutes it, and *stated_at* where it is stated.
    """

    name: str
    status: ProofStatus
    classes: int = 0
    counterexamples: tuple[Counterexample, ...] = ()
    notes: tuple[Mapping[str, object], ...] = ()
    depth: int | None = None
    sought: int | None = None
    states: int = 0
    quantifier: Quantifier | None = None
    assumes: tuple[str, ...] = ()
    says: Phrase | None = None
    stem: str | None = None
    stated_at: Place | None = None

    @classmethod
    def of(
        cls,
        name: str,
        classes: int,
        against: list[Counterexample],
        notes: tuple[Mapping[str, object], ...] = (),
    ) -> Proof:
        """Return the proof of *name*, which looked at *classes* classes: refuted where anything is *against*."""
        proved: ProofStatus = "proved" if classes else "idle"
        status: ProofStatus = "refuted" if against else proved
        return cls(
            name=name, status=status, classes=classes, counterexamples=tuple(against), notes=notes
        )


@dataclass
class ExaminedRules:
    """The rows of one rules file, over the areas of *common*; worked out when first asked for.

    *kept* has other rows that several properties look at, by a name.
    """

    rules: Rules
    common: SharedVocabulary = field(init=False)
    worlds: WorldBuilder = field(init=False)
    kept: dict[str, tuple[DecidedClass, ...]] = field(init=False, default_factory=dict, repr=False)
    _narrowed: dict[tuple[str, ...], ExaminedRules] = field(
        init=False, default_factory=dict, repr=False
    )
    _decided: dict[Kind, tuple[DecidedClass, ...]] = field(
        init=False, default_factory=dict, repr=False
    )
    _kinds: dict[Question, Kind] = field(init=False, default_factory=dict, repr=False)
    _permitted: dict[tuple[Kind, Facts], bool] = field(init=False, default_factory=dict, repr=False)
    _once: dict[Callable[..., Any], Any] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.common = SharedVocabulary.of([self.rules])
        self.worlds = WorldBuilder(self.common)

    def once(self, made: Callable[[ExaminedRules], Key]) -> Key:
        """Return what *made* makes of the file; it is made when first asked for, and kept."""
        if made not in self._once:
            self._once[made] = made(self)
        known: Key = self._once[made]
        return known

    @cached_property
    def rows(self) -> tuple[DecidedClass, ...]:
        """Every class of every question, whether a transition is named or not."""
        return tuple(row for question in self.questions() for row in self.rows_of(question))

    @cached_property
    def permitted(self) -> tuple[DecidedClass, ...]:
        """The rows that are permitted: few of all, and most properties look at no others."""
        return tuple(self.rows_that(lambda row: row.permitted))

    def rows_that(self, wanted: Callable[[DecidedClass], bool]) -> Iterator[DecidedClass]:
        """Yield the rows that are *wanted* for anything but their question, in the order of all.

        Rows that stand for one another are asked about once, and none is made that is not wanted.
        """
        found: dict[Kind, list[DecidedClass]] = {}
        for question in self.questions():
            kind = self.kind(question)
            if kind not in found:
                found[kind] = [row for row in self.decided(question) if wanted(row)]
            yield from (row.asked(question) for row in found[kind])

    def questions(self) -> Iterator[Question]:
        """Yield the questions; a transition is named only where it could be taken."""
        by_name = {transition.id: transition for transition in self.rules.transitions}
        pairs = [(name,) for name in by_name]
        for question in questions(self.common, pairs):
            named = question.names[0]
            if named is None or leads(by_name[named], question):
                yield question

    def rows_of(self, question: Question) -> Iterator[DecidedClass]:
        """Yield the classes of one question; of questions that are decided alike, one is."""
        decided = self.decided(question)
        if decided and decided[0].question == question:
            yield from decided
        else:
            yield from [row.asked(question) for row in decided]

    def decided(self, question: Question) -> tuple[DecidedClass, ...]:
        """Return the classes of a question that is decided as *question* is; it may be another."""
        kind = self.kind(question)
        if kind not in self._decided:
            self._decided[kind] = tuple(self.decided_anew(question))
        return self._decided[kind]

    def kind(self, question: Question) -> Kind:
        """Return what the classes of *question*, and the verdicts on them, follow from."""
        if question not in self._kinds:
            self._kinds[question] = kind_of(self.worlds, question)
        return self._kinds[question]

    def alike(self, row: DecidedClass) -> tuple[Kind, Facts]:
        """Return what is equal for rows that stand for one another: whatever is asked of one is so of each."""
        return self.kind(row.question), row.facts

    def permits(self, question: Question, facts: Facts) -> bool:
        """Say whether a class is permitted; of questions that are decided alike, one is asked."""
        key = (self.kind(question), facts)
        if key not in self._permitted:
            decision = self.worlds.judge(question, facts)
            self._permitted[key] = decision is not None and decision.permitted
        return self._permitted[key]

    def decided_anew(self, question: Question) -> Iterator[DecidedClass]:
        """Yield the classes of one question, each decided by the core."""
        for facts in self.worlds.choices(question).facts():
            row = self.worlds.judge(question, facts)
            if row is not None:
                yield row

    @cached_property
    def rules_by_id(self) -> dict[str, Transition | Ending]:
        """Transitions and endings, by kind and id."""
        return {
            **{f"end {ending.id}": ending for ending in self.rules.endings},
            **{transition.id: transition for transition in self.rules.transitions},
        }

    def rule_of(self, row: DecidedClass) -> Transition | Ending | None:
        """Return the transition or ending that was taken."""
        key = f"end {row.rule}" if row.question.action == "end" else row.rule
        return self.rules_by_id.get(key or "")

    def lines_of(self, tier: str) -> Iterator[ExaminedRules]:
        """Yield the same file over each line of areas of *tier*: the whole one, and those that skip tiers above.

        Where a tier is skipped its bodies are missing, and its orders. A line without any body is
        left out: nobody acts there.
        """
        shape = self.common.shape
        number = shape.index(tier)
        for count in range(number, -1, -1):
            for above in combinations(shape[:number], count):
                line = self if count == number else self._over((*above, *shape[number:]))
                if line.common.bodies:
                    yield line

    def _over(self, shape: tuple[str, ...]) -> ExaminedRules:
        if shape not in self._narrowed:
            self._narrowed[shape] = self.over(shape)
        return self._narrowed[shape]

    def over(self, shape: tuple[str, ...]) -> ExaminedRules:
        """Return the same file examined over lines that have only the tiers of *shape*."""
        narrowed = ExaminedRules(self.rules)
        narrowed.common = self.common.narrowed(shape)
        # Which transitions fit is asked of levels, and not of what stands above.
        narrowed.worlds = WorldBuilder(narrowed.common, self.worlds.fits)
        return narrowed

    def shown(self, row: DecidedClass, **facts: object) -> Counterexample:
        """Return *row* as a counterexample, worded with *facts*."""
        example, decision = self.step(row)
        return Counterexample(facts=facts, example=example, decision=decision)

    def step(self, row: DecidedClass) -> tuple[Example, Decision]:
        """Return the example of *row*, and what is decided of it."""
        example = self.worlds.example(row.question, row.facts)
        return example, self.worlds.again(example)


def leads(transition: Transition, question: Question) -> bool:
    """Say whether *transition* is of the tier and leads to the level asked about."""
    return transition.tier == question.tier and question.level in transition.to


def smallest(rows: Iterable[DecidedClass]) -> DecidedClass:
    """Return the row whose example has the least to say."""
    return min(rows, key=lambda row: (len(row.question.standing), row.facts.size))


def least_by(
    rows: Iterable[DecidedClass], key: Callable[[DecidedClass], Key]
) -> list[tuple[Key, DecidedClass]]:
    """Return each key that some row has, with the smallest of its rows."""
    groups: dict[Key, list[DecidedClass]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return [(known, smallest(group)) for known, group in groups.items()]
