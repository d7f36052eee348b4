"""What the commands of a log print with ``--json``: each document, declared once."""

from __future__ import annotations

from responselevels.models.documents import ClosedDocument


class FoundDocument(ClosedDocument):
    """The first thing that is wrong with a log; `seq` is the event, where one is known."""

    code: str
    seq: int | None
    says: str


class RefusedLogDocument(ClosedDocument):
    """A log that nothing is signed or proved of, for what was found in it."""

    found: FoundDocument


class KeptDocument(ClosedDocument):
    """A checkpoint that a log was held to; `own` is that of the log itself."""

    name: str
    size: int
    own: bool


class UnseenDocument(ClosedDocument):
    """What cannot be seen by verifying this log in this way."""

    code: str
    says: str


class VerificationDocument(ClosedDocument):
    """What `log verify --json` prints; `root` is in base64, `head` in hex."""

    sound: bool
    size: int
    root: str
    head: str
    register: str | None
    found: FoundDocument | None
    kept: list[KeptDocument]
    signed: list[str]
    checked: list[str]
    unseen: list[UnseenDocument]


class DamageDocument(ClosedDocument):
    """Why the log could be read no further; `seq` is the event, where one is known."""

    seq: int | None
    code: str
    says: str


class DifferenceDocument(ClosedDocument):
    """What an event says of `what`, and what comes out when it is decided again."""

    seq: int
    proposal: str
    what: str
    recorded: object
    replayed: object


class ReplayDocument(ClosedDocument):
    """What `log replay --json` prints."""

    register: str
    size: int
    decisions: int
    orders: int
    state_digest: str
    damaged: DamageDocument | None
    differences: list[DifferenceDocument]


class ProvedDocument(ClosedDocument):
    """What `log prove --check --json` prints."""

    proved: bool
    says: str


class CheckpointDocument(ClosedDocument):
    """A checkpoint that was made or signed; `root` is in base64, `checkpoint` the note itself."""

    origin: str
    size: int
    root: str
    signed: list[str]
    checkpoint: str


class ExportDocument(ClosedDocument):
    """What was exported, and what is wrong with it."""

    events: int
    documents: int
    missing: list[str]
    checkpoint: str | None
    found: FoundDocument | None


class LogKeyDocument(ClosedDocument):
    """A key for checkpoints that was made: how others verify by it, and the files it is in."""

    vkey: str
    paths: list[str]
