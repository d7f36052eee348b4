"""A site that follows a register knows what others record moments after they do."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from responselevels.core.orders.holdings import Holding
from responselevels.errors import RegisterDamaged, RegisterUnreadable
from responselevels.register.follow import Following
from tests.register import duty
from tests.register.duty import at, made, opened, ward_order


def soon(true: Callable[[], bool]) -> bool:
    """Say whether something comes true, on a busy machine too."""
    for _ in range(15_000):
        if true():
            return True
        time.sleep(0.02)
    return False


def test_what_others_record_is_known_without_asking(register_url: str) -> None:
    clock = duty.clock()
    one, other = made(register_url, clock), opened(register_url, clock)
    with other.following() as following:
        one.issue(ward_order("P-1"))
        assert soon(lambda: other.head == one.head)
        assert other.level("north", at=at(25)) == Holding("watch", ("P-1",))
        one.issue(ward_order("P-2", level="alert"))
        assert soon(lambda: other.level("north", at=at(25)) == Holding("alert", ("P-2",)))
        assert following.behind is None


def test_a_store_that_is_away_for_a_while_is_tried_again(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = made(sqlite_url)
    tries: list[int] = []

    def wait(_timeout: float) -> int:
        tries.append(1)
        if len(tries) < 3:
            raise RegisterUnreadable("store.unreadable", {"store": "x", "said": "away"})
        return 0

    monkeypatch.setattr(register, "wait", wait)
    with Following(register, spell=0.05) as following:
        assert soon(lambda: following.behind is not None)
        assert register.level("north", at=at(1)) == Holding("calm", ())
        assert soon(lambda: len(tries) > 3 and following.behind is None)


def test_a_register_that_was_changed_ends_the_following(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = made(sqlite_url)

    def wait(_timeout: float) -> int:
        raise RegisterDamaged("broken_chain", {"seq": 2}, seq=2)

    monkeypatch.setattr(register, "wait", wait)
    with pytest.raises(RegisterDamaged), Following(register, spell=0.05) as following:
        assert soon(lambda: following.behind is not None)
    with pytest.raises(KeyError), Following(register, spell=0.05):
        raise KeyError
