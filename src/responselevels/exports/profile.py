"""What the author of the rules says about alerts: a table from levels to what CAP asks of each."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from responselevels.models.base import Flag, Id, Model, Words

Category = Literal[
    "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra",
    "CBRNE", "Other",
]  # fmt: skip
Urgency = Literal["Immediate", "Expected", "Future", "Past", "Unknown"]
Severity = Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"]
Certainty = Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]


def _sender(value: Any) -> Any:
    """Let a text pass that can be the sender of an alert: no blanks, no commas, no ``<`` and ``&``."""
    if isinstance(value, str) and (
        not value.isprintable() or not value or set(value) & set(" ,<&")
    ):
        raise PydanticCustomError("cap.sender", "no sender", {"value": value})
    return value


class LevelUrgency(Model):
    """What CAP asks of a level; the level itself is told besides.

    Attributes:
        urgency: how soon people should act.
        severity: how grave it is.
        certainty: how sure it is.
    """

    urgency: Urgency = "Unknown"
    severity: Severity = "Unknown"
    certainty: Certainty = "Unknown"


class AlertProfile(Model):
    """How alerts are written of orders, which no rules file says.

    Attributes:
        sender: who sends them, by a name that nobody else has, such as a domain or an address.
        category: of what kind they are.
        public: whether they are for everybody; else they are for those who may read the register.
        test: whether they are tests of the technical way, and no real alerts.
        levels: what CAP asks of each level, by its id; of a level that is left out, nothing is known.
    """

    sender: Annotated[Words, BeforeValidator(_sender)]
    category: Category = "Safety"
    public: Flag = False
    test: Flag = False
    levels: dict[Id, LevelUrgency] = {}
