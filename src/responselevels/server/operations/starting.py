"""`ServingError`: why a server cannot begin."""

from __future__ import annotations

from collections.abc import Mapping

from responselevels.errors import ResponseLevelsError, spoken
from responselevels.text.catalogue import worded


class ServingError(ResponseLevelsError):
    """A server cannot begin: its address cannot be had, or it was told what does not go together.

    *code* names the sentence ``serving.<code>`` of the catalogue.
    """

    def __init__(self, code: str, facts: Mapping[str, object] | None = None) -> None:
        self.code = code
        self.facts = dict(facts or {})
        super().__init__(code, self.facts)

    def worded(self, lang: str = "en") -> str:
        """Return why, and what to do, in one line."""
        return worded(f"serving.{self.code}", self.facts, spoken(lang), zone=None)

    def __str__(self) -> str:
        return self.worded()
