"""A little of the long run: whoever changes accounts may be killed at any moment."""

from __future__ import annotations

import os

import pytest

from tests.register import duty
from tests.server.people.store import kills

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed that were forked"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # forks beside threads
]


@pytest.mark.parametrize("seed", [1, 2])
def test_what_was_acknowledged_of_accounts_outlives_a_kill_and_nothing_is_there_in_half(
    register_url: str, seed: int
) -> None:
    duty.made(register_url).close()
    tally = kills.run(register_url, 5, seed)
    assert tally.wrong == []
    assert tally.kills == 5
    assert tally.acknowledged >= 5 * kills.LEAST
