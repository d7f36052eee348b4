"""Every public call with every argument wrong in kind, one at a time."""

from __future__ import annotations

import copy
import pickle
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis.errors import NonInteractiveExampleWarning
from hypothesis.strategies import SearchStrategy

import responselevels as public
from responselevels import (
    InputError,
    NotPermitted,
    ResponseLevelsError,
    WrongKind,
    errors,
    files,
    testing,
)
from responselevels.analysis.casework.cases import run
from responselevels.analysis.casework.mutate import mutate
from responselevels.analysis.comparison.diff import diff
from responselevels.analysis.comparison.impact import impact
from responselevels.analysis.properties.verify import verify
from responselevels.core.orders.causes import level_changes
from responselevels.core.orders.holdings import floor_at, floor_timeline, level_at, timeline
from responselevels.core.world.checked import CheckedRules
from responselevels.files.cases import load_cases
from responselevels.machine.diagrams import dot, svg
from responselevels.machine.tables import csv_table, table
from tests.cli.lines import PORT
from tests.cli.tool import WORLD

WRONG: dict[str, Any] = {
    "None": None,
    "a number": 5,
    "a fraction": 1.5,
    "a flag": True,
    "a text": "x",
    "bytes": b"x",
    "a mapping": {"id": "P-1"},
    "a list": [5],
    "a tuple": (None,),
    "a set": {"x"},
    "an object": object(),
    "a class": dict,
    "a function": len,
    "a time without an offset": datetime(2026, 2, 11, 12),  # noqa: DTZ001
}

NOON = datetime(2026, 2, 11, 4, tzinfo=UTC)

FLOOD = Path(__file__).parents[1] / "examples" / "due"

CASES = Path(__file__).parent / "cases" / "harbour.levels.yaml"

Call = tuple[Callable[..., Any], dict[str, Any]]


def calls() -> dict[str, Call]:
    """Return each public call with good arguments, by its name."""
    rules = public.load_rules(WORLD / "rules.yaml")
    areas = public.load_areas(WORLD / "areas.yaml", rules)
    orders = public.load_orders(WORLD / "orders.yaml").orders
    (entry,) = public.load_proposals(WORLD / "deny.yaml")
    proposal = entry.proposal
    assert isinstance(proposal, public.IssueProposal)
    scheme = public.compile_scheme(rules, areas)
    book = public.book_of(scheme, orders)
    register = public.Register(rules, areas, orders)
    decision = public.decide(scheme, book, proposal, NOON)
    (finding,) = decision.findings
    document = files.read_document(WORLD / "areas.yaml")
    ending = public.EndProposal(action="end", id="E", order="S-1", at=NOON, issuer="city_hall")
    ratifying = public.RatifyProposal(action="ratify", id="T", order="S-1", issuer="city_hall")
    span = {"area": "north", "start": NOON, "end": None, "drill": False}
    machine = public.LevelMachine(rules)
    history = testing.History(rules, areas)
    world = {"rules": rules, "areas": areas, "orders": orders}
    path = WORLD / "rules.yaml"
    small = public.load_rules(StringIO(PORT))
    suite = load_cases(CASES).suite
    held = public.measures(book, "north", NOON)
    flood = public.Register(
        public.load_rules(FLOOD / "rules.yaml"),
        public.load_areas(FLOOD / "areas.yaml"),
        public.load_orders(FLOOD / "orders.yaml").orders,
    )
    deeds = public.load_deeds(FLOOD / "deeds.yaml", flood.book)
    return {
        "audit": (public.audit, {"scheme": scheme, "orders": orders}),
        "book_of": (public.book_of, {"scheme": scheme, "orders": orders}),
        "compile_scheme": (public.compile_scheme, {"rules": rules, "areas": areas}),
        "decide": (
            public.decide,
            {"scheme": scheme, "book": book, "proposal": proposal, "at": NOON},
        ),
        "measures": (
            public.measures,
            {
                "book": book,
                "area": "north",
                "at": NOON,
                "drill": False,
                "hidden": False,
                "zone": UTC,
            },
        ),
        "measures_if": (
            public.measures_if,
            {
                "book": book,
                "area": "north",
                "at": NOON,
                "level": "2",
                "track": None,
                "drill": False,
            },
        ),
        "compare_measures": (public.compare_measures, {"now": held, "then": held}),
        "lint": (public.lint, {"rules": rules}),
        "load_rules": (public.load_rules, {"path_or_id": path}),
        "load_areas": (public.load_areas, {"path": WORLD / "areas.yaml", "rules": rules}),
        "load_book": (public.load_book, {"path": WORLD / "orders.yaml", "scheme": scheme}),
        "load_orders": (public.load_orders, {"path": WORLD / "orders.yaml"}),
        "load_proposals": (public.load_proposals, {"path": WORLD / "deny.yaml"}),
        "mermaid": (public.mermaid, {"rules": rules, "lang": "en"}),
        "proposal_digest": (public.proposal_digest, {"proposal": proposal, "drill": None}),
        "rules_digest": (public.rules_digest, {"rules": rules}),
        "LevelMachine": (public.LevelMachine, {"rules": rules}),
        "LevelMachine.edges": (machine.edges, {}),
        "OrderBook": (public.OrderBook, {"scheme": scheme}),
        "OrderBook.find": (book.find, {"order": "R-1"}),
        "Register": (public.Register, {"rules": rules, "areas": areas, "orders": orders}),
        "Register.decide": (register.decide, {"proposal": proposal, "at": NOON}),
        "Register.level": (register.level, {"area": "north", "at": NOON, "drill": False}),
        "Register.floor": (
            register.floor,
            {"area": "north", "at": NOON, "place": None, "drill": False},
        ),
        "Register.measures": (
            register.measures,
            {"area": "north", "at": NOON, "drill": False, "hidden": False, "supposing": None},
        ),
        "Register.due": (
            register.due,
            {"at": NOON, "within": timedelta(days=1), "drill": False, "track": None},
        ),
        "Register.done": (flood.done, {"deed": deeds[0]}),
        "load_deeds": (public.load_deeds, {"path": FLOOD / "deeds.yaml", "book": flood.book}),
        "files.load_deeds": (files.load_deeds, {"path": FLOOD / "deeds.yaml", "book": flood.book}),
        "Register.timeline": (register.timeline, span),
        "Register.transitions": (register.transitions, span),
        "Register.issue": (register.issue, {"proposal": proposal, "at": NOON}),
        "Register.end": (register.end, {"proposal": ending, "at": NOON}),
        "Register.ratify": (register.ratify, {"proposal": ratifying, "at": NOON}),
        "Decision.to_json": (decision.to_json, {"lang": "en"}),
        "Finding.message": (finding.message, {"lang": "en"}),
        "Text.of": (public.Text.of, {"value": "x"}),
        "Text.in_": (public.Text.of("x").in_, {"lang": "en"}),
        "InputError": (
            public.InputError,
            {"problems": [public.Problem(public.Place(), "missing")]},
        ),
        "level_at": (level_at, {"book": book, "area": "north", "at": NOON, "drill": False}),
        "floor_at": (floor_at, {"book": book, "area": "north", "at": NOON, "drill": False}),
        "timeline": (timeline, {"book": book, **span}),
        "floor_timeline": (floor_timeline, {"book": book, **span}),
        "level_changes": (level_changes, {"book": book, **span}),
        "verify": (verify, {"rules": small}),
        "diff": (diff, {"old": small, "new": small}),
        "impact": (impact, {"old": scheme, "new": scheme, "orders": orders}),
        "mutate": (mutate, {"rules": rules, "suites": []}),
        "run": (run, {"suite": suite, "rules": suite.rules}),
        "load_cases": (load_cases, {"path": CASES, "rules": None}),
        "dot": (dot, {"rules": rules, "lang": "en"}),
        "svg": (svg, {"rules": rules, "lang": "en"}),
        "table": (table, {"rules": rules, "lang": "en"}),
        "csv_table": (csv_table, {"rules": rules, "lang": "en"}),
        "files.load_rules": (files.load_rules, {"path_or_id": "xixian"}),
        "files.load_areas": (files.load_areas, {"path": WORLD / "areas.yaml"}),
        "files.load_orders": (files.load_orders, {"path": WORLD / "orders.yaml"}),
        "files.load_proposals": (files.load_proposals, {"path": WORLD / "batch.jsonl"}),
        "files.parse": (files.parse, {"document": document, "model": public.Areas}),
        "files.parse_rules": (
            files.parse_rules,
            {"document": files.read_rules(WORLD / "rules.yaml")},
        ),
        "files.load_world": (
            files.load_world,
            {"path": WORLD / "areas.yaml", "rules": CheckedRules(rules)},
        ),
        "files.parse_world": (
            files.parse_world,
            {"document": document, "rules": CheckedRules(rules)},
        ),
        "files.parse_areas": (files.parse_areas, {"document": document, "rules": rules}),
        "files.parse_proposal": (
            files.parse_proposal,
            {"document": files.read_document(WORLD / "deny.yaml")},
        ),
        "files.placed": (
            files.placed,
            {
                "error": public.InputError([public.Problem(public.Place(), "missing")]),
                "document": document,
            },
        ),
        "files.read_areas": (files.read_areas, {"path": WORLD / "areas.yaml"}),
        "files.read_document": (files.read_document, {"path": path}),
        "files.read_orders": (files.read_orders, {"path": WORLD / "orders.yaml"}),
        "files.read_proposals": (files.read_proposals, {"stream": BytesIO(b"{}\n"), "name": "-"}),
        "files.read_rules": (files.read_rules, {"path_or_id": path}),
        "testing.areas": (testing.areas, {"rules": rules, "most": 3}),
        "testing.orders": (testing.orders, {"rules": rules, "areas": areas, "most": 2}),
        "testing.instants": (testing.instants, {"not_before": NOON}),
        "testing.periods": (
            testing.periods,
            {"not_before": NOON, "open_ended": True, "longest": timedelta(hours=1)},
        ),
        "testing.proposals": (
            testing.proposals,
            {
                "rules": rules,
                "areas": areas,
                "register": register,
                "orders": orders,
                "at": NOON,
                "kind": "any",
                "id": "P-1",
            },
        ),
        "testing.histories": (
            testing.histories,
            {"rules": rules, "areas": areas, "lawful": True, "most": 2},
        ),
        "testing.History": (testing.History, {"rules": rules, "areas": areas}),
        "testing.check_laws": (testing.check_laws, {"history": history}),
        "testing.check_stated": (
            testing.check_stated,
            {"properties": [], "rules": small, "lang": "en"},
        ),
        "testing.stated_laws": (testing.stated_laws, {"properties": [], "rules": rules}),
        "reference.decide": (
            testing.reference.decide,
            {**world, "proposal": proposal, "at": NOON, "evidence": public.Evidence()},
        ),
        "reference.audit": (testing.reference.audit, world),
        "reference.level": (
            testing.reference.level,
            {**world, "area": "north", "at": NOON, "drill": False, "track": None},
        ),
        "reference.floor": (
            testing.reference.floor,
            {**world, "area": "north", "at": NOON, "place": None, "drill": False},
        ),
        "reference.measures": (
            testing.reference.measures,
            {**world, "area": "north", "at": NOON, "drill": False},
        ),
        "reference.timeline": (testing.reference.timeline, {**world, **span}),
        "reference.plain": (testing.reference.plain, {"decision": decision}),
        "reference.differences": (
            testing.reference.differences,
            {
                "one": testing.reference.plain(decision),
                "other": testing.reference.plain(decision),
            },
        ),
        "files.read_text": (files.read_text, {"text": "a: b", "name": None}),
    }


def tried(call: Callable[..., Any], given: dict[str, Any]) -> BaseException | None:
    """Return what *call* raises, or None; what it yields is asked for."""
    try:
        result = call(**given)
        if isinstance(result, Iterator):
            list(result)
        if isinstance(result, SearchStrategy):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", NonInteractiveExampleWarning)
                result.example()
    except Exception as error:  # noqa: BLE001 - that it is the right one is what is tried
        return error
    return None


CALLS = calls()

PROPOSAL = (
    "proposal: `IssueProposal`, `EndProposal` or `RatifyProposal` is needed here, not `dict`; "
    "`load_proposals` reads them, and `IssueProposal.model_validate` takes plain data"
)
PATH = (
    "path: a path, a text or an open file is needed here, not `dict`; "
    "the models take plain data, as in `Rules.model_validate`"
)

_VALUES = {
    *("Area", "Areas", "Order", "Orders", "End", "Period", "Approval", "Assessment", "Rules"),
    *("IssueProposal", "EndProposal", "RatifyProposal"),  # models: pydantic refuses for them
    *("Decision", "Finding", "Clause", "Span", "Remedy", "Change", "Overtake", "DutyDue"),
    *("AreaMeasures", "MeasureInForce", "MeasureCite", "MeasureDifference", "ExtraInForce"),
    *("Bound", "FigureUsed", "FigureMissing"),
    *("Deed", "Due", "Fall"),
    *("Cause", "CauseKind", "LevelChange", "LevelSpan", "Holding", "Effect", "Verdict"),
    *("Evidence", "Refusal", "Void", "Place", "Problem", "Text", "Actor", "Scheme"),
    *("RegisterSnapshot", "StoredRegister", "Issued"),  # these are only ever handed out
}
"""Public classes that are plain values, or models."""


def test_no_public_call_is_left_out() -> None:
    tried_here = {name.partition(".")[0] for name in CALLS}
    left = {
        name
        for name in public.__all__
        if name not in tried_here | _VALUES
        and callable(getattr(public, name))
        and not (
            isinstance(getattr(public, name), type)
            and issubclass(getattr(public, name), BaseException)
        )
    }
    assert left == set()
    drawn = {"LAWS", "TICK", "AnyRegister", "Law", "LawBroken", "RegisterMachine", "Step", "Timed"}
    drawn.add("reference")
    assert set(testing.__all__) - drawn - {"rules"} <= {
        name.removeprefix("testing.") for name in CALLS
    }
    loaders = {name for name in files.__all__ if name.startswith(("load_", "read_", "parse"))}
    assert loaders <= {name.removeprefix("files.") for name in CALLS}


@pytest.mark.parametrize("name", CALLS)
def test_a_good_call_is_answered(name: str) -> None:
    call, good = calls()[name]
    assert isinstance(tried(call, good), NotPermitted | None)


@pytest.mark.parametrize("name", CALLS)
def test_an_argument_wrong_in_kind_is_a_typed_error(name: str) -> None:
    call, good = CALLS[name]
    for argument in good:
        for kind, value in WRONG.items():
            error = tried(call, {**good, argument: value})
            assert error is None or isinstance(error, ResponseLevelsError), (argument, kind, error)
            if error is not None:
                assert str(error), "it says something"


@pytest.mark.parametrize(
    ("name", "argument", "value", "said"),
    [
        (
            "decide",
            "scheme",
            {},
            "scheme: `Scheme` is needed here, not `dict`; `compile_scheme(rules, areas)` makes one",
        ),
        (
            "decide",
            "proposal",
            {},
            PROPOSAL,
        ),
        (
            "decide",
            "at",
            "noon",
            'at: `noon` is not a time; write it as `"2026-02-10T08:00+08:00"`',
        ),
        (
            "book_of",
            "orders",
            [5],
            "orders[0]: `Order` is needed here, not `int`; `load_orders` reads them",
        ),
        (
            "book_of",
            "orders",
            "x",
            "orders: a list of `Order` is needed here, not `str`; `load_orders` reads them",
        ),
        (
            "load_rules",
            "path_or_id",
            {},
            PATH,
        ),
        (
            "Register.level",
            "area",
            5,
            "area: `int` stands here, and text is needed; write it as text",
        ),
        (
            "Register.level",
            "drill",
            "no",
            "drill: `True` or `False` is needed here, not `str`; hand in one",
        ),
        ("mermaid", "lang", "fr", "lang: found the text `fr`; write `en` or `zh`"),
    ],
)
def test_the_error_says_what_is_wanted(name: str, argument: str, value: object, said: str) -> None:
    call, good = CALLS[name]
    error = tried(call, {**good, argument: value})
    assert str(error) == said
    assert isinstance(error, InputError)
    assert error.worded("zh") != error.worded("en")


def test_a_wrong_kind_is_a_type_error_too() -> None:
    with pytest.raises(TypeError) as caught:
        public.load_areas({})  # type: ignore[arg-type]
    assert isinstance(caught.value, WrongKind)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


def test_every_error_is_public() -> None:
    found = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, Exception) and not name.startswith("_")
    }
    assert found - set(public.__all__) == set()


# -- copies ---------------------------------------------------------------------------------


@pytest.mark.parametrize("again", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])  # noqa: S301
def test_a_register_in_memory_can_be_copied_and_goes_its_own_way(
    again: Callable[[public.Register], public.Register],
) -> None:
    rules = public.load_rules(WORLD / "rules.yaml")
    register = public.Register(rules, public.load_areas(WORLD / "areas.yaml", rules))
    (entry,) = public.load_proposals(WORLD / "permit.yaml")
    assert isinstance(entry.proposal, public.IssueProposal)
    other = again(register)
    order = other.issue(entry.proposal, at=NOON)
    assert (register.orders, other.orders) == ((), (order,))
    third = again(other)
    assert third.orders == other.orders
    assert third.level("south", at=order.period.start) == other.level(
        "south", at=order.period.start
    )
    assert (
        third.decide(entry.proposal, at=NOON).to_json()
        == other.decide(entry.proposal, at=NOON).to_json()
    )


# -- open files -----------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["text", "bytes", "no name", "bytes without a name"])
def test_what_is_open_is_read_as_what_is_named(mode: str) -> None:
    def opened(name: str) -> Any:
        content = (WORLD / name).read_bytes()
        if mode == "no name":
            return StringIO(content.decode())
        if mode == "bytes without a name":
            return BytesIO(content)
        if mode == "text":
            return (WORLD / name).open(encoding="utf-8")
        return (WORLD / name).open("rb")

    def read(load: Callable[[Any], Any], name: str) -> tuple[Any, Any]:
        file = opened(name)
        try:
            found = load(file)
            found = [entry.proposal for entry in found] if isinstance(found, Iterator) else found
            assert not file.closed
        finally:
            file.close()
        named = load(WORLD / name)
        return found, [e.proposal for e in named] if isinstance(named, Iterator) else named

    for load, name in (
        (public.load_rules, "rules.yaml"),
        (public.load_areas, "areas.yaml"),
        (public.load_orders, "orders.yaml"),
        (public.load_proposals, "deny.yaml"),
        (public.load_proposals, "batch.jsonl"),
    ):
        found, named = read(load, name)
        assert found == named


def test_an_open_file_without_a_name_is_known_by_what_it_holds() -> None:
    areas = public.load_areas(StringIO("id,tier\nregion,region\n"))
    assert [area.id for area in areas.areas] == ["region"]
    order = public.load_orders(WORLD / "orders.yaml").orders[0]
    line = order.model_dump_json(by_alias=True, exclude_none=True)
    assert public.load_orders(StringIO(f"{line}\n")).orders == (order,)
    assert public.load_orders(BytesIO(f'{{"orders": [{line}]}}'.encode())).orders == (order,)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (StringIO("id: 1"), "-:1:1: "),
        (StringIO(""), "-: nothing is written here"),
        (BytesIO(b"\xff"), "-:1:1: byte 0xFF is not UTF-8"),
        (StringIO("\ud800"), "-:1:1: byte 0xED is not UTF-8"),
    ],
)
def test_a_mistake_in_an_open_file_is_placed(file: Any, said: str) -> None:
    with pytest.raises(InputError) as caught:
        public.load_orders(file)
    assert str(caught.value).startswith(said)


def test_a_file_that_was_closed_is_said(tmp_path: Path) -> None:
    file = (tmp_path / "rules.yaml").open("w+", encoding="utf-8")
    file.close()
    with pytest.raises(InputError) as caught:
        public.load_rules(file)
    assert (
        str(caught.value) == f"{tmp_path / 'rules.yaml'}: this file is closed; open it for reading"
    )
