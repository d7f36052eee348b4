"""Hold random decisions of the core against the naive engine: `python -m tests.model.run`.

Prints how many were compared, how fast, and what they exercised; on a
difference the smallest world found that shows it, and ends with status 1.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from itertools import islice
from random import Random

from responselevels.core.deciding.evidence import Evidence
from responselevels.testing.reference import differences
from responselevels.testing.reference.world.ground import Ground
from tests.model.compare import Look, Pair
from tests.model.known import recorded, signed_world
from tests.model.marks import EXPECTED, marks_of
from tests.model.naive import World
from tests.model.shrink import Scene, shown, shrunk, written
from tests.model.stories import Story, story_of
from tests.model.worlds import Question, questions

BATCH = 400
"""Decisions to one seed: a difference is found again from its batch alone."""
PER_STORY = 40
"""Decisions over a list of orders for each story, whose register grows step by step."""


@dataclass
class Tally:
    """What a batch showed: counts of marks, and the differences found."""

    marks: Counter[str] = field(default_factory=Counter)
    compared: int = 0
    audited: int = 0
    differences: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Recorded:
    """A question in a world that demands signatures, and what a register knows of it."""

    world: World
    question: Question
    known: Evidence


def batch_of(seed: int, number: int, size: int = BATCH) -> Iterator[tuple[World, Question]]:
    """Yield the worlds and proposals of batch *number* of *seed*."""
    return questions(Random(f"{seed}:{number}"), size)


def compared(seed: int, number: int, size: int = BATCH) -> Tally:
    """Compare one batch; stop it at its first difference."""
    tally = Tally()
    pair: Pair | None = None
    random = Random(f"looks {seed}:{number}")
    for world, question in batch_of(seed, number, size):
        found = []
        if pair is None or pair.world is not world:
            pair = Pair(world)
            found = pair.audits_differing()
            tally.audited += len(world.orders)
        tally.compared += 1
        found += _differences(pair, question, random, tally)
        if found:
            where = f"seed {seed}, batch {number}, decision {tally.compared}"
            tally.differences.append("\n".join([where, *found, _smallest(world, question)]))
            break
    for turn in range(size // PER_STORY):
        story = story_of(Random(f"story {seed}:{number}:{turn}"))
        tally.compared += len(story.steps)
        for step in story.steps:
            before = replace(story.world, orders=step.before)
            tally.marks.update(marks_of(before, step.proposal, step.at, step.decision))
        found = [*story.differences(), *_audited(story, tally)]
        if found:
            where = f"seed {seed}, batch {number}, story {turn}"
            tally.differences.append("\n".join([where, *found, *_told(story)]))
            break
    return tally


def _audited(story: Story, tally: Tally) -> list[str]:
    """Return what the engines say differently of the orders that the story's register issued."""
    orders = story.register.orders
    tally.audited += len(orders)
    return Pair(replace(story.world, orders=orders)).audits_differing()


def drawn(seed: int, number: int, size: int = BATCH) -> Iterator[Recorded]:
    """Yield the questions of a batch as a register that keeps signatures would put them."""
    random = Random(f"signed {seed}:{number}")
    known_world: World | None = None
    signing: World | None = None
    for world, question in batch_of(seed, number, size):
        if signing is None or world is not known_world:
            known_world, signing = world, signed_world(world, random)
        proposal, known = recorded(question.proposal, signing, question.at, random)
        yield Recorded(signing, Question(proposal, question.at), known)


def compared_signed(seed: int, number: int, size: int = BATCH) -> Tally:
    """Compare one batch where signatures are demanded and known; stop at its first difference."""
    tally = Tally()
    pair: Pair | None = None
    for one in drawn(seed, number, size):
        if pair is None or pair.world is not one.world:
            pair = Pair(one.world)
        proposal, at = one.question.proposal, one.question.at
        tally.compared += 1
        ours, theirs = pair.decisions(proposal, at, one.known)
        tally.marks.update(marks_of(one.world, proposal, at, ours))
        found = list(differences(ours, theirs))
        if found:
            where = f"seed {seed}, signed batch {number}, decision {tally.compared}"
            smallest = shown(written(Scene(one.world, proposal, at)))
            tally.differences.append("\n".join([where, *found, repr(one.known), smallest]))
            break
    return tally


def _told(story: Story) -> Iterator[str]:
    """Yield the world of each step that went wrong, the way a list would hold it."""
    for step in story.steps:
        scene = Scene(replace(story.world, orders=step.before), step.proposal, step.at)
        if any(Story(story.world, (step,), story.register).differences()):
            yield shown(written(scene))


def _differences(pair: Pair, question: Question, random: Random, tally: Tally) -> list[str]:
    ours, theirs = pair.decisions(question.proposal, question.at)
    tally.marks.update(marks_of(pair.world, question.proposal, question.at, ours))
    return [
        *differences(ours, theirs),
        *pair.looks_differing(_look_of(pair.world, question, random)),
    ]


def _look_of(world: World, question: Question, random: Random) -> Look:
    instants = [question.at, *(order.period.start for order in world.orders)]
    instants += [order.period.end for order in world.orders if order.period.end]
    at, until = sorted((random.choice(instants), random.choice(instants)))
    later = None if random.random() < 0.1 else max(until, at + timedelta(seconds=1))
    ground = Ground(world.rules, world.areas)
    area = random.choice(sorted(ground.tier))
    place = random.choice(sorted(ground.cover[area]))
    track = random.choice(world.rules.tracks).id if world.rules.tracks else None
    return Look(area, place, at, later, drill=random.random() < 0.2, track=track)


def _smallest(world: World, question: Question) -> str:
    def differs(scene: Scene) -> bool:
        pair = Pair(scene.world)
        return bool(pair.differences(scene.proposal, scene.at) or pair.audits_differing())

    scene = Scene(world, question.proposal, question.at)
    return shown(shrunk(scene, differs)) if differs(scene) else ""


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison; return 0 when all agreed, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m tests.model.run", description=__doc__)
    parser.add_argument("--decisions", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--signed", action="store_true", help="where signatures are demanded")
    asked = parser.parse_args(arguments)
    began = time.perf_counter()
    total = Tally()
    one = compared_signed if asked.signed else compared
    for tally in _tallies(one, asked.seed, asked.decisions, asked.jobs):
        total.marks += tally.marks
        total.compared += tally.compared
        total.audited += tally.audited
        total.differences += tally.differences
        if total.differences:
            break
    _report(total, time.perf_counter() - began)
    return 1 if total.differences else 0


def _tallies(
    one: Callable[[int, int, int], Tally], seed: int, decisions: int, jobs: int
) -> Iterator[Tally]:
    batches = range(-(-decisions // BATCH))
    sizes = [min(BATCH, decisions - number * BATCH) for number in batches]
    if jobs == 1:
        yield from map(partial(one, seed), batches, sizes)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(partial(one, seed), batches, sizes)


def _share(mark: str, total: Tally) -> str:
    """Return in how many decisions *mark* is seen, and what share of them that is."""
    count = total.marks[mark]
    return f"{count:>9}  {100 * count / max(total.compared, 1):6.2f} %  {mark}"


def _report(total: Tally, seconds: float) -> None:
    others = sorted(mark for mark in total.marks if mark not in EXPECTED)
    lines = [_share(mark, total) for mark in (*EXPECTED, *others)]
    rate = total.compared / seconds
    lines.append(f"{total.compared} decisions in {seconds:.0f} s, {rate:.0f} a second")
    lines.append(f"{total.audited} orders audited")
    lines.append(f"{len(total.differences)} differences")
    sys.stdout.write("\n".join([*lines, *islice(total.differences, 3)]) + "\n")


if __name__ == "__main__":
    sys.exit(main())
