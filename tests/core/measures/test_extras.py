"""What orders ask for beside measures is read, bound by approvals, shown to approvers, and kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from responselevels import InputError, IssueProposal, Register, load_book, proposal_digest
from responselevels.files import parse_proposal, read_text
from responselevels.files.checking.naming import names_in_proposal
from responselevels.models.times import instant_of
from responselevels.register.history.known_orders import known_entry
from responselevels.register.signatures.statements import approval_text, content_digest
from tests.core.desk import RULES, city, decided, scheme_of, world
from tests.model.scenes import Data, at, order, scene

EXTRA: Data = {"do": {"en": "watch", "zh": "值守"}, "by": ["city_watch"]}


def proposal(**more: Any) -> IssueProposal:
    _world, asked = scene(
        {"rules": RULES, "areas": [{"id": "north", "tier": "city"}]}, [], city(**more)
    )
    assert isinstance(asked, IssueProposal)
    return asked


def test_an_approval_is_bound_to_the_extras_in_their_order() -> None:
    plain, extra = proposal(), proposal(extras=[EXTRA])
    assert proposal_digest(plain) != proposal_digest(extra)
    assert content_digest(plain) != content_digest(extra)
    other = {"do": "report"}
    one, two = proposal(extras=[EXTRA, other]), proposal(extras=[other, EXTRA])
    assert proposal_digest(one) != proposal_digest(two)


def test_who_approves_is_shown_the_extras() -> None:
    shown = approval_text(proposal(extras=[EXTRA]), "en")
    assert "watch" in shown
    assert "`city_watch`" in shown
    assert "asks for, too" not in approval_text(proposal(), "en")


def test_a_body_that_is_not_there_is_told_in_a_proposal_and_in_an_order() -> None:
    unknown = [{"do": "watch", "by": ["city_wach"]}]
    with pytest.raises(InputError) as caught:
        decided(city(extras=unknown))
    assert str(caught.value.problems[0].where) == "extras[0].by[0]"
    with pytest.raises(InputError) as caught:
        world([order("N-1", "north", "red", (1, 9), extras=unknown)])
    assert str(caught.value.problems[0].where) == "orders[0].extras[0].by[0]"
    written = json.dumps({**city(level="rde"), "extras": unknown, "perid": 5})
    document = read_text(written, "p.json")
    with pytest.raises(InputError) as caught:
        parse_proposal(document, names_in_proposal(scheme_of(), tuple))
    assert "extras[0].by[0]" in {str(p.where).split(": ")[-1] for p in caught.value.problems}


def test_an_order_from_a_file_keeps_its_extras_however_it_is_read(tmp_path: Path) -> None:
    held = order("N-1", "north", "red", (1, 9), extras=[EXTRA], issuer="city_hall")
    scheme = scheme_of()
    for name, text in (("o.yaml", json.dumps({"orders": [held]})), ("o.jsonl", json.dumps(held))):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        (entry,) = load_book(path, scheme)
        assert [extra.do.in_("zh") for extra in entry.extras] == ["值守"]
    assert known_entry(held, 0, scheme) is None


def test_a_register_issues_an_order_with_its_extras() -> None:
    scheme = scheme_of()
    areas = [{"id": "home", "tier": "region"}, {"id": "north", "tier": "city", "parent": "home"}]
    made, _ = scene({"rules": RULES, "areas": areas}, [], city())
    register = Register(scheme.rules, made.areas)
    issued = register.issue(proposal(extras=[EXTRA]), at=instant_of("2026-02-03T00:00+08:00"))
    assert [extra.by for extra in issued.extras] == [("city_watch",)]
    assert register.level("north", at=at(6)).level == "yellow"
