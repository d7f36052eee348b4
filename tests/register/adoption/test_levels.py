"""Levels that other rules call otherwise: orders are carried over, and nothing has moved by that.

See docs/register.md, "Other rules, other areas".
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from responselevels.errors import InputError
from responselevels.models.rules import Rules
from responselevels.register.adoption.words import adoption_text
from responselevels.register.clocks import GivenClock
from responselevels.register.log.kinds import AdoptionEvent
from responselevels.register.register import StoredRegister
from tests.register import duty
from tests.register.adoption.test_changes import changed
from tests.register.duty import adopted, at, fields_of, issued, opened, order_of, ward_order

NAMES = {"watch": "guarded", "alert": "high"}


def called(names: dict[str, str], base: Rules = duty.RULES) -> Rules:
    """Return rules whose levels have other names."""
    written = json.dumps(base.model_dump(mode="json", by_alias=True, exclude_defaults=True))
    for old, new in names.items():
        written = written.replace(f'"{old}"', f'"{new}"')
    return Rules.model_validate_json(written)


@pytest.fixture
def clock() -> GivenClock:
    return duty.clock(at(0))


@pytest.fixture
def address(tmp_path: Any) -> str:
    return f"sqlite:///{tmp_path}/r.db"


@pytest.fixture
def register(address: str, clock: GivenClock) -> Iterator[StoredRegister]:
    """A register with a standing order of the district and a more severe one of a ward."""
    with duty.made(address, clock) as made:
        issued(made, order_of("D-1", "alert", 1, 48))
        made.issue(ward_order("N-1", "closed", 2, 24))
        clock.at = at(3)
        yield made


def refused(register: StoredRegister, rules: Rules, **what: Any) -> list[str]:
    """Return the sentences with which an adoption is refused; nothing is recorded."""
    size = register.head.size
    with pytest.raises(InputError) as told:
        register.adopt(rules, **what)
    assert register.head.size == size
    return [problem.worded("en") for problem in told.value.problems]


def last_adoption(register: StoredRegister) -> AdoptionEvent:
    """Return the event of the last adoption."""
    listed = [one for _, events in register.state.requests.values() for one in events]
    return [one for one in listed if isinstance(one, AdoptionEvent)][-1]


def test_an_order_is_carried_over_under_the_new_name_of_its_level(
    register: StoredRegister, clock: GivenClock
) -> None:
    new = called(NAMES)
    assert refused(register, new) == [
        "`D-1` is not over and has `alert`, which is no more; keep the level, or end the order first"
    ]
    assert adopted(register, rules=new, levels=NAMES) == []
    assert register.level("district", at=at(5)).level == "high"
    assert register.level("north", at=at(5)).level == "closed"
    assert register.level("district", at=at(2)).level == "alert"
    clock.at = at(4)
    issued(register, order_of("D-2", "high", 5, 9))
    assert register.level("district", at=at(6)).orders == ("D-2",)


def test_a_level_that_is_only_called_otherwise_has_not_moved(register: StoredRegister) -> None:
    adopted(register, rules=called(NAMES), levels=NAMES)
    moves = register.transitions("district", at(2), at(40))
    assert moves == ()
    spans = register.timeline("district", at(2), at(4))
    assert [span.level for span in spans] == ["alert", "high"]


def test_the_event_says_it_and_the_register_reads_it_again(
    register: StoredRegister, address: str
) -> None:
    adopted(register, rules=called(NAMES), levels=NAMES)
    event = last_adoption(register)
    assert (event.levels, fields_of(event)["levels"]) == (NAMES, NAMES)
    with opened(address) as again:
        assert again.level("district", at=at(5)).level == "high"
        assert again.replay() == []
        assert again.state_digest == register.state_digest


def test_an_adoption_without_it_says_nothing_of_levels(register: StoredRegister) -> None:
    adopted(register, rules=changed(title="Other"))
    event = last_adoption(register)
    assert (event.levels, "levels" in fields_of(event)) == (None, False)


def test_what_is_signed_names_the_levels(register: StoredRegister) -> None:
    plan, rows = register.planned(called(NAMES), levels=NAMES)
    assert rows == []
    assert plan.fields["levels"] == NAMES
    lines = adoption_text(plan, rows, "en").splitlines()
    assert [line for line in lines if "level called" in line] == [
        "level called otherwise, from and to: `alert` and `high`",
        "level called otherwise, from and to: `watch` and `guarded`",
    ]
    assert "级别改称（原、新）：`alert`和`high`" in adoption_text(plan, rows, "zh").replace(" ", "")


def test_a_name_that_is_no_level_is_refused(register: StoredRegister) -> None:
    assert refused(register, called(NAMES), levels={"alarm": "high", "alert": "hihg"}) == [
        "unknown level `alarm`; known: `calm`, `watch`, `alert` and `closed`",
        "unknown level `hihg`; known: `calm`, `guarded`, `high` and `closed`; did you mean `high`?",
    ]


def test_a_level_that_both_files_have_stays_itself(register: StoredRegister) -> None:
    assert refused(register, duty.RULES, levels={"alert": "closed"}) == [
        "`alert` is in the old rules and in the new ones, and stays itself; leave it out"
    ]


def test_levels_keep_their_order(register: StoredRegister) -> None:
    said = (
        "`watch` was milder than `alert`, and would be called `{}` and `{}`, which are the other "
        "way round; name them so that they keep their order"
    )
    turned = called({"watch": "high", "alert": "guarded"})
    told = refused(register, turned, levels={"watch": "guarded", "alert": "high"})
    assert told == [said.format("guarded", "high")]
    lone = called({"watch": "guarded"})
    told = refused(register, lone, levels={"watch": "closed"})
    assert told == [said.format("closed", "alert")]


def test_two_levels_may_become_one(register: StoredRegister) -> None:
    levels = [one for one in called(NAMES).levels if one.id != "guarded"]
    written = called({"watch": "high", "alert": "high"}).model_dump(
        by_alias=True, exclude_defaults=True
    )
    few = {**written, "levels": [one.model_dump(exclude_defaults=True) for one in levels]}
    for rule in few["transitions"]:
        rule["to"] = tuple(dict.fromkeys(rule["to"]))
    for rule in few["endings"]:
        if rule.get("of"):
            rule["of"] = tuple(dict.fromkeys(rule["of"]))
    rows = adopted(
        register, rules=Rules.model_validate(few), levels={"watch": "high", "alert": "high"}
    )
    assert [row for row in rows if row["what"] == "level"] == []
    assert register.level("district", at=at(5)).level == "high"


def test_what_gets_milder_or_easier_beside_is_listed_all_the_same(register: StoredRegister) -> None:
    written = called(NAMES).model_dump(by_alias=True, exclude_defaults=True)
    for rule in written["transitions"]:
        rule.pop("requires", None)
    rows = adopted(register, rules=Rules.model_validate(written), levels=NAMES)
    assert {row["level"] for row in rows if row["what"] == "eased"} >= {"guarded", "high"}
