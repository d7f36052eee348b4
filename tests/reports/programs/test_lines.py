"""The line of a decision, written straight, is what its document is written as."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from responselevels import Decision
from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import book_of
from responselevels.core.world.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.decisions import Remedy
from responselevels.models.duties import DutyDue
from responselevels.models.texts import Text
from responselevels.reports.programs.json import decision_document, decision_json, one_line
from tests.model.naive import World
from tests.model.worlds import questions
from tests.reports import made

ODD = 'a"\\\x07\u202e\U000e0041\u3000区\ufffe'
"""Marks of JSON, what acts on a terminal, and what stays as it is."""

HAND_MADE = [one for one in vars(made).values() if isinstance(one, Decision)]


def is_its_document(decision: Decision, **more: Any) -> None:
    for lang in ("en", "zh"):
        line = decision_json(decision, lang, **more)
        assert line == one_line(decision_document(decision, lang, **more))
        assert json.loads(line)["proposal"] == decision.proposal


@pytest.mark.parametrize("seed", range(6))
def test_decisions_in_random_worlds(seed: int) -> None:
    seen = set[str]()
    known: list[tuple[World, Scheme]] = []
    for world, question in questions(Random(f"lines {seed}"), 60):
        if not known or known[-1][0] is not world:
            known.append((world, compile_scheme(world.rules, world.areas)))
        scheme = known[-1][1]
        book = book_of(scheme, world.orders)
        decision = decide(scheme, book, question.proposal, question.at)
        is_its_document(decision)
        is_its_document(decision, titles=scheme.titles)
        # What makes documents of decisions elsewhere says the same, with the titles of the scheme.
        assert decision_json(decision, "en", scheme.titles) == decision.to_json()
        seen |= {name for name in ("findings", "changes", "duties") if getattr(decision, name)}
    assert seen == {"findings", "changes", "duties"}


@pytest.mark.parametrize("decision", HAND_MADE)
def test_decisions_made_by_hand(decision: Decision) -> None:
    is_its_document(decision)
    is_its_document(replace(decision, track=ODD, rules_id=ODD, transition=None))


def test_what_cannot_be_seen_is_escaped_wherever_it_stands() -> None:
    for decision in HAND_MADE:
        findings = tuple(
            replace(
                one,
                rule=ODD,
                where=tuple(replace(span, area=ODD, orders=(ODD, "B")) for span in one.where),
                remedies=(Remedy(level=ODD), Remedy(scope=(ODD,)), Remedy(scope=()), *one.remedies),
                completions=((), (ODD, "b")),
            )
            for one in decision.findings
        )
        changes = tuple(replace(row, area=ODD, to_level=ODD) for row in decision.changes)
        odd = replace(decision, proposal=ODD, findings=findings, changes=changes)
        is_its_document(odd)
        assert not {"\x07", "\u202e", "\U000e0041"} & set(decision_json(odd))


def test_duties_with_all_that_they_may_have() -> None:
    at = made.T0.astimezone(ZoneInfo("Asia/Shanghai"))
    duties = (
        DutyDue(do=Text.of(ODD), to=None, due=None),
        DutyDue(do=Text.of({"zh": "报"}), to=Text.of("b"), due=at),
        DutyDue(id=ODD, do=Text.of("a"), to=None, due=None),
        DutyDue(do=Text.of("a"), to=None, due=None, counts_from="end", within=timedelta(hours=1)),
    )
    for decision in HAND_MADE:
        is_its_document(replace(decision, duties=(*duties, *decision.duties), decided_at=at))
