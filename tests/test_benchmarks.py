"""The benchmarks as a program: what they compare is compared rightly, and results can be kept.

What they measure is not measured here.
"""

from __future__ import annotations

import json
import random
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks import comparing, cost_page
from benchmarks.__main__ import all_rows
from benchmarks.duty_room import noted
from benchmarks.duty_room import page as room_page
from benchmarks.frame import Bench, Figure, Rows, Turns, slope
from benchmarks.peers.by_hand import ByHand, GuardedMachine
from benchmarks.shapes.decision import rows_of
from benchmarks.worlds import country
from benchmarks.worlds.town import AT, town_areas, town_orders, town_proposals
from responselevels import Register, load_rules
from responselevels.core.orders.book import filled_book

KEPT = Path(__file__).resolve().parents[1] / "benchmarks" / "results"
RESULTS = sorted(set(KEPT.glob("*.json")) - {room_page.KEPT})


def test_a_goal_is_missed_on_its_own_side() -> None:
    assert Figure("a", 2, "×", most=1).missed
    assert Figure("a", 1, "×", least=2).missed
    assert not Figure("a", 1, "×", most=1).missed
    assert not Figure("a", 1, "×", least=1).missed
    assert not Figure("a", 9, "×").missed


def test_a_ratio_is_the_median_of_the_ratios_of_turns() -> None:
    turns = Turns({"one": [1.0, 10.0, 3.0], "two": [1.0, 20.0, 2.0]})
    assert turns.ratio("one", "two") == 1.0
    assert turns.median("two") == 2.0


def test_an_exponent_is_the_slope_of_logarithms() -> None:
    assert slope([(10, 3 * 10**2), (100, 3 * 100**2), (1000, 3 * 1000**2)]) == pytest.approx(2)


def test_ways_are_called_in_turns_and_the_first_turn_is_not_counted() -> None:
    called: list[str] = []
    turns = Bench().turns({w: lambda w=w: called.append(w) for w in "ab"}, rounds=2)  # type: ignore[misc]
    assert called == ["a", "b"] * 3
    assert [len(spent) for spent in turns.spent.values()] == [2, 2]


def test_no_two_rows_have_one_name() -> None:
    rows = Rows()
    rows("a", "first")(lambda _bench: iter(()))
    with pytest.raises(ValueError, match="a"):
        rows("a", "second")(lambda _bench: iter(()))


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    figures = (Figure("a", 0.5, "s", most=1.0), Figure("b", 2.0, "", note="of three"))
    found = {"row": comparing.RowResult("a row", figures, "", 1.5, quick=True)}
    file = tmp_path / "results.json"
    comparing.write(str(file), found, label="try")
    assert comparing.read(str(file)) == found
    # One row measured anew leaves the others of the same commit.
    again = {"other": comparing.RowResult("another", ())}
    comparing.write(str(file), again, label="")
    assert comparing.read(str(file)) == {**found, **again}


def test_an_earlier_run_is_shown_beside_a_later_one() -> None:
    before = comparing.RowResult("a row", (Figure("a", 0.5, "s"),))
    now = comparing.RowResult("a row", (Figure("a", 0.25, "s", most=0.2),), "", 3)
    assert comparing.shown("row", now, before).splitlines() == [
        "row: a row   (3 s of CPU)",
        "        250 ms  ≤ 200 ms MISSED before 500 ms, now 0.50 × a",
    ]
    assert comparing.status_of([now]) == 1
    assert comparing.status_of([before]) == 0
    assert comparing.status_of([comparing.RowResult("a row", (), "failed: status 1")]) == 2


@pytest.mark.parametrize("file", RESULTS, ids=lambda file: file.stem)
def test_kept_results_are_of_known_rows_and_name_no_machine(file: Path) -> None:
    assert set(comparing.read(str(file))) <= set(all_rows())
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["commit"]
    assert "/" not in "".join(document["peers"].values())
    assert set(document) == {"format", "label", "commit", "python", "peers", "rows"}


def test_the_tables_of_the_page_on_cost_are_those_of_the_kept_results() -> None:
    page = cost_page.PAGE.read_text(encoding="utf-8")
    kept = next(file for file in RESULTS if file.stem == "0.1.0")
    assert cost_page.page_of(page, comparing.read(str(kept))) == page
    assert len(cost_page.MARK.findall(page)) == len(cost_page.TABLES)


def test_the_tables_of_the_page_on_servers_are_those_of_the_kept_results() -> None:
    page = room_page.PAGE.read_text(encoding="utf-8")
    kept = json.loads(room_page.KEPT.read_text(encoding="utf-8"))
    assert set(kept["rows"]) == {*room_page.TITLES, "province"}
    assert set(kept["machine"]) == {"cores", "model", "memory_kb", "system", "python"}
    assert room_page.page_of(page, kept) == page
    assert len(room_page.MARK.findall(page)) == len(room_page.TABLES)


def test_in_what_was_measured_of_servers_nothing_was_lost_or_done_twice() -> None:
    kept = json.loads(room_page.KEPT.read_text(encoding="utf-8"))["rows"]
    for name in room_page.TITLES:
        row = kept[name]
        assert (row["lost"], row["twice"], row["gaps"], row["sound"]) == (0, 0, 0, True)
        assert row["people_cpu"] < row["server_cpu"]


def test_99_of_100_is_the_time_that_one_in_a_hundred_takes_longer_than() -> None:
    seconds = [number / 1_000 for number in range(1, 201)]
    assert noted.figures(seconds) == {"count": 200, "p50": 101.0, "p99": 199.0, "most": 200.0}
    assert noted.figures([]) == {"count": 0}


def test_what_is_written_by_hand_decides_as_the_library_does() -> None:
    rng = random.Random(1)
    areas, orders = town_areas(), town_orders(rng)
    register = Register(load_rules("xixian"), areas, orders)
    by_hand, machine = ByHand(areas, orders), GuardedMachine(areas, orders)
    for proposal in town_proposals(areas, AT, 60, rng):
        decision = register.decide(proposal, at=AT)
        verdict, _floor, changes = by_hand.decide_with_rows(proposal, AT)
        assert verdict == str(decision.verdict)
        assert changes == rows_of(decision)
        assert machine.decide(proposal, AT) == by_hand.decide(proposal, AT) == verdict


def test_a_tenth_of_a_history_is_in_force_at_a_time_however_long_it_is() -> None:
    scheme = country.country(400, cities=2, counties=8)
    for count in (200, 2_000):
        rows = country.history(country.names_of(scheme), count)
        book = filled_book(scheme, country.entries(scheme, rows))
        middle = (country.START - country.EPOCH) // timedelta(microseconds=1)
        middle += 500 * country.MICROS_A_DAY
        standing = sum(entry.start <= middle < entry.end for entry in book)
        assert standing == pytest.approx(count / 10, rel=0.05)
