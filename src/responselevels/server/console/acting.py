"""What a form of a page asks to be done, done by the acts that programs have, and told on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from http import HTTPStatus

from starlette.datastructures import FormData
from starlette.responses import Response

from responselevels.errors import (
    InputError,
    MovedOn,
    NotServed,
    OutcomeUnknown,
    Place,
    Problem,
    ResponseLevelsError,
    Unauthenticated,
)
from responselevels.files.checking.parsing import parse
from responselevels.files.syntax.documents import read_text
from responselevels.models.orders import Assessment
from responselevels.models.parts.criteria import Fact
from responselevels.models.parts.deeds import Deed
from responselevels.models.sha256 import sha256_of
from responselevels.models.times import instant_kept
from responselevels.reports.lifelines import step_worded
from responselevels.server import acts
from responselevels.server.acting import Terms
from responselevels.server.acts import Decided, Done, Said
from responselevels.server.console.frame.visiting import Notice, Visit, lines_of
from responselevels.server.console.views.order import order_values
from responselevels.server.console.views.proposal import proposal_values
from responselevels.server.http.problems import status_of
from responselevels.text.escaping import in_json
from responselevels.text.fullwidth import narrow

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
    facts = _stated(visit.reader.scheme.rules.facts, form)
    by = text_of(form, "body")
    beside = [one for one in form.getlist("with") if isinstance(one, str) and one != by]

    def stated(at: datetime) -> Assessment:
        said = {"by": by, "with": beside, "at": instant_kept(at), "facts": facts}
        summary = text_of(form, "summary")
        more = {"summary": summary} if summary else {}
        return parse(read_text(in_json({**said, **more}), json=True), Assessment)

    return acts.assess(visit.served, visit.caller, name, stated, terms=terms_of(form))


def _stated(known: tuple[Fact, ...], form: FormData) -> dict[str, object]:
    """Return the facts that a form states.

    Raises:
        InputError: one that is a number is none.
    """
    found: dict[str, object] = {}
    for fact in known:
        text = text_of(form, f"fact:{fact.id}")
        if not text:
            continue
        if fact.type == "yes_no":
            found[fact.id] = text == "yes"
        elif fact.one_of:
            found[fact.id] = text
        else:
            found[fact.id] = _number(fact.id, text)
    return found


def _number(name: str, text: str) -> int | float:
    try:
        number = Decimal(narrow(text))
    except InvalidOperation:
        problem = Problem(Place(path=("facts", name)), "fact.typed", {"value": text, "fact": name})
        raise InputError([problem]) from None
    return int(number) if number == number.to_integral_value() else float(number)


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
) -> Response:
    """Return the page of a proposal."""
    values = proposal_values(visit.reader, name, since=since)
    values["joint"] = _joint(visit)
    return visit.page("proposal.html", values, status=status, notice=notice)


def _joint(visit: Visit) -> frozenset[str]:
    """Return the bodies that some rule wants assessments to be made with."""
    asked = [rule.requires.assessment for rule in visit.reader.scheme.rules.transitions]
    return frozenset(body for one in asked if one is not None for body in one.with_)


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
    says, last = visit.reader.says, text_of(form, "last")
    since = int(last) if last.isascii() and last.isdigit() and len(last) < 16 else None
    if isinstance(error, MovedOn):
        notice = Notice("pending", says("moved.title"), (says("moved.look"),))
    elif isinstance(error, OutcomeUnknown):
        notice = Notice("deny", says("unknown.title"), (says("unknown.look"),))
    else:
        notice = Notice("deny", says("refused.title"), lines_of(error, visit.reader.lang))
        since = None
    return proposal_page(visit, name, notice=notice, status=status_of(error), since=since)


def _not_carried_out(visit: Visit, name: str, done: Decided) -> Response:
    says = visit.reader.says
    verdict = visit.reader.locale.says(f"cli.verdict.{done.decision.verdict.value}")
    notice = Notice(
        done.decision.verdict.value,
        says("told.not_carried_out", verdict=verdict),
        (says("told.event", event=done.done.event),),
    )
    return proposal_page(visit, name, notice=notice, status=HTTPStatus.CONFLICT)


# -- orders ------------------------------------------------------------------------------------


def order_page(
    visit: Visit,
    name: str,
    *,
    notice: Notice | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """Return the page of an order."""
    values = order_values(visit.reader, name)
    return visit.page("order.html", values, status=status, notice=notice)


def tell_of_order(visit: Visit, name: str, form: FormData) -> Response:
    """Record that something due of an order was done, and lead back to its page.

    Raises:
        NotServed: there is no such order that may be read, or the form asks for something else.
    """
    kind, done = text_of(form, "deed"), text_of(form, "name")
    if kind not in {"duty", "review"} or text_of(form, "do") != "done":
        raise NotServed("page")
    visit.reader.reading.order(name)

    def deed(at: datetime) -> Deed:
        said = {kind: done, "order": name, "at": instant_kept(at)}
        return parse(read_text(in_json(said), json=True), Deed)

    terms = Terms(key=key_of(form))
    try:
        recorded = acts.tell(visit.served, visit.caller, deed, terms=terms)
    except ResponseLevelsError as error:
        title = visit.reader.says("refused.title")
        notice = Notice("deny", title, lines_of(error, visit.reader.lang))
        return order_page(visit, name, notice=notice, status=status_of(error))
    return visit.to("orders", name, event=recorded.event)
