"""Accounts kept: made, changed, disabled, each with a line that says who did it.

Every function takes the `Run` of a transaction, and the time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from responselevels.core.world.people import same_person_in
from responselevels.errors import InputError, Place, Problem
from responselevels.server.people.account import (
    COLUMNS,
    Account,
    AccountAct,
    AccountPlan,
    account_of,
    kept_in,
    written,
)
from responselevels.server.people.store.database import Run


@dataclass(frozen=True, slots=True)
class Keeping:
    """Who keeps accounts, in one transaction: *by* is what the line says, *at* the time in microseconds."""

    run: Run
    by: str
    at: int

    def note(self, act: str, account: str, **facts: Any) -> None:
        """Write down what was done."""
        seq = self.run("SELECT coalesce(max(seq), 0) + 1 FROM account_act", ())[0][0]
        self.run(
            "INSERT INTO account_act (seq, at, by_whom, act, account, facts) VALUES (?, ?, ?, ?, ?, ?)",
            (
                seq,
                self.at,
                self.by,
                act,
                account,
                json.dumps(facts, ensure_ascii=False, sort_keys=True),
            ),
        )


def accounts(run: Run) -> list[Account]:
    """Return all accounts, by id."""
    return [account_of(row) for row in run(f"SELECT {COLUMNS} FROM account ORDER BY id", ())]  # noqa: S608


def find(run: Run, name: str) -> Account | None:
    """Return the account with this id, None where there is none."""
    rows = run(f"SELECT {COLUMNS} FROM account WHERE id = ?", (name,))  # noqa: S608
    return account_of(rows[0]) if rows else None


def known(run: Run, name: str) -> Account:
    """Return the account with this id.

    Raises:
        InputError: there is none.
    """
    found = find(run, name)
    if found is None:
        raise InputError([Problem(Place(path=("account",)), "account.unknown", {"account": name})])
    return found


def add(keeping: Keeping, plan: AccountPlan, password: str | None) -> None:
    """Make an account; *password* is the hash of it, None for somebody who signs in otherwise.

    Raises:
        InputError: the id is taken, or the person has an account, in this or a like spelling.
    """
    if find(keeping.run, plan.id) is not None:
        raise InputError([Problem(Place(path=("account",)), "account.taken", {"account": plan.id})])
    _check_alone(keeping.run, plan)
    keeping.run(
        "INSERT INTO account (id, person, title, bodies, areas, rights, oidc, password, made, changed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (plan.id, *_columns(plan), password, keeping.at, keeping.at),
    )
    keeping.note("added", plan.id, **_facts(plan), password=password is not None)


def change(keeping: Keeping, plan: AccountPlan) -> None:
    """Make the account with the id of *plan* what is planned.

    Raises:
        InputError: there is none; or the person has another account.
    """
    before = known(keeping.run, plan.id)
    _check_alone(keeping.run, plan)
    keeping.run(
        "UPDATE account SET person = ?, title = ?, bodies = ?, areas = ?, rights = ?, oidc = ?,"
        " changed = ? WHERE id = ?",
        (*_columns(plan), keeping.at, plan.id),
    )
    old, new = _facts(before), _facts(plan)
    keeping.note("changed", plan.id, **{key: new[key] for key in new if new[key] != old[key]})


def set_password(keeping: Keeping, name: str, password: str) -> None:
    """Keep the hash of a new password, and end every session that began with the old one.

    Raises:
        InputError: there is no such account.
    """
    known(keeping.run, name)
    keeping.run(
        "UPDATE account SET password = ?, changed = ? WHERE id = ?", (password, keeping.at, name)
    )
    keeping.run("DELETE FROM account_session WHERE account = ?", (name,))
    keeping.note("password", name)


def disable(keeping: Keeping, name: str) -> None:
    """Let an account ask for nothing any more, from now on: sessions end, tokens stop.

    Raises:
        InputError: there is no such account.
    """
    known(keeping.run, name)
    keeping.run(
        "UPDATE account SET disabled = ?, changed = ? WHERE id = ? AND disabled IS NULL",
        (keeping.at, keeping.at, name),
    )
    keeping.run("DELETE FROM account_session WHERE account = ?", (name,))
    keeping.run(
        "UPDATE account_token SET revoked = ? WHERE account = ? AND revoked IS NULL",
        (keeping.at, name),
    )
    keeping.note("disabled", name)


def enable(keeping: Keeping, name: str) -> None:
    """Let an account ask again; its tokens stay revoked.

    Raises:
        InputError: there is no such account.
    """
    known(keeping.run, name)
    keeping.run("UPDATE account SET disabled = NULL, changed = ? WHERE id = ?", (keeping.at, name))
    keeping.note("enabled", name)


def acts(run: Run, *, after: int = 0, most: int = 1000) -> list[AccountAct]:
    """Return what was done to accounts, the oldest first: those numbered above *after*."""
    rows = run(
        "SELECT seq, at, by_whom, act, account, facts FROM account_act WHERE seq > ?"
        " ORDER BY seq LIMIT ?",
        (after, most),
    )
    with kept_in("account_act"):
        return [
            AccountAct(
                seq=int(seq), at=int(at), by=by, act=act, account=account, facts=json.loads(facts)
            )
            for seq, at, by, act, account, facts in rows
        ]


def _check_alone(run: Run, plan: AccountPlan) -> None:
    others = [one for one in accounts(run) if one.id != plan.id]
    for other in others:
        if same_person_in(plan.person, [other.person]):
            facts = {"person": plan.person, "account": other.id, "known": other.person}
            raise InputError([Problem(Place(path=("person",)), "account.person", facts)])
        if plan.oidc is not None and plan.oidc == other.oidc:
            facts = {"name": plan.oidc, "account": other.id}
            raise InputError([Problem(Place(path=("oidc",)), "account.oidc", facts)])


def _columns(plan: AccountPlan) -> tuple[str | None, ...]:
    return (
        plan.person,
        plan.title,
        written(plan.bodies),
        written(plan.areas),
        written(plan.rights),
        plan.oidc,
    )


def _facts(plan: AccountPlan) -> Mapping[str, Any]:
    return {
        "person": plan.person,
        "title": plan.title,
        "bodies": sorted(plan.bodies),
        "areas": None if plan.areas is None else sorted(plan.areas),
        "rights": sorted(plan.rights),
        "oidc": plan.oidc,
    }
