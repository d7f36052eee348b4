"""Files whose structure is written with a Chinese keyboard: each mark named at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from responselevels.errors import InputError
from responselevels.files import load_areas, load_orders, load_proposals, names_in_proposal
from responselevels.files.syntax.documents import read_text
from responselevels.files.syntax.widened import widened
from responselevels.text.catalogue import LANGUAGES
from tests.cli.tool import WORLD

PLAIN = """\
id: P-1
area: north
level: "3"
scope: [north]
period: {start: "2026-02-12T00:00+08:00", end: "2026-02-13T00:00+08:00"}
issuer: city_hall
reason: 说明：“春节”，（安保）
"""
JSON = '{"id": "P-1", "area": "north", "level": "3", "reason": "甲：“乙”，丙"}'
SWAPS = {
    "id: P-1": "id：P-1",
    "area: north": "area： north",
    '"3"': "“3”",
    "scope: [north]": "scope：【north】",
    "issuer: city_hall": "issuer：\u3000city_hall",
}


def marks_of(text: str, *, json: bool = False) -> list[tuple[int | None, int | None, object]]:
    found = widened(text, json=json)
    assert found is not None
    return [(p.where.line, p.where.column, p.facts["mark"]) for p in found.problems]


@pytest.mark.parametrize("written", SWAPS)
def test_what_is_read_as_meant_is_what_would_have_been_right(written: str) -> None:
    text = PLAIN.replace(written, SWAPS[written])
    found = widened(text, json=False)
    assert found is not None
    assert read_text(found.text).data == read_text(PLAIN).data


def test_all_of_them_at_once() -> None:
    text = PLAIN
    for written, swapped in SWAPS.items():
        text = text.replace(written, swapped)
    found = widened(text, json=False)
    assert found is not None
    assert read_text(found.text).data == read_text(PLAIN).data
    assert marks_of(text) == [
        (1, 3, "："),
        (2, 5, "："),
        (3, 8, "“"),
        (3, 10, "”"),
        (4, 6, "："),
        (4, 7, "【"),
        (4, 13, "】"),
        (6, 7, "："),
        (6, 8, "U+3000"),
    ]


def test_texts_keep_their_marks() -> None:
    for text in (
        PLAIN,
        "reason: |\n  id：一\n  area：二\nid: X\n",
        'reason: "id：一，“二”"\n',
        "reason: 'id：一'\n",
        "# id：一\nid: X\n",
        'reason: "id：\n  area：二"\nid: X\n',
    ):
        assert widened(text, json=False) is None
    assert widened(JSON, json=True) is None
    assert widened("id: X", json=False) is None


def test_json_is_read_as_meant_outside_of_its_texts() -> None:
    text = JSON.replace('{"id": "P-1", ', "｛“id”：“P-1”，")
    found = widened(text, json=True)
    assert found is not None
    assert read_text(found.text, json=True).data == read_text(JSON, json=True).data
    assert [mark for _line, _column, mark in marks_of(text, json=True)] == list("｛“”：“”，")


def test_a_flow_is_read_as_meant() -> None:
    text = "{id：P-1，area：north，scope：［north、south］}"
    found = widened(text, json=False)
    assert found is not None
    assert read_text(found.text).data == {"id": "P-1", "area": "north", "scope": ["north", "south"]}


def lines_of(path: Path, lang: str = "en") -> list[str]:
    (entry,) = load_proposals(path)
    assert entry.error is not None
    return [
        f"{p.where.line}:{p.where.column} {p.code}" for p in entry.error.problems if p.worded(lang)
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_marks_and_all_that_is_wrong_beside_them_come_at_once(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(PLAIN.replace("id: P-1", "id：P-1").replace("issuer", "isuer"), "utf-8")
    assert lines_of(path, lang) == ["1:3 wide.mark", "6:1 key.unknown"]


def test_places_after_a_mark_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("id：P-1\narea：7\nlevel：3\nperiod：{start：4}\n", "utf-8")
    found = lines_of(path)
    assert "2:6 text.unquoted" in found
    assert "4:15 time.type" in found


def test_a_file_that_can_be_used_as_it_is_is_used_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "orders.yaml"
    path.write_text("orders: []\n", "utf-8")
    assert load_orders(path).orders == ()
    areas = tmp_path / "areas.yaml"
    areas.write_text(
        'areas: [{id: "区：x", tier: t}, {id: b, tier: t, parent: "区：x"}]\n', "utf-8"
    )
    assert [area.id for area in load_areas(areas).areas] == ["区：x", "b"]


def test_a_list_says_all_that_is_wrong_with_its_proposals(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("- id：P-1\n  area： north\n- id: P-2\n  levl: x\n", "utf-8")
    found = lines_of(path)
    assert found[:3] == ["1:3 missing", "1:3 missing", "1:3 missing"]
    assert {"1:5 wide.mark", "2:7 wide.mark", "4:3 key.unknown"} <= set(found)
    path.write_text("- id：P-1\n- id：P-2\n", "utf-8")
    assert {"1:5 wide.mark", "2:5 wide.mark"} <= set(lines_of(path))


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("id，tier，parent，title\n", "wide.value", 1),
        ("id,tier,parent,title\na，t，，甲\n", "wide.value", 2),
        ("ｉｄ,tier\n", "table.unknown", 1),
    ],
)
def test_a_table_names_the_marks_too(tmp_path: Path, text: str, code: str, line: int) -> None:
    path = tmp_path / "areas.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        load_areas(path)
    assert (caught.value.problems[0].code, caught.value.problems[0].where.line) == (code, line)


def test_values_in_wide_marks_are_named_with_what_to_write(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(
        'id: P-1\narea: north\nlevel: "3"\nissuer: city_hall\ndrill: ｔｒｕｅ\nａｃｔｉｏｎ: issue\n'
        "period: {start: “２０２６－02－12T00:00＋08：00”, end: ２０２６}\n",
        "utf-8",
    )
    (entry,) = load_proposals(path)
    assert entry.error is not None
    said = entry.error.worded().replace(f"{path}:", "").splitlines()
    assert said[0].startswith("5:8: drill: in `ｔｒｕｅ`, `ｔ` is a full-width letter (press `t`);")
    assert said[0].endswith("write `true`")
    assert "`ａ` is a full-width letter (press `a`)" in said[1]
    assert said[1].endswith("write `action`")
    assert said[2].endswith("write `2026-02-12T00:00+08:00`")


# -- names, in the same go ------------------------------------------------------------------------


def test_unknown_names_come_with_the_slips_of_shape(tmp_path: Path) -> None:
    from responselevels.files import load_rules
    from responselevels.machine.levels import compile_scheme

    rules = load_rules(WORLD / "rules.yaml")
    scheme = compile_scheme(rules, load_areas(WORLD / "areas.yaml", rules))
    path = tmp_path / "p.yaml"
    path.write_text(
        "id: P-1\narea: nowhere\nlevel: 9\nscope: [nowhere, 4]\nissuer: nobody\nisuer: x\n"
        "assessment: {by: nobody, with: [nobody], at: soon}\n"
        "approvals: [{body: nobody, area: nowhere}, 3]\ntransition: no_way\n",
        "utf-8",
    )
    (entry,) = load_proposals(path, names_in_proposal(scheme, dict))
    assert entry.error is not None
    codes = [f"{'.'.join(map(str, p.where.path))} {p.code}" for p in entry.error.problems]
    assert {
        "area area.unknown",
        "level text.unquoted",
        "scope.0 area.unknown",
        "scope.1 text.unquoted",
        "issuer body.unknown",
        "isuer key.unknown",
        "assessment.by body.unknown",
        "assessment.with.0 body.unknown",
        "assessment.at time.malformed",
        "approvals.0.body body.unknown",
        "approvals.0.area area.unknown",
        "transition transition.unknown",
        "period missing",
    } <= set(codes)
    path.write_text("id: P-1\naction: end\norder: O-9\nat: soon\nissuer: nobody\n", "utf-8")
    (entry,) = load_proposals(path, names_in_proposal(scheme, {"O-1": 0}.keys))
    assert entry.error is not None
    codes = [problem.code for problem in entry.error.problems]
    assert codes == ["order.unknown", "time.malformed", "body.unknown"]


# -- where the marks are not what is wrong ----------------------------------------------------------


@pytest.mark.parametrize("flow", ["{zh: 治理、平安，建设}", "[甲]"])
def test_marks_of_texts_are_left_alone_where_something_else_is_wrong(flow: str) -> None:
    with pytest.raises(InputError) as caught:
        read_text(f"title: {flow}\nid: a: b\n")
    assert [problem.code for problem in caught.value.problems] == ["yaml.colon"]


def test_odd_texts_come_through_as_they_are() -> None:
    text = (
        "a: 'it''s'  # 注：一\nb: http://x\nc: x:y\nd: \"\\\"：\"\ne: [a, “b c”]\nf：{g: “二”}\n"
        "h: >\n  i：j\n\nk: 甲 # l：m\n- n\n"
    )
    found = widened(text, json=False)
    assert found is not None
    assert [str(problem.facts["mark"]) for problem in found.problems] == ["“", "”", "："]
    assert widened('{"a": "\\"：", "b"： 1}', json=True) is not None


@pytest.mark.parametrize(
    ("text", "json", "mark"),
    [
        ('{"id": "P-1"}；', True, (1, 14, "；")),
        ('{"id": "P-1"；"area": "north"}', True, (1, 13, "；")),
    ],
)
def test_a_mark_that_nothing_can_be_made_of_is_named_all_the_same(
    text: str, json: bool, mark: tuple[int, int, str]
) -> None:
    with pytest.raises(InputError) as found:
        read_text(text, json=json)
    problems = found.value.problems
    assert [(p.where.line, p.where.column, p.facts.get("mark")) for p in problems] == [mark]


def test_a_full_width_number_sign_begins_the_comment_that_it_was_meant_to_begin() -> None:
    for text in ("id: P-1\n＃ a note\narea: north\n", "id: P-1\nscope: [a] ＃ b\narea: north\n"):
        (flaw,) = read_text(text).flaws
        assert (flaw.code, flaw.facts["mark"], flaw.where.line) == ("wide.mark", "＃", 2)
