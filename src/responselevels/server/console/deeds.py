"""Orders and areas as pages, and what was done of what is due: told there, or from *Now*."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from pydantic_core import PydanticCustomError
from starlette.datastructures import FormData
from starlette.responses import Response

from responselevels.errors import (
    InputError,
    NotServed,
    Place,
    Problem,
    ResponseLevelsError,
)
from responselevels.files.checking.parsing import parse
from responselevels.files.syntax.documents import read_text
from responselevels.models.parts.deeds import Deed
from responselevels.models.times import instant_kept
from responselevels.server import acts
from responselevels.server.acting import Terms
from responselevels.server.console.acting import key_of, text_of
from responselevels.server.console.frame.visiting import Notice, Visit, lines_of
from responselevels.server.console.lookups.board import area_values
from responselevels.server.console.views.filling.entries import typed_instant
from responselevels.server.console.views.order import order_values
from responselevels.server.http.problems import status_of
from responselevels.text.escaping import in_json


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


def area_page(
    visit: Visit,
    name: str,
    *,
    notice: Notice | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """Return the page of an area.

    Raises:
        NotServed: there is none that may be read.
    """
    try:
        values = area_values(visit.reader, name)
    except LookupError:
        raise NotServed("area", {"area": name}) from None
    return visit.page("area.html", values, status=status, notice=notice)


def tell_of_order(visit: Visit, name: str, form: FormData) -> Response:
    """Record that something due of an order was done, and lead back to where that was said.

    Raises:
        NotServed: there is no such order that may be read, or the form asks for something else.
    """
    kind = _kind(form, {"duty", "review"})
    order = visit.reader.reading.order(name)
    issuer = order.issuer or ""
    body = issuer if visit.caller.may_act_for(issuer) else None
    try:
        event = _tell(visit, form, {kind: text_of(form, "name"), "order": name}, body)
    except ResponseLevelsError as error:
        return order_page(visit, name, notice=_refused(visit, error), status=status_of(error))
    return _back(visit, form, ("orders", name), event)


def tell_of_area(visit: Visit, name: str, form: FormData) -> Response:
    """Record that an area did what every period asks of it, and lead back to where that was said.

    Raises:
        NotServed: there is no such area that may be read, or the form asks for something else.
    """
    kind = _kind(form, {"does"})
    visit.reader.reading.sight.area(name)
    scheme = visit.reader.scheme
    number = scheme.tree.numbers.get(name)
    tier = None if number is None else scheme.tree.tiers[number]
    bodies = [body for body in sorted(visit.caller.bodies) if scheme.bodies.get(body) == tier]
    body = next((one for one in bodies if visit.caller.may_act_for(one)), None)
    try:
        event = _tell(visit, form, {kind: text_of(form, "name"), "area": name}, body)
    except ResponseLevelsError as error:
        return area_page(visit, name, notice=_refused(visit, error), status=status_of(error))
    return _back(visit, form, ("areas", name), event)


def _kind(form: FormData, known: set[str]) -> str:
    kind = text_of(form, "deed")
    if kind not in known or text_of(form, "do") != "done":
        raise NotServed("page")
    return kind


def _tell(visit: Visit, form: FormData, of: dict[str, str], body: str | None) -> int:
    """Record a deed, done when the form says, or now; return the number of its event.

    Raises:
        ResponseLevelsError: it was not recorded.
    """
    terms = Terms(key=key_of(form))
    return acts.tell(visit.served, visit.caller, _deed(visit, form, of), body, terms=terms).event


def _deed(visit: Visit, form: FormData, of: dict[str, str]) -> Callable[[datetime], Deed]:
    typed = text_of(form, "at")
    try:
        said = None if not typed else typed_instant(typed, visit.reader.zone)
    except PydanticCustomError as error:
        problem = Problem(Place(path=("at",)), error.type, error.context or {})
        raise InputError([problem]) from None

    def deed(at: datetime) -> Deed:
        fields = {**of, "at": instant_kept(said or at)}
        return parse(read_text(in_json(fields), json=True), Deed)

    return deed


def _refused(visit: Visit, error: ResponseLevelsError) -> Notice:
    title = visit.reader.says("refused.title")
    return Notice("deny", title, lines_of(error, visit.reader.lang))


def _back(visit: Visit, form: FormData, to: tuple[str, str], event: int) -> Response:
    if text_of(form, "back") == "now":
        return visit.to("", event=event)
    return visit.to(*to, event=event)


def told_of_deed(visit: Visit, event: int | None) -> Notice | None:
    """Return that a deed was recorded as *event*, if it was, and the reader told it."""
    if event is None:
        return None
    for deed in reversed(visit.reader.register.state.deeds):
        if deed.seq == event and deed.actor.person == visit.caller.person:
            says = visit.reader.says
            return Notice("permit", says("told.done"), (says("told.event", event=event),))
    return None
