"""`decide`, `issue`, `end` and `ratify`: decide anew under the lock, record it, and carry it out."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import status_of
from responselevels.cli.register.recording import proposals_of
from responselevels.cli.register.session import Session, print_document
from responselevels.core.deciding.case import AnyProposal
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order
from responselevels.models.proposals import Action
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.rows import BLANK, Row
from responselevels.reports.programs.json import decision_document
from responselevels.reports.programs.register_documents import RecordedDecisionDocument
from responselevels.reports.terminal import decision_rows
from responselevels.text.catalogue import Named

_FILES = frozenset({".yaml", ".yml", ".json", ".jsonl"})


def decide(session: Session, *, proposal: tuple[str, ...]) -> int:
    """Decide each proposal and record the decision; return the exit status.

    What stands in a file is recorded as a proposal first.
    """
    counts: Counter[str] = Counter()
    asked = list(_asked(proposal, session))
    for number, one in enumerate(asked):
        name = one if isinstance(one, str) else one.id
        key = session.key if session.key is None or len(asked) == 1 else f"{session.key}:{name}"
        if not isinstance(one, str):
            own = None if key is None else f"{session.key}:{name}:proposal"
            session.register.propose(one, by=session.actor, key=own)
        decision = session.register.record_decision(name, by=session.actor, key=key)
        counts[decision.verdict.value] += 1
        event = session.register.decisions(name)[-1].seq
        _print(session, decision, event, apart=number > 0)
    return status_of(counts)


def _asked(given: tuple[str, ...], session: Session) -> Iterator[AnyProposal | str]:
    """Yield the proposals of each file, and the names of those that are recorded."""
    for one in given:
        if is_file(one):
            yield from proposals_of((one,), session)
        else:
            yield one


def carry_out(action: Action, session: Session, *, proposal: str) -> int:
    """Issue, end or ratify what a proposal asks for, if that is permitted; return the exit status."""
    one = _one(session, proposal)
    issued = session.register.carry_out(action, one, by=session.actor, key=session.key)
    _print(session, issued.decision, issued.event, order=issued.order, done=action)
    return status_of({issued.decision.verdict.value: 1})


def is_file(text: str) -> bool:
    """Say whether *text* names a file of proposals; if not, it is the id of a recorded one."""
    return text == "-" or "/" in text or Path(text).suffix.lower() in _FILES


def _one(session: Session, given: str) -> AnyProposal | str:
    if not is_file(given):
        return given
    read = list(proposals_of((given,), session))
    if len(read) != 1:
        raise CommandError(says("error.one_proposal", session.lang, path=given, count=len(read)))
    return read[0]


def _print(
    session: Session,
    decision: Decision,
    event: int,
    *,
    order: Order | None = None,
    done: str = "",
    apart: bool = False,
) -> None:
    """Print a decision, its event, and (*done* says in which way) what came of the order."""
    if session.as_json:
        document: RecordedDecisionDocument = {
            **decision_document(decision, session.lang, session.locale().titles),
            "event": event,
            "order": None if order is None else order.id,
        }
        print_document(document)
        return

    locale = session.locale()
    rows = [BLANK] if apart else []
    rows += decision_rows(decision, locale)
    rows.append(Row(locale.says("life.recorded", event=event), style="faint", indent=2))
    if order is not None:
        said = locale.says(f"life.now.{done}", order=Named("order", order.id))
        rows.append(Row(said, style="permit", indent=2))
    show(rows, sys.stdout)
