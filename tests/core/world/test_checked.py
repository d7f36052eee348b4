"""What was checked is sound, and nothing is checked twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from responselevels.core.world import checked
from responselevels.core.world.checked import CheckedRules, CheckedWorld
from responselevels.errors import InputError
from responselevels.machine.levels import LevelMachine, compile_scheme, scheme_of
from responselevels.models.areas import Areas
from responselevels.models.rules import Rules
from tests.core.desk import AREAS, RULES, rules

SOUND = Rules.model_validate({"format": 1, "id": "by_hand", **RULES})
UNSOUND = Rules.model_validate({"format": 1, "id": "by_hand", **rules(levels=[])})
PLACES = Areas.model_validate({"areas": AREAS})
STRAY = Areas.model_validate({"areas": [*AREAS, {"id": "far", "tier": "vilage"}]})


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often rules and areas are looked at."""
    counts: Counter[str] = Counter()

    def counted(name: str, look: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*args: Any) -> Any:
            counts[name] += 1
            return look(*args)

        return counting

    for name in ("problems_in_rules", "problems_in_areas"):
        monkeypatch.setattr(checked, name, counted(name, getattr(checked, name)))
    return counts


def test_no_unsound_rules_are_ever_held_as_checked() -> None:
    with pytest.raises(InputError) as caught:
        CheckedRules(UNSOUND)
    assert caught.value.problems[0].code == "levels.few"


def test_areas_that_do_not_fit_are_never_held_as_checked() -> None:
    with pytest.raises(InputError) as caught:
        CheckedWorld(CheckedRules(SOUND), STRAY)
    assert [str(problem.where) for problem in caught.value.problems] == ["areas[8].tier"]


def test_what_is_wrong_with_rules_and_areas_comes_in_one_go() -> None:
    with pytest.raises(InputError) as caught:
        CheckedWorld.of(UNSOUND, STRAY)
    codes = [problem.code for problem in caught.value.problems]
    assert codes[0] == "levels.few"
    assert str(caught.value.problems[-1].where) == "areas[8].tier"


def test_compiling_models_looks_at_each_once(looks: Counter[str]) -> None:
    compile_scheme(SOUND, PLACES)
    assert looks == {"problems_in_rules": 1, "problems_in_areas": 1}


def test_compiling_what_was_checked_looks_at_nothing_again(looks: Counter[str]) -> None:
    world = CheckedWorld.of(SOUND, PLACES)
    looks.clear()
    assert scheme_of(world).digest == compile_scheme(SOUND, PLACES).digest
    assert looks == {"problems_in_rules": 1, "problems_in_areas": 1}, "the second alone looks"


def test_a_machine_takes_checked_rules_as_they_are(looks: Counter[str]) -> None:
    machine = LevelMachine(CheckedRules(SOUND))
    assert looks == {"problems_in_rules": 1}
    assert [*machine.edges()] == [*LevelMachine(SOUND).edges()]


def test_one_check_on_the_command_line_looks_at_rules_and_areas_once(
    looks: Counter[str], tmp_path: Any
) -> None:
    from responselevels.cli.frame.inputs import read_inputs

    rules_file, areas_file = tmp_path / "rules.json", tmp_path / "areas.json"
    rules_file.write_text(SOUND.model_dump_json(exclude_defaults=True, by_alias=True))
    areas_file.write_text(PLACES.model_dump_json(exclude_defaults=True))
    world = read_inputs(str(rules_file), str(areas_file), None)
    assert world.scheme.rules == SOUND
    assert looks == {"problems_in_rules": 1, "problems_in_areas": 1}
