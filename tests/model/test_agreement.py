"""The core decides as the naive engine does, on random worlds.

A small number in each run; `python -m tests.model.run` compares as many as
one likes. `regressions.yaml` keeps the worlds in which a difference was once seen.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from responselevels.core.world.soundness import problems_in_rules
from responselevels.testing.reference.values import Decision
from tests.model import naive, run
from tests.model.compare import Pair
from tests.model.marks import EXPECTED, marks_of
from tests.model.shrink import Scene, read, shrunk, written

pytestmark = pytest.mark.untraced

REGRESSIONS = yaml.safe_load(Path(__file__).with_name("regressions.yaml").read_text("utf-8"))


@pytest.mark.parametrize("batch", range(4))
def test_both_engines_decide_random_proposals_alike(batch: int) -> None:
    assert run.compared(2026, batch).differences == []


@pytest.mark.parametrize("name", REGRESSIONS)
def test_a_difference_once_seen_stays_away(name: str) -> None:
    scene = read(REGRESSIONS[name])
    pair = Pair(scene.world)
    assert pair.differences(scene.proposal, scene.at) == []
    assert pair.audits_differing() == []


def test_random_worlds_reach_every_verdict_finding_and_corner() -> None:
    seen: Counter[str] = Counter()
    for batch in range(8):
        for world, question in run.batch_of(2026, batch):
            decision = naive.decide(world, question.proposal, question.at)
            seen.update(marks_of(world, question.proposal, question.at, decision))
    assert [mark for mark in EXPECTED if not seen[mark]] == []


def test_random_rules_are_accepted_at_load() -> None:
    worlds = [world for world, _ in run.batch_of(2026, 0)]
    assert [problem for world in worlds for problem in problems_in_rules(world.rules)] == []


# -- the tools themselves --------------------------------------------------------------


def a_scene() -> Scene:
    world, question = next(iter(run.batch_of(2026, 1)))
    return Scene(world, question.proposal, question.at)


def test_a_scene_written_down_reads_back_the_same() -> None:
    assert read(written(a_scene())) == a_scene()


def test_a_scene_shrinks_to_what_the_difference_needs() -> None:
    def differs(scene: Scene) -> bool:
        return len(scene.world.rules.levels) > 1

    small = shrunk(a_scene(), differs)
    assert len(small["rules"]["levels"]) == 2
    assert small["orders"] == []
    assert small["areas"]["areas"] == []


def test_a_core_that_decided_otherwise_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pair, "by_core", lambda *_: Decision("deny", None, ()))
    found = run.compared(2026, 0, size=20).differences
    assert found[0].startswith("seed 2026, batch 0, decision ")
    assert "rules:" in found[0]


def test_the_command_prints_what_it_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--decisions", "30", "--seed", "2026"]) == 0
    shown = capsys.readouterr().out
    assert "30 decisions in" in shown
    assert shown.endswith("0 differences\n")
