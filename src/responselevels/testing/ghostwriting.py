"""Property tests written for a rules file: a module for pytest, to run, to read and to go on from.

The text says what the rules say now: who may issue what, and what is proved of each tier and level. Whoever
changes the rules without meaning to sees it fail.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap

from responselevels.analysis.enumeration.examined import ExaminedRules
from responselevels.analysis.stated.proving import prove_stated
from responselevels.errors import expect
from responselevels.models.cases import AuthorProperty
from responselevels.models.parts.conditions import AllOf, AnyOf, AtLeast
from responselevels.models.rules import Rules, Transition
from responselevels.text.catalogue import worded

_WIDE = 96
"""Maximum width of a comment, in columns."""


def property_tests(rules: Rules, named: str, lang: str = "en", *, shipped: bool = False) -> str:
    """Return a module of pytest that holds *rules* to the laws, and to what it states of them.

    *named* is how the module names the rules: by a path from the folder in which it stands, or,
    where they are *shipped*, by their id. Comments are in *lang*.
    """
    expect("rules", rules, Rules)
    writer = _Writer(rules, named, lang, shipped=shipped)
    return "\n".join(writer.lines()) + "\n"


class _Writer:
    """Writer of one module, section by section."""

    def __init__(self, rules: Rules, named: str, lang: str, *, shipped: bool) -> None:
        self.rules = rules
        self.named = named
        self.lang = lang
        self.shipped = shipped
        self.name = _class_name(rules.id)

    def says(self, code: str, **facts: object) -> str:
        return worded(f"new.tests.{code}", facts, self.lang)

    def comment(self, code: str, indent: str = "", **facts: object) -> Iterator[str]:
        """Yield a comment, on as many lines as it takes."""
        width = (_WIDE if self.lang == "en" else _WIDE // 2) - len(indent)
        for line in wrap(self.says(code, **facts), width, break_long_words=self.lang != "en"):
            yield f"{indent}# {line}"

    def lines(self) -> Iterator[str]:
        yield f'"""{self.says("head")}"""'
        yield ""
        yield from self._imports()
        yield ""
        yield f"RULES = load_rules({self._rules()})"
        yield ""
        yield from self.comment("areas")
        yield "AREAS = Areas.model_validate("
        yield from _literal({"areas": list(_areas(self.rules))}, "    ", ",")
        yield ")"
        yield ""
        yield from self.comment("issuers")
        yield "ISSUERS = {"
        for (tier, level), bodies in _issuers(self.rules).items():
            yield f"    ({_text(tier)}, {_text(level)}): {{{', '.join(map(_text, bodies))}}},"
        yield "}"
        yield ""
        yield from self.comment("stated")
        yield "STATED = ["
        yield "    AuthorProperty.model_validate(one)"
        yield "    for one in ("
        for stated in _proved(self.rules, self.lang):
            yield from _literal(_written(stated), "        ", ",")
        yield from ("    )", "]")
        yield from self._machine()
        yield from self._tests()

    def _imports(self) -> Iterator[str]:
        if not self.shipped:
            yield "from pathlib import Path"
            yield ""
        yield "from hypothesis import HealthCheck, given, settings"
        yield "from hypothesis.stateful import invariant"
        yield ""
        yield "from responselevels import Areas, load_rules"
        yield "from responselevels.models.cases import AuthorProperty"
        yield "from responselevels.testing import ("
        yield from (f"    {name}," for name in _NAMES)
        yield ")"

    def _rules(self) -> str:
        return _text(self.named) if self.shipped else f"Path(__file__).parent / {_text(self.named)}"

    def _machine(self) -> Iterator[str]:
        yield from ("", "", f"class {self.name}(RegisterMachine):")
        yield from _docstring(self.says("machine"), "    ")
        yield from ("", "    rules_file = RULES", "    areas_file = AREAS", "")
        yield from self.comment("register", "    ")
        yield from ("", "    @invariant()", "    def only_these_issue(self) -> None:")
        yield from _docstring(self.says("only_these"), "        ")
        yield from _ONLY_THESE
        yield from self.comment("more", "    ")
        tests = f"Test{self.name}"
        yield from ("", "", f"{tests} = {self.name}.TestCase")
        yield f"{tests}.settings = settings(max_examples=10, stateful_step_count=12, deadline=None)"

    def _tests(self) -> Iterator[str]:
        yield from _PROVED
        yield from _docstring(self.says("proved"), "    ")
        yield "    check_stated(STATED, RULES)"
        yield from _HISTORIES
        yield from _docstring(self.says("histories"), "    ")
        yield from _LAWS


_ONLY_THESE = (
    "        tiers = {area.id: area.tier for area in AREAS.areas}",
    "        for order in self.orders:",
    "            assert order.issuer in ISSUERS[tiers[order.area], order.level]",
    "",
)
_PROVED = (
    "",
    "",
    "def test_what_is_stated_is_proved() -> None:",
)
_HISTORIES = (
    "",
    "",
    "@given(history=histories(RULES, AREAS))",
    "@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))",
    "def test_every_history_keeps_the_laws(history: History) -> None:",
)
_LAWS = (
    "    check_laws(history)",
    "    for law in stated_laws(STATED, RULES):",
    "        law.check(history)",
)
_NAMES = ("History", "RegisterMachine", "check_laws", "check_stated", "histories", "stated_laws")


# -- what the rules say ----------------------------------------------------------------------


def _areas(rules: Rules) -> Iterator[dict[str, str]]:
    """Yield one area of the first tier and, beneath it, two of each further one."""
    above: str | None = None
    for number, tier in enumerate(rules.tiers):
        for beside in range(1, 2 + bool(number)):
            area = {"id": f"{tier.id}-{beside}", "tier": tier.id}
            yield area if above is None else area | {"parent": above}
        above = f"{tier.id}-1"


def _issuers(rules: Rules) -> Mapping[tuple[str, str], list[str]]:
    """Return who may issue what: for each tier and level to which a transition leads, the bodies."""
    found: dict[tuple[str, str], list[str]] = {}
    for transition in rules.transitions:
        for level in transition.to:
            bodies = found.setdefault((transition.tier, level), [])
            bodies += [body for body in transition.issuers if body not in bodies]
    return found


def _proved(rules: Rules, lang: str) -> list[AuthorProperty]:
    """Return what can be stated of *rules* and is proved."""
    candidates = [*_candidates(rules, lang)]
    proofs = prove_stated(ExaminedRules(rules), candidates)
    pairs = zip(candidates, proofs, strict=True)
    return [stated for stated, proof in pairs if proof.status == "proved"]


def _candidates(rules: Rules, lang: str) -> Iterator[AuthorProperty]:
    """Yield what the transitions that are alike for a tier and level suggest."""
    for (tier, level), bodies in _issuers(rules).items():
        if any(one.id == level and one.default for one in rules.levels):
            continue
        facts: dict[str, object] = {"tier": tier, "level": level}
        ways = [
            t for t in rules.transitions if t.tier == tier and level in t.to and t.ratify is None
        ]
        yield from _of_ways(ways, facts, lang)
        others = [body for body in rules.bodies if body not in bodies]
        if others:
            yield _stated("others", facts, lang, may_not={**facts, "body": others})
        yield _stated("these", facts, lang, may={**facts, "body": bodies})


def _of_ways(
    ways: Sequence[Transition], facts: Mapping[str, object], lang: str
) -> Iterator[AuthorProperty]:
    conditions = {way.requires.approval for way in ways}
    if len(conditions) == 1 and (condition := next(iter(conditions))) is not None:
        never = {**facts, "without": _plain(condition), "except_provisional": True}
        yield _stated("approved", facts, lang, never=never)
    longest = {way.requires.max_duration for way in ways}
    if longest and None not in longest:
        limit = max(one for one in longest if one is not None)
        yield _stated("longest", facts, lang, never={**facts, "longer_than": limit})


def _plain(condition: str | AnyOf | AllOf | AtLeast) -> object:
    return condition if isinstance(condition, str) else condition.model_dump(mode="json")


def _stated(code: str, facts: Mapping[str, object], lang: str, **kind: object) -> AuthorProperty:
    name = worded(f"new.tests.name.{code}", facts, lang)
    return AuthorProperty.model_validate({"name": name, **kind})


# -- Python ----------------------------------------------------------------------------------


def _written(stated: AuthorProperty) -> dict[str, object]:
    return stated.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _docstring(text: str, indent: str) -> Iterator[str]:
    """Yield *text* as a docstring, its first sentence, or part of one, on the first line."""
    first, semicolon, rest = text.partition("; ")
    if len(text) < _WIDE - len(indent) or not semicolon:
        yield f'{indent}"""{text}"""'
        return
    yield from (f'{indent}"""{first}.', "", f"{indent}{rest[:1].upper()}{rest[1:]}", f'{indent}"""')


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _literal(value: object, indent: str, end: str) -> Iterator[str]:
    """Yield plain data as Python, one entry of the outermost list or mapping a line."""
    if isinstance(value, dict):
        yield f"{indent}{{"
        for key, inner in value.items():
            first, *rest = (
                _literal(inner, indent + "    ", ",") if _is_long(inner) else [_short(inner)]
            )
            opened = first.strip() if rest else f"{first},"
            yield f"{indent}    {_text(key)}: {opened}"
            yield from rest
        yield f"{indent}}}{end}"
    elif isinstance(value, list):
        yield f"{indent}["
        for inner in value:
            yield f"{indent}    {_short(inner)},"
        yield f"{indent}]{end}"
    else:
        yield f"{indent}{_short(value)}{end}"


def _is_long(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(inner, dict) for inner in value)


def _short(value: object) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{_text(key)}: {_short(inner)}" for key, inner in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_short, value)) + "]"
    return repr(value)


def _class_name(name: str) -> str:
    """Return the name of a class after the id of the rules."""
    words: Iterable[str] = (word for word in re.split(r"\W+|_", name) if word)
    return "Machine" + "".join(word[:1].upper() + word[1:] for word in words)
