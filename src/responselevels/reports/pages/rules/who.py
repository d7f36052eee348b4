"""Who may do what at which level: a row for each body, a column for each level.

What stands in a cell are acts with the numbers of the rules that give a part in them, as the page
numbers its rules (`responselevels.reports.pictures.ladder`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from responselevels.files.sheets import there
from responselevels.models.parts.conditions import AllOf, AtLeast, bodies_in, parts_of
from responselevels.models.rules import Ending, Rules, Transition
from responselevels.reports.pictures.ladder import LadderStep, levels_of, number_shown
from responselevels.reports.rules.scheme_words import Words

ACTS = (
    "issue",
    "assess",
    "join",
    "approve",
    "approve_with",
    "ratify",
    "ratify_with",
    "end",
)
"""What a body may do, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class WhoRow:
    """A body: its id, its title, that of its tier, what it may do at each level, and to adopt other rules."""

    body: str
    title: str
    tier: str
    acts: tuple[tuple[str, ...], ...]
    adoption: str = ""


@dataclass(frozen=True, slots=True)
class WhoTable:
    """The levels by title, from the mildest, and a row for each body.

    *names* are the ids of the levels; *adoption*: whether there are rules for adopting others.
    """

    names: tuple[str, ...]
    levels: tuple[str, ...]
    rows: tuple[WhoRow, ...]
    adoption: bool


def who_table(words: Words, steps: Sequence[LadderStep]) -> WhoTable:
    """Return who may do what by the rules of a sheet, as *steps* number them.

    Of a template, as far as it is filled in.
    """
    rules = words.sheet.rules
    parts = [*_parts(rules, steps)]
    levels = levels_of(rules)
    adopting = None if rules.adoption is None else rules.adoption.approval
    rows = []
    for name, body in (rules.bodies or {}).items():
        acts = (_acts(parts, name, rank, words) for rank in range(len(levels)))
        adopts = "" if adopting is None else _kind_of("approve", adopting, name)
        rows.append(
            WhoRow(
                name,
                words.titled(name, body.title),
                words.tier(body.tier),
                tuple(acts),
                _said(adopts, (), words) if adopts else "",
            )
        )
    titles = tuple(words.titled(level.id, level.title) for level in levels)
    return WhoTable(tuple(level.id for level in levels), titles, tuple(rows), adopting is not None)


Part = tuple[LadderStep, Transition | Ending]


def _parts(rules: Rules, steps: Sequence[LadderStep]) -> Iterator[Part]:
    listed: list[Transition | Ending] = [rule for _number, rule in there(rules.transitions)]
    listed += [rule for _number, rule in there(rules.endings)]
    yield from zip(steps, listed, strict=True)


def _acts(parts: list[Part], body: str, rank: int, words: Words) -> tuple[str, ...]:
    found: dict[str, list[int]] = {}
    for step, rule in parts:
        if rank in (step.targets if step.kind == "transition" else step.sources):
            for act in _of_rule(rule, body):
                found.setdefault(act, []).append(step.number)
    return tuple(_said(act, tuple(found[act]), words) for act in ACTS if act in found)


def _said(act: str, numbers: tuple[int, ...], words: Words) -> str:
    said = words.worded(f"rules_page.act.{act}")
    if not numbers:
        return said
    return words.worded("rules_page.act", act=said, numbers="".join(map(number_shown, numbers)))


def _of_rule(rule: Transition | Ending, body: str) -> Iterator[str]:
    """Yield the acts that *rule* has for *body*."""
    if body in (rule.issuers or ()):
        yield "issue" if isinstance(rule, Transition) else "end"
    asked: Any = rule.requires
    if asked is None:
        return
    if asked.assessment is not None:
        if body in (asked.assessment.by or ()):
            yield "assess"
        if body in asked.assessment.with_:
            yield "join"
    if asked.approval is not None:
        yield from filter(None, [_kind_of("approve", asked.approval, body)])
    ratify = rule.ratify if isinstance(rule, Transition) else None
    if ratify is not None and ratify.approval is not None:
        yield from filter(None, [_kind_of("ratify", ratify.approval, body)])


def _kind_of(act: str, condition: Any, body: str) -> str:
    """Return *act* where *body* has a part in a condition: by itself, or with others."""
    if _enough(condition, body):
        return act
    return f"{act}_with" if body in bodies_in(condition) else ""


def _enough(condition: Any, body: str) -> bool:
    """Say whether *body* alone meets a condition."""
    if isinstance(condition, str):
        return condition == body
    met = [_enough(one, body) for one in parts_of(condition)]
    if isinstance(condition, AtLeast):
        return sum(met) >= condition.at_least.count
    return all(met) if isinstance(condition, AllOf) else any(met)
