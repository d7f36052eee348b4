"""What changes in meaning where tables change: told with a set of facts, and with the classes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from responselevels.analysis.comparison.diff import diff
from responselevels.analysis.enumeration.statements import Statements, written_value
from responselevels.analysis.enumeration.subsets import TooManyClasses
from responselevels.core.world.criteria import Call, number_of
from responselevels.core.world.soundness import problems_in_rules
from responselevels.core.world.table_changes import held_together, shared_facts
from responselevels.files import load_rules, read_document
from responselevels.models.rules import Rules
from responselevels.reports.frame.wording import Locale
from responselevels.reports.rules.differences import structure_worded, written

FAIRS = Path(__file__).resolve().parents[3] / "examples" / "fairs" / "rules.yaml"
OLD = load_rules(FAIRS)


def edited(**changed: Any) -> Rules:
    data = read_document(FAIRS).data
    data.update(changed)
    rules = Rules.model_validate(data, by_alias=True, by_name=False)
    assert problems_in_rules(rules) == []
    return rules


def data() -> Any:
    return read_document(FAIRS).data


def with_table(edit: Any, number: int = 0) -> Rules:
    tables = data()["tables"]
    edit(tables[number])
    return edited(tables=tables)


def structural(new: Rules, old: Rules = OLD) -> list[str]:
    return [structure_worded(one, Locale("en")) for one in diff(old, new).structure]


def test_the_same_tables_in_other_words_are_no_difference() -> None:
    def reordered(table: dict[str, Any]) -> None:
        table["rows"].reverse()
        table["title"] = "Grades"
        for row in table["rows"]:
            row.pop("cite")

    found = diff(OLD, with_table(reordered))
    assert (found.structure, found.groups) == ((), ())


def test_a_row_split_into_two_that_say_the_same_is_no_difference() -> None:
    def split(table: dict[str, Any]) -> None:
        table["rows"][0]["when"] = {"people": {"from": 1000, "below": 2000}}
        table["rows"].append(
            {"when": {"people": {"from": "2000.0", "below": 5000}}, "levels": ["watch"]}
        )

    assert diff(OLD, with_table(split)).equivalent


def test_a_bound_that_moved_is_told_with_the_facts_that_call_for_another_level() -> None:
    def moved(table: dict[str, Any]) -> None:
        table["rows"][1]["when"]["people"]["from"] = 6000
        table["rows"][0]["when"]["people"]["below"] = 5000

    found = diff(OLD, with_table(moved))
    assert [structure_worded(one, Locale("en")) for one in found.structure] == [
        (
            "by the table `grade`, these facts called for `guard` and call for `everyday`: "
            "`people: 5000`, `outdoors: false` and `kind: sport`"
        )
    ]
    assert [structure_worded(one, Locale("zh")) for one in found.structure] == [
        (
            "按分级标准表 `grade`，以下事实原为 `guard`，现为 `everyday`："
            "`people: 5000`、`outdoors: false` 和 `kind: sport`"
        )
    ]
    assert not found.equivalent
    outcomes = {(g.action, g.levels, g.old.value, g.new.value) for g in found.groups}
    assert ("issue", ("guard",), "permit", "deny") in outcomes
    assert all("stated" in group.only_where for group in found.groups)


def test_a_rest_that_called_for_another_level_is_told_where_neither_table_has_a_row() -> None:
    found = structural(with_table(lambda table: table.update(otherwise=["watch"])))
    assert found == [
        (
            "by the table `grade`, these facts called for `everyday` and call for `watch`: "
            "`people: 0`, `outdoors: false` and `kind: sport`"
        )
    ]


def test_a_rest_that_takes_the_place_of_a_row_is_told_and_the_other_way_round() -> None:
    def without(table: dict[str, Any]) -> None:
        del table["rows"][0]

    new = with_table(without)
    assert structural(new) == [
        (
            "by the table `grade`, these facts called for `watch` and call for `everyday`: "
            "`people: 1000`, `outdoors: false` and `kind: sport`"
        )
    ]
    assert structural(OLD, new) == [
        (
            "by the table `grade`, these facts called for `everyday` and call for `watch`: "
            "`people: 1000`, `outdoors: false` and `kind: sport`"
        )
    ]


def test_facts_and_tables_of_one_file_only_are_told() -> None:
    facts = [*data()["facts"], {"id": "water", "unit": "metre"}]
    assert structural(edited(facts=facts)) == ["the fact `water` is new"]
    assert structural(OLD, edited(facts=facts)) == ["the fact `water` is gone"]
    tables = [*data()["tables"], {"id": "more", "rows": [{"when": {}, "levels": ["full"]}]}]
    assert structural(edited(tables=tables)) == ["the table `more` is new"]


def test_a_fact_of_another_kind_cannot_be_compared() -> None:
    facts = data()["facts"]
    facts[0]["from"] = 10
    assert structural(edited(facts=facts)) == [
        "the fact `people` can be something else than before",
        "what the table `grade` calls for cannot be compared: a fact that it names has changed",
    ]
    facts = data()["facts"]
    facts[0]["unit"] = "visitor"
    assert structural(edited(facts=facts)) == []


def test_a_table_that_only_advises_now_is_told_by_the_classes() -> None:
    transitions = data()["transitions"]
    transitions[0]["requires"]["assessment"]["binding"] = False
    found = diff(OLD, edited(transitions=transitions))
    assert found.structure == ()
    assert {(g.old.value, g.new.value, g.reasons) for g in found.groups} == {
        ("deny", "permit", ("criteria.differs",))
    }


def test_advice_that_is_given_no_more_is_told() -> None:
    transitions = data()["transitions"]
    for key in ("table", "binding"):
        del transitions[1]["requires"]["assessment"][key]
    found = diff(OLD, edited(transitions=transitions))
    assert {group.aspect for group in found.groups} == {"verdict", "advised"}


# -- statements -----------------------------------------------------------------------------


def statements(rules: Rules = OLD, level: str = "guard", *more: Rules) -> Statements:
    files = (rules, *more)
    asking = [(file, file.transitions[0]) for file in files]
    return Statements(asking, shared_facts(files), level)


def test_of_one_table_a_statement_for_each_outcome_is_looked_at() -> None:
    found = {one: statements().judged(one) for one in statements().all}
    assert set(found.values()) == {(Call.SOME,), (Call.ALL,), (Call.NONE,)}
    assert next(iter(found)) == ()
    assert len(found) == 3


def test_any_statement_has_one_that_stands_for_it() -> None:
    known = statements()
    for people in (0, 999, 1000, 4999, "5000.0", 20000):
        for rest in ((), (("outdoors", False),), (("outdoors", True), ("kind", "fair"))):
            statement = (("people", people), *rest)
            like = known.like(statement)
            assert like in known.all
            assert known.judged(like) == known.judged(statement)


def test_of_several_tables_facts_are_stated_and_left_out_in_every_way() -> None:
    new = with_table(lambda table: table.update(otherwise=["guard"]))
    known = statements(OLD, "guard", new)
    outcomes = {known.judged(one) for one in known.all}
    assert outcomes == {
        (Call.SOME, Call.SOME),
        (Call.ALL, Call.ALL),
        (Call.NONE, Call.ALL),
        (Call.NONE, Call.NONE),
        (Call.NONE, Call.SOME),
    }


def test_where_no_table_is_asked_for_nothing_is_stated() -> None:
    assert Statements([], shared_facts([OLD]), "guard").all == ((),)


def test_facts_of_several_tables_that_can_be_stated_in_too_many_ways_are_not_enumerated() -> None:
    facts = [{"id": f"f{n}", "one_of": [str(v) for v in range(9)]} for n in range(8)]
    rows = [{"when": {f"f{n}": "1" for n in range(8)}, "levels": ["full"]}]
    tables = [{"id": name, "rows": rows, "otherwise": ["guard"]} for name in ("grade", "crowd")]
    tables[1]["otherwise"] = ["watch"]
    rules = edited(facts=facts, tables=tables)
    asking = [(rules, transition) for transition in rules.transitions]
    with pytest.raises(TooManyClasses):
        assert Statements(asking, rules.facts, "full").all
    assert diff(OLD, rules).open in {"classes", None}


def test_values_are_stated_as_whole_numbers_or_as_text() -> None:
    assert written_value(number_of("5000.0")) == 5000
    assert written_value(number_of("2.50")) == "2.5"
    assert written_value(number_of("1000000001")) == "1000000001"
    assert written_value(True) is True
    assert written_value("fair") == "fair"
    assert written((("people", 5),)) == {"people": 5}


def test_tables_are_held_together_row_by_row() -> None:
    held = held_together((OLD, OLD.tables[0]), (OLD, OLD.tables[0]))
    assert held is not None
    ranks, pairs = held
    assert ranks == {"everyday": 0, "watch": 1, "guard": 2, "full": 3}
    assert [(pair.old.number, pair.new.number) for pair in pairs] == [(n, n) for n in range(1, 6)]


def test_a_table_that_rests_on_another_clause_now_is_told_and_means_the_same() -> None:
    def other(table: dict[str, Any]) -> None:
        table["rows"][0]["cite"]["clause"] = "2.9"

    found = diff(OLD, with_table(other))
    assert found.equivalent
    ((rule, part, old, new),) = [(one.rule, one.part, one.old, one.new) for one in found.grounds]
    assert (rule, part) == ("grade", ("rows", 0))
    assert old is not None
    assert new is not None
    assert (old.clause, new.clause) == ("2.1", "2.9")
