"""*Log*: what was recorded, entry by entry, searched; proofs of it, and whether it is whole.

The log tells of all areas, so that it is there for accounts that may read all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from responselevels.errors import Forbidden, NotServed
from responselevels.models.times import instant_of
from responselevels.register.log import canonical, proofs
from responselevels.register.log.checkpoints import Checkpoint, origin_of, parse_note
from responselevels.register.log.events import hash_of
from responselevels.register.log.verification import verify
from responselevels.register.register import StoredRegister
from responselevels.reports.frame.rows import Row
from responselevels.reports.logs import verification_rows
from responselevels.server.console.frame.reader import Reader

ON_A_PAGE = 50
"""The number of entries that a page lists."""

LOOKED_THROUGH = 20_000
"""The number of entries, from the last back, that a search looks through at most."""


@dataclass(frozen=True, slots=True)
class EntryShown:
    """An entry of the log: its number, when it was recorded, what it is and of what, and by whom."""

    seq: int
    at: datetime
    kind: str
    of: str
    link: str
    person: str
    body: str
    auth: str


def check_whole(reader: Reader) -> None:
    """Let pass who may read of all areas.

    Raises:
        Forbidden: the account is bound to some.
    """
    if not reader.reading.sight.whole:
        raise Forbidden("acts.whole")


def log_values(
    reader: Reader, register: StoredRegister, *, before: int | None, asked: str
) -> dict[str, object]:
    """Return what the page of the log shows: entries from the last back, those before *before*.

    Raises:
        Forbidden: as `check_whole`.
    """
    check_whole(reader)
    head = register.head
    end = head.size if before is None else min(before, head.size)
    if asked:
        entries, rest = _found(reader, register, end, asked)
    else:
        start = max(end - ON_A_PAGE, 0)
        entries = [_entry(reader, line) for line in register.store.lines(start, end)][::-1]
        rest = start
    return {
        "entries": entries,
        "older": rest if rest > 0 else None,
        "asked": asked,
        "size": head.size,
        "head_hash": head.hash,
        "checkpoints": _checkpoints(register),
        "report": None,
        "sound": True,
    }


def _found(
    reader: Reader, register: StoredRegister, end: int, asked: str
) -> tuple[list[EntryShown], int]:
    """Return the last entries before *end* that have all words of *asked*, and where it stopped looking."""
    words = asked.casefold().split()
    entries: list[EntryShown] = []
    step, stop = 1000, max(end - LOOKED_THROUGH, 0)
    while end > stop and len(entries) < ON_A_PAGE:
        start = max(end - step, stop)
        lines = list(register.store.lines(start, end))
        for line in reversed(lines):
            text = json.dumps(json.loads(line), ensure_ascii=False).casefold()
            if all(word in text for word in words):
                entries.append(_entry(reader, line))
                if len(entries) == ON_A_PAGE:
                    return entries, entries[-1].seq
        end = start
    return entries, end


def _entry(reader: Reader, line: bytes) -> EntryShown:
    fields = canonical.read(line)
    actor = fields.get("actor")
    actor = actor if isinstance(actor, Mapping) else {}
    of, link = _of(reader, fields)
    return EntryShown(
        seq=int(str(fields["seq"])),
        at=instant_of(fields["recorded_at"]),
        kind=reader.locale.worded(f"life.kind.{fields['kind']}", {}),
        of=of,
        link=link,
        person=str(actor.get("person") or ""),
        body="" if not actor.get("body") else reader.title("body", str(actor["body"])),
        auth=str(actor.get("auth") or ""),
    )


def _of(reader: Reader, fields: Mapping[str, object]) -> tuple[str, str]:
    """Return what an entry is of, and where the page of that is."""
    state, of = reader.register.state, fields.get("of")
    order = fields.get("order")
    name = order.get("id") if isinstance(order, Mapping) else None
    name = name if isinstance(name, str) else of if isinstance(of, str) else ""
    if name in state.orders and fields["kind"] == "order":
        return name, reader.link("orders", name)
    if name in state.dossiers:
        return name, reader.link("proposals", name)
    return name, reader.link("orders", name) if name in state.orders else ""


def _checkpoints(register: StoredRegister) -> list[tuple[int, str]]:
    """Return the checkpoints that the register kept: the size, and the root."""
    kept = register.store.checkpoints()[-10:]
    return [(size, parse_note(note).checkpoint.root.hex()) for size, note in reversed(kept)]


# -- one entry ------------------------------------------------------------------------------------


def entry_values(reader: Reader, register: StoredRegister, seq: int) -> dict[str, object]:
    """Return what the page of one entry shows: its fields, and its hash.

    Raises:
        Forbidden: as `check_whole`.
        NotServed: there is no such entry.
    """
    check_whole(reader)
    lines = list(register.store.lines(seq, seq + 1)) if seq < register.head.size else []
    if not lines:
        raise NotServed("event", {"seq": seq, "size": register.head.size})
    line = lines[0]
    fields = canonical.read(line)
    return {
        "entry": _entry(reader, line),
        "rows": tuple(_rows(fields)),
        "hash": hash_of(line),
        "size": register.head.size,
    }


def _rows(fields: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in fields.items():
        if isinstance(value, str):
            yield name, value
        else:
            yield name, json.dumps(value, ensure_ascii=False, indent=1)


def proof_of(reader: Reader, register: StoredRegister, seq: int) -> bytes:
    """Return the proof that the log has the entry *seq*, as a line of JSON.

    Raises:
        Forbidden: as `check_whole`.
        ProofRefused: there is no such entry.
    """
    check_whole(reader)
    lines = list(register.store.lines())
    return proofs.to_bytes(proofs.inclusion_of(origin_of(register.id), lines, seq, None))


def checkpoint(reader: Reader, register: StoredRegister) -> bytes:
    """Return what the log is now, at its size: to be kept by somebody else.

    Raises:
        Forbidden: as `check_whole`.
    """
    check_whole(reader)
    verified = verify(register.store.lines()).verified
    point = Checkpoint(origin_of(register.id), verified.size, verified.root)
    return point.text


def verified_rows(reader: Reader, register: StoredRegister) -> tuple[tuple[Row, ...], bool]:
    """Verify the whole log with its documents; return what was found in words, and whether it is sound.

    Raises:
        Forbidden: as `check_whole`.
    """
    check_whole(reader)
    report = verify(register.store.lines(), documents=register.store.document)
    return tuple(verification_rows(report, reader.lang)), report.sound
