"""Measures: what a level asks for on the ground, and how much of it (docs/semantics.md, section 12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from responselevels.models.base import Flag, Id, Model, Number
from responselevels.models.parts.cites import Cite
from responselevels.models.texts import Text

Unit = Literal[
    "person",
    "household",
    "vehicle",
    "vessel",
    "aircraft",
    "team",
    "post",
    "site",
    "device",
    "round",
    "minute",
    "hour",
    "day",
    "metre",
    "kilometre",
    "square_kilometre",
    "tonne",
    "megawatt",
    "percent",
    "yuan",
]
"""What an amount is of: one of a closed list; units are compared, never converted."""

COUNTED = frozenset(
    {
        "person",
        "household",
        "vehicle",
        "vessel",
        "aircraft",
        "team",
        "post",
        "site",
        "device",
        "round",
    }
)
"""Units of what is counted, of which there is no half: such amounts are rounded."""


class FigureAmount(Model):
    """An amount that is a figure of the area as it stands.

    Attributes:
        figure: id of the figure, a key of `figures` in the areas file.
    """

    figure: Id


class Ratio(Model):
    """So much for every so many of a figure.

    Attributes:
        figure: id of the figure, a key of `figures` in the areas file.
        every: how many of the figure make one step, more than 0.
        count: how much there is for each step.
        steps: `whole`: a step that is only begun does not count; left out: pro rata.
    """

    figure: Id
    every: Number
    count: Number
    steps: Literal["whole"] | None = None


class PerAmount(Model):
    """An amount in proportion to a figure of the area.

    Attributes:
        per: how much, for how many of which figure.
    """

    per: Ratio


def _two(value: Any) -> Any:
    if isinstance(value, list | tuple) and len(value) == 2:
        return value
    raise PydanticCustomError("times.form", "a number and an amount expected")


class TimesAmount(Model):
    """A multiple of an amount.

    Attributes:
        times: a list of two: the number of times, and the amount.
    """

    times: Annotated[tuple[Number, Amount], BeforeValidator(_two)]


class SumAmount(Model):
    """The sum of amounts.

    Attributes:
        sum: amounts that are added up, at least one.
    """

    sum: tuple[Amount, ...]


AMOUNTS = ("figure", "per", "times", "sum")
"""The keys by which an amount says what it is; one that is no number has exactly one."""


def _one_kind(value: Any) -> Any:
    if isinstance(value, Mapping):
        if sum(key in value for key in AMOUNTS) == 1:
            return value
        raise PydanticCustomError("amount.kind", "one way to count expected")
    plain = isinstance(value, int | str) and not isinstance(value, bool)
    if plain or isinstance(value, FigureAmount | PerAmount | TimesAmount | SumAmount):
        return value
    raise PydanticCustomError("amount.form", "an amount expected")


def _kind_of(value: Any) -> str:
    if isinstance(value, int | str):
        return "<number>"
    if isinstance(value, Mapping):
        return next(f"<{key}>" for key in AMOUNTS if key in value)
    if isinstance(value, FigureAmount):
        return "<figure>"
    if isinstance(value, PerAmount):
        return "<per>"
    return "<times>" if isinstance(value, TimesAmount) else "<sum>"


Amount = Annotated[
    Annotated[Number, Tag("<number>")]
    | Annotated[FigureAmount, Tag("<figure>")]
    | Annotated[PerAmount, Tag("<per>")]
    | Annotated[TimesAmount, Tag("<times>")]
    | Annotated[SumAmount, Tag("<sum>")],
    Discriminator(_kind_of),
    BeforeValidator(_one_kind),
]
"""How much: a number, or what is worked out from the figures of an area."""

AnyAmount = int | str | FigureAmount | PerAmount | TimesAmount | SumAmount
"""An amount as a value."""


class Need(Model):
    """How much a measure takes: a least amount, a greatest, or both.

    Attributes:
        unit: what the amounts are of.
        at_least: the least that there must be.
        at_most: the most that there may be.
    """

    unit: Unit
    at_least: Amount | None = None
    at_most: Amount | None = None


class Spot(Model):
    """A kind of place within an area where measures are carried out: points, lines, faces.

    Attributes:
        id: id of the kind, unique in the file.
        title: title for people.
    """

    id: Id
    title: Text | None = None


class Measure(Model):
    """What is done at a level, where, by whom, and how much of it.

    Exactly one of `from` and `at` is given. What a measure that strengthens another leaves out
    of `do`, `tiers`, `tracks`, `spots` and `by` is as in that one.

    Attributes:
        id: id of the measure, unique in the file.
        do: what is done.
        strengthens: id of the measure of which this one asks more.
        from_: id of the least severe level at which it holds; it holds at more severe ones, too.
        at: ids of the levels at which it holds, and at no other.
        tiers: ids of the tiers in whose areas it holds; left out: of every tier.
        tracks: ids of the tracks whose level counts; left out: that of any track.
        spots: ids of the kinds of places that it is for.
        by: ids of the bodies that carry it out.
        need: how much it takes.
        public: whether it is shown to everybody; false: only where it is asked for.
        cite: the clause it comes from.
    """

    id: Id
    do: Text | None = None
    strengthens: Id | None = None
    from_: Id | None = Field(default=None, alias="from")
    at: tuple[Id, ...] | None = None
    tiers: tuple[Id, ...] | None = None
    tracks: tuple[Id, ...] | None = None
    spots: tuple[Id, ...] | None = None
    by: tuple[Id, ...] | None = None
    need: Need | None = None
    public: Flag = True
    cite: Cite | None = None

    @property
    def title(self) -> Text | None:
        """What people call it: what is done."""
        return self.do


class Extra(Model):
    """What an order asks for beside the measures of the rules.

    Attributes:
        do: what is done.
        by: ids of the bodies that carry it out.
    """

    do: Text
    by: tuple[Id, ...] = ()


def parts_of_amount(amount: AnyAmount) -> Sequence[tuple[tuple[str | int, ...], AnyAmount]]:
    """Return the amounts directly inside *amount*, each with its path there."""
    if isinstance(amount, TimesAmount):
        return [(("times", 1), amount.times[1])]
    if isinstance(amount, SumAmount):
        return [(("sum", number), part) for number, part in enumerate(amount.sum)]
    return ()


def figures_in(amount: AnyAmount) -> Iterator[str]:
    """Yield the id of each figure that *amount* is worked out from, as often as it stands there."""
    if isinstance(amount, FigureAmount):
        yield amount.figure
    elif isinstance(amount, PerAmount):
        yield amount.per.figure
    else:
        for _path, part in parts_of_amount(amount):
            yield from figures_in(part)


for _model in (TimesAmount, SumAmount, Need, Measure):
    _model.model_rebuild()
