"""A plan of a new scheme, from options, and from answers where no option says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from responselevels.cli.rules.starting.asking import answer_to
from responselevels.errors import InputError, Place, Problem
from responselevels.reports.beginnings.plans import (
    Plan,
    Thing,
    id_of,
    longest_of,
    thing_of,
    things_of,
)
from responselevels.text.catalogue import visible, worded

T = TypeVar("T")

_NOBODY = ("-", "－", "—")
_YES = ("yes", "y", "是", "能", "可以")
_NO = ("no", "n", "否", "不能", "不可以")


@dataclass(frozen=True, slots=True)
class _Given:
    """What the options say, and how the rest is asked for."""

    options: Mapping[str, str | None]
    lang: str

    def take(self, name: str, taken: Callable[[str], T]) -> T:
        """Return what *taken* makes of the option *name*, or of an answer.

        Raises:
            InputError: the option says what cannot be.
            CommandError: there is no answer.
        """
        said = self.options.get(name)
        if said is not None:
            return taken(said)
        question = worded(f"new.ask.{name}", {}, self.lang)
        return answer_to(question, f"--{name}", self.lang, taken)


def plan_from(options: Mapping[str, str | None], name: str, lang: str) -> Plan:
    """Return the plan that *options* and answers give; *name* is its id, unless an option says it.

    Raises:
        InputError: an option says what cannot be.
        CommandError: something is asked for, and there is no answer.
    """
    given = _Given(options, lang)
    scheme = id_of(options.get("id") or name)
    title = given.take("title", _words)
    paper = given.take("paper", _words)
    levels = given.take("levels", lambda said: things_of(said, least=2))
    tiers = given.take("tiers", lambda said: things_of(said, least=1))
    issuer = given.take("issuer", lambda said: thing_of(_words(said)))
    return Plan(
        id=scheme,
        title=title,
        paper=paper,
        levels=levels,
        tiers=tiers,
        issuer=issuer,
        approver=given.take("approver", lambda said: _approver(said, issuer)),
        longest=given.take("longest", _longest),
        local=len(tiers) > 1 and given.take("local", _flag),
    )


def _words(said: str) -> str:
    if not said.strip():
        raise InputError([Problem(Place(), "new.empty")])
    return said.strip()


def _approver(said: str, issuer: Thing) -> Thing | None:
    if _words(said) in _NOBODY:
        return None
    found = thing_of(_words(said))
    if found.id == issuer.id:
        raise InputError([Problem(Place(), "new.same", {"id": found.id})])
    return found


def _longest(said: str) -> timedelta | None:
    return None if _words(said) in _NOBODY else longest_of(said)


def _flag(said: str) -> bool:
    word = said.strip().lower()
    if word not in (*_YES, *_NO):
        raise InputError([Problem(Place(), "new.yes_no", {"value": visible(said)})])
    return word in _YES
