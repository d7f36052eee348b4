"""Orders read straight into the book: the same book, and the same errors, as through their models."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from threading import Timer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from responselevels import (
    InputError,
    OrderBook,
    Problem,
    WrongKind,
    book_of,
    compile_scheme,
    load_areas,
    load_book,
    load_orders,
    load_rules,
)
from responselevels.core.orders.entries import Entry
from responselevels.core.world.resolver import NameResolver
from responselevels.core.world.scheme import Scheme
from responselevels.files import books, names_in_orders, parse, placed, read_orders, read_text
from responselevels.files.books import book_in
from responselevels.files.checking.instants import Instants
from responselevels.files.checking.straight import StraightReader
from responselevels.files.syntax.documents import Document
from responselevels.models.orders import Orders
from responselevels.models.times import instant_of, micros_of
from tests.model.naive import World
from tests.model.worlds import world_of

ODD: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        1,
        10**9,
        "",
        " ",
        "x",
        " x",
        "x ",
        "Ｐ－1",
        "P＃1",
        "e\u0301",
        "\u202e",
    ),
    *([], {}, [[]], ["x"], {"x": "y"}, [None], "sha256:" + "0" * 64, "sha256:0"),
    *("2026-02-10T08:00+08:00", "2026-02-10T08:00", "2026-02-30T08:00Z", "2026-02-10T24:00Z"),
    *("2026-02-10 08:00Z", "2026-02-10T08:00:00.1234567Z", "2026-02-10T08:00+08:60", "2026-02-10"),
    *("0001-01-01T00:00+08:00", "0001-01-01T00:00Z", "9999-12-31T23:59-01:00", "9999-12-31T23:59Z"),
    *("2026-02-1T08:00Z", "２026-02-10T08:00Z", "x" * 10_001),
)
"""What may stand where something else should; some of it fits here and there."""

KEYS = ("id", "scope", "ends", "facts", "with", "with_", "digest", "scope_named", "areas", "reason")


def strict(listing: Document, scheme: Scheme) -> OrderBook:
    """Return the book of a list as the models have it."""
    orders = parse(listing, Orders, names=names_in_orders(scheme)).orders
    try:
        return book_of(scheme, orders)
    except InputError as error:
        raise placed(error, listing) from None


def outcome(call: Any) -> object:
    """Return what the book of *call* is made of, or all that is said instead."""
    try:
        book = call()
    except InputError as error:
        return [error.worded(lang) for lang in ("en", "zh")]
    return [*book], [book.place(area) for area in range(len(book.scheme.tree))], book.people


def same(path: Path, scheme: Scheme) -> object:
    """Hold the two ways of reading the file *path* to each other; return what came out."""
    straight = outcome(lambda: load_book(path, scheme))
    assert straight == outcome(lambda: strict(read_orders(path), scheme))
    return straight


def same_document(text: str, scheme: Scheme) -> None:
    """Hold the two ways of reading a JSON document to each other."""
    straight = outcome(lambda: book_in(read_text(text, json=True), scheme))
    assert straight == outcome(lambda: strict(read_text(text, json=True), scheme))


def written(world: World) -> list[Any]:
    """Return the orders of *world* as a file has them, what is left out left out."""
    return [order.model_dump(mode="json", exclude_unset=True) for order in world.orders]


def lines(orders: list[Any], *, ascii_: bool = False) -> str:
    return "".join(json.dumps(order, ensure_ascii=ascii_) + "\n" for order in orders)


def places_in(data: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each mapping or list within *data* with each of its keys or indexes."""
    for key in list(data) if isinstance(data, dict) else range(len(data)):
        yield data, key
        if isinstance(data[key], dict | list):
            yield from places_in(data[key])


def spoil(random: Random, orders: list[Any]) -> None:
    """Change one thing in *orders*: most of what comes out cannot stand in a list."""
    inside, key = random.choice([*places_in(orders)])
    way = random.randrange(6)
    if way == 0:
        del inside[key]
    elif way == 1 and isinstance(inside, dict):
        inside[random.choice(KEYS)] = inside[key]
    elif way == 2 and isinstance(inside, list):
        inside.insert(random.randrange(len(inside) + 1), inside[key])
    elif way == 3:
        inside[key] = random.choice([held[at] for held, at in places_in(orders)])
    else:
        inside[key] = random.choice(ODD)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_stands_in_a_list_is_read_as_by_the_strict_reader(
    seed: int, tmp_path: Path
) -> None:
    random = Random(f"straight:{seed}")
    world, _draw = world_of(random)
    scheme = compile_scheme(world.rules, world.areas)
    path = tmp_path / "orders.jsonl"
    for _ in range(12):
        orders = written(world)
        for _slip in range(random.choice((0, 1, 1, 2)) if orders else 0):
            if orders:
                spoil(random, orders)
        path.write_text(lines(orders, ascii_=random.random() < 0.5), encoding="utf-8")
        same(path, scheme)
        same_document(json.dumps({"orders": orders}), scheme)


EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def example(name: str) -> World:
    """Return the rules, areas and orders of an example."""
    folder = EXAMPLES / name
    rules = folder / "rules.yaml"
    known = load_rules(rules if rules.exists() else name)
    areas = next(folder.glob("areas.*"))
    return World(known, load_areas(areas), load_orders(folder / "orders.yaml").orders)


EXAMPLE_NAMES = ("xixian", "harbour", "fairs", "hazards")


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_what_is_spoilt_in_an_example_is_said_as_by_the_strict_reader(
    name: str, tmp_path: Path
) -> None:
    random, world = Random(name), example(name)
    scheme = compile_scheme(world.rules, world.areas)
    path = tmp_path / "orders.jsonl"
    for _ in range(40):
        orders = written(world)
        spoil(random, orders)
        path.write_text(lines(orders), encoding="utf-8")
        same(path, scheme)


@pytest.mark.parametrize("name", ["xixian", "harbour", "hazards"])
def test_orders_of_an_example_need_no_model(name: str) -> None:
    world = example(name)
    scheme = compile_scheme(world.rules, world.areas)
    reader = StraightReader(NameResolver(scheme))
    taken = [reader.entry(order, number) for number, order in enumerate(written(world))]
    assert taken == [*book_of(scheme, world.orders)]


def test_facts_need_a_model_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = example("fairs")
    scheme = compile_scheme(world.rules, world.areas)
    (order,) = written(world)
    path = tmp_path / "orders.jsonl"
    path.write_text(lines([{**order, "id": f"E-{n}"} for n in range(9)]), encoding="utf-8")
    calls = []
    by_model = books._by_model

    def counted(resolver: NameResolver, data: object, number: int) -> Entry:
        calls.append(number)
        return by_model(resolver, data, number)

    monkeypatch.setattr(books, "_by_model", counted)
    assert len(load_book(path, scheme)) == 9
    assert calls == [0]
    # `True` is 1, and no number of people: it has to be looked at again.
    facts = {"people": 1}, {"people": True}
    orders = [
        {**order, "id": f"E-{n}", "assessment": {**order["assessment"], "facts": stated}}
        for n, stated in enumerate(facts)
    ]
    path.write_text(lines(orders), encoding="utf-8")
    assert "stated.number" in str([p.code for p in said_of(path, scheme)])


def said_of(path: Path, scheme: Scheme) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        load_book(path, scheme)
    return caught.value.problems


LINE = lines(written(example("xixian"))[:1])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "[]\n",
        "3\n",
        "null\n",
        "{}\n",
        LINE + "{",
        LINE + LINE,
        LINE + "\n\n" + LINE.replace("XX-2026-01", "XX-2026-02"),
        LINE.replace('"area"', '"id": "X", "area"'),
        LINE.replace('"issuer"', '"issuer" : "safety_office", "issuer"'),
        LINE.replace("XX-2026-01", "XX\\u00002026"),
        LINE.replace("XX-2026-01", "\\ud800"),
        LINE.replace("XX-2026-01", "\\u65b0\\ud83d\\ude00"),
        LINE.replace("XX-2026-01", "新办发（2026）5号"),
        LINE.replace("XX-2026-01", "XX－2026"),
        "\ufeff" + LINE,
        LINE + "\ufeff" + LINE.replace("XX-2026-01", "XX-2026-02"),
        LINE.replace("so-014", "so-014 ").replace("gc-003", "SO-014"),
        LINE[:-2] + ', "reason": ' + "[" * 40 + "]" * 40 + "}",
        LINE[:-2] + ', "drill": 1}',
        LINE[:-2] + ', "reason": "' + "x" * 10_001 + '"}',
        LINE.replace('["xixian"]', json.dumps(["xixian"] * 2_000)),
    ],
)
def test_odd_lines_are_taken_or_refused_as_by_the_strict_reader(text: str, tmp_path: Path) -> None:
    world = example("xixian")
    path = tmp_path / "orders.jsonl"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    same(path, compile_scheme(world.rules, world.areas))


def test_a_file_that_is_not_utf8_is_placed_as_by_the_strict_reader(tmp_path: Path) -> None:
    world = example("xixian")
    path = tmp_path / "orders.jsonl"
    path.write_bytes(LINE.encode() + b"\xff\n")
    assert isinstance(same(path, compile_scheme(world.rules, world.areas)), list)


def test_the_book_is_read_from_any_source_that_orders_are_read_from(tmp_path: Path) -> None:
    world = example("xixian")
    scheme = compile_scheme(world.rules, world.areas)
    wanted = [*book_of(scheme, world.orders)]
    assert [*load_book(EXAMPLES / "xixian" / "orders.yaml", scheme)] == wanted
    assert [*load_book(io.StringIO(lines(written(world))), scheme)] == wanted
    assert [
        *load_book(io.BytesIO(json.dumps({"orders": written(world)}).encode()), scheme)
    ] == wanted
    path = tmp_path / "orders.ndjson"
    path.write_text(lines(written(world)), encoding="utf-8")
    assert [*load_book(str(path), scheme)] == wanted
    path.rename(tmp_path / "orders.JSONL")
    assert [*load_book(tmp_path / "orders.JSONL", scheme)] == wanted


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    world = example("xixian")
    scheme = compile_scheme(world.rules, world.areas)
    pipe = tmp_path / "orders.jsonl"
    os.mkfifo(pipe)
    writer = os.open(pipe, os.O_RDWR)
    os.write(writer, lines(written(world)[:2]).encode())
    closer = Timer(0.2, os.close, [writer])
    closer.start()
    assert [*load_book(pipe, scheme)] == [*book_of(scheme, world.orders[:2])]
    closer.join()


@pytest.mark.parametrize("path", ["nowhere.jsonl", "."])
def test_a_file_that_is_not_there_is_said_as_by_the_strict_reader(path: str) -> None:
    world = example("xixian")
    same(Path(path), compile_scheme(world.rules, world.areas))


def test_what_is_no_scheme_is_refused() -> None:
    with pytest.raises(WrongKind):
        load_book("orders.jsonl", example("xixian").rules)  # type: ignore[arg-type]


# -- instants ----------------------------------------------------------------------


@given(
    st.datetimes().map(datetime.isoformat),
    st.sampled_from(["Z", "+08:00", "-23:59", "+00:00", "+24:00", "+08:60", "", "z", "+0800"]),
)
def test_an_instant_is_read_in_halves_as_it_is_read_whole(wall: str, offset: str) -> None:
    instants = Instants()
    text = wall + offset
    try:
        whole = instant_of(text)
    except PydanticCustomError:
        with pytest.raises(ValueError):  # noqa: PT011 - whatever it says: nobody is told
            instants.micros(text)
        return
    if text.startswith(("0001", "9999")):
        with pytest.raises(ValueError, match=text[:10]):
            instants.micros(text)
        return
    assert instants.micros(text) == micros_of(whole)
    assert instants.with_offset(text) == (micros_of(whole), whole.utcoffset())


def test_halves_of_instants_are_kept_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("responselevels.files.checking.instants._KEPT", 3)
    reader = Instants()
    for number in range(10, 29):
        text = f"2026-02-{number}T08:{number}Z"
        assert reader.micros(text) == micros_of(instant_of(text))
