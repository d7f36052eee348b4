"""How tests of servers do without the speed of the machine: nothing is counted by time, and waiting ends when something is so."""

from __future__ import annotations

import time
from collections.abc import Callable

from responselevels.server.settings import Limits

PATIENCE = 60.0
"""Seconds after which a test gives up what never comes about. Nothing that goes well waits so long."""

UNHURRIED = Limits(rate=None)
"""What a server is given where no limit is tried: how often a test asks depends on how fast the machine is."""


def wait_until(so: Callable[[], object]) -> None:
    """Wait until something is *so*."""
    end = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.02)
