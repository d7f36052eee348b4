"""Days in records of the past are those of the rules' zone, and begin with their first instant."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from responselevels.core.orders.holdings import level_at
from responselevels.errors import InputError
from responselevels.files import load_book, load_orders, parse, read_text, with_instants
from responselevels.files.checking.days import first_instant
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.orders import Orders
from responselevels.models.rules import Rules
from tests.files.making import said

LONDON = "Europe/London"
LISTED = """\
known_from: "2006-08-01"
orders:
  - id: UK-1
    area: uk
    level: severe
    scope: [uk]
    period: {start: "2006-08-01", end: "2006-12-01"}
    recorded: {announced: "2006-08-01", precision: day, source: a newspaper, seen: mirror}
    issuer: null
    issued_at: "2006-08-01"
    expected_end: "2006-11-30"
    ends:
      - {at: "2006-09-01", decided_at: "2006-08-31"}
"""
RULES = """\
format: 1
id: threat
zone: Europe/London
levels: [{id: low, default: true}, {id: severe}]
tiers: [{id: nation}]
"""


def orders(text: str = LISTED, zone: str | None = LONDON) -> Orders:
    return parse(with_instants(read_text(text), zone), Orders)


def test_each_day_stands_for_its_first_instant_in_the_zone() -> None:
    listing = orders()
    (order,) = listing.orders
    summer, winter = ZoneInfo(LONDON), UTC
    assert listing.known_from == datetime(2006, 8, 1, tzinfo=summer)
    assert order.period.start == order.issued_at == datetime(2006, 8, 1, tzinfo=summer)
    assert order.period.end == datetime(2006, 12, 1, tzinfo=winter)
    assert order.expected_end == datetime(2006, 11, 30, tzinfo=winter)
    assert order.ends[0].at == datetime(2006, 9, 1, tzinfo=summer)
    assert order.ends[0].decided_at == datetime(2006, 8, 31, tzinfo=summer)
    assert order.recorded is not None
    assert order.recorded.announced == datetime(2006, 8, 1, tzinfo=summer)


def test_it_is_written_with_the_offset_that_holds_then() -> None:
    (order,) = orders().orders
    assert order.period.start.isoformat() == "2006-08-01T00:00:00+01:00"
    assert order.period.end is not None
    assert order.period.end.isoformat() == "2006-12-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("day", "zone", "first"),
    [
        ("2018-11-04", "America/Sao_Paulo", "2018-11-04T01:00:00-02:00"),
        ("2018-02-18", "America/Sao_Paulo", "2018-02-18T00:00:00-03:00"),
        ("2011-12-30", "Pacific/Apia", "2011-12-31T00:00:00+14:00"),
        ("2020-04-30", "Asia/Shanghai", "2020-04-30T00:00:00+08:00"),
        ("2021-11-07", "America/Havana", "2021-11-07T00:00:00-04:00"),
    ],
)
def test_a_day_begins_with_its_first_instant_whatever_clocks_do(
    day: str, zone: str, first: str
) -> None:
    assert first_instant(day, ZoneInfo(zone)).isoformat() == first


def test_without_a_zone_nobody_knows_when_a_day_begins() -> None:
    cure = (
        "`2006-08-01` is a day, and no `zone` says when it begins; give the rules a `zone` "
        "such as `Asia/Shanghai`, or write a time with its offset"
    )
    told = said(lambda: orders(zone=None))
    assert told[0] == f"1:13: known_from: {cure}"
    assert told[1] == f"7:21: orders[0].period.start: {cure}"
    assert len(said(lambda: orders(zone=None), "zh")) == 8


def test_what_else_is_wrong_is_told_beside() -> None:
    text = LISTED.replace("area: uk", "aera: uk").replace('"2006-12-01"', '"2006-13-01"')
    assert [line.partition(": ")[0] for line in said(lambda: orders(text))] == ["4:5", "7:40"]


def test_days_stand_for_times_only_where_a_record_says_that_these_are_known_to_the_day() -> None:
    for text in (
        LISTED.replace("precision: day", "precision: time"),
        LISTED.replace("    recorded", "    #"),
    ):
        assert any("2006-12-01" in line for line in said(lambda text=text: orders(text)))  # type: ignore[misc]


def test_each_track_may_be_known_from_a_day() -> None:
    text = LISTED.replace('known_from: "2006-08-01"', 'known_from: {one: "2006-08-01", two: "x"}')
    assert [line.partition(": `")[0] for line in said(lambda: orders(text))] == [
        "1:38: known_from.two"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[]\n",
        "orders: nothing\n",
        "orders: [1]\n",
        "orders: [{recorded: 1}]\n",
        "orders: [{recorded: {precision: day}, period: 1, ends: 1}]\n",
        "orders: [{recorded: {precision: day}, ends: [1, {at: x}]}]\n",
    ],
)
def test_what_is_no_list_of_orders_is_told_as_ever(text: str) -> None:
    assert said(lambda: orders(text)) == said(lambda: parse(read_text(text), Orders))


def test_a_file_is_read_with_the_zone_of_its_rules(tmp_path: Path) -> None:
    path = tmp_path / "orders.yaml"
    path.write_text(LISTED, encoding="utf-8")
    scheme = compile_scheme(
        parse(read_text(RULES), Rules),
        Areas.model_validate({"areas": [{"id": "uk", "tier": "nation"}]}),
    )
    book = load_book(path, scheme)
    assert load_orders(path, LONDON).orders[0].id == "UK-1"
    first = datetime(2006, 7, 31, 23, tzinfo=UTC)
    assert level_at(book, "uk", first).level == "severe"
    assert level_at(book, "uk", first.replace(hour=22)).level is None
    with pytest.raises(InputError):
        load_orders(path)


def test_a_list_of_lines_has_days_too(tmp_path: Path) -> None:
    path = tmp_path / "orders.jsonl"
    path.write_text(
        '{"id": "UK-1", "area": "uk", "level": "severe", "scope": ["uk"], "issuer": null, '
        '"issued_at": "2006-08-01", "period": {"start": "2006-08-01"}, '
        '"recorded": {"precision": "day"}}\n',
        encoding="utf-8",
    )
    (order,) = load_orders(path, LONDON).orders
    assert order.period.start.isoformat() == "2006-08-01T00:00:00+01:00"


def test_marks_of_a_chinese_keyboard_are_told_beside_days() -> None:
    text = LISTED.replace("area: uk", "area：uk")
    assert [line.partition(": ")[0] for line in said(lambda: orders(text))] == ["4:9"]


def test_a_day_that_begins_before_the_first_instant_is_refused_with_its_place() -> None:
    text = LISTED.replace('announced: "2006-08-01"', 'announced: "0001-01-01"')
    document = with_instants(read_text(text, "orders.yaml"), "Asia/Shanghai")
    with pytest.raises(InputError, match=r"orders.yaml:8:27: .*0001-01-01"):
        parse(document, Orders)
