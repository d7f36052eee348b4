"""The addresses of the console: one function a page, for orders in force and, apart from them, for drills."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from responselevels.errors import NotServed
from responselevels.server.console import forms
from responselevels.server.console.acting import act_on_proposal, proposal_page, told
from responselevels.server.console.deeds import order_page, tell_of_order, told_of_deed
from responselevels.server.console.door import login
from responselevels.server.console.frame.sharing import shared
from responselevels.server.console.frame.visiting import DRILLS, PageRoute, Sent, Visiting
from responselevels.server.console.looking import looking_up
from responselevels.server.console.people import people_pages
from responselevels.server.console.printing import sheet_pdf
from responselevels.server.console.views.now import now_values
from responselevels.server.console.views.order import change_values
from responselevels.server.console.views.proposal import proposal_values

_Word = Annotated[str, Query(max_length=200)]
_Count = Annotated[int, Query(ge=0, le=10**7)]
_Event = Annotated[int | None, Query(ge=0, le=10**12)]
_Remedy = Annotated[str, Query(max_length=20_000)]


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
    get("/")(shared(now))
    get("/propose")(propose_blank)
    post("/propose")(propose_sent)
    get("/proposals/{name:path}/sheet")(shared(sheet))
    get("/proposals/{name:path}/sheet.pdf")(sheet_pdf)
    get("/proposals/{name:path}/amend")(amend_blank)
    post("/proposals/{name:path}/amend")(amend_sent)
    get("/proposals/{name:path}")(shared(proposal))
    post("/proposals/{name:path}")(proposal_sent)
    for action in ("end", "ratify"):
        get(f"/orders/{{name:path}}/{action}")(change_blank)
        post(f"/orders/{{name:path}}/{action}")(change_sent)
    get("/orders/{name:path}")(shared(order))
    post("/orders/{name:path}")(order_sent)
    looking_up(router)
    people_pages(router)
    return router


def bare(request: Request) -> Response:
    """Lead to the address with a slash at its end."""
    return RedirectResponse(f"{request.url.path}/", HTTPStatus.PERMANENT_REDIRECT)


# -- now ---------------------------------------------------------------------------------------


def now(
    visit: Visiting, *, q: _Word = "", area: _Word = "", begin: _Count = 0, event: _Event = None
) -> Response:
    """Show *Now*; with *area* what lies beneath it, with *q* the areas that are found."""
    try:
        values = now_values(visit.reader, focus=area or None, begin=begin, asked=q)
    except LookupError:
        raise NotServed("area", {"area": area}) from None
    return visit.page("now.html", values, current="now", notice=told_of_deed(visit, event))


# -- propose -----------------------------------------------------------------------------------


def propose_blank(visit: Visiting, area: _Word = "") -> Response:
    """Show the form to propose an order."""
    return forms.blank_form(visit, area)


def propose_sent(visit: Visiting, form: Sent) -> Response:
    """Decide what the form says; hand it in where that is asked."""
    return forms.issue_form(visit, form)


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


def amend_blank(visit: Visiting, name: str, remedy: _Remedy = "") -> Response:
    """Show the form with what a proposal says, with a remedy applied where one is asked for."""
    return forms.blank_amendment(visit, name, remedy)


def amend_sent(visit: Visiting, name: str, form: Sent) -> Response:
    """Decide what the form says; amend the proposal where that is asked."""
    return forms.amendment_form(visit, name, form)


# -- orders ------------------------------------------------------------------------------------


def order(visit: Visiting, name: str, event: _Event = None) -> Response:
    """Show an order."""
    notice = told_of_deed(visit, event) or told(visit, name, event)
    return order_page(visit, name, notice=notice)


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
    return forms.change_form(visit, name, action, form)
