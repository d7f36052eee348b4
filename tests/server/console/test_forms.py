"""What a form can say: extra measures, facts, groups, tiers; and what one sees whom another was quicker than."""

from __future__ import annotations

from collections.abc import Callable

from responselevels.models.proposals import IssueProposal
from tests.server.console.browsing import Page, Window
from tests.server.console.rich import FILLED
from tests.server.console.views.filling.test_remedies import codes, in_force
from tests.server.duty_room import BOARD, OFFICER, POLICE, Room

Windows = Callable[..., Window]


def form_of(page: Page, button: str) -> list[tuple[str, str]]:
    return next(
        form.fields for form in page.read.forms if button in [one.value for one in form.buttons]
    )


def content(room: Room, name: str) -> IssueProposal:
    found = room.register.dossier(name).content
    assert isinstance(found, IssueProposal)
    return found


def test_extra_measures_are_said_in_two_languages_and_by_bodies(
    rich: Room, at_desk: Windows
) -> None:
    page = at_desk().go("/r/duty/propose")
    page = page.press(
        "more",
        **{**FILLED, "extra:0:zh": "值守大桥", "extra:0:en": "Watch", "extra:0:by": ["police"]},
    )
    page = page.press("more", **{"extra:1:en": "  Close the  kiosk "})
    assert ("extra:2:en", "") in form_of(page, "propose")
    page = page.press("propose")
    first, second = content(rich, "R-1").extras
    assert first.do.written() == {"en": "Watch", "zh": "值守大桥"}
    assert first.by == ("police",)
    assert second.do.written() == "Close the kiosk"
    page = at_desk(lang="zh").go("/r/duty/proposals/R-1/amend")
    fields = form_of(page, "amend")
    assert ("extra:0:zh", "值守大桥") in fields
    assert ("extra:1:zh", "Close the kiosk") in fields
    page.press("amend", **{"extra:1:zh": ""})
    assert [one.do.written() for one in content(rich, "R-1").extras] == [first.do.written()]


def test_facts_that_are_stated_weigh_at_once_and_are_recorded_with_the_proposal(
    rich: Room, at_desk: Windows
) -> None:
    page = at_desk().go("/r/duty/propose")
    stated = {"assess_by": "office", "with": ["police"], "summary": "a crowd"}
    page = page.press("check", **FILLED, **stated, **{"fact:people": "9,000"})
    assert "criteria.differs" in codes(page)
    page = page.press("check", **{"fact:people": "many"})
    assert "fact.typed" in codes(page)
    assert page.press("propose").status == 422
    assert rich.register.head.size == 2
    page = page.press("propose", **{"fact:people": "900", "fact:outdoors": "yes"})
    assert "/proposals/R-1" in page.address
    found = rich.register.dossier("R-1").assessment
    assert found is not None
    assert (found.facts, found.summary) == ({"people": 900, "outdoors": True}, "a crowd")
    assert found.with_ == ("police",)
    page = at_desk().go("/r/duty/proposals/R-1/amend")
    assert "assessment.missing" not in codes(page)
    assert "criteria.differs" in codes(page.press("check", level="alert"))


def test_an_assessment_that_is_refused_leaves_the_proposal_and_is_told(
    rich: Room, at_desk: Windows
) -> None:
    page = at_desk().go("/r/duty/propose")
    stated = {"assess_by": "police", "with": "office"}
    page = page.press("propose", **FILLED, **stated)
    assert page.status == 403
    assert "The assessment was not recorded" in page.text
    assert rich.register.dossier("R-1").assessment is None


def test_nobody_is_offered_to_assess_for_bodies_of_others(at_desk: Windows) -> None:
    assert not [
        one
        for one in form_of(at_desk(BOARD).go("/r/duty/propose"), "check")
        if one[0] == "assess_by"
    ]


def test_a_group_is_named_and_a_tier_is_ticked_by_a_button(rich: Room, at_desk: Windows) -> None:
    page = at_desk().go("/r/duty/propose").press("check", **FILLED)
    page = page.press("tier:ward")
    assert [value for name, value in form_of(page, "check") if name == "scope"] == [
        "north",
        "south",
        "west",
    ]
    page = page.press("propose", scope=["coast", "west"])
    assert content(rich, "R-1").scope == ("coast", "west")
    page = at_desk().go("/r/duty/proposals/R-1/amend")
    ticked = [value for name, value in form_of(page, "amend") if name == "scope"]
    assert sorted(ticked) == ["coast", "west"]


def test_who_could_give_what_is_missing_is_told_with_where_they_sit(at_desk: Windows) -> None:
    page = at_desk().go("/r/duty/propose").press("check", **FILLED)
    assert "Approval, by all of these board , district and mayor , district" in page.text
    assert "Assessment, by these office , district and police , district" in page.text
    assert "You could give it." in page.text


def test_measures_that_would_begin_are_a_picture_and_words(at_desk: Windows) -> None:
    page = at_desk().go("/r/duty/propose").press("check", **FILLED)
    assert "Patrols · north" in page.text
    assert "m-begin" in [
        given.get("class", "").split(" ")[0] for tag, given in page.elements if tag == "rect"
    ]


def test_the_second_to_amend_sees_what_is_new_and_keeps_what_they_filled_in(
    rich: Room, at_desk: Windows
) -> None:
    at_desk().go("/r/duty/propose").press("propose", **FILLED)
    first, second = (at_desk().go("/r/duty/proposals/R-1/amend") for _ in range(2))
    first.press("amend", level="alert", reason="a larger fair")
    page = second.press("amend", **{"reason": "another reason", "extra:0:en": "Watch"})
    assert page.status == 412
    assert "It was: a fair" in page.text
    fields = form_of(page, "amend")
    assert ("reason", "another reason") in fields
    assert ("extra:0:en", "Watch") in fields
    assert content(rich, "R-1").reason == "a larger fair"
    page = page.press("amend")
    assert page.status == 200
    assert content(rich, "R-1").reason == "another reason"


def test_the_second_to_act_keeps_what_they_filled_in_and_sees_what_reads_otherwise(
    rich: Room, at_desk: Windows
) -> None:
    at_desk().go("/r/duty/propose").press("propose", **FILLED)
    page = at_desk().go("/r/duty/proposals/R-1")
    at_desk().go("/r/duty/proposals/R-1/amend").press("amend", reason="a larger fair")
    page = page.press("assess", body="office", summary="seen by me", **{"fact:people": "77"})
    assert page.status == 412
    assert "It was: a fair" in page.text
    fields = form_of(page, "assess")
    assert ("summary", "seen by me") in fields
    assert ("fact:people", "77") in fields
    assert rich.register.dossier("R-1").assessment is None
    assert page.press("assess").status == 200
    assert POLICE.person != OFFICER.person


def test_a_proposal_to_end_is_amended_too_and_its_second_amender_sees_what_is_new(
    rich: Room, at_desk: Windows
) -> None:
    in_force(at_desk)
    page = at_desk().go("/r/duty/orders/C-1/end")
    page.press("propose", id="E-1", at="2026-03-01T10:00", reason="over", scope="north")
    first, second = (at_desk().go("/r/duty/proposals/E-1/amend") for _ in range(2))
    assert ("at", "2026-03-01T10:00") in form_of(first, "amend")
    assert ("scope", "north") in form_of(first, "amend")
    assert first.press("amend", at="2026-03-01T11:00").status == 200
    page = second.press("amend", reason="all over")
    assert page.status == 412
    assert "It was: 2026-03-01 10:00" in page.text
    assert ("reason", "all over") in form_of(page, "amend")
    page = page.press("amend", action="issue", order="X")
    assert page.status == 200, page.text
    ended = rich.register.dossier("E-1").content
    assert (ended.action, ended.reason) == ("end", "all over")  # type: ignore[union-attr]


def test_an_assessment_is_stated_with_an_amendment_as_well(rich: Room, at_desk: Windows) -> None:
    at_desk().go("/r/duty/propose").press("propose", **FILLED)
    page = at_desk().go("/r/duty/proposals/R-1/amend")
    page = page.press("amend", level="alert", assess_by="office", **{"fact:people": "6000"})
    assert page.status == 200
    dossier = rich.register.dossier("R-1")
    assert dossier.assessment is not None
    assert (dossier.assessment.facts, dossier.revision) == ({"people": 6000}, 2)


def test_who_would_end_an_order_that_was_ended_meanwhile_sees_that_and_who_else_asks_for_it(
    rich: Room, at_desk: Windows
) -> None:
    in_force(at_desk)
    second = at_desk().go("/r/duty/orders/C-1/end")
    first = at_desk().go("/r/duty/orders/C-1/end")
    first = first.press("propose", id="E-1", at="2026-03-01T11:00")
    assert "E-1" in at_desk().go("/r/duty/orders/C-1").text
    assert "Open proposals about it E-1" in at_desk().go("/r/duty/orders/C-1/end").text
    first.press("carry_out")
    second = second.press("check", id="E-2", at="2026-03-01T10:00", reason="mine")
    page = second.press("propose")
    assert page.status == 412
    assert "New since you looked" in page.text
    assert ("reason", "mine") in form_of(page, "propose")
    assert "E-2" not in [one.id for one in rich.register.dossiers]
    assert "/proposals/E-2" in page.press("propose").address


def test_a_form_that_is_sent_twice_proposes_and_assesses_once(rich: Room, at_desk: Windows) -> None:
    page = at_desk().go("/r/duty/propose")
    filled = {**FILLED, "assess_by": "office", "fact:people": "900"}
    assert page.press("propose", **filled).status == 200
    size = rich.register.head.size
    again = page.press("propose", **filled)
    assert (again.status, rich.register.head.size) == (200, size)
    assert "/proposals/R-1" in again.address


def test_an_id_that_nobody_typed_goes_with_the_area_that_is_chosen(at_desk: Windows) -> None:
    window = at_desk()
    blank = window.go("/r/duty/propose")
    other = blank.press("check", area="north")
    (first,) = named(blank, "id")
    (then,) = named(other, "id")
    assert then.startswith("north-")
    assert then != first
    typed = other.press("check", id="N-7").press("check", area="south")
    assert named(typed, "id") == ["N-7"]


def named(page: Page, field: str) -> list[str]:
    return [value for form in page.read.forms for name, value in form.fields if name == field]
