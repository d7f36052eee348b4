"""The log on its page: searched by what one has, proved, and held to checkpoints that were kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import quote

import pytest

from responselevels.register.log.checkpoints import Checkpoint, Note, origin_of, parse_note
from responselevels.register.log.cosigning import generate
from responselevels.register.log.merkle import Tree
from responselevels.register.log.proofs import check, parse_proof
from responselevels.register.log.verification import KeptCheckpoint
from tests.server.console.browsing import Page, Window
from tests.server.console.test_pages import PERSON, filled
from tests.server.duty_room import NORTH, Room

Windows = Callable[..., Window]


def numbers(page: Page) -> list[int]:
    """Return the numbers of the events that a page of the log lists."""
    listed = page.html.partition('<ul class="entries">')[2].partition("</ul>")[0]
    return [int(one) for one in re.findall(r'<li><a class="id" href="[^"]*/log/(\d+)"', listed)]


@pytest.fixture
def log(room: Room) -> Room:
    filled(room)
    return room


def test_the_log_is_searched_by_each_thing_that_one_may_have(log: Room, window: Windows) -> None:
    size = log.register.head.size
    told = [json.loads(line) for line in log.register.store.lines()]
    kinds = [one["kind"] for one in told]

    def found(query: str) -> list[int]:
        page = window().go(f"/r/duty/log?{query}")
        assert page.status == 200
        return numbers(page)

    assert found("") == list(range(size))[::-1]
    assert found("kind=order") == [kinds.index("order")]
    of_office = found("body=office")
    assert {kinds[one] for one in of_office} >= {"order", "proposal", "assessment"}
    assert kinds.index("register") not in of_office
    assert {kinds[one] for one in found("body=police")} == {"assessment"}
    assert found("person=li.na&kind=assessment") == [kinds.index("assessment")]
    assert {kinds[one] for one in found(f"person={quote(PERSON)}")} == {"proposal"}
    assert set(found("of=O-1")) < set(range(size))
    assert {kinds[one] for one in found("of=P-1")} == {"proposal", "assessment"}
    # An order for the district is about its wards, and one for a ward about the district.
    assert found("area=north") == found("area=district") != []
    assert found("area=nowhere") == []
    assert found("q=alert") == found("q=ALERT") != []
    assert found("q=alert&kind=order") == []
    assert found("since=2026-03-01T00:00&until=2026-03-01T00:15") == list(range(size))[::-1]
    assert found("until=2026-03-01T00:00") == []
    assert found("since=2026-03-02") == []


def test_a_time_that_is_none_is_told_beside_the_form(log: Room, window: Windows) -> None:
    assert log.register.head.size
    page = window().go("/r/duty/log?since=yesterday")
    assert page.status == 200
    assert [given for tag, given in page.elements if given.get("role") == "alert"]
    assert numbers(page) == []
    assert ("since", "yesterday") in page.read.forms[0].fields


def test_who_may_read_of_some_areas_alone_has_no_log(log: Room, window: Windows) -> None:
    assert log.register.head.size
    for path in (
        "log",
        "log/1",
        "log/1/proof",
        "log/growth?old=1",
        "log/checkpoint",
        "log/checkpoints/x",
    ):
        assert window(NORTH).go(f"/r/duty/{path}").status == 403, path


def test_an_entry_shows_the_proof_that_it_gives(log: Room, window: Windows) -> None:
    given = window().go("/r/duty/log/2/proof").answer
    proof = parse_proof(given.content)
    note = parse_note(window().go("/r/duty/log/checkpoint").answer.content)
    assert check(proof, [KeptCheckpoint("kept", note)])[0].name == "kept"
    page = window().go("/r/duty/log/2?proof=shown")
    assert all(one.hex() in page.text for one in (*proof.path, proof.roots[0][1]))
    assert "log prove --check event-2.proof.json --against checkpoint.txt" in page.text
    assert proof.roots[0][0] == log.register.head.size


def test_growth_is_proved_between_two_sizes(log: Room, window: Windows) -> None:
    tree = Tree(list(log.register.store.lines()))
    answer = window().go("/r/duty/log/growth?old=2&new=").answer
    assert 'filename="growth.proof.json"' in answer.headers["content-disposition"]
    proof = parse_proof(answer.content)
    proof.verify()
    assert proof.roots == ((2, tree.root(2)), (tree.size, tree.root(tree.size)))
    earlier = parse_proof(window().go("/r/duty/log/growth?old=1&new=3").answer.content)
    assert [size for size, _root in earlier.roots] == [1, 3]
    wrong = window().go("/r/duty/log/growth?old=3&new=999")
    assert wrong.status in {400, 404, 409, 422}
    assert "<h1" in wrong.html


def test_checkpoints_are_given_with_the_signatures_of_witnesses(log: Room, window: Windows) -> None:
    lines = list(log.register.store.lines())
    point = Checkpoint(origin_of(log.register.id), 3, Tree(lines).root(3))
    keeper, witness = generate("duty.example"), generate("archive.example")
    raw = witness.sign(keeper.sign(Note(point))).to_bytes
    log.register.store.transact(lambda writing: writing.keep_checkpoint(3, raw))
    page = window().go("/r/duty/log")
    for key in (keeper, witness):
        assert key.name in page.text
        assert key.verifying.digits.hex() in page.text
    links = {given.get("href", "") for _tag, given in page.elements}
    (kept,) = (one for one in links if "/log/checkpoints/" in one)
    assert window().go(kept).answer.content == raw
    assert "/r/duty/log/growth?old=3" in links
    assert window().go("/r/duty/log/checkpoints/0000").status == 404
    assert "nothing wrong was found" in page.press("verify").text


def test_a_checkpoint_that_somebody_kept_is_held_against_the_log(
    log: Room, window: Windows
) -> None:
    note = window().go("/r/duty/log/checkpoint").answer.text
    assert note.splitlines()[1] == str(log.register.head.size)
    page = window().go("/r/duty/log")
    assert "nothing wrong was found" in page.press("hold", note=note.replace("\n", "\r\n")).text
    other = Checkpoint(parse_note(note.encode()).checkpoint.origin, 2, bytes(32)).text.decode()
    found = page.press("hold", note=other)
    assert "nothing wrong was found" not in found.text
    assert [given for _tag, given in found.elements if given.get("class") == "report deny"]
    none = page.press("hold", note="no checkpoint")
    assert none.status == 422
    assert "That is no checkpoint" in none.text
    assert "no checkpoint" in none.text
