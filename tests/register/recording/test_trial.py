"""Every line and document is read back before it is appended, by what opens and what verifies."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.errors import Unrecordable
from responselevels.models.orders import Order
from responselevels.register.log import canonical, chain
from responselevels.register.log.actors import Actor
from responselevels.register.log.kinds import ClockEvent, Event, OrderEvent, WithdrawalEvent
from responselevels.register.recording import trial
from responselevels.register.recording.draft import Draft
from responselevels.register.recording.timing import Timekeeper
from responselevels.register.recording.writer import LogWriter, Request
from responselevels.register.register import StoredRegister
from tests.register.duty import made, opened, order_of


def nothing(_digest: str) -> bytes | None:
    return None


def held(register: StoredRegister, draft: Draft, key: Any = "k") -> list[Event]:
    """Read back what was drafted, under a key that nobody looked at."""
    writer = LogWriter(Timekeeper(None), engine="0", site=None, client=None)
    request = Request(act="any", content={}, by=Actor(), key=key)
    lines = writer.lines(draft, request, register.id)
    return trial.hold(lines, draft.state, register.store.document, draft.documents)


def draft_of(register: StoredRegister) -> Draft:
    return Draft(register.state, register.state.recorded + 1)


@pytest.mark.parametrize("key", [5, None, True, ["k"]])
def test_a_key_that_no_verifier_takes_is_never_appended(sqlite_url: str, key: Any) -> None:
    with made(sqlite_url) as register:
        draft = draft_of(register)
        draft.add(ClockEvent(draft.header, was="2026-03-01T00:00:00Z", jump_us=1))
        with pytest.raises(Unrecordable, match="in another form: `idem`"):
            held(register, draft, key=key)


def test_a_draft_with_a_fraction_in_it_is_never_appended(sqlite_url: str) -> None:
    with made(sqlite_url) as register:
        draft = draft_of(register)
        half: Any = 0.5
        draft.add(ClockEvent(draft.header, was="2026-03-01T00:00:00Z", jump_us=half))
        with pytest.raises(Unrecordable, match="no canonical form"):
            held(register, draft)


def test_an_event_that_no_state_takes_is_never_appended(sqlite_url: str) -> None:
    with made(sqlite_url) as register:
        draft = draft_of(register)
        named: dict[str, Any] = {"id": "O-1"}
        nothing_else = Order.model_construct(**named)
        draft.add(OrderEvent(draft.header, order=nothing_else, decision=None))
        with pytest.raises(Unrecordable, match="cannot have happened"):
            held(register, draft)
        register.propose(order_of("W-1"))


def test_a_document_that_is_not_its_digest_or_too_large_is_never_kept(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with made(sqlite_url) as register:
        draft = draft_of(register)
        draft.keep_bytes("sha256:" + "0" * 64, b"{}")
        with pytest.raises(Unrecordable):
            held(register, draft)
        monkeypatch.setattr(trial, "LARGEST_DOCUMENT", 10)
        with pytest.raises(Unrecordable, match="may have 10"):
            register.adopt(register.scheme.rules)
        assert register.refresh() == 0


def test_reading_back_leaves_the_state_as_it_was(sqlite_url: str) -> None:
    with made(sqlite_url) as register:
        register.propose(order_of("W-1"))
        before = register.state.digest, register.head, register.dossier("W-1").events
        draft = draft_of(register)
        draft.add(WithdrawalEvent(draft.header, of="W-1", reason=None))
        (event,) = held(register, draft)
        assert event.kind == "withdrawal"
        known = register.state.dossiers["W-1"]
        assert (register.state.digest, register.head, known.events) == before
        assert "k" not in register.state.requests
    with opened(sqlite_url) as register:
        assert register.dossier("W-1").events == before[2]


def test_each_line_is_read_back_once(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    reader = canonical.read

    def counted(line: bytes) -> dict[str, Any]:
        read.append(line)
        return reader(line)

    with made(sqlite_url) as register:
        draft = draft_of(register)
        for was in ("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"):
            draft.add(ClockEvent(draft.header, was=was, jump_us=1))
        for module in (chain, canonical):
            monkeypatch.setattr(module, "read", counted)
        events = held(register, draft)
        assert read == [event.line for event in events]
        assert [event.to_json() for event in events] == [one.to_json() for one in draft.drafted]
