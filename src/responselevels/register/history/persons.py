"""Who is named in a register: each person in one spelling, from the first event on.

A person stands in the log as who acted, as proposer, as approver, and in key
lists. Whoever is new and looks like somebody known is refused before anything
is recorded; a log in which it happened all the same cannot have been recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from responselevels.core.world.people import People
from responselevels.core.world.resolver import person_problem
from responselevels.errors import InputError, Path, Problem
from responselevels.register.signatures.key_lists import KeyList

Named = Iterable[tuple[Path, str]]
"""Persons, each with its place."""


def named_in(fields: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield the persons whom an event with these *fields* names, but those of documents."""
    yield from _of(fields.get("actor"), ("by",), "person")
    yield from _of(fields.get("approval"), (), "person")
    said = fields.get("approvals")
    for number, approval in enumerate(said if isinstance(said, list) else ()):
        yield from _of(approval, ("approvals", number), "person")
    for name in ("proposal", "order"):
        said = fields.get(name)
        if isinstance(said, Mapping):
            yield from _of(said, (), "proposer")
            for number, approval in enumerate(said.get("approvals", ())):
                yield from _of(approval, ("approvals", number), "person")


def _of(fields: object, path: Path, key: str) -> Iterator[tuple[Path, str]]:
    person = fields.get(key) if isinstance(fields, Mapping) else None
    if isinstance(person, str):
        yield (*path, key), person


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
