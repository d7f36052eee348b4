"""Accounts are kept from the command line, beside the register that is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from responselevels.cli.accounts import extra
from responselevels.cli.run import main
from responselevels.errors import MissingExtra
from responselevels.server.people.accounts import open_accounts
from responselevels.server.people.credentials import Bearer
from responselevels.server.settings import ServedAddress, ServerSettings
from tests.register import duty

PASSWORD = "a long evening at the desk"  # noqa: S105


class Desk:
    """The command line over a register of the small scheme."""

    def __init__(
        self, url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.url, self._capsys, self._monkeypatch = url, capsys, monkeypatch

    def __call__(self, *args: str, given: str = "") -> tuple[int, str, str]:
        """Run ``accounts`` with *args*; return status, output, errors."""
        import io

        self._monkeypatch.setattr("sys.stdin", io.StringIO(given))
        status = main(["accounts", *args, "--register", self.url])
        said = self._capsys.readouterr()
        return status, said.out, said.err

    def said(self, *args: str, given: str = "") -> str:
        """Run what must go well, and return what it printed."""
        status, out, err = self(*args, given=given)
        assert (status, err) == (0, "")
        return out


@pytest.fixture
def desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(tmp_path / "state"))
    url = f"sqlite:///{tmp_path / 'duty.db'}"
    duty.made(url).close()
    return Desk(url, capsys, monkeypatch)


def test_an_account_is_made_and_listed(desk: Desk) -> None:
    made = desk.said("add", "Li", "--person", "li.na", "--body", "office", given=PASSWORD + "\n")
    assert made == "account `li` is made\n"
    assert desk.said("list") == (
        "`li` (in use): li.na, person `li.na`; acts for `office`; reads everything;"
        " rights `act` and `read`; open sessions: 0\n"
    )
    (row,) = desk.said("list", "--json").splitlines()
    assert json.loads(row) == {
        "account": "li",
        "person": "li.na",
        "title": "li.na",
        "bodies": ["office"],
        "areas": None,
        "rights": ["act", "read"],
        "oidc": None,
        "password": True,
        "disabled": None,
        "sessions": 0,
    }


def test_a_password_comes_from_no_argument_and_is_in_no_answer(desk: Desk) -> None:
    status, _out, err = desk("add", "li", given="")
    assert status == 2
    assert "no password is given" in err
    out = desk.said("add", "li", "--invent")
    password = out.splitlines()[0].removeprefix("password: ")
    assert len(password) == 23
    assert password not in desk.said("list", "--json") + desk.said("log", "--json")


def test_the_file_of_the_accounts_is_for_its_owner_alone(desk: Desk) -> None:
    desk.said("add", "li", "--invent")
    path = Path(desk.url.removeprefix("sqlite:///")).with_name("duty.accounts.db")
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_not_said_stays_as_it_was(desk: Desk) -> None:
    desk.said("add", "li", "--body", "office", "--area", "north", "--invent")
    desk.said("change", "li", "--title", "Li Na", "--right", "read", "--right", "hidden")
    row = json.loads(desk.said("list", "--json"))
    assert (row["title"], row["bodies"], row["areas"]) == ("Li Na", ["office"], ["north"])
    assert row["rights"] == ["hidden", "read"]
    desk.said("change", "li", "--everywhere", "--no-body", "--person", "li.na", "--oidc", "sub-1")
    row = json.loads(desk.said("list", "--json"))
    assert (row["bodies"], row["areas"], row["person"]) == ([], None, "li.na")
    assert row["oidc"] == "sub-1"
    desk.said("change", "li", "--body", "board", "--area", "south", "--oidc", "")
    row = json.loads(desk.said("list", "--json"))
    assert (row["bodies"], row["areas"], row["oidc"]) == (["board"], ["south"], None)


def test_a_slip_is_answered_with_the_nearest_name(desk: Desk) -> None:
    status, out, err = desk("add", "li", "--body", "offce", "--area", "nort", "--without-password")
    assert (status, out) == (2, "")
    assert "areas: there is no area `nort`; did you mean `north`?" in err
    assert "bodies: the rules in force have no body `offce`; did you mean `office`?" in err


def test_accounts_are_disabled_and_enabled_and_what_was_done_is_listed(desk: Desk) -> None:
    desk.said("add", "li", "--invent")
    assert desk.said("disable", "li") == "account `li` is disabled\n"
    assert "(disabled)" in desk.said("list")
    assert desk.said("enable", "li") == "account `li` is enabled\n"
    assert desk.said("end-sessions", "li") == "sessions of `li` ended: 0\n"
    assert "has another password" in desk.said("password", "li", given=PASSWORD)
    lines = desk.said("log").splitlines()
    assert [line.partition("`li`: ")[2] for line in lines] == [
        "made, by `command line`",
        "disabled, by `command line`",
        "enabled, by `command line`",
        "sessions ended, by `command line`",
        "another password, by `command line`",
    ]
    first = json.loads(desk.said("log", "--json").splitlines()[0])
    assert (first["seq"], first["by"], first["act"]) == (1, "command line", "added")


@pytest.mark.parametrize("command", ["change", "disable", "enable", "end-sessions", "password"])
def test_an_unknown_account_is_said(desk: Desk, command: str) -> None:
    status, _out, err = desk(command, "li", given=PASSWORD)
    assert status == 2
    assert "there is no account `li`" in err


def test_a_token_is_shown_once_and_opens_what_it_was_made_for(desk: Desk) -> None:
    assert desk.said("tokens", "list") == "no tokens\n"
    desk.said("add", "li", "--body", "office", "--without-password")
    given = ("--title", "dispatch", "--right", "act", "--body", "office", "--days", "3")
    status, out, err = desk("tokens", "new", "li", *given)
    assert status == 0
    assert "shown once" in err
    token = out.strip()
    with duty.opened(desk.url) as register:
        address = ServedAddress("duty", desk.url)
        accounts = open_accounts(address, ServerSettings(registers=(address,)), register)
        caller = accounts.caller(Bearer(token))
        accounts.close()
    assert caller is not None
    assert caller.may_act_for("office")
    row = json.loads(desk.said("tokens", "list", "li", "--json"))
    assert (row["title"], row["bodies"], row["revoked"]) == ("dispatch", ["office"], None)
    assert "dispatch; valid until" in desk.said("tokens", "list")
    assert desk.said("tokens", "revoke", row["token"]).endswith("of `li` is revoked\n")
    assert "revoked; was valid until" in desk.said("tokens", "list")


def test_a_token_for_more_than_the_account_has_is_refused(desk: Desk) -> None:
    desk.said("add", "li", "--without-password")
    status, out, err = desk("tokens", "new", "li", "--title", "x", "--body", "office")
    assert (status, out) == (2, "")
    assert "may not do itself what the token is to do" in err
    status, _out, err = desk("tokens", "new", "li", "--title", "x", "--days", "400")
    assert status == 2
    assert "a token lasts 1 to 366 days" in err
    status, _out, err = desk("tokens", "revoke", "0" * 16)
    assert "there is no token" in err


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise ModuleNotFoundError(name="argon2")

    monkeypatch.setattr(extra, "import_module", missing)
    with pytest.raises(MissingExtra, match=r"responselevels\[server\]"):
        extra.run("keeping", "add", "en")

    def broken(_name: str) -> None:
        raise ModuleNotFoundError(name="responselevels.none")

    monkeypatch.setattr(extra, "import_module", broken)
    with pytest.raises(ModuleNotFoundError):
        extra.run("keeping", "add", "en")


def test_the_commands_know_the_rights_of_the_server() -> None:
    from responselevels.cli.accounts.commands import RIGHTS, TOKEN_RIGHTS
    from responselevels.server.callers import Right

    assert set(RIGHTS) == set(Right)
    assert set(TOKEN_RIGHTS) == set(Right) - {Right.PEOPLE}
