"""Regular expressions that are compiled when first needed.

What tells one mistake from another is needed where there is one. Most files have none, and to
compile it all took longer than to read such a file.
"""

from __future__ import annotations

import re
from functools import cached_property


class Late:
    """A regular expression, compiled when it is asked for."""

    def __init__(self, written: str, flags: int = 0) -> None:
        """Take the expression as `re.compile` takes it."""
        self._written = written
        self._flags = flags

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled."""
        return re.compile(self._written, self._flags)
