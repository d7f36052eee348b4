"""Tables of criteria, compiled: which rows are left by what is stated (docs/semantics.md, section 11).

Each fact that a table names becomes an axis that is cut into cells: a number at every bound
that a row has, yes and no, the values of a list. Within a cell no row can tell two values
apart, so a row is a *box*: for each axis a set of cells, as the bits of an integer. Two rows
overlap where they share a cell on every axis. Where none do, the sets of facts that they
cover are counted by multiplying and adding, however many there are, and nothing is listed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import product
from math import ceil, prod
from typing import TypeAlias

from responselevels.models.parts.cites import Cite, Clause
from responselevels.models.parts.criteria import Bounds, Fact, FactAsked, FactValue, Row, Table

MAX_ROWS = 256
"""Maximum number of rows of a table: they are compared pair by pair, and people read them."""

Value: TypeAlias = bool | str | Fraction
"""What a fact can be: yes or no, one of a list, or an exact number."""

Box: TypeAlias = tuple[int, ...]
"""A set of cells for each axis, as the bits of an integer."""

Counted: TypeAlias = tuple[Box, int]
"""A box, and how many times it counts where sizes are added up."""

Witness: TypeAlias = tuple[tuple[str, Value], ...]
"""A set of facts, as the ids of the facts with a value for each."""


def number_of(written: FactValue) -> Fraction:
    """Return the exact number that is *written*: an integer, or a decimal as text."""
    return Fraction(written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A fact that a table names, cut into cells.

    *samples* has one value of each cell. *cuts* are, for a number, the bounds at which a new
    cell begins; None for what is no number.
    """

    fact: str
    samples: tuple[Value, ...]
    cuts: tuple[Fraction, ...] | None = None

    @property
    def whole(self) -> int:
        """All its cells."""
        return (1 << len(self.samples)) - 1

    def cells_of(self, asked: FactAsked) -> int:
        """Return the cells that a row asks for."""
        if not isinstance(asked, Bounds):
            wanted = frozenset(asked if isinstance(asked, tuple) else (asked,))
            return sum(1 << place for place, value in enumerate(self.samples) if value in wanted)
        # Bounds are cuts, but for a `from` at the least number that there is: its cell is the first.
        first = 0 if asked.from_ is None else self._cell_at(number_of(asked.from_))
        after = len(self.samples)
        if asked.below is not None:
            after = self._cell_at(number_of(asked.below))
        return (1 << after) - (1 << first)

    def cell_of(self, stated: FactValue) -> int:
        """Return the one cell of a value that is stated, as a set of cells."""
        if self.cuts is None:
            return 1 << self.samples.index(stated)
        return 1 << self._cell_at(number_of(stated))

    def _cell_at(self, number: Fraction) -> int:
        # Half-open: a number that is a bound lies in the cell that begins there.
        return bisect_right(self.cuts or (), number)


def axis_of(fact: Fact, rows: Iterable[Row]) -> Axis:
    """Return the axis of *fact* in a table with these *rows*."""
    if fact.one_of is not None:
        return Axis(fact=fact.id, samples=fact.one_of)
    if fact.type is not None:
        return Axis(fact=fact.id, samples=(False, True))
    least = None if fact.from_ is None else number_of(fact.from_)
    bounds = {
        number_of(bound)
        for row in rows
        if isinstance(asked := row.when.get(fact.id), Bounds)
        for bound in (asked.from_, asked.below)
        if bound is not None
    }
    # A bound at the least number there is cuts nothing off: no number lies below it.
    cuts = tuple(sorted(bound for bound in bounds if least is None or bound > least))
    # Any number below the first cut will do as the sample of the first cell; a whole one reads best.
    first = least if least is not None else Fraction(ceil(cuts[0]) - 1 if cuts else 0)
    return Axis(fact=fact.id, samples=(first, *cuts), cuts=cuts)


def meet(one: Box, other: Box) -> Box | None:
    """Return the sets of facts that lie in both boxes; None where there are none."""
    shared = tuple(a & b for a, b in zip(one, other, strict=True))
    return shared if all(shared) else None


def _size(box: Box) -> int:
    """Return how many combinations of cells lie in *box*."""
    return prod(cells.bit_count() for cells in box)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledRow:
    """A row: the sets of facts that it is for, and the ranks of the levels that they call for.

    *number* is its place, from 1. *box* is None for `otherwise`, which is for every set of
    facts that no other row is for.
    """

    number: int
    box: Box | None
    levels: frozenset[int]
    cite: Clause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledTable:
    """A table of criteria, compiled."""

    id: str
    axes: tuple[Axis, ...]
    rows: tuple[CompiledRow, ...]
    cite: Clause | None = None

    def box_of(self, stated: Mapping[str, FactValue]) -> Box:
        """Return the sets of facts that agree with what is *stated*."""
        return tuple(
            axis.cell_of(stated[axis.fact]) if axis.fact in stated else axis.whole
            for axis in self.axes
        )

    def left(self, within: Box) -> tuple[CompiledRow, ...]:
        """Return the rows that some set of facts *within* the box hits."""
        return tuple(row for row in self.rows if self._reaches(row, within))

    def decisive(self, within: Box, level: int) -> tuple[str, ...]:
        """Return the facts that alone can make the difference for *level*, by id.

        For each there are two sets of facts *within* the box that differ in it alone, of which
        one hits a row with the level and the other a row without.
        """
        left = self.left(within)
        # Only rows that are still possible can make a difference between each other.
        calling = [row for row in left if level in row.levels]
        others = [row for row in left if level not in row.levels]
        return tuple(
            sorted(
                axis.fact
                for place, axis in enumerate(self.axes)
                if self._apart(calling, others, within, place)
                or self._apart(others, calling, within, place)
            )
        )

    def _apart(
        self, ones: Sequence[CompiledRow], others: Sequence[CompiledRow], within: Box, place: int
    ) -> bool:
        """Say whether a step along the axis at *place* leads from one of *ones* to one of *others*."""
        # Steps lead both ways, so those that begin in `otherwise` are found from the other end.
        for box in (row.box for row in ones):
            if box is None or (start := meet(box, within)) is None:
                continue
            # All that differs from the row's own facts in this one fact, and is still possible.
            lane = _with(start, place, within[place])
            for other in others:
                if self._reaches(other, lane):
                    return True
        return False

    def _reaches(self, row: CompiledRow, within: Box) -> bool:
        """Say whether some set of facts *within* the box hits *row*."""
        if row.box is None:
            return uncovered(self.boxes, within) is not None
        return all(a & b for a, b in zip(row.box, within, strict=True))

    @property
    def boxes(self) -> list[Box]:
        """The sets of facts of each row but `otherwise`."""
        return [row.box for row in self.rows if row.box is not None]

    def sample_of(self, row: CompiledRow) -> Witness | None:
        """Return one set of facts that hits *row*; None where there is none, as `otherwise` may have."""
        box = row.box
        if box is None:
            box = uncovered(self.boxes, tuple(axis.whole for axis in self.axes))
        return None if box is None else self.sample(box)

    def sample(self, box: Box) -> Witness:
        """Return one set of facts that lies in *box*: of each axis the first cell."""
        return tuple(
            (axis.fact, axis.samples[(cells & -cells).bit_length() - 1])
            for axis, cells in zip(self.axes, box, strict=True)
        )


class Call(StrEnum):
    """What the rows that are left say of a level: all call for it, some do, or none."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


def call_for(left: Iterable[CompiledRow], level: int) -> Call:
    """Return what the rows *left*, of which there are some, say of *level* (a rank)."""
    # All, some, none: the rows agree on yes, disagree, or agree on no.
    calling = {level in row.levels for row in left}
    if calling == {True}:
        return Call.ALL
    return Call.SOME if True in calling else Call.NONE


def uncovered(boxes: Iterable[Box], within: Box) -> Box | None:
    """Return a combination of cells *within* the box that none of *boxes* has; None if there is none.

    The boxes must not overlap: then what they cover is the sum of their sizes.
    """
    return _gap([(box, 1) for box in boxes], within)


def _gap(counted: Iterable[Counted], within: Box) -> Box | None:
    inside = _inside(counted, within)
    if _full(inside, within):
        return None
    # Halved axis by axis: a box that is not full has a half that is not, and a single cell of
    # every axis that is not full is a gap.
    for place in range(len(within)):
        while within[place].bit_count() > 1:
            half = _first_half(within[place])
            part = _with(within, place, half)
            if _full(_inside(inside, part), part):
                part = _with(within, place, within[place] & ~half)
            within, inside = part, _inside(inside, part)
    return within


def _inside(counted: Iterable[Counted], within: Box) -> list[Counted]:
    return [(shared, times) for box, times in counted if (shared := meet(box, within)) is not None]


def _full(inside: Iterable[Counted], within: Box) -> bool:
    return sum(times * _size(box) for box, times in inside) == _size(within)


def _with(box: Box, place: int, cells: int) -> Box:
    """Return *box* with other *cells* on the axis at *place*."""
    return (*box[:place], cells, *box[place + 1 :])


def _first_half(cells: int) -> int:
    """Return the first half of a set of two or more cells."""
    half = 0
    for _ in range(cells.bit_count() // 2):
        first = cells & -cells
        half |= first
        cells &= ~first
    return half


def overlaps(boxes: Sequence[Box]) -> Iterator[tuple[int, int, Box]]:
    """Yield the places of each two *boxes* that overlap, with what both have."""
    for place, box in enumerate(boxes):
        for earlier, other in enumerate(boxes[:place]):
            shared = meet(other, box)
            if shared is not None:
                yield earlier, place, shared


def compiled(  # noqa: PLR0917 - the fifth is left out where a table stands alone
    table: Table,
    facts: Iterable[Fact],
    ranks: Mapping[str, int],
    clause: Callable[[Cite | None], Clause | None],
    beside: Sequence[Row] = (),
) -> CompiledTable:
    """Return *table* over *facts*, which must be sound, with *ranks* for its levels.

    *clause* makes of what is cited what findings show. With rows *beside* it, of another
    table, the axes are those of both together, so that their boxes can be held to each other.
    """
    rows_of_axes = (*table.rows, *beside)
    # A fact that no row names cannot change which row is hit, and needs no axis.
    named = {name for row in rows_of_axes for name in row.when}
    axes = tuple(axis_of(fact, rows_of_axes) for fact in facts if fact.id in named)
    rows = [
        CompiledRow(
            number=number,
            box=box_of(row, axes),
            levels=frozenset(ranks[level] for level in row.levels),
            cite=clause(row.cite),
        )
        for number, row in enumerate(table.rows, 1)
    ]
    if table.otherwise is not None:
        levels = frozenset(ranks[level] for level in table.otherwise)
        rows.append(CompiledRow(number=len(rows) + 1, box=None, levels=levels))
    return CompiledTable(id=table.id, axes=axes, rows=tuple(rows), cite=clause(table.cite))


def box_of(row: Row, axes: Iterable[Axis]) -> Box:
    """Return the sets of facts that *row* is for."""
    return tuple(
        axis.cells_of(row.when[axis.fact]) if axis.fact in row.when else axis.whole for axis in axes
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Facts that hit the row *old* of one table and the row *new* of another, with an example."""

    old: CompiledRow
    new: CompiledRow
    example: Witness


def shared(old: CompiledTable, new: CompiledTable) -> Iterator[Shared]:
    """Yield each pair of rows of two tables over the same axes that some set of facts hits both."""
    before, after = old.boxes, new.boxes
    whole = tuple(axis.whole for axis in old.axes)
    for row, other in product(old.rows, new.rows):
        if row.box is not None:
            box = meet(row.box, other.box) if other.box is not None else uncovered(after, row.box)
        elif other.box is not None:
            box = uncovered(before, other.box)
        else:
            # Neither table has a row for it: what both cover is taken off once.
            both = [
                (box, -1)
                for one in before
                for box in (meet(one, two) for two in after)
                if box is not None
            ]
            box = _gap([*((one, 1) for one in (*before, *after)), *both], whole)
        if box is not None:
            yield Shared(old=row, new=other, example=old.sample(box))
