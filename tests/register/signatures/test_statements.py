"""What an approver signs, and what an approver is shown."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from responselevels.core.digests import canonical, proposal_digest
from responselevels.errors import ApprovalRefused
from responselevels.models.proposals import RatifyProposal
from responselevels.models.times import instant_of
from responselevels.register.signatures.signed_words import words_of
from responselevels.register.signatures.statements import (
    Statement,
    approval_text,
    content_digest,
    fresh_nonce,
    sees_of,
    texts_shown,
)
from tests.register.signing import END, NOW, P1, R1, fields, issue


def test_a_statement_is_read_from_its_one_form() -> None:
    said = words_of(canonical(fields()), Statement)
    assert said.to_bytes() == canonical(fields())
    assert (said.word, said.body, said.person, said.at) == ("approve", "committee", "li.na", NOW)
    elsewhere = words_of(canonical(fields(area="北区", word="withdraw")), Statement)
    assert (elsewhere.area, elsewhere.word) == ("北区", "withdraw")


ODD: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "payload"),
    ("no text", b"\xff", "payload"),
    ("a list", b"[]", "payload"),
    ("nested without end", b"[" * 9_000, "payload"),
    ("a blank more", canonical(fields()) + b" ", "payload"),
    ("a key twice", canonical(fields()).replace(b"{", b'{"at":"",', 1), "payload"),
    ("a key more", canonical(fields(more=1)), "more"),
    ("nothing for an area", canonical(fields(area=None)), "payload"),
    ("version 2", canonical(fields(v=2)), "v"),
    ("version true", canonical(fields(v=True)), "payload"),
    ("version 1.0", canonical(fields()).replace(b'"v":1', b'"v":1.0'), "payload"),
    ("half a character", b'{"at":"\\ud800"}', "payload"),
    ("half a character for a key", b'{"\\ud800":1}', "payload"),
    ("another kind", canonical(fields(kind="keys")), "kind"),
    ("another word", canonical(fields(word="abstain")), "word"),
    ("no person", canonical(fields(person="")), "person"),
    ("a person with a hidden sign", canonical(fields(person="li\u202ena")), "person"),
    ("a person that is not NFC", canonical(fields(person="e\u0301")), "person"),
    ("a digest in capitals", canonical(fields(rules="sha256:" + "A" * 64)), "rules"),
    ("a digest of another kind", canonical(fields(rules="sha512:" + "1" * 64)), "rules"),
    ("a version in words", canonical(fields(keys="1")), "keys"),
    ("a time without offset", canonical(fields(at="2026-05-01T08:00:00")), "at"),
    ("a time with another offset", canonical(fields(at="2026-05-01T16:00:00+08:00")), "payload"),
    ("a time that is not there", canonical(fields(expires="2026-02-30T00:00:00Z")), "expires"),
    ("a number once that is short", canonical(fields(nonce="0" * 31)), "nonce"),
    ("a number once in capitals", canonical(fields(nonce="A" * 32)), "nonce"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "where"), ODD, ids=[row[0] for row in ODD])
def test_what_is_no_statement_in_its_one_form_is_refused(
    name: str, body: bytes, where: str
) -> None:
    with pytest.raises(ApprovalRefused) as caught:
        words_of(body, Statement)
    assert (caught.value.code, caught.value.facts) == ("approval.malformed", {"where": where}), name


@pytest.mark.parametrize("key", sorted(fields()))
def test_nothing_may_be_left_out_but_what_is_so_by_default(key: str) -> None:
    rest = {name: value for name, value in fields().items() if name != key}
    with pytest.raises(ApprovalRefused):
        words_of(canonical(rest), Statement)


def test_a_number_used_once_is_another_each_time() -> None:
    made = {fresh_nonce() for _ in range(100)}
    assert len(made) == 100
    assert {len(one) for one in made} == {32}
    assert {Statement.model_validate(fields(nonce=one)).nonce for one in made} == made


# -- what is approved ----------------------------------------------------------------------------

CHANGES: list[dict[str, Any]] = [
    {"id": "P-2"},
    {"area": "south"},
    {"level": "2"},
    {"scope": ["north"]},
    {"scope": []},
    {"period": {"start": "2026-05-02T08:00:00.000001+08:00", "end": "2026-05-06T08:00+08:00"}},
    {"period": {"start": "2026-05-02T08:00+08:00", "end": "2026-05-06T08:01+08:00"}},
    {"period": {"start": "2026-05-02T08:00+08:00"}},
    {"issuer": "board"},
    {"proposer": "li.na"},
    {"proposer": None},
    {"reason": "a fair "},
    {"reason": None},
    {"transition": "city_order"},
    {"drill": True},
    {"track": "flood"},
    {"expected_end": "2026-05-04T08:00+08:00"},
    {"extras": [{"do": "close the gate"}]},
    {"extras": [{"do": "close the gate", "by": ["board"]}]},
]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_change_of_any_field_makes_another_digest_and_another_text(
    change: dict[str, Any],
) -> None:
    other = issue(**change)
    assert content_digest(other) != content_digest(P1)
    assert texts_shown(other, None)["en"] != texts_shown(P1, None)["en"]
    assert texts_shown(other, None)["zh"] != texts_shown(P1, None)["zh"]


def test_every_field_is_changed_once() -> None:
    changed = {key for change in CHANGES for key in change}
    assert changed == set(type(P1).model_fields) - {"action", "assessment", "approvals"}


def test_how_it_is_written_changes_no_digest() -> None:
    same = issue(
        scope=["lane", "north"],
        period={"start": "2026-05-02T00:00Z", "end": "2026-05-06T00:00:00.000000+00:00"},
        assessment={"by": "office", "at": "2026-05-01T00:00Z"},
        approvals=[{"body": "board", "at": "2026-05-01T00:00Z"}],
    )
    assert content_digest(same) == content_digest(P1)


def test_the_digest_covers_more_than_that_of_formats() -> None:
    other = issue(reason="another")
    assert proposal_digest(other) == proposal_digest(P1)
    assert content_digest(other) != content_digest(P1)
    ratify = RatifyProposal.model_validate(
        {"id": "P-3", "action": "ratify", "order": "R-1", "issuer": "office"}
    )
    digests = {content_digest(P1), content_digest(END), content_digest(ratify)}
    digests.add(content_digest(END.model_copy(update={"scope": ("lane",)})))
    assert len(digests) == 4


# -- what is shown -------------------------------------------------------------------------------


def test_a_proposal_to_issue_is_shown_whole() -> None:
    proposal = issue(transition="city_order", drill=True)
    assert approval_text(proposal, "en") == (
        "proposal: `P-1`\n"
        "asks: to issue an order\n"
        "this is a drill\n"
        "area: `north`\n"
        "level: `3`\n"
        "scope: `lane` and `north`\n"
        "from: 2026-05-02 08:00+08:00\n"
        "until: 2026-05-06 08:00+08:00\n"
        "by the rule: `city_order`\n"
        "issued by: `office`\n"
        "proposed by: `zhang.wei`\n"
        "reason: a fair\n"
        f"all of it: {content_digest(proposal)}"
    )
    proposal = issue(period={"start": "2026-05-02T00:00Z"}, scope=[])
    assert approval_text(proposal, "zh") == (
        "提议：`P-1`\n"
        "事项：发布指令\n"
        "区域：`north`\n"
        "级别：`3`\n"
        "起始时间：2026-05-02 00:00Z\n"
        "结束时间：未定\n"
        "发布机构：`office`\n"
        "提出人：`zhang.wei`\n"
        "理由：a fair\n"
        f"全文摘要：{content_digest(proposal)}"
    )


def test_each_extra_is_shown_on_a_line_of_its_own_and_who_carries_it_out_beneath() -> None:
    asked = issue(
        extras=[
            {"do": "close the gate", "by": ["board", "office"]},
            {"do": {"en": "watch", "zh": "值守"}},
        ]
    )
    english = approval_text(asked, "en").splitlines()
    assert english[6:10] == [
        "until: 2026-05-06 08:00+08:00",
        "asks for, too: close the gate",
        "  carried out by: `board` and `office`",
        "asks for, too: `en` watch; `zh` 值守",
    ]
    chinese = approval_text(asked, "zh").splitlines()
    assert chinese[7:10] == [
        "附加要求：close the gate",
        "  承担机构：`board`和`office`",
        "附加要求：`en` watch; `zh` 值守",
    ]


ALIKE: list[list[dict[str, Any]]] = [
    [{"do": "close", "by": ["board"]}],
    [{"do": "close"}],
    [{"do": "close and `board`"}],
    [{"do": "close\n  carried out by: `board`"}],
    [{"do": {"en": "close", "zh": "关闭"}}],
    [{"do": {"en": "close"}}, {"do": {"zh": "关闭"}}],
    [{"do": {"en": "close; `zh` 关闭"}}],
    [{"do": "`en` close; `zh` 关闭"}],
    [{"do": "close"}, {"do": "close", "by": ["board"]}],
    [{"do": "close", "by": ["board"]}, {"do": "close"}],
]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_extras_read_like_others_even_without_the_digest(lang: str) -> None:
    texts = {approval_text(issue(extras=one), lang).rsplit("\n", 1)[0] for one in ALIKE}
    assert len(texts) == len(ALIKE)


def test_a_proposal_to_end_shows_the_order_that_it_would_end() -> None:
    assert approval_text(END, "en", order=R1) == (
        "proposal: `P-2`\n"
        "asks: to end an order early\n"
        "order: `R-1`\n"
        "ends at: 2026-05-02 08:00+08:00\n"
        "issued by: `office`\n"
        "area of that order: `north`\n"
        "level of that order: `2`\n"
        "scope of that order: `lane`\n"
        "from: 2026-04-01 08:00+08:00\n"
        "until: open\n"
        f"all of it: {content_digest(END)}"
    )


def test_whoever_approves_is_told_that_the_order_is_a_drill() -> None:
    drill = R1.model_copy(update={"drill": True})
    assert "that order is a drill\n" in approval_text(END, "en", order=drill)
    assert "该指令为演练\n" in approval_text(END, "zh", order=drill)


def test_a_proposal_to_ratify_is_shown() -> None:
    ratify = RatifyProposal.model_validate(
        {"id": "P-3", "action": "ratify", "order": "R-1", "issuer": "office"}
    )
    assert approval_text(ratify, "zh") == (
        "提议：`P-3`\n事项：追认指令\n指令：`R-1`\n发布机构：`office`\n"
        f"全文摘要：{content_digest(ratify)}"
    )


def test_what_is_written_in_a_proposal_cannot_make_a_line_of_its_own() -> None:
    text = approval_text(issue(reason="calm\nlevel: `1`\u202e"), "en")
    assert text.splitlines()[-2] == "reason: calm\\u000alevel: `1`\\u202e"


def test_a_time_of_an_odd_offset_is_shown_in_utc() -> None:
    odd = datetime(2026, 5, 2, 8, tzinfo=timezone(timedelta(hours=8, seconds=30)))
    shown = approval_text(issue(period={"start": odd}), "en")
    assert "from: 2026-05-01 23:59:30Z\n" in shown
    again = issue(period={"start": instant_of("2026-05-01T23:59:30Z")})
    assert approval_text(again, "en") == shown


def test_what_was_seen_is_told_by_its_digest() -> None:
    text = approval_text(P1, "en")
    assert texts_shown(P1, None) == {"en": sees_of(text), "zh": sees_of(approval_text(P1, "zh"))}
    assert texts_shown(END, R1)["en"] != texts_shown(END, None)["en"]
    assert json.loads(canonical(fields()))["sees"] == sees_of(text)
