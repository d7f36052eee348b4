"""What `Register.open` returns is a register: to a type checker, to `help`, and when it is asked."""

from __future__ import annotations

import inspect
import pickle
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from mypy import api

from responselevels import InputError, Issued, NotPermitted, Register
from responselevels.cli.frame.status import Status
from responselevels.cli.register.deciding import carry_out
from responselevels.cli.register.session import Session
from responselevels.core.deciding.decide import decide
from responselevels.models.decisions import Verdict
from responselevels.register.history import judged
from responselevels.register.history.judged import decided_again
from responselevels.register.opening import OpenOptions
from responselevels.register.recording import deciding
from tests.register import duty
from tests.register.duty import ending_of, made, order_of, ward_order

ROOT = Path(__file__).resolve().parents[2]
TYPED = """\
from datetime import datetime
from responselevels.models.proposals import IssueProposal
from responselevels.register.register import Register

def level(register: Register, at: datetime) -> str:
    return register.level("sw", at=at).level or "unknown"

opened = Register.open("sqlite:///r.db", read_only=True, patience=1.5)
register: Register = opened
level(Register.open("sqlite:///r.db"), datetime.max)
opened.carry_out("issue", "P-1", key="once").event
Register.open("sqlite:///r.db", read_onyl=True)
Register.open("sqlite:///r.db", patience="long")
"""


@pytest.mark.slow
def test_a_type_checker_takes_what_is_opened_for_a_register_and_knows_each_argument(
    tmp_path: Path,
) -> None:
    file = tmp_path / "opening.py"
    file.write_text(TYPED, encoding="utf-8")
    config = ROOT / "pyproject.toml"
    said, wrong, _status = api.run(["--config-file", str(config), "--no-pretty", str(file)])
    assert not wrong
    found = [line.split("opening.py:", 1)[1] for line in said.splitlines() if "opening.py" in line]
    errors = [line for line in found if " error: " in line]
    assert [(line.split(":")[0], line.rsplit("[", 1)[1]) for line in errors] == [
        ("12", "call-arg]"),
        ("13", "arg-type]"),
    ]


@pytest.mark.parametrize("door", [Register.open, Register.create, Register.restore])
def test_each_way_of_opening_is_an_argument_of_its_own(door: Callable[..., Any]) -> None:
    given = inspect.signature(door).parameters
    assert all(one.kind is not inspect.Parameter.VAR_KEYWORD for one in given.values())
    for option in fields(OpenOptions):
        assert given[option.name].default == option.default
    assert given["url"].annotation == "str"


def test_a_register_on_a_store_is_a_register_that_takes_its_own_time(sqlite_url: str) -> None:
    with made(sqlite_url) as register:
        assert isinstance(register, Register)
        for act in (register.issue, register.end, register.ratify):
            with pytest.raises(InputError) as caught:
                act("P-1", at=duty.START)
            (problem,) = caught.value.problems
            assert (str(problem.where), problem.code) == ("at", "register.own_time")
        assert register.head.size == 2, "nothing was recorded"


def test_a_register_in_memory_has_a_copy_and_one_on_a_store_has_none(sqlite_url: str) -> None:
    memory = Register(duty.RULES, duty.AREAS)
    assert pickle.loads(pickle.dumps(memory)).orders == memory.orders == ()  # noqa: S301
    with made(sqlite_url) as register, pytest.raises(TypeError):
        pickle.dumps(register)


# -- what came of it ------------------------------------------------------------------------------


def test_carrying_out_returns_the_decision_the_order_and_where_they_are_recorded(
    register_url: str,
) -> None:
    with made(register_url) as register:
        issued = register.carry_out("issue", ward_order("P-1"), key="once")
        recorded = register.decisions("P-1")[0]
        assert issued == Issued(
            decision=decided_again(register.state, recorded),
            order=register.order("P-1"),
            event=recorded.seq,
        )
        assert issued.permitted_order() == register.order("P-1")
        assert register.carry_out("issue", ward_order("P-1"), key="once") == issued


def test_a_denial_is_an_answer_of_carrying_out_and_an_error_of_issuing(register_url: str) -> None:
    with made(register_url) as register:
        pending = register.carry_out("issue", order_of("P-1"), key="once")
        assert (pending.decision.verdict, pending.order) == (Verdict.PENDING, None)
        assert register.decisions("P-1")[0].seq == pending.event
        assert register.carry_out("issue", order_of("P-1"), key="once") == pending
        with pytest.raises(NotPermitted) as refused:
            pending.permitted_order()
        assert refused.value.decision == pending.decision
        with pytest.raises(NotPermitted):
            register.issue("P-1")


def test_an_ending_is_carried_out_likewise(register_url: str) -> None:
    clock = duty.clock()
    with made(register_url, clock) as register:
        register.carry_out("issue", ward_order("P-1"))
        clock.at += timedelta(hours=30)
        ended = register.carry_out("end", ending_of("E-1", "P-1", 40), key="end")
        assert ended.order == register.order("P-1")
        assert register.decisions("E-1")[0].seq == ended.event
        assert register.carry_out("end", ending_of("E-1", "P-1", 40), key="end") == ended


def test_issuing_decides_once(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    decided = Counter[str]()

    def counting(*args: Any) -> Any:
        decided[args[2].id] += 1
        return decide(*args)

    with made(sqlite_url) as register:
        monkeypatch.setattr(deciding, "decide", counting)
        monkeypatch.setattr(judged, "decide", counting)
        session = Session(lang="en", register=register, as_json=True)
        register.propose(ward_order("P-1"))
        assert carry_out("issue", session, proposal="P-1") == Status.PERMITTED
    assert decided == {"P-1": 1}
