"""Signing in the browser: what this person may say of a proposal with the keys that the list has for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from responselevels.core.deciding.case import AnyProposal
from responselevels.models.proposals import IssueProposal
from responselevels.register.signatures.key_lists import SigningKey
from responselevels.server.callers import Right
from responselevels.server.console.frame.reader import Reader


@dataclass(frozen=True, slots=True)
class SpeaksFor:
    """A body that a key of the reader speaks for; *area* is named where the key is for some areas only."""

    body: str
    area: str
    title: str


@dataclass(frozen=True, slots=True)
class Signing:
    """What a page needs to sign: the ids of the reader's keys, for whom they speak here, and why not.

    *silent*: the list has keys of theirs, and none speaks for a body that could be asked here.
    *wanted*: by the rules, only what is signed counts.
    """

    keys: tuple[str, ...] = ()
    choices: tuple[SpeaksFor, ...] = ()
    wanted: bool = False

    @property
    def silent(self) -> bool:
        """Whether there are keys that say nothing here."""
        return bool(self.keys) and not self.choices


def signing_of(reader: Reader, proposal: AnyProposal) -> Signing:
    """Return what the reader may sign of *proposal* with keys of the list in force."""
    keys = keys_of_reader(reader)
    if not reader.caller.may(Right.ACT):
        return Signing(wanted=_wanted(reader, proposal))
    found = {(one.body, one.area): one for key in keys for one in _speaks(reader, key, proposal)}
    return Signing(
        keys=tuple(key.id for key in keys),
        choices=tuple(found.values()),
        wanted=_wanted(reader, proposal),
    )


def keys_of_reader(reader: Reader) -> tuple[SigningKey, ...]:
    """Return the keys that sign as the reader, by the key list in force; without those that are over."""
    return keys_of_person(reader, reader.caller.person)


def keys_of_person(reader: Reader, person: str) -> tuple[SigningKey, ...]:
    """Return the keys that sign as a person, by the key list in force; without those that are over."""
    lists = reader.register.state.keyring.lists()
    listed = lists[-1].keys if lists else ()
    return tuple(
        key
        for key in listed
        if key.person == person
        and key.revoked is None
        and (key.until is None or reader.at < key.until)
    )


def _speaks(reader: Reader, key: SigningKey, proposal: AnyProposal) -> Iterator[SpeaksFor]:
    """Yield for whom a key speaks of *proposal*: bodies that act in the line of its area, but its issuer."""
    scheme, title = reader.scheme, reader.title
    area = _area_of(reader, proposal)
    if area is None:
        return
    for body in key.bodies:
        seat = scheme.acting(body, area) if body in scheme.bodies else None
        if seat is None or body == proposal.issuer:
            continue
        name = scheme.tree.ids[seat]
        if key.areas is None:
            yield SpeaksFor(body, "", title("body", body))
        elif name in key.areas:
            told = reader.says("missing.seat", body=title("body", body), area=title("area", name))
            yield SpeaksFor(body, name, told)


def _area_of(reader: Reader, proposal: AnyProposal) -> int | None:
    if isinstance(proposal, IssueProposal):
        name: str | None = proposal.area
    else:
        order = reader.register.state.orders.get(proposal.order)
        name = None if order is None else order.area
    return None if name is None else reader.scheme.tree.numbers.get(name)


def _wanted(reader: Reader, proposal: AnyProposal) -> bool:
    """Say whether some rule that could permit *proposal* counts signed approvals alone."""
    rules = reader.scheme.rules
    area = _area_of(reader, proposal)
    tier = "" if area is None else rules.tiers[reader.scheme.tree.tiers[area]].id
    if proposal.action == "end":
        return any(rule.requires.signed for rule in rules.endings if rule.tier == tier)
    transitions = [rule for rule in rules.transitions if rule.tier == tier]
    if proposal.action == "ratify":
        return any(rule.ratify is not None and rule.ratify.signed for rule in transitions)
    return any(rule.requires.signed for rule in transitions if proposal.level in rule.to)
