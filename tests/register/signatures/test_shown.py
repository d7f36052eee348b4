"""Whatever is signed is shown whole before, and no two contents read alike."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.register.signatures.acceptance import request_text
from responselevels.register.signatures.key_lists import KeyList
from responselevels.register.signatures.shown import exact, keys_text
from responselevels.register.signatures.statements import approval_text, content_digest
from responselevels.text.catalogue import LANGUAGES
from tests.register.signing import FIRST, HERE, LI, issue, listed, public, request

SCOPE = [f"street-{number:03}" for number in range(60)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", range(19, 25))
def test_proposals_that_differ_far_down_a_list_read_otherwise(lang: str, place: int) -> None:
    other = [*SCOPE[:place], "harbour", *SCOPE[place + 1 :]]
    one, two = (approval_text(issue(scope=scope), lang) for scope in (SCOPE, other))
    assert one != two
    assert all(f"`{name}`" in one for name in SCOPE)


ALIKE = (
    "calm",
    "calm\\u202e",
    "calm\u202e",
    "calm\\\\u202e",
    "calm\u200b",
    "calm\u00a0",
    "calm ",
    "calm\u3000",
    "calm\ufe0f",
    "calm\u3164",
    "calm\n",
    "calm\\n",
    "calm\u2028",
    "calm\u0085",
    "calm\nlevel: `1`",
    "calm\\u000alevel: `1`",
    "由`X`设定",
    "由 `X` 设定",
    "由`X` 设定",
    "cаlm",  # a Cyrillic letter
    "e\u0301",
    "\u00e9",
    "x" * 9_000,
    "x" * 8_999,
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_reasons_read_alike(lang: str) -> None:
    texts = {approval_text(issue(reason=reason), lang) for reason in ALIKE}
    assert len(texts) == len(ALIKE)
    assert all(text.isprintable() or set(text) - {"\n"} for text in texts)
    assert len({len(text.splitlines()) for text in texts}) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_odd_area_does_not_read_as_two(lang: str) -> None:
    one = approval_text(issue(scope=["a` and `b"]), lang)
    two = approval_text(issue(scope=["a", "b"]), lang)
    assert one.splitlines()[4] != two.splitlines()[4]


@given(st.text(max_size=8), st.text(max_size=8))
def test_texts_are_written_so_that_each_stands_for_itself(one: str, two: str) -> None:
    assert (exact(one) == exact(two)) == (one == two)


def test_the_digest_of_what_is_signed_is_the_last_line() -> None:
    assert approval_text(issue(), "en").splitlines()[-1] == f"all of it: {content_digest(issue())}"


def test_what_is_said_is_shown_beside_what_it_is_said_of() -> None:
    assert request_text(request(area="north"), HERE) == (
        "what you say: approved\n"
        "for the body: `committee`\n"
        "of the area: `north`\n"
        "as the person: `li.na`\n"
        "counts until: 2026-05-04 08:00Z\n"
        "register: `north-register`\n"
        f"rules in force: {HERE.rules}"
    )
    texts = {request_text(request(word=word), HERE) for word in ("approve", "refuse", "withdraw")}
    assert len(texts) == 3


def changed(**more: Any) -> KeyList:
    """Return the key list with its first key changed."""
    first = FIRST.keys[0].model_copy(update=more)
    return FIRST.model_copy(update={"keys": (first, *FIRST.keys[1:])})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_key_lists_read_alike(lang: str) -> None:
    many = tuple(f"body-{number}" for number in range(30))
    lists = [
        FIRST,
        changed(bodies=many),
        changed(bodies=(*many[:29], "another")),
        changed(person="li.na.2"),
        changed(areas=("north",)),
        changed(areas=("north", "south")),
        changed(revoked=0),
        changed(revoked=4),
        FIRST.model_copy(update={"version": 2}),
        FIRST.model_copy(update={"persons": {"committee": 2}}),
        FIRST.model_copy(update={"root": FIRST.root.model_copy(update={"threshold": 1})}),
    ]
    texts = [keys_text(one, lang).rsplit("\n", 1)[0] for one in lists]
    assert all(one != two for one, two in combinations(texts, 2))


def test_a_key_list_is_shown_with_every_key() -> None:
    text = keys_text(FIRST, "en")
    assert all(key.id in text for key in (*FIRST.keys, *FIRST.root.keys))
    assert text.splitlines()[-1].startswith("all of it: sha256:")
    assert listed(LI, "li.na")["public"] == public(LI)
