"""What is about to be appended is read back first, by those who will read it.

Each line goes, as bytes, through what `log verify` demands (`responselevels.register.log.chain`)
and through what opens a register (`following`, `State`), and each document
is held to its digest and to the size that an export may have. What does not
come through is not appended: a line that nobody can read would end the register
for good. Every line of every register passes here, on its way to any store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from responselevels.errors import RegisterDamaged, RegisterFormat, Unrecordable
from responselevels.models.times import instant_at, instant_written
from responselevels.register.history.state import Documents, State
from responselevels.register.log.chain import ChainVerifier, digest_of
from responselevels.register.log.events import LARGEST_DOCUMENT, following
from responselevels.register.log.kinds import Event
from responselevels.text.catalogue import Phrase


def hold(
    lines: Iterable[bytes], state: State, stored: Documents, documents: Mapping[str, bytes]
) -> list[Event]:
    """Return the events that *lines* are, which are to follow *state*: as they were read back.

    *stored* finds the documents that are kept already, *documents* are those to
    be kept with the events.

    Raises:
        Unrecordable: one of them could not be read back.
    """
    _hold_documents(documents)

    def found(digest: str) -> bytes | None:
        return documents[digest] if digest in documents else stored(digest)

    trial, verifier = state.trial(found), _verifier_after(state, found)
    held = []
    for line in lines:
        fields = verifier.take(line)
        if verifier.found is not None:
            raise _unrecordable(verifier.found.sentence)
        held.append(_read_back(line, fields, trial))
    return held


def _hold_documents(documents: Mapping[str, bytes]) -> None:
    for digest, body in documents.items():
        facts = {"digest": digest, "size": len(body), "most": LARGEST_DOCUMENT}
        if len(body) > LARGEST_DOCUMENT or digest_of(body) != digest:
            raise Unrecordable("unrecordable_document", facts)


def _verifier_after(state: State, documents: Documents) -> ChainVerifier:
    time = instant_written(instant_at(state.recorded)) if state.head.size else ""
    return ChainVerifier.after(state.head, state.register, time, documents)


def _read_back(line: bytes, fields: Mapping[str, object], trial: State) -> Event:
    try:
        event = following(line, fields, trial.head.size, trial.head.hash)
        trial.take(event)
    except (RegisterDamaged, RegisterFormat) as error:
        raise _unrecordable(Phrase(f"register.{error.code}", error.facts)) from error
    return event


def _unrecordable(found: Phrase) -> Unrecordable:
    return Unrecordable("unrecordable", {"found": found})
