"""Facts: what is refused of how one is listed, asked for by a row, and stated (FORMATS, Refused at load)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pydantic_core import PydanticCustomError

from responselevels.core.world.criteria import number_of
from responselevels.core.world.names import shown, unknown_name
from responselevels.errors import Path, Place, Problem
from responselevels.models.base import checked_number
from responselevels.models.parts.criteria import Bounds, Fact, FactAsked, FactValue
from responselevels.text.catalogue import Named


def problems_in_fact(fact: Fact, path: Path) -> Iterator[Problem]:
    """Yield what is wrong with a fact as it is listed: it is of one kind only."""
    kinds = (fact.unit, fact.type, fact.one_of)
    if sum(kind is not None for kind in kinds) != 1:
        yield Problem(Place(path=path), "fact.kind", {"fact": fact.id})
    elif fact.from_ is not None and fact.unit is None:
        yield Problem(Place(path=(*path, "from")), "fact.from", {"fact": fact.id})


def problems_in_asked(fact: Fact, asked: FactAsked, path: Path) -> Iterator[Problem]:
    """Yield what is wrong with what a row asks of *fact*, which must be sound itself."""
    facts: dict[str, object] = {"fact": Named("fact", fact.id)}
    if fact.one_of is not None:
        if isinstance(asked, bool | Bounds):
            yield Problem(Place(path=path), "asked.one_of", facts)
        elif isinstance(asked, str):
            yield from _of_list(fact.one_of, asked, path)
        else:
            # Each slip of a list of several is placed by itself, at its number.
            known = dict.fromkeys(fact.one_of).keys()
            for number, option in enumerate(asked):
                yield from _of_list(known, option, (*path, number))
    elif fact.type is not None:
        if not isinstance(asked, bool):
            yield Problem(Place(path=path), "asked.yes_no", facts)
    elif not isinstance(asked, Bounds):
        yield Problem(Place(path=path), "asked.number", facts)
    else:
        yield from _bounds(fact, asked, path)


def _bounds(fact: Fact, asked: Bounds, path: Path) -> Iterator[Problem]:
    if asked.from_ is None and asked.below is None:
        yield Problem(Place(path=path), "range.none")
        return
    least = fact.from_
    if asked.from_ is not None and least is not None and number_of(asked.from_) < number_of(least):
        facts = {"fact": Named("fact", fact.id), "bound": asked.from_, "least": least}
        yield Problem(Place(path=(*path, "from")), "range.outside", facts)
        return
    # A row without `from` begins at the least number that there is, where one is stated.
    begin = least if asked.from_ is None else asked.from_
    # Half-open: a range that ends where it begins has no number in it.
    if begin is not None and asked.below is not None and number_of(asked.below) <= number_of(begin):
        facts = {"below": asked.below, "from": begin}
        yield Problem(Place(path=(*path, "below")), "range.empty", facts)


def problems_in_stated(fact: Fact, stated: FactValue, path: Path) -> Iterator[Problem]:
    """Yield what is wrong with what an assessment states of *fact*."""
    facts: dict[str, object] = {"fact": Named("fact", fact.id), "value": _as_written(stated)}
    if fact.one_of is not None:
        if isinstance(stated, str):
            yield from _of_list(fact.one_of, stated, path)
        else:
            yield Problem(Place(path=path), "stated.one_of", facts)
    elif fact.type is not None:
        if not isinstance(stated, bool):
            yield Problem(Place(path=path), "stated.yes_no", facts)
    elif not _is_number(stated):
        yield Problem(Place(path=path), "stated.number", facts)
    elif fact.from_ is not None and number_of(stated) < number_of(fact.from_):
        yield Problem(Place(path=path), "stated.least", {**facts, "least": fact.from_})


def _of_list(options: Collection[str], named: str, path: Path) -> Iterator[Problem]:
    if named not in options:
        yield unknown_name("option", named, options, path)


def _is_number(stated: FactValue) -> bool:
    try:
        checked_number(stated)
    except PydanticCustomError:
        return False
    return True


def _as_written(stated: FactValue) -> str:
    if isinstance(stated, bool):
        return "true" if stated else "false"
    return shown(str(stated))
