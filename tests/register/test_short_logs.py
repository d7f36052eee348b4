"""A log that was cut at any place is read, or refused in words; a single event is one such place."""

from __future__ import annotations

from pathlib import Path

import pytest

from responselevels.cli import main
from responselevels.errors import RegisterDamaged
from responselevels.register.replay import Replay
from responselevels.register.stores.opening import path_of
from tests.register.duty import approval, clock, made, opened, order_of, ward_order
from tests.register.test_shrinking import cut

COMMANDS = (
    ("register", "status"),
    ("register", "status", "--sound-part"),
    ("register", "level"),
    ("register", "history"),
    ("register", "follow", "--once", "--after", "-1"),
    ("register", "keys", "show"),
    ("register", "withdraw", "P-1"),
    ("register", "decide", "P-1"),
    ("log", "verify"),
    ("log", "replay"),
    ("log", "prove", "0"),
    ("log", "prove", "--from", "1"),
    ("log", "checkpoint"),
)


@pytest.mark.filterwarnings("ignore::responselevels.errors.ClockJumped")
def test_wherever_a_log_is_cut_no_command_fails_for_a_mistake_of_our_own(
    sqlite_url: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with made(sqlite_url) as register:
        register.propose(order_of("P-1"))
        register.approve("P-1", approval())
        register.issue(ward_order("P-2"))
        size = register.head.size
    for left in range(size, -1, -1):
        cut(path_of(sqlite_url), left)
        for command in COMMANDS:
            status = main([*command, "--register", sqlite_url])
            assert status != 70, (left, command, capsys.readouterr().err)
        export = str(tmp_path / f"export-{left}")
        assert main(["log", "export", export, "--register", sqlite_url]) in {0, 1, 2}
        assert main(["log", "replay", "--log", export]) in {0, 1, 2}
        assert main(["log", "verify", "--log", export]) in {0, 1, 2}


def test_a_log_of_one_event_was_cut_and_nothing_is_recorded_in_it(sqlite_url: str) -> None:
    made(sqlite_url).close()
    left = cut(path_of(sqlite_url), 1)
    for ways in ({}, {"sound_part": True}, {"read_only": True}):
        with pytest.raises(RegisterDamaged) as refusal:
            opened(sqlite_url, clock(), **ways)
        assert str(refusal.value) == (
            "the register `duty` ends after 1 events, before any rules and areas were in force; "
            "its end was cut off; leave it as it is, and restore a copy or an export"
        )
    replayed = Replay(lambda _digest: None)
    assert list(replayed.take_all(iter(left))) == []
