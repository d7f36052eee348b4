"""`check` spread over workers says what it says in one process, to the letter."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Command
from tests.cli.tool import AT, FILES, WORLD

CHECK = ("check", *FILES, *AT)
PROPOSALS = ("batch.jsonl", "deny.yaml", "missing.yaml", "unknown.yaml", "-", "permit.yaml")
GIVEN = (WORLD / "batch.jsonl").read_bytes() * 3


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hand out two proposals at a time, so that there are many chunks."""
    monkeypatch.setattr("responselevels.cli.decisions.batches.LINES_A_CHUNK", 2)


@pytest.mark.parametrize("form", [("--json",), ("--lang", "zh")])
def test_processes_print_what_one_process_prints(command: Command, form: tuple[str, ...]) -> None:
    alone = command(*CHECK, *form, *PROPOSALS, given=GIVEN)
    spread = command(*CHECK, *form, "--workers", "2", *PROPOSALS, given=GIVEN)
    assert spread == alone
    assert alone.status == 2
    assert alone.out


def test_one_worker_is_this_process(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("responselevels.parallel.processes.ProcessWorkers", None)
    assert command(*CHECK, "--workers", "1", "permit.yaml").status == 0


def test_workers_are_a_number(command: Command) -> None:
    ran = command(*CHECK, "--workers", "0", "permit.yaml")
    assert ran.status == 2
    assert "`0` is no whole number of 1 or more" in ran.err


def test_workers_and_a_cluster_are_not_both_meant(command: Command) -> None:
    ran = command(*CHECK, "--workers", "2", "--cluster", "tcp://127.0.0.1:1", "permit.yaml")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        "responselevels: `--workers` is this machine and `--cluster` others; "
        "leave one of the two out\n"
    )


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "there is no cluster at `nowhere`"),
        ("zh", "`nowhere` 没有集群"),
    ],
)
def test_a_cluster_that_is_not_there_has_a_status_of_its_own(
    command: Command, lang: str, said: str
) -> None:
    ran = command(*CHECK, "--lang", lang, "--cluster", "nowhere", "permit.yaml")
    assert (ran.status, ran.out) == (69, "")
    assert ran.err.startswith(f"responselevels: {said}")
