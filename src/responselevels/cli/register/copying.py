"""Copies of a register: `backup`, `restore`, and `accept`, by which a site goes on with an older one."""

from __future__ import annotations

import sys
from pathlib import Path

from responselevels.cli.checkpoints import read_kept_checkpoints
from responselevels.cli.frame.status import Status
from responselevels.cli.register.session import named, plain_locale, print_document
from responselevels.register.recording import copies
from responselevels.register.recording.copies import CopySummary, back_up
from responselevels.register.recording.rollback import RollbackGuard, state_folder
from responselevels.register.stores.opening import open_store
from responselevels.reports.programs.register_documents import CopiedDocument


def backup(lang: str, *, register: str | None, file: str, as_json: bool) -> int:
    """Copy the register to a file; return the exit status."""
    store = open_store(named(register, lang), read_only=True)
    try:
        copied = back_up(store, Path(file))
    finally:
        store.close()
    return _told("life.backed_up", copied, lang, as_json=as_json, path=file)


def restore(
    lang: str,
    *,
    register: str | None,
    source: str,
    against: tuple[str, ...],
    although_seen: int | None,
    as_json: bool,
) -> int:
    """Put a copy or an export in a register's place; return the exit status."""
    url, kept = named(register, lang), read_kept_checkpoints(against)
    with copies.whole_at(source) as whole:
        copied = copies.restore(
            whole,
            url,
            seen=RollbackGuard(state_folder()),
            although_seen=although_seen,
            against=kept,
        )
    return _told("life.restored", copied, lang, as_json=as_json)


def accept(lang: str, *, register: str | None, although_seen: int, as_json: bool) -> int:
    """Have this site go on with a register of which it has seen more; return the exit status."""
    store = open_store(named(register, lang), read_only=True)
    try:
        copied = copies.accept(
            store, seen=RollbackGuard(state_folder()), although_seen=although_seen
        )
    finally:
        store.close()
    return _told("life.accepted", copied, lang, as_json=as_json)


def _told(
    code: str, copied: CopySummary, lang: str, *, as_json: bool, path: str | None = None
) -> int:
    document: CopiedDocument = {
        "register": copied.register,
        "events": copied.head.size,
        "documents": copied.documents,
        "checkpoints": copied.checkpoints,
    }
    if path is not None:
        document["path"] = path
    if as_json:
        print_document(document)
    else:
        facts = {name: value for name, value in document.items() if name != "register"}
        said = plain_locale(lang).says(code, name=copied.register, **facts)
        sys.stdout.write(said + "\n")
    return Status.PERMITTED
