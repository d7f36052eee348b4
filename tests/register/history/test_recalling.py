"""What is recalled of lines that were read before is what reading them in full comes to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from responselevels.register.history.outlines import follow_on, order_in, outline_of, persons_in
from responselevels.register.history.overlays import Recalled
from responselevels.register.history.recalling import recalled
from responselevels.register.log.events import Head, hash_of
from responselevels.register.log.export import read_export
from tests.register.logs import log_of
from tests.register.remembered import acts, all_of, taken, taken_up

GOLDEN = Path(__file__).parents[2] / "golden_logs" / "meaning-2"


def head_of(lines: list[bytes]) -> Head:
    return Head(len(lines), hash_of(lines[-1]))


def test_a_golden_log_is_recalled_as_it_is_read_wherever_reading_stopped() -> None:
    export = read_export(GOLDEN)
    lines = list(export.lines())
    whole = all_of(taken(lines, export.document))
    for size in acts(lines):
        assert all_of(taken_up(lines, size, export.document)) == whole


def test_lines_that_are_not_those_that_were_read_are_not_recalled() -> None:
    export = read_export(GOLDEN)
    lines = list(export.lines())
    head = head_of(lines)
    assert recalled([], Head(), export.document) is None
    assert recalled(lines[:-1], head, export.document) is None
    assert recalled(lines[:-1], Head(len(lines), head.hash), export.document) is None
    for seq in range(len(lines)):
        changed = [*lines]
        changed[seq] = changed[seq].replace(b'"engine":"0', b'"engine":"1')
        assert recalled(changed, head, export.document) is None, seq


def test_the_chain_is_followed_by_the_field_of_the_event_and_no_other() -> None:
    """A fact may be called as a field is: where the bytes of a key stand twice, the line is parsed."""
    lines = log_of(4, 7)
    spoofed = json.loads(lines[3])
    forged = lines[2].replace(b'"engine":"0', b'"engine":"1')
    spoofed["aa"] = {"facts": {"before": 1, "prev": hash_of(forged)}}
    last = canonical_line(spoofed)
    sound = [*lines[:3], last]
    assert follow_on(sound, head_of(sound))
    assert not follow_on([*lines[:2], forged, last], head_of(sound))
    nowhere = {name: said for name, said in spoofed.items() if name != "prev"}
    assert not follow_on([*lines[:3], canonical_line(nowhere)], head_of(sound))
    assert not follow_on([*lines[:3], b"{}\n"], head_of(sound))
    number = canonical_line({**spoofed, "prev": 7})
    assert not follow_on([*lines[:3], number], Head(4, hash_of(number)))


def canonical_line(fields: dict[str, object]) -> bytes:
    written = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return written.encode() + b"\n"


@pytest.mark.parametrize(
    "nested", [{}, {"aa": [{"before": 0, "idem": "x", "kind": "order", "of": "y"}]}]
)
@pytest.mark.parametrize("idem", ["key-1", 'said "of"', "港"])
def test_an_outline_is_what_the_line_says(idem: str, nested: dict[str, object]) -> None:
    said: dict[str, object] = {"actor": {}, "idem": idem, "kind": "approval", **nested}
    line = canonical_line({**said, "nonce": "n", "of": "P-1", "prev": "0" * 64})
    found = outline_of(line, 5)
    assert (found.idem, found.kind, found.nonce, found.of) == (idem, "approval", "n", "P-1")
    assert bool(found.end) == (not nested)
    bare = outline_of(canonical_line({**said, "prev": "0" * 64}), 5)
    assert (bare.nonce, bare.of, bare.end) == (None, None, 0)
    first = outline_of(canonical_line({**said, "kind": "register", "prev": "0" * 64}), 0)
    assert (first.nonce, first.of, bool(first.end)) == (None, None, not nested)


@pytest.mark.parametrize("missing", [None, [], [["board", "of"], ["mayor"]]])
def test_an_outline_of_a_decision_passes_over_what_is_missing(missing: object) -> None:
    said = {"actor": {}, "idem": "k", "keys": 3, "kind": "decision", "missing": missing}
    found = outline_of(canonical_line({**said, "of": "P-2", "prev": "0" * 64}), 5)
    assert (found.kind, found.of) == ("decision", "P-2")
    assert found.end


@pytest.mark.parametrize("nested", [{}, {"reason": {"order": 1, "prev": "0" * 64}}])
def test_the_order_of_a_line_is_taken_to_the_letter(nested: dict[str, object]) -> None:
    order = {"id": "N-1", "title": 'the "first"', **nested}
    said = {"actor": {}, "idem": "k", "kind": "order", "of": "N-1", "order": order}
    line = canonical_line({**said, "prev": "0" * 64, "recorded_at": "2026-01-01T00:00:00Z"})
    line = line.replace(b'Z"}', b'Z","register":"r"}')
    written, recorded = order_in(line, outline_of(line, 5), 5)
    assert written + b"\n" == canonical_line(order)
    assert recorded == "2026-01-01T00:00:00Z"


def test_whoever_may_be_named_in_a_line_is_found() -> None:
    line = canonical_line({"actor": {"person": "李"}, "proposal": {"proposer": 'a"b'}})
    assert persons_in(line) == ["李", 'a"b']
    assert persons_in(canonical_line({"actor": {"person": None}})) == []


def test_what_is_recalled_is_made_once_and_stays() -> None:
    made: list[str] = []

    def make(key: str) -> list[str]:
        made.append(key)
        return [key]

    known = Recalled(["a", "b"], make)
    assert (list(known), len(known), "b" in known, "c" in known) == (["a", "b"], 2, True, False)
    assert made == []
    known["a"].append("more")
    known["c"] = []
    assert dict(known) == {"a": ["a", "more"], "b": ["b"], "c": []}
    assert made == ["a", "b"]
    del known["c"]
    with pytest.raises(KeyError):
        known["c"]
