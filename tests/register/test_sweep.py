"""Whatever is done to a log, at any place, is found with a kept checkpoint.

The full run: `python -m tests.register.sweep_log`.
"""

from __future__ import annotations

import pytest

from tests.register.sweep_log import Swept, Tally, failed, main, of_consistency, of_cuts, sweep


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return sweep(8, 3)


def test_everything_done_at_every_place_is_found(tallies: dict[str, Tally]) -> None:
    assert {name: tally.found for name, tally in tallies.items()} == {
        name: tally.tried for name, tally in tallies.items()
    }
    assert all(tally.tried for tally in tallies.values())
    assert len(tallies) == 12


def test_a_chain_alone_misses_every_cut_and_every_fork(tallies: dict[str, Tally]) -> None:
    for name in ("cuts between events", "forks", "forks, then cut", "forks, then grown"):
        assert tallies[name].alone == 0


def test_a_chain_alone_misses_changes_of_the_last_event_only(tallies: dict[str, Tally]) -> None:
    changed = tallies["substitutions"]
    assert 0 < changed.tried - changed.alone < changed.tried / 8


def test_an_event_is_named_no_later_than_it_can_be(tallies: dict[str, Tally]) -> None:
    # Only where nothing comes after the next event is the next one named instead.
    assert tallies["substitutions"].late < tallies["substitutions"].tried / 8
    assert tallies["omissions"].late == 0
    assert tallies["swaps"].late == 0


def test_every_pair_of_sizes_is_consistent_and_no_fork_is() -> None:
    assert not failed(of_consistency(64))


def test_a_sweep_that_misses_something_fails() -> None:
    assert failed({"a": Tally(2, 1, 1)})
    assert failed({"a": Tally()})
    swept = Swept(5)
    swept.seen = lambda outcome: outcome.found is not None  # type: ignore[method-assign]
    assert failed(of_cuts(swept))


def test_the_full_run_prints_what_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--events", "4", "--long", "6", "--values", "2"]) == 0
    assert "substitutions" in capsys.readouterr().out
