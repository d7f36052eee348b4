"""Keys, key lists and signed approvals from the command line."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from responselevels.register.ed25519 import SecretKey, key_of_seed
from tests.cli.conftest import Command
from tests.cli.desk import Desk

CHIEF, DEPUTY, LI, WU = (key_of_seed(bytes([number]) * 32) for number in range(1, 5))


def public(key: SecretKey) -> str:
    return b64encode(key.public).decode("ascii")


def key_file(desk: Desk, name: str, key: SecretKey, password: bytes | None = None) -> str:
    return desk.file(f"{name}.pem", key.pem(password).decode("ascii"))


def key_list(desk: Desk, **more: Any) -> str:
    """Write a key list for two root persons and two persons of the board."""
    written = {
        "root": {
            "threshold": 2,
            "keys": [
                {"person": "chief", "public": public(CHIEF)},
                {"person": "deputy", "public": public(DEPUTY)},
            ],
        },
        "keys": [
            {"person": "li.na", "bodies": ["board"], "public": public(LI)},
            {"person": "wu.fang", "bodies": ["board", "committee"], "public": public(WU)},
        ],
        **more,
    }
    return desk.file("list.json", json.dumps(written))


@pytest.fixture
def signing(desk: Desk) -> Desk:
    """A desk whose register has a key list, signed by both root persons, and an open proposal."""
    for name, key in (("chief", CHIEF), ("deputy", DEPUTY), ("li", LI), ("wu", WU)):
        key_file(desk, name, key)
    root = ("--sign", str(desk.folder / "chief.pem"), "--sign", str(desk.folder / "deputy.pem"))
    ran = desk("11T09:00", "keys", "init", *root, key_list(desk))
    assert (ran.status, ran.out) == (0, "key list 1 is in force\n")
    assert ran.err.splitlines()[:2] == ["register: `sample-room`", "key list, version: 1"]
    desk("11T10:00", "propose", "pending.yaml")
    desk("11T10:05", "assess", "P-8", "--for", "office", "--with", "police")
    return desk


def pem(desk: Desk, name: str) -> str:
    return str(desk.folder / f"{name}.pem")


# -- keys -----------------------------------------------------------------------------------------


def test_a_key_is_made_for_its_owner_alone(empty: Desk) -> None:
    path = empty.folder / "new.pem"
    said = empty.said("11T09:00", "keys", "new", str(path))
    assert set(said) == {"key", "public"}
    assert path.stat().st_mode & 0o777 == 0o600
    ran = empty("11T09:00", "keys", "new", str(empty.folder / "other.pem"))
    assert ran.out.startswith("key sha256:")


def test_a_key_is_never_written_over_a_file(empty: Desk) -> None:
    path = empty.file("new.pem", "precious")
    ran = empty("11T09:00", "keys", "new", path)
    assert ran.status == 2
    assert ran.err.startswith(f"responselevels: `{path}`: ")
    assert Path(path).read_text(encoding="utf-8") == "precious"


# -- key lists --------------------------------------------------------------------------------------


def test_a_key_list_is_shown(signing: Desk) -> None:
    ran = signing("11T10:00", "keys", "show")
    assert ran.out == (
        "key list 1; signatures needed to change it: 2\n"
        f"  chief    root key {CHIEF.id[:19]}…\n"
        f"  deputy   root key {DEPUTY.id[:19]}…\n"
        f"  li.na    {LI.id[:19]}… for Board (`board`)\n"
        f"  wu.fang  {WU.id[:19]}… for Board (`board`) and Committee (`committee`)\n"
    )
    said = signing.said("11T10:00", "keys", "show")
    assert (said["version"], said["register"]) == (1, "sample-room")


def test_a_key_list_says_areas_times_and_thresholds(signing: Desk) -> None:
    later = key_list(
        signing,
        keys=[
            {
                "person": "li.na",
                "bodies": ["board"],
                "areas": ["region"],
                "public": public(LI),
                "from": "2026-02-11T00:00+08:00",
                "until": "2026-03-11T00:00+08:00",
            }
        ],
        persons={"board": 1},
    )
    root = ("--sign", pem(signing, "chief"), "--sign", pem(signing, "deputy"))
    assert signing.said("11T11:00", "keys", "rotate", *root, later) == {"version": 2}
    lines = signing("11T11:01", "keys", "show", "--lang", "zh").out.splitlines()
    assert lines[3:] == [
        "  理事会（`board`）：须1人签名",
        f"  li.na   {LI.id[:19]}…，代表理事会（`board`），限大区（`region`），",
        "          2026-02-11 00:00+08:00 起，至 2026-03-11 00:00+08:00",
    ]


def test_root_persons_sign_one_after_the_other(desk: Desk) -> None:
    chief, deputy = key_file(desk, "chief", CHIEF), key_file(desk, "deputy", DEPUTY)
    first, both = str(desk.folder / "first.json"), str(desk.folder / "both.json")
    ran = desk("11T09:00", "keys", "init", "--sign", chief, "--output", first, key_list(desk))
    assert (ran.status, ran.out) == (0, "")
    assert desk("11T09:01", "keys", "init", first).status == 2
    desk("11T09:02", "keys", "init", "--sign", deputy, "--output", both, first)
    assert desk("11T09:03", "keys", "init", both).out == "key list 1 is in force\n"


def test_a_key_list_has_to_be_signed(desk: Desk) -> None:
    ran = desk("11T09:00", "keys", "init", key_list(desk))
    assert ran.status == 2
    assert ran.err.splitlines()[0] == "responselevels: the option `--sign` is missing"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("root: 7\n", "root: keys with values expected, found `7`"),
        ("- 1\n", "keys with values expected, found a list"),
        ("root: {threshold: 1, keys: 5}\n", "root.keys: a list expected, found `5`"),
        ("root: {threshold: 1, keys: [7]}\n", "root.keys[0]: keys with values expected"),
        ("root: {threshold: 1, keys: [{person: a}]}\n", "the key `public` is missing"),
    ],
)
def test_what_is_no_key_list_is_placed(desk: Desk, text: str, message: str) -> None:
    path = desk.file("list.yaml", text)
    ran = desk("11T09:00", "keys", "init", "--sign", key_file(desk, "chief", CHIEF), path)
    assert ran.status == 2
    assert ran.err.startswith(path)
    assert message in ran.err


def test_without_a_key_list_there_is_none_to_show(desk: Desk) -> None:
    ran = desk("11T09:00", "keys", "show")
    assert ran.err.splitlines()[0] == (
        "responselevels: the register has no key list; "
        "begin one with `responselevels register keys init`"
    )


# -- signed approvals --------------------------------------------------------------------------------


def test_an_approval_is_shown_signed_and_recorded(signing: Desk) -> None:
    ran = signing("11T10:10", "approve", "P-8", "--sign", pem(signing, "li"))
    assert (ran.status, ran.out) == (
        0,
        "`P-8`: assessed; event 10, recorded at 2026-02-11 10:10+08:00\n",
    )
    assert ran.err.splitlines()[:2] == ["proposal: `P-8`", "asks: to issue an order"]
    assert "what you say: approved\nfor the body: `board`\n" in ran.err
    assert signing("11T10:20", "issue", "P-8").status == 0
    history = signing("11T10:21", "history", "P-8").out
    assert "#10  approved by Board (`board`) (signed), by `li.na`\n" in history


def test_an_approval_is_signed_elsewhere_and_handed_in(signing: Desk) -> None:
    path = str(signing.folder / "word.json")
    asked = ("--sign", pem(signing, "wu"), "--for", "board", "--output", path)
    assert signing("11T10:10", "approve", "P-8", *asked).out == ""
    ran = signing("11T10:11", "approve", "P-8", "--envelope", path, "--as", "clerk", "--lang", "zh")
    assert ran.out == "`P-8`：已研判；第10号记录，记录于 2026-02-11 10:11+08:00\n"
    again = signing("11T10:12", "approve", "P-8", "--envelope", path)
    assert (again.status, again.out) == (2, "")
    history = signing("11T10:13", "history", "P-8").out
    assert history.endswith("#11  a signed word was not accepted: approval.replayed\n")
    last = signing.said("11T10:13", "history", "P-8")["steps"][-1]
    assert (last["act"], last["before"], last["after"]) == (None, "assessed", "assessed")


def test_a_refusal_is_signed_too(signing: Desk) -> None:
    ran = signing("11T10:10", "refuse", "P-8", "--sign", pem(signing, "li"), "--json")
    assert json.loads(ran.out)["event"] == 10
    history = signing("11T10:21", "history", "P-8").out
    assert "#10  approval refused by Board (`board`) (signed), by" in history


def test_whose_key_it_is_has_to_be_known(signing: Desk) -> None:
    ran = signing("11T10:10", "approve", "P-8", "--sign", pem(signing, "wu"))
    assert ran.status == 2
    assert ran.err.splitlines()[0] == (
        f"responselevels: it is not known for whom the key {WU.id[:19]}… signs; have it put on "
        "the key list, and give `--for` where it speaks for several bodies"
    )
    ran = signing("11T10:10", "approve", "P-8", "--sign", pem(signing, "chief"), "--for", "board")
    assert ran.status == 2


def test_a_signature_is_not_asked_for_again_under_a_key(signing: Desk) -> None:
    ran = signing("11T10:10", "approve", "P-8", "--sign", pem(signing, "li"), "--key", "k")
    assert ran.err.splitlines()[0] == (
        "responselevels: with `--key`, sign into a file first (`--output`), and hand that in "
        "with `--envelope`: asked again, it must say the same"
    )


def test_a_key_file_may_have_a_password(signing: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = key_file(signing, "locked", LI, b"open")
    assert signing("11T10:10", "approve", "P-8", "--sign", path).status == 2
    monkeypatch.setenv("RESPONSELEVELS_KEY_PASSWORD", "open")
    assert signing("11T10:11", "approve", "P-8", "--sign", path).status == 0


def test_a_file_that_is_not_there_is_said(signing: Desk) -> None:
    ran = signing("11T10:10", "approve", "P-8", "--sign", "nowhere.pem")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "nowhere.pem: this file cannot be read: No such file or directory\n"


# -- revoking ------------------------------------------------------------------------------------------


def test_a_revoked_key_names_the_orders_that_rest_on_it(signing: Desk) -> None:
    signing("11T10:10", "approve", "P-8", "--sign", pem(signing, "li"))
    signing("11T10:20", "issue", "P-8")
    root = ("--sign", pem(signing, "chief"), "--sign", pem(signing, "deputy"))
    ran = signing("11T10:30", "keys", "revoke", *root, LI.id[:15])
    assert ran.out == (
        "key list 2 is in force\n`P-8` rests on this key (event 12); look at it again\n"
    )
    assert "revoked from event 13 on" in signing("11T10:31", "keys", "show").out
    ran = signing("11T10:40", "keys", "revoke", *root, "--since", "9", "--json", LI.id)
    assert [json.loads(line) for line in ran.out.splitlines()] == [
        {"version": 3},
        {"key": LI.id, "resting": [{"order": "P-8", "kind": "order", "event": 12}]},
    ]


def test_a_revocation_is_signed_in_a_file_too(signing: Desk) -> None:
    path = str(signing.folder / "next.json")
    chief = ("--sign", pem(signing, "chief"))
    assert signing("11T10:30", "keys", "revoke", *chief, "--output", path, LI.id).out == ""
    deputy = ("--sign", pem(signing, "deputy"))
    assert signing("11T10:31", "keys", "rotate", *deputy, path).out == "key list 2 is in force\n"


def test_a_key_to_revoke_has_to_be_one_of_the_list(signing: Desk) -> None:
    ran = signing("11T10:30", "keys", "revoke", "--sign", pem(signing, "chief"), "sha256:zz")
    assert ran.err.splitlines()[0] == (
        "responselevels: the key list has 0 keys that begin with `sha256:zz`; "
        "name one by more of its id"
    )


def test_keys_are_offered_by_no_register_that_is_not_there(command: Command) -> None:
    ran = command("register", "keys", "show", "--register", "sqlite:///nowhere.db")
    assert ran.status == 2
