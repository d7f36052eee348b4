from __future__ import annotations

from dataclasses import replace

import pytest

from responselevels.errors import TooManyTries, Unauthenticated
from tests.server.people.staff import LI, OTHER, PASSWORD, Staffed


def tried(staffed: Staffed, name: str, place: str = "10.0.0.1", password: str = OTHER) -> str:
    try:
        staffed.accounts.sign_in(name, password, place)
    except TooManyTries as error:
        return f"wait {error.seconds}"
    except Unauthenticated:
        return "wrong"
    return "in"


@pytest.mark.parametrize("name", ["li", "nobody"])
def test_after_five_tries_each_has_to_wait_longer_known_or_not(staffed: Staffed, name: str) -> None:
    staffed.add_all()
    assert [tried(staffed, name) for _ in range(6)] == ["wrong"] * 5 + ["wait 30"]
    waits = []
    for _ in range(7):
        seconds = int(tried(staffed, name).split()[1])
        waits.append(seconds)
        staffed.later(seconds=seconds)
        assert tried(staffed, name) == "wrong"
    assert waits == [30, 60, 120, 240, 480, 900, 900]


def test_the_right_password_does_not_get_in_while_it_has_to_wait(staffed: Staffed) -> None:
    staffed.add_all()
    assert [tried(staffed, "li") for _ in range(5)] == ["wrong"] * 5
    assert tried(staffed, "li", password=PASSWORD) == "wait 30"
    staffed.later(seconds=30)
    assert tried(staffed, "li", password=PASSWORD) == "in"
    assert [tried(staffed, "li") for _ in range(6)] == ["wrong"] * 5 + ["wait 30"]


def test_who_guesses_elsewhere_locks_nobody_out(staffed: Staffed) -> None:
    staffed.add_all()
    for _ in range(6):
        tried(staffed, "li", place="203.0.113.9")
    assert tried(staffed, "li", place="203.0.113.9", password=PASSWORD).startswith("wait")
    assert tried(staffed, "li", password=PASSWORD) == "in"


def test_guesses_from_everywhere_at_one_name_have_to_wait(staffed_here: Staffed) -> None:
    staffed_here.add_all()
    answers = [tried(staffed_here, "li", place=f"10.0.1.{n}") for n in range(51)]
    assert answers == ["wrong"] * 50 + ["wait 30"]


def test_one_password_tried_on_every_name_has_to_wait(staffed_here: Staffed) -> None:
    staffed_here.add_all()
    answers = [tried(staffed_here, f"name{n}") for n in range(101)]
    assert answers == ["wrong"] * 100 + ["wait 30"]


def test_people_who_sign_in_rightly_from_one_place_are_not_counted(staffed_here: Staffed) -> None:
    staffed_here.add_all()
    for _ in range(105):
        assert tried(staffed_here, "li", password=PASSWORD) == "in"


def test_another_password_from_who_keeps_accounts_ends_the_wait(staffed: Staffed) -> None:
    staffed.add_all()
    for _ in range(6):
        tried(staffed, "li")
    staffed.accounts.set_password("li", OTHER)
    assert tried(staffed, "li") == "in"


def test_tries_are_forgotten_after_a_day(staffed: Staffed) -> None:
    staffed.add_all()
    for _ in range(5):
        tried(staffed, "li")
    staffed.later(days=1)
    assert [tried(staffed, "li") for _ in range(6)] == ["wrong"] * 5 + ["wait 30"]


def test_a_password_that_changed_while_it_was_verified_does_not_get_in(staffed: Staffed) -> None:
    staffed.add_all()
    kept = staffed.accounts.begin_try("li", "here")
    staffed.accounts.set_password("li", OTHER)
    with pytest.raises(Unauthenticated):
        staffed.accounts.end_try("li", "here", fits=kept)


# -- what time tells: one hash of one cost is all that takes time, whoever asks -------


def parameters_of(kept: str) -> str:
    """Return what a hash costs to verify: all of it but the salt and the hash itself."""
    return kept.rpartition("$")[0].rpartition("$")[0]


def test_exactly_one_hash_of_one_cost_is_verified_for_whoever_asks(
    staffed_here: Staffed, monkeypatch: pytest.MonkeyPatch
) -> None:
    staffed_here.add_all()
    staffed_here.accounts.disable("wu")
    staffed_here.accounts.add(replace(LI, id="proxied", person="proxied"), None)
    verified: list[str] = []
    hasher = staffed_here.accounts.passwords._hasher
    real = type(hasher).verify

    def counting(_self: object, kept: str, password: str) -> bool:
        verified.append(parameters_of(kept))
        return real(hasher, kept, password)

    monkeypatch.setattr(type(hasher), "verify", counting)
    names = ("li", "nobody", "wu", "proxied", "", "' OR 1=1 --", "x" * 10_000, "李娜")
    for name in names:
        for password in (OTHER, "", "x" * 1_000_000):
            verified.clear()
            assert tried(staffed_here, name, password=password) == "wrong"
            assert verified == [parameters_of(hasher.hash("x"))]


def test_whoever_has_to_wait_makes_no_work(
    staffed_here: Staffed, monkeypatch: pytest.MonkeyPatch
) -> None:
    staffed_here.add_all()
    for name in ("li", "nobody"):
        assert [tried(staffed_here, name) for _ in range(5)] == ["wrong"] * 5
    monkeypatch.delattr(type(staffed_here.accounts.passwords._hasher), "verify")
    assert [tried(staffed_here, name) for name in ("li", "nobody")] == ["wait 30"] * 2
