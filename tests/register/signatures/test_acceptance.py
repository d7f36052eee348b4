"""Signed approvals at submission: what is accepted, and every reason why one is not."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis.strategies import binary, dictionaries, integers, sampled_from, text

from responselevels.core.digests import canonical, proposal_digest
from responselevels.errors import ApprovalRefused
from responselevels.models.orders import Approval
from responselevels.register.log.actors import NOBODY
from responselevels.register.log.event_fields import Header
from responselevels.register.signatures.acceptance import (
    AHEAD,
    SigningContext,
    accepted,
    sign_approval,
)
from responselevels.register.signatures.dsse import Envelope, sealed
from responselevels.register.signatures.statements import APPROVAL_TYPE, approval_text, sees_of
from tests.register.signing import (
    CHEN,
    DAY,
    END,
    FIRST,
    HERE,
    KEYS,
    LI,
    LIU,
    NOW,
    OTHER_RULES,
    P1,
    R1,
    REGISTER,
    RULES,
    WANG,
    fields,
    issue,
    keylist,
    later,
    listed,
    request,
    revised,
    signed,
    taken,
)


def refused(raw: bytes, **more: Any) -> ApprovalRefused:
    with pytest.raises(ApprovalRefused) as caught:
        taken(raw, **more)
    return caught.value


def stated(secret: Any = LI, kind: str = APPROVAL_TYPE, **more: Any) -> bytes:
    """Return what is spoilt, and truly signed."""
    return sealed(kind, canonical(fields(**more)), [secret]).to_bytes()


# -- accepted ------------------------------------------------------------------------------------


def test_what_is_signed_and_holds_is_accepted() -> None:
    raw = signed()
    made = taken(raw)
    digest = proposal_digest(P1)
    assert made.approval == Approval(body="committee", person="li.na", at=NOW, digest=digest)
    assert (made.key, made.envelope, made.statement.word) == (LI.id, raw, "approve")
    event = made.event(Header(seq=0, recorded=0, actor=NOBODY), P1.id)
    assert event.to_json() == {
        "of": P1.id,
        "word": "approve",
        "standing": "signed",
        "approval": {
            "body": "committee",
            "person": "li.na",
            "at": "2026-05-01T08:00:00+00:00",
            "digest": digest,
        },
        "envelope": b64encode(raw).decode(),
        "key": LI.id,
        "nonce": made.statement.nonce,
        "expires": "2026-05-04T08:00:00Z",
        "keys": 1,
        "rules": RULES,
    }


@pytest.mark.parametrize("word", ["approve", "refuse", "withdraw"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_any_word_in_any_language_is_accepted(word: str, lang: str) -> None:
    assert taken(signed(asked=request(word=word, lang=lang))).statement.word == word


def test_of_an_order_that_would_end_the_approver_is_shown_what_it_is() -> None:
    raw = sign_approval(LI, request(), END, HERE, order=R1)
    assert taken(raw, END, order=R1).statement.of == "P-2"
    assert refused(raw, proposal=END).code == "approval.not_shown"
    assert refused(signed(proposal=END), proposal=END, order=R1).code == "approval.not_shown"


def test_nothing_is_signed_before_there_is_a_key_list() -> None:
    with pytest.raises(ValueError, match="no key list"):
        sign_approval(LI, request(), P1, replace(HERE, lists=()))


def test_an_approval_holds_until_the_instant_it_expires() -> None:
    raw = signed()
    assert taken(raw, context=later(11, at=NOW + 3 * DAY - timedelta(microseconds=1))).key == LI.id
    assert refused(raw, context=later(11, at=NOW + 3 * DAY)).code == "approval.expired"


def test_an_approval_may_be_dated_a_little_ahead() -> None:
    assert taken(signed(asked=request(at=NOW + AHEAD))).key == LI.id
    late = request(at=NOW + AHEAD + timedelta(microseconds=1))
    assert refused(signed(asked=late)).code == "approval.ahead"


def test_a_key_signs_from_its_first_to_its_last_instant() -> None:
    def during(start: str, end: str) -> SigningContext:
        return replace(HERE, lists=(keylist(keys=revised(0, **{"from": start, "until": end})),))

    micro = "2026-05-01T08:00:00.000001Z"
    assert taken(signed(), context=during("2026-05-01T08:00Z", micro)).key == LI.id
    early = during(micro, "2027-01-01T00:00Z")
    assert refused(signed(), context=early).code == "approval.key_expired.early"
    over = during("2026-01-01T00:00Z", "2026-05-01T08:00Z")
    assert refused(signed(), context=over).code == "approval.key_expired.over"


def test_a_key_is_revoked_from_an_event_on() -> None:
    def revoked(seq: int) -> SigningContext:
        return replace(HERE, lists=(keylist(keys=revised(0, revoked=seq)),))

    assert HERE.seq == 10
    assert taken(signed(), context=revoked(11)).key == LI.id
    assert refused(signed(), context=revoked(10)).code == "approval.key_revoked"
    assert refused(signed(), context=revoked(0)).code == "approval.key_revoked"


def test_a_key_for_some_areas_names_the_area_it_signs_for() -> None:
    context = replace(HERE, lists=(keylist(keys=revised(0, areas=["north"])),))
    assert taken(signed(asked=request(area="north")), context=context).approval.area == "north"
    assert (
        refused(signed(asked=request(area="south")), context=context).code
        == "approval.not_signatory"
    )
    assert refused(signed(), context=context).code == "approval.not_signatory"


def test_a_person_may_sign_with_any_of_several_keys() -> None:
    context = replace(HERE, lists=(keylist(keys=[*KEYS, listed(LIU, "li.na", "committee")]),))
    assert taken(signed(LIU), context=context).approval.person == "li.na"
    assert taken(signed(LI), context=context).approval.person == "li.na"


# -- every reason, in both languages ---------------------------------------------------------------

Refusal = tuple[str, Callable[[], ApprovalRefused], str, str]
SECOND = keylist(2, keys=KEYS[1:])
SHORT = LI.id[:19]

REASONS: list[Refusal] = [
    (
        "approval.unknown_key",
        lambda: refused(signed(LIU)),
        (
            f"no key list of this register has the key `{LIU.id[:19]}…`; "
            "sign with a key of the list, or have the key added to it"
        ),
        f"本登记册的密钥清单中没有密钥 `{LIU.id[:19]}…`；请用清单中的密钥签名，或者将该密钥加入清单",
    ),
    (
        "approval.signature",
        lambda: refused(
            Envelope(
                APPROVAL_TYPE, canonical(fields(word="refuse")), sealed_for(fields()).signatures
            ).to_bytes()
        ),
        f"the signature does not hold: the key `{SHORT}…` did not sign this; sign it anew",
        f"签名不成立：密钥 `{SHORT}…` 未签过此内容；请重新签名",
    ),
    (
        "approval.malformed",
        lambda: refused(stated(word="abstain")),
        "what was signed cannot be read as an approval (at `word`); sign it anew",
        "所签的内容不能读作批准（位置：`word`）；请重新签名",
    ),
    (
        "approval.signatures",
        lambda: refused(sealed(APPROVAL_TYPE, canonical(fields()), [LI, CHEN]).to_bytes()),
        "an approval has one signature, and here are 2; let each person sign one of their own",
        "一项批准只有一个签名，此处有2个；请各人分别签名",
    ),
    (
        "approval.wrong_key.person",
        lambda: refused(signed(CHEN)),
        (
            f"the key `{CHEN.id[:19]}…` is not that of `li.na`; "
            "let the person it belongs to sign for `committee`"
        ),
        f"密钥 `{CHEN.id[:19]}…` 不属于 `li.na`；请由密钥所属的人员为 `committee` 签名",
    ),
    (
        "approval.not_signatory",
        lambda: refused(signed(asked=request(body="board"))),
        f"the key `{SHORT}…` of `li.na` does not speak for `board`; let somebody sign whose key does",
        f"`li.na` 的密钥 `{SHORT}…` 不能代表 `board`；请由可以代表该机构的人员签名",
    ),
    (
        "approval.key_revoked",
        lambda: refused(
            signed(), context=replace(HERE, lists=(keylist(keys=revised(0, revoked=4)),))
        ),
        (
            f"the key `{SHORT}…` of `li.na` is revoked from event 4 on; "
            "sign for `committee` with another key"
        ),
        f"`li.na` 的密钥 `{SHORT}…` 自第4号记录起已吊销；请用其他密钥为 `committee` 签名",
    ),
    (
        "approval.key_expired.over",
        lambda: refused(
            signed(),
            context=replace(HERE, lists=(keylist(keys=revised(0, until="2026-01-01T00:00Z")),)),
        ),
        (
            f"the key `{SHORT}…` of `li.na` was valid only until 2026-01-01 00:00Z; "
            "sign for `committee` with another key"
        ),
        f"`li.na` 的密钥 `{SHORT}…` 有效期至 2026-01-01 00:00Z 为止；请用其他密钥为 `committee` 签名",
    ),
    (
        "approval.key_expired.early",
        lambda: refused(
            signed(),
            context=replace(
                HERE, lists=(keylist(keys=revised(0, **{"from": "2027-01-01T00:00Z"})),)
            ),
        ),
        (
            f"the key `{SHORT}…` of `li.na` is valid only from 2027-01-01 00:00Z; "
            "sign for `committee` with another key, or later"
        ),
        (
            f"`li.na` 的密钥 `{SHORT}…` 有效期自 2027-01-01 00:00Z 起；"
            "请用其他密钥为 `committee` 签名，或者届时再签"
        ),
    ),
    (
        "approval.keys_changed",
        lambda: refused(signed(), context=later(11, lists=(FIRST, SECOND))),
        (
            f"the key list in force, version 2, no longer has the key `{SHORT}…`; "
            "sign for `committee` with a key that it has"
        ),
        f"现行密钥清单（第2版）中已无密钥 `{SHORT}…`；请用清单中的密钥为 `committee` 签名",
    ),
    (
        "approval.other_keys",
        lambda: refused(signed(), context=later(11, lists=(FIRST, keylist(2)))),
        "it was signed under version 1 of the key list, and version 2 is in force; sign it anew",
        "签名时的密钥清单为第1版，现行为第2版；请重新签名",
    ),
    (
        "approval.expired",
        lambda: refused(signed(asked=request(expires=NOW))),
        "what was signed for `committee` held only until 2026-05-01 08:00Z; sign it anew",
        "为 `committee` 所签的内容效力至 2026-05-01 08:00Z 为止；请重新签名",
    ),
    (
        "approval.moved",
        lambda: refused(stated(register="south")),
        (
            "what was signed for `committee` is for something else: `register` there is `south`, "
            f"here `{REGISTER}`; sign this proposal itself"
        ),
        f"为 `committee` 所签的内容与本提议不一致：签名中 `register` 为 `south`，此处为 `{REGISTER}`；请就本提议签名",
    ),
    (
        "approval.rules_changed",
        lambda: refused(signed(), context=replace(HERE, rules=OTHER_RULES)),
        (
            f"what was signed for `committee` was signed under the rules `{RULES[:19]}…`; in force are "
            f"`{OTHER_RULES[:19]}…`; look at the proposal under these, and sign anew"
        ),
        (
            f"为 `committee` 签名时的规则为 `{RULES[:19]}…`，现行规则为 `{OTHER_RULES[:19]}…`；"
            "请依现行规则查看提议后重新签名"
        ),
    ),
    (
        "approval.stale",
        lambda: refused(stated(proposal=RULES), proposal=P1),
        (
            f"the proposal is no longer what was signed for `committee`: `{RULES[:19]}…`, "
            f"now `{fields()['proposal'][:19]}…`; look at it as it is now, and sign anew"
        ),
        (
            f"提议已不是为 `committee` 所签的内容：签名时为 `{RULES[:19]}…`，"
            f"现为 `{fields()['proposal'][:19]}…`；请查看现在的提议后重新签名"
        ),
    ),
    (
        "approval.replayed",
        lambda: refused(stated(), nonces={"0" * 32}),
        f"this signature was recorded already (its number is `{'0' * 32}`); one counts once",
        f"这一签名已有记录（编号 `{'0' * 32}`）；一次签名只计一次",
    ),
    (
        "approval.ahead",
        lambda: refused(signed(asked=request(at=NOW + DAY))),
        (
            "it is dated 2026-05-02 08:00Z, and here it is 2026-05-01 08:00Z; "
            "set the clock right, and sign anew"
        ),
        "签名所载时间为 2026-05-02 08:00Z，而此处为 2026-05-01 08:00Z；请校准时钟后重新签名",
    ),
    (
        "approval.self",
        lambda: refused(signed(), proposers={"li.na"}),
        "`li.na` proposed this, and cannot approve it for `committee`; let another person sign",
        "`li.na` 是提出人，不能为 `committee` 批准；请由其他人员签名",
    ),
    (
        "approval.not_shown",
        lambda: refused(stated(sees=sees_of("another text"))),
        (
            "what the approver was shown is not what the proposal says in words here; "
            "show it anew, and let it be signed for `committee` again"
        ),
        "批准人所见的文字与此处的提议不符；请重新出示，并由 `committee` 重新签名",
    ),
    (
        "approval.type",
        lambda: refused(stated(kind="application/vnd.responselevels.keys+json")),
        (
            "what was signed is of another kind: `application/vnd.responselevels.keys+json`, "
            "not `application/vnd.responselevels.approval+json`; sign an approval"
        ),
        (
            "所签的内容类型为 `application/vnd.responselevels.keys+json`，"
            "应为 `application/vnd.responselevels.approval+json`；请签署批准"
        ),
    ),
    (
        "approval.envelope",
        lambda: refused(b"yes"),
        (
            "this is no signed approval in its one form; "
            "hand in the file as it was written when it was signed"
        ),
        "这不是格式规范的经签名的批准；请原样提交签名时写出的文件",
    ),
]


def sealed_for(said: dict[str, Any]) -> Envelope:
    return sealed(APPROVAL_TYPE, canonical(said), [LI])


@pytest.mark.parametrize(("code", "refusal", "en", "zh"), REASONS, ids=[row[0] for row in REASONS])
def test_each_reason_has_a_code_and_words_of_its_own(
    code: str, refusal: Callable[[], ApprovalRefused], en: str, zh: str
) -> None:
    error = refusal()
    assert (error.code, str(error), error.worded("zh")) == (code, en, zh)


# -- replayed and moved: twelve and more -----------------------------------------------------------

NEXT_YEAR = issue(period={"start": "2027-05-02T08:00+08:00", "end": "2027-05-06T08:00+08:00"})
MOVED: list[tuple[str, dict[str, Any], str]] = [
    ("where it was made for", {}, ""),
    ("again in the same register", {"nonces": {"0" * 32}}, "replayed"),
    ("in another register", {"context": replace(HERE, register="south")}, "moved"),
    ("under other rules", {"context": replace(HERE, rules=OTHER_RULES)}, "rules_changed"),
    ("under the next key list", {"context": later(11, lists=(FIRST, keylist(2)))}, "other_keys"),
    ("under another first key list", {"context": later(11, lists=(SECOND,))}, "unknown_key"),
    ("a year later", {"context": later(11, at=NOW + 365 * DAY)}, "expired"),
    ("for the same thing a year later", {"proposal": NEXT_YEAR}, "stale"),
    ("for another proposal", {"proposal": issue(id="P-9", level="1")}, "moved"),
    ("for the same under another name", {"proposal": issue(id="P-9")}, "moved"),
    ("for a more severe level", {"proposal": issue(level="1")}, "stale"),
    ("for a wider scope", {"proposal": issue(scope=["north"])}, "stale"),
    ("for a drill", {"proposal": issue(drill=True)}, "stale"),
    ("for another reason", {"proposal": issue(reason="a riot")}, "stale"),
    ("for another proposer", {"proposal": issue(proposer="chen.jie")}, "stale"),
    ("for an end", {"proposal": END}, "moved"),
    ("after the key was revoked", {"context": later(30, lists=(keylist(keys=revised(0, revoked=25)),))}, "key_revoked"),
    ("by who proposed it meanwhile", {"proposers": ("li.na",)}, "self"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "place", "code"), MOVED, ids=[row[0] for row in MOVED])
def test_a_signature_holds_where_it_was_made_for_and_nowhere_else(
    name: str, place: dict[str, Any], code: str
) -> None:
    raw = stated()
    if code:
        assert refused(raw, **place).code == f"approval.{code}", name
    else:
        assert taken(raw, **place).key == LI.id


def test_the_requester_who_is_in_the_group_cannot_approve() -> None:
    # vault#19214 and teleport#60049: told by the person, not by the account or the key.
    for proposal, proposers in ((issue(proposer="li.na"), ()), (issue(proposer=None), ("li.na",))):
        raw = signed(proposal=proposal)
        assert refused(raw, proposal=proposal, proposers=proposers).code == "approval.self"
    context = replace(HERE, lists=(keylist(keys=[*KEYS, listed(LIU, "li.na", "committee")]),))
    second = signed(LIU)
    assert refused(second, context=context, proposers=("li.na",)).code == "approval.self"


def test_who_proposed_may_refuse_and_take_back() -> None:
    for word in ("refuse", "withdraw"):
        assert taken(signed(asked=request(word=word)), proposers=("li.na",)).statement.word == word


# -- every bit -------------------------------------------------------------------------------------

THREE = {
    "approved": (signed(), P1),
    "refused for an area": (
        signed(WANG, request("board", "wang.fang", "refuse", area="north")),
        P1,
    ),
    "taken back": (signed(CHEN, request("board", "chen.jie", "withdraw", lang="zh"), END), END),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", THREE)
def test_no_flipped_bit_of_a_signed_approval_is_accepted(name: str) -> None:
    raw, proposal = THREE[name]
    assert taken(raw, proposal).envelope == raw
    accepted_ones = 0
    for at in range(len(raw)):
        for bit in range(8):
            flipped = bytearray(raw)
            flipped[at] ^= 1 << bit
            with suppress(ApprovalRefused):
                taken(bytes(flipped), proposal)
                accepted_ones += 1
    assert accepted_ones == 0


@given(binary(max_size=400))
def test_whatever_bytes_come_in_only_a_refusal_comes_out(raw: bytes) -> None:
    with pytest.raises(ApprovalRefused):
        taken(raw)


VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    1,
    2**60,
    "",
    "0",
    "sha256:" + "0" * 64,
    "2026-05-01T08:00:00Z",
    [],
    {},
    [1],
    "\x00",
]


@given(
    dictionaries(
        sampled_from([*fields(), "area", "more"]), sampled_from(VALUES), min_size=1, max_size=3
    )
)
def test_whatever_was_truly_signed_only_a_refusal_comes_out(changed: dict[str, Any]) -> None:
    said = {**fields(), **changed}
    with suppress(ValueError):
        raw = sealed(APPROVAL_TYPE, json.dumps(said).encode(), [LI]).to_bytes()
        with pytest.raises(ApprovalRefused):
            taken(raw)
        body = canonical(said)
        if body != canonical(fields()):
            with suppress(ApprovalRefused):
                assert (
                    taken(sealed(APPROVAL_TYPE, body, [LI]).to_bytes()).statement.to_bytes() == body
                )


@given(body=text(max_size=6), person=text(max_size=6), keys=integers())
def test_only_what_the_key_list_says_is_accepted(body: str, person: str, keys: int) -> None:
    with suppress(ValueError):
        raw = sealed(APPROVAL_TYPE, canonical(fields(body=body, person=person, keys=keys)), [LI])
        with pytest.raises(ApprovalRefused):
            taken(raw.to_bytes())


def test_accepting_needs_the_digest_of_formats() -> None:
    made = accepted(signed(), P1, HERE, nonces=(), proposers=(), digest="sha256:" + "0" * 64)
    assert made.approval.digest == "sha256:" + "0" * 64
    assert sees_of(approval_text(P1, "en")) == made.statement.sees
