"""How many examples Hypothesis tries: few in each run, many at night.

``HYPOTHESIS_PROFILE=nightly`` takes the large number, `quick` a handful; the
default is `dev`. `ci`, which ``make test`` takes and which ``CI`` sets, draws the
same examples each time. No example has a deadline: machines differ.

What the developer has set for the program itself counts for no test, nor does a
project file above the tests.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

OURS = ("RESPONSELEVELS_TEST_", "RESPONSELEVELS_FUZZ")

for name in list(os.environ):
    if name.startswith("RESPONSELEVELS_") and not name.startswith(OURS):
        del os.environ[name]
os.environ["RESPONSELEVELS_NO_PROJECT"] = "1"

SLOW_TO_MAKE = [HealthCheck.too_slow]

settings.register_profile(
    "dev", max_examples=40, deadline=None, print_blob=True, suppress_health_check=SLOW_TO_MAKE
)
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, database=None)
settings.register_profile("quick", settings.get_profile("dev"), max_examples=8)
settings.register_profile("nightly", settings.get_profile("dev"), max_examples=3_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))
