"""The log a command works on, from a register or an export, with the checkpoints kept beside it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from responselevels.cli.checkpoints import parse_checkpoint
from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.settings import setting
from responselevels.cli.frame.writing import write_file
from responselevels.errors import RegisterError, RegisterNotFound
from responselevels.register.log.export import CHECKPOINT, read_export
from responselevels.register.log.verification import KeptCheckpoint
from responselevels.register.stores.opening import open_store
from responselevels.register.stores.store import Store


@dataclass(frozen=True, slots=True)
class Source:
    """A log that can be read: its lines, its documents, its own checkpoints, and where it is kept.

    *documents* is None where only the file of a log was given.
    """

    name: str
    lines: Callable[[], Iterator[bytes]]
    documents: Callable[[str], bytes | None] | None
    own: Callable[[], list[KeptCheckpoint]]
    url: str | None = None


@contextmanager
def source_of(register: str | None, log: str | None, lang: str) -> Iterator[Source]:
    """Open the log that was named, and close it afterwards.

    Raises:
        CommandError: none was named, or two.
        RegisterError: it cannot be read.
    """
    if register is not None and log is not None:
        raise CommandError(says("log.source", lang))
    if log is not None:
        yield _export(Path(log))
        return
    url = register or setting("register")
    if not url:
        raise CommandError(says("log.source", lang))

    store = open_store(url, read_only=True)
    try:
        if not store.size():
            raise RegisterNotFound("empty", {"name": store.name})
        yield _stored(store, url)
    finally:
        store.close()


def _export(path: Path) -> Source:
    found = read_export(path)

    def own() -> list[KeptCheckpoint]:
        raw = found.checkpoint()
        return [] if raw is None else [_own(CHECKPOINT, raw)]

    return Source(str(path), found.lines, found.documents, own)


def _stored(store: Store, url: str) -> Source:
    def own() -> list[KeptCheckpoint]:
        return [_own(f"{store.name}: {size}", raw) for size, raw in store.checkpoints()]

    return Source(store.name, store.lines, store.document, own, url)


def _own(name: str, raw: bytes) -> KeptCheckpoint:
    return KeptCheckpoint(name, parse_checkpoint(name, raw), own=True)


def write_out(body: bytes, path: str | None, lang: str, reader: Callable[[bytes], object]) -> None:
    """Write *body* to the file *path*, or to standard output where none is named.

    Raises:
        CommandError: it cannot be written, or *reader* could not read it.
    """
    if path is not None:
        write_file(path, body, lang, reader=reader)
        return
    reader(body)
    sys.stdout.flush()
    sys.stdout.buffer.write(body)


def error_sentence(error: RegisterError, code: str, lang: str) -> str:
    """Return the sentence *code* of the command line about what *error* says."""
    return says(code, lang, says=error.worded(lang))
