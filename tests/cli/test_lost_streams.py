"""Standard streams that are closed or full: a status that means it, and nothing half done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from responselevels.cli.frame.status import Status
from tests.cli.lines import LINES
from tests.cli.test_same_everywhere import said_here, said_in
from tests.cli.tool import AT, FILES, WORLD, run, surroundings

# These repeat what other tests do, each on its own.
pytestmark = pytest.mark.untraced

CHECK = ("check", *FILES, *AT)
PROGRAM = f"{sys.executable} -m responselevels"
LOST = "responselevels: the answer could not be written to standard output: "


def shell(command: str, given: bytes = b"") -> tuple[int, str, str]:
    """Run a command line of sh from the sample world."""
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=WORLD,
        env=surroundings(),
        input=given,
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize(
    ("lost", "reason"), [(">&-", "it is closed"), (">/dev/full", "No space left on device")]
)
@pytest.mark.parametrize(("name", "status"), [("permit", 0), ("deny", 1), ("pending", 3)])
def test_an_answer_that_nobody_can_take_is_no_verdict(
    lost: str, reason: str, name: str, status: int
) -> None:
    ran = shell(f"{PROGRAM} {' '.join(CHECK)} {name}.yaml {lost}")
    assert ran == (
        74,
        "",
        f"{LOST}{reason}; all that was asked is done, and the exit status would have been {status}\n",
    )


def test_without_either_stream_the_status_says_it() -> None:
    assert shell(f"{PROGRAM} {' '.join(CHECK)} permit.yaml >&- 2>&-") == (74, "", "")
    assert shell(f"{PROGRAM} {' '.join(CHECK)} none.yaml <&- >&- 2>&-") == (2, "", "")
    assert shell(f"{PROGRAM} --help >/dev/full 2>/dev/full") == (74, "", "")


@pytest.mark.parametrize("lost", ["2>&-", "2>/dev/full"])
def test_a_verdict_stands_though_nobody_hears_what_else_was_said(lost: str) -> None:
    status, out, _err = shell(f"{PROGRAM} {' '.join(CHECK)} deny.yaml {lost}")
    assert (status, out) == (1, run(*CHECK, "deny.yaml").out)
    assert shell(f"{PROGRAM} {' '.join(CHECK)} none.yaml {lost}")[:2] == (2, "")


def test_standard_input_that_is_closed_is_no_empty_file() -> None:
    assert shell(f"{PROGRAM} {' '.join(CHECK)} - <&-") == (
        2,
        "",
        "-: standard input is closed; pipe something in, or name a file\n",
    )


def test_what_is_opened_later_never_takes_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    init = f"init --rules rules.yaml --areas areas.yaml --register sqlite:///{path}"
    status = shell(f"{PROGRAM} register {init} <&- >&- 2>&-")[0]
    assert status == Status.OUTPUT_LOST
    assert path.read_bytes().startswith(b"SQLite format 3\0")
    ran = run("log", "verify", "--register", f"sqlite:///{path}")
    assert (ran.status, ran.err) == (0, "")


def test_a_reader_that_stops_early_hears_no_complaint() -> None:
    status, out, err = shell(f"{PROGRAM} schema rules | head -1; true")
    assert (status, out.count("\n"), err) == (0, 1, "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("out", "err"),
    [("closed", "open"), ("full", "open"), ("full", "full"), ("closed", "closed")],
)
def test_every_command_says_truly_that_its_answer_is_lost(out: str, err: str) -> None:
    whole, lost = said_here(), said_in({}, "en", out, err)
    for name in LINES:
        status, printed, _said = whole[name]
        answered = printed and status in {Status.PERMITTED, Status.DENIED, Status.PENDING}
        ends = (
            {Status.OUTPUT_LOST}
            if answered
            else {status, *([Status.OUTPUT_LOST] if printed else ())}
        )
        assert lost[name][0] in ends, name  # what only asks may end before it meets what is wrong
        if printed and err == "open":
            assert str(lost[name][1]).count(LOST) == 1, name


@pytest.mark.slow
@pytest.mark.parametrize("err", ["closed", "full"])
def test_every_command_keeps_its_status_without_standard_error(err: str) -> None:
    lost = said_in({}, "en", "open", err)
    assert {name: line[0] for name, line in lost.items()} == {
        name: line[0] for name, line in said_here().items()
    }


@pytest.mark.slow
def test_what_was_to_be_recorded_is_recorded_though_nobody_can_hear_it(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'register.db'}"
    env = {"RESPONSELEVELS_REGISTER": address, "RESPONSELEVELS_STATE": str(tmp_path)}
    given = " ".join(f"{key}={value}" for key, value in env.items())
    asked = "decide permit.yaml deny.yaml pending.yaml --key k"
    init = "init --rules rules.yaml --areas areas.yaml"
    for line in (init, asked):
        assert shell(f"{given} {PROGRAM} register {line} >/dev/full")[0] == Status.OUTPUT_LOST
    known = run("register", "follow", "--once", "--after", "-1", env=env).out
    assert known.count(" decision: ") == 3
    again = run("register", *asked.split(), env=env)
    assert (again.status, again.err) == (1, "")
    assert run("register", "follow", "--once", "--after", "-1", env=env).out == known


def test_a_pipe_that_nobody_writes_to_is_said_and_one_that_is_written_to_is_read(
    tmp_path: Path,
) -> None:
    silent = tmp_path / "silent.yaml"
    os.mkfifo(silent)
    ran = run("check", "--rules", str(silent), *FILES[2:], *AT, "permit.yaml")
    assert (ran.status, ran.err) == (
        2,
        f"{silent}: nobody writes to this pipe; start the program that does, or name a file\n",
    )
    command = f"(sleep 0.5; cat rules.yaml > {silent}) & {PROGRAM} check --rules {silent}"
    status, out, err = shell(f"{command} {' '.join((*FILES[2:], *AT))} permit.yaml")
    assert (status, err) == (0, "")
    assert out.startswith("P-9: permitted\n")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/dev/zero", "this is a device or a pipe; name a file"),
        ("/dev/null", "nothing is written here; `responselevels schema` shows what belongs in it"),
        (".", "this is a folder; name a file in it"),
        ("rules.yaml/none", "there is no such file; check the path"),
    ],
)
@pytest.mark.parametrize("option", ["--rules", "--areas", "--orders", ""])
def test_what_is_no_file_is_said_wherever_it_is_named(path: str, said: str, option: str) -> None:
    given = [*CHECK, "permit.yaml"]
    given[given.index(option) + 1 if option else -1] = path
    ran = run(*given)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"{path}: {said}\n"
