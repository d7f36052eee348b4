"""The forms of proposals: decided as they are filled, handed in where that is asked, amended, and told why not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.datastructures import FormData
from starlette.responses import Response

from responselevels.core.deciding.case import AnyProposal
from responselevels.errors import Forbidden, InputError, MovedOn, ResponseLevelsError
from responselevels.models.orders import Assessment
from responselevels.models.proposals import IssueProposal
from responselevels.server import acts
from responselevels.server.acting import Terms
from responselevels.server.acts import Done
from responselevels.server.console.acting import (
    key_of,
    proposal_page,
    since_in,
    terms_of,
    text_of,
)
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.frame.visiting import Notice, Visit, lines_of
from responselevels.server.console.views.drafts import Draft, draft_of
from responselevels.server.console.views.filling.entries import Entries, proposal_of
from responselevels.server.console.views.filling.remedies import applied
from responselevels.server.console.views.filling.reproposing import entries_of
from responselevels.server.console.views.filling.stated import Stated, blank_stated
from responselevels.server.console.views.order import change_values
from responselevels.server.console.views.proposal import proposal_values, steps_shown
from responselevels.server.console.views.propose import (
    areas_named,
    areas_of_tier,
    blank_issue,
    issue_values,
    suggested_for,
)
from responselevels.server.http.problems import status_of
from responselevels.server.marks import mark_of_order


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a form: its fields, an assessment beside them, and what was searched for.

    *of* is the proposal that it amends, "" where it makes a new one; *seen* the mark of what its
    reader saw of it, *last* the number of the last event that they saw. *suggested* is the id that was
    filled in for them, "" where they typed their own.
    """

    entries: Entries
    stated: Stated
    find: str = ""
    of: str = ""
    seen: str = ""
    last: int | None = None
    suggested: str = ""


def filled(visit: Visit, form: FormData, *, of: str = "") -> Filled:
    """Return what a form brings, with what its buttons change of it."""
    reader, asked = visit.reader, text_of(form, "do")
    entries = Entries.of(form)
    named = areas_named(reader, (entries["area"],) if entries["area"] else ())
    entries = entries.with_({"area": named[0]} if named else {}, areas_named(reader, entries.scope))
    remedy = text_of(form, "remedy")
    if remedy:
        entries = applied(entries, remedy)
    kind, _, tier = asked.partition(":")
    ticked = areas_of_tier(reader, entries["area"], tier) if kind == "tier" else None
    if ticked is not None:
        entries = entries.with_({}, ticked)
    offered = text_of(form, "suggested")
    own = bool(of) or not offered or entries["id"] != offered
    if not own and asked != "propose":
        entries = entries.with_({"id": suggested_for(reader, entries["area"])})
    return Filled(
        entries.with_({"id": of}) if of else entries,
        Stated(form, reader.scheme.rules.facts),
        find=text_of(form, "find") if asked == "find" else "",
        of=of,
        seen=text_of(form, "seen"),
        last=since_in(form),
        suggested="" if own else entries["id"],
    )


def proposal_in(visit: Visit, entries: Entries) -> AnyProposal:
    """Return the proposal that a form says.

    Raises:
        InputError: it says none.
    """
    reader = visit.reader
    return proposal_of(entries, reader.zone, drill=reader.drill, person=visit.caller.person)


# -- to issue ------------------------------------------------------------------------------------


def blank_form(visit: Visit, area: str) -> Response:
    """Return the page with the form to issue, with what can be guessed filled in."""
    reader = visit.reader
    entries = blank_issue(reader, area)
    return _issue(visit, Filled(entries, blank_stated(reader), suggested=entries["id"]), None)


def issue_form(visit: Visit, form: FormData) -> Response:
    """Decide what a form says; hand it in where that is asked."""
    brought = filled(visit, form)
    if text_of(form, "do") != "propose":
        return _issue(visit, brought, draft_of(visit.reader, brought.entries, brought.stated))
    try:
        return _handed_in(visit, form, brought)
    except ResponseLevelsError as error:
        return _refused(visit, brought, error)


def _handed_in(visit: Visit, form: FormData, brought: Filled) -> Response:
    """Record a new proposal, and the assessment that stands beside it; lead to its page.

    Raises:
        ResponseLevelsError: the proposal was not recorded, and so nothing was.
    """
    proposal = proposal_in(visit, brought.entries)
    if brought.stated.by:
        brought.stated.at(
            visit.reader.at
        )  # what cannot be read is told before anything is recorded
    terms = Terms(key=key_of(form))
    done = acts.propose(visit.served, visit.caller, proposal, terms=terms)
    if not brought.stated.by or proposal.action == "ratify":
        return visit.to("proposals", done.name, event=done.event)
    return _assessed(visit, done, brought.stated, terms.key)


def _assessed(visit: Visit, done: Done, stated: Stated, key: str | None) -> Response:
    """Record an assessment of a proposal that was just recorded: an act of its own, that may be refused."""
    terms = Terms(key=None if key is None else f"{key}-assess", seen=(done.mark,))
    try:
        last = acts.assess(visit.served, visit.caller, done.name, stated.at, terms=terms)
    except ResponseLevelsError as error:
        says = visit.reader.says
        lines = (says("assess.refused"), *lines_of(error, visit.reader.lang))
        notice = Notice("pending", says("told.proposed", event=done.event), lines)
        return proposal_page(visit, done.name, notice=notice, status=status_of(error))
    return visit.to("proposals", done.name, event=last.event)


def _refused(visit: Visit, brought: Filled, error: ResponseLevelsError) -> Response:
    draft = draft_of(visit.reader, brought.entries, brought.stated, _recorded(visit, brought.of))
    told = isinstance(error, InputError) and bool(draft.problems)
    lines = () if told else lines_of(error, visit.reader.lang)
    notice = Notice("deny", visit.reader.says("refused.title"), lines)
    return _issue(visit, brought, draft, notice=notice, status=status_of(error))


def _issue(
    visit: Visit,
    brought: Filled,
    draft: Draft | None,
    *,
    notice: Notice | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    moved: dict[str, object] | None = None,
) -> Response:
    """Return the page with the form, with what is decided of it so far, or what stood in the way."""
    reader, of = visit.reader, brought.of
    action, order = brought.entries["action"] or "issue", brought.entries["order"]
    if of and action != "issue":
        own = (brought.entries, draft)
        values = change_values(reader, order, action, own, stated=brought.stated)
        values |= _amendment(reader, brought) | {"moved": moved}
        return visit.page("change.html", values, status=status, notice=notice)
    values = issue_values(reader, brought.entries, draft, find=brought.find, stated=brought.stated)
    values |= _amendment(reader, brought) | {"moved": moved}
    values["suggested"] = brought.suggested
    if not of:
        values["action"] = reader.link("propose")
    return visit.page("propose.html", values, current="propose", status=status, notice=notice)


def _amendment(reader: Reader, brought: Filled) -> dict[str, object]:
    """Return what a form carries that amends a proposal."""
    target = reader.link("proposals", brought.of, "amend")
    return {"of": brought.of, "seen": brought.seen, "last": brought.last, "action": target}


# -- to amend ------------------------------------------------------------------------------------


def blank_amendment(visit: Visit, name: str, remedy: str = "") -> Response:
    """Return the page with the form that says what a proposal says, perhaps with a remedy applied.

    Raises:
        NotServed: there is no such proposal that may be read.
        Forbidden: part of it is about areas that they do not read.
    """
    reader = visit.reader
    content = _whole(reader, name)
    values = proposal_values(reader, name)
    entries = entries_of(reader, content)
    if remedy:
        entries = applied(entries, remedy)
    brought = Filled(
        entries, blank_stated(reader), of=name, seen=str(values["mark"]), last=_last(visit, name)
    )
    return _amending(visit, brought)


def _whole(reader: Reader, name: str) -> AnyProposal:
    """Return what a proposal says, to somebody who may read all of it."""
    reading = reader.reading
    content = reading.proposal(name).content
    if not reading.sight.holds(content):
        raise Forbidden("acts.part", {"proposal": name})
    return content


def _amending(visit: Visit, brought: Filled) -> Response:
    recorded = _recorded(visit, brought.of)
    draft = draft_of(visit.reader, brought.entries, brought.stated, recorded)
    return _issue(visit, brought, draft)


def _recorded(visit: Visit, name: str) -> Assessment | None:
    """Return the assessment that was recorded of a proposal: amending leaves it as it is."""
    return visit.reader.reading.proposal(name).assessment if name else None


def _last(visit: Visit, name: str) -> int:
    return visit.reader.reading.proposal(name).events[-1].seq


def amendment_form(visit: Visit, name: str, form: FormData) -> Response:
    """Decide what a form says; amend the proposal where that is asked.

    Raises:
        NotServed: there is no such proposal that may be read.
    """
    brought, content = filled(visit, form, of=name), _whole(visit.reader, name)
    if not isinstance(content, IssueProposal):
        fixed = {"action": content.action, "order": content.order}
        brought = replace(brought, entries=brought.entries.with_(fixed))
    if text_of(form, "do") != "amend":
        return _amending(visit, brought)
    try:
        return _amended(visit, form, brought)
    except MovedOn as error:
        return _moved(visit, brought, error)
    except ResponseLevelsError as error:
        return _refused(visit, brought, error)


def _amended(visit: Visit, form: FormData, brought: Filled) -> Response:
    """Record that a proposal reads otherwise, and the assessment that stands beside it.

    Raises:
        ResponseLevelsError: the amendment was not recorded, and so nothing was.
    """
    proposal, terms = proposal_in(visit, brought.entries), terms_of(form)
    if brought.stated.by:
        brought.stated.at(visit.reader.at)
    done = acts.amend(visit.served, visit.caller, brought.of, proposal, terms=terms)
    if brought.stated.by:
        return _assessed(visit, done, brought.stated, terms.key)
    return visit.to("proposals", brought.of, event=done.event)


def _moved(visit: Visit, brought: Filled, error: MovedOn) -> Response:
    """Return the form as it was filled, with what is new: whoever sends it again has seen that."""
    reader, says, name = visit.reader, visit.reader.says, brought.of
    values = proposal_values(reader, name, since=brought.last)
    fresh = [step for step in _steps(values) if getattr(step, "new", False)]
    moved = {"steps": fresh, "facts": values["facts"], "was": values["was"]}
    notice = Notice("pending", says("moved.title"), (says("moved.amend"),))
    again = replace(brought, seen=str(values["mark"]), last=_last(visit, name))
    draft = draft_of(reader, again.entries, again.stated, _recorded(visit, name))
    return _issue(visit, again, draft, notice=notice, status=status_of(error), moved=moved)


def _steps(values: dict[str, object]) -> tuple[object, ...]:
    steps = values["steps"]
    return steps if isinstance(steps, tuple) else ()


# -- to end, or to ratify --------------------------------------------------------------------------


def change_form(visit: Visit, name: str, action: str, form: FormData) -> Response:
    """Decide what a form to end or ratify an order says; hand it in where that is asked.

    Raises:
        NotServed: there is no such order that may be read.
    """
    brought = filled(visit, form)
    brought = replace(brought, entries=brought.entries.with_({"action": action, "order": name}))
    visit.reader.reading.order(name)
    if text_of(form, "do") != "propose":
        return _change(visit, name, brought, None)
    try:
        _check_unmoved(visit, name, brought.seen)
        return _handed_in(visit, form, brought)
    except ResponseLevelsError as error:
        return _change(visit, name, brought, error)


def _check_unmoved(visit: Visit, name: str, seen: str) -> None:
    """Let pass who saw an order as it stands.

    Raises:
        MovedOn: it was ended or ratified since.
    """
    if seen and seen != mark_of_order(visit.reader.register.state, name):
        raise MovedOn("moved_on", {"name": name})


def _change(
    visit: Visit, name: str, brought: Filled, error: ResponseLevelsError | None
) -> Response:
    reader = visit.reader
    draft = draft_of(reader, brought.entries, brought.stated)
    action = brought.entries["action"]
    values = change_values(reader, name, action, (brought.entries, draft), stated=brought.stated)
    if brought.seen and not isinstance(error, MovedOn):
        values |= {"seen": brought.seen, "last": brought.last}
    if error is None:
        return visit.page("change.html", values)
    notice = Notice("deny", reader.says("refused.title"), lines_of(error, reader.lang))
    if isinstance(error, MovedOn):
        notice = Notice("pending", reader.says("moved.title"), (reader.says("moved.order"),))
        steps = steps_shown(reader, reader.reading.life(name), brought.last)
        fresh = [step for step in steps if step.new]
        values["moved"] = {"steps": fresh, "facts": (), "was": {}}
    return visit.page("change.html", values, status=status_of(error), notice=notice)
