"""The commands that record the acts on a proposal, such as `propose`, `assess` and `approve`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.inputs import proposals_in
from responselevels.cli.frame.locales import offset_of
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.frame.writing import write_file
from responselevels.cli.register.session import Session, plain_locale, print_document
from responselevels.cli.register.signing import Signing, envelope_of, read_approval_envelope
from responselevels.cli.register.stating import facts_stated
from responselevels.core.deciding.case import AnyProposal
from responselevels.errors import InputError, Problem
from responselevels.files import Entry, names_in_proposal, placed
from responselevels.models.orders import Approval, Assessment
from responselevels.models.times import instant_at, instant_written
from responselevels.register.history.dossiers import Dossier
from responselevels.reports.programs.register_documents import RecordedDocument
from responselevels.text.catalogue import Named, Phrase

# -- proposals ---------------------------------------------------------------------------


def propose(session: Session, *, proposal: tuple[str, ...]) -> int:
    """Record each proposal of the files; return the exit status."""
    return _record_proposals(session, proposal, amending=False)


def amend(session: Session, *, proposal: tuple[str, ...]) -> int:
    """Record that each proposal of the files reads otherwise now; return the exit status."""
    return _record_proposals(session, proposal, amending=True)


def _record_proposals(session: Session, files: tuple[str, ...], *, amending: bool) -> int:
    """Record the proposals of *files*; where one cannot be read, none is recorded."""
    known = session.register
    record = known.amend if amending else known.propose
    read = entries_of(files, session)
    for entry, one in read:
        key = session.key if session.key is None or len(read) == 1 else f"{session.key}:{one.id}"
        try:
            print_recorded(session, record(one, by=session.actor, key=key))
        except InputError as error:
            raise _in_file(error, entry) from None
    return Status.PERMITTED


def _in_file(error: InputError, entry: Entry) -> InputError:
    """Return *error*, which is about the proposal of *entry*, with its places in the file."""
    return error if entry.document is None else placed(error, entry.document)


def proposals_of(files: tuple[str, ...], session: Session) -> Iterator[AnyProposal]:
    """Yield the proposals of *files*; raises as `entries_of`."""
    yield from (proposal for _entry, proposal in entries_of(files, session))


def entries_of(files: tuple[str, ...], session: Session) -> list[tuple[Entry, AnyProposal]]:
    """Return the proposals of *files*, each with where it was read.

    Raises:
        InputError: every one that cannot be read, or names what there is not, in one go.
    """
    known = session.register
    names = names_in_proposal(known.scheme, known.state.orders.keys)
    entries = list(proposals_in(files, names))
    wrong: list[Problem] = []
    for one in entries:
        found = one.error
        if found is None and one.document and (unknown := names(one.document.data)):
            found = _in_file(InputError(unknown), one)
        wrong += () if found is None else found.problems
    if wrong:
        raise InputError(wrong)
    return [(one, one.proposal) for one in entries if one.proposal is not None]


def withdraw(session: Session, *, reason: str | None, proposal: str) -> int:
    """Record that a proposal is no longer asked for; return the exit status."""
    known = session.register
    print_recorded(
        session, known.withdraw(proposal, reason=reason, by=session.actor, key=session.key)
    )
    return Status.PERMITTED


# -- assessments and approvals -------------------------------------------------------------


def assess(
    session: Session,
    *,
    proposal: str,
    dated: datetime | None,
    summary: str | None,
    **given: tuple[str, ...],
) -> int:
    """Record an assessment; return the exit status."""
    body, at = _body(session), session.moment(dated)
    known = session.register
    facts = facts_stated(given["fact"], known.scheme.facts, session.lang)
    assessment = Assessment(by=body, with_=given["with"], at=at, summary=summary, facts=facts)
    with session.asking(at):
        dossier = known.assess(proposal, assessment, by=session.actor, key=session.key)
    print_recorded(session, dossier)
    return Status.PERMITTED


def approve(
    word: str,
    session: Session,
    *,
    proposal: str,
    area: str | None,
    dated: datetime | None,
    **signing: Any,
) -> int:
    """Record what a body says of a proposal, signed or as asserted; return the exit status."""
    known, signed = session.register, Signing(**signing)
    if not signed.asked:
        said = _approval(session, area, dated)
        with session.asking(said.at):
            dossier = known.approve(proposal, said, word=word, by=session.actor, key=session.key)
        print_recorded(session, dossier)
        return Status.PERMITTED
    raw = envelope_of(session, word, proposal, signed, area=area)
    if signed.output is not None:
        write_file(signed.output, raw, session.lang, new=True, reader=read_approval_envelope)
        return Status.PERMITTED
    print_recorded(session, known.approve_signed(proposal, raw, by=session.actor, key=session.key))
    return Status.PERMITTED


def _approval(session: Session, area: str | None, dated: datetime | None) -> Approval:
    at = session.moment(dated)
    return Approval(body=_body(session), area=area, person=session.person, at=at)


def _body(session: Session) -> str:
    if session.body is None:
        raise CommandError(says("usage.missing.option", session.lang, name="--for"))
    return session.body


# -- what is said of it ------------------------------------------------------------------------


def print_recorded(session: Session, dossier: Dossier) -> None:
    """Say where a proposal stands now, and which event recorded it."""
    last = dossier.events[-1]
    state = "nothing" if dossier.life is None else dossier.life.value
    recorded = instant_at(last.recorded)
    if session.as_json:
        document: RecordedDocument = {
            "proposal": dossier.id,
            "state": state,
            "revision": dossier.revision,
            "event": last.seq,
            "recorded_at": instant_written(recorded),
        }
        print_document(document)
        return

    locale = plain_locale(session.lang).within(offset_of(session.register, dossier.id))
    line = locale.says(
        "life.told",
        name=Named("proposal", dossier.id),
        state=Phrase(f"life.state.{state}"),
        event=last.seq,
        at=recorded,
    )
    sys.stdout.write(line + "\n")
