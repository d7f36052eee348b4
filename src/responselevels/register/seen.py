"""What this site has seen of a register: its size and the hash of its last line.

It is kept outside the register, so that a register which was cut, or restored
from an old backup, or exchanged for another history, is noticed when it is
opened. It proves nothing to others; checkpoints do (`responselevels.register.notes`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from responselevels.errors import RegisterShrunk
from responselevels.register.events import Head

_WIDTH = 120
"""So many bytes does a record take: one is written over another."""

VARIABLE = "RESPONSELEVELS_STATE"
"""Names the folder in which seen heads are remembered."""


def state_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder for what this site remembers."""
    named = environment.get(VARIABLE)
    if named:
        return Path(named)
    home = environment.get("XDG_STATE_HOME") or Path("~/.local/state").expanduser()
    return Path(home) / "responselevels"


class Seen:
    """Remembers how far a register was seen; never less than it remembered before."""

    def __init__(self, folder: Path | None) -> None:
        """Remember in *folder*; without one, only as long as this object lives."""
        self._folder = folder
        self._heads: dict[str, Head] = {}

    def of(self, register: str) -> Head:
        """Return how far the register with this id was seen."""
        known = self._heads.get(register, Head())
        kept = self._read(register)
        return kept if kept.size > known.size else known

    def check(self, register: str, size: int, at_seen: str | None) -> None:
        """Hold a register of *size* lines to what was seen of it.

        *at_seen* is the hash of the line at which it was last seen to end.

        Raises:
            RegisterShrunk: it is smaller, or another history.
        """
        seen = self.of(register)
        facts = {"register": register, "seen": seen.size, "size": size}
        if size < seen.size:
            raise RegisterShrunk("shrunk", facts)
        if seen.size and at_seen != seen.hash:
            raise RegisterShrunk("other_history", facts)

    def remember(self, register: str, head: Head) -> None:
        """Remember that the register was seen to go as far as *head*."""
        if head.size <= self._heads.get(register, Head()).size:
            return
        self._heads[register] = head
        # What cannot be remembered is no reason to fail what was done already.
        with suppress(OSError):
            self._write(register, head)

    def _path(self, register: str) -> Path | None:
        return None if self._folder is None else self._folder / f"{register}.json"

    def _read(self, register: str) -> Head:
        path = self._path(register)
        try:
            fields: Any = json.loads(path.read_bytes()) if path is not None else {}
            return Head(int(fields["size"]), str(fields["hash"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Head()

    def _write(self, register: str, head: Head) -> None:
        """Write over what was remembered, in one piece and one place: this happens at every commit."""
        path = self._path(register)
        if path is None or self._read(register).size > head.size:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        record = json.dumps({"size": head.size, "hash": head.hash}).ljust(_WIDTH)
        file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(file, record.encode("ascii"))
            os.truncate(file, len(record))
        finally:
            os.close(file)
