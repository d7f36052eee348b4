"""Every order in which two writers can take the four steps of a transaction.

Also by the command line, with the figures of each way (more of them than CI runs)::

    python -m tests.register.races.interleavings
"""

from __future__ import annotations

import pytest

from tests.register.races.interleavings import ALL, WAYS, Scenario, Tally, played
from tests.register.races.turns import interleavings

pytestmark = pytest.mark.untraced


def test_there_are_seventy_orders() -> None:
    orders = list(interleavings())
    assert len(orders) == len(set(orders)) == 70
    assert all(order.count(0) == order.count(1) == 4 for order in orders)


@pytest.fixture(params=[scenario for _, scenario in ALL], ids=[name for name, _ in ALL])
def scenario(request: pytest.FixtureRequest) -> Scenario:
    found: Scenario = request.param
    return found


def check(tally: Tally) -> None:
    assert tally.played == 70
    assert (tally.breaches, tally.skewed) == (0, 0)


def test_no_order_of_steps_breaches_anything(register_url: str, scenario: Scenario) -> None:
    check(played(register_url, scenario, None))


def test_with_the_mode_that_python_takes_by_itself_some_do(
    sqlite_url: str, scenario: Scenario
) -> None:
    tally = played(sqlite_url, scenario, WAYS["python"], unchecked=True)
    assert tally.breaches == 20
    with pytest.raises(AssertionError):
        check(tally)


def test_at_read_committed_without_the_lock_some_do(postgres_url: str, scenario: Scenario) -> None:
    tally = played(postgres_url, scenario, WAYS["read_committed"], unchecked=True)
    assert tally.breaches == 20
    with pytest.raises(AssertionError):
        check(tally)


@pytest.mark.parametrize("way", ["python", "read_committed"])
def test_the_number_of_a_line_is_a_second_net(way: str, request: pytest.FixtureRequest) -> None:
    """Without the lock, a line that was judged on another state finds its number taken."""
    store = "sqlite" if way == "python" else "postgres"
    url = request.getfixturevalue(f"{store}_url")
    check(played(url, ALL[0][1], WAYS[way]))
