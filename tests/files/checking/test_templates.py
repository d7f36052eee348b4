"""Templates: places to fill in are told one by one, and nothing is told that only comes of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.errors import InputError
from responselevels.files import Document, parse, parse_areas, read_document, read_text
from responselevels.files.checking.templates import is_template, questions
from responselevels.models.areas import Areas
from responselevels.models.rules import Rules
from responselevels.testing import rules as drawn_rules
from tests.files.making import PORT, areas, rules, said

ROOT = Path(__file__).resolve().parents[3]
Path_ = tuple[str | int, ...]
QUESTION = {"en": "how many", "zh": "多少"}
RICH = {
    name: read_document(ROOT / name).data
    for name in (
        "rules/xixian.yaml",
        "examples/harbour/rules.yaml",
        "tests/testing/ward/rules.yaml",
        "rules/cn-city-flood.yaml",
        "rules/event-security/filled.yaml",
        "rules/grid-stars.yaml",
        "rules/liaoning-street/filled.yaml",
        "examples/barriers/rules.yaml",
        "examples/properties/rules.yaml",
    )
}


def values_in(data: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Yield the path of every value that may be left to fill in."""
    if path and path != ("format",) and path[-1] != "id":
        yield path
    steps = (
        enumerate(data)
        if isinstance(data, list)
        else data.items()
        if isinstance(data, dict)
        else ()
    )
    for step, inner in steps:
        yield from values_in(inner, (*path, step))


def filled_at(data: Any, path: Path_, value: object) -> Any:
    copy = deepcopy(data)
    inner = copy
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return copy


def document_of(data: Any) -> Document:
    return read_text(json.dumps(data, ensure_ascii=False), "made.json", json=True)


def problems_of(data: Any, model: Any = Rules) -> list[tuple[str, Path_]]:
    with pytest.raises(InputError) as caught:
        parse(document_of(data), model)
    return [(problem.code, problem.where.path) for problem in caught.value.problems]


@pytest.mark.parametrize("name", RICH)
def test_any_value_may_be_left_to_fill_in_and_that_is_all_that_is_said(name: str) -> None:
    data, seen = RICH[name], set()
    for path in values_in(data):
        shape = (*("#" if isinstance(step, int) else step for step in path[:-1]), path[-1])
        if shape in seen:  # it is one of a list, and another of it was left to fill in
            continue
        seen.add(shape)
        asked = problems_of(filled_at(data, path, {"fill": QUESTION}))
        assert asked == [("template.fill", path)], path


@given(st.data())
def test_of_any_rules_whatever_value_is_left_to_fill_in_is_all_that_is_said(
    data: st.DataObject,
) -> None:
    drawn = data.draw(drawn_rules())
    written = drawn.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    path = data.draw(st.sampled_from([*values_in(written)]))
    assert problems_of(filled_at(written, path, {"fill": QUESTION})) == [("template.fill", path)]


def test_the_least_number_of_a_fact_may_be_left_to_fill_in() -> None:
    row = {"when": {"people": {"from": 0, "below": 9}}, "levels": ["red"]}
    rest = {"when": {"people": {"from": 9}}, "levels": ["green"]}
    data = read_text(PORT).data | {
        "facts": [{"id": "people", "unit": "person", "from": 0}],
        "tables": [{"id": "grade", "rows": [row, rest]}],
    }
    assert parse(document_of(data), Rules).tables
    path = ("facts", 0, "from")
    assert problems_of(filled_at(data, path, {"fill": "how many"})) == [("template.fill", path)]


@pytest.mark.parametrize("name", ["examples/xixian", "rules/xixian", "rules/marsec"])
def test_any_value_of_an_areas_file_may_be_left_to_fill_in(name: str) -> None:
    data, seen = read_document(ROOT / name / "areas.yaml").data, set()
    for path in values_in(data):
        shape = tuple("#" if isinstance(step, int) else step for step in path)
        if shape not in seen:
            seen.add(shape)
            asked = problems_of(filled_at(data, path, {"fill": "which"}), Areas)
            assert asked == [("template.fill", path)]


@pytest.mark.parametrize(
    "path", [("format",), ("id",), ("levels", 0, "id"), ("transitions", 0, "id")]
)
def test_the_format_and_ids_must_stand_in_the_template_itself(path: Path_) -> None:
    assert problems_of(filled_at(RICH["examples/harbour/rules.yaml"], path, {"fill": "which"})) == [
        ("template.place", path)
    ]


def test_all_questions_come_in_the_order_of_the_file_in_the_language_asked_for() -> None:
    text = PORT.replace("max_duration: P30D", "max_duration: {fill: {en: how long, zh: 多久}}")
    text = text.replace("issuers: [master]", "issuers: {fill: who}", 1)
    message = "write the answer in place of `fill`"
    assert said(lambda: rules(text)) == [
        f"20:14: transitions[0].issuers: still to be filled in: who; {message}",
        f"21:49: transitions[0].requires.max_duration: still to be filled in: how long; {message}",
    ]
    assert said(lambda: rules(text), "zh")[1] == (
        "21:49: transitions[0].requires.max_duration: 待填写：多久；请以填写的内容替换 `fill`"
    )


def test_what_is_wrong_beside_a_place_to_fill_in_is_told_with_it() -> None:
    text = PORT.replace("max_duration: P30D", "max_duration: {fill: how long}, scop: explicit")
    codes = [line.split(": ")[1] for line in said(lambda: rules(text))]
    assert codes == ["transitions[0].requires.max_duration", "transitions[0].requires.scop"]
    unknown = PORT.replace("max_duration: P30D", "max_duration: {fill: how long}").replace(
        "tier: quay}", "tier: qay}"
    )
    with pytest.raises(InputError) as caught:
        rules(unknown)
    assert {problem.code for problem in caught.value.problems} > {"template.fill"}
    assert not is_template(caught.value)


@pytest.mark.parametrize(
    "path",
    [
        ("levles",),
        ("levels", 0, "titel"),
        ("transitions", 0, "requires", "scop"),
        ("transitions", 0, "cite", "claus"),
        ("bodies", "master", "tittle"),
    ],
    ids=str,
)
def test_a_key_that_is_not_known_is_told_though_its_value_is_still_to_be_filled_in(
    path: Path_,
) -> None:
    data = read_text(PORT).data
    data["transitions"][0] |= {"cite": {"source": "code", "clause": "1"}}
    data["transitions"][0].setdefault("requires", {})
    asked = problems_of(filled_at(data, path, {"fill": "what"}))
    assert ("key.unknown", path) in asked
    assert ("template.fill", path) in asked
    assert ("key.unknown", path) in problems_of(filled_at(data, path, "x"))


def test_what_says_more_than_a_question_is_no_place_to_fill_in() -> None:
    for value in ({"fill": "who", "note": "x"}, {"fill": ""}, {"fill": {"en": 3}}, {"fill": None}):
        codes = {
            code
            for code, _ in problems_of(
                filled_at(RICH["examples/harbour/rules.yaml"], ("title",), value)
            )
        }
        assert not codes & {"template.fill", "template.place"}


def test_in_a_file_that_can_be_used_fill_is_a_name_like_any_other() -> None:
    text = PORT.replace("council: {tier: harbour}", "fill: {tier: harbour}").replace(
        "approval: council", "approval: fill"
    )
    assert "fill" in rules(text).bodies


def test_a_file_that_is_one_question_as_a_whole_is_refused_all_the_same() -> None:
    for read in (rules, areas):
        with pytest.raises(InputError):
            read("fill: everything\n")


def test_a_template_is_told_from_a_file_that_is_wrong() -> None:
    with pytest.raises(InputError) as caught:
        parse_areas(read_text("areas: {fill: which}\n"))
    assert is_template(caught.value)
    with pytest.raises(InputError) as caught:
        parse_areas(read_text("areas: []\n"))
    assert not is_template(caught.value)


def test_every_question_is_listed_however_many_there_are() -> None:
    listed = [{"id": f"a{n}", "tier": {"fill": f"question {n}"}} for n in range(300)]
    document = document_of({"areas": listed})
    assert len(questions(document)) == 300
    with pytest.raises(InputError) as caught:
        parse(document, Areas)
    assert is_template(caught.value)
    assert caught.value.problems[-1].code == "problems.more"
