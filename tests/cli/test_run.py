"""Nothing but words and a status leaves a run."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from responselevels.cli.decisions import check
from responselevels.cli.run import main
from responselevels.errors import MissingExtra
from tests.cli.conftest import Command
from tests.cli.tool import AT, FILES, WORLD, run, surroundings, unmeasured

CHECK = ("check", *FILES, *AT)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_mistake_of_our_own_is_one_line_with_where_to_report(
    command: Command, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    def broken(*_args: object) -> None:
        raise KeyError("secret\x1b")

    monkeypatch.setattr(check, "decide_all", broken)
    ran = command(*CHECK, "--lang", lang, "permit.yaml")
    assert (ran.status, ran.out) == (70, "")
    assert ran.err.count("\n") == 1
    assert "KeyError" in ran.err
    assert "test_run.py:" in ran.err
    assert "secret" not in ran.err


def test_an_interrupt_is_status_130(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "decide_all", interrupted)
    ran = command(*CHECK, "permit.yaml")
    assert (ran.status, ran.out, ran.err) == (130, "", "\ninterrupted\n")


def test_a_missing_extra_names_the_command_that_installs_it(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_args: object) -> None:
        raise MissingExtra("sign", "cryptography")

    monkeypatch.setattr(check, "decide_all", missing)
    ran = command(*CHECK, "permit.yaml")
    assert ran.status == 2
    assert ran.err == "`cryptography` is not installed; run: pip install 'responselevels[sign]'\n"


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let what is started be interrupted, also where this was itself started to ignore it (``&``)."""
    was = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, was)


@pytest.mark.usefixtures("interruptible")
def test_a_real_interrupt_says_nothing_more(tmp_path: Path) -> None:
    line = (WORLD / "batch.jsonl").read_text(encoding="utf-8").splitlines()[0] + "\n"
    (tmp_path / "long.jsonl").write_text(line * 50_000)
    with subprocess.Popen(
        [sys.executable, "-m", "responselevels", *CHECK, "--json", str(tmp_path / "long.jsonl")],
        cwd=WORLD,
        env=unmeasured(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        try:
            _out, err = process.communicate(timeout=300)
        finally:
            process.kill()
    assert process.returncode == 130
    assert err.decode().strip() == "interrupted"


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    line = (WORLD / "batch.jsonl").read_text(encoding="utf-8").splitlines()[0] + "\n"
    (tmp_path / "long.jsonl").write_text(line * 5_000)
    with subprocess.Popen(
        [sys.executable, "-m", "responselevels", *CHECK, "--json", str(tmp_path / "long.jsonl")],
        cwd=WORLD,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()
    assert process.returncode == 141
    assert err == b""


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.UTF-8", "en_US.ISO-8859-1"])
def test_output_is_utf_8_in_any_locale(locale: str) -> None:
    env = {"LC_ALL": locale, "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"}
    ran = run(*CHECK, "--lang", "zh", "deny.yaml", env=env)
    assert ran.status == 1
    assert ran.out.startswith("P-7：不予准许\n")


def test_the_language_comes_from_the_environment_of_the_process() -> None:
    assert run(*CHECK, "permit.yaml", env={"LANG": "zh_CN.UTF-8"}).out.startswith("P-9：准予\n")
    assert run(*CHECK, "permit.yaml", env={"LANG": "C.UTF-8"}).out.startswith("P-9: permitted\n")


def test_the_same_input_gives_the_same_bytes_in_any_process() -> None:
    runs = {
        run(*CHECK, "--json", "deny.yaml", "pending.yaml", env={"PYTHONHASHSEED": seed}).out
        for seed in ("0", "1", "2")
    }
    assert len(runs) == 1


def test_without_any_input_a_real_run_explains_itself() -> None:
    ran = run()
    assert ran.status == 0
    assert ran.out.startswith("Usage: responselevels ")


def on_terminal(*args: str, env: dict[str, str] | None = None) -> str:
    """Return what a run writes to a terminal of 80 columns."""
    here, there = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "responselevels", *args],
        cwd=WORLD,
        env=surroundings({"TERM": "xterm-256color", "COLUMNS": "80", **(env or {})}),
        stdout=there,
        stderr=there,
        stdin=there,
    ) as process:
        os.close(there)
        written = b""
        while True:
            try:
                chunk = os.read(here, 4096)
            except OSError:  # the other end is closed
                break
            if not chunk:
                break
            written += chunk
    os.close(here)
    assert process.returncode in {0, 1, 3}
    return written.decode()


def test_colour_is_for_terminals_alone() -> None:
    shown = on_terminal(*CHECK, "deny.yaml")
    assert shown.startswith("\x1b[1;31mP-7: denied\x1b[0m")
    assert "\x1b" not in on_terminal(*CHECK, "deny.yaml", env={"NO_COLOR": "1", "TERM": "dumb"})
    assert "\x1b" not in run(*CHECK, "deny.yaml").out


def test_progress_stays_quiet_where_it_would_write_over_decisions(tmp_path: Path) -> None:
    line = (WORLD / "batch.jsonl").read_text(encoding="utf-8").splitlines()[0] + "\n"
    (tmp_path / "some.jsonl").write_text(line * 3_000)
    shown = on_terminal(*CHECK, "--json", str(tmp_path / "some.jsonl"))
    assert "decided " not in shown.replace('"decided_at"', "")


@pytest.mark.slow
def test_a_batch_of_ten_thousand_is_decided_line_by_line(tmp_path: Path) -> None:
    line = (WORLD / "batch.jsonl").read_text(encoding="utf-8").splitlines()[3] + "\n"
    (tmp_path / "long.jsonl").write_text(line * 10_000)
    ran = run(*CHECK, "--json", str(tmp_path / "long.jsonl"))
    assert ran.status == 1
    assert ran.out.count("\n") == 10_000
    assert {json.loads(line)["verdict"] for line in set(ran.out.splitlines())} == {"deny"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00",
        b"\xff\xfe",
        b"[" * 100_000,
        b"{" * 100_000,
        b"- " * 50_000,
        b"a: &a [*a]",
        b"null",
        b"42",
        b'{"id": "\\ud800"}',
        b"id: P\narea: [north]\nperiod: 3",
        b'{"id": 1e999, "area": {}, "level": []}\n{"id": "x"',
        b"action: end\nid: P\norder: nothing\nat: now\nissuer: office",
        b"action: ratify\nid: P\norder: R-1\nissuer: nobody",
        b"? {a: b}\n: c",
        b"id: !!python/object/apply:os.system [ls]",
    ],
)
def test_no_input_brings_a_traceback(command: Command, content: bytes) -> None:
    for form in ((), ("--json",)):
        ran = command(*CHECK, *form, "-", given=content)
        assert ran.status == 2
        assert "Traceback" not in ran.out + ran.err
        assert "mistake of responselevels" not in ran.err


def test_arguments_default_to_those_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["responselevels", "--lang", "en", "--version"])
    assert main() == 0
    assert capsys.readouterr().out.startswith("responselevels ")
