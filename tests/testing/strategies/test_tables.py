"""What is drawn of tables is sound, reaches every outcome, and is judged by a reference apart from the core."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from responselevels.core.world.criteria import Call, call_for, compiled
from responselevels.core.world.soundness import problems_in_rules
from responselevels.files import load_rules
from responselevels.models.rules import Rules
from responselevels.testing.laws.reference_tables import facts_calling_for, levels_left, table_of
from responselevels.testing.strategies.schemes import rules as drawn_rules
from responselevels.testing.strategies.tables import FACTS, tables

LEVELS = ("4", "3", "2", "1")
FAIRS = load_rules(Path(__file__).resolve().parents[3] / "examples" / "fairs" / "rules.yaml")
BASE = {
    "format": 1,
    "id": "drawn",
    "levels": [{"id": level, "default": level == "4"} for level in LEVELS],
    "tiers": [{"id": "city"}],
}


@st.composite
def worlds(draw: st.DrawFn) -> Rules:
    made = draw(tables(LEVELS))
    return Rules.model_validate({**BASE, "facts": list(FACTS), "tables": [made]})


STATED = st.fixed_dictionaries(
    {},
    optional={
        "people": st.sampled_from([0, 9, "9.999999999", 10, 19, 20, 29, 30, 1000]),
        "outdoors": st.booleans(),
        "kind": st.sampled_from(["sport", "fair", "concert"]),
    },
)


@given(worlds())
def test_a_drawn_table_is_sound_and_calls_for_every_level(rules: Rules) -> None:
    assert problems_in_rules(rules) == []
    (table,) = rules.tables
    for level in LEVELS:
        stated = facts_calling_for(rules, table, level)
        left = levels_left(rules, table, stated)
        assert left is not None
        assert all(level in levels for levels in left)


@given(worlds(), STATED, st.sampled_from(LEVELS))
def test_the_reference_and_the_core_say_the_same_of_the_rows_that_are_left(
    rules: Rules, stated: dict[str, bool | int | str], level: str
) -> None:
    (table,) = rules.tables
    ranks = {name: rank for rank, name in enumerate(LEVELS)}
    made = compiled(table, rules.facts, ranks, lambda _cite: None)
    call = call_for(made.left(made.box_of(stated)), ranks[level])
    left = levels_left(rules, table, stated)
    assert left is not None
    having = sum(level in levels for levels in left)
    assert call is (Call.ALL if having == len(left) else Call.SOME if having else Call.NONE)


def test_facts_are_found_in_a_table_that_somebody_wrote() -> None:
    assert facts_calling_for(FAIRS, FAIRS.tables[1], "watch")["density"] == 0
    assert facts_calling_for(FAIRS, FAIRS.tables[0], "nothing") == {}
    assert table_of(FAIRS, None) is None


def test_of_a_table_with_very_many_sets_of_facts_nothing_is_said() -> None:
    facts = [{"id": f"f{n}", "one_of": list("abcdefgh")} for n in range(6)]
    row = {"when": {f"f{n}": "a" for n in range(6)}, "levels": ["1"]}
    written = {**BASE, "facts": facts, "tables": [{"id": "t", "rows": [row], "otherwise": ["2"]}]}
    rules = Rules.model_validate(written)
    assert levels_left(rules, rules.tables[0], {}) is None
    assert levels_left(rules, rules.tables[0], {f"f{n}": "a" for n in range(5)}) is not None


def test_drawn_rules_have_tables_often_enough() -> None:
    seen: Counter[bool] = Counter()

    # Few rules have one: with as few examples as other tests draw, luck would decide.
    @settings(max_examples=120, database=None)
    @given(drawn_rules())
    def draw(rules: Rules) -> None:
        seen[
            any(t.requires.assessment and t.requires.assessment.table for t in rules.transitions)
        ] += 1

    draw()
    assert seen[True] >= 2
