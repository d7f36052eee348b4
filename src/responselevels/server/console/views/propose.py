"""*Propose*: a form that decides as it is filled; nothing is recorded before it is handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from responselevels.models.proposals import IssueProposal
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.server.callers import Right
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.frame.severity import UNKNOWN, Hue, hue_of
from responselevels.server.console.views.drafts import Draft
from responselevels.server.console.views.filling.entries import LOCAL, Entries
from responselevels.server.console.views.filling.extras import MOST, ExtraEntry
from responselevels.server.console.views.filling.stated import (
    Stated,
    blank_stated,
    bodies_beside,
    bodies_that_assess,
)
from responselevels.server.console.views.tree import BUDGET, Branch, search, tree_of
from responselevels.text.catalogue import LANGUAGES, Named

SELECT = 150
"""The number of areas that are offered in a list; where there are more, the id is typed."""

_OF_LATE = 200
"""The number of proposals among which the last one of a person is looked for."""

_COUNTED = 20_000
"""The number of areas beneath one up to which they are counted by tier."""

_TICKED = 400
"""The number of areas that one button may tick."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen: its id, its title, a colour, and whether it is for this person.

    *end* is set of a level at an end of them: ``everyday`` or ``most``.
    """

    id: str
    title: str
    hue: Hue = UNKNOWN
    mine: bool = True
    end: str = ""


# -- what can be chosen -----------------------------------------------------------------------


def blank_issue(reader: Reader, area: str = "") -> Entries:
    """Return a form to issue with what can be guessed filled in."""
    issuers = [one.id for one in issuers_of(reader) if one.mine]
    areas = issuing_areas(reader)
    here = area in reader.scheme.tree.numbers and _offers(reader, area)
    chosen = area if here else areas[0].id if len(areas) == 1 else _own_area(reader)
    tracks = tuple(reader.scheme.tracks)
    texts = {
        "action": "issue",
        "id": suggested_for(reader, chosen),
        "area": chosen,
        "issuer": issuers[0] if issuers else "",
        "track": tracks[0] if len(tracks) == 1 else "",
    }
    return Entries({name: text for name, text in texts.items() if text})


def _own_area(reader: Reader) -> str:
    """Return the area that the person may order for: the only one, else the one that they last proposed for; "" for none."""
    scheme, may = reader.scheme, reader.caller.may_act_for
    tiers = {
        scheme.tiers[rule.tier]
        for rule in scheme.rules.transitions
        if any(may(body) for body in rule.issuers)
    }
    places = (number for number, tier in enumerate(scheme.tree.tiers) if tier in tiers)
    seen = (name for number in places if _offers(reader, name := scheme.tree.ids[number]))
    first, second = next(seen, ""), next(seen, "")
    if not second:
        return first
    last = _last_area(reader)
    number = scheme.tree.numbers.get(last)
    mine = number is not None and scheme.tree.tiers[number] in tiers
    return last if mine and _offers(reader, last) else ""


def _offers(reader: Reader, area: str) -> bool:
    """Say whether *area* may be read and, by who may act at all, be acted in."""
    return reader.acting.acts_in(area) if reader.caller.may(Right.ACT) else reader.sees(area)


def _last_area(reader: Reader) -> str:
    """Return the area of the last proposal of the person, of those of late; "" for none."""
    dossiers = reader.register.state.dossiers
    for name in islice(reversed(list(dossiers)), _OF_LATE):
        content = dossiers[name].content
        if isinstance(content, IssueProposal) and content.proposer == reader.caller.person:
            return content.area
    return ""


def suggested_for(reader: Reader, area: str) -> str:
    """Return an id for a new proposal for *area*; without one, it is called by who proposes."""
    return suggested_id(reader.register, area or reader.caller.person, reader.typed(reader.at))


def suggested_id(register: RegisterSnapshot, about: str, day: str) -> str:
    """Return an id that no proposal and no order has yet."""
    stem, number = f"{about}-{day[:10].replace('-', '')}", 1
    state = register.state
    while f"{stem}-{number}" in state.dossiers or f"{stem}-{number}" in state.orders:
        number += 1
    return f"{stem}-{number}"


def issuing_areas(reader: Reader) -> list[Choice]:
    """Return the areas that orders are issued for by some rule, as far as the reader may act there, or read; the first few."""
    scheme, found = reader.scheme, list[Choice]()
    tiers = {scheme.tiers[rule.tier] for rule in scheme.rules.transitions}
    for number, tier in enumerate(scheme.tree.tiers):
        name = scheme.tree.ids[number]
        if tier in tiers and _offers(reader, name):
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
    """Return the levels that some rule leads to, the mildest first; which is the most severe is said of it."""
    scheme = reader.scheme
    led = {level for rule in scheme.rules.transitions for level in rule.to}
    offered = [level for level in scheme.levels if level in led]
    ends = {scheme.levels[scheme.default]: "everyday"}
    if len(offered) > 1:
        ends[offered[-1]] = "most"
    return [
        Choice(level, reader.title("level", level), hue_of(scheme, level), end=ends.get(level, ""))
        for level in offered
    ]


def issue_values(
    reader: Reader,
    entries: Entries,
    draft: Draft | None,
    *,
    find: str = "",
    stated: Stated | None = None,
) -> dict[str, object]:
    """Return what the form to issue shows."""
    rules, title = reader.scheme.rules, reader.title
    areas = issuing_areas(reader)
    transitions = [rule.id for rule in rules.transitions]
    groups = [Choice(name, title("area", name)) for name in reader.scheme.groups]
    return {
        "entries": entries,
        "draft": draft,
        "areas": areas if len(areas) <= SELECT else [],
        "issuers": issuers_of(reader),
        "levels": levels_led_to(reader),
        "everyday": Named("level", reader.scheme.levels[reader.scheme.default]),
        "tracks": [Choice(one.id, title("track", one.id)) for one in rules.tracks],
        "transitions": transitions if len(transitions) > 1 else [],
        "groups": [one for one in groups if _all_seen(reader, one.id)][:SELECT],
        "may_act": reader.caller.may(Right.ACT),
        "local": local_field,
        **extras_values(reader, entries),
        **stated_values(reader, stated or blank_stated(reader)),
        **scope_values(reader, entries, entries["area"], find),
    }


def _all_seen(reader: Reader, group: str) -> bool:
    return all(reader.sees(area) for area in reader.scheme.groups[group])


def extras_values(reader: Reader, entries: Entries) -> dict[str, object]:
    """Return what the part of a form for extra measures shows: what is there, and an empty row."""
    rows = [*entries.extras, ExtraEntry()][:MOST]
    langs = sorted(LANGUAGES, key=lambda one: one != reader.lang)
    every = [Choice(name, reader.title("body", name)) for name in reader.scheme.bodies]
    return {"extras": rows, "langs": langs, "every_body": every[:SELECT]}


def stated_values(reader: Reader, stated: Stated) -> dict[str, object]:
    """Return what the part of a form for an assessment shows; nobody states one for bodies of others."""
    mine = [body for body in bodies_that_assess(reader) if reader.caller.may_act_for(body)]
    beside = bodies_beside(reader)
    return {
        "stated": stated,
        "assessors": [Choice(name, reader.title("body", name)) for name in mine],
        "beside_bodies": [Choice(name, reader.title("body", name)) for name in beside],
        "known_facts": reader.scheme.rules.facts,
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
    groups = reader.scheme.groups
    kept = [name for name in entries.scope if name not in groups]
    chosen = [Choice(name, reader.title("area", name)) for name in kept if branch is None]
    covered = {*_ids(branch), *groups}
    return {
        "cover": branch,
        "covered": covered,
        "chosen": chosen,
        "hits": hits,
        "find": find,
        "cover_tiers": _tiers_beneath(reader, area),
    }


def _tiers_beneath(reader: Reader, area: str) -> list[tuple[str, str, int]]:
    """Return the tiers of areas beneath one, with how many there are, where they can be ticked at once."""
    tree, scheme = reader.scheme.tree, reader.scheme
    top = tree.numbers.get(area)
    if top is None or not reader.sees(area) or tree.after[top] - top > _COUNTED:
        return []
    counts = Counter(tree.tiers[top + 1 : tree.after[top]])
    ids = [tier.id for tier in scheme.rules.tiers]
    found = [(ids[tier], reader.title("tier", ids[tier]), counts[tier]) for tier in sorted(counts)]
    return [one for one in found if one[2] <= _TICKED]


def areas_of_tier(reader: Reader, area: str, tier: str) -> tuple[str, ...] | None:
    """Return the areas of a tier beneath one, None where they cannot be ticked at once."""
    if tier not in [one for one, _title, _count in _tiers_beneath(reader, area)]:
        return None
    tree, wanted = reader.scheme.tree, reader.scheme.tiers[tier]
    top = tree.numbers[area]
    beneath = range(top + 1, tree.after[top])
    return tuple(tree.ids[number] for number in beneath if tree.tiers[number] == wanted)


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
            if title in titled and reader.sees(area):
                titled[title].add(area)
    return tuple(
        next(iter(titled[name])) if len(titled.get(name, ())) == 1 else name for name in names
    )
