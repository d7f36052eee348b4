from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from responselevels.core.deciding.decide import decide
from responselevels.core.digests import proposal_digest
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.files import load_areas, load_orders, load_proposals, load_rules
from responselevels.machine.levels import compile_scheme
from responselevels.models.proposals import IssueProposal, RatifyProposal
from responselevels.reports.frame.wording import Locale
from responselevels.reports.pages.sheet.sheet import SheetRequest, sheet_page
from responselevels.reports.pages.sheet.signing import missing_of
from tests.reports.pages.test_page import HOSTILE, Reader, hashed, policy_of

EXAMPLE = Path(__file__).parents[4] / "examples" / "xixian"
AT = datetime.fromisoformat("2026-02-26T12:00+08:00")
LATER = datetime.fromisoformat("2026-05-15T12:00+08:00")


@pytest.fixture(scope="module")
def book() -> OrderBook:
    scheme = compile_scheme(load_rules("xixian"), load_areas(EXAMPLE / "areas.yaml"))
    return book_of(scheme, load_orders(EXAMPLE / "orders.yaml").orders)


def sheet_of(book: OrderBook, name: str, at: datetime = AT, lang: str = "en") -> SheetRequest:
    (entry,) = load_proposals(EXAMPLE / "proposals" / f"{name}.yaml")
    proposal = entry.proposal
    assert proposal is not None
    return SheetRequest(
        proposal=proposal,
        decision=decide(book.scheme, book, proposal, at),
        digest=proposal_digest(proposal, drill=None if proposal.action == "issue" else False),
        scheme=book.scheme,
        locale=Locale(lang, book.scheme.titles),
    )


def words(request: SheetRequest) -> str:
    read = Reader(sheet_page(request).decode())
    return "".join(data for tag, _attrs, data in read.inside if tag not in {"style", "title"})


def test_the_sheet_says_what_is_asked_what_is_missing_and_who_is_to_sign(book: OrderBook) -> None:
    asked = sheet_of(book, "pending-approval")
    told = words(asked)
    assert "Pending: something is still missing" in told
    assert asked.digest in told
    assert "as the rules file reads clause 三.4" in told
    assert missing_of(asked.decision) == (("governance_committee",), ("party_management",))
    assert (
        "Still to approve: social-governance and safety committee (governance_committee); or"
        in told
    )
    assert "Party working and management committees" in told.split("Signature or seal")[1]
    assert "Xixian New Area (xixian), 2026-03-01 00:00+08:00 to" in told


def test_in_chinese_dates_are_written_out_and_the_zone_is_said_once(book: OrderBook) -> None:
    told = words(sheet_of(book, "pending-approval", lang="zh"))
    assert "判定审批单" in told
    assert "自2026年3月1日0时起至2026年3月4日0时止" in told
    assert told.count("北京时间") == 1
    assert "尚缺批准：" in told
    assert "签名或者盖章" in told


def test_what_would_change_is_drawn_and_told(book: OrderBook) -> None:
    page = sheet_page(sheet_of(book, "permit")).decode()
    assert "<svg" in page
    assert "Level 4 (<code>4</code>) → Level" in page
    assert "Permitted" in page


def test_where_nothing_would_change_nothing_is_drawn(book: OrderBook) -> None:
    page = sheet_page(sheet_of(book, "deny-floor", LATER)).decode()
    assert "<svg" not in page
    assert "No level would change." in page
    assert "Denied" in page
    assert "propose" in page  # the remedies


def test_an_early_end_names_the_order_and_the_instant(book: OrderBook) -> None:
    told = words(sheet_of(book, "end", LATER))
    assert "end an order early" in told
    assert "Ends at" in told


def test_a_ratification_asks_for_nothing_but_an_order(book: OrderBook) -> None:
    asked = sheet_of(book, "permit")
    ratify = RatifyProposal(id="R", action="ratify", order="XX-2026-01", issuer="safety_office")
    told = words(replace(asked, proposal=ratify))
    assert "ratify a provisional order" in told
    assert "XX-2026-01" in told


def test_a_drill_says_that_it_is_one(book: OrderBook) -> None:
    assert "DRILL" in words(sheet_of(book, "drill-floor", LATER))


def test_whatever_stands_in_a_proposal_is_text_and_no_script_is_let_in(book: OrderBook) -> None:
    asked = sheet_of(book, "permit")
    assert isinstance(asked.proposal, IssueProposal)
    hostile = asked.proposal.model_copy(update={"reason": HOSTILE, "proposer": "a`b"})
    page = Reader(sheet_page(replace(asked, proposal=hostile)).decode())
    tags = {tag for tag, _attrs in page.tags}
    assert not tags & {"script", "img"}
    assert any("alert(1)" in data for _tag, _attrs, data in page.inside)
    policy = policy_of(page)
    assert "script-src" not in policy
    assert len(hashed(policy["style-src"])) == 1
    assert not [attrs for _tag, attrs in page.tags if "style" in attrs]


def test_where_nothing_is_missing_the_issuing_body_signs(book: OrderBook) -> None:
    told = words(sheet_of(book, "permit"))
    assert "No approval is missing." in told
    assert "To: safety office" in told
    assert told.split("Signature or seal")[1].partition("Date")[2].startswith("safety office")
    denied = sheet_of(book, "deny-floor", LATER)
    assert missing_of(denied.decision) == ()
    assert "no approval would make it so" in words(denied)


def test_its_head_says_what_it_is_for_whoever_files_it(book: OrderBook) -> None:
    asked = sheet_of(book, "pending-approval")
    said = {
        attrs["name"]: attrs["content"]
        for tag, attrs in Reader(sheet_page(asked).decode()).tags
        if tag == "meta" and "name" in attrs
    }
    assert said["keywords"] == asked.digest
    assert said["dcterms.created"] == "2026-02-26T04:00:00Z"
    assert said["description"] == (
        "Decision by Xixian New Area duty response: Pending: something is still missing"
    )
