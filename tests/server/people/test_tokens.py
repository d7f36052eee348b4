from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from responselevels.errors import Forbidden, InputError, Unauthenticated
from responselevels.server.callers import How, Right
from responselevels.server.people.credentials import Bearer
from responselevels.server.people.tokens import TokenPlan
from tests.server.people.staff import CHIEF, LI, PASSWORD, Staffed

ACTS = TokenPlan(
    account="li",
    title="the dispatch system",
    rights=frozenset({Right.READ, Right.ACT}),
    bodies=frozenset({"office"}),
)
READS = replace(ACTS, rights=frozenset({Right.READ}), bodies=frozenset())


def refused(staffed: Staffed, token: str) -> str:
    with pytest.raises(Unauthenticated) as error:
        staffed.accounts.caller(Bearer(token))
    return error.value.code


def test_a_token_stands_for_its_account_within_what_it_was_made_for(staffed: Staffed) -> None:
    staffed.add_all()
    caller = staffed.accounts.caller(Bearer(staffed.accounts.issue_token(ACTS)))
    assert caller is not None
    assert (caller.person, caller.how, caller.session) == ("li.na", How.TOKEN, None)
    assert caller.may_act_for("office")
    reading = staffed.accounts.caller(Bearer(staffed.accounts.issue_token(READS)))
    assert reading is not None
    assert not reading.may_act_for("office")
    assert reading.rights == {Right.READ}


def test_a_token_may_never_do_more_than_its_account_at_that_moment(staffed: Staffed) -> None:
    staffed.add_all()
    token = Bearer(staffed.accounts.issue_token(ACTS))
    staffed.accounts.change(replace(LI, bodies=frozenset({"police"}), areas=frozenset({"north"})))
    caller = staffed.accounts.caller(token)
    assert caller is not None
    assert caller.bodies == frozenset()
    assert caller.areas == frozenset({"north"})


@pytest.mark.parametrize(
    "changed",
    [
        {"bodies": frozenset({"board"})},
        {"rights": frozenset({Right.READ, Right.HIDDEN})},
        {"rights": frozenset({Right.READ, Right.PEOPLE})},
    ],
)
def test_a_token_cannot_be_made_for_more_than_the_account_has(
    staffed_here: Staffed, changed: object
) -> None:
    staffed_here.add_all()
    assert isinstance(changed, dict)
    with pytest.raises(Forbidden):
        staffed_here.accounts.issue_token(replace(ACTS, **changed))
    assert staffed_here.accounts.tokens() == []


def test_no_token_keeps_accounts(staffed_here: Staffed) -> None:
    staffed_here.add_all()
    plan = TokenPlan(
        account=CHIEF.id, title="x", rights=frozenset({Right.PEOPLE}), bodies=frozenset()
    )
    with pytest.raises(Forbidden, match="cannot keep accounts"):
        staffed_here.accounts.issue_token(plan)


def test_forged_tokens_open_nothing(staffed: Staffed) -> None:
    staffed.add_all()
    token = staffed.accounts.issue_token(ACTS)
    (known,) = staffed.accounts.tokens("li")
    mark, name, secret = token.split("_", 2)
    forged = [
        f"{mark}_{name}_{secret[:-1]}{'A' if secret[-1] != 'A' else 'B'}",
        f"{mark}_{name}_",
        f"{mark}_{name}",
        f"{mark}_{'0' * 16}_{secret}",
        f"{mark}_' OR '1'='1_{secret}",
        f"RLT_{name}_{secret}",
        known.id,
        "\ud800",
        token + " ",
        "x" * 100_000,
    ]
    assert {refused(staffed, one) for one in forged} == {"token.unknown"}
    assert staffed.accounts.caller(Bearer(token)) is not None


def test_a_token_of_another_register_is_unknown(staffed_here: Staffed) -> None:
    staffed_here.add_all()
    token = staffed_here.accounts.issue_token(ACTS)
    staffed_here.accounts._database.write(lambda run: run("DELETE FROM account_token", ()))
    assert refused(staffed_here, token) == "token.unknown"


def test_a_token_is_over_at_its_time_and_not_before(staffed: Staffed) -> None:
    staffed.add_all()
    token = staffed.accounts.issue_token(replace(ACTS, lasts=timedelta(days=2)))
    staffed.later(days=2, microseconds=-1)
    assert staffed.accounts.caller(Bearer(token)) is not None
    staffed.later(microseconds=1)
    assert refused(staffed, token) == "token.expired"


@pytest.mark.parametrize("lasts", [timedelta(0), timedelta(days=-1), timedelta(days=367)])
def test_a_token_lasts_a_year_at_most(staffed_here: Staffed, lasts: timedelta) -> None:
    staffed_here.add_all()
    with pytest.raises(InputError, match="a token lasts 1 to 366 days"):
        staffed_here.accounts.issue_token(replace(ACTS, lasts=lasts))


def test_a_revoked_token_opens_nothing_and_stays_listed(staffed: Staffed) -> None:
    staffed.add_all()
    token = staffed.accounts.issue_token(ACTS)
    (known,) = staffed.accounts.tokens("li")
    staffed.accounts.revoke_token(known.id)
    assert refused(staffed, token) == "token.revoked"
    assert [one.revoked is not None for one in staffed.accounts.tokens()] == [True]


def test_the_tokens_of_a_disabled_account_stop_and_stay_so(staffed: Staffed) -> None:
    staffed.add_all()
    token = staffed.accounts.issue_token(ACTS)
    staffed.accounts.disable("li")
    assert refused(staffed, token) == "token.revoked"
    staffed.accounts.enable("li")
    assert refused(staffed, token) == "token.revoked"


def test_a_person_revokes_their_own_tokens_and_no_others(staffed: Staffed) -> None:
    staffed.add_all()
    li, wu, chief = (
        staffed.accounts.sign_in(name, PASSWORD).caller for name in ("li", "wu", "chief")
    )
    staffed.accounts.issue_token(ACTS, by=li)
    with pytest.raises(Forbidden):
        staffed.accounts.issue_token(READS, by=wu)
    (known,) = staffed.accounts.tokens("li")
    with pytest.raises(InputError, match="there is no token"):
        staffed.accounts.revoke_token(known.id, by=wu)
    assert staffed.accounts.revoke_token(known.id, by=chief).account == "li"


def test_the_token_is_nowhere_in_the_store(staffed_here: Staffed) -> None:
    staffed_here.add_all()
    secret = staffed_here.accounts.issue_token(ACTS).split("_", 2)[2]
    rows = staffed_here.accounts._database.read(lambda run: run("SELECT * FROM account_token", ()))
    assert secret not in repr(rows)
    assert secret not in repr(staffed_here.accounts.acts())


def test_it_is_written_down_once_a_day_that_a_token_is_in_use(staffed: Staffed) -> None:
    staffed.add_all()
    token = Bearer(staffed.accounts.issue_token(ACTS))
    staffed.accounts.caller(token)
    (first,) = staffed.accounts.tokens()
    staffed.later(hours=1)
    staffed.accounts.caller(token)
    assert staffed.accounts.tokens() == [first]
    staffed.later(days=1)
    staffed.accounts.caller(token)
    (later,) = staffed.accounts.tokens()
    assert later.seen is not None
    assert first.seen is not None
    assert later.seen > first.seen
