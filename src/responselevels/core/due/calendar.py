"""Calendar periods of a time zone: months, quarters, half-years and years (docs/semantics.md, section 13).

A period begins with the first instant of its first day and is half-open. Periods of one kind
are numbered through, so that the next is one more. The zone is handed in: which clocks it has is
no matter of the core.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from responselevels.core.timeline import FOREVER, micros_of
from responselevels.models.times import FIRST_MICROS, instant_at, local_of

MONTHS: Mapping[str, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""How many months a calendar period has."""

_LAST_YEAR = 9999


class Calendar:
    """The calendar periods of one kind (a key of `MONTHS`) in one zone."""

    def __init__(self, every: str, zone: tzinfo) -> None:
        self._months, self._zone = MONTHS[every], zone
        self._begins: dict[int, int] = {}

    def number_at(self, instant: int) -> int:
        """Return the number of the period that *instant* (microseconds) lies in."""
        local = local_of(instant_at(instant), self._zone)
        return (local.year * 12 + local.month - 1) // self._months

    def begin(self, number: int) -> int:
        """Return the first instant of the period with this *number*, in microseconds.

        Beyond the last year that can be written, it is `FOREVER`.
        """
        known = self._begins.get(number)
        if known is None:
            known = self._begins[number] = self._beginning(number)
        return known

    def end(self, number: int) -> int:
        """Return the first instant after the period with this *number*."""
        return self.begin(number + 1)

    def first_whole(self, since: int) -> int:
        """Return the number of the first period that begins at or after *since*."""
        number = self.number_at(since)
        return number if self.begin(number) >= since else number + 1

    def _beginning(self, number: int) -> int:
        year, month = divmod(number * self._months, 12)
        if year > _LAST_YEAR:
            return FOREVER
        # Where clocks skip midnight, this is the instant at which they do: the day's first.
        begin = micros_of(datetime(year, month + 1, 1, tzinfo=self._zone))
        return max(begin, FIRST_MICROS)
