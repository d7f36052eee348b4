"""Faults to plant in the deciding core: each a small, plausible mistake at one point of it.

`BEFORE` are the faults that the machine is tried with, `FORTY` those that the laws are tried with.
"""

from tests.testing.faults.before import BEFORE
from tests.testing.faults.fault import Fault
from tests.testing.faults.of_approvals import APPROVALS
from tests.testing.faults.of_floors import FLOORS
from tests.testing.faults.of_issuing import ISSUING
from tests.testing.faults.of_orders import ORDERS
from tests.testing.faults.of_outcome import OUTCOME

FORTY = (*ISSUING, *APPROVALS, *FLOORS, *ORDERS, *OUTCOME)

__all__ = ["BEFORE", "FORTY", "Fault"]
