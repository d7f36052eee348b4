"""Proposals taken some at a time come to what each comes to by itself, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from responselevels.cli.decisions.outcome import decided_as_read, decided_in_turn
from responselevels.cli.frame.inputs import Inputs, read_inputs
from responselevels.files import Entry, load_proposals
from tests.cli.tool import AT, WORLD

NOW = datetime.fromisoformat(AT[1])


def world() -> Inputs:
    files = [str(WORLD / f"{name}.yaml") for name in ("rules", "areas", "orders")]
    return read_inputs(*files, orders_as_book=True)


def entries() -> Iterator[Entry]:
    """Yield entries of which some are proposals, some name what is unknown, and some cannot be read."""
    for name in ("permit.yaml", "batch.jsonl", "unknown.yaml", "deny.yaml", "batch.jsonl"):
        yield from load_proposals(WORLD / name)


@pytest.mark.parametrize("together", [1, 2, 3, 100])
@pytest.mark.parametrize("lang", [None, "en", "zh"])
def test_some_at_a_time_is_one_after_the_other(together: int, lang: str | None) -> None:
    book = world().book()
    alone = [decided_as_read(entry, book, NOW, lang) for entry in entries()]
    some = [*decided_in_turn(entries(), book, NOW, lang, together=together)]
    # Errors have no equality: what they say is compared.
    for one, other in zip(some, alone, strict=True):
        assert str(one.error) == str(other.error)
        assert (one.verdict, one.decision, one.line) == (other.verdict, other.decision, other.line)
    assert len({one.verdict for one in some}) > 2


def test_one_at_a_time_waits_for_no_other() -> None:
    book, given = world().book(), entries()
    found = decided_in_turn(given, book, NOW, together=1)
    assert next(found).decision is not None
    assert len([*given]) == len([*entries()]) - 1
