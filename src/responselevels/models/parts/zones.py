"""Time zones by the names of the tz database, as a rules file has one (docs/formats.md, Rules file).

Only the form is looked at here: which zones there are is for `responselevels.files` to find out.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError

_ZONE = re.compile(r"UTC|[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9][A-Za-z0-9_+-]*)+", re.ASCII)


def zone_name(value: Any) -> str:
    """Return *value* if it is written as a zone is: ``Asia/Shanghai``, or ``UTC``.

    An offset is none: it has no summer time, and the days of a place are those of its zone.

    Raises:
        PydanticCustomError: it is not.
    """
    if not isinstance(value, str) or not _ZONE.fullmatch(value):
        raise PydanticCustomError("zone.form", "no zone", {"value": str(value)})
    return value


Zone = Annotated[
    str,
    Strict(),
    BeforeValidator(zone_name),
    WithJsonSchema({"type": "string", "pattern": f"^({_ZONE.pattern})$"}),
]
"""The name of a time zone, as ``Asia/Shanghai``."""
