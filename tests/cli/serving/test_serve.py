from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from responselevels.errors import MissingExtra
from responselevels.server.settings import ServerSettings
from tests.cli.conftest import Command

HERE = ("serve", "--port", "0")


def refused(command: Command, *args: str) -> str:
    ran = command("serve", *args)
    assert (ran.status, ran.out) == (2, "")
    return ran.err


def test_without_a_register_it_says_how_to_name_one(command: Command) -> None:
    reason = "no register is named; give `--register URL`, or `--demo` for an example"
    assert refused(command).splitlines()[0] == f"responselevels: {reason}"


@pytest.mark.parametrize("name", ["Duty", "a b", "-x", "值班", "a_b", "x" * 65])
def test_a_name_that_cannot_be_part_of_an_address_is_refused(command: Command, name: str) -> None:
    said = refused(command, "--register", f"{name}=sqlite:///a.db")
    assert "cannot be part of an address" in said


def test_two_registers_of_one_name_are_refused(command: Command) -> None:
    said = refused(command, "--register", "sqlite:///a/duty.db", "--register", "sqlite:///duty.db")
    assert "two registers are called `duty` in addresses" in said


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("--port", "70000"), "70000 is no port; give one up to 65535"),
        (("--behind", "proxy.example"), "`proxy.example` is no address or network"),
        (("--behind", "10.0.0.1/8"), "`10.0.0.1/8` is no address or network"),
        (("--demo",), "`--demo` brings a register of its own"),
    ],
)
def test_what_does_not_go_together_is_refused(
    command: Command, args: tuple[str, ...], reason: str
) -> None:
    assert reason in refused(command, "--register", "sqlite:///duty.db", *args)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "duty.example"])  # noqa: S104
def test_an_example_with_passwords_that_all_know_is_for_this_machine_alone(
    command: Command, host: str
) -> None:
    assert "is not this machine alone" in refused(command, "--demo", "--host", host)


def test_a_register_that_is_not_there_is_said_as_everywhere(
    command: Command, tmp_path: Path
) -> None:
    ran = command(*HERE, "--register", f"sqlite:///{tmp_path / 'none.db'}")
    assert ran.status != 0
    assert ran.out == ""
    assert "none.db" in ran.err
    assert "Traceback" not in ran.err


def test_a_port_that_others_have_is_a_sentence(command: Command, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = command("serve", "--register", f"sqlite:///{tmp_path / 'x.db'}", "--port", port)
    assert ran.status == 2
    assert f"port {port}, cannot be had" in ran.err


def test_without_the_extra_it_says_what_to_install(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [one for one in sys.modules if one.startswith("responselevels.cli.serving.serve")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [one for one in sys.modules if one.startswith("responselevels.server.app")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "fastapi", None)
    ran = command("serve", "--demo")
    assert ran.status == 2
    assert ran.err == f"{MissingExtra('server', 'fastapi')}\n"


@pytest.mark.parametrize(
    ("args", "rate"),
    [((), "1200/minute"), (("--rate", "9000"), "9000/minute"), (("--rate", "0"), None)],
)
def test_how_often_one_address_may_ask_is_told_to_the_server(
    command: Command, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], rate: str | None
) -> None:
    from responselevels.cli.serving import serve

    told: list[ServerSettings] = []
    monkeypatch.setattr(serve, "serve_app", lambda _app, settings, _told: told.append(settings))
    assert command("serve", "--register", "sqlite:///duty.db", *args).status == 0
    assert [one.limits.rate for one in told] == [rate]


def test_a_rate_that_is_no_number_is_refused(command: Command) -> None:
    assert "-1" in refused(command, "--register", "sqlite:///duty.db", "--rate", "-1")
