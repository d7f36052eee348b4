"""Replay finds what a chain cannot: a log that was made to fit, but does not follow from itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from responselevels.errors import RegisterDamaged, RegisterFormat
from responselevels.models.decisions import NotPermitted
from responselevels.register.log.events import (
    FORMAT,
    SEMANTICS,
    Head,
    events_of,
    hash_of,
    line_of,
)
from responselevels.register.replay import Difference, replay
from tests.register import duty
from tests.register.duty import at, ending_of, fields_of, made, order_of, ward_order
from tests.register.golden import week

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def log(sqlite_url: str) -> tuple[list[dict[str, Any]], Callable[[str], bytes | None]]:
    """The fields of a small log, and where its documents are."""
    clock = duty.clock(at(-1))
    register = made(sqlite_url, clock)
    clock.at = at(0)
    duty.issued(register, order_of("P-1", level="alert", start=1, end=20))
    with pytest.raises(NotPermitted):
        register.issue(ward_order("P-2", level="watch", start=2, end=10))
    register.issue(ward_order("P-3", level="closed", start=2, end=10))
    register.end(ending_of("E-1", "P-3", 5))
    assert register.replay() == []
    fields = [fields_of(event) for event in events_of(register.store.lines(), Head())]
    return fields, register.store.document


def rechained(fields: list[dict[str, Any]]) -> list[bytes]:
    """Return lines as who can write into the database, and knows the format, would make them."""
    lines: list[bytes] = []
    for number, one in enumerate(fields):
        prev = hash_of(lines[-1]) if lines else "0" * 64
        lines.append(line_of({**one, "seq": number, "prev": prev}))
    return lines


def first(fields: list[dict[str, Any]], kind: str, **more: Any) -> dict[str, Any]:
    return next(f for f in fields if f["kind"] == kind and more.items() <= f.items())


def found(log: Any, change: Callable[[list[dict[str, Any]]], Any]) -> list[tuple[int, str, str]]:
    fields, documents = log
    change(fields)
    differences = replay(rechained(fields), documents)
    return [(difference.seq, difference.of, difference.what) for difference in differences]


def test_a_log_as_it_was_recorded_replays(log: Any) -> None:
    assert found(log, lambda _fields: None) == []


def test_a_verdict_that_was_turned_is_named(log: Any) -> None:
    def turn(fields: list[dict[str, Any]]) -> None:
        first(fields, "decision", of="P-2").update(verdict="permit")

    assert found(log, turn) == [(8, "P-2", "verdict")]


def test_a_finding_that_was_taken_away_is_named_with_both_sides(log: Any) -> None:
    fields, documents = log
    decision = first(fields, "decision", of="P-2")
    kept = decision["findings"]
    decision["findings"] = []
    assert list(replay(rechained(fields), documents)) == [
        Difference(seq=8, of="P-2", what="findings", recorded=[], replayed=kept)
    ]


def test_an_order_that_was_slipped_in_is_named(log: Any) -> None:
    def slip(fields: list[dict[str, Any]]) -> None:
        denied = first(fields, "decision", of="P-2")
        denied["verdict"] = "permit"
        order = first(fields, "order", of="P-3")
        forged = {**order, "of": "P-2", "decision": 8}
        forged["order"] = {**order["order"], "id": "P-2", "level": "watch"}
        fields.insert(9, forged)
        for later in fields[10:]:
            if later.get("decision") == 10:
                later["decision"] = 11
            if later["kind"] == "decision":
                later["at_head"] += 1

    named = found(log, slip)
    assert named[:2] == [(8, "P-2", "verdict"), (9, "P-2", "decision")]
    assert (11, "P-3", "state_digest") in named


def test_an_order_that_says_other_than_what_was_decided_is_named(log: Any) -> None:
    def soften(fields: list[dict[str, Any]]) -> None:
        first(fields, "order", of="P-1")["order"]["level"] = "watch"

    named = found(log, soften)
    assert named[0] == (6, "P-1", "order")
    assert (8, "P-2", "verdict") in named


def test_an_early_end_of_another_time_or_place_is_named(log: Any) -> None:
    def sooner(fields: list[dict[str, Any]]) -> None:
        first(fields, "end").update(at=duty.on(3), scope=["north"])

    assert found(log, sooner) == [(14, "E-1", "scope"), (14, "E-1", "at")]


def test_an_approval_that_was_taken_out_is_named(log: Any) -> None:
    def take_out(fields: list[dict[str, Any]]) -> None:
        fields.remove(first(fields, "approval"))
        for later in fields:
            if later["kind"] in {"order", "end"}:
                later["decision"] -= 1

    named = found(log, take_out)
    assert (4, "P-1", "verdict") in named
    assert (4, "P-1", "approvals") in named


def test_an_order_taken_over_in_the_middle_of_a_log_cannot_be(log: Any) -> None:
    def slip(fields: list[dict[str, Any]]) -> None:
        forged = {**first(fields, "order", of="P-3"), "decision": None}
        forged.pop("of")
        forged["order"] = {**forged["order"], "id": "P-9"}
        fields.append({**forged, "recorded_at": fields[-1]["recorded_at"]})

    fields, documents = log
    slip(fields)
    with pytest.raises(RegisterDamaged) as raised:
        list(replay(rechained(fields), documents))
    assert (raised.value.code, raised.value.seq) == ("impossible", 15)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"recorded_at": "2020-01-01T00:00:00Z"}, "backwards"),
        ({"register": "another"}, "other_register"),
        ({"kind": "register"}, "second_register"),
        ({"kind": "party"}, "unknown_kind"),
        ({"recorded_at": "yesterday"}, "no_time"),
        ({"of": "P-7"}, "impossible"),
    ],
)
def test_an_event_that_cannot_have_happened_is_no_log(
    log: Any, change: Mapping[str, Any], code: str
) -> None:
    fields, documents = log
    fields[7].update(change)
    with pytest.raises(RegisterDamaged) as raised:
        list(replay(rechained(fields), documents))
    assert (raised.value.code, raised.value.seq) == (code, 7)


@pytest.mark.parametrize(("field", "found"), [("v", FORMAT + 1), ("semantics", SEMANTICS + 1)])
def test_what_a_later_version_recorded_is_never_guessed_at(
    log: Any, field: str, found: int
) -> None:
    fields, documents = log
    fields[7][field] = found
    with pytest.raises(RegisterFormat) as raised:
        list(replay(rechained(fields), documents))
    assert str(raised.value) == (
        f"event 7 was recorded by another version ({field} {found}, known here: {found - 1}); "
        "use that version, or a later one"
    )


@pytest.mark.parametrize("odd", ["1", None, True, [1], 1.0])
def test_a_meaning_that_is_no_number_is_never_guessed_at(log: Any, odd: object) -> None:
    fields, documents = log
    fields[7]["semantics"] = odd
    with pytest.raises((RegisterFormat, RegisterDamaged, ValueError)):
        list(replay(rechained(fields), documents))


def test_what_was_recorded_under_an_older_meaning_is_refused_and_says_what_to_do(log: Any) -> None:
    fields, documents = log
    fields[7]["semantics"] = SEMANTICS - 1
    with pytest.raises(RegisterFormat) as raised:
        list(replay(rechained(fields), documents))
    assert raised.value.code == "older_meaning"
    assert str(raised.value) == (
        "event 7 was recorded under meaning 1 of the semantics, and this version decides by meaning 2 "
        "alone; read the log with the version that recorded it, or begin a new register from its "
        "orders (`register init --from-orders`); `log verify` still shows whether it was changed"
    )
    assert raised.value.worded("zh").startswith("第7号记录依语义第1版记录，本版本只依第2版判定；请")


def test_a_document_that_is_not_what_its_digest_says_is_not_used(log: Any) -> None:
    fields, documents = log
    rules = fields[1]["rules"]
    for body, code in ((None, "no_document"), (b"{}", "other_document")):

        def exchanged(digest: str, body: bytes | None = body) -> bytes | None:
            return body if digest == rules else documents(digest)

        with pytest.raises(RegisterDamaged) as raised:
            list(replay(rechained(fields), exchanged))
        assert raised.value.code == code


def test_a_long_decision_is_kept_beside_the_log_and_replays(sqlite_url: str) -> None:
    wards = [(f"ward_{number:04}", "ward", "district") for number in range(900)]
    register = made(sqlite_url, areas=duty.areas(("district", "district", None), *wards))
    scope = [name for name, _tier, _parent in wards]
    duty.issued(register, order_of("P-1", scope=scope))
    (decision,) = register.decisions("P-1")
    assert fields_of(decision)["findings"] is None
    assert fields_of(decision)["effects"] is None
    body = register.store.document(fields_of(decision)["decision"])
    assert body is not None
    assert body.startswith(b'{"decided_at":"2026-03-01T00:00:00.000004Z"')
    assert len(decision.line) < 4096
    assert register.replay() == []


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("order", {"order": {"area": "atlantis"}}),
        ("order", {"order": {"level": "storm"}}),
        ("order", {"order": {"id": "P-1"}}),
        ("end", {"scope": ["atlantis"]}),
        ("end", {"order": "P-7"}),
        ("decision", {"verdict": "perhaps"}),
    ],
)
def test_what_names_what_is_not_there_cannot_have_been_recorded(
    log: Any, kind: str, change: dict[str, Any]
) -> None:
    fields, documents = log
    event = [one for one in fields if one["kind"] == kind][-1]
    inner = change.get("order") if isinstance(change.get("order"), dict) else None
    event.update(change if inner is None else {"order": {**event["order"], **inner}})
    with pytest.raises(RegisterDamaged) as raised:
        list(replay(rechained(fields), documents))
    assert (raised.value.code, raised.value.seq) == ("impossible", event["seq"])


def test_a_proposal_is_recorded_once(log: Any) -> None:
    fields, documents = log
    proposal = first(fields, "proposal", of="P-3")
    fields.append({**proposal, "recorded_at": fields[-1]["recorded_at"]})
    with pytest.raises(RegisterDamaged) as raised:
        list(replay(rechained(fields), documents))
    assert (raised.value.code, raised.value.seq) == ("impossible", 15)


@pytest.mark.parametrize(("kind", "more"), [("order", {}), ("end", {"order": "P-1"})])
def test_what_was_permitted_is_done_as_what_it_was(
    log: Any, kind: str, more: dict[str, Any]
) -> None:
    """An order made of a permitted end, or an end of a permitted order, does not follow."""
    fields, documents = log
    if kind == "order":
        permitted, taken = first(fields, "decision", of="E-1"), first(fields, "order", of="P-3")
        forged = {**taken, "of": "E-1", "order": {**taken["order"], "id": "E-1"}}
    else:
        permitted, taken = first(fields, "decision", of="P-3"), first(fields, "end")
        forged = {**taken, "of": "P-3", **more}
    at = permitted["seq"] + 1
    forged |= {"decision": permitted["seq"], "recorded_at": permitted["recorded_at"]}
    named = [d.what for d in replay(rechained([*fields[:at], forged]), documents)]
    assert named == ["order"] if kind == "order" else "order" in named


def test_a_key_list_says_the_version_that_it_is() -> None:
    with week() as register:
        store = register.store
        fields = [fields_of(event) for event in events_of(store.lines(), Head())]
        keys = first(fields, "keys")
        keys["version"] = 2
        with pytest.raises(RegisterDamaged) as raised:
            list(replay(rechained(fields), store.document))
        assert (raised.value.code, raised.value.seq) == ("impossible", keys["seq"])
