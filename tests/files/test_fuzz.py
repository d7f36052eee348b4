"""Whatever the text: plain data or an InputError with places, and nothing else."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from functools import partial
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from responselevels.errors import InputError
from responselevels.files import Entry, parse_proposal, read_proposals, read_text
from responselevels.files.syntax.json_text import compose_json, json_events
from responselevels.files.syntax.reader import compose
from responselevels.files.tables import read_table
from responselevels.text.catalogue import LANGUAGES
from tests.files.making import BAD, PORT, read_as

PIECES = [
    *"[]{}:,-?#&*!|>'\"%@` \n\t\\~=<.",
    "\r\n",
    "\0",
    "\u202e",
    "\ufeff",
    "\u2028",
    "e\u0301",
    "🜚",
    "<<",
    "---\n",
    "...\n",
    "&a ",
    "*a",
    "!!int ",
    "null",
    "no",
    "12:30",
    "014",
    "1_000",
    "2024-02-30",
    "1e999",
    "9" * 400,
    '"\\ud800"',
    "\\x00",
    "  ",
    "- ",
    ": ",
    "id: ",
    "any_of: ",
    "[" * 40,
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30).map("".join)
SEEDS = [path.read_text(encoding="utf-8") for path in sorted(BAD.glob("*.yaml"))]
KINDS = ["rules", "areas", "orders", "proposal"]


def refused(call: Callable[[], object]) -> InputError | None:
    """Return the InputError that *call* raises, or None; any other error is a failure."""
    try:
        call()
    except InputError as error:
        return error
    return None


def outcome(call: Callable[[], object]) -> None:
    """Call it; an InputError must be worded in every language, with places."""
    error = refused(call)
    if error is not None:
        assert all(error.worded(lang) for lang in LANGUAGES)
        lines = [problem.where.line for problem in error.problems]
        assert all(line is None or line >= 1 for line in lines)


def mutated(text: str, chance: random.Random) -> str:
    """Return *text* with some pieces cut out, doubled, swapped or put in."""
    for _ in range(chance.randint(1, 6)):
        at, to = sorted(chance.randint(0, len(text)) for _ in range(2))
        to = min(to, at + chance.choice([1, 5, 30]))
        choice = chance.randrange(4)
        if choice == 0:
            text = text[:at] + text[to:]
        elif choice == 1:
            text = text[:to] + text[at:to] + text[to:]
        elif choice == 2:
            text = text[:at] + chance.choice(PIECES) + text[at:]
        else:
            text = text[:at] + chance.choice(PIECES) + text[to:]
    return text


@given(TEXTS, st.sampled_from(KINDS))
@example('"', "rules")
@example("? : ", "rules")
@example("*", "proposal")
def test_any_text_is_read_or_refused_with_places(text: str, kind: str) -> None:
    outcome(lambda: read_as(kind, text))


@given(st.sampled_from(SEEDS), st.sampled_from(KINDS), st.randoms(use_true_random=False))
def test_a_damaged_file_is_read_or_refused_with_places(
    seed: str, kind: str, chance: random.Random
) -> None:
    outcome(lambda: read_as(kind, mutated(seed, chance)))


@pytest.mark.slow
def test_many_damaged_files_are_read_or_refused_with_places() -> None:
    chance = random.Random(7)
    for _ in range(int(os.environ.get("RESPONSELEVELS_FUZZ", "3000"))):
        kind, text = chance.choice(KINDS), mutated(chance.choice([*SEEDS, PORT]), chance)
        outcome(partial(read_as, kind, text))


# -- JSON --------------------------------------------------------------------------

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=15,
)


@given(VALUES, st.booleans())
def test_the_quick_and_the_slow_way_read_json_alike(value: object, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    quick, slow = compose_json(text), compose(json_events(text))
    if not quick.flaws:
        assert quick.data == slow.data
        assert slow.flaws == []


@given(TEXTS | VALUES.map(json.dumps).flatmap(lambda t: st.just(t) | st.just(t[1:])))
def test_any_text_as_json_is_what_json_says_or_refused(text: str) -> None:
    def read() -> None:
        document = read_text(text, json=True)
        json.loads(text)
        parse_proposal(document)

    outcome(read)


@given(st.lists(TEXTS.map(str.encode) | st.binary(max_size=20), max_size=6).map(b"\n".join))
def test_any_stream_gives_entries_or_an_input_error(content: bytes) -> None:
    entries: list[Entry] = []
    outcome(lambda: entries.extend(read_proposals(BytesIO(content))))
    assert all((entry.proposal is None) != (entry.error is None) for entry in entries)


@given(TEXTS)
def test_any_table_is_read_or_refused(text: str) -> None:
    outcome(lambda: read_table("id,tier,parent,title\n" + text))
