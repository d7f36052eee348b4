"""The database refuses by itself what is not the next line of a register, whoever asks it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from psycopg import sql

from responselevels.errors import NoteRefused, RegisterUnwritable
from responselevels.register.log.checkpoints import parse_note
from responselevels.register.log.events import hash_of, line_of
from responselevels.register.log.merkle import Tree
from responselevels.register.register import StoredRegister
from tests.register import duty
from tests.register.duty import ward_order
from tests.register.logs import note_of
from tests.register.servers import schema_of


@pytest.fixture
def register(register_url: str) -> Iterator[StoredRegister]:
    """A register of a few events on either store."""
    with duty.made(register_url) as made:
        made.issue(ward_order("N-1", reason="a fair 🚒"))
        yield made


def insert(register: StoredRegister, statement: str, *values: object) -> None:
    """Insert a row past all that the program itself would look at."""
    postgres = "Postgres" in type(register.store).__name__
    text = statement if postgres else statement.replace("%s", "?")

    def work(writing: Any) -> None:
        writing._connection.execute(text, values)

    register.store.transact(work)


def refused(register: StoredRegister, statement: str, *values: object) -> bool:
    """Say whether the database refuses the row; and if so, that nothing has changed."""
    before = list(register.store.lines())
    try:
        insert(register, statement, *values)
    except RegisterUnwritable:
        assert list(register.store.lines()) == before
        return True
    return False


EVENT = "INSERT INTO event (seq, line) VALUES (%s, %s)"
DOCUMENT = "INSERT INTO document (digest, body) VALUES (%s, %s)"
CHECKPOINT = "INSERT INTO checkpoint (size, note) VALUES (%s, %s)"


def following(register: StoredRegister, /, **more: Any) -> bytes:
    """Return a line that could follow, but for what is given."""
    lines = list(register.store.lines())
    fields = json.loads(lines[-1]) | {"kind": "clock", "idem": "k", "seq": len(lines)}
    return line_of({**fields, "prev": hash_of(lines[-1]), **more})


def wrong_rows(register: StoredRegister) -> dict[str, tuple[str, int | str, bytes]]:
    size, line = register.store.size(), following(register)
    note = note_of(list(register.store.lines()), register=register.id).to_bytes
    root = b64encode(Tree(list(register.store.lines())).root())
    return {
        "far ahead": (EVENT, size + 1000, following(register, seq=size + 1000)),
        "one ahead": (EVENT, size + 1, following(register, seq=size + 1)),
        "below nothing": (EVENT, -1, line),
        "there already": (EVENT, size - 1, line),
        "another number in it": (EVENT, size, following(register, seq=size + 1)),
        "no line": (EVENT, size, b"junk"),
        "empty": (EVENT, size, b""),
        "no end": (EVENT, size, line[:-1]),
        "two lines": (EVENT, size, line + line),
        "too long": (EVENT, size, following(register)[:-2] + b" " * 65_536 + b"}\n"),
        "a document by no digest": (DOCUMENT, "rules", b"{}"),
        "a document by half a digest": (DOCUMENT, "sha256:" + "0" * 63, b"{}"),
        "a checkpoint of junk": (CHECKPOINT, 2, b"junk"),
        "a checkpoint ahead": (CHECKPOINT, size + 1, note),
        "a checkpoint below nothing": (CHECKPOINT, -1, note),
        "a checkpoint over another size": (CHECKPOINT, size - 1, note),
        "a checkpoint of another kind": (CHECKPOINT, size, note.replace(b"responselevels", b"x")),
        "a checkpoint too long": (CHECKPOINT, size, note + b"\n" * 65_536),
        "a checkpoint, cut": (CHECKPOINT, size, note[: note.index(root)]),
        "junk after a checkpoint": (CHECKPOINT, size, note + b"junk"),
        "a line after a checkpoint": (CHECKPOINT, size, note + b"junk\n"),
        "nothing signed": (CHECKPOINT, size, note + b"\n"),
        "an empty signature": (CHECKPOINT, size, note + "\n— \n".encode()),
    }


HASHED: dict[str, dict[str, Any]] = {
    "another hash before": {"prev": "0" * 64},
    "another register": {"register": "airport"},
    "earlier": {"recorded_at": "2020-01-01T00:00:00Z"},
    "no time": {"recorded_at": "soon"},
    "a hash put elsewhere": {"prev": "0" * 64, "client": {"prev": "x"}},
}
"""What only a database that can hash, and compare times, refuses."""


@pytest.mark.parametrize(
    "name",
    [
        "far ahead",
        "one ahead",
        "below nothing",
        "there already",
        "another number in it",
        "no line",
        "empty",
        "no end",
        "two lines",
        "too long",
        "a document by no digest",
        "a document by half a digest",
        "a checkpoint of junk",
        "a checkpoint ahead",
        "a checkpoint below nothing",
        "a checkpoint over another size",
        "a checkpoint of another kind",
        "a checkpoint too long",
        "a checkpoint, cut",
        "junk after a checkpoint",
        "a line after a checkpoint",
        "nothing signed",
        "an empty signature",
    ],
)
def test_what_is_not_next_is_refused(register: StoredRegister, name: str) -> None:
    assert refused(register, *wrong_rows(register)[name])
    register.issue(ward_order("N-2", start=60, end=70))


def test_every_wrong_row_is_tried(register: StoredRegister) -> None:
    assert len(wrong_rows(register)) == 23


def test_what_is_next_is_taken(register: StoredRegister) -> None:
    lines = list(register.store.lines())
    body = b"{}"
    insert(register, DOCUMENT, "sha256:" + sha256(body).hexdigest(), body)
    insert(register, CHECKPOINT, 2, note_of(lines, 2, register=register.id).to_bytes)
    insert(register, CHECKPOINT, len(lines), note_of(lines, register=register.id).to_bytes)
    insert(register, EVENT, len(lines), following(register))
    assert register.store.size() == len(lines) + 1


@pytest.mark.parametrize("size", range(8))
def test_the_database_reckons_the_root_as_we_do(register: StoredRegister, size: int) -> None:
    if "Postgres" not in type(register.store).__name__:
        pytest.skip("SQLite cannot hash")
    for number in range(2, 5):
        register.issue(ward_order(f"N-{number}", start=60, end=70))
    lines = list(register.store.lines())
    insert(register, CHECKPOINT, size, note_of(lines, size, register=register.id).to_bytes)
    other = note_of(lines, size + 1, register=register.id).to_bytes
    forged = other.replace(b"\n%d\n" % (size + 1), b"\n%d\n" % size)
    assert refused(register, CHECKPOINT, size, forged)


SIGNED = b64encode(b"1234" + b"x" * 64).decode()
UNSIGNED = {
    "a name alone": "— duty\n",
    "nothing in base64": "— duty ????\n",
    "too few bytes": f"— duty {b64encode(b'1234').decode()}\n",
    "another way to write the bytes": "— duty AAAAAAB=\n",
    "a name with a blank": f"— du\u2003ty {SIGNED}\n",
    "a name that nobody can have": f"— du+ty {SIGNED}\n",
    "another dash": f"- duty {SIGNED}\n",
    "the same key twice": f"— duty {SIGNED}\n— duty {SIGNED}\n",
    "a blank line": f"— duty {SIGNED}\n\n— duty {SIGNED}\n",
    "no end": f"— duty {SIGNED}",
    "too many": "".join(f"— duty{number} {SIGNED}\n" for number in range(65)),
}
"""What may follow a checkpoint and is no signature: no reader would take it."""


@pytest.mark.parametrize("name", UNSIGNED)
def test_nothing_follows_a_checkpoint_that_no_reader_would_take(
    register: StoredRegister, name: str
) -> None:
    if "Postgres" not in type(register.store).__name__:
        pytest.skip("SQLite knows no patterns")
    lines = list(register.store.lines())
    note = note_of(lines, register=register.id).to_bytes
    with pytest.raises(NoteRefused):
        parse_note(note + b"\n" + UNSIGNED[name].encode())
    assert refused(register, CHECKPOINT, len(lines), note + b"\n" + UNSIGNED[name].encode())


def test_a_checkpoint_with_signatures_is_kept(register: StoredRegister) -> None:
    lines = list(register.store.lines())
    note = note_of(lines, register=register.id).to_bytes
    signed = f"\n— duty {SIGNED}\n— 城 {SIGNED}\n— other AAAAAAA=\n".encode()
    parse_note(note + signed)
    insert(register, CHECKPOINT, len(lines), note + signed)
    assert len(register.store.checkpoints()) == 1


@pytest.mark.parametrize("name", HASHED)
def test_a_line_that_does_not_follow_is_refused(register: StoredRegister, name: str) -> None:
    if "Postgres" not in type(register.store).__name__:
        pytest.skip("SQLite cannot hash")
    line = following(register, **HASHED[name])
    assert refused(register, EVENT, register.store.size(), line)


def test_a_document_lies_under_its_own_digest(register: StoredRegister) -> None:
    if "Postgres" not in type(register.store).__name__:
        pytest.skip("SQLite cannot hash")
    assert refused(register, DOCUMENT, "sha256:" + "0" * 64, b"{}")


@pytest.mark.parametrize("table", ["event", "document", "checkpoint"])
@pytest.mark.parametrize("act", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_even_the_owner_changes_nothing_by_accident(
    register: StoredRegister, table: str, act: str
) -> None:
    column = {"event": "line", "document": "body", "checkpoint": "note"}[table]
    lines = list(register.store.lines())
    insert(register, CHECKPOINT, 2, note_of(lines, 2, register=register.id).to_bytes)
    assert refused(register, act.format(table, column, column))


def test_a_desk_cannot_lead_the_database_to_tables_of_its_own(postgres_url: str) -> None:
    with duty.made(postgres_url) as register:
        size = register.store.size()

        def work(writing: Any) -> None:
            run = writing._connection.execute
            run("CREATE TEMP TABLE event (seq bigint, line bytea)")
            run("SET LOCAL search_path = pg_temp")
            there = sql.Identifier(schema_of(postgres_url), "event")
            run(sql.SQL("INSERT INTO {} VALUES (%s, %s)").format(there), (size + 5, b"junk"))

        with pytest.raises(RegisterUnwritable):
            register.store.transact(work)
        assert register.store.size() == size
