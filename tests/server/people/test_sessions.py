from __future__ import annotations

from responselevels.server.people.credentials import Session
from responselevels.server.people.sessions import digest_of
from tests.server.people.staff import PASSWORD, Staffed


def test_a_session_is_known_by_its_id_and_by_nothing_else(staffed: Staffed) -> None:
    staffed.add_all()
    signed_in = staffed.accounts.sign_in("li", PASSWORD)
    found = staffed.accounts.caller(Session(signed_in.session))
    assert found == signed_in.caller
    assert signed_in.caller.session == digest_of(signed_in.session)
    for other in (
        digest_of(signed_in.session),
        signed_in.session[:-1],
        "",
        "\ud800",
        "' OR 1=1 --",
    ):
        assert staffed.accounts.caller(Session(other)) is None


def test_each_signing_in_has_an_id_of_its_own(staffed: Staffed) -> None:
    staffed.add_all()
    one, other = (staffed.accounts.sign_in("li", PASSWORD) for _ in range(2))
    assert one.session != other.session
    assert len(staffed.accounts.sessions("li")) == 2


def test_the_id_is_nowhere_in_the_store(staffed_here: Staffed) -> None:
    staffed_here.add_all()
    session = staffed_here.accounts.sign_in("li", PASSWORD).session
    rows = staffed_here.accounts._database.read(
        lambda run: run("SELECT * FROM account_session", ())
    )
    assert session not in repr(rows)
    assert PASSWORD not in repr(
        staffed_here.accounts._database.read(lambda run: run("SELECT * FROM account", ()))
    )


def test_a_session_is_over_when_nobody_used_it_for_an_hour(staffed: Staffed) -> None:
    staffed.add_all()
    session = Session(staffed.accounts.sign_in("li", PASSWORD).session)
    for _ in range(3):
        staffed.later(minutes=59, seconds=59)
        assert staffed.accounts.caller(session) is not None
    staffed.later(hours=1)
    assert staffed.accounts.caller(session) is None
    assert staffed.accounts.sessions("li") == []


def test_a_session_is_over_after_twelve_hours_however_much_it_is_used(staffed: Staffed) -> None:
    staffed.add_all()
    session = Session(staffed.accounts.sign_in("li", PASSWORD).session)
    for _ in range(23):
        staffed.later(minutes=30)
        assert staffed.accounts.caller(session) is not None
    staffed.later(minutes=30)
    assert staffed.accounts.caller(session) is None


def test_a_clock_that_is_set_back_ends_no_session(staffed: Staffed) -> None:
    staffed.add_all()
    session = Session(staffed.accounts.sign_in("li", PASSWORD).session)
    staffed.later(hours=-5)
    assert staffed.accounts.caller(session) is not None


def test_who_signs_out_is_out_with_whatever_was_copied(staffed: Staffed) -> None:
    staffed.add_all()
    one, other = (staffed.accounts.sign_in("li", PASSWORD) for _ in range(2))
    assert one.caller.session is not None
    staffed.accounts.sign_out(one.caller.session)
    assert staffed.accounts.caller(Session(one.session)) is None
    assert staffed.accounts.caller(Session(other.session)) is not None


def test_what_takes_long_can_ask_whether_the_session_is_still_there(staffed: Staffed) -> None:
    staffed.add_all()
    caller = staffed.accounts.sign_in("li", PASSWORD).caller
    assert staffed.accounts.still(caller) == caller
    staffed.accounts.disable("li")
    assert staffed.accounts.still(caller) is None


def test_asking_whether_it_is_still_there_keeps_no_session_open(staffed: Staffed) -> None:
    staffed.add_all()
    caller = staffed.accounts.sign_in("li", PASSWORD).caller
    staffed.later(minutes=59)
    assert staffed.accounts.still(caller) is not None
    staffed.later(minutes=1)
    assert staffed.accounts.still(caller) is None


def test_forms_of_one_session_carry_what_those_of_another_do_not(staffed_here: Staffed) -> None:
    staffed_here.add_all()
    one, other = (staffed_here.accounts.sign_in("li", PASSWORD).caller for _ in range(2))
    assert staffed_here.accounts.proof(one) != staffed_here.accounts.proof(other)
    assert staffed_here.accounts.proof(one) == staffed_here.accounts.proof(one)
