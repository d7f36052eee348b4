"""What a store looks like inside, as steps that lead from one version to the next.

Version 1 keeps lines and documents; version 2 also keeps the checkpoints that
were signed; version 3 refuses by itself what cannot be the next line of a
register, a document under another name, and a checkpoint that is none
(`responselevels.register.stores.refusing`). Step *n* brings a store of version *n* - 1 to version *n*. All the
steps that are missing run in one transaction under the lock, with the data in
place, so that a store is of one version or of another, never between them.

A step that was released is never changed: the next version is a new step.
"""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.register.stores.refusing import POSTGRES_REFUSES, SQLITE_REFUSES

Steps = tuple[tuple[str, ...], ...]
"""The statements of each step, in order."""


def _guards(table: str, taken: str) -> tuple[str, ...]:
    """Return triggers that keep *table* from being changed by accident.

    ``INSERT OR REPLACE`` deletes without asking the second one, so the third
    refuses a row that *taken* finds is there, or out of turn. Who means to
    change a file can drop them: that is found by the chain, not here.
    """
    return (
        (
            f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: nothing is ever changed'); END"
        ),
        (
            f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: nothing is ever taken away'); END"
        ),
        (
            f"CREATE TRIGGER {table}_added BEFORE INSERT ON {table} WHEN {taken} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: there already, or out of turn'); END"
        ),
    )


SQLITE: Steps = (
    (
        (
            "CREATE TABLE event (seq INTEGER PRIMARY KEY, "
            "line BLOB NOT NULL CHECK (typeof(line) = 'blob'))"
        ),
        (
            "CREATE TABLE document (digest TEXT NOT NULL PRIMARY KEY, "
            "body BLOB NOT NULL CHECK (typeof(body) = 'blob'))"
        ),
        *_guards("event", "NEW.seq <> (SELECT coalesce(max(seq) + 1, 0) FROM event)"),
        *_guards("document", "EXISTS (SELECT 1 FROM document WHERE digest = NEW.digest)"),
    ),
    (
        (
            "CREATE TABLE checkpoint (size INTEGER NOT NULL, note BLOB NOT NULL, "
            "PRIMARY KEY (size, note))"
        ),
        *_guards(
            "checkpoint",
            "EXISTS (SELECT 1 FROM checkpoint WHERE size = NEW.size AND note = NEW.note)",
        ),
    ),
    SQLITE_REFUSES,
)

POSTGRES: Steps = (
    (
        # Its rows mean nothing: it is there to be locked.
        "CREATE TABLE register_lock (held boolean)",
        "CREATE TABLE register_version (version integer NOT NULL)",
        "INSERT INTO register_version VALUES (0)",
        "CREATE TABLE event (seq bigint PRIMARY KEY CHECK (seq >= 0), line bytea NOT NULL)",
        "CREATE TABLE document (digest text PRIMARY KEY, body bytea NOT NULL)",
    ),
    (
        # A note is longer than an index entry may be, so its hash stands for it there.
        "CREATE TABLE checkpoint (size bigint NOT NULL, note bytea NOT NULL)",
        "CREATE UNIQUE INDEX checkpoint_once ON checkpoint (size, sha256(note))",
    ),
    POSTGRES_REFUSES,
)

LATEST = 3
"""The version that this program writes."""


def statements(steps: Steps, version: int) -> Iterator[str]:
    """Yield what brings a store of *version* to the latest one."""
    for step in steps[version:]:
        yield from step
