"""An assessment in a form: who makes it, with whom, what it found, and the facts that it states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Protocol

from responselevels.errors import InputError, Place, Problem
from responselevels.files.checking.parsing import parse
from responselevels.files.syntax.documents import read_text
from responselevels.models.orders import Assessment
from responselevels.models.parts.criteria import Fact
from responselevels.models.parts.requires import AssessmentRule
from responselevels.models.times import instant_kept
from responselevels.server.console.frame.reader import Reader
from responselevels.text.escaping import in_json
from responselevels.text.fullwidth import narrow

FACT = "fact:"
"""What the name of a field for a fact begins with."""


class Form(Protocol):
    """A form as it was sent."""

    def getlist(self, key: str) -> Sequence[object]:
        """Return all values of a field."""
        ...


class Stated:
    """What the part of a form for an assessment says; *by* is "" where none is made."""

    def __init__(self, form: Form, known: Sequence[Fact], by: str = "assess_by") -> None:
        """Read it of *form*; *by* is the name of the field for the body."""
        self.by = _text(form, by)
        beside = [one for one in form.getlist("with") if isinstance(one, str) and one]
        self.beside = tuple(one for one in dict.fromkeys(beside) if one != self.by)
        self.summary = _text(form, "summary")
        self.texts = {fact.id: _text(form, f"{FACT}{fact.id}") for fact in known}
        self._known = known

    def at(self, instant: datetime) -> Assessment:
        """Return the assessment as made at *instant*.

        Raises:
            InputError: it is none; each problem has the name of its field for a path.
        """
        problems: list[Problem] = []
        facts = self._facts(problems)
        said: dict[str, object] = {
            "by": self.by,
            "with": list(self.beside),
            "at": instant_kept(instant),
            "facts": facts,
        }
        if self.summary:
            said["summary"] = self.summary
        if problems:
            raise InputError(problems)
        return parse(read_text(in_json(said), json=True), Assessment)

    def _facts(self, problems: list[Problem]) -> dict[str, object]:
        found: dict[str, object] = {}
        for fact in self._known:
            text = self.texts[fact.id]
            if not text:
                continue
            if fact.type == "yes_no":
                found[fact.id] = text == "yes"
            elif fact.one_of:
                found[fact.id] = text
            else:
                value = _number(text)
                if value is None:
                    facts = {"value": text, "fact": fact.id}
                    problems.append(Problem(Place(path=(f"{FACT}{fact.id}",)), "fact.typed", facts))
                else:
                    found[fact.id] = value
        return found


def _number(text: str) -> int | str | None:
    """Return a number that was typed, exact; None where it is none."""
    written = narrow(text).replace(",", "").strip()
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 40:
        return None
    return int(number) if number == number.to_integral_value() else f"{number:f}"


def _text(form: Form, name: str) -> str:
    texts = [value for value in form.getlist(name) if isinstance(value, str)]
    return texts[-1].replace("\r\n", "\n").strip() if texts else ""


def blank_stated(reader: Reader) -> Stated:
    """Return the part of a form in which nothing is filled in yet, but who takes part by the rules."""
    stated = Stated(_Empty(), reader.scheme.rules.facts)
    stated.beside = bodies_beside(reader)
    return stated


class _Empty:
    def getlist(self, _key: str) -> Sequence[object]:
        return ()


def stated_again(reader: Reader, assessment: Assessment | None) -> Stated:
    """Return the part of a form that says what *assessment* said, to be stated anew."""
    stated = blank_stated(reader)
    if assessment is None:
        return stated
    stated.beside = assessment.with_
    stated.texts = {name: _again(assessment.facts, name) for name in stated.texts}
    return stated


def _again(facts: Mapping[str, object], name: str) -> str:
    value = facts.get(name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def bodies_that_assess(reader: Reader) -> tuple[str, ...]:
    """Return the bodies that some rule has assess, those that the reader acts for first."""
    asked = assessments_asked(reader)
    found = dict.fromkeys(body for one in asked for body in one.by)
    return tuple(sorted(found, key=lambda body: not reader.caller.may_act_for(body)))


def bodies_beside(reader: Reader) -> tuple[str, ...]:
    """Return the bodies that some rule has take part in assessments."""
    return tuple(dict.fromkeys(body for one in assessments_asked(reader) for body in one.with_))


def assessments_asked(reader: Reader) -> list[AssessmentRule]:
    """Return what the rules ask of assessments."""
    rules = reader.scheme.rules
    asked = [rule.requires.assessment for rule in rules.transitions]
    asked += [rule.requires.assessment for rule in rules.endings]
    return [one for one in asked if one is not None]
