"""Remedies as buttons: every code of a finding has one or a reason, and each button puts its finding right."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from responselevels.errors import Place, Problem
from responselevels.server.console.views.filling.remedies import OFFERS, WITHOUT
from tests.server.console.browsing import Page, Window
from tests.server.console.rich import FILLED, rich_room
from tests.server.duty_room import OFFICER, Room
from tests.text.finding_facts import FACTS

Windows = Callable[..., Window]


def codes(page: Page) -> set[str]:
    """Return the codes of the findings that a page shows."""
    return {given["data-code"] for _tag, given in page.elements if "data-code" in given}


def remedies(page: Page) -> list[str]:
    return [value for name, value in page.buttons() if name == "remedy"]


def test_every_code_of_a_finding_has_buttons_or_a_reason_why_not() -> None:
    known = {".".join(name.split(".")[:2]) for name in FACTS}
    assert set(OFFERS) | set(WITHOUT) == known
    assert not set(OFFERS) & set(WITHOUT)
    assert all(len(reason) > 10 for reason in WITHOUT.values())


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """A window onto one room for tests that record nothing."""
    folder = tmp_path_factory.mktemp("still")
    with pytest.MonkeyPatch.context() as memory:
        memory.setenv("RESPONSELEVELS_STATE", str(folder / "state"))
        with rich_room(f"sqlite:///{folder / 'duty.db'}") as room:
            yield Window(room.client, OFFICER)


WRONG: dict[str, dict[str, str | list[str]]] = {
    "issuer.not_entitled": {"issuer": "ward_office"},
    "scope.missing": {"scope": []},
    "scope.outside_area": {"area": "north", "issuer": "ward_office", "scope": ["north", "south"]},
    "scope.tier": {"scope": ["district"]},
    "period.empty": {"end": "2026-03-01T23:00"},
    "period.backdated": {"start": "2026-03-01T07:00"},
    "period.too_long": {"end": "2026-03-20T00:00"},
    "period.unbounded": {"end": "", "expected_end": ""},
    "period.short_notice": {"start": "2026-03-01T09:00"},
    "expected_end.missing": {"expected_end": ""},
    "expected_end.outside": {"expected_end": "2026-03-09T00:00"},
    "transition.undefined": {"transition": "at_once"},
    "criteria.differs": {"assess_by": "office", "with": ["police"], "fact:people": "9000"},
}


@pytest.mark.parametrize("code", WRONG)
def test_each_button_puts_its_finding_right(still: Window, code: str) -> None:
    page = still.go("/r/duty/propose").press("check", **{**FILLED, **WRONG[code]})
    assert code in codes(page), page.text
    offered = remedies(page)
    assert offered
    assert any(code not in codes(page.press(value)) for value in offered)


def test_a_level_that_no_rule_leads_to_is_answered_with_those_that_one_does(
    still: Window,
) -> None:
    filled = {**FILLED, "area": "north", "issuer": "ward_office", "level": "closed"}
    page = still.go("/r/duty/propose").press("check", **filled)
    assert "transition.undefined" in codes(page)
    assert '{"level": "watch"}' in remedies(page)
    assert "transition.undefined" not in codes(page.press('{"level": "watch"}'))


def test_what_would_be_lowered_is_left_out_by_a_button(rich: Room, at_desk: Windows) -> None:
    in_force(at_desk)
    rich.clock.at = rich.clock.at.replace(minute=30)
    filled = {**FILLED, "id": "R-2", "start": "2026-03-01T11:00", "scope": ["north", "west"]}
    page = at_desk().go("/r/duty/propose").press("check", **filled)
    assert "level.lowers" in codes(page)
    assert "level.lowers" not in codes(page.press('{"scope": ["west"]}'))


def test_acting_first_too_soon_again_is_answered_with_the_normal_way(
    rich: Room, at_desk: Windows
) -> None:
    in_force(at_desk)
    rich.clock.at = rich.clock.at.replace(hour=20)
    again = {**CLOSED, "id": "C-2", "start": "2026-03-01T21:00", "end": "2026-03-02T21:00"}
    page = at_desk().go("/r/duty/propose").press("check", **again)
    assert "provisional.repeated" in codes(page)
    assert '{"transition": ""}' in remedies(page)


CLOSED = {
    **FILLED,
    "id": "C-1",
    "level": "closed",
    "transition": "at_once",
    "scope": "north",
    "start": "2026-03-01T08:30",
}


def in_force(at_desk: Windows) -> None:
    """Close the north at once."""
    page = at_desk().go("/r/duty/propose").press("propose", **CLOSED)
    page = page.press("carry_out")
    assert "/orders/C-1" in page.address, page.text


def test_an_order_is_ended_later_by_a_button_and_where_it_holds(
    rich: Room, at_desk: Windows
) -> None:
    in_force(at_desk)
    end = at_desk().go("/r/duty/orders/C-1/end")
    page = end.press("check", at="2026-03-01T07:00", id="E-1")
    assert codes(page) == {"period.backdated", "level.lowers"} or "period.backdated" in codes(page)
    assert "period.backdated" not in codes(page.press('{"at": "2026-03-01T09:00"}'))
    page = end.press("check", at="2026-03-01T10:00", id="E-1", scope="south")
    assert "scope.outside_area" in codes(page)
    assert "scope.outside_area" not in codes(page.press('{"scope": []}'))
    assert rich.register.order("C-1").ends == ()


def test_a_time_that_comes_twice_has_a_button_for_each() -> None:
    from zoneinfo import ZoneInfo

    from responselevels.server.console.views.filling import remedies as offered

    class Says:
        zone = ZoneInfo("Europe/Berlin")

        def says(self, _code: str, **facts: object) -> str:
            return str(facts["time"])

    facts = {"value": "x", "first": "2026-10-25T02:30+02:00", "second": "2026-10-25T02:30+01:00"}
    found = offered.remedies_of(Says(), Problem(Place(path=("start",)), "time.twice", facts))  # type: ignore[arg-type]
    assert [one.value for one in found] == [
        '{"start": "2026-10-25T02:30+02:00"}',
        '{"start": "2026-10-25T02:30+01:00"}',
    ]
    elsewhere = Problem(Place(path=("id",)), "time.twice", facts)
    assert offered.remedies_of(Says(), elsewhere) == ()  # type: ignore[arg-type]


def test_a_remedy_on_the_page_of_a_proposal_leads_to_the_amendment_with_it(
    at_desk: Windows,
) -> None:
    page = at_desk().go("/r/duty/propose").press("propose", **{**FILLED, "scope": ["district"]})
    links = [given["href"] for _tag, given in page.elements if "?remedy=" in given.get("href", "")]
    assert links
    page = at_desk().go(links[0])
    assert page.status == 200
    assert "scope.tier" not in codes(page)
    page = page.press("amend")
    assert "/proposals/R-1" in page.address


def test_a_name_that_is_misspelt_has_a_button_with_the_one_that_was_meant(still: Window) -> None:
    page = still.go("/r/duty/propose").press("check", **{**FILLED, "area": "distrit"})
    assert '{"area": "district"}' in remedies(page)
    assert "area.unknown" not in codes(page.press('{"area": "district"}'))
