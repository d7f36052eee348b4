"""Key lists: what is sound, and the threshold bugs of others, by name."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis.strategies import binary, from_regex, integers, one_of

from responselevels.core.deciding.persons import MAX_SHARED_BODIES
from responselevels.core.digests import canonical
from responselevels.errors import KeysRefused, path_worded
from responselevels.register.signatures.key_lists import (
    LONGEST,
    KeyList,
    keys_of,
    persons_for,
    problems_in_keys,
)
from tests.register.signing import (
    CHEN,
    FIRST,
    KEYS,
    LI,
    LIU,
    REGISTER,
    ROOT,
    ROOTS,
    WANG,
    key,
    keylist,
    listed,
    public,
    revised,
)


def wrong(keys: KeyList) -> list[str]:
    return [f"{path_worded(p.where.path)}: {p.code}" for p in problems_in_keys(keys)]


def root(*threshold: int, **more: Any) -> dict[str, Any]:
    return {**ROOT, **({"threshold": threshold[0]} if threshold else {}), **more}


# -- forty thresholds and more -----------------------------------------------------------------

TWO_KEYS = [listed(LI, "li.na", "board"), listed(CHEN, "li.na", "board")]
SPARE = b64encode(LI.public).decode()[:-2] + chr(ord(b64encode(LI.public).decode()[-2]) + 1) + "="
FOREIGN = {**listed(LI, "li.na", "board"), "id": CHEN.id}

TABLE: list[tuple[str, dict[str, Any], list[str]]] = [
    # of the roots
    ("one of three root keys", {"root": root(1)}, []),
    ("two of three root keys", {"root": root(2)}, []),
    ("three of three root keys", {"root": root(3)}, []),
    ("four of three root keys", {"root": root(4)}, ["root.threshold: keys.threshold"]),
    ("none of three (CVE-2026-23992)", {"root": root(0)}, ["root.threshold: keys.threshold"]),
    ("minus one (CVE-2026-23992)", {"root": root(-1)}, ["root.threshold: keys.threshold"]),
    ("very far below", {"root": root(-(2**70))}, ["root.threshold: keys.threshold"]),
    ("no root keys", {"root": root(1, keys=[])}, ["root.threshold: keys.threshold"]),
    ("no root keys, none needed", {"root": root(0, keys=[])}, ["root.threshold: keys.threshold"]),
    ("one root key", {"root": root(1, keys=[listed(ROOTS[0], "a")])}, []),
    (
        "two root keys of one person count once",
        {"root": root(2, keys=[listed(ROOTS[0], "a"), listed(ROOTS[1], "a")])},
        ["root.threshold: keys.threshold"],
    ),
    (
        "three root keys of two persons",
        {"root": root(2, keys=[*map(listed, ROOTS, ("a", "a", "b"))])},
        [],
    ),
    (
        "three root keys of two persons, three needed",
        {"root": root(3, keys=[*map(listed, ROOTS, ("a", "a", "b"))])},
        ["root.threshold: keys.threshold"],
    ),
    (
        "a root key twice under one id (python-tuf GHSA-pwqf-9h7j-7mv8, rust-tuf#283)",
        {"root": root(2, keys=[listed(ROOTS[0], "a"), listed(ROOTS[0], "b")])},
        ["root.keys[1].public: keys.twice"],
    ),
    (
        "a root key under two ids (go-tuf GHSA-3633-5h82-39pq)",
        {"root": root(2, keys=[listed(ROOTS[0], "a"), {**listed(ROOTS[0], "b"), "id": LI.id}])},
        ["root.keys[1].id: keys.id", "root.keys[1].public: keys.twice"],
    ),
    (
        "a root key that approves as well",
        {"keys": [listed(ROOTS[0], "holder 0", "board")]},
        ["keys[0].public: keys.twice"],
    ),
    # of the bodies
    ("nothing said of persons", {}, []),
    ("one person, one there", {"persons": {"committee": 1}}, []),
    ("two persons, two there", {"persons": {"committee": 2}}, []),
    (
        "three persons, two there",
        {"persons": {"committee": 3}},
        ["persons.committee: keys.threshold"],
    ),
    ("none (CVE-2026-23992)", {"persons": {"board": 0}}, ["persons.board: keys.threshold"]),
    ("minus one for a body", {"persons": {"board": -1}}, ["persons.board: keys.threshold"]),
    ("a body nobody speaks for", {"persons": {"office": 1}}, ["persons.office: keys.threshold"]),
    ("two keys, one person, one needed", {"keys": TWO_KEYS, "persons": {"board": 1}}, []),
    (
        "two keys of one person count once",
        {"keys": TWO_KEYS, "persons": {"board": 2}},
        ["persons.board: keys.threshold"],
    ),
    (
        "two bodies wrong at once",
        {"persons": {"board": 9, "committee": 0}},
        ["persons.board: keys.threshold", "persons.committee: keys.threshold"],
    ),
    (
        "a revoked key still counts",
        {"keys": revised(0, revoked=3), "persons": {"committee": 2}},
        [],
    ),
    (
        "a key that has run out still counts",
        {"keys": revised(0, until="2026-01-01T00:00Z"), "persons": {"committee": 2}},
        [],
    ),
    # of the keys
    ("no keys for approvals", {"keys": []}, []),
    (
        "a key twice under one id (python-tuf GHSA-pwqf-9h7j-7mv8, rust-tuf#283)",
        {"keys": [listed(LI, "li.na", "board"), listed(LI, "chen.jie", "board")]},
        ["keys[1].public: keys.twice"],
    ),
    (
        "a key under two ids (go-tuf GHSA-3633-5h82-39pq)",
        {"keys": [listed(LI, "li.na", "board"), FOREIGN]},
        ["keys[1].id: keys.id", "keys[1].public: keys.twice"],
    ),
    (
        "a key twice for two bodies",
        {"keys": [listed(LI, "li.na", "board"), listed(LI, "li.na", "committee")]},
        ["keys[1].public: keys.twice"],
    ),
    (
        "a key in another encoding",
        {
            "keys": [
                listed(LI, "li.na", "board"),
                {**listed(LI, "chen.jie", "board"), "public": SPARE},
            ]
        },
        ["keys[1].public: keys.public", "keys[1].public: keys.twice"],
    ),
    ("an id of another key", {"keys": [FOREIGN]}, ["keys[0].id: keys.id"]),
    (
        "a key with which anybody could sign",
        {"keys": [{**listed(LI, "li.na", "board"), "public": "A" * 43 + "="}]},
        ["keys[0].public: keys.public", "keys[0].id: keys.id"],
    ),
    ("a key for no body", {"keys": revised(0, bodies=[])}, ["keys[0].bodies: list.empty"]),
    (
        "a key for one body twice",
        {"keys": revised(0, bodies=["board", "committee", "board"])},
        ["keys[0].bodies[2]: list.repeated"],
    ),
    ("a key for no area", {"keys": revised(0, areas=[])}, ["keys[0].areas: list.empty"]),
    (
        "a key for one area twice",
        {"keys": revised(0, areas=["north", "north"])},
        ["keys[0].areas[1]: list.repeated"],
    ),
    (
        "a key that ends before it begins",
        {"keys": revised(0, **{"from": "2026-02-01T00:00Z", "until": "2026-02-01T08:00+08:00"})},
        ["keys[0].until: valid.empty"],
    ),
    (
        "a key that begins and ends",
        {"keys": revised(0, **{"from": "2026-02-01T00:00Z", "until": "2026-02-01T00:00:01Z"})},
        [],
    ),
    ("revoked from the first event on", {"keys": revised(0, revoked=0)}, []),
    ("revoked from before", {"keys": revised(0, revoked=-1)}, ["keys[0].revoked: keys.revoked"]),
    # of the list
    ("version 0", {"version": 0}, ["version: keys.version"]),
    ("version -1", {"version": -1}, ["version: keys.version"]),
    ("a later format", {"format": 2, "persons": {"board": 0}}, ["format: format.later"]),
    ("format 0", {"format": 0}, ["format: format.unknown"]),
]


@pytest.mark.parametrize(("name", "changed", "problems"), TABLE, ids=[row[0] for row in TABLE])
def test_a_key_list_is_sound_or_each_mistake_has_its_place(
    name: str, changed: dict[str, Any], problems: list[str]
) -> None:
    assert wrong(keylist(**changed)) == problems, name


def test_the_table_has_forty_rows_and_more() -> None:
    assert len(TABLE) >= 40


def test_what_is_wrong_is_said_in_both_languages() -> None:
    changed = keylist(root=root(0), keys=[FOREIGN, listed(LI, "li.na", "board")])
    assert [problem.worded("en") for problem in problems_in_keys(changed)] == [
        f"the id is not that of the key; write `{LI.id}`",
        "this public key stands here twice, first at keys[0]; leave one out",
        "0 persons are asked for, and 3 have keys; ask for at least 1 and at most 3",
    ]
    assert [problem.worded("zh") for problem in problems_in_keys(changed)] == [
        f"编号与密钥不符；请写 `{LI.id}`",
        "同一公钥出现两次，第一次在keys[0]；请去掉一个",
        "要求0人，而持有密钥的有3人；请要求1人以上、3人以下",
    ]


def test_more_bodies_with_persons_in_common_than_could_be_counted_are_refused() -> None:
    bodies = [f"b{number:02}" for number in range(MAX_SHARED_BODIES + 1)]
    assert wrong(keylist(keys=[listed(LI, "li.na", *bodies)])) == ["keys: keys.shared"]
    assert wrong(keylist(keys=[listed(LI, "li.na", *bodies[1:])])) == []
    apart = [listed(key(body), body, body) for body in bodies]
    assert wrong(keylist(keys=apart)) == []


def test_persons_are_counted_by_body() -> None:
    assert persons_for(FIRST, "committee") == {"li.na", "chen.jie"}
    assert persons_for(FIRST, "board") == {"chen.jie", "wang.fang"}
    assert persons_for(FIRST, "office") == frozenset()


def test_a_key_speaks_for_its_bodies_in_its_areas() -> None:
    (anywhere, *_rest) = FIRST.keys
    assert anywhere.speaks_for("committee", None)
    assert anywhere.speaks_for("committee", "north")
    assert not anywhere.speaks_for("board", None)
    (narrow, *_rest) = keylist(keys=revised(0, areas=["north"])).keys
    assert narrow.speaks_for("committee", "north")
    assert not narrow.speaks_for("committee", "south")
    assert not narrow.speaks_for("committee", None)


def test_a_key_is_found_by_its_id() -> None:
    assert FIRST.key(WANG.id) == FIRST.keys[2]
    assert FIRST.key(LIU.id) is None
    assert FIRST.key(ROOTS[0].id) is None


# -- as a document ------------------------------------------------------------------------------


def test_a_key_list_is_read_from_its_one_form() -> None:
    changed = keylist(
        keys=revised(0, until="2027-01-01T00:00+08:00", revoked=7, areas=["北区"]),
        persons={"board": 2},
    )
    for keys in (FIRST, changed):
        assert keys_of(keys.to_bytes()) == keys


def document(**changed: Any) -> bytes:
    return canonical({**json.loads(FIRST.to_bytes()), **changed})


MALFORMED: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "document"),
    ("no text", b"\xff", "document"),
    ("no JSON", b"keys", "document"),
    ("a blank more", FIRST.to_bytes() + b" ", "document"),
    ("what is so by default", document(persons={}), "document"),
    ("nested without end", b"[" * 10_000, "document"),
    ("an endless number", b'{"version":' + b"1" * 5000 + b"}", "document"),
    (
        "a number too large to be exact",
        document().replace(b'"version":1', b'"version":' + b"1" * 17),
        "document",
    ),
    ("a list", b"[]", "document"),
    ("half a character", b'{"register":"\\ud800"}', "document"),
    ("half a character for a key", b'{"\\ud800":1}', "document"),
    ("a key more", document(more=1), "more"),
    ("no register", canonical({"version": 1, "root": ROOT}), "register"),
    ("a threshold that is true", document(root={**ROOT, "threshold": True}), "root.threshold"),
    (
        "a threshold of 1.0",
        document().replace(b'"threshold":2', b'"threshold":2.0'),
        "root.threshold",
    ),
    ("a threshold in words", document(root={**ROOT, "threshold": "2"}), "root.threshold"),
    (
        "an algorithm of another kind",
        document(keys=revised(1, algorithm="rsa")),
        "keys[1].algorithm",
    ),
    ("an id in capitals", document(keys=revised(0, id=LI.id.upper())), "keys[0].id"),
    ("an id with a line more", document(keys=revised(0, id=LI.id + "\n")), "keys[0].id"),
    ("a public key too short", document(keys=revised(0, public="AAAA")), "keys[0].public"),
    ("a time without offset", document(keys=revised(0, until="2026-01-01T00:00")), "keys[0].until"),
    ("a person without a name", document(keys=revised(0, person="")), "keys[0].person"),
    (
        "a person with a hidden sign",
        document(keys=revised(0, person="li\u200bna")),
        "keys[0].person",
    ),
    ("a root key with bodies", document(root={**ROOT, "keys": [KEYS[0]]}), "root.keys[0].bodies"),
]


@pytest.mark.parametrize(("name", "raw", "where"), MALFORMED, ids=[row[0] for row in MALFORMED])
def test_what_is_no_key_list_in_its_one_form_is_refused(name: str, raw: bytes, where: str) -> None:
    with pytest.raises(KeysRefused) as caught:
        keys_of(raw)
    assert (caught.value.code, caught.value.facts) == ("keys.malformed", {"where": where}), name


def test_a_list_that_is_not_sound_is_refused_with_its_first_mistake() -> None:
    with pytest.raises(KeysRefused) as caught:
        keys_of(keylist(root=root(0)).to_bytes())
    assert str(caught.value) == (
        "the key list is not sound (at `root.threshold`): 0 persons are asked for, "
        "and 3 have keys; ask for at least 1 and at most 3"
    )


def test_a_list_that_is_too_long_is_not_even_looked_at() -> None:
    with pytest.raises(KeysRefused) as caught:
        keys_of(b"{" * (LONGEST + 1))
    assert str(caught.value) == "the key list is too long: 262145 bytes, at most 262144"


@given(
    one_of(binary(max_size=200), from_regex(rb'\{("[a-z]{1,8}":[\[\]\{\}0-9",a-z]{0,9},?){0,5}\}'))
)
def test_any_bytes_are_a_key_list_or_refused(raw: bytes) -> None:
    with pytest.raises(KeysRefused):
        keys_of(raw)


@given(at=integers(0, len(FIRST.to_bytes()) - 1), bit=integers(0, 7))
def test_a_flipped_bit_makes_another_list_or_none(at: int, bit: int) -> None:
    raw = bytearray(FIRST.to_bytes())
    raw[at] ^= 1 << bit
    try:
        other = keys_of(bytes(raw))
    except KeysRefused:
        return
    assert other != FIRST
    assert other.to_bytes() == bytes(raw)


def test_the_register_is_named() -> None:
    assert FIRST.register_id == REGISTER
    assert json.loads(FIRST.to_bytes())["register"] == REGISTER
    assert public(LI) in FIRST.to_bytes().decode()
