"""Digests bind to exactly what docs/formats.md lists, spelt in canonical JSON."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.digests import canonical, proposal_digest, rules_digest
from responselevels.models.rules import Rules
from responselevels.testing.reference.values import AnyProposal
from tests.core.desk import RULES, rules
from tests.model.scenes import Data, issue
from tests.model.shrink import PROPOSAL

ISSUE: Data = {
    "id": "P-7",
    "area": "north",
    "level": "2",
    "scope": ["north"],
    "period": {"start": "2026-02-12T00:00+08:00", "end": "2026-02-13T00:00+08:00"},
    "issuer": "city_hall",
}
ISSUED = (
    '{"action":"issue","area":"north","issuer":"city_hall","level":"2",'
    '"period":{"end":"2026-02-12T16:00:00Z","start":"2026-02-11T16:00:00Z"},"scope":["north"]}'
)
END: Data = {
    "id": "P-8",
    "action": "end",
    "order": "R-1",
    "at": "2026-02-20T08:00:00.250+08:00",
    "issuer": "office",
}
ENDED = '{"action":"end","at":"2026-02-20T00:00:00.250000Z","issuer":"office","order":"R-1"}'
RATIFY: Data = {"id": "P-9", "action": "ratify", "order": "R-1", "issuer": "office"}
RATIFIED = '{"action":"ratify","issuer":"office","order":"R-1"}'


def proposal(data: Data, **changed: Any) -> AnyProposal:
    return PROPOSAL.validate_python({**data, **changed})


def of(text: str) -> str:
    return "sha256:" + sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("data", "changed", "text"),
    [
        (ISSUE, {}, ISSUED),
        (
            ISSUE,
            {"expected_end": "2026-02-12T20:00+08:00"},
            ISSUED.replace('"issuer"', '"expected_end":"2026-02-12T12:00:00Z","issuer"'),
        ),
        (ISSUE, {"scope": []}, ISSUED.replace('["north"]', "[]")),
        (ISSUE, {"scope": ["北城", "b", "a"]}, ISSUED.replace('["north"]', '["a","b","北城"]')),
        (ISSUE, {"scope": ["a", "a"]}, ISSUED.replace('["north"]', '["a","a"]')),
        (
            ISSUE,
            {"period": {"start": "2026-02-12T00:00+08:00"}},
            ISSUED.replace('"2026-02-12T16:00:00Z"', "null"),
        ),
        (ISSUE, {"drill": True}, ISSUED.replace('"issuer"', '"drill":true,"issuer"')),
        (END, {}, ENDED),
        (END, {"scope": ["lane", "ash"]}, ENDED.replace("}", ',"scope":["ash","lane"]}')),
        (RATIFY, {}, RATIFIED),
    ],
    ids=[
        "an issue",
        "an expected end",
        "no scope",
        "a sorted scope",
        "a scope as named",
        "no end",
        "a drill",
        "an end",
        "an end in part",
        "a ratification",
    ],
)
def test_a_digest_is_sha_256_over_this_very_text(data: Data, changed: Data, text: str) -> None:
    assert proposal_digest(proposal(data, **changed)) == of(text)


@pytest.mark.parametrize(("data", "text"), [(END, ENDED), (RATIFY, RATIFIED)])
def test_ending_or_ratifying_a_drill_is_a_drill(data: Data, text: str) -> None:
    assert proposal_digest(proposal(data), drill=False) == of(text)
    drilled = text.replace('"issuer"', '"drill":true,"issuer"')
    assert proposal_digest(proposal(data), drill=True) == of(drilled)


@pytest.mark.parametrize(
    "changed",
    [
        {"area": "south"},
        {"level": "3"},
        {"scope": []},
        {"period": {"start": "2026-02-12T00:00+08:00"}},
        {"period": {**ISSUE["period"], "start": "2026-02-12T00:00:00.000001+08:00"}},
        {"issuer": "office"},
        {"drill": True},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_another_level_scope_period_or_issuer_is_another_proposal(changed: Data) -> None:
    assert proposal_digest(proposal(ISSUE, **changed)) != of(ISSUED)


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "P-8"},
        {"reason": "so it is"},
        {"proposer": "li.na"},
        {"transition": "city_order"},
        {"approvals": [{"body": "board", "at": "2026-02-11T00:00Z"}]},
        {"assessment": {"by": "board", "at": "2026-02-11T00:00Z"}},
        {"period": {"start": "2026-02-11T16:00Z", "end": "2026-02-12T21:45:00.000+05:45"}},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_says_the_same_in_other_words_keeps_its_digest(changed: Data) -> None:
    assert proposal_digest(proposal(ISSUE, **changed)) == of(ISSUED)


@given(st.permutations(["a", "b", "north", "秦汉", "𝔸", "ﬀ"]))
def test_the_order_in_which_a_scope_is_listed_does_not_matter(scope: list[str]) -> None:
    listed = issue("home", "red", 1, 2, issuer="office", scope=scope)
    backward = {**listed, "scope": scope[::-1]}
    assert proposal_digest(proposal(listed)) == proposal_digest(proposal(backward))


def test_keys_are_sorted_as_rfc_8785_says() -> None:
    assert canonical({"b": None, "a": ["é", 1, True]}) == '{"a":["é",1,true],"b":null}'.encode()


def rules_of(written: Data) -> Rules:
    return Rules.model_validate({"format": 1, "id": "by_hand", **written})


def test_rules_that_say_the_same_have_the_same_digest() -> None:
    spelt_out = rules(tiers=[{**tier, "inherits": True} for tier in RULES["tiers"]])
    assert rules_digest(rules_of(spelt_out)) == rules_digest(rules_of(RULES))


def test_rules_that_say_something_else_have_another_digest() -> None:
    backward = rules(levels=[RULES["levels"][0], *RULES["levels"][:0:-1]])
    assert rules_digest(rules_of(backward)) != rules_digest(rules_of(RULES))


def test_what_rules_rest_on_is_part_of_their_digest() -> None:
    def resting(cite: Data, **requires: object) -> str:
        way = {**RULES["transitions"][0], "cite": cite, "requires": requires}
        return rules_digest(rules_of(rules(transitions=[way])))

    said: Data = {"source": "opinion", "clause": "3.4"}
    read, other = ({**said, "reading": {"en": words, "zh": "如此"}} for words in ("so", "not so"))
    silent = {"source": "opinion", "reading": {"en": "so", "zh": "如此"}}
    keyed = {"cites": {"period": said}}
    digests = [*(resting(cite) for cite in (said, read, other, silent)), resting(said, **keyed)]
    assert len(set(digests)) == 5
    assert resting(said, cites={}) == resting(said)


def test_the_digest_of_rules_is_that_of_their_canonical_json() -> None:
    small: Data = {"levels": [{"id": "4", "default": True}, {"id": "3"}], "tiers": [{"id": "t"}]}
    text = (
        '{"format":1,"id":"by_hand",'
        '"levels":[{"default":true,"id":"4"},{"id":"3"}],"tiers":[{"id":"t"}]}'
    )
    assert rules_digest(rules_of(small)) == of(text)


def test_the_digest_of_rules_calls_keys_as_the_file_does() -> None:
    way: Data = {"id": "a", "tier": "t", "from": ["4"], "to": ["3"], "issuers": ["b"]}
    small: Data = {
        "levels": [{"id": "4", "default": True}, {"id": "3"}],
        "tiers": [{"id": "t"}],
        "transitions": [way],
    }
    text = (
        '{"format":1,"id":"by_hand",'
        '"levels":[{"default":true,"id":"4"},{"id":"3"}],"tiers":[{"id":"t"}],'
        '"transitions":[{"from":["4"],"id":"a","issuers":["b"],"tier":"t","to":["3"]}]}'
    )
    assert rules_digest(rules_of(small)) == of(text)


# -- written quickly ------------------------------------------------------------------------

TEXTS = st.text() | st.sampled_from(
    ["\x7f", "\u2028", 'a":1.5', ",12345678901234567890", "😀", "ﬀ"]
)
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_quickly_is_what_the_standard_says(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [2**53, float("nan"), {"a": b"x"}, "\ud800", object()])
def test_what_has_no_canonical_form_is_refused_as_before(value: object) -> None:
    with pytest.raises(Exception) as expected:  # noqa: PT011 - of that library's kind
        rfc8785.dumps(value)  # type: ignore[arg-type]
    with pytest.raises(type(expected.value)):
        canonical(value)
