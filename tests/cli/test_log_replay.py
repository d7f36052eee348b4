"""`log replay`: all comes out the same, or what does not is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from responselevels.register.log.export import write_export
from responselevels.register.replay import Replay
from tests.cli.conftest import Command
from tests.register import duty
from tests.register.duty import made, order_of, ward_order
from tests.register.test_replay import rechained


@pytest.fixture
def exports(tmp_path: Path) -> tuple[Path, Path, str]:
    """A sound export, one in which a verdict was turned, and the digest of its state."""
    register = made(f"sqlite:///{tmp_path / 'register.db'}")
    duty.issued(register, order_of("P-1"))
    register.issue(ward_order("P-2", level="closed"))
    store = register.store
    write_export(tmp_path / "sound", store.lines(), store.document)
    fields = [json.loads(line) for line in store.lines()]
    turned = next(one for one in fields if one["kind"] == "decision")
    turned["transition"] = "another"
    write_export(tmp_path / "turned", rechained(fields), store.document)
    return tmp_path / "sound", tmp_path / "turned", register.state_digest


def test_a_log_that_replays_is_said_to(command: Command, exports: tuple[Path, Path, str]) -> None:
    sound, _turned, digest = exports
    ran = command("log", "replay", "--log", str(sound))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "`duty` replays: events 10, decisions 2, orders 2; all come out the same\n"
        f"  state {digest}\n"
    )
    ran = command("log", "replay", "--log", str(sound), "--lang", "zh")
    assert ran.out == f"`duty` 重放一致：记录10条，判定2次，指令2项\n  状态 {digest}\n"
    ran = command("log", "replay", "--log", str(sound), "--json")
    assert json.loads(ran.out) == {
        "register": "duty",
        "size": 10,
        "decisions": 2,
        "orders": 2,
        "state_digest": digest,
        "damaged": None,
        "differences": [],
    }


def test_what_comes_out_otherwise_is_named(
    command: Command, exports: tuple[Path, Path, str]
) -> None:
    ran = command("log", "replay", "--log", str(exports[1]))
    assert ran.status == 1
    assert ran.out.splitlines()[:2] == [
        'event 5 (`P-1`): transition was recorded as "another", and comes out as "raise"',
        "`duty` does not replay: events 10, decisions 2, orders 2; 1 differ",
    ]
    ran = command("log", "replay", "--log", str(exports[1]), "--json")
    assert json.loads(ran.out)["differences"] == [
        {
            "seq": 5,
            "proposal": "P-1",
            "what": "transition",
            "recorded": "another",
            "replayed": "raise",
        }
    ]


def test_a_long_list_of_differences_is_cut_short_for_people(
    command: Command, exports: tuple[Path, Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Replay.take_all
    monkeypatch.setattr(Replay, "take_all", lambda self, lines: [*whole(self, lines)] * 23)
    lines = command("log", "replay", "--log", str(exports[1])).out.splitlines()
    assert lines[19:21] == [lines[0], "and 3 more; all of them with `--json`"]


def test_a_log_that_cannot_have_been_recorded_is_found(
    command: Command, exports: tuple[Path, Path, str]
) -> None:
    sound = str(exports[0])
    log = exports[0] / "log.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:4] + lines[5:]))
    ran = command("log", "replay", "--log", sound)
    assert ran.status == 1
    assert ran.out.replace("\n", " ").startswith(
        "found: event 4 has another number; one is missing"
    )
    ran = command("log", "replay", "--log", sound, "--json")
    assert json.loads(ran.out)["damaged"]["code"] == "wrong_number"


def test_the_file_of_a_log_alone_does_not_tell_the_rules(
    command: Command, exports: tuple[Path, Path, str]
) -> None:
    ran = command("log", "replay", "--log", str(exports[0] / "log.jsonl"))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        "responselevels: to replay, the rules and areas are needed as well; "
        "name the folder of the export, not its file log.jsonl\n"
    )


@pytest.mark.usefixtures("workers_here")
@pytest.mark.parametrize(
    "asked", [("replay",), ("verify",), ("replay", "--json"), ("verify", "--json")]
)
def test_several_workers_say_what_one_process_says(
    command: Command,
    exports: tuple[Path, Path, str],
    monkeypatch: pytest.MonkeyPatch,
    asked: tuple[str, ...],
) -> None:
    monkeypatch.setattr("responselevels.parallel.replaying.LEAST", 1)
    monkeypatch.setattr("responselevels.parallel.verifying.LINES_A_CHUNK", 2)
    for export in exports[:2]:
        call = ("log", *asked, "--log", str(export))
        assert command(*call, "--workers", "3") == command(*call)
