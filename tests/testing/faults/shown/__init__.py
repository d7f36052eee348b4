"""For each of the forty faults one decision that comes out otherwise."""

from tests.testing.faults.shown.issuing import SHOWN_ISSUING
from tests.testing.faults.shown.orders import SHOWN_ORDERS
from tests.testing.faults.shown.outcome import SHOWN_OUTCOME
from tests.testing.faults.shown.scene import Scene

SHOWN: dict[str, Scene] = {**SHOWN_ISSUING, **SHOWN_ORDERS, **SHOWN_OUTCOME}

__all__ = ["SHOWN", "Scene"]
