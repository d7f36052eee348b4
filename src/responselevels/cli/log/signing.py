"""`responselevels log checkpoint`, `cosign` and `keygen`: say what the log is, and sign it."""

from __future__ import annotations

import sys
from base64 import b64encode
from pathlib import Path

from responselevels.cli.checkpoints import read_checkpoint, read_kept_checkpoints
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.log.replayed import found_by_replay
from responselevels.cli.log.source import (
    source_of,
    write_out,
)
from responselevels.cli.log.verifying import verified
from responselevels.errors import RegisterError
from responselevels.register.log.chain import Fault
from responselevels.register.log.checkpoints import Checkpoint, Note, origin_of, parse_note
from responselevels.register.log.cosigning import SigningKey, generate, read_key, write_key
from responselevels.register.log.verification import KeptCheckpoint, VerificationReport
from responselevels.register.signatures.shown import text_of
from responselevels.register.stores.opening import open_store
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.rows import Row
from responselevels.reports.logs import found_document
from responselevels.reports.programs.json import one_line
from responselevels.reports.programs.log_documents import (
    CheckpointDocument,
    LogKeyDocument,
    RefusedLogDocument,
)


def checkpoint(
    lang: str,
    *,
    register: str | None,
    log: str | None,
    sign: str | None,
    without_replay: bool,
    out: str | None,
    as_json: bool,
) -> int:
    """Make a checkpoint of what is stored, and sign it where a key is named; return the status.

    One that is signed over a register is kept beside it as well, so that no
    later one contradicts it.
    """
    key = None if sign is None else _key(sign)
    with source_of(register, log, lang) as source:
        outcome = verified(source, [])
        if outcome.found is not None:
            return refuse(outcome.found, lang, as_json=as_json)
        note = note_of(outcome)
        if key is not None:
            size = outcome.verified.size
            found = found_by_replay(source, size, lang, without=without_replay)
            if found is not None:
                return refuse(found, lang, as_json=as_json)
            note = _sign(note, key, lang)
    if sign is not None and source.url is not None:
        _keep(source.url, note)
    _give(note, out, lang, as_json=as_json)
    return Status.PERMITTED


def note_of(outcome: VerificationReport) -> Note:
    """Return the checkpoint, unsigned, over all of a sound log.

    Raises:
        RegisterError: the log is empty, or its register cannot be an origin.
    """
    register = outcome.verified.register
    if register is None:
        raise RegisterError("log.empty")
    found = Checkpoint(origin_of(register), outcome.verified.size, outcome.verified.root)
    return Note(found)


def refuse(found: Fault, lang: str, *, as_json: bool) -> int:
    """Say why nothing was made; return the exit status."""
    if as_json:
        document: RefusedLogDocument = {"found": found_document(found, lang)}
        sys.stdout.write(one_line(document) + "\n")
    else:
        text = RegisterError("log.unsound", {"found": found.worded(lang)}).worded(lang)
        show([Row(text, style="deny")], sys.stdout)
    return Status.DENIED


def _key(path: str) -> SigningKey:
    return read_key(Path(path))


def _sign(note: Note, key: SigningKey, lang: str) -> Note:
    """Sign a checkpoint; what is signed is shown before, on standard error."""
    known = note.checkpoint
    lines: list[tuple[str, object]] = [
        ("checkpoint_origin", known.origin),
        ("checkpoint_size", str(known.size)),
        ("checkpoint_root", b64encode(known.root).decode()),
    ]
    sys.stderr.write(text_of(lines, lang) + "\n")
    return key.sign(note)


def _keep(url: str, note: Note) -> None:
    parse_note(note.to_bytes)  # what cannot be read back is not kept
    store = open_store(url)
    try:
        size = note.checkpoint.size
        store.transact(lambda writing: writing.keep_checkpoint(size, note.to_bytes))
    finally:
        store.close()


def _give(note: Note, out: str | None, lang: str, *, as_json: bool) -> None:
    """Write a checkpoint to where it was asked for; with ``--json``, tell of it as well."""
    if as_json:
        if out is not None:
            write_out(note.to_bytes, out, lang, parse_note)
        document: CheckpointDocument = {
            "origin": note.checkpoint.origin,
            "size": note.checkpoint.size,
            "root": b64encode(note.checkpoint.root).decode(),
            "signed": [each.name for each in note.signatures],
            "checkpoint": note.to_bytes.decode(),
        }
        sys.stdout.write(one_line(document) + "\n")
        return
    write_out(note.to_bytes, out, lang, parse_note)


def cosign(
    lang: str,
    *,
    sign: str,
    since: tuple[str, ...],
    without_replay: bool,
    out: str | None,
    checkpoint: str,
    as_json: bool,
    **log: str | None,
) -> int:
    """Sign the *checkpoint* of another, once the log was read and agrees; return the status."""
    note, key = read_checkpoint(checkpoint), _key(sign)
    kept = [KeptCheckpoint(checkpoint, note), *read_kept_checkpoints(since)]
    with source_of(log["register"], log["log"], lang) as source:
        found = verified(source, kept).found
        if found is None:
            size = note.checkpoint.size
            found = found_by_replay(source, size, lang, without=without_replay)
    if found is not None:
        return refuse(found, lang, as_json=as_json)
    _give(_sign(note, key, lang), out, lang, as_json=as_json)
    return Status.PERMITTED


def keygen(lang: str, *, name: str, file: str, as_json: bool) -> int:
    """Make a key and write it into files; return the exit status."""
    key = generate(name)
    paths = write_key(key, Path(file))
    if as_json:
        named_paths = [str(path) for path in paths]
        document: LogKeyDocument = {"vkey": key.verifying.text, "paths": named_paths}
        sys.stdout.write(one_line(document) + "\n")
    else:
        named = tuple(f"`{path}`" for path in paths)
        show([Row(says("log.made", lang, paths=named))], sys.stdout)
        sys.stdout.write(key.verifying.text + "\n")
    return Status.PERMITTED
