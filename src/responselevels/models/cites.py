"""Where rules come from: the documents, and their clauses (docs/formats.md, Rules file)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Tag

from responselevels.models.base import Id, Model
from responselevels.models.texts import Text
from responselevels.models.times import Day


class Source(Model):
    """A document that rules are taken from; *short* names it where it is cited often.

    Attributes:
        title: full title of the document.
        short: short name, used where it is cited often.
        issued: day on which it was issued.
        publisher: who published it.
    """

    title: Text
    short: Text | None = None
    issued: Day | None = None
    publisher: Text | None = None


def _clauses_kind(value: Any) -> str:
    return "list" if isinstance(value, list | tuple) else "one"


Clauses = Annotated[
    Annotated[Id, Tag("one")] | Annotated[tuple[Id, ...], Tag("list")],
    Discriminator(_clauses_kind),
]
"""One clause, or a list of clauses."""


class Cite(Model):
    """Where a rule comes from: one clause of one source, or several, and how they are read.

    With `clause` alone, the rule says what the clause says. With `reading` beside it, the
    rule follows from the clause by that reading. With `reading` alone, the source is
    silent, and the rule is the file's own (docs/semantics.md, section 9).

    Attributes:
        source: id of the source, a key of `sources` in the rules.
        clause: clause of that source, or a list of clauses; left out, the source is silent, and
            there must be a `reading`.
        reading: how the clause is read, or, where the source is silent, what this file rules.
    """

    source: Id
    clause: Clauses | None = None
    reading: Text | None = None


Cites = dict[Id, Cite]
"""By a key that may stand beside it: where that key comes from, if not from where its rule does."""
