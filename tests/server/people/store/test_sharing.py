"""Several servers over the accounts of one register: what is done in one counts in the others with the next request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from threading import Barrier, Thread

import pytest

from responselevels.errors import InputError, TooManyTries, Unauthenticated
from responselevels.server.callers import Right
from responselevels.server.people.accounts import RegisterAccounts
from responselevels.server.people.credentials import Bearer, Session
from responselevels.server.people.store.opening import open_database
from responselevels.server.people.tokens import TokenPlan
from tests.server.people.staff import LI, OTHER, PASSWORD, WU, Staffed

READS = TokenPlan(account="li", title="x", rights=frozenset({Right.READ}), bodies=frozenset())


@pytest.fixture
def others(staffed: Staffed) -> Iterator[list[RegisterAccounts]]:
    """The same accounts, opened by two more, each with a connection of its own."""
    staffed.add_all()
    opened = [
        RegisterAccounts(
            open_database(staffed.address.url),
            settings=staffed.accounts.settings,
            register=staffed.register,
        )
        for _ in range(2)
    ]
    with closing(opened[0]), closing(opened[1]):
        yield opened


ENDS: list[tuple[str, Callable[[RegisterAccounts, str], object]]] = [
    ("sign out", lambda one, digest: one.sign_out(digest)),
    ("end sessions", lambda one, _digest: one.end_sessions("li")),
    ("another password", lambda one, _digest: one.set_password("li", OTHER)),
    ("disabled", lambda one, _digest: one.disable("li")),
]


@pytest.mark.parametrize(("_name", "end"), ENDS, ids=[name for name, _end in ENDS])
def test_a_session_that_is_ended_in_one_is_over_in_all_at_once(
    staffed: Staffed,
    others: list[RegisterAccounts],
    _name: str,
    end: Callable[[RegisterAccounts, str], object],
) -> None:
    signed_in = staffed.accounts.sign_in("li", PASSWORD)
    shown = Session(signed_in.session)
    for one in others:
        assert one.caller(shown) == signed_in.caller
    assert signed_in.caller.session is not None
    end(others[0], signed_in.caller.session)
    for one in (staffed.accounts, *others):
        assert one.caller(shown) is None
        assert one.still(signed_in.caller) is None


def test_a_token_that_is_revoked_in_one_opens_nothing_in_the_others(
    staffed: Staffed, others: list[RegisterAccounts]
) -> None:
    token = Bearer(staffed.accounts.issue_token(READS))
    assert all(one.caller(token) is not None for one in others)
    others[0].revoke_token(others[0].tokens()[0].id)
    for one in (staffed.accounts, *others):
        with pytest.raises(Unauthenticated):
            one.caller(token)


def test_tries_are_counted_together_whichever_of_them_is_asked(
    staffed: Staffed, others: list[RegisterAccounts]
) -> None:
    servers = [staffed.accounts, *others]
    for number in range(5):
        with pytest.raises(Unauthenticated):
            servers[number % 3].sign_in("li", OTHER, "10.0.0.1")
    for server in servers:
        with pytest.raises(TooManyTries):
            server.sign_in("li", PASSWORD, "10.0.0.1")
    staffed.later(seconds=30)
    assert others[1].sign_in("li", PASSWORD, "10.0.0.1").caller.account == "li"


def test_of_many_tries_at_one_moment_no_more_are_judged_than_may_be(
    staffed: Staffed, others: list[RegisterAccounts]
) -> None:
    told = at_once(
        [
            (server, lambda one: one.sign_in("li", OTHER, "10.0.0.1"))
            for server in [staffed.accounts, *others] * 4
        ]
    )
    assert sorted(told) == ["TooManyTries"] * 7 + ["Unauthenticated"] * 5


def at_once(
    work: list[tuple[RegisterAccounts, Callable[[RegisterAccounts], object]]],
) -> list[str]:
    """Have each do its work in a thread, all at one moment; return what came of each."""
    told: list[str] = []
    ready = Barrier(len(work))

    def run(one: RegisterAccounts, do: Callable[[RegisterAccounts], object]) -> None:
        ready.wait()
        try:
            do(one)
        except (InputError, TooManyTries, Unauthenticated) as error:
            told.append(type(error).__name__)
        else:
            told.append("done")

    threads = [Thread(target=run, args=pair) for pair in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_two_who_change_one_account_at_once_do_so_one_after_the_other(
    staffed: Staffed, others: list[RegisterAccounts]
) -> None:
    plans = [replace(LI, title=f"Li {number}") for number in range(12)]
    told = at_once(
        [
            (others[number % 2], lambda one, plan=plan: one.change(plan))  # type: ignore[misc]
            for number, plan in enumerate(plans)
        ]
    )
    assert told == ["done"] * len(plans)
    acts = [one for one in staffed.accounts.acts() if one.act == "changed"]
    assert sorted(one.facts["title"] for one in acts) == sorted(plan.title for plan in plans)
    assert [one.seq for one in acts] == list(range(4, 4 + len(plans)))
    assert staffed.accounts.account("li").title == acts[-1].facts["title"]


def test_of_two_who_make_one_account_at_once_one_is_told_that_it_is_taken(
    staffed: Staffed, others: list[RegisterAccounts]
) -> None:
    plan = replace(WU, id="new", person="new")
    told = at_once([(one, lambda one: one.add(plan, PASSWORD)) for one in others * 3])
    assert sorted(told) == ["InputError"] * 5 + ["done"]
    assert [one.act for one in staffed.accounts.acts() if one.account == "new"] == ["added"]


def test_one_person_has_one_account_whoever_is_quicker(
    staffed: Staffed, others: list[RegisterAccounts]
) -> None:
    plans = [replace(WU, id=f"new-{number}", person="new") for number in range(6)]
    told = at_once(
        [
            (others[number % 2], lambda one, plan=plan: one.add(plan, None))  # type: ignore[misc]
            for number, plan in enumerate(plans)
        ]
    )
    assert sorted(told) == ["InputError"] * 5 + ["done"]
    assert [one.person for one in staffed.accounts.accounts()].count("new") == 1


def test_all_who_open_accounts_for_the_first_time_at_once_have_the_same(
    register_url: str,
) -> None:
    """The tables are made once, and the key of the forms is one."""
    from tests.register import duty
    from tests.server.people.store.kills import accounts_at

    duty.made(register_url).close()
    proofs: list[str] = []
    ready = Barrier(4)

    def first() -> None:
        ready.wait()
        with closing(accounts_at(register_url)) as accounts:
            proofs.append(accounts.proof_before("x"))

    threads = [Thread(target=first) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(proofs) == 4
    assert len(set(proofs)) == 1
