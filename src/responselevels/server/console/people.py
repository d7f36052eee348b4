"""The addresses of people: accounts are listed, made, changed and shut by who keeps them; everybody has their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import Response

from responselevels.errors import NotServed, ResponseLevelsError
from responselevels.server.callers import Caller, Right
from responselevels.server.console.acting import text_of
from responselevels.server.console.frame.visiting import Notice, Sent, Visit, Visiting, lines_of
from responselevels.server.console.views.people import account_values, people_values
from responselevels.server.http.problems import status_of
from responselevels.server.people.account import AccountPlan
from responselevels.server.people.accounts import RegisterAccounts


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
        act(accounts, name, form, visit.caller)
    except ResponseLevelsError as error:
        plan = _plan(form, name) if asked == "change" else None
        values = account_values(visit.reader, accounts, name, plan)
        return _refused(visit, "account.html", values, error)
    return visit.to("people", name)


_ACTS: Mapping[str, Callable[[RegisterAccounts, str, FormData, Caller], object]] = {
    "change": lambda accounts, name, form, by: accounts.change(_plan(form, name), by=by),
    "password": lambda accounts, name, form, by: accounts.set_password(
        name, _password(form) or "", by=by
    ),
    "disable": lambda accounts, name, _form, by: accounts.disable(name, by=by),
    "enable": lambda accounts, name, _form, by: accounts.enable(name, by=by),
    "end_sessions": lambda accounts, name, _form, by: accounts.end_sessions(name, by=by),
    "revoke": lambda accounts, _name, form, by: accounts.revoke_token(
        text_of(form, "token"), by=by
    ),
}


def _of(visit: Visit) -> RegisterAccounts:
    return cast("RegisterAccounts", visit.served.accounts)


def _refused(
    visit: Visit, template: str, values: dict[str, object], error: ResponseLevelsError
) -> Response:
    notice = Notice("deny", visit.reader.says("refused.title"), lines_of(error, visit.reader.lang))
    return visit.page(template, values, current="people", status=status_of(error), notice=notice)


def _password(form: FormData) -> str | None:
    """Return the password as it was typed, blanks included; None where there is none."""
    value = form.get("password")
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
