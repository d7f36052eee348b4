"""*Propose*: a form that decides as it is filled; nothing is recorded before it is handed in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from responselevels.errors import InputError
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.server.callers import Right
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.frame.severity import shade_of
from responselevels.server.console.views.entries import LOCAL, Entries, proposal_of
from responselevels.server.console.views.judged import (
    DecisionShown,
    FindingShown,
    decision_shown,
    problems_shown,
)
from responselevels.server.console.views.tree import BUDGET, Branch, search, tree_of
from responselevels.text.catalogue import LANGUAGES, Named

SELECT = 150
"""The number of areas that are offered in a list; where there are more, the id is typed."""

BESIDE = (
    "id",
    "area",
    "issuer",
    "level",
    "scope",
    "period",
    "start",
    "end",
    "at",
    "expected_end",
    "reason",
    "transition",
    "track",
    "order",
)
"""The fields that findings can stand beside."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen: its id, its title, a colour, and whether it is for this person."""

    id: str
    title: str
    shade: int | None = None
    mine: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form says so far: a decision, or what cannot be read of it, or which fields are empty."""

    shown: DecisionShown | None = None
    problems: tuple[FindingShown, ...] = ()
    missing: tuple[str, ...] = ()

    def beside(self, field: str) -> list[FindingShown]:
        """Return what is to be said beside a field."""
        told = [one for one in self.problems if one.field == field]
        return told + ([] if self.shown is None else self.shown.beside(field))

    @property
    def rest(self) -> list[FindingShown]:
        """What is to be said of the whole."""
        told = [one for one in self.problems if one.field not in BESIDE]
        return told + ([] if self.shown is None else self.shown.rest(BESIDE))


def draft_of(reader: Reader, entries: Entries) -> Draft:
    """Decide what a form says so far, by what is known now; record nothing."""
    missing = tuple(entries.missing())
    if missing:
        return Draft(missing=missing, problems=tuple(_unreadable(reader, entries, missing)))
    try:
        proposal = proposal_of(
            entries, reader.zone, drill=reader.drill, person=reader.caller.person
        )
        decision = reader.reading.judge(proposal)
    except InputError as error:
        return Draft(problems=tuple(problems_shown(reader, error)))
    return Draft(shown=decision_shown(reader, decision))


def _unreadable(
    reader: Reader, entries: Entries, missing: tuple[str, ...]
) -> Iterator[FindingShown]:
    """Yield what is wrong with the fields that are filled in, where others are empty still."""
    try:
        proposal_of(entries, reader.zone, drill=reader.drill)
    except InputError as error:
        quiet = {*missing, "period"} if "start" in missing else set(missing)
        yield from (one for one in problems_shown(reader, error) if one.field not in quiet)


def applied(entries: Entries, remedy: str) -> Entries:
    """Return *entries* as a remedy would have them; the same where it is none of ours."""
    try:
        change = json.loads(remedy)
    except ValueError:
        return entries
    if not isinstance(change, dict):
        return entries
    texts = {
        name: value
        for name, value in change.items()
        if name in {"level", "start", "end", "at"} and isinstance(value, str)
    }
    scope = change.get("scope")
    if not (isinstance(scope, list) and all(isinstance(one, str) for one in scope)):
        scope = None
    return entries.with_(texts, scope)


# -- what can be chosen -----------------------------------------------------------------------


def blank_issue(reader: Reader, area: str = "") -> Entries:
    """Return a form to issue with what can be guessed filled in."""
    issuers = [one.id for one in issuers_of(reader) if one.mine]
    areas = issuing_areas(reader)
    chosen = area if area in reader.scheme.tree.numbers else areas[0].id if len(areas) == 1 else ""
    tracks = tuple(reader.scheme.tracks)
    texts = {
        "action": "issue",
        "id": suggested_id(
            reader.register, chosen or reader.caller.person, reader.typed(reader.at)
        ),
        "area": chosen,
        "issuer": issuers[0] if issuers else "",
        "track": tracks[0] if len(tracks) == 1 else "",
    }
    return Entries({name: text for name, text in texts.items() if text})


def suggested_id(register: RegisterSnapshot, about: str, day: str) -> str:
    """Return an id that no proposal and no order has yet."""
    stem, number = f"{about}-{day[:10].replace('-', '')}", 1
    state = register.state
    while f"{stem}-{number}" in state.dossiers or f"{stem}-{number}" in state.orders:
        number += 1
    return f"{stem}-{number}"


def issuing_areas(reader: Reader) -> list[Choice]:
    """Return the areas that orders are issued for by some rule, as far as they may be read; the first few."""
    scheme, found = reader.scheme, list[Choice]()
    tiers = {scheme.tiers[rule.tier] for rule in scheme.rules.transitions}
    for number, tier in enumerate(scheme.tree.tiers):
        name = scheme.tree.ids[number]
        if tier in tiers and reader.sees(name):
            found.append(Choice(name, reader.title("area", name)))
            if len(found) > SELECT:
                break
    return found


def issuers_of(reader: Reader, *, ending: bool = False) -> list[Choice]:
    """Return the bodies that issue, or end, by some rule: first those that the person acts for."""
    rules = reader.scheme.rules
    named = [one for rule in rules.transitions for one in rule.issuers]
    if ending:
        named += [one for rule in rules.endings for one in rule.issuers]
    choices = [
        Choice(name, reader.title("body", name), mine=reader.caller.may_act_for(name))
        for name in dict.fromkeys(named)
    ]
    return sorted(choices, key=lambda one: not one.mine)


def levels_led_to(reader: Reader) -> list[Choice]:
    """Return the levels that some rule leads to, the mildest first."""
    led = {level for rule in reader.scheme.rules.transitions for level in rule.to}
    return [
        Choice(level, reader.title("level", level), shade_of(reader.scheme, level))
        for level in reader.scheme.levels
        if level in led
    ]


def issue_values(
    reader: Reader, entries: Entries, draft: Draft | None, find: str = ""
) -> dict[str, object]:
    """Return what the form to issue shows."""
    rules, title = reader.scheme.rules, reader.title
    areas = issuing_areas(reader)
    transitions = [rule.id for rule in rules.transitions]
    return {
        "entries": entries,
        "draft": draft,
        "areas": areas if len(areas) <= SELECT else [],
        "issuers": issuers_of(reader),
        "levels": levels_led_to(reader),
        "tracks": [Choice(one.id, title("track", one.id)) for one in rules.tracks],
        "transitions": transitions if any(rule.ratify for rule in rules.transitions) else [],
        "groups": [Choice(name, title("area", name)) for name in reader.scheme.groups][:SELECT],
        "may_act": reader.caller.may(Right.ACT),
        "local": local_field,
        **scope_values(reader, entries, entries["area"], find),
    }


def scope_values(reader: Reader, entries: Entries, area: str, find: str) -> dict[str, object]:
    """Return what the part of a form shows in which areas are chosen: a tree, or a search."""
    tree = reader.scheme.tree
    number = tree.numbers.get(area)
    small = number is not None and tree.after[number] - number <= BUDGET // 2
    branch: Branch | None = None
    if small and reader.sees(area):
        branch = tree_of(reader, focus=area).focus
    hits = search(reader, find).found[:30] if find.strip() else ()
    chosen = [Choice(name, reader.title("area", name)) for name in entries.scope if branch is None]
    covered = {*_ids(branch), *reader.scheme.groups}
    return {"cover": branch, "covered": covered, "chosen": chosen, "hits": hits, "find": find}


def _ids(branch: Branch | None) -> Iterator[str]:
    if branch is not None:
        yield branch.id
        for child in branch.children:
            yield from _ids(child)


def local_field(text: str) -> str:
    """Return the kind of field for a time: one to pick from, unless what was typed does not fit it."""
    return "datetime-local" if not text or LOCAL.fullmatch(text) else "text"


def areas_named(reader: Reader, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return *names* as ids: who types a title that one area alone has, means that area."""
    scheme = reader.scheme
    known = scheme.tree.numbers
    unknown = [name for name in names if name not in known and name not in scheme.groups]
    if not unknown:
        return names
    titled: dict[str, set[str]] = {name: set() for name in unknown}
    for area in scheme.tree.ids:
        for lang in LANGUAGES:
            title = scheme.titles(Named("area", area), lang)
            if title in titled:
                titled[title].add(area)
    return tuple(
        next(iter(titled[name])) if len(titled.get(name, ())) == 1 else name for name in names
    )
