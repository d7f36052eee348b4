"""Each kind of event is a class: read once, written as it was read, published as a schema and a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from responselevels.errors import RegisterDamaged
from responselevels.register.log.actors import NOBODY
from responselevels.register.log.event_fields import Header
from responselevels.register.log.event_schema import event_schema, field_table
from responselevels.register.log.events import COMMON, Head, event_of, events_of
from responselevels.register.log.export import read_export
from responselevels.register.log.kinds import (
    CLASSES,
    KINDS,
    ClockEvent,
    DecisionEvent,
    Event,
    read_event,
)

ROOT = Path(__file__).parents[3]
GOLDEN = sorted(path for path in (ROOT / "tests/golden_logs").iterdir() if path.is_dir())
HEADER = Header(seq=1, recorded=0, actor=NOBODY)


def golden_events(folder: Path) -> Iterator[Event]:
    yield from events_of(read_export(folder).lines(), Head())


def test_each_event_is_written_as_it_was_read() -> None:
    for event in golden_events(GOLDEN[-1]):
        line = json.loads(event.line)
        assert event.to_json() == {name: line[name] for name in line if name not in COMMON}


@pytest.mark.parametrize("folder", GOLDEN, ids=lambda path: path.name)
def test_each_line_fits_the_published_schema(folder: Path) -> None:
    text = (ROOT / "schemas/event.schema.json").read_text(encoding="utf-8")
    validator = jsonschema.Draft202012Validator(json.loads(text))
    for line in read_export(folder).lines():
        assert [error.message for error in validator.iter_errors(json.loads(line))] == []


def test_the_schema_refuses_what_no_register_writes() -> None:
    (first, *_rest) = read_export(GOLDEN[-1]).lines()
    validator = jsonschema.Draft202012Validator(event_schema())
    line = json.loads(first)
    assert validator.is_valid(line)
    for changed in ({"kind": "clock"}, {"title": 5}, {"more": 1}, {"v": 2}, {"prev": "0"}):
        assert not validator.is_valid({**line, **changed})
    assert not validator.is_valid({name: line[name] for name in line if name != "idem"})


def test_the_page_has_the_fields_of_the_classes() -> None:
    page = (ROOT / "docs/log-format.md").read_text(encoding="utf-8")
    assert field_table() in page


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_documented_and_stays_as_it_is(kind: str) -> None:
    model: Any = CLASSES[kind]
    assert model.__doc__
    assert "__dict__" not in dir(model)
    described = event_schema()["$defs"][kind]["properties"]
    for field in fields(model):
        assert field.name == "header" or described[field.name]["description"]
    clock = ClockEvent(HEADER, was="", jump_us=1)
    with pytest.raises(FrozenInstanceError):
        clock.jump_us = 2  # type: ignore[misc]


CLOCK = {"was": "2026-03-01T00:00:00Z", "jump_us": 1}


@pytest.mark.parametrize(
    "changed",
    [{"jump_us": True}, {"jump_us": 1.5}, {"jump_us": "1"}, {"was": None}, {"confirmed": 1}],
)
def test_a_field_of_another_type_cannot_have_been_recorded(changed: dict[str, object]) -> None:
    common: dict[str, Any] = dict.fromkeys(COMMON, "") | {"v": 1, "semantics": 2, "seq": 7}
    actor = {"person": None, "body": None, "auth": "asserted"}
    more = {"kind": "clock", "recorded_at": "2026-03-01T00:00:00Z", "actor": actor}
    assert event_of(b"", {**common, **more, **CLOCK}, 7).kind == "clock"
    for wrong, code in (
        ({**CLOCK, **changed}, "impossible"),
        ({"was": ""}, "impossible"),
        ({**CLOCK, "actor": {}}, "unknown_kind"),
        ({**CLOCK, "actor": 1}, "unknown_kind"),
    ):
        with pytest.raises(RegisterDamaged) as caught:
            event_of(b"", {**common, **more, **wrong}, 7)
        assert (caught.value.code, caught.value.seq) == (code, 7)


def test_what_was_found_is_a_list_of_objects_and_kept_as_its_line_has_it() -> None:
    (event,) = [
        e for e in golden_events(GOLDEN[-1]) if isinstance(e, DecisionEvent) and e.findings
    ][:1]
    line = json.loads(event.line)
    none: tuple[object, ...] = ({}, "", [1], ["finding"], [[]], [None])
    for name in ("findings", "effects", "overtakes", "duties"):
        for wrong in none:
            with pytest.raises(ValueError, match=name):
                read_event("decision", {**line, name: wrong}, HEADER)
        kept = read_event("decision", {**line, name: [{"unheard_of": 1.5}]}, HEADER)
        assert getattr(kept, name) == [{"unheard_of": 1.5}]


def test_the_schema_tells_the_shape_of_what_was_found() -> None:
    validator = jsonschema.Draft202012Validator(event_schema())
    for event in golden_events(GOLDEN[-1]):
        if isinstance(event, DecisionEvent) and event.findings:
            line = json.loads(event.line)
            assert validator.is_valid(line)
            line["findings"][0]["message"] = "sentences are no part of a log"
            assert not validator.is_valid(line)


def test_what_a_later_version_adds_is_left_alone() -> None:
    event = read_event("clock", {**CLOCK, "unheard_of": {"a": [1]}}, HEADER)
    assert event == ClockEvent(HEADER, was="2026-03-01T00:00:00Z", jump_us=1)


def test_a_register_keeps_of_a_decision_what_it_asks_again() -> None:
    decisions = [e for e in golden_events(GOLDEN[-1]) if isinstance(e, DecisionEvent)]
    assert any(event.findings for event in decisions)
    for event in decisions:
        kept = event.slim()
        assert (kept.proposal, kept.findings, kept.effects, kept.duties) == ({}, None, None, [])
        asked = ("header", "of", "verdict", "transition", "approvals", "decision")
        assert all(getattr(kept, name) == getattr(event, name) for name in asked)
