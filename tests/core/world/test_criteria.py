"""Tables of criteria: cells, overlaps, gaps and what is left, held against all sets of facts listed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.world.criteria import (
    Axis,
    CompiledTable,
    Value,
    axis_of,
    box_of,
    compiled,
    meet,
    overlaps,
    shared,
    uncovered,
)
from responselevels.core.world.tables import stated_as, value_as_written
from responselevels.models.parts.cites import Cite, Clause
from responselevels.models.parts.criteria import Bounds, Fact, Row, Table
from responselevels.text.catalogue import Phrase

PEOPLE = Fact.model_validate({"id": "people", "unit": "person", "from": 0})
WATER = Fact.model_validate({"id": "water", "unit": "metre"})
OUTDOORS = Fact.model_validate({"id": "outdoors", "type": "yes_no"})
KIND = Fact.model_validate({"id": "kind", "one_of": ["sport", "concert", "fair"]})
FACTS = (PEOPLE, WATER, OUTDOORS, KIND)
RANKS = {"green": 0, "yellow": 1, "red": 2}


def row(levels: str = "red", **when: Any) -> Row:
    return Row.model_validate({"when": when, "levels": levels.split()})


def table(*rows: Row, otherwise: str | None = None) -> CompiledTable:
    levels = None if otherwise is None else tuple(otherwise.split())
    return compiled(Table(id="grade", rows=rows, otherwise=levels), FACTS, RANKS, lambda _: None)


def range_(first: int | str | None = None, below: int | str | None = None) -> dict[str, Any]:
    return {"from": first, "below": below}


# -- cells -------------------------------------------------------------------------------


def test_a_number_is_cut_at_the_bounds_of_all_rows_and_begins_at_its_least() -> None:
    rows = [row(people=range_(5, "7.5")), row(people=range_(0)), row(people=range_(None, 5))]
    axis = axis_of(PEOPLE, rows)
    assert axis.cuts == (Fraction(5), Fraction("7.5"))
    assert axis.samples == (0, 5, Fraction("7.5"))
    assert axis.whole == 0b111
    assert [axis.cells_of(one.when["people"]) for one in rows] == [0b010, 0b111, 0b001]


def test_a_number_without_a_least_begins_beneath_its_first_bound() -> None:
    assert axis_of(WATER, [row(water=range_(3))]).samples == (2, 3)
    assert axis_of(WATER, [row(water=range_("-2.5"))]).samples == (-3, Fraction("-2.5"))
    assert axis_of(WATER, []).samples == (0,)


def test_a_range_has_its_bound_from_and_not_its_bound_below() -> None:
    axis = axis_of(PEOPLE, [row(people=range_(10, 20))])
    cells = axis.cells_of(Bounds.model_validate(range_(10, 20)))
    inside = [number for number in range(30) if axis.cell_of(number) & cells]
    assert inside == list(range(10, 20))
    assert not axis.cell_of("19.999999999") & ~cells
    assert axis.cell_of("9.999999999") == 0b001


def test_yes_and_no_and_the_values_of_a_list_are_cells() -> None:
    assert axis_of(OUTDOORS, []) == Axis(fact="outdoors", samples=(False, True))
    yes_no, kind = axis_of(OUTDOORS, []), axis_of(KIND, [])
    assert [yes_no.cells_of(False), yes_no.cells_of(True)] == [0b01, 0b10]
    assert [yes_no.cell_of(False), yes_no.cell_of(True)] == [0b01, 0b10]
    assert kind.cells_of("concert") == kind.cell_of("concert") == 0b010
    assert kind.cells_of(("fair", "sport")) == 0b101


def test_a_fact_that_no_row_names_is_no_axis() -> None:
    axes = table(row(people=range_(5)), row(outdoors=True)).axes
    assert [axis.fact for axis in axes] == ["people", "outdoors"]


def test_a_row_is_for_anything_of_what_it_does_not_name() -> None:
    made = table(row(people=range_(5)), row(outdoors=True))
    assert [one.box for one in made.rows] == [(0b10, 0b11), (0b11, 0b10)]
    assert box_of(row(outdoors=False), made.axes) == (0b11, 0b01)


def test_rows_keep_their_numbers_levels_and_clauses_and_otherwise_comes_last() -> None:
    cited = Row.model_validate(
        {"when": {"outdoors": True}, "levels": ["red"], "cite": {"source": "law", "clause": "9"}}
    )
    written = Table.model_validate(
        {
            "id": "grade",
            "rows": [cited, row("yellow red", outdoors=False)],
            "otherwise": ["green"],
            "cite": {"source": "law", "clause": "1"},
        }
    )

    def clause(cite: Cite | None) -> Clause | None:
        return None if cite is None else Clause(source=cite.source, clause=cite.clause)

    made = compiled(written, FACTS, RANKS, clause)
    assert (made.id, made.cite) == ("grade", Clause(source="law", clause="1"))
    assert [(one.number, one.levels, one.cite) for one in made.rows] == [
        (1, frozenset({2}), Clause(source="law", clause="9")),
        (2, frozenset({1, 2}), None),
        (3, frozenset({0}), None),
    ]
    assert made.rows[2].box is None


# -- overlaps and gaps -------------------------------------------------------------------


def test_two_boxes_meet_where_they_share_a_cell_of_every_axis() -> None:
    assert meet((0b11, 0b01), (0b10, 0b11)) == (0b10, 0b01)
    assert meet((0b11, 0b01), (0b11, 0b10)) is None
    assert meet((), ()) == ()


def test_overlaps_are_named_pair_by_pair() -> None:
    boxes = [(0b01, 0b11), (0b10, 0b11), (0b11, 0b10)]
    assert [*overlaps(boxes)] == [(0, 2, (0b01, 0b10)), (1, 2, (0b10, 0b10))]


def test_a_gap_is_the_first_set_of_facts_that_no_row_is_for() -> None:
    made = table(row(people=range_(None, 5)), row(people=range_(5), kind=["sport", "concert"]))
    boxes = [one.box for one in made.rows if one.box is not None]
    gap = uncovered(boxes, tuple(axis.whole for axis in made.axes))
    assert gap is not None
    assert made.sample(gap) == (("people", 5), ("kind", "fair"))
    assert uncovered(boxes, made.box_of({"people": 4})) is None


def test_where_nothing_is_asked_of_any_fact_there_is_no_gap() -> None:
    assert uncovered([()], ()) is None
    assert uncovered([], ()) == ()


def test_a_table_of_very_many_cells_is_counted_and_not_listed() -> None:
    facts = [
        Fact.model_validate({"id": f"f{n}", "one_of": [str(v) for v in range(40)]})
        for n in range(40)
    ]
    rows = [
        Row.model_validate(
            {"when": {f"f{m}": "7" for m in range(n)} | {f"f{n}": other}, "levels": []}
        )
        for n in range(40)
        for other in [[str(v) for v in range(40) if v != 7]]
    ]
    made = compiled(Table(id="grade", rows=tuple(rows)), facts, {}, lambda _: None)
    boxes = [one.box for one in made.rows if one.box is not None]
    assert not [*overlaps(boxes)]
    gap = uncovered(boxes, tuple(axis.whole for axis in made.axes))
    assert gap is not None
    assert set(dict(made.sample(gap)).values()) == {"7"}


# -- held against every set of facts, one by one -----------------------------------------


def bounds() -> st.SearchStrategy[dict[str, Any]]:
    some = st.integers(0, 4)
    pairs = st.tuples(some, some).filter(lambda two: two[0] < two[1])
    return (
        pairs.map(lambda two: range_(*two))
        | some.map(range_)
        | st.integers(1, 4).map(lambda n: range_(None, n))
    )


@st.composite
def tables(draw: st.DrawFn) -> CompiledTable:
    """Draw a table whose rows may overlap."""
    kinds = st.lists(st.sampled_from(["sport", "concert", "fair"]), min_size=1, unique=True)
    when = st.fixed_dictionaries(
        {}, optional={"people": bounds(), "outdoors": st.booleans(), "kind": kinds}
    )
    levels = st.sampled_from(["green", "yellow", "red", "yellow red"])
    rows = [row(draw(levels), **draw(when)) for _ in range(draw(st.integers(1, 5)))]
    return table(*rows, otherwise=draw(st.none() | levels))


def sets_of(made: CompiledTable) -> Iterator[dict[str, Value]]:
    """Yield a set of facts of every cell."""
    for values in product(*(axis.samples for axis in made.axes)):
        yield dict(zip((axis.fact for axis in made.axes), values, strict=True))


def fits(made: CompiledTable, number: int, values: dict[str, Value]) -> bool:
    box = made.rows[number].box
    assert box is not None
    pairs = zip(made.axes, box, strict=True)
    return all(cells >> axis.samples.index(values[axis.fact]) & 1 for axis, cells in pairs)


def hits(made: CompiledTable, values: dict[str, Value]) -> list[int]:
    numbers = [n for n, one in enumerate(made.rows) if one.box and fits(made, n, values)]
    bare = [n for n, one in enumerate(made.rows) if one.box == ()]
    return numbers or bare or [n for n, one in enumerate(made.rows) if one.box is None]


def once(made: CompiledTable) -> CompiledTable:
    """Return the table without the rows that overlap with an earlier one."""
    kept: list[Any] = []
    for one in made.rows:
        if one.box is None or all(
            other.box is None or meet(other.box, one.box) is None for other in kept
        ):
            kept.append(one)
    return CompiledTable(id=made.id, axes=made.axes, rows=tuple(kept))


@given(tables())
def test_rows_overlap_where_some_set_of_facts_fits_both(made: CompiledTable) -> None:
    boxes = [one.box for one in made.rows if one.box is not None]
    found = {(one, other) for one, other, _ in overlaps(boxes)}
    every = [*sets_of(made)]
    assert found == {
        (one, other)
        for other in range(len(boxes))
        for one in range(other)
        if any(fits(made, one, values) and fits(made, other, values) for values in every)
    }
    for one, other, both in overlaps(boxes):
        values = dict(made.sample(both))
        assert fits(made, one, values)
        assert fits(made, other, values)


@given(tables())
def test_a_gap_is_found_where_some_set_of_facts_fits_no_row(drawn: CompiledTable) -> None:
    made = once(drawn)
    boxes = [one.box for one in made.rows if one.box is not None]
    missed = [
        values
        for values in sets_of(made)
        if not any(fits(made, number, values) for number in range(len(boxes)))
    ]
    gap = uncovered(boxes, tuple(axis.whole for axis in made.axes))
    assert (None if gap is None else dict(made.sample(gap))) == (missed[0] if missed else None)


@given(tables(), st.data())
def test_what_is_left_and_what_decides_is_what_all_sets_of_facts_say(
    drawn: CompiledTable, data: st.DataObject
) -> None:
    made = once(drawn)
    every = [*sets_of(made)]
    stated = {
        axis.fact: data.draw(st.sampled_from(axis.samples))
        for axis in made.axes
        if data.draw(st.booleans())
    }
    written = {name: int(v) if isinstance(v, Fraction) else v for name, v in stated.items()}
    agreeing = [values for values in every if values.items() >= stated.items()]
    within = made.box_of(written)
    left = {number for values in agreeing for number in hits(made, values)}
    assert [one.number for one in made.left(within)] == [made.rows[n].number for n in sorted(left)]
    # A table that leaves a gap is refused, so only whole ones are asked what decides.
    if all(hits(made, values) for values in agreeing):
        level = data.draw(st.integers(0, 2))
        assert set(made.decisive(within, level)) == deciding(made, agreeing, level)
        assert [*made.decisive(within, level)] == sorted(made.decisive(within, level))


def deciding(made: CompiledTable, agreeing: list[dict[str, Value]], level: int) -> set[str]:
    """Return the facts in which two sets differ alone, one with the level, one without."""

    def has(values: dict[str, Value]) -> bool:
        (number,) = hits(made, values)
        return level in made.rows[number].levels

    found: set[str] = set()
    for one, other in product(agreeing, repeat=2):
        apart = {name for name in one if one[name] != other[name]}
        if len(apart) == 1 and has(one) != has(other):
            found |= apart
    return found


def beside(draw: st.DrawFn) -> tuple[CompiledTable, CompiledTable]:
    """Draw two tables over the axes of both, each set of facts hitting one row of each at most."""
    rows = [draw(written_rows()) for _ in range(2)]
    pair = []
    for own, other in (rows, rows[::-1]):
        otherwise = draw(st.sampled_from([None, ("green",), ("red",)]))
        written = Table(id="grade", rows=tuple(own), otherwise=otherwise)
        pair.append(once(compiled(written, FACTS, RANKS, lambda _: None, other)))
    return pair[0], pair[1]


@st.composite
def written_rows(draw: st.DrawFn) -> list[Row]:
    asked: dict[str, Any] = {"people": bounds(), "outdoors": st.booleans()}
    when: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({}, optional=asked)
    return [row(**draw(when)) for _ in range(draw(st.integers(1, 4)))]


@given(st.composite(beside)())
def test_rows_of_two_tables_share_what_some_set_of_facts_hits_in_both(
    pair: tuple[CompiledTable, CompiledTable],
) -> None:
    old, new = pair
    assert old.axes == new.axes
    expected = {
        (old.rows[one].number, new.rows[other].number)
        for values in sets_of(old)
        for one in hits(old, values)
        for other in hits(new, values)
    }
    found = [*shared(old, new)]
    assert sorted((one.old.number, one.new.number) for one in found) == sorted(expected)
    for one in found:
        values = dict(one.example)
        assert one.old in [old.rows[number] for number in hits(old, values)]
        assert one.new in [new.rows[number] for number in hits(new, values)]


def test_a_row_is_shown_by_a_set_of_facts_that_hits_it() -> None:
    made = table(row(people=range_(None, 5)), row(people=range_(5), outdoors=True), otherwise="red")
    assert [made.sample_of(one) for one in made.rows] == [
        (("people", 0), ("outdoors", False)),
        (("people", 5), ("outdoors", True)),
        (("people", 5), ("outdoors", False)),
    ]
    idle = table(row(outdoors=True), row(outdoors=False), otherwise="red")
    assert idle.sample_of(idle.rows[2]) is None


# -- in words ------------------------------------------------------------------------------


def test_values_are_written_as_files_have_them() -> None:
    values: list[Value] = [True, False, "fair", Fraction(5000), Fraction("-0.125"), Fraction("1e9")]
    written = ["true", "false", "fair", "5000", "-0.125", "1000000000"]
    assert [value_as_written(value) for value in values] == written
    assert value_as_written(Fraction("0.000000001")) == "0.000000001"


def test_a_set_of_facts_is_shown_as_it_would_be_stated() -> None:
    assert stated_as((("people", Fraction("2.5")), ("kind", "fair"))) == (
        "`people: 2.5`",
        "`kind: fair`",
    )
    assert stated_as(()) == Phrase("phrase.any_facts")
