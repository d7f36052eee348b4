"""Every public call of a register, with every argument wrong in kind: a typed error, and nothing done."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from responselevels.errors import InputError, ResponseLevelsError
from responselevels.models.orders import Approval
from responselevels.models.parts.deeds import Deed
from responselevels.models.rules import Rules
from responselevels.register.log.actors import Actor
from responselevels.register.opening import OpenOptions
from responselevels.register.register import Register, StoredRegister
from tests.register.duty import (
    AREAS,
    RULES,
    START,
    approval,
    assessment,
    at,
    clock,
    ending_of,
    made,
    opened,
    order_of,
    proposal_of,
    ward_order,
)

pytestmark = pytest.mark.untraced

RATIFY = proposal_of({"action": "ratify", "id": "R-9", "order": "P-1", "issuer": "ward_office"})


SCHEME = Rules.model_validate(
    {
        **RULES.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "zone": "Asia/Shanghai",
        "cadence": [{"id": "look", "tier": "ward", "every": "month", "do": "look"}],
    }
)
"""The rules of the small scheme, which also ask for something of a calendar."""

DEED = Deed(does="look", area="north", at=START)

UNCHECKED = Approval.model_construct(body="board", at=START)
UNCHECKED.__dict__.update(body=5, at="never")


UNCHECKED_DEED = Deed.model_construct(does="look", area="north", at=START)
UNCHECKED_DEED.__dict__.update(area=5, at="never")


class Moment(datetime):
    """A datetime of somebody else's, which writes itself otherwise."""

    def isoformat(self, *_args: Any, **_named: Any) -> str:
        return "at noon"


ODD: dict[str, Any] = {
    "None": None,
    "a number": 5,
    "a negative number": -1,
    "a huge number": 10**400,
    "a fraction": 3.5,
    "no number": float("nan"),
    "true": True,
    "bytes": b"P-1",
    "no text": "",
    "a blank": " ",
    "NUL": "a\0b",
    "half a character": "\ud800",
    "a long text": "x" * 100_000,
    "a list": ["P-1"],
    "a mapping": {"id": "P-1"},
    "an object": object(),
    "a class": datetime,
    "a function": print,
    "a date": date(2026, 3, 1),
    "a span": timedelta(hours=1),
    "a naive time": datetime(2026, 3, 1, 8),  # noqa: DTZ001 - that is what it tries
    "a time of its own": Moment(2026, 3, 1, 8, tzinfo=UTC),
    "the end of time": datetime.max.replace(tzinfo=UTC),
    "the beginning of time": datetime.min.replace(tzinfo=UTC),
    "rules": RULES,
    "areas": AREAS,
    "an approval": approval(),
    "an assessment": assessment(),
    "an order": order_of("P-9"),
    "an unchecked model": UNCHECKED,
    "a deed": DEED,
    "an unchecked deed": UNCHECKED_DEED,
    "a deed of nothing": Deed.model_construct(at=START),
    "a deed of a naive time": DEED.model_copy(update={"at": datetime(2026, 3, 1)}),  # noqa: DTZ001
    "an actor": Actor(person="li.na"),
    "an actor of numbers": Actor(person=5, body=b"x"),  # type: ignore[arg-type]
    "a path": Path("P-1"),
}

GOOD: dict[str, Any] = {
    "action": "issue",
    "proposal": ward_order("P-9"),
    "assessment": assessment(),
    "approval": approval(),
    "word": "approve",
    "envelope": b"{}",
    "rules": SCHEME,
    "areas": AREAS,
    "area": "north",
    "place": "north",
    "at": at(1),
    "known": at(1),
    "start": at(1),
    "end": at(2),
    "within": timedelta(hours=1),
    "deed": DEED,
    "name": "P-1",
    "timeout": 0.0,
}
_RECORDED_ALL_THE_SAME = {"carry_out", "issue", "end", "ratify", "approve_signed"}
"""What is not permitted is recorded as well, and so is an envelope that does not hold."""

_OWN = {"open", "create", "restore", "close"}


def calls_of(kind: type) -> Iterator[tuple[str, str]]:
    """Yield each public method of *kind* with each of its parameters."""
    for name, member in inspect.getmembers(kind, callable):
        if not name.startswith("_") and name not in _OWN:
            for parameter in list(inspect.signature(member).parameters)[1:]:
                yield name, parameter


def called(register: Any, name: str, parameter: str, value: Any) -> None:
    call = getattr(register, name)
    given = {}
    for one in inspect.signature(call).parameters.values():
        if one.name == parameter:
            given[one.name] = value
        elif one.default is inspect.Parameter.empty:
            given[one.name] = _good(name, one.name)
    call(**given)


def _good(call: str, parameter: str) -> Any:
    if parameter == "proposal" and call in {"end", "ratify"}:
        return ending_of("E-9", "P-1", 30) if call == "end" else RATIFY
    if parameter == "proposal" and call not in {"propose", "amend", "issue", "decide", "carry_out"}:
        return "P-2"
    return GOOD[parameter]


def tried(call: Callable[[], object], told: str, wrong: list[str]) -> bool:
    """Say whether *call* was refused with a typed error that has words in both languages."""
    try:
        call()
    except ResponseLevelsError as error:
        said = str(error)
        if not said or "\n\n" in said:
            wrong.append(f"{told}: says nothing")
        for lang in ("en", "zh"):
            worded = getattr(error, "worded", None)
            if worded is not None and not worded(lang):
                wrong.append(f"{told}: says nothing in {lang}")
        return True
    except Exception as error:  # noqa: BLE001 - whatever it is, it is wrong
        wrong.append(f"{told}: {type(error).__name__}: {str(error)[:90]}")
        return True
    return False


@pytest.fixture
def stored(register_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StoredRegister:
    """Return a register, away from the files of the project: `back_up` takes odd names as well."""
    monkeypatch.chdir(tmp_path)
    register = made(register_url, rules=SCHEME)
    register.issue(ward_order("P-1"))
    register.propose(ward_order("P-2", start=25, end=40))
    return register


def swept(register: Any, wrong: list[str], size: Callable[[], int]) -> None:
    for name, parameter in calls_of(type(register)):
        for label, value in ODD.items():
            before = size()
            told = f"{type(register).__name__}.{name}({parameter}={label})"
            refused = tried(partial(called, register, name, parameter, value), told, wrong)
            if refused and size() != before and name not in _RECORDED_ALL_THE_SAME:
                wrong.append(f"{told}: was refused, and recorded something")


def test_no_argument_of_a_stored_register_leads_to_an_untyped_error(
    stored: StoredRegister, register_url: str
) -> None:
    wrong: list[str] = []
    swept(stored, wrong, lambda: stored.head.size)
    swept(stored.as_known_at(at(1)), wrong, lambda: stored.head.size)
    assert wrong == [], "\n".join(wrong)
    assert stored.replay() == []
    with opened(register_url, clock()) as fresh:
        assert fresh.head == stored.head
        assert fresh.state_digest == stored.state_digest


def test_no_argument_of_a_register_in_memory_leads_to_an_untyped_error() -> None:
    register = Register(SCHEME, AREAS)
    register.issue(ward_order("P-1"), at=at(0))
    wrong: list[str] = []
    swept(register, wrong, lambda: len(register.orders))
    assert wrong == [], "\n".join(wrong)


def open_and_close(url: Any, **ways: Any) -> None:
    Register.open(url, **ways).close()


def in_memory(**given: Any) -> None:
    Register(**given)


@pytest.mark.filterwarnings("ignore::responselevels.errors.Unremembered")
def test_no_way_of_opening_and_no_address_leads_to_an_untyped_error(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made(sqlite_url).close()
    wrong: list[str] = []
    names = [one.name for one in dataclasses.fields(OpenOptions)]
    for label, value in ODD.items():
        for name in names:
            ways: dict[str, Any] = {"remember": False, "clock": clock(), name: value}
            if name in {"remember", "remember_in"}:
                ways |= {"remember": True, "remember_in": tmp_path, name: value}
            told = f"open({name}={label})"
            tried(partial(open_and_close, sqlite_url, **ways), told, wrong)
        for address in (value, f"sqlite:///{value}", f"postgresql:///{value}"):
            if not isinstance(address, str) or label != "a long text":
                told = f"open({label}: {str(address)[:30]})"
                tried(partial(open_and_close, address, remember=False), told, wrong)
    assert wrong == [], "\n".join(wrong)


def restored_and_closed(source: Any, url: Any, **more: Any) -> None:
    Register.restore(source, url, **more).close()


@pytest.mark.filterwarnings("ignore::responselevels.errors.Unremembered")
def test_no_copy_and_no_place_for_it_lead_to_an_untyped_error_or_leave_a_register(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with made(sqlite_url) as register:
        register.back_up("copy.db")
    wrong: list[str] = []
    place = Path("new.db")
    for label, value in ODD.items():
        for name in (
            "source",
            "url",
            "although_seen",
            *(one.name for one in dataclasses.fields(OpenOptions)),
        ):
            given: dict[str, Any] = {"source": "copy.db", "url": f"sqlite:///{place}"}
            given |= {"remember_in": tmp_path / "state", name: value}
            told = f"restore({name}={label})"
            if tried(partial(restored_and_closed, **given), told, wrong) and place.exists():
                wrong.append(f"{told}: was refused, and left a register")
            place.unlink(missing_ok=True)
            for kept in (tmp_path / "state").glob("*"):
                kept.unlink()
    assert wrong == [], "\n".join(wrong)


def test_no_beginning_leads_to_an_untyped_error_or_leaves_a_file(tmp_path: Path) -> None:
    wrong: list[str] = []
    path = tmp_path / "new.db"
    names = ["rules", "areas", "orders", "id", "title", "bounds", "by"]
    for name in names:
        for label, value in ODD.items():
            given = {"rules": RULES, "areas": AREAS, name: value}
            told = f"create({name}={label})"

            def make(given: dict[str, Any] = given) -> None:
                Register.create(f"sqlite:///{path}", **given, remember=False, clock=clock()).close()

            if tried(make, told, wrong) and path.exists():
                wrong.append(f"{told}: was refused, and left a file")
            path.unlink(missing_ok=True)
            if name in {"rules", "areas", "orders"}:
                tried(partial(in_memory, **given), f"Register({name}={label})", wrong)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize(
    "odd", ["an unchecked deed", "a deed of nothing", "a deed of a naive time", "an approval"]
)
def test_a_deed_that_was_not_checked_is_refused_and_not_remembered(
    odd: str, sqlite_url: str
) -> None:
    memory, stored = Register(SCHEME, AREAS), made(sqlite_url, rules=SCHEME)
    ask: dict[str, Any] = {"at": at(1), "within": timedelta(days=31)}
    before, size = memory.due(**ask), stored.head.size
    for register in (memory, stored):
        with pytest.raises(InputError) as refusal:
            register.done(ODD[odd])
        assert {problem.where.path[0] for problem in refusal.value.problems} == {"deed"}
    assert memory.due(**ask) == before != ()
    assert stored.head.size == size


ANY = "IssueProposal | EndProposal | RatifyProposal"


def test_what_is_handed_in_wrong_is_named_with_what_is_needed(sqlite_url: str) -> None:
    register = made(sqlite_url)
    memory: Any = Register(RULES, AREAS)
    stored: Any = register
    cases: list[tuple[Callable[[], object], str]] = [
        (
            lambda: stored.issue(5),
            f"proposal: `int` stands here, and `{ANY}` is needed; hand in one",
        ),
        (
            lambda: memory.issue(5, at=at(0)),
            "proposal: `int` stands here, and `IssueProposal` is needed; hand in one",
        ),
        (
            lambda: stored.level(5, at=at(0)),
            "area: `int` stands here, and text is needed; write it as text",
        ),
        (
            lambda: stored.approve("P-1", approval(), word="agree"),
            "word: `agree` cannot stand here; write one of `approve`, `refuse` and `withdraw`",
        ),
        (
            lambda: memory.done(5),
            "deed: `int` stands here, and `Deed` is needed; hand in one",
        ),
        (
            lambda: stored.done(5),
            "deed: `int` stands here, and `Deed` is needed; hand in one",
        ),
        (
            lambda: stored.wait(-1),
            "timeout: this is no number of seconds from 0 to 1000000; write one that is",
        ),
        (
            lambda: stored.propose(ward_order("P-1"), by="li.na"),
            "by: `str` stands here, and `Actor` is needed; hand in one",
        ),
    ]
    for call, said in cases:
        with pytest.raises(ResponseLevelsError) as refusal:
            call()
        assert str(refusal.value) == said
