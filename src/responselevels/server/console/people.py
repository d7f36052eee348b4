"""The addresses of people: accounts are listed, made, changed and shut by who keeps them; everybody has their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import cast

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import Response

from responselevels.errors import InputError, NotServed, Place, Problem, ResponseLevelsError
from responselevels.server.callers import Right
from responselevels.server.console.acting import text_of
from responselevels.server.console.frame.visiting import Notice, Sent, Visit, Visiting, lines_of
from responselevels.server.console.views.people import account_values, people_values
from responselevels.server.http.problems import status_of
from responselevels.server.people.account import AccountPlan
from responselevels.server.people.accounts import RegisterAccounts
from responselevels.server.people.tokens import TokenPlan


def people_pages(router: APIRouter) -> None:
    """Add these pages to *router*."""
    router.get("/people")(people)
    router.post("/people")(add)
    router.get("/people/{name}")(account)
    router.post("/people/{name}")(change)


def people(visit: Visiting) -> Response:
    """Show the accounts, and the keys."""
    return visit.page("people.html", people_values(visit.reader, _of(visit)), current="people")


def add(visit: Visiting, form: Sent) -> Response:
    """Make an account."""
    plan = _plan(form, text_of(form, "id"))
    try:
        made = _of(visit).add(plan, _password(form), by=visit.caller)
    except ResponseLevelsError as error:
        values = people_values(visit.reader, _of(visit), plan)
        return _refused(visit, "people.html", values, error)
    return visit.to("people", made.id)


def account(visit: Visiting, name: str) -> Response:
    """Show an account."""
    values = account_values(visit.reader, _of(visit), name)
    return visit.page("account.html", values, current="people")


def change(visit: Visiting, name: str, form: Sent) -> Response:
    """Do with an account what is asked.

    Raises:
        NotServed: nothing that there is was asked for.
    """
    accounts, asked = _of(visit), text_of(form, "do")
    act = _ACTS.get(asked)
    if act is None:
        raise NotServed("page")
    try:
        made = act(visit, name, form)
    except ResponseLevelsError as error:
        plan = _plan(form, name) if asked == "change" else None
        values = account_values(visit.reader, accounts, name, plan)
        return _refused(visit, "account.html", values, error)
    if asked == "token":
        values = account_values(visit.reader, accounts, name, made=str(made))
        return visit.page("account.html", values, current="people")
    return visit.to("people", name)


def _changed(visit: Visit, name: str, form: FormData) -> object:
    return _of(visit).change(_plan(form, name), by=visit.caller)


def _password_set(visit: Visit, name: str, form: FormData) -> object:
    """Set a password; one's own only to who knows the one of now.

    Raises:
        InputError: the two that were typed differ.
    """
    new = _password(form) or ""
    if new != (_password(form, "again") or ""):
        raise InputError([Problem(Place(path=("again",)), "password.again")])
    if name != visit.caller.account:
        return _of(visit).set_password(name, new, by=visit.caller)
    client = visit.request.client
    place = "" if client is None else client.host
    old = _password(form, "old") or ""
    _of(visit).change_own_password(visit.caller, old, new, place)
    return None


def _token_made(visit: Visit, name: str, form: FormData) -> str:
    """Make a token and return it, to be told once.

    Raises:
        InputError, Forbidden: it cannot be, or not so much.
    """
    days = text_of(form, "days")
    known = {right.value for right in Right}
    rights = [one for one in form.getlist("token_rights") if isinstance(one, str) and one in known]
    bodies = [one for one in form.getlist("token_bodies") if isinstance(one, str)]
    count = int(days) if days.isascii() and days.isdigit() and len(days) < 6 else 0
    plan = TokenPlan(
        account=name,
        title=text_of(form, "token_title"),
        rights=frozenset({Right.READ, *(Right(one) for one in rights)}),
        bodies=frozenset(bodies),
        lasts=timedelta(days=count),
    )
    return _of(visit).issue_token(plan, by=visit.caller)


def _session_ended(visit: Visit, name: str, form: FormData) -> object:
    _of(visit).end_session(name, text_of(form, "session"), by=visit.caller)
    return None


_ACTS: Mapping[str, Callable[[Visit, str, FormData], object]] = {
    "change": _changed,
    "password": _password_set,
    "token": _token_made,
    "end_session": _session_ended,
    "disable": lambda visit, name, _form: _of(visit).disable(name, by=visit.caller),
    "enable": lambda visit, name, _form: _of(visit).enable(name, by=visit.caller),
    "end_sessions": lambda visit, name, _form: _of(visit).end_sessions(name, by=visit.caller),
    "revoke": lambda visit, _name, form: _of(visit).revoke_token(
        text_of(form, "token"), by=visit.caller
    ),
}


def _of(visit: Visit) -> RegisterAccounts:
    return cast("RegisterAccounts", visit.served.accounts)


def _refused(
    visit: Visit, template: str, values: dict[str, object], error: ResponseLevelsError
) -> Response:
    notice = Notice("deny", visit.reader.says("refused.title"), lines_of(error, visit.reader.lang))
    return visit.page(template, values, current="people", status=status_of(error), notice=notice)


def _password(form: FormData, field: str = "password") -> str | None:
    """Return a password as it was typed, blanks included; None where there is none."""
    value = form.get(field)
    return value if isinstance(value, str) and value else None


def _plan(form: FormData, name: str) -> AccountPlan:
    """Return what a form plans an account to be; areas stand one in a line, none of them is all."""
    areas = [one.strip() for one in text_of(form, "areas").splitlines() if one.strip()]
    known = {right.value for right in Right}
    given = [value for value in form.getlist("rights") if isinstance(value, str)]
    return AccountPlan(
        id=name,
        person=text_of(form, "person"),
        title=text_of(form, "title"),
        bodies=frozenset(one for one in form.getlist("bodies") if isinstance(one, str)),
        areas=frozenset(areas) if areas else None,
        rights=frozenset(Right(value) for value in given if value in known),
        oidc=text_of(form, "oidc") or None,
    )
