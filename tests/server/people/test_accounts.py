from __future__ import annotations

from dataclasses import replace

import pytest

from responselevels.errors import Forbidden, InputError, RegisterFormat, Unauthenticated
from responselevels.server.callers import Caller, How, Right
from responselevels.server.people.accounts import open_accounts
from responselevels.server.people.credentials import Proxied, Session
from responselevels.server.people.keeping import COMMAND_LINE
from responselevels.server.people.passwords import SHORTEST
from responselevels.server.settings import ServerSettings
from tests.register import duty
from tests.server.people.staff import CHIEF, LI, OTHER, PASSWORD, WU, Staffed


def code_of(error: InputError) -> str:
    code: str = error.problems[0].code
    return code


def test_an_account_is_kept_as_it_was_planned(staffed: Staffed) -> None:
    staffed.add_all()
    known = staffed.accounts.account("Wu ")
    assert (known.id, known.person, known.title) == ("wu", "wu.wei", "Wu Wei")
    assert (known.bodies, known.areas) == (WU.bodies, frozenset({"north"}))
    assert known.rights == {Right.READ, Right.ACT}
    assert known.has_password
    assert [one.id for one in staffed.accounts.accounts()] == ["chief", "li", "wu"]
    assert staffed.accounts.account("li").areas is None


def test_accounts_are_found_again_by_whoever_opens_them_next(staffed: Staffed) -> None:
    staffed.add_all()
    settings = ServerSettings(registers=(), demo=True)
    other = open_accounts(staffed.address, settings, staffed.register)
    caller = staffed.accounts.sign_in("li", PASSWORD).caller
    assert other.sign_in("li", PASSWORD).caller.person == "li.na"
    assert other.proof(caller) == staffed.accounts.proof(caller)
    other.close()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"id": "Li Na"}, "account.name"),
        ({"id": "李娜"}, "account.name"),
        ({"id": ""}, "account.name"),
        ({"person": " li"}, "account.person_id"),
        ({"person": "li\u202e"}, "account.person_id"),
        ({"title": " "}, "account.title"),
        ({"title": "Li\nNa"}, "account.title"),
        ({"bodies": frozenset({"offce"})}, "account.bodies"),
        ({"areas": frozenset({"nort"})}, "account.areas"),
    ],
)
def test_what_cannot_be_is_refused(staffed_here: Staffed, changed: object, code: str) -> None:
    assert isinstance(changed, dict)
    with pytest.raises(InputError) as refused:
        staffed_here.accounts.add(replace(LI, **changed), PASSWORD)
    assert code_of(refused.value) == code
    assert staffed_here.accounts.accounts() == []


def test_an_unknown_body_is_answered_with_the_nearest(staffed_here: Staffed) -> None:
    with pytest.raises(InputError, match="did you mean `office`"):
        staffed_here.accounts.add(replace(LI, bodies=frozenset({"offce"})), PASSWORD)


def test_a_name_is_taken_once_and_a_person_has_one_account(staffed: Staffed) -> None:
    staffed.add_all()
    for plan, code in (
        (replace(LI, person="other"), "account.taken"),
        (replace(LI, id="li2"), "account.person"),
        (replace(LI, id="li2", person="Li.Na"), "account.person"),
    ):
        with pytest.raises(InputError) as refused:
            staffed.accounts.add(plan, PASSWORD)
        assert code_of(refused.value) == code
    assert len(staffed.accounts.accounts()) == 3


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("x" * (SHORTEST - 1), "password.length"),
        ("x" * 30, "password.length"),
        ("abcde" * 60, "password.length"),
        ("wu.wei1234567", "password.name"),
    ],
)
def test_a_weak_password_is_refused(staffed_here: Staffed, password: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        staffed_here.accounts.add(WU, password)
    assert code_of(refused.value) == code


def test_a_change_counts_for_sessions_that_are_open(staffed: Staffed) -> None:
    staffed.add_all()
    session = staffed.accounts.sign_in("li", PASSWORD).session
    staffed.accounts.change(replace(LI, bodies=frozenset({"police"}), rights=frozenset()))
    caller = staffed.accounts.caller(Session(session))
    assert caller is not None
    assert caller.bodies == {"police"}
    assert caller.rights == {Right.READ}
    assert not caller.may_act_for("police")


def test_who_is_disabled_can_do_nothing_from_then_on(staffed: Staffed) -> None:
    staffed.add_all()
    session = staffed.accounts.sign_in("li", PASSWORD).session
    staffed.accounts.disable("li")
    assert staffed.accounts.caller(Session(session)) is None
    with pytest.raises(Unauthenticated):
        staffed.accounts.sign_in("li", PASSWORD)
    with pytest.raises(Unauthenticated):
        staffed.accounts.caller(Proxied("li"))
    staffed.accounts.enable("li")
    assert staffed.accounts.caller(Session(session)) is None
    assert staffed.accounts.sign_in("li", PASSWORD).caller.account == "li"
    assert staffed.accounts.caller(Proxied("LI")) is not None


def test_what_is_done_to_accounts_is_written_down(staffed: Staffed) -> None:
    staffed.add_all()
    chief = staffed.accounts.sign_in("chief", PASSWORD).caller
    staffed.later(minutes=1)
    staffed.accounts.change(replace(LI, title="Li"), by=chief)
    staffed.accounts.set_password("li", OTHER, by=chief)
    staffed.accounts.disable("li", by=chief)
    acts = staffed.accounts.acts()
    assert [(one.by, one.act, one.account) for one in acts] == [
        (COMMAND_LINE, "added", "li"),
        (COMMAND_LINE, "added", "wu"),
        (COMMAND_LINE, "added", "chief"),
        ("chief", "changed", "li"),
        ("chief", "password", "li"),
        ("chief", "disabled", "li"),
    ]
    assert acts[3].facts == {"title": "Li"}
    assert [one.seq for one in staffed.accounts.acts(after=4)] == [5, 6]
    assert PASSWORD not in repr(acts)
    assert OTHER not in repr(acts)


# -- who may keep accounts -----------------------------------------------------------


def test_only_who_keeps_accounts_may_touch_those_of_others(staffed: Staffed) -> None:
    staffed.add_all()
    li = staffed.accounts.sign_in("li", PASSWORD).caller
    for attempt in (
        lambda: staffed.accounts.add(replace(LI, id="new", person="new"), None, by=li),
        lambda: staffed.accounts.change(replace(WU, bodies=frozenset()), by=li),
        lambda: staffed.accounts.set_password("wu", OTHER, by=li),
        lambda: staffed.accounts.disable("wu", by=li),
        lambda: staffed.accounts.enable("wu", by=li),
        lambda: staffed.accounts.end_sessions("wu", by=li),
    ):
        with pytest.raises(Forbidden, match="needs the right `people`"):
            attempt()
    assert staffed.accounts.sign_in("wu", PASSWORD).caller.bodies == {"ward_office"}


def test_nobody_gives_themselves_more(staffed: Staffed) -> None:
    staffed.add_all()
    chief = staffed.accounts.sign_in("chief", PASSWORD).caller
    with pytest.raises(Forbidden, match="nobody changes what they may do themselves"):
        staffed.accounts.change(replace(CHIEF, bodies=frozenset({"board"})), by=chief)
    with pytest.raises(Forbidden):
        staffed.accounts.disable("chief", by=chief)
    assert staffed.accounts.account("chief").bodies == frozenset()


def test_everybody_may_change_their_own_password_and_end_their_sessions(staffed: Staffed) -> None:
    staffed.add_all()
    first = staffed.accounts.sign_in("li", PASSWORD)
    staffed.accounts.set_password("li", OTHER, by=first.caller)
    assert staffed.accounts.caller(Session(first.session)) is None
    with pytest.raises(Unauthenticated):
        staffed.accounts.sign_in("li", PASSWORD)
    second = staffed.accounts.sign_in("li", OTHER)
    assert staffed.accounts.end_sessions("li", by=second.caller) == 1
    assert staffed.accounts.sessions("li") == []


def test_accounts_are_not_kept_with_a_token(staffed_here: Staffed) -> None:
    staffed_here.add_all()
    token = Caller(
        account="chief",
        person="chief",
        title="",
        rights=frozenset(Right),
        how=How.TOKEN,
        server="duty-room",
    )
    with pytest.raises(Forbidden, match="not with a token"):
        staffed_here.accounts.set_password("chief", OTHER, by=token)


def test_accounts_of_one_register_do_not_open_another(staffed_here: Staffed) -> None:
    class Other:
        id = "other"

    settings = ServerSettings(registers=())
    with pytest.raises(RegisterFormat, match="not those of `other`"):
        open_accounts(staffed_here.address, settings, Other())  # type: ignore[arg-type]


def test_how_a_person_was_made_sure_of_is_what_the_log_says(staffed_here: Staffed) -> None:
    staffed_here.add_all()
    actor = staffed_here.accounts.sign_in("li", PASSWORD).caller.actor("office")
    assert (actor.person, actor.body) == ("li.na", "office")
    assert actor.auth == "authenticated; by=duty-room; how=password"
    assert duty.RULES.id == "duty"
