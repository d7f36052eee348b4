"""A log verified in parts is found what it is found when one process goes along it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.errors import NoteRefused
from responselevels.parallel import verifying
from responselevels.parallel.processes import ProcessWorkers
from responselevels.register.log.checkpoints import parse_note
from responselevels.register.log.cosigning import parse_vkey
from responselevels.register.log.merkle import Frontier, Stretch
from responselevels.register.log.verification import KeptCheckpoint, VerificationReport, verify
from tests.parallel.here import Here
from tests.register.damage import DAMAGES, Case, damaged, good
from tests.register.logs import documents_of, log_of, note_of


def lines_in(case: Case) -> list[bytes]:
    """Return the lines as a reader of the file has them."""
    *lines, rest = b"".join(case.lines).split(b"\n")
    return [line + b"\n" for line in lines] + ([rest] if rest else [])


def kept_in(case: Case) -> list[KeptCheckpoint]:
    raw = [(f"kept {number}", note, False) for number, note in enumerate(case.against)]
    if case.own is not None:
        raw.append(("own", case.own, True))
    return [KeptCheckpoint(name, parse_note(note), own=own) for name, note, own in raw]


def both(case: Case) -> tuple[VerificationReport, VerificationReport] | None:
    """Return what comes out in one go and in parts; None where a checkpoint is none."""
    try:
        kept = kept_in(case)
        keys = [parse_vkey(key) for key in case.keys]
    except NoteRefused:
        return None
    lines, documents = lines_in(case), case.documents.get
    whole = verify(lines, documents=documents, kept=kept, keys=keys)
    found = verifying.verify(Here(), lambda: iter(lines), documents=documents, kept=kept, keys=keys)
    return whole, found


@pytest.fixture(autouse=True, params=[1, 3, 8])
def few_lines_a_chunk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "LINES_A_CHUNK", request.param)


@pytest.mark.parametrize("seed", range(6))
def test_of_a_sound_log_the_same_is_shown(seed: int) -> None:
    reports = both(good(Random(seed)))
    assert reports is not None
    whole, found = reports
    assert found == whole
    assert whole.sound


@pytest.mark.parametrize("name", DAMAGES)
def test_of_a_damaged_log_the_same_is_found(name: str) -> None:
    for seed in range(3):
        reports = both(damaged(Random(seed), name))
        assert reports is None or reports[0] == reports[1]


def test_without_documents_none_is_looked_at() -> None:
    lines = log_of(20)
    found = verifying.verify(Here(), lambda: iter(lines))
    assert found == verify(lines)
    assert found.checked == ("lines",)


def test_processes_verify_what_one_process_does(processes: ProcessWorkers) -> None:
    lines = log_of(60)
    kept = [KeptCheckpoint("kept", note_of(lines, 41))]
    documents = documents_of().get
    whole = verify(lines, documents=documents, kept=kept)
    assert whole.sound
    found = verifying.verify(processes, lambda: iter(lines), documents=documents, kept=kept)
    assert found == whole


def test_a_sound_log_is_read_once() -> None:
    lines, reads = log_of(30), []

    def read() -> Iterator[bytes]:
        reads.append(len(lines))
        return iter(lines)

    assert verifying.verify(Here(), read).sound
    assert reads == [30]


@given(sizes=st.lists(st.integers(1, 9), max_size=8))
def test_a_tree_grows_by_stretches_as_it_grows_by_leaves(sizes: Sequence[int]) -> None:
    lines = [bytes([number]) for number in range(sum(sizes))]
    grown, whole = Frontier(), Frontier()
    for size in sizes:
        stretch = Stretch(grown.size)
        for line in lines[grown.size : grown.size + size]:
            stretch.append(line)
            whole.append(line)
        for leaves, root in stretch.trees:
            grown.append_tree(leaves, root)
        assert (grown.size, grown.root()) == (whole.size, whole.root())
    for line in (b"more", b"still more"):
        grown.append(line)
        whole.append(line)
    assert grown.root() == whole.root()
