"""In a register a person is written in one way, whoever names them and wherever."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from responselevels.errors import InputError, RegisterDamaged
from responselevels.register.log.actors import Actor
from responselevels.register.log.events import Head, events_of
from responselevels.register.register import Register, StoredRegister
from responselevels.register.replay import replay
from responselevels.register.signatures.rotation import sign_keys
from tests.core.world.test_people import NEAR
from tests.register import duty
from tests.register.duty import approval, assessment, at, fields_of, order_of, ward_order
from tests.register.golden import key_list, secret, signed_rules
from tests.register.test_replay import rechained

Act = Callable[[StoredRegister], Any]


@pytest.fixture
def register(tmp_path: Any) -> Any:
    """Give a register in which `so-014` has proposed P-1."""
    clock = duty.clock(at(1))
    with duty.made(f"sqlite:///{tmp_path}/r.db", clock) as made:
        made.propose(order_of("P-1", proposer="so-014"))
        yield made


def acts(name: str) -> dict[str, Act]:
    """Return every act that can name a person, with this one named."""
    return {
        "propose, proposer": lambda r: r.propose(order_of("P-2", proposer=name)),
        "propose, by": lambda r: r.propose(order_of("P-2", proposer=None), by=Actor(person=name)),
        "propose, approval": lambda r: r.propose(
            order_of("P-2", proposer=None, approvals=[approval("board", name, 1)])
        ),
        "amend": lambda r: r.amend(order_of("P-1", proposer=name)),
        "assess": lambda r: r.assess("P-1", assessment(1), by=Actor(person=name)),
        "approve": lambda r: r.approve("P-1", approval("board", name, 1)),
        "refuse": lambda r: r.approve("P-1", approval("board", name, 1), word="refuse"),
        "decide": lambda r: r.record_decision("P-1", by=Actor(person=name)),
        "withdraw": lambda r: r.withdraw("P-1", by=Actor(person=name)),
        "issue": lambda r: r.issue(ward_order("N-1", proposer=name, start=5, end=9)),
        "adopt": lambda r: r.adopt(rules=duty.RULES, by=Actor(person=name)),
    }


@pytest.mark.parametrize("act", acts("x"))
@pytest.mark.parametrize("name", ["SO-014", "s\u043e-014", "so\u2010014", "ｓｏ-014"])
def test_no_act_takes_a_second_spelling(register: StoredRegister, act: str, name: str) -> None:
    size = register.head.size
    with pytest.raises(InputError) as refused:
        acts(name)[act](register)
    assert {problem.code for problem in refused.value.problems} == {"person.resembles"}
    assert register.head.size == size


@pytest.mark.parametrize("name", NEAR.values(), ids=NEAR)
def test_no_second_spelling_of_who_proposed_approves(register: StoredRegister, name: str) -> None:
    said = approval("board", "x", 1).model_copy(update={"person": name})
    with pytest.raises(InputError):
        register.approve("P-1", said, by=Actor())
    with pytest.raises(InputError):
        register.approve("P-1", approval("board", "x", 1), by=Actor(person=name))


@pytest.mark.parametrize("name", ["", " ", "so ", "so\u200b", "so\ufe0f", "e\u0301"])
def test_who_acts_is_named_by_an_id(register: StoredRegister, name: str) -> None:
    with pytest.raises(InputError) as refused:
        register.withdraw("P-1", by=Actor(person=name))
    assert refused.value.problems[0].where.path == ("by", "person")


def test_a_key_list_names_those_who_are_known_as_they_are_known(register: StoredRegister) -> None:
    keys = key_list(1)
    other = keys.keys[0].model_copy(update={"person": "SO-014"})
    listed = keys.model_copy(update={"keys": (other, *keys.keys[1:])})
    with pytest.raises(InputError) as refused:
        register.adopt_keys(sign_keys(listed, [secret("root")]))
    assert refused.value.problems[0].where.path == ("keys", 0, "person")


def test_orders_taken_over_name_each_person_in_one_way(tmp_path: Any) -> None:
    memory = Register(duty.RULES, duty.AREAS)
    one = memory.issue(ward_order("N-1", proposer="so-014", start=5, end=9), at=at(0))
    other = one.model_copy(update={"id": "N-2", "proposer": "SO-014"})
    with pytest.raises(InputError):
        duty.made(f"sqlite:///{tmp_path}/r.db", duty.clock(at(1)), orders=[one, other])
    with pytest.raises(InputError):
        memory.decide(ward_order("N-3", proposer="So-014", start=5, end=9), at=at(1))


def test_a_log_with_two_spellings_was_not_recorded(register: StoredRegister) -> None:
    register.approve("P-1", approval("board", "wu.fang", 1))
    fields = [fields_of(event) for event in events_of(register.store.lines(), Head())]
    fields[-1]["approval"] = {**fields[-1]["approval"], "person": "SO-014"}
    with pytest.raises(RegisterDamaged) as raised:
        list(replay(rechained(fields), register.store.document))
    assert raised.value.seq == fields[-1]["seq"]


# -- where signatures are demanded ----------------------------------------------------------


@pytest.fixture
def signing(tmp_path: Any) -> Any:
    """Give a register whose rules demand signatures, with a key list that names `li.na`."""
    with duty.made(f"sqlite:///{tmp_path}/s.db", duty.clock(at(1)), rules=signed_rules()) as made:
        yield made


@pytest.mark.parametrize(("proposer", "code"), [("so-014", "unlisted"), (None, "unnamed")])
def test_who_proposes_where_signatures_are_demanded_is_in_the_key_list(
    signing: StoredRegister, proposer: str | None, code: str
) -> None:
    signing.adopt_keys(sign_keys(key_list(1), [secret("root")]))
    size = signing.head.size
    with pytest.raises(InputError) as refused:
        signing.propose(order_of("P-1", proposer=proposer))
    assert [problem.code for problem in refused.value.problems] == [f"proposer.{code}"]
    assert signing.head.size == size
    signing.propose(order_of("P-2", proposer="li.na"))
    with pytest.raises(InputError):
        signing.amend(order_of("P-2", proposer="li.na", reason="more"), by=Actor(person="so-014"))


def test_where_none_is_demanded_anybody_proposes(signing: StoredRegister) -> None:
    signing.adopt_keys(sign_keys(key_list(1), [secret("root")]))
    signing.propose(ward_order("N-1", proposer="so-099", start=5, end=9))


def test_the_messages_say_what_to_do(signing: StoredRegister) -> None:
    signing.adopt_keys(sign_keys(key_list(1), [secret("root")]))
    with pytest.raises(InputError) as refused:
        signing.propose(order_of("P-1", proposer="so-014"))
    assert str(refused.value) == (
        "proposer: `so-014` proposes, and is not in the key list, while `raise` demands signatures; "
        "have the key list name `so-014`, or let somebody propose whom it names"
    )
