"""How many examples Hypothesis tries: few in each run, many at night.

``HYPOTHESIS_PROFILE=nightly`` takes the large number, `quick` a handful; the
default is `dev`. `ci`, which ``make test`` takes and which ``CI`` sets, draws the
same examples each time. No example has a deadline: machines differ.

What the developer has set for the program itself counts for no test, nor does a
project file above the tests.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, settings

OURS = ("RESPONSELEVELS_TEST_", "RESPONSELEVELS_FUZZ")

for name in list(os.environ):
    if name.startswith("RESPONSELEVELS_") and not name.startswith(OURS):
        del os.environ[name]
os.environ["RESPONSELEVELS_NO_PROJECT"] = "1"

TRACERS: list[Any] = []
"""What traces the main thread for the figures of coverage, if anything does: set once, at the first test."""

SLOW_TO_MAKE = [HealthCheck.too_slow]

settings.register_profile(
    "dev", max_examples=40, deadline=None, print_blob=True, suppress_health_check=SLOW_TO_MAKE
)
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, database=None)
settings.register_profile("quick", settings.get_profile("dev"), max_examples=8)
settings.register_profile("nightly", settings.get_profile("dev"), max_examples=3_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))


@pytest.fixture(autouse=True)
def untraced(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Trace neither a test that is marked so nor the processes that it starts.

    Tracing doubles the time of a test, and what only repeats covers nothing new.
    """
    if not TRACERS:
        TRACERS.append(sys.gettrace())
    (tracing,) = TRACERS
    if tracing is not None and sys.gettrace() is not tracing:
        # A test before lost it: Python lets go of a tracer in which an error occurs, such as the
        # one that recursion was too deep.
        sys.settrace(tracing)
    if tracing is None or request.node.get_closest_marker("untraced") is None:
        yield
        return
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    # Each thread has a tracer of its own, which this makes: that of the main thread would mix them up.
    in_threads = threading.gettrace()
    sys.settrace(None)
    threading.settrace(cast("Any", None))
    try:
        yield
    finally:
        sys.settrace(tracing)
        threading.settrace(cast("Any", in_threads))
