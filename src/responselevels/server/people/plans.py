"""What an account is planned to be, held to what there is: names that can be, bodies and areas in force."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import replace

from pydantic_core import PydanticCustomError

from responselevels.core.world.names import nearest
from responselevels.errors import InputError, Place, Problem
from responselevels.models.base import checked_id
from responselevels.register.register import StoredRegister
from responselevels.server.people.account import ALWAYS, AccountPlan
from responselevels.text.catalogue import Phrase

_NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,127}")
_LONGEST_TITLE = 200


def check_plan(plan: AccountPlan, register: StoredRegister | None) -> AccountPlan:
    """Return *plan* with the right to read, which every account has, if there can be such an account.

    Where no register is given, bodies and areas are not looked up.

    Raises:
        InputError: every name that cannot be, or that the rules and areas in force do not have.
    """
    plan = replace(plan, id=folded(plan.id), rights=plan.rights | ALWAYS)
    problems = [*_of_names(plan)]
    if register is not None:
        world = register.scheme
        problems += _unknown("bodies", plan.bodies, world.bodies)
        problems += _unknown("areas", plan.areas or (), world.tree.numbers)
    if problems:
        raise InputError(problems)
    return plan


def folded(name: str) -> str:
    """Return the name of an account as it is kept, however it was typed.

    >>> folded(" Ｌi.Na ")
    'li.na'
    """
    return unicodedata.normalize("NFKC", name).strip().lower()


def _of_names(plan: AccountPlan) -> Iterator[Problem]:
    if _NAME.fullmatch(plan.id) is None:
        yield Problem(Place(path=("account",)), "account.name", {"account": plan.id})
    try:
        checked_id(plan.person)
    except PydanticCustomError:
        yield Problem(Place(path=("person",)), "account.person_id", {"person": plan.person})
    if not plan.title.strip() or len(plan.title) > _LONGEST_TITLE or not plan.title.isprintable():
        yield Problem(Place(path=("title",)), "account.title", {"longest": _LONGEST_TITLE})


def _unknown(what: str, names: Collection[str], known: Collection[str]) -> list[Problem]:
    problems = []
    for name in sorted(set(names) - set(known)):
        near = nearest(name, known)
        offer: object = "" if near is None else Phrase("phrase.near", {"near": near})
        facts = {"name": name, "near": offer}
        problems.append(Problem(Place(path=(what,)), f"account.{what}", facts))
    return problems
