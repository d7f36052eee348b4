"""Copies of a register: made while others write, and put back in a register's place.

A register only grows, and a copy is of the log as it was at one moment: its
size is taken first, and what follows later is left out. Nobody is held up for
it. A copy is a register itself, in a file of its own, whichever store it was
made from; an export can be put back as well. What is copied and what is put
back is verified whole, and opened by the reader that opens registers, before it
gets its name or its place: a copy that cannot be put back is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from responselevels.errors import (
    RegisterDamaged,
    RegisterError,
    RegisterExists,
    RegisterNotFound,
    RegisterShrunk,
    RegisterUnwritable,
)
from responselevels.register.history.state import State
from responselevels.register.log.chain import Documents
from responselevels.register.log.checkpoints import parse_note
from responselevels.register.log.events import Head, events_of, hash_of
from responselevels.register.log.export import DOCUMENTS, LOG, read_export
from responselevels.register.log.verification import KeptCheckpoint, verify
from responselevels.register.recording.rollback import RollbackGuard, hold
from responselevels.register.stores.opening import open_store
from responselevels.register.stores.sqlite import SqliteStore
from responselevels.register.stores.sqlite_file import make
from responselevels.register.stores.store import Store, Writing
from responselevels.register.whole_files import settle_new

Checkpoints = tuple[tuple[int, bytes], ...]

_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class WholeLog:
    """A log that can be copied: its lines up to a fixed size, what they name, what was signed of it."""

    name: str
    lines: Callable[[], Iterator[bytes]]
    document: Documents
    checkpoints: Checkpoints


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySummary:
    """Summary of a copy: the register, and the number of events, documents and checkpoints."""

    register: str
    head: Head
    documents: int
    checkpoints: int


# -- what is copied -----------------------------------------------------------------------


@contextmanager
def whole_at(source: str) -> Iterator[WholeLog]:
    """Open what *source* names: an export's folder, the file of a copy, or the address of a register.

    Raises:
        RegisterError: there is none, or it cannot be read.
    """
    path = Path(source)
    if "://" not in source and (_is_folder(path) or path.name == LOG):
        yield _exported(path.parent if path.name == LOG else path)
        return
    url = source if "://" in source else f"sqlite:///{path.absolute()}"
    store = open_store(url, read_only=True)
    try:
        yield whole_of(store)
    finally:
        store.close()


def _is_folder(path: Path) -> bool:
    """Say whether *path* is a folder; what cannot be looked at is none, and whoever opens it says why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def whole_of(store: Store) -> WholeLog:
    """Return what there is in *store* at this moment."""
    size = store.size()
    if not size:
        raise RegisterNotFound("empty", {"name": store.name})
    # What was signed of a longer log is of what is left out.
    kept = tuple((at, note) for at, note in store.checkpoints() if at <= size)
    return WholeLog(store.name, lambda: store.lines(0, size), store.document, kept)


def _exported(folder: Path) -> WholeLog:
    found = read_export(folder)
    if found.documents is None or not (folder / DOCUMENTS).is_dir():
        raise RegisterNotFound("copy.no_documents", {"path": str(folder)})
    raw = found.checkpoint()
    kept = () if raw is None else ((parse_note(raw).checkpoint.size, raw),)
    return WholeLog(str(folder), found.lines, found.document, kept)


def held(whole: WholeLog, against: Sequence[KeptCheckpoint] = ()) -> CopySummary:
    """Verify *whole*, against checkpoints as well, and open it as a register is opened.

    Raises:
        RegisterError: it is not sound, or no register.
    """
    own = [
        KeptCheckpoint(whole.name, parse_note(note), own=True) for _size, note in whole.checkpoints
    ]
    report = verify(whole.lines(), documents=whole.document, kept=[*own, *against])
    if report.found is not None:
        raise RegisterError("log.unsound", {"found": report.found.sentence})
    state = State(whole.document)
    state.take_all(events_of(whole.lines(), state.head))
    if not state.head.size:
        raise RegisterNotFound("empty", {"name": whole.name})
    return CopySummary(
        register=state.register,
        head=state.head,
        documents=len(_named(whole)),
        checkpoints=len(whole.checkpoints),
    )


def _named(whole: WholeLog) -> list[str]:
    """Return the digests of all documents, each once, in the order in which they are named."""
    digests: dict[str, None] = {}
    for event in events_of(whole.lines(), Head()):
        digests.update(dict.fromkeys(event.documents))
    return list(digests)


def _put(store: Store, whole: WholeLog) -> None:
    """Put all of it into an empty store, in one transaction.

    Raises:
        RegisterExists: something is recorded there.
    """

    def work(writing: Writing) -> None:
        if writing.size():
            raise RegisterExists("exists", {"name": store.name})
        for digest in _named(whole):
            body = whole.document(digest)
            if body is None:
                raise RegisterDamaged("no_document", {"digest": digest})
            writing.keep(digest, body)
        for number, line in enumerate(whole.lines()):
            writing.append(number, line)
        for size, note in whole.checkpoints:
            writing.keep_checkpoint(size, note)

    store.transact(work)


# -- out, and back ------------------------------------------------------------------------


def back_up(store: Store, path: Path) -> CopySummary:
    """Copy the register in *store* to the file *path*, which is a register itself then.

    It is made beside its place, read back whole, and then given its name.

    Raises:
        RegisterExists: there is something at *path*.
        RegisterUnwritable: it cannot be written.
        RegisterError: the register is not sound: an export keeps what there is.
    """
    path = path.absolute()
    try:
        if path.exists() or path.is_symlink():
            raise RegisterExists("copy.exists", {"path": str(path)})
        folder = Path(mkdtemp(prefix=f".{path.name[:100]}.", dir=path.parent))
    except OSError as error:
        raise _unwritable(path, error) from None
    beside = folder / "copy.db"
    try:
        copied = _backed_up(whole_of(store), beside)
        settle_new(beside, path)
    except FileExistsError:
        raise RegisterExists("copy.exists", {"path": str(path)}) from None
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        for left in folder.iterdir():
            left.unlink()
        with suppress(OSError):
            folder.rmdir()
    return copied


def _backed_up(whole: WholeLog, beside: Path) -> CopySummary:
    make(beside, _PATIENCE, "delete")
    store = SqliteStore(beside, journal="delete")
    try:
        _put(store, whole)
        return held(whole_of(store))
    finally:
        store.close()


def _unwritable(path: Path, error: OSError) -> RegisterUnwritable:
    reason = error.strerror or type(error).__name__
    return RegisterUnwritable("export.unwritable", {"path": str(path), "reason": reason})


def restore(
    whole: WholeLog,
    url: str,
    *,
    seen: RollbackGuard,
    although_seen: int | None = None,
    against: Sequence[KeptCheckpoint] = (),
) -> CopySummary:
    """Put *whole* in a place where no register is, and say what that was.

    Where this site has *seen* more of the register, or another history, that is
    refused; *although_seen* says how much it has seen, and that this is known:
    then what was seen is forgotten.

    Raises:
        RegisterShrunk: this site has seen more.
        RegisterExists: there is a register at *url* already.
        RegisterError: it is not sound; or the store cannot be written.
    """
    copied = held(whole, against)
    known = seen.of(copied.register)
    if not _agrees(whole, copied.register, known, although_seen):
        facts = {"register": copied.register, "seen": known.size, "size": copied.head.size}
        raise RegisterShrunk("copy.seen_more", facts)
    store = open_store(url, create=True)
    try:
        _put(store, whole)
        again = held(whole_of(store), against)
    finally:
        store.close()
    if although_seen is not None:
        seen.forget(copied.register)
    seen.remember(again.register, again.head)
    return again


def accept(store: Store, *, seen: RollbackGuard, although_seen: int) -> CopySummary:
    """Go on with the register in *store*, although this site has seen more, and so much.

    Raises:
        RegisterShrunk: it has seen another number of events.
        RegisterError: the register is not sound.
    """
    whole = whole_of(store)
    copied = held(whole)
    known = seen.of(copied.register)
    if known.size != although_seen:
        facts = {"register": copied.register, "seen": known.size, "size": copied.head.size}
        raise RegisterShrunk("copy.seen_other", facts)
    seen.forget(copied.register)
    seen.remember(copied.register, copied.head)
    return copied


def _agrees(whole: WholeLog, register: str, known: Head, although_seen: int | None) -> bool:
    """Say whether a log agrees with what was seen of its register, or that it does not was said."""
    if although_seen is not None:
        return although_seen == known.size
    size, at_seen = 0, None
    for size, line in enumerate(whole.lines(), 1):
        if size == known.size:
            at_seen = hash_of(line)
    try:
        hold(register, known, size, at_seen)
    except RegisterShrunk:
        return False
    return True
