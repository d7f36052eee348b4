"""What people type: times, areas, and forms that are not whole."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from pydantic_core import PydanticCustomError
from starlette.datastructures import FormData

from responselevels.errors import InputError
from responselevels.models.proposals import IssueProposal
from responselevels.models.times import instant_written
from responselevels.server.console.views.filling.entries import Entries, proposal_of, typed_instant
from responselevels.server.console.views.filling.remedies import applied

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    "typed",
    [
        "2026-05-18T00:00",
        "2026-05-18 00:00",
        "2026-05-18",
        "2026/5/18 0:00",
        "2026年5月18日0时0分",
        "2026年5月18日 0时",
        "２０２６－０５－１８ ００：００",
        "2026-05-17T16:00Z",
        "2026-05-18T00:00+08:00",
        "2026-05-18T00:00:00",
    ],
)
def test_a_time_is_read_as_it_is_meant(typed: str) -> None:
    assert instant_written(typed_instant(typed, SHANGHAI)) == "2026-05-17T16:00:00Z"


def test_a_time_that_the_clocks_show_twice_has_to_say_which() -> None:
    with pytest.raises(PydanticCustomError) as caught:
        typed_instant("2026-10-25T02:30", BERLIN)
    assert caught.value.type == "time.twice"
    assert instant_written(typed_instant("2026-10-25T02:30+01:00", BERLIN)).startswith(
        "2026-10-25T01:30"
    )


@pytest.mark.parametrize("typed", ["2026-03-29T02:30", "soon", "2026-13-01", "2026-05-18T25:00"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(PydanticCustomError):
        typed_instant(typed, BERLIN)


def entries(**texts: str) -> Entries:
    given = {"action": "issue", "id": "P", "area": "a", "level": "l", "issuer": "b", **texts}
    return Entries(given)


def test_a_form_says_a_proposal() -> None:
    found = proposal_of(entries(start="2026-05-18T00:00"), SHANGHAI, drill=True, person="li.na")
    assert isinstance(found, IssueProposal)
    assert (found.id, found.proposer, found.drill) == ("P", "li.na", True)
    assert found.period.start.isoformat() == "2026-05-18T00:00:00+08:00"


def test_each_problem_stands_at_its_field() -> None:
    with pytest.raises(InputError) as caught:
        proposal_of(entries(start="soon", end="later", id=" x\u0007"), SHANGHAI, drill=False)
    places = {problem.where.path for problem in caught.value.problems}
    assert places == {("start",), ("end",), ("id",)}


def test_a_form_is_read_whatever_is_in_it() -> None:
    form = FormData(
        [
            ("id", "  a "),
            ("scope", "x"),
            ("scope", "x"),
            ("scope_typed", "y\r\n\r\nz"),
            ("more", "1"),
        ]
    )
    assert Entries.of(form) == Entries({"id": "a"}, ("x", "y", "z"))


@pytest.mark.parametrize(
    "remedy", ["", "{", "[]", '{"scope": [1]}', '{"id": "me"}', '{"level": 3}']
)
def test_what_is_no_remedy_of_ours_changes_nothing(remedy: str) -> None:
    assert applied(entries(), remedy) == entries()


def test_a_remedy_changes_what_it_says() -> None:
    changed = applied(entries(start="x"), '{"start": "y", "end": "", "scope": ["s"]}')
    assert (changed["start"], changed["end"], changed.scope) == ("y", "", ("s",))
