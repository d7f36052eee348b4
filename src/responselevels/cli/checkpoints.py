"""Checkpoints and verification keys that are named on the command line, read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from responselevels.errors import NoteRefused
from responselevels.register.log.checkpoints import LONGEST, Note, parse_note
from responselevels.register.log.cosigning import VerifyingKey, vkey_given
from responselevels.register.log.export import read_small
from responselevels.register.log.verification import KeptCheckpoint
from responselevels.text.catalogue import worded


def read_kept_checkpoints(paths: Sequence[str]) -> list[KeptCheckpoint]:
    """Return the checkpoints in these files.

    Raises:
        RegisterError: one cannot be read, or is none.
    """
    return [KeptCheckpoint(path, read_checkpoint(path)) for path in paths]


def read_checkpoint(path: str) -> Note:
    """Return the checkpoint in the file *path*, with its signatures.

    Raises:
        RegisterError: it cannot be read, or is none.
    """
    return parse_checkpoint(path, read_small(Path(path), LONGEST))


def parse_checkpoint(name: str, raw: bytes) -> Note:
    """Return the checkpoint whose bytes are *raw*; *name* says in messages where it stands.

    Raises:
        RegisterError: it is none.
    """
    try:
        return parse_note(raw)
    except NoteRefused as error:
        raise _CheckpointFileRefused(name, error) from None


class _CheckpointFileRefused(NoteRefused):
    """Refusal of a file that holds no checkpoint, naming the file."""

    def __init__(self, name: str, error: NoteRefused) -> None:
        self._why = error
        super().__init__("note.file", {"path": name, "reason": ""})

    def worded(self, lang: str = "en") -> str:
        """Return which file is no checkpoint, and why."""
        facts = {"path": self.facts["path"], "reason": self._why.worded(lang)}
        return worded("register.note.file", facts, lang)


def keys_from(texts: Sequence[str]) -> list[VerifyingKey]:
    """Return the verification keys that *texts* are, or whose files they name.

    Raises:
        RegisterError: one is neither.
    """
    return [vkey_given(text) for text in texts]
