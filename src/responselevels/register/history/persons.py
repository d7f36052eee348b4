"""The persons named in a register, each in one spelling from the first event on.

A person stands in the log as who acted, as proposer, as approver, and in key
lists. Whoever is new and looks like somebody known is refused before anything
is recorded; a log in which it happened all the same cannot have been recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.world.people import People
from responselevels.core.world.resolver import person_problem
from responselevels.errors import InputError, Path, Problem
from responselevels.models.orders import Approval, Order
from responselevels.register.log.kinds import (
    AdoptionEvent,
    AmendmentEvent,
    ApprovalEvent,
    DecisionEvent,
    Event,
    OrderEvent,
    ProposalEvent,
)
from responselevels.register.signatures.key_lists import KeyList

Named = Iterable[tuple[Path, str]]
"""Persons, each with its place."""


def named_in(event: Event) -> Iterator[tuple[Path, str]]:
    """Yield the persons whom *event* names, but those of documents."""
    yield from _one(event.actor.person, "by", "person")
    if isinstance(event, ApprovalEvent):
        yield from _one(event.approval.person, "person")
    elif isinstance(event, AdoptionEvent):
        yield from _approving(event.approvals)
    elif isinstance(event, ProposalEvent | AmendmentEvent):
        yield from named_in_text(event.proposal)
    elif isinstance(event, OrderEvent):
        yield from named_in_text(event.order)
    elif isinstance(event, DecisionEvent):
        yield from _named_in_json(event.proposal)


def named_in_text(text: AnyProposal | Order) -> Iterator[tuple[Path, str]]:
    """Yield the persons whom a proposal or an order names."""
    yield from _one(text.proposer, "proposer")
    yield from _approving(text.approvals)


def _approving(approvals: Iterable[Approval]) -> Iterator[tuple[Path, str]]:
    for number, approval in enumerate(approvals):
        yield from _one(approval.person, "approvals", number, "person")


def _named_in_json(proposal: object) -> Iterator[tuple[Path, str]]:
    """Yield the persons whom a decided proposal names, as its line has it."""
    if isinstance(proposal, Mapping):
        yield from _in_json(proposal, (), "proposer")
        said = proposal.get("approvals")
        for number, approval in enumerate(said if isinstance(said, list) else ()):
            yield from _in_json(approval, ("approvals", number), "person")


def _in_json(fields: object, path: Path, key: str) -> Iterator[tuple[Path, str]]:
    person = fields.get(key) if isinstance(fields, Mapping) else None
    if isinstance(person, str):
        yield (*path, key), person


def _one(person: str | None, *path: str | int) -> Iterator[tuple[Path, str]]:
    if person is not None:
        yield path, person


def named_in_keys(keys: KeyList) -> Iterator[tuple[Path, str]]:
    """Yield the persons of a key list."""
    for number, root in enumerate(keys.root.keys):
        yield ("root", "keys", number, "person"), root.person
    for number, key in enumerate(keys.keys):
        yield ("keys", number, "person"), key.person


def joined(people: People, named: Named) -> People:
    """Return *people* and those *named*.

    Raises:
        InputError: one of them is no id, or looks like somebody else.
    """
    problems: list[Problem] = []
    for path, name in named:
        if people.knows(name):
            continue
        problem = person_problem(name, people, path)
        if problem is None:
            people = people.with_((name,))
        else:
            problems.append(problem)
    if problems:
        raise InputError(problems)
    return people
