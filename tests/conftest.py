"""How many examples Hypothesis tries: few in each run, many at night.

``HYPOTHESIS_PROFILE=nightly`` takes the large number; the default is `dev`,
and CI, which sets ``CI``, takes `ci`. No example has a deadline: machines differ.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SLOW_TO_MAKE = [HealthCheck.too_slow]

settings.register_profile(
    "dev", max_examples=40, deadline=None, print_blob=True, suppress_health_check=SLOW_TO_MAKE
)
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, database=None)
settings.register_profile("nightly", settings.get_profile("dev"), max_examples=3_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))
