"""What was put into a store past the program, well chained, is found when it is taken, not when it is needed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from responselevels.errors import RegisterDamaged
from responselevels.register.log.events import hash_of, line_of
from responselevels.register.register import StoredRegister
from tests.register import duty
from tests.register.duty import at, on, order_of


@pytest.fixture
def register(tmp_path: Path) -> Iterator[StoredRegister]:
    """Give a register with two proposals, one of them withdrawn."""
    with duty.made(f"sqlite:///{tmp_path}/f.db") as made:
        made.propose(order_of("D-1"))
        made.propose(order_of("D-2"))
        made.withdraw("D-2")
        yield made


def forge(register: StoredRegister, **fields: Any) -> None:
    """Append a line as nobody but a forger would."""
    lines = list(register.store.lines())
    last = json.loads(lines[-1]) | {"idem": "forged", "recorded_at": "2026-03-01T00:10:00Z"}
    del last["reason"]
    line = line_of({**last, "of": "D-1", **fields, "seq": len(lines), "prev": hash_of(lines[-1])})
    register.store.transact(lambda writing: writing.append(len(lines), line))


BY_BOARD = {"body": "board", "person": "wu.fang", "at": on(0)}
APPROVAL = {"kind": "approval", "word": "approve", "standing": "asserted", "approval": BY_BOARD}
SIGNED = {
    **APPROVAL,
    "standing": "signed",
    "key": "sha256:" + "0" * 64,
    "nonce": "0" * 32,
    "expires": on(9),
    "keys": 1,
    "rules": "sha256:" + "0" * 64,
    "envelope": "AAAA",
}
WITHDRAWAL = {"kind": "withdrawal", "reason": None}
ACTOR = {"person": "li.na", "body": None, "auth": "asserted"}
FORGED: dict[str, dict[str, Any]] = {
    "signed without an envelope": {k: v for k, v in SIGNED.items() if k != "envelope"},
    "an envelope that is no base64": {**SIGNED, "envelope": "%%%"},
    "an envelope that is no text": {**SIGNED, "envelope": 5},
    "an approval of nobody": {**APPROVAL, "approval": {"person": "wu.fang"}},
    "an approval that is a list": {**APPROVAL, "approval": [1]},
    "an approval at no time": {**APPROVAL, "approval": {**BY_BOARD, "at": "soon"}},
    "an approval that stands for more": {**APPROVAL, "standing": "sealed"},
    "a standing that is a list": {**APPROVAL, "standing": []},
    "a reason that is a number": {**WITHDRAWAL, "reason": 5},
    "an actor that is a text": {**WITHDRAWAL, "actor": "li.na"},
    "an actor without a person": {**WITHDRAWAL, "actor": {"body": None, "auth": "asserted"}},
    "a person that is a number": {**WITHDRAWAL, "actor": {**ACTOR, "person": 5}},
    "a body that is a list": {**WITHDRAWAL, "actor": {**ACTOR, "body": []}},
    "nobody who knows": {**WITHDRAWAL, "actor": {**ACTOR, "auth": None}},
    "a site that is a list": {**WITHDRAWAL, "site": [1]},
    "a client that is a number": {**WITHDRAWAL, "client": 1},
    "a program that is a number": {**WITHDRAWAL, "engine": 1},
    "a clock that is a list": {**WITHDRAWAL, "time_source": []},
}


@pytest.mark.parametrize("name", FORGED)
def test_what_could_not_be_read_when_it_is_needed_is_found_when_it_is_taken(
    register: StoredRegister, name: str
) -> None:
    forge(register, **FORGED[name])
    with pytest.raises(RegisterDamaged):
        register.refresh()
    with pytest.raises(RegisterDamaged):
        duty.opened(f"sqlite:///{register.store.name}")


@pytest.mark.parametrize("fields", [APPROVAL, SIGNED, {**WITHDRAWAL, "actor": ACTOR}])
def test_what_can_be_read_is_taken_and_decided_on(
    register: StoredRegister, fields: dict[str, Any]
) -> None:
    forge(register, **fields)
    assert register.refresh() == 1
    assert str(register.decide("D-1", at=at(1)).verdict) == "pending"


@pytest.mark.parametrize(
    ("more", "what"),
    [({"proposal_digest": "sha256:" + "0" * 64}, "proposal_digest"), ({"revision": 7}, "revision")],
)
@pytest.mark.parametrize("kind", ["proposal", "amendment"])
def test_replay_names_a_proposal_whose_digest_or_revision_is_another(
    register: StoredRegister, kind: str, more: dict[str, Any], what: str
) -> None:
    proposal = json.loads(list(register.store.lines())[2])
    name = "D-3" if kind == "proposal" else "D-1"
    changed = {**proposal["proposal"], "id": name, "level": "closed"}
    forge(
        register,
        kind=kind,
        of=name,
        proposal=changed,
        **{"proposal_digest": proposal["proposal_digest"], "revision": 1, **more},
    )
    assert register.refresh() == 1
    assert what in {one.what for one in register.replay()}
