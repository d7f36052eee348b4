from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.errors import InputError, Place, Problem
from responselevels.files import Entry, load_proposals, read_proposals
from responselevels.files.pieces import Piece, entries_in, pieces_of

GOOD = (
    b'{"id": "P-1", "area": "a", "level": "1", "period": {"start": "2026-03-01T00:00Z"},'
    b' "issuer": "b"}'
)
LINES = [GOOD, b'{"id": 1}', b"", b"  ", b"{", b"not json", b"\xff", b"id: P-1", b"[]"]
CONTENTS = st.lists(st.sampled_from(LINES), max_size=7).map(b"\n".join)

Shown = tuple[Place, object, tuple[Problem, ...]]


def shown(entry: Entry) -> Shown:
    """Return what an entry says."""
    return entry.where, entry.proposal, () if entry.error is None else entry.error.problems


def in_pieces(path: str, given: bytes | None, most: int) -> list[Shown]:
    stream = None if given is None else BytesIO(given)
    pieces = list(pieces_of(path, stream, most))
    assert all(1 <= piece.size <= most for piece in pieces)
    return [shown(entry) for piece in pieces for entry in entries_in(piece)]


@given(content=CONTENTS, most=st.integers(1, 4))
def test_standard_input_in_pieces_is_what_it_is_in_one_go(content: bytes, most: int) -> None:
    try:
        whole = [shown(entry) for entry in read_proposals(BytesIO(content))]
    except InputError as error:
        whole = [(Place("-"), None, error.problems)]
    assert in_pieces("-", content, most) == whole


@pytest.mark.parametrize("ending", ["jsonl", "yaml", "json"])
@given(content=CONTENTS, most=st.integers(1, 4))
def test_a_file_in_pieces_is_what_it_is_in_one_go(
    tmp_path_factory: pytest.TempPathFactory, ending: str, content: bytes, most: int
) -> None:
    path = tmp_path_factory.getbasetemp() / f"pieces.{ending}"
    path.write_bytes(content)
    try:
        whole = [shown(entry) for entry in load_proposals(path)]
    except InputError as error:
        whole = [(Place(str(path)), None, error.problems)]
    assert in_pieces(str(path), None, most) == whole


def test_a_file_that_is_not_there_is_a_piece_that_says_so(tmp_path: Path) -> None:
    for name in ("missing.jsonl", "missing.yaml"):
        (piece,) = pieces_of(str(tmp_path / name), None, 3)
        assert piece.error is not None
        assert [problem.code for problem in piece.error.problems] == ["file.none"]


class Breaking(BytesIO):
    """Standard input that stops being readable after two lines."""

    def readline(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 2 * len(GOOD):
            raise OSError(5, "Input/output error")
        return super().readline(size)


def test_what_was_read_before_a_stream_broke_is_decided_all_the_same() -> None:
    pieces = list(pieces_of("-", Breaking((GOOD + b"\n") * 5), 4))
    assert [len(piece.lines) for piece in pieces] == [2, 0]
    assert [piece.error is None for piece in pieces] == [True, False]
    (last,) = entries_in(pieces[1])
    assert last.error is pieces[1].error


def test_a_piece_counts_as_one_where_nobody_knows() -> None:
    assert Piece("a.yaml", document=b"[]").size == 1
