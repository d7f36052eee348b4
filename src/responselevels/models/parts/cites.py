"""Sources of rules: the documents, and their clauses (docs/formats.md, Rules file)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import Discriminator, Tag

from responselevels.errors import Path
from responselevels.models.base import Id, Model
from responselevels.models.texts import Text
from responselevels.models.times import Day

if TYPE_CHECKING:
    from responselevels.models.documents import CitedRecord


Seen = Literal["official", "mirror", "general"]
"""How whoever wrote a file knows what a source says: from itself, from a copy, from hearsay."""


class Source(Model):
    """A document that rules are taken from; *short* names it where it is cited often.

    Attributes:
        title: full title of the document.
        short: short name, used where it is cited often.
        issued: day on which it was issued.
        publisher: who published it.
        seen: how its text is known: `official`, it was seen in the official text or on an official
            page; `mirror`, in a copy, or as somebody else tells it; `general`, it was not seen, and
            is known as such things are. Left out, nothing is said of that.
    """

    title: Text
    short: Text | None = None
    issued: Day | None = None
    publisher: Text | None = None
    seen: Seen | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The clause, or clauses, that something comes from, as the rules file writes them.

    With a *reading* it follows from them by that; without a *clause* the source is silent,
    and the reading is the file's own rule (docs/semantics.md, section 9).
    """

    source: str
    clause: str | tuple[str, ...] | None = None
    reading: Text | None = None

    def written(self) -> CitedRecord:
        """Return it as documents write it: a list of clauses is a list there too.

        A reading is there with all its languages, and where there is none, its key is not.
        """
        clause = list(self.clause) if isinstance(self.clause, tuple) else self.clause
        written: CitedRecord = {"source": self.source, "clause": clause}
        if self.reading is not None:
            written["reading"] = self.reading.written()
        return written


Cites = dict[Id, Cite]
"""By a key that may stand beside it: where that key comes from, if not from where its rule does."""


def cites_in(part: object, path: Path = ()) -> Iterator[tuple[Path, Cite]]:
    """Yield every cite in *part* of a rules file, however deep, with its path."""
    if isinstance(part, Cite):
        yield path, part
    elif isinstance(part, Model):
        for name, field in type(part).model_fields.items():
            yield from cites_in(getattr(part, name), (*path, field.alias or name))
    elif isinstance(part, Mapping):
        for key, inner in part.items():
            yield from cites_in(inner, (*path, key))
    elif isinstance(part, tuple):
        for number, inner in enumerate(part):
            yield from cites_in(inner, (*path, number))


Part = TypeVar("Part", bound=Model)


def without_cites(part: Part) -> Part:
    """Return *part* of a rules file without what it cites, which weighs nothing in a decision."""
    changed: dict[str, object] = {}
    for name, field in type(part).model_fields.items():
        held = getattr(part, name)
        bare = field.get_default() if name in {"cite", "cites"} else _bare(held)
        if bare is not held:
            changed[name] = bare
    return part.model_copy(update=changed) if changed else part


def _bare(held: object) -> object:
    if isinstance(held, Model):
        return without_cites(held)
    if not isinstance(held, tuple):
        return held
    bare = tuple(_bare(inner) for inner in held)
    return held if all(one is other for one, other in zip(bare, held, strict=True)) else bare
