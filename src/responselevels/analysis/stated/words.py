"""What a property of the author says, and what refutes it, as sentences of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from responselevels.analysis.enumeration.examined import (
    Counterexample,
    ExaminedRules,
)
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.core.conditions import Condition
from responselevels.models.cases import AuthorProperty, May, Needs, Never, WayBack, names_of
from responselevels.models.parts.conditions import AtLeast, parts_of
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named, Phrase


def within(
    said: Never | May | Needs | WayBack, rules: Rules
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the levels and the tiers that *said* is about.

    Where none is written, these are the levels above the default, and all tiers.
    """
    default = next(number for number, level in enumerate(rules.levels) if level.default)
    above = tuple(level.id for level in rules.levels[default + 1 :])
    every = tuple(tier.id for tier in rules.tiers)
    levels, tiers = names_of(said.level), names_of(said.tier)
    return (above if levels is None else levels, every if tiers is None else tiers)


def says(stated: AuthorProperty, rules: Rules) -> Phrase:
    """Return what *stated* says of *rules*, its name first."""
    said = stated.says
    levels, tiers = within(said, rules)
    act = "issue" if isinstance(said, WayBack) else said.do
    facts = {"levels": named("level", levels), "tiers": named("tier", tiers)}
    about = Phrase(f"verify.stated.{act}", facts)
    more: dict[str, object] = {}
    if isinstance(said, Never):
        about = _narrowed(about, said)
    elif isinstance(said, May):
        more["bodies"] = named("body", names_of(said.body) or ())
    elif isinstance(said, Needs):
        more["count"] = said.approvals
    else:
        more["within"] = said.within
    if isinstance(said, Never | Needs) and said.except_provisional:
        about = Phrase("verify.stated.except", {"says": about})
    signed = ".signed" if isinstance(said, Needs) and said.signed else ""
    return Phrase(
        f"verify.stated.{stated.kind}{signed}", {"name": stated.name, "says": about, **more}
    )


def _narrowed(about: Phrase, said: Never) -> Phrase:
    """Return *about* with all that has to be so beside it."""
    told: dict[str, dict[str, object]] = {
        "by": {"bodies": None if said.body is None else named("body", names_of(said.body) or ())},
        "from": {
            "levels": None if said.from_ is None else named("level", names_of(said.from_) or ())
        },
        "longer": {"limit": said.longer_than},
        "assessed_without": {"condition": condition_worded(said.assessed_without)},
        "without": {"condition": condition_worded(said.without)},
    }
    for key, facts in told.items():
        if None not in facts.values():
            about = Phrase(f"verify.stated.{key}", {"says": about, **facts})
    return about


def named(kind: str, ids: Iterable[str]) -> tuple[Named, ...]:
    """Return the things of *kind* with these *ids*, to be worded with their titles."""
    return tuple(Named(kind, one) for one in ids)


def condition_worded(condition: Condition | None) -> object:
    """Return what a condition asks for, to be worded; None where there is none."""
    if condition is None:
        return None
    if isinstance(condition, str):
        return Named("body", condition)
    parts = tuple(map(condition_worded, parts_of(condition)))
    if isinstance(condition, AtLeast):
        count = condition.at_least.count
        return Phrase("verify.stated.at_least", {"count": count, "parts": parts})
    operator = next(key for key in ("any_of", "all_of") if hasattr(condition, key))
    return Phrase(f"verify.stated.{operator}", {"parts": parts})


def refuted(examined: ExaminedRules, row: DecidedClass) -> Counterexample:
    """Return *row*, which is permitted, as what refutes a property."""
    facts, question = row.facts, row.question
    kind = "ending" if question.action == "end" else "transition"
    approving = facts.approving.approved
    bodies = Phrase("verify.stated.approving", {"bodies": named("body", sorted(approving))})
    return examined.shown(
        row,
        says=Phrase(
            f"verify.stated.refuted.{question.action}",
            {
                "rule": Named(kind, row.rule or ""),
                "tier": Named("tier", question.tier),
                "level": Named("level", question.level),
                "issuer": Named("body", facts.issuer),
                "period": _lasting(facts.length),
                "approvals": bodies if approving else Phrase("verify.stated.approving.none"),
            },
        ),
    )


def _lasting(length: timedelta | None) -> Phrase:
    """Return how long an order lasts, to be worded."""
    if length is None:
        return Phrase("verify.stated.endless")
    return Phrase("verify.stated.lasts", {"length": length})
