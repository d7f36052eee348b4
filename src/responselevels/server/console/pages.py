"""The addresses of the console: one function a page, for orders in force and, apart from them, for drills."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from responselevels.core.deciding.case import AnyProposal
from responselevels.errors import InputError, NotServed, ResponseLevelsError
from responselevels.server import acts
from responselevels.server.acting import Terms
from responselevels.server.console.acting import (
    act_on_proposal,
    key_of,
    order_page,
    proposal_page,
    tell_of_order,
    terms_of,
    text_of,
    told,
)
from responselevels.server.console.door import login
from responselevels.server.console.frame.visiting import (
    DRILLS,
    Notice,
    PageRoute,
    Sent,
    Visit,
    Visiting,
    lines_of,
)
from responselevels.server.console.looking import looking_up
from responselevels.server.console.people import people_pages
from responselevels.server.console.views.entries import Entries, proposal_of
from responselevels.server.console.views.now import now_values
from responselevels.server.console.views.order import change_values
from responselevels.server.console.views.proposal import proposal_values
from responselevels.server.console.views.propose import (
    applied,
    areas_named,
    blank_issue,
    draft_of,
    issue_values,
)
from responselevels.server.console.views.reproposing import entries_of
from responselevels.server.http.problems import status_of

_Word = Annotated[str, Query(max_length=200)]
_Count = Annotated[int, Query(ge=0, le=10**7)]
_Event = Annotated[int | None, Query(ge=0, le=10**12)]


def console_router() -> APIRouter:
    """Return the pages of the console, and beneath ``drill`` the same of drills."""
    router = APIRouter(include_in_schema=False)
    for prefix in (DRILLS, "/r/{slug}"):
        router.include_router(_pages(), prefix=prefix)
    rest = APIRouter(route_class=PageRoute, include_in_schema=False)
    rest.get("/r/{slug}/login")(login)
    rest.get("/r/{slug}/{rest:path}")(nowhere)
    router.include_router(rest)
    return router


def nowhere(rest: str) -> Response:
    """Say that there is no such page; programs are told in their own way.

    Raises:
        NotServed: always, to people.
        HTTPException: always, to programs.
    """
    if rest == "api" or rest.startswith("api/"):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    raise NotServed("page")


def _pages() -> APIRouter:
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    get, post = router.get, router.post
    get("")(bare)
    get("/")(now)
    get("/propose")(propose_blank)
    post("/propose")(propose_sent)
    get("/proposals/{name:path}/sheet")(sheet)
    get("/proposals/{name:path}/amend")(amend_blank)
    post("/proposals/{name:path}/amend")(amend_sent)
    get("/proposals/{name:path}")(proposal)
    post("/proposals/{name:path}")(proposal_sent)
    for action in ("end", "ratify"):
        get(f"/orders/{{name:path}}/{action}")(change_blank)
        post(f"/orders/{{name:path}}/{action}")(change_sent)
    get("/orders/{name:path}")(order)
    post("/orders/{name:path}")(order_sent)
    looking_up(router)
    people_pages(router)
    return router


def bare(request: Request) -> Response:
    """Lead to the address with a slash at its end."""
    return RedirectResponse(f"{request.url.path}/", HTTPStatus.PERMANENT_REDIRECT)


# -- now ---------------------------------------------------------------------------------------


def now(visit: Visiting, q: _Word = "", area: _Word = "", begin: _Count = 0) -> Response:
    """Show *Now*; with *area* what lies beneath it, with *q* the areas that are found."""
    try:
        values = now_values(visit.reader, focus=area or None, begin=begin, asked=q)
    except LookupError:
        raise NotServed("area", {"area": area}) from None
    return visit.page("now.html", values, current="now")


# -- propose -----------------------------------------------------------------------------------


def propose_blank(visit: Visiting, area: _Word = "") -> Response:
    """Show the form to propose an order."""
    entries = blank_issue(visit.reader, area)
    return _form(visit, entries)


def propose_sent(visit: Visiting, form: Sent) -> Response:
    """Decide what the form says; hand it in where that is asked."""
    entries, asked = _entries(visit, form), text_of(form, "do")
    if asked == "propose":
        terms = Terms(key=key_of(form))
        try:
            done = acts.propose(visit.served, visit.caller, _proposal(visit, entries), terms=terms)
        except ResponseLevelsError as error:
            return _form(visit, entries, error=error)
        return visit.to("proposals", done.name, event=done.event)
    return _form(
        visit, entries, find=text_of(form, "find") if asked == "find" else "", decided=True
    )


def _entries(visit: Visit, form: Sent) -> Entries:
    entries = Entries.of(form)
    named = areas_named(visit.reader, (entries["area"],) if entries["area"] else ())
    entries = entries.with_(
        {"area": named[0]} if named else {}, areas_named(visit.reader, entries.scope)
    )
    remedy = text_of(form, "remedy")
    return applied(entries, remedy) if remedy else entries


def _proposal(visit: Visit, entries: Entries) -> AnyProposal:
    """Return the proposal that a form says.

    Raises:
        InputError: it says none.
    """
    reader = visit.reader
    return proposal_of(entries, reader.zone, drill=reader.drill, person=visit.caller.person)


def _form(
    visit: Visit,
    entries: Entries,
    *,
    of: str = "",
    seen: str = "",
    find: str = "",
    decided: bool = False,
    error: ResponseLevelsError | None = None,
) -> Response:
    """Return the page with the form, with what is decided of it so far, or what stood in the way."""
    reader = visit.reader
    draft = draft_of(reader, entries) if decided or error is not None else None
    values = issue_values(reader, entries, draft, find)
    target = reader.link("proposals", of, "amend") if of else reader.link("propose")
    values |= {"of": of, "seen": seen, "action": target}
    status, notice = HTTPStatus.OK, None
    if error is not None:
        status = status_of(error)
        lines = (
            ()
            if isinstance(error, InputError) and draft and draft.problems
            else lines_of(error, reader.lang)
        )
        notice = Notice("deny", reader.says("refused.title"), lines)
    return visit.page("propose.html", values, current="propose", status=status, notice=notice)


# -- proposals ---------------------------------------------------------------------------------


def proposal(visit: Visiting, name: str, event: _Event = None) -> Response:
    """Show a proposal."""
    return proposal_page(visit, name, notice=told(visit, name, event))


def proposal_sent(visit: Visiting, name: str, form: Sent) -> Response:
    """Do what is asked of a proposal."""
    return act_on_proposal(visit, name, form)


def sheet(visit: Visiting, name: str) -> Response:
    """Show the sheet of a proposal, to be printed."""
    return visit.page("sheet.html", proposal_values(visit.reader, name))


def amend_blank(visit: Visiting, name: str) -> Response:
    """Show the form with what a proposal says."""
    dossier = visit.reader.reading.proposal(name)
    values = proposal_values(visit.reader, name)
    entries = entries_of(visit.reader, dossier.content)
    return _form(visit, entries, of=name, seen=str(values["mark"]), decided=True)


def amend_sent(visit: Visiting, name: str, form: Sent) -> Response:
    """Decide what the form says; amend the proposal where that is asked."""
    entries, asked = _entries(visit, form), text_of(form, "do")
    entries = entries.with_({"id": name})
    seen = text_of(form, "seen")
    if asked == "amend":
        try:
            done = acts.amend(
                visit.served, visit.caller, name, _proposal(visit, entries), terms=terms_of(form)
            )
        except ResponseLevelsError as error:
            return _form(visit, entries, of=name, seen=seen, error=error)
        return visit.to("proposals", name, event=done.event)
    find = text_of(form, "find") if asked == "find" else ""
    return _form(visit, entries, of=name, seen=seen, find=find, decided=True)


# -- orders ------------------------------------------------------------------------------------


def order(visit: Visiting, name: str, event: _Event = None) -> Response:
    """Show an order."""
    return order_page(visit, name, notice=told(visit, name, event))


def order_sent(visit: Visiting, name: str, form: Sent) -> Response:
    """Record that something due of an order was done."""
    return tell_of_order(visit, name, form)


def change_blank(visit: Visiting, name: str) -> Response:
    """Show the form to end or ratify an order."""
    action = visit.request.url.path.rpartition("/")[2]
    values = change_values(visit.reader, name, action)
    return visit.page("change.html", values)


def change_sent(visit: Visiting, name: str, form: Sent) -> Response:
    """Decide what the form says; hand it in where that is asked."""
    action = visit.request.url.path.rpartition("/")[2]
    entries = _entries(visit, form).with_({"action": action, "order": name})
    visit.reader.reading.order(name)
    if text_of(form, "do") == "propose":
        terms = Terms(key=key_of(form))
        try:
            done = acts.propose(visit.served, visit.caller, _proposal(visit, entries), terms=terms)
        except ResponseLevelsError as error:
            return _change(visit, name, entries, error)
        return visit.to("proposals", done.name, event=done.event)
    return _change(visit, name, entries, None)


def _change(
    visit: Visit, name: str, entries: Entries, error: ResponseLevelsError | None
) -> Response:
    draft = draft_of(visit.reader, entries)
    values = change_values(visit.reader, name, entries["action"], (entries, draft))
    if error is None:
        return visit.page("change.html", values)
    notice = Notice("deny", visit.reader.says("refused.title"), lines_of(error, visit.reader.lang))
    return visit.page("change.html", values, status=status_of(error), notice=notice)
