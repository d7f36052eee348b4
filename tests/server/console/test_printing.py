"""The sheet of a proposal as PDF: for whom, within which limits, and made by what."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.server.callers import Caller
from responselevels.server.console import printing
from responselevels.server.console.frame import reader
from tests.server.duty_room import AS, NORTH, OFFICER, SLUG, Room
from tests.server.http.story import issued, proposed

PROPOSAL = f"/r/{SLUG}/proposals/D-1"


def get(room: Room, path: str, who: Caller = OFFICER) -> Any:
    headers = {AS: who.account, "Accept": "text/html", "Accept-Language": "en"}
    return room.client.get(path, headers=headers)


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Note each page that is laid out, in place of laying it out."""
    found: list[bytes] = []

    def noted(page: bytes, seconds: float) -> bytes:
        assert seconds == printing.SECONDS
        found.append(page)
        return b"%PDF-"

    monkeypatch.setattr(printing, "pdf_apart", noted)
    return found


def test_the_sheet_of_an_open_proposal_is_offered_and_given(room: Room, pages: list[bytes]) -> None:
    proposed(room)
    for path in (PROPOSAL, f"{PROPOSAL}/sheet"):
        assert f'href="{PROPOSAL}/sheet.pdf"' in get(room, path).text
    answer = get(room, f"{PROPOSAL}/sheet.pdf")
    assert (answer.status_code, answer.content) == (200, b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sheet.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    (page,) = pages
    assert b"Decision sheet D-1" in page
    assert b"Still to approve" in page


def test_the_sheet_to_print_has_blanks_for_what_is_missing_alone(room: Room) -> None:
    proposed(room)
    open_sheet = get(room, f"{PROPOSAL}/sheet").text
    blanks = open_sheet.count("<td>\u00a0</td>")
    assert blanks > 0
    assert "Approves or refuses" in open_sheet


def test_the_sheet_of_what_was_issued_shows_who_approved_and_has_no_blanks(room: Room) -> None:
    issued(room)
    text = get(room, f"{PROPOSAL}/sheet").text
    assert "<td>\u00a0</td>" not in text
    assert "<td>approves</td>" in text


@pytest.mark.parametrize("wanting", ["extra", "areas", "open", "short"])
def test_there_is_none_where_it_cannot_be_made_or_is_not_for_them(
    room: Room, pages: list[bytes], monkeypatch: pytest.MonkeyPatch, wanting: str
) -> None:
    who = NORTH if wanting == "areas" else OFFICER
    if wanting == "open":
        issued(room)
    else:
        proposed(room)
    if wanting == "extra":
        monkeypatch.setattr(reader, "can_write_pdf", lambda: False)
    if wanting == "short":
        monkeypatch.setattr(printing, "LONGEST", 100)
    else:
        assert "sheet.pdf" not in get(room, PROPOSAL, who).text
    answer = get(room, f"{PROPOSAL}/sheet.pdf", who)
    assert answer.status_code == 404
    assert "there is no PDF of the sheet of" in answer.text
    assert pages == []


def test_who_comes_after_too_many_is_told_when_to_come_again(
    room: Room, pages: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed(room)
    monkeypatch.setattr(printing, "WAITING", 0)
    answer = get(room, f"{PROPOSAL}/sheet.pdf")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "10"
    assert pages == []
