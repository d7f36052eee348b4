"""Areas in plain CSV: the same areas, and the same errors, as cell by cell."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from responselevels import Areas, InputError, Rules, load_areas, load_rules
from responselevels.core.world.checked import CheckedRules
from responselevels.files import load_world, parse_areas, parse_world, plain_tables, read_areas
from responselevels.files.plain_tables import plain_areas
from tests.files.making import PORT, rules

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
HARBOUR = (EXAMPLES / "harbour" / "areas.csv").read_text(encoding="utf-8")

ODD = (
    *(
        "",
        " ",
        "x",
        " x",
        "x ",
        "harbour",
        "港",
        "港 ",
        "P－1",
        "“x”",
        "a＃1",
        "e\u0301",
        "\u202e",
        "\0",
    ),
    *("，", "、", '"', '"x"', '"x', '"a,b"', '"a\nb"', ",", ",,", "\n", "\r\n", "\r", "\n\n", "\t"),
    *(" \n", ",,,\n", "\ufeff", "x" * 10_001, "id", "parent", "title", "colour", "\u2028", "\x0c"),
)


def outcome(path: Path, known: Rules, *, straight: bool) -> object:
    """Return the areas of a file with what is set in each, or all that is said instead."""
    try:
        found = load_areas(path, known) if straight else parse_areas(read_areas(path), known)
    except InputError as error:
        return [error.worded(lang) for lang in ("en", "zh")]
    return found, [(area.model_fields_set, area.model_dump()) for area in found.areas]


def same(path: Path, text: bytes, known: Rules) -> object:
    path.write_bytes(text)
    straight = outcome(path, known, straight=True)
    assert straight == outcome(path, known, straight=False)
    return straight


def spoilt(random: Random, text: str) -> str:
    """Return *text* with one thing changed."""
    if random.random() < 0.4:
        at = random.randrange(len(text))
        return text[:at] + random.choice(ODD) + text[at + random.randrange(2) :]
    rows = [line.split(",") for line in text.splitlines()]
    row = random.choice(rows)
    if random.random() < 0.2:
        random.shuffle(rows)
    else:
        row[random.randrange(len(row))] = random.choice((*ODD, *random.choice(rows)))
    return "\n".join(",".join(cells) for cells in rows) + random.choice(("", "\n"))


@pytest.mark.parametrize("seed", range(5))
def test_whatever_stands_in_a_table_is_read_as_cell_by_cell(seed: int, tmp_path: Path) -> None:
    random, known = Random(seed), load_rules(EXAMPLES / "harbour" / "rules.yaml")
    for _ in range(60):
        text = HARBOUR.replace("\n", random.choice(("\n", "\n", "\r\n")))
        for _slip in range(random.choice((0, 1, 1, 2))):
            text = spoilt(random, text)
        same(tmp_path / "areas.csv", text.encode(), known)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\n",
        b"id,tier\n",
        b"id\nharbour\n",
        b"id,tier,id\nharbour,port,harbour\n",
        b"\xef\xbb\xbfid,tier\nharbour,port\n",
        b"id,tier\nharbour,port\n\xef\xbb\xbf\n",
        b"id,tier\nharbour,\xff\n",
        b"id,tier\nharbour,port\n ,\n",
        b"id,tier,parent\nharbour,port,\n, ,\n",
        b",\t\nid,tier\nharbour,port\n",
        b"id,tier\n \t\n,\nharbour,port\n\t\n",
        b"id,tier,title\nharbour,port, \n",
        b"tier,title,id\nport,,harbour\n",
        b"id,tier\rharbour,port\r",
        b"id,tier,parent\nharbour,port,nowhere\n",
        "id,tier,title\nharbour,port,港口、码头\n".encode(),
    ],
)
def test_odd_tables_are_taken_or_refused_as_cell_by_cell(text: bytes, tmp_path: Path) -> None:
    same(tmp_path / "areas.CSV", text, load_rules(EXAMPLES / "harbour" / "rules.yaml"))


def test_a_plain_table_is_not_read_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    known = load_rules(EXAMPLES / "harbour" / "rules.yaml")
    slowly = load_areas(EXAMPLES / "harbour" / "areas.csv", known)
    monkeypatch.delattr("responselevels.files.read_areas")
    assert load_areas(EXAMPLES / "harbour" / "areas.csv", known) == slowly
    assert load_world(EXAMPLES / "harbour" / "areas.csv", CheckedRules(known)).areas == slowly


def test_a_world_from_a_table_is_that_of_its_document(tmp_path: Path) -> None:
    known = CheckedRules(rules(PORT))
    path = tmp_path / "areas.csv"
    path.write_text("id,tier,parent\nport,harbour,\nnorth,quay,port\n", encoding="utf-8")
    assert load_world(path, known) == parse_world(read_areas(path), known)
    path.write_text("id,tier,parent\nport,harbour,\nnorth,harbour,port\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_world(path, known)
    with pytest.raises(InputError) as expected:
        parse_world(read_areas(path), known)
    assert caught.value.problems == expected.value.problems


@pytest.mark.parametrize("name", ["nowhere.csv", "folder.csv"])
def test_what_is_no_file_is_left_to_the_strict_reader(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert plain_areas(tmp_path / name) is None
    known = load_rules(EXAMPLES / "harbour" / "rules.yaml")
    straight = outcome(tmp_path / name, known, straight=True)
    assert straight == outcome(tmp_path / name, known, straight=False)


def test_a_table_that_is_too_large_is_left_to_the_strict_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "areas.csv"
    path.write_text("id,tier\na,b\n", encoding="utf-8")
    assert plain_areas(path) == Areas.model_validate({"areas": [{"id": "a", "tier": "b"}]})
    monkeypatch.setattr(plain_tables, "LARGE", 11)
    assert plain_areas(path) is None


def test_a_parent_is_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    path.write_text("id,tier,parent\nwide,t,\na,u,wide\nb,u,wide\n", encoding="utf-8")
    areas = plain_areas(path)
    assert areas is not None
    assert all(area.parent is areas.areas[0].id for area in areas.areas[1:])


def broken(count: int) -> str:
    """Return a country of *count* areas in which one in four has something wrong."""
    tiers = ("province", "city", "county", "town", "village")
    lines = ["id,tier,parent,title"]
    for number in range(count):
        # Twenty-one within each: 21 provinces, 420 cities, 8,820 counties, 185,220 towns, villages.
        depth = sum(number >= 21**deep for deep in range(1, 5))
        parent = "" if depth == 0 else f"a{number // 21}"
        name, tier = f"a{number}", tiers[depth]
        match number % 16 if depth else 0:
            case 3:
                parent = f"nowhere{number}"
            case 7:
                parent = name
            case 11:
                tier = "province" if number % 32 > 16 else "hamlet"
            case 15:
                name = f"a{number - 1}"
        lines.append(f"{name},{tier},{parent},第{number}区")
    return "\n".join(lines) + "\n"


CHINA = """\
format: 1
id: china
levels: [{id: "4", default: true}, {id: "3"}]
tiers: [{id: province}, {id: city}, {id: county}, {id: town}, {id: village}]
"""


def test_of_a_broken_country_the_first_thousand_mistakes_are_told_and_the_rest_is_counted(
    tmp_path: Path,
) -> None:
    path = tmp_path / "areas.csv"
    told = same(path, broken(6_000).encode(), rules(CHINA))
    assert isinstance(told, list)
    lines = told[0].split("\n")
    assert len(lines) == 1001
    numbers = [int(line.removeprefix(path.as_posix()).split(":")[1]) for line in lines[:1000]]
    assert numbers == sorted(numbers)
    assert lines[-1].startswith(f"{path.as_posix()}: there are ")
    assert lines[-1].endswith(" more problems; correct these 1000 first")


def test_blank_lines_are_counted_where_mistakes_are_placed(tmp_path: Path) -> None:
    text = "\n\nid,tier,parent\n\n,,\np,province,\n\nc,province,p\np,city,\n"
    told = same(tmp_path / "areas.csv", b"\xef\xbb\xbf" + text.encode(), rules(CHINA))
    assert isinstance(told, list)
    assert [
        line.removeprefix((tmp_path / "areas.csv").as_posix())[:4] for line in told[0].split("\n")
    ] == [
        ":8: ",
        ":9: ",
    ]
    assert "is used already, at line 6" in told[0]


@pytest.mark.slow
@pytest.mark.untraced
def test_all_of_china_with_its_mistakes_is_told_as_a_small_file_is(tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    path.write_text(broken(665_000), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_world(path, CheckedRules(rules(CHINA)))
    *told, rest = caught.value.problems
    assert len(told) == 1000
    assert [one.where.line for one in told] == sorted(one.where.line or 0 for one in told)
    assert rest.code == "problems.rest"
    count = rest.facts["count"]
    assert isinstance(count, int)
    assert 160_000 < count < 250_000  # what lies in a missing or wrong place is wrong, too
