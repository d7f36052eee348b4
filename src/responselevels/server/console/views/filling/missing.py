"""What is missing of a proposal, and who could give it: the ways, each with bodies and the areas where they sit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from responselevels.core.deciding.case import AnyProposal
from responselevels.models.decisions import Decision, Finding
from responselevels.models.parts.requires import AssessmentRule
from responselevels.models.proposals import IssueProposal
from responselevels.server.console.frame.reader import Reader
from responselevels.text.catalogue import Alternatives, Named

NAMED_AT_ONCE = 30
"""The number of ways that are told at most."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is missing: in words, and the ways to give it, each a set of bodies.

    *mine*: the reader acts for a body of one of the ways. *every*: all bodies that are told have to take part.
    """

    told: str
    ways: tuple[str, ...]
    mine: bool = False


def missing_in(
    reader: Reader, decision: Decision | None, proposal: AnyProposal
) -> Iterator[Missing]:
    """Yield what is missing of *proposal* by its *decision*, and who could give it."""
    area = _issuing(reader, proposal)
    for finding in () if decision is None else decision.findings:
        if finding.code == "approval.missing":
            ways = finding.facts.get("ways")
            sets = ways.sets if isinstance(ways, Alternatives) else ()
            told = tuple(_seated(reader, way, area) for way in sets[:NAMED_AT_ONCE])
            way = "missing.approval" if len(sets) > 1 else "missing.approval.all"
            yield Missing(reader.says(way), told, _mine(reader, finding))
        elif finding.code in {"assessment.missing", "assessment.stale"}:
            told = tuple(_seated(reader, way, area) for way in _parties(reader, finding))
            yield Missing(reader.says("missing.assessment"), told, _mine(reader, finding))


def _parties(reader: Reader, finding: Finding) -> Iterator[tuple[Named, ...]]:
    """Yield who has to take part in an assessment: each way a body that makes it, with all others."""
    absent, by, beside = (_named(finding.facts.get(name)) for name in ("absent", "by", "with"))
    if absent:
        yield absent
    yield from ((one, *beside) for one in by)
    if finding.code == "assessment.stale":
        asked = _asked_of(reader, finding)
        others = () if asked is None else _bodies_named(asked.with_)
        yield from ((one, *others) for one in _bodies_named(() if asked is None else asked.by))


def _asked_of(reader: Reader, finding: Finding) -> AssessmentRule | None:
    """Return the assessment that the rule of *finding* asks for."""
    rules = reader.scheme.rules
    asked = {rule.id: rule.requires.assessment for rule in rules.transitions}
    asked |= {rule.id: rule.requires.assessment for rule in rules.endings}
    return asked.get(finding.rule or "")


def _bodies_named(names: Iterable[str]) -> tuple[Named, ...]:
    return tuple(Named("body", name) for name in names)


def _named(found: object) -> tuple[Named, ...]:
    several = found if isinstance(found, tuple | list) else ()
    return tuple(one for one in several if isinstance(one, Named))


def _issuing(reader: Reader, proposal: AnyProposal) -> int | None:
    """Return the number of the area that issues, or issued the order that it is about."""
    if isinstance(proposal, IssueProposal):
        name: str | None = proposal.area
    else:
        order = reader.register.state.orders.get(proposal.order)
        name = None if order is None else order.area
    return None if name is None else reader.scheme.tree.numbers.get(name)


def _seated(reader: Reader, bodies: Iterable[Named], area: int | None) -> str:
    """Return bodies in words, each with the area where it sits if it may be read."""
    return reader.says("listed.and", things=tuple(_seat(reader, one.id, area) for one in bodies))


def _seat(reader: Reader, body: str, area: int | None) -> str:
    scheme, told = reader.scheme, reader.named("body", body)
    seat = None if area is None or body not in scheme.bodies else scheme.acting(body, area)
    if seat is None or not reader.reading.sight.knows(scheme.tree.ids[seat]):
        return told
    return reader.says("missing.seat", body=told, area=reader.title("area", scheme.tree.ids[seat]))


def _mine(reader: Reader, finding: Finding) -> bool:
    return any(reader.caller.may_act_for(body) for body in missing_bodies(reader, finding))


def missing_bodies(reader: Reader, finding: Finding) -> list[str]:
    """Return the bodies that could give what *finding* misses, each once."""
    ways = finding.facts.get("ways")
    if isinstance(ways, Alternatives):
        return _bodies(one for way in ways.sets for one in way)
    if finding.code == "assessment.stale":
        asked = _asked_of(reader, finding)
        return [] if asked is None else list(asked.by)
    found = [finding.facts.get(name) for name in ("by", "absent")]
    return _bodies(one for part in found if isinstance(part, tuple | list) for one in part)


def _bodies(things: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(one.id for one in things if isinstance(one, Named)))
