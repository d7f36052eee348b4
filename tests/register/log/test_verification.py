"""A log is sound, or its first bad event is named; and what cannot be seen is said."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.register.ed25519 import key_of_seed
from responselevels.register.log.chain import ChainVerifier, Fault
from responselevels.register.log.checkpoints import Checkpoint, Note
from responselevels.register.log.cosigning import SigningKey
from responselevels.register.log.events import LONGEST, ORIGIN, hash_of, line_of
from responselevels.register.log.kinds import KINDS
from responselevels.register.log.merkle import EMPTY, Tree
from responselevels.register.log.verification import (
    KeptCheckpoint,
    NotChecked,
    VerificationReport,
    verify,
)
from tests.register.logs import chained, digest, document, documents_of, log_of, note_of, rechained

LOG = log_of(30)
DOCUMENTS = documents_of()
DUTY = SigningKey("harbour.example/duty", key_of_seed(bytes(range(32))))


def report(
    lines: Sequence[bytes], *kept: KeptCheckpoint, documents: dict[str, bytes] | None = None
) -> VerificationReport:
    return verify(lines, documents=None if documents is None else documents.get, kept=kept)


def found(lines: Sequence[bytes], *kept: KeptCheckpoint) -> tuple[str, int | None]:
    wrong = report(lines, *kept, documents=DOCUMENTS).found
    assert wrong is not None
    return wrong.code, wrong.seq


def says(lines: Sequence[bytes], *kept: KeptCheckpoint) -> str:
    wrong = report(lines, *kept, documents=DOCUMENTS).found
    assert wrong is not None
    return wrong.worded("en")


def fields_at(seq: int) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(LOG[seq])
    return fields


def put(seq: int, /, **changed: Any) -> list[bytes]:
    """Return the log with one event changed, and those after it chained anew."""
    return rechained(LOG, seq, **changed)


def kept(lines: Sequence[bytes], size: int | None = None, name: str = "kept.txt") -> KeptCheckpoint:
    return KeptCheckpoint(name, note_of(lines, size))


# -- sound -----------------------------------------------------------------------------------


def test_a_sound_log_has_its_size_its_root_and_its_head() -> None:
    verified = report(LOG, documents=DOCUMENTS).verified
    assert verified.found is None
    assert (verified.size, verified.root) == (30, Tree(LOG).root())
    assert (verified.head, verified.register) == (hash_of(LOG[-1]), "harbour")


def test_an_empty_log_is_sound() -> None:
    verified = report([]).verified
    assert (verified.size, verified.root, verified.head) == (0, EMPTY, ORIGIN)
    assert (verified.register, verified.found) == (None, None)


@given(st.integers(0, 60), st.integers(0, 5))
def test_every_log_of_a_register_is_sound(size: int, seed: int) -> None:
    lines = log_of(size, seed)
    outcome = report(lines, kept(lines), documents=DOCUMENTS)
    assert outcome.found is None
    assert outcome.sound
    assert outcome.verified.size == size


def test_every_kind_of_event_is_known() -> None:
    parts = [{"kind": kind} for kind in KINDS if kind != "decision"]
    assert report(chained([*parts, {"kind": "decision", "proposal": None}])).sound


def test_events_of_one_act_share_their_time() -> None:
    seq = next(n for n in range(1, 30) if fields_at(n)["idem"] == fields_at(n - 1)["idem"])
    assert fields_at(seq)["recorded_at"] == fields_at(seq - 1)["recorded_at"]
    assert found(put(seq, idem="another")) == ("time", seq)


# -- one thing wrong ----------------------------------------------------------------------


def replaced(seq: int, line: bytes) -> list[bytes]:
    return [*LOG[:seq], line, *LOG[seq + 1 :]]


LONG = line_of({**fields_at(9), "reason": "x" * LONGEST}, longest=None)
CASES: list[tuple[str, list[bytes], tuple[str, int], str]] = [
    (
        "a line that is too long",
        replaced(9, LONG),
        ("too_long", 9),
        "event 9 is longer than 65536 bytes; no register writes such a line",
    ),
    (
        "the last line without its end",
        [*LOG[:-1], LOG[-1][:-1]],
        ("unended", 29),
        "event 29 is cut off in the middle: its line has no end; the rest of it is missing",
    ),
    (
        "a blank",
        replaced(9, LOG[9].replace(b":", b": ", 1)),
        ("not_canonical", 9),
        "event 9 is not in canonical form; its bytes were changed, or no register wrote them",
    ),
    (
        "an empty line",
        [*LOG[:9], b"\n", *LOG[9:]],
        ("not_canonical", 9),
        "event 9 is not in canonical form; its bytes were changed, or no register wrote them",
    ),
    (
        "a later format",
        put(9, v=2),
        ("version", 9),
        (
            "event 9 says that it is in format 2, and this program reads format 1; "
            "verify it with the version that wrote it"
        ),
    ),
    (
        "a flag for a number",
        put(1, seq=True),
        ("fields", 1),
        (
            "event 1 lacks what every event has, or has it in another form: `seq`; "
            "no register wrote it like this"
        ),
    ),
    (
        "fields that are missing or of another type",
        replaced(9, line_of({k: v for k, v in fields_at(9).items() if k != "actor"} | {"kind": 7})),
        ("fields", 9),
        (
            "event 9 lacks what every event has, or has it in another form: `actor` and `kind`; "
            "no register wrote it like this"
        ),
    ),
    (
        "a field that is missing, said once",
        replaced(9, line_of({k: v for k, v in fields_at(9).items() if k != "kind"})),
        ("fields", 9),
        (
            "event 9 lacks what every event has, or has it in another form: `kind`; "
            "no register wrote it like this"
        ),
    ),
    (
        "another number",
        put(9, seq=10),
        ("number", 9),
        (
            "where event 9 should stand is one that calls itself 10; "
            "an event was taken out, put in, doubled or moved"
        ),
    ),
    (
        "an event taken out",
        [*LOG[:9], *LOG[10:]],
        ("number", 9),
        (
            "where event 9 should stand is one that calls itself 10; "
            "an event was taken out, put in, doubled or moved"
        ),
    ),
    (
        "an event doubled",
        [*LOG[:9], LOG[9], *LOG[9:]],
        ("number", 10),
        (
            "where event 10 should stand is one that calls itself 9; "
            "an event was taken out, put in, doubled or moved"
        ),
    ),
    (
        "two events swapped",
        [*LOG[:9], LOG[10], LOG[9], *LOG[11:]],
        ("number", 9),
        (
            "where event 9 should stand is one that calls itself 10; "
            "an event was taken out, put in, doubled or moved"
        ),
    ),
    (
        "the beginning taken out",
        chained([{"kind": "register"}, {"kind": "keys"}])[1:],
        ("number", 0),
        (
            "where event 0 should stand is one that calls itself 1; "
            "an event was taken out, put in, doubled or moved"
        ),
    ),
    (
        "something before the first",
        [line_of({**fields_at(0), "prev": "1" * 64})],
        ("first", 0),
        "event 0 says that another stands before it; the beginning of the log was taken out",
    ),
    (
        "an event changed",
        replaced(9, line_of({**fields_at(9), "client": "elsewhere"})),
        ("changed", 9),
        "event 9 is not the one that event 10 was chained to; it was changed afterwards",
    ),
    (
        "an event changed, with what it is chained to",
        replaced(9, line_of({**fields_at(9), "prev": "1" * 64})),
        ("chain", 9),
        (
            "event 9 does not follow from the event before it; "
            "one of the two was changed, or put in the other's place"
        ),
    ),
    (
        "the last but one changed",
        replaced(28, line_of({**fields_at(28), "client": "elsewhere"})),
        ("chain", 29),
        (
            "event 29 does not follow from the event before it; "
            "one of the two was changed, or put in the other's place"
        ),
    ),
    (
        "two in a row changed",
        [
            *LOG[:9],
            line_of({**fields_at(9), "client": "elsewhere"}),
            line_of({**fields_at(10), "client": "elsewhere"}),
            *LOG[11:],
        ],
        ("chain", 10),
        (
            "event 10 does not follow from the event before it; "
            "one of the two was changed, or put in the other's place"
        ),
    ),
    (
        "an event changed, and what comes after cannot be read",
        [*LOG[:9], line_of({**fields_at(9), "client": "elsewhere"}), LOG[10], b"{}\n"],
        ("chain", 10),
        (
            "event 10 does not follow from the event before it; "
            "one of the two was changed, or put in the other's place"
        ),
    ),
    (
        "an unknown kind",
        put(9, kind="pardon"),
        ("kind", 9),
        "event 9 is of the unknown kind `pardon`; no register wrote it",
    ),
    (
        "a beginning of another kind",
        put(0, kind="keys"),
        ("begin", 0),
        (
            "event 0 is of the kind `keys`; a log begins with one of the kind `register`, "
            "and has no other of it"
        ),
    ),
    (
        "a second beginning",
        put(9, kind="register"),
        ("begin", 9),
        (
            "event 9 is of the kind `register`; a log begins with one of the kind `register`, "
            "and has no other of it"
        ),
    ),
    (
        "an event of another register",
        put(9, register="airport\n"),
        ("register", 9),
        (
            "event 9 belongs to the register `airport\\u000a`, and the log to `harbour`; "
            "it comes from another log"
        ),
    ),
    (
        "a time before the one before",
        put(9, recorded_at="2026-02-10T00:00:00Z"),
        ("time", 9),
        (
            "event 9 was recorded at `2026-02-10T00:00:00Z`, which is no time in UTC, or not after "
            "the act before it; recorded time never runs backwards"
        ),
    ),
    (
        "a document by a name that is none",
        put(1, rules=["x"]),
        ("document_name", 1),
        "event 1 names a document by `['x']`, which is no digest; no register wrote it",
    ),
    (
        "a document that is not there",
        put(1, areas=digest(b"none")),
        ("document_missing", 1),
        (
            f"the document `{digest(b'none')}` that event 1 names is not there; ask for it, "
            "for its digest tells whether it is the right one"
        ),
    ),
]


@pytest.mark.parametrize(
    ("lines", "where", "text"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_first_bad_event_is_named(
    lines: list[bytes], where: tuple[str, int], text: str
) -> None:
    assert found(lines) == where
    assert says(lines) == text


def test_every_code_is_worded_in_both_languages() -> None:
    for _name, lines, _where, text in CASES:
        wrong = report(lines, documents=DOCUMENTS).found
        assert wrong is not None
        assert wrong.worded("en") == text
        assert wrong.worded("zh")


def test_a_document_that_was_changed_is_found_where_it_is_named_first() -> None:
    name = digest(document(1))
    outcome = verify(LOG, documents={**DOCUMENTS, name: b"{}"}.get).found
    assert outcome is not None
    assert (outcome.code, outcome.seq) == ("document_changed", 1)
    assert outcome.worded() == (
        f"the document `{name}` that event 1 names was changed: its digest is another"
    )


def test_documents_are_asked_for_once() -> None:
    asked: list[str] = []

    def finding(name: str) -> bytes | None:
        asked.append(name)
        return DOCUMENTS.get(name)

    assert verify(log_of(400), documents=finding).sound
    assert len(asked) == len(set(asked)) == 6


def test_a_decision_names_documents_only_where_it_was_too_long_for_a_line() -> None:
    seq = next(n for n in range(30) if isinstance(fields_at(n).get("proposal"), str))
    assert found(put(seq, decision=digest(b"none"))) == ("document_missing", seq)
    other = next(
        n
        for n in range(30)
        if fields_at(n)["kind"] == "decision" and isinstance(fields_at(n)["proposal"], dict)
    )
    assert report(put(other, decision=digest(b"none")), documents=DOCUMENTS).sound


def test_without_a_folder_no_document_is_looked_at() -> None:
    assert report(put(1, rules="none")).sound


@pytest.mark.parametrize(
    "at",
    [
        "2026-02-29T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2100-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-03-00T00:00:00Z",
        "2026-03-32T00:00:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T00:60:00Z",
        "2026-03-01T00:00:60Z",
        "2026-03-01T00:00:00.000000Z",
        "2026-03-01T00:00:00.5Z",
        "2026-03-01T00:00:00.1234567Z",
        "2026-03-01T00:00:00+00:00",
        "2026-03-01T00:00:00z",
        "2026-03-01 00:00:00Z",
        "2026-03-01T00:00Z",
        "2026-03-01",
        "0000-03-01T00:00:00Z",
        "\u0662026-03-01T00:00:00Z",
        "2026-03-01T00:00:00Z\n",
        "",
    ],
)
def test_a_time_is_written_in_one_way(at: str) -> None:
    assert found(put(9, recorded_at=at)) == ("time", 9)


@pytest.mark.parametrize("at", ["2028-02-29T00:00:00Z", "2400-02-29T23:59:59.000001Z"])
def test_a_leap_day_is_a_day(at: str) -> None:
    lines = [*LOG[:9], *put(9, recorded_at=at)[9:10]]
    assert report(lines, documents=DOCUMENTS).sound


@pytest.mark.parametrize(
    ("before", "after", "sound"),
    [
        ("2026-02-12T00:00:00Z", "2026-02-12T00:00:00.000001Z", True),
        ("2026-02-12T00:00:00.000001Z", "2026-02-12T00:00:00.000002Z", True),
        ("2026-02-12T00:00:00.999999Z", "2026-02-12T00:00:01Z", True),
        ("2026-02-12T00:00:00.000001Z", "2026-02-12T00:00:00Z", False),
        ("2026-02-12T00:00:00Z", "2026-02-12T00:00:00Z", False),
        ("2026-02-12T00:00:01Z", "2026-02-12T00:00:00.999999Z", False),
    ],
)
def test_time_goes_on_by_a_microsecond_at_least(before: str, after: str, sound: bool) -> None:
    lines = chained(
        [
            {"kind": "register"},
            {"kind": "keys", "recorded_at": before},
            {"kind": "keys", "recorded_at": after},
        ]
    )
    assert report(lines).sound is sound


# -- against a checkpoint ----------------------------------------------------------------


@pytest.mark.parametrize("size", range(31))
def test_a_log_agrees_with_every_checkpoint_that_was_made_of_it(size: int) -> None:
    outcome = report(LOG, kept(LOG, size))
    assert outcome.sound
    assert [each.name for each in outcome.kept] == ["kept.txt"]


@pytest.mark.parametrize("cut", range(30))
def test_every_cut_is_found_at_the_first_event_that_is_missing(cut: int) -> None:
    assert found(LOG[:cut], kept(LOG)) == ("smaller", cut)


@pytest.mark.parametrize("start", range(30))
def test_every_fork_is_found(start: int) -> None:
    forked = put(start, client="elsewhere")
    assert report(forked, documents=DOCUMENTS).sound  # which is why somebody keeps a checkpoint
    assert found(forked, kept(LOG)) == ("differs", None)
    assert report(forked, kept(LOG, start)).sound


def test_what_does_not_agree_is_said() -> None:
    assert says(LOG[:20], kept(LOG)) == (
        "event 20 is missing: the checkpoint `kept.txt` was made over 30 events, "
        "and only 20 are left; the end of the log was cut off"
    )
    assert says(put(12, client="elsewhere"), kept(LOG)) == (
        "this is not the log that the checkpoint `kept.txt` was made over: of its 30 events, "
        "at least one from event 0 on is another; the log was rewritten and chained anew"
    )
    other = KeptCheckpoint("kept.txt", note_of(LOG, register="airport"))
    assert says(LOG, other) == (
        "the checkpoint `kept.txt` is one of `responselevels/airport`, and the log is that of "
        "`responselevels/harbour`; they are two registers"
    )


def test_several_checkpoints_say_from_where_on_the_log_was_rewritten() -> None:
    forked = put(12, client="elsewhere")
    notes = [kept(LOG, size, f"kept-{size}.txt") for size in (30, 5, 20, 10)]
    assert says(forked, *notes) == (
        "this is not the log that the checkpoint `kept-20.txt` was made over: of its 20 events, "
        "at least one from event 10 on is another; the log was rewritten and chained anew"
    )


def test_the_log_itself_is_looked_at_before_any_checkpoint() -> None:
    assert found([*LOG[:9], *LOG[10:]], kept(LOG)) == ("number", 9)


def test_a_checkpoint_over_nothing_agrees_with_an_empty_log_alone_of_its_root() -> None:
    nothing = KeptCheckpoint("none.txt", Note(Checkpoint("responselevels/harbour", 0, EMPTY)))
    wrong = KeptCheckpoint("none.txt", Note(Checkpoint("responselevels/harbour", 0, bytes(32))))
    assert report([], nothing).sound
    assert report(LOG, nothing).sound
    assert found([], wrong) == ("differs", None)
    assert found(LOG, wrong) == ("differs", None)


# -- signatures -------------------------------------------------------------------------------


def signed(note: Note, name: str = "kept.txt", *, own: bool = False) -> KeptCheckpoint:
    return KeptCheckpoint(name, DUTY.sign(note), own)


def test_a_signed_checkpoint_is_held_to_its_keys() -> None:
    outcome = verify(LOG, kept=[signed(note_of(LOG))], keys=[DUTY.verifying])
    assert (outcome.sound, outcome.signers) == (True, ("harbour.example/duty",))
    unsigned = verify(LOG, kept=[kept(LOG)], keys=[DUTY.verifying]).found
    assert unsigned == Fault("signature", None, {"name": "kept.txt", "key": "harbour.example/duty"})
    assert unsigned.worded() == (
        "the checkpoint `kept.txt` is not signed by `harbour.example/duty`, "
        "or its signature does not hold; it proves nothing"
    )


def test_the_log_s_own_checkpoint_needs_no_signature() -> None:
    own = KeptCheckpoint("checkpoint.txt", note_of(LOG), own=True)
    assert verify(LOG, kept=[own], keys=[DUTY.verifying]).sound
    other = KeptCheckpoint("checkpoint.txt", note_of(put(3, client="x")), own=True)
    assert verify(LOG, kept=[other], keys=[DUTY.verifying]).found is not None


# -- what is not seen ----------------------------------------------------------------------


REPLAY = (
    "not seen: whether decisions and orders follow from the rules; `log replay` decides them again"
)


def unseen(outcome: VerificationReport) -> list[str]:
    return [each.worded("en") for each in outcome.unseen]


def test_without_a_checkpoint_it_is_said_what_cannot_be_seen() -> None:
    assert unseen(report(LOG)) == [
        (
            "not seen without a checkpoint that somebody else kept: events cut off at the end, and "
            "a history that was rewritten and chained anew; give one with `--against`"
        ),
        (
            "not seen: whether the documents are the right ones, for only the log was given; "
            "give the folder of the export"
        ),
        REPLAY,
    ]


def test_with_an_older_checkpoint_the_rest_is_still_open() -> None:
    assert unseen(report(LOG, kept(LOG, 20), documents=DOCUMENTS)) == [
        (
            "not seen: whether events after the first 20 were cut off, or rewritten and chained "
            "anew; a newer checkpoint would show it"
        ),
        (
            "not seen: who made the checkpoint, for its signature was not looked at; "
            "name its key with `--key`"
        ),
        REPLAY,
    ]


def test_the_log_s_own_checkpoint_shows_little() -> None:
    own = KeptCheckpoint("checkpoint.txt", note_of(LOG), own=True)
    assert report(LOG, own, documents=DOCUMENTS).unseen == (
        NotChecked("all"),
        NotChecked("own"),
        NotChecked("replay"),
    )
    assert NotChecked("own").worded() == (
        "the checkpoint that lies beside the log agrees with it; whoever changed the log could "
        "have changed that as well"
    )


def test_with_all_of_it_only_the_rules_are_left_open() -> None:
    outcome = verify(
        LOG, documents=DOCUMENTS.get, kept=[signed(note_of(LOG))], keys=[DUTY.verifying]
    )
    assert outcome.unseen == (NotChecked("replay"),)
    assert outcome.checked == ("lines", "documents", "checkpoints", "signatures")
    assert report(LOG).checked == ("lines",)
    assert report([]).unseen == (NotChecked("all"), NotChecked("documents"))


# -- a walk can be taken up again -----------------------------------------------------------


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_copy_of_a_walk_goes_on_alone(stop: int, size: int) -> None:
    verifier = ChainVerifier(DOCUMENTS.get, frozenset({size}))
    for line in LOG[:stop]:
        verifier.take(line)
    other = verifier.copy()
    before = verifier.finish()
    for line in LOG[stop:]:
        other.take(line)
    assert verifier.finish() == before
    whole = verify(LOG, documents=DOCUMENTS.get, kept=[kept(LOG, size)]).verified
    assert other.finish() == whole


def test_a_copy_keeps_a_doubt() -> None:
    verifier = ChainVerifier()
    changed = line_of({**fields_at(9), "client": "elsewhere"})
    for line in [*LOG[:9], changed, LOG[10]]:
        verifier.take(line)
    other = verifier.copy()
    other.take(LOG[11])
    assert other.finish().found == Fault("changed", 9, {"after": 10})
    assert verifier.finish().found == Fault("chain", 10)


def test_after_what_is_found_nothing_is_looked_at() -> None:
    verifier = ChainVerifier()
    verifier.take(b"\n")
    verifier.take(LOG[0])
    assert verifier.finish().found == Fault("not_canonical", 0)
    assert verifier.size == 0


# -- whatever the bytes are ------------------------------------------------------------------


@given(st.lists(st.binary(max_size=60), max_size=5), st.integers(0, 30))
def test_any_bytes_are_found_and_nothing_is_raised(lines: list[bytes], start: int) -> None:
    outcome = verify([*LOG[:start], *lines], documents=DOCUMENTS.get)
    assert outcome.sound == (not lines)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(
    st.dictionaries(st.sampled_from(sorted(json.loads(LOG[1]))), JSON, min_size=1),
    st.integers(0, 29),
)
def test_any_values_are_found_or_sound_and_nothing_is_raised(
    changed: dict[str, Any], seq: int
) -> None:
    outcome = verify(put(seq, **changed), documents=DOCUMENTS.get)
    assert outcome.sound or outcome.found is not None
    if not outcome.sound:
        assert outcome.found is not None
        assert outcome.found.worded("en")
        assert outcome.found.worded("zh")


def is_wrong(change: Callable[[bytes], bytes], seq: int) -> bool:
    return not report(replaced(seq, change(LOG[seq])), kept(LOG)).sound


@given(st.integers(0, 29), st.data())
def test_every_changed_byte_is_found(seq: int, data: st.DataObject) -> None:
    line = LOG[seq]
    at = data.draw(st.integers(0, len(line) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != line[at]))
    assert is_wrong(lambda raw: raw[:at] + bytes([byte]) + raw[at + 1 :], seq)
    assert is_wrong(lambda raw: raw[:at] + raw[at + 1 :], seq)
    assert is_wrong(lambda raw: raw[:at] + bytes([byte]) + raw[at:], seq)
