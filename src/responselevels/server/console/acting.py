"""What a form of a page asks to be done, done by the acts that programs have, and told on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus

from starlette.datastructures import FormData
from starlette.responses import Response

from responselevels.errors import (
    MovedOn,
    NotServed,
    OutcomeUnknown,
    ResponseLevelsError,
    Unauthenticated,
)
from responselevels.models.sha256 import sha256_of
from responselevels.reports.lifelines import step_worded
from responselevels.server import acts
from responselevels.server.acting import Terms
from responselevels.server.acts import Decided, Done, Said
from responselevels.server.console.frame.visiting import Notice, Visit, lines_of
from responselevels.server.console.views.filling.stated import Stated
from responselevels.server.console.views.proposal import proposal_values
from responselevels.server.http.problems import status_of
from responselevels.text.escaping import in_json

_WORDS = {"approve": "approve", "refuse": "refuse", "retract": "withdraw"}


def text_of(form: FormData, name: str) -> str:
    """Return one text of a form, "" where it is not there."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def terms_of(form: FormData) -> Terms:
    """Return on which terms a form asks: what was seen, and a key of its own."""
    return Terms(key=key_of(form), seen=(text_of(form, "seen"),))


def key_of(form: FormData) -> str | None:
    """Return the key of what a form asks: the same form sent twice is done once.

    Filled in otherwise, it asks for something else.
    """
    given = text_of(form, "key")
    said = sorted((name, str(value)) for name, value in form.multi_items() if name != "csrf")
    return sha256_of(in_json(said).encode()) if given else None


# -- proposals ---------------------------------------------------------------------------------


def act_on_proposal(visit: Visit, name: str, form: FormData) -> Response:
    """Do what a form asks of a proposal, and lead back to its page; or show there why it was not done.

    Raises:
        NotServed: there is no such proposal that may be read.
    """
    asked = text_of(form, "do")
    act = _ACTS.get(asked)
    if act is None:
        raise NotServed("page")
    try:
        done = act(visit, name, form)
    except (NotServed, Unauthenticated):
        raise
    except ResponseLevelsError as error:
        return _not_done(visit, name, form, error)
    if isinstance(done, Decided):
        if asked == "carry_out" and done.order is None:
            return _not_carried_out(visit, name, done)
        to = ("orders", done.order.id) if done.order is not None else ("proposals", name)
        return visit.to(*to, event=done.done.event)
    return visit.to("proposals", name, event=done.event)


def _say(visit: Visit, name: str, form: FormData) -> Done:
    said = Said(
        word=_WORDS[text_of(form, "do")],
        body=text_of(form, "body"),
        digest=text_of(form, "digest") or None,
    )
    return acts.say(visit.served, visit.caller, name, said, terms=terms_of(form))


def _assess(visit: Visit, name: str, form: FormData) -> Done:
    stated = Stated(form, visit.reader.scheme.rules.facts, by="body")
    return acts.assess(visit.served, visit.caller, name, stated.at, terms=terms_of(form))


def _withdraw(visit: Visit, name: str, form: FormData) -> Done:
    reason = text_of(form, "reason") or None
    return acts.withdraw(visit.served, visit.caller, name, reason, terms=terms_of(form))


def _decide(visit: Visit, name: str, form: FormData) -> Decided:
    return acts.decide(visit.served, visit.caller, name, terms=terms_of(form))


def _carry_out(visit: Visit, name: str, form: FormData) -> Decided:
    action = visit.reader.reading.proposal(name).content.action
    return acts.carry_out(visit.served, visit.caller, name, action, terms=terms_of(form))


_ACTS: Mapping[str, Callable[[Visit, str, FormData], Done | Decided]] = {
    "approve": _say,
    "refuse": _say,
    "retract": _say,
    "assess": _assess,
    "withdraw": _withdraw,
    "decide": _decide,
    "carry_out": _carry_out,
}


# -- pages of proposals and orders ----------------------------------------------------------------


def proposal_page(
    visit: Visit,
    name: str,
    *,
    notice: Notice | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    since: int | None = None,
    form: FormData | None = None,
) -> Response:
    """Return the page of a proposal; what stood in a *form* that was not done stays there."""
    kept, stated = dict[str, str](), None
    if form is not None:
        kept = {field: text_of(form, field) for field in ("do", "body", "reason")}
        if kept["do"] == "assess":
            stated = Stated(form, visit.reader.scheme.rules.facts, by="body")
    values = proposal_values(visit.reader, name, since=since, kept=kept, stated=stated)
    return visit.page("proposal.html", values, status=status, notice=notice)


def told(visit: Visit, name: str, event: int | None) -> Notice | None:
    """Return what *event* did of a proposal or an order, if it did and the reader did it."""
    if event is None:
        return None
    for step in visit.reader.reading.life(name):
        mine = step.actor is not None and step.actor.person == visit.caller.person
        if step.seq == event and mine:
            told_so = step_worded(step, visit.reader.at, visit.reader.locale)
            return Notice("permit", told_so, (visit.reader.says("told.event", event=event),))
    return None


def _not_done(visit: Visit, name: str, form: FormData, error: ResponseLevelsError) -> Response:
    says, since = visit.reader.says, since_in(form)
    if isinstance(error, MovedOn):
        notice = Notice("pending", says("moved.title"), (says("moved.look"),))
    elif isinstance(error, OutcomeUnknown):
        notice = Notice("deny", says("unknown.title"), (says("unknown.look"),))
    else:
        notice = Notice("deny", says("refused.title"), lines_of(error, visit.reader.lang))
        since = None
    return proposal_page(
        visit, name, notice=notice, status=status_of(error), since=since, form=form
    )


def since_in(form: FormData) -> int | None:
    """Return the number of the last event that was on the page of a form, None where it says none."""
    last = text_of(form, "last")
    return int(last) if last.isascii() and last.isdigit() and len(last) < 16 else None


def _not_carried_out(visit: Visit, name: str, done: Decided) -> Response:
    says = visit.reader.says
    verdict = visit.reader.locale.says(f"cli.verdict.{done.decision.verdict.value}")
    notice = Notice(
        done.decision.verdict.value,
        says("told.not_carried_out", verdict=verdict),
        (says("told.event", event=done.done.event),),
    )
    return proposal_page(visit, name, notice=notice, status=HTTPStatus.CONFLICT)
