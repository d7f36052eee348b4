"""The argument of docs/verification.md, held by random worlds.

Whatever is proposed in whatever world: either something that no rules file
could allow denies it, or it falls into a class that is enumerated, and the
example of that class gets the same verdict.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from responselevels.analysis.enumeration import classes
from responselevels.analysis.enumeration.approving import Approving
from responselevels.analysis.enumeration.asked import FLOORS, Facts, Question
from responselevels.analysis.enumeration.questions import kind_of_start, questions, standings
from responselevels.analysis.enumeration.subsets import TooManyClasses
from responselevels.analysis.enumeration.worlds import SharedVocabulary, WorldBuilder
from responselevels.core.deciding.case import Case, resolve
from responselevels.core.deciding.counting import counted
from responselevels.core.deciding.decide import decide, standing_ranks
from responselevels.core.deciding.evidence import NO_EVIDENCE, Evidence
from responselevels.core.orders.book import book_of
from responselevels.core.timeline import FOREVER, micros_of
from responselevels.core.world.scheme import ApprovalRequirement, CompiledRule
from responselevels.errors import InputError
from responselevels.files import load_rules
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.decisions import Decision, Verdict
from responselevels.models.parts.conditions import AtLeast, Quorum
from responselevels.models.parts.requires import ScopeTiers
from responselevels.models.proposals import IssueProposal, RatifyProposal
from responselevels.models.rules import Floor, Rules, Transition
from responselevels.testing.reference.findings.asked import Asked as NaiveAsked
from responselevels.testing.reference.findings.graces import unratified
from responselevels.testing.reference.values import utc
from responselevels.testing.reference.world.ground import Ground
from tests.analysis.cores import judged_in
from tests.model.known import recorded, signed_world, with_signatures
from tests.model.naive import World
from tests.model.worlds import Question as Asking
from tests.model.worlds import questions as random_questions

pytestmark = pytest.mark.untraced

ALWAYS_DENIED = {
    "rules.not_in_force",
    "scope.outside_area",
    "period.empty",
    "period.backdated",
    "order.not_in_force",
    "order.not_provisional",
    "expected_end.outside",
}
READINGS = {"covering": "covering", "touching": "touching", "issued": "elsewhere"}


def weighty(decision: Decision) -> set[str]:
    return {found.code for found in decision.findings if found.effect != "note"}


# -- what a proposal is, in the terms of the classes ---------------------------------


@dataclass
class Reading:
    """One random proposal, resolved; and where its floor fails, as the core says."""

    world: World
    asking: Asking
    evidence: Evidence = NO_EVIDENCE
    common: SharedVocabulary = field(init=False)
    case: Case = field(init=False)

    def __post_init__(self) -> None:
        self.common = SharedVocabulary.of([self.world.rules])
        self.case = self.case_under(self.world.rules)

    def case_under(self, rules: Rules) -> Case:
        scheme = compile_scheme(rules, self.world.areas)
        book = book_of(scheme, self.world.orders)
        return resolve(scheme, book, self.asking.proposal, self.asking.at, self.evidence)

    def decision_under(self, rules: Rules) -> Decision:
        scheme = compile_scheme(rules, self.world.areas)
        book = book_of(scheme, self.world.orders)
        return decide(scheme, book, self.asking.proposal, self.asking.at, self.evidence)

    @property
    def tier(self) -> str:
        return self.world.rules.tiers[self.case.scheme.tree.tiers[self.case.issuing]].id

    def tier_of(self, number: int) -> str:
        tree = self.case.scheme.tree
        return self.world.rules.tiers[tree.tiers[number]].id

    def question(self) -> Question:
        proposal, level = self.asking.proposal, self.case.scheme.levels[self.case.rank]
        if isinstance(proposal, IssueProposal):
            return Question("issue", self.tier, level, self.standing(), (proposal.transition,))
        if not isinstance(proposal, RatifyProposal):
            return Question("end", self.tier, level, (), (None,))
        order = next(o for o in self.world.orders if o.id == proposal.order)
        if order.transition is None:
            return Question("ratify", self.tier, level, (), (None,))
        took = next(t for t in self.world.rules.transitions if t.id == order.transition)
        return Question("ratify", took.tier, took.to[0], (), (took.id,))

    def standing(self) -> tuple[str, ...]:
        """Return where it stands, a level for all that the same transitions may start from."""
        levels = [self.case.scheme.levels[rank] for rank in sorted(standing_ranks(self.case))]
        kinds = sorted({kind_of_start(self.common, self.tier, level) for level in levels})
        if len(levels) == 1:
            return (levels[0],)
        return tuple(self.common.levels[kind[0]] for kind in kinds)

    def facts(self) -> Facts:
        return self.unsigned().with_approvals(self.approving())

    def approving(self) -> Approving:
        """Return who approves, and how: first as all rules count it, then from before the assessment."""
        fresh = self.counted(after=True)
        every = self.counted(after=False)
        early = [more - known for more, known in zip(every, fresh, strict=True)]
        return Approving(*fresh, *early)

    def mixed(self) -> bool:
        """Say whether a body approved with a signature before the assessment, and without after it."""
        given = self.approving()
        return bool(given.early_signed & given.approved)

    def counted(self, *, after: bool) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Return whose approval counts: at all, with a signature, and with a digest or a signature."""
        return (
            self.approved(after_assessment=after),
            self.approved(after_assessment=after, signed=True),
            self.approved(after_assessment=after, bound=True),
        )

    def unsigned(self) -> Facts:
        proposal, at = self.asking.proposal, self.asking.at
        facts = Facts(proposal.issuer)
        if isinstance(proposal, RatifyProposal):
            return facts
        given = proposal.assessment
        order = next((o for o in self.world.orders if o.id == getattr(proposal, "order", "")), None)
        useless = given is None or given.at > at or (order and given.at < order.issued_at)
        parties = () if given is None or useless else (given.by, *given.with_)
        reason = bool(proposal.reason and proposal.reason.strip())
        age = timedelta(0) if given is None or useless else utc(at) - utc(given.at)
        facts = replace(facts, parties=frozenset(parties), reason=reason, age=age)
        if not isinstance(proposal, IssueProposal):
            return facts
        length = None if self.case.end == FOREVER else timedelta(0)
        if length is not None:
            length = timedelta(microseconds=self.case.end - self.case.start)
        return replace(
            facts,
            named=bool(proposal.scope),
            length=length,
            lead=timedelta(microseconds=self.case.start - micros_of(at)),
            rested=self.rested(proposal),
            stated=() if given is None or useless else tuple(sorted(given.facts.items())),
            tiers=tuple({self.tier_of(number) for number in self.case.named}),
            expected=proposal.expected_end is not None,
            **self.failing(),
        )

    def rested(self, proposal: IssueProposal) -> timedelta | None:
        """Return how long ago the last grace ended that nobody ratified."""
        at = utc(self.asking.at)
        so_far = tuple(order for order in self.world.orders if order.issued_at <= at)
        ground = Ground(self.world.rules, self.world.areas)
        # The groups that it names stand for their members.
        ids = self.case.scheme.tree.ids
        plain = proposal.model_copy(update={"scope": tuple(ids[area] for area in self.case.named)})
        asked = NaiveAsked(ground, plain, plain, "", at, so_far=so_far)
        ended = [until for _, until in unratified(asked, plain) if until <= at]
        return at - max(ended) if ended else None

    def approved(self, **demand: bool) -> frozenset[str]:
        bodies = frozenset(self.world.rules.bodies)
        everybody = ApprovalRequirement(condition="nobody", bodies=bodies, **demand)
        proposal = self.asking.proposal
        return counted(self.case, everybody, some_way(), proposal.approvals).approved

    def failing(self) -> dict[str, Any]:
        """Say where the floor fails and by whose orders: what its rules make most of."""
        ways = [(self.failing_by(tier), tier) for tier in reversed(self.above)]
        floor, above = max(ways, key=self.weight, default=("met", None))
        nearest = self.above[-1] if self.above else None
        return {"floor": floor, "above": None if above == nearest else above}

    @property
    def above(self) -> tuple[str, ...]:
        return self.common.shape[: self.common.shape.index(self.tier)]

    def failing_by(self, tier: str) -> str:
        """Say where orders of *tier* make the floor fail, by asking under each reading."""
        for counts, where in READINGS.items():
            floor = Floor(id="asked", tier=self.tier, of=(tier,), counts=counts)  # type: ignore[arg-type]
            rules = self.world.rules.model_copy(update={"floors": (floor,)})
            if "floor.less_severe" in weighty(self.decision_under(rules)):
                return where
        return "met"

    def weight(self, way: tuple[str, str]) -> tuple[int, int]:
        """Return how much the rules make of it: deny, advise, or nothing; then how near it is."""
        where, tier = way
        unmet = [
            floor
            for floor in self.world.rules.floors
            if floor.tier == self.tier
            and (floor.of is None or tier in floor.of)
            and FLOORS.index(where) >= FLOORS.index(READINGS[floor.counts])
        ]
        binding = any(floor.binding for floor in unmet)
        return 2 if binding else 1 if unmet else 0, FLOORS.index(where)


def some_way() -> CompiledRule:
    nothing = frozenset[int]()
    return CompiledRule(
        id="some",
        place=0,
        tier=0,
        sources=nothing,
        targets=nothing,
        issuers=frozenset(),
        assessment=None,
        approval=None,
        reason=False,
    )


# -- the law -------------------------------------------------------------------------


def without_lowering(rules: Rules) -> Rules:
    """Return *rules* without what the classes do not look at yet: whether an order is lowered."""
    return rules.model_copy(update={"lowering": "free"})


def in_its_class(world: World, asking: Asking, evidence: Evidence = NO_EVIDENCE) -> str:
    """Hold one proposal to the law; say what it was, for the count."""
    world = replace(world, rules=without_lowering(world.rules))
    try:
        reading = Reading(world, asking, evidence)
    except InputError:
        return "unreadable"
    decision = reading.decision_under(world.rules)
    if weighty(decision) & ALWAYS_DENIED:
        assert decision.verdict == Verdict.DENY
        return "always denied"
    if reading.case.scheme.acting(asking.proposal.issuer, reading.case.issuing) is None:
        assert decision.verdict == Verdict.DENY
        return "issued by nobody there"
    if reading.mixed():
        return "approved twice, and signed once"
    worlds = WorldBuilder(reading.common)
    question = reading.question()
    choices = worlds.choices(question)
    try:
        every = set(choices.facts())
    except TooManyClasses:
        return "too many classes"
    facts = choices.normal(reading.facts())
    assert facts in every, (question, facts)
    if question.action == "issue":
        assert question.standing in standings(reading.common, question.tier)
    same = worlds.decide(question, facts)
    assert same is not None, (question, facts)
    assert same.verdict == decision.verdict, (question, facts, weighty(decision), weighty(same))
    return f"{question.action} {decision.verdict.value}"


@pytest.mark.parametrize("few", [classes.FEW_CLASSES, 0])
def test_every_proposal_in_every_world_falls_into_a_class_with_the_same_verdict(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classes, "FEW_CLASSES", few)
    seen: Counter[str] = Counter()
    for seed in range(12):
        for world, asking in random_questions(Random(f"classes {seed}"), 40):
            seen[in_its_class(world, asking)] += 1
    for kind in ("issue permit", "issue pending", "issue deny", "end permit", "ratify permit"):
        assert seen[kind] >= 3, seen
    assert sum(seen.values()) - seen["always denied"] - seen["unreadable"] > 150


def test_every_proposal_falls_into_its_class_where_floors_are_several() -> None:
    seen: Counter[str] = Counter()
    for seed in range(8):
        random = Random(f"several floors {seed}")
        for world, asking in random_questions(random, 40):
            floored = World(with_floors(world.rules, random), world.areas, world.orders)
            seen[in_its_class(floored, asking)] += 1
    for kind in ("issue permit", "issue deny"):
        assert seen[kind] >= 10, seen


def with_floors(rules: Rules, random: Random) -> Rules:
    """Return *rules* with up to three floors for each tier, made by orders of some tiers above."""
    tiers = [tier.id for tier in rules.tiers]
    floors = [
        Floor(
            id=f"{tier} {n}",
            tier=tier,
            of=random.choice((None, *((above,) for above in tiers[:place]))),
            counts=random.choice(("covering", "touching", "issued")),
            binding=random.random() < 0.6,
        )
        for place, tier in enumerate(tiers)
        for n in range(random.choice((0, 1, 2, 3)) if place else 0)
    ]
    return rules.model_copy(update={"floors": tuple(floors)})


def test_every_proposal_falls_into_its_class_where_more_is_asked_of_an_order() -> None:
    seen: Counter[str] = Counter()
    for seed in range(8):
        random = Random(f"more asked {seed}")
        for world, asking in random_questions(random, 40):
            more = World(asking_more(world.rules, random), world.areas, world.orders)
            proposal = asking.proposal
            if isinstance(proposal, IssueProposal) and random.random() < 0.5:
                update = {"expected_end": proposal.period.start + timedelta(minutes=1)}
                proposal = proposal.model_copy(update=update)
            seen[in_its_class(more, Asking(proposal, asking.at))] += 1
    for kind in ("issue permit", "issue deny"):
        assert seen[kind] >= 10, seen


def asking_more(rules: Rules, random: Random) -> Rules:
    """Return *rules* with transitions that ask for areas of some tiers, and for expected ends."""
    tiers = [tier.id for tier in rules.tiers]

    def more(transition: Transition) -> Transition:
        own = tiers[tiers.index(transition.tier) :]
        some = tuple(random.sample(own, random.randint(1, len(own))))
        scope = ScopeTiers(explicit=random.random() < 0.5, tiers=some)
        update = {
            "scope": scope if random.random() < 0.7 else "optional",
            "expected_end": random.random() < 0.4,
        }
        requires = transition.requires.model_copy(update=update)
        return transition.model_copy(update={"requires": requires})

    return rules.model_copy(update={"transitions": tuple(map(more, rules.transitions))})


def test_every_proposal_falls_into_its_class_where_signatures_are_demanded() -> None:
    seen: Counter[str] = Counter()
    for seed in range(8):
        random = Random(f"signed classes {seed}")
        known, signing = None, None
        for world, asking in random_questions(random, 40):
            if signing is None or world is not known:
                known, signing = world, signed_world(world, random)
            proposal, _known = recorded(asking.proposal, signing, asking.at, random)
            own = proposal.proposer
            signed = {
                n: own if own is not None and approval.person == own else f"#{n}"
                for n, approval in enumerate(proposal.approvals)
                if random.random() < 0.7
            }
            evidence = Evidence(signed=signed)
            seen[in_its_class(signing, Asking(proposal, asking.at), evidence)] += 1
    for kind in ("issue permit", "issue pending", "issue deny", "end permit", "ratify permit"):
        assert seen[kind] >= 2, seen
    assert seen["too many classes"] < sum(seen.values()) / 20, seen


# -- each example is what its class says ------------------------------------------------


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("name", ["xixian", "examples/harbour/rules.yaml"])
def test_each_example_falls_into_the_class_that_it_was_made_for(name: str, signed: bool) -> None:
    rules = with_signatures(load_rules(name), Random(name)) if signed else load_rules(name)
    common = SharedVocabulary.of([rules])
    worlds = WorldBuilder(common)
    looked = 0
    for question in questions(common, []):
        choices = worlds.choices(question)
        for number, facts in enumerate(choices.facts()):
            decision = worlds.decide(question, facts)
            if number % 7 or decision is None:
                continue
            example = worlds.example(question, facts)
            assert worlds.again(example) == decision
            assert worlds.judge(question, facts) == judged_in(question, facts, decision)
            world = World(rules, Areas(areas=example.areas), example.orders)
            asking = Asking(example.proposal, example.at)
            reading = Reading(world, asking, example.evidence)
            assert choices.normal(reading.facts()) == choices.normal(facts)
            assert reading.question() == question
            looked += 1
    assert looked > 100


def test_a_floor_fails_under_each_reading_with_those_after_it() -> None:
    assert FLOORS == ("met", "elsewhere", "touching", "covering")


def test_more_bodies_than_can_be_enumerated_are_refused() -> None:
    rules = load_rules("xixian")
    names = [f"office-{n}" for n in range(14)]
    bodies = {**rules.bodies, **dict.fromkeys(names, rules.bodies["safety_office"])}
    crowd = AtLeast(at_least=Quorum(count=7, of=tuple(names)))
    changed = rules.transitions[0].requires.model_copy(update={"approval": crowd})
    transition = rules.transitions[0].model_copy(update={"requires": changed})
    rules = rules.model_copy(update={"bodies": bodies, "transitions": (transition,)})
    worlds = WorldBuilder(SharedVocabulary.of([rules]))
    with pytest.raises(TooManyClasses):
        list(worlds.choices(Question("issue", "new_area", "3", ("4",), (None,))).facts())


def test_more_classes_than_can_be_enumerated_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    question = Question("issue", "new_area", "3", ("4",), (None,))
    choices = WorldBuilder(SharedVocabulary.of([load_rules("xixian")])).choices(question)
    count = len(list(choices.facts()))
    monkeypatch.setattr(classes, "MOST_CLASSES", count - 1)
    assert len(list(choices.facts())) == count
    monkeypatch.setattr(classes, "MOST_CLASSES", count - 2)
    with pytest.raises(TooManyClasses):
        list(choices.facts())
