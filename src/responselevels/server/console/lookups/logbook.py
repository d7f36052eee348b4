"""*Log*: what was recorded, entry by entry, searched.

The log tells of all areas, so that it is there for accounts that may read all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from responselevels.errors import InputError, NotServed
from responselevels.models.times import instant_of
from responselevels.register.log import canonical
from responselevels.register.log.events import hash_of
from responselevels.register.register import StoredRegister
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.lookups.proving import (
    check_whole,
    inclusion_shown,
    kept_checkpoints,
)
from responselevels.server.console.lookups.sifting import Sought, kinds_of, sieve_of

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


def log_values(
    reader: Reader, register: StoredRegister, *, before: int | None, sought: Sought
) -> dict[str, object]:
    """Return what the page of the log shows: entries from the last back, those before *before*.

    Raises:
        Forbidden: as `check_whole`.
    """
    check_whole(reader)
    head = register.head
    end = head.size if before is None else min(before, head.size)
    problem, entries, rest = "", list[EntryShown](), 0
    try:
        entries, rest = _found(reader, register, end, sought)
    except InputError as error:
        problem = " ".join(one.worded(reader.lang) for one in error.problems)
    return {
        "entries": entries,
        "older": rest if rest > 0 else None,
        "looked": end - rest,
        "sought": sought,
        "problem": problem,
        "kinds": kinds_of(reader),
        "bodies": [(name, reader.title("body", name)) for name in reader.scheme.bodies],
        "size": head.size,
        "head_hash": head.hash,
        "checkpoints": kept_checkpoints(register),
        "report": None,
        "held": "",
        "sound": True,
    }


def _found(
    reader: Reader, register: StoredRegister, end: int, sought: Sought
) -> tuple[list[EntryShown], int]:
    """Return the last entries before *end* that are *sought*, and where it stopped looking.

    Raises:
        InputError: a time that was given is none.
    """
    if not sought.given:
        start = max(end - ON_A_PAGE, 0)
        return [_entry(reader, line) for line in register.store.lines(start, end)][::-1], start
    sieve = sieve_of(reader, sought)
    entries: list[EntryShown] = []
    step, stop = 1000, max(end - LOOKED_THROUGH, 0)
    while end > stop:
        start = max(end - step, stop)
        lines = list(register.store.lines(start, end))
        for line in reversed(lines):
            if not sieve.lets_pass(line):
                continue
            entries.append(_entry(reader, line))
            if len(entries) == ON_A_PAGE:
                return entries, entries[-1].seq
        if lines and sieve.is_before(lines[0]):
            return entries, 0
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


# -- one entry ------------------------------------------------------------------------------------


def entry_values(
    reader: Reader, register: StoredRegister, seq: int, *, shown: bool = False
) -> dict[str, object]:
    """Return what the page of one entry shows: its fields, its hash, and its proof if it is to be *shown*.

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
        "proof": inclusion_shown(reader, seq) if shown else None,
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
