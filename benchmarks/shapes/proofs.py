"""Proofs of a large made-up rules file: five tiers, ten transitions, seven levels."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.frame import Bench, Figure, row
from benchmarks.verify import made_up
from responselevels.analysis.comparison.diff import diff
from responselevels.analysis.enumeration.examined import ExaminedRules
from responselevels.analysis.properties.verify import PROPERTIES
from responselevels.models.rules import Rules


@row("proofs", "verify and diff of 5 tiers, 10 transitions, 7 levels")
def proofs(bench: Bench) -> Iterator[Figure]:
    """Yield the seconds of both; the second file of `diff` asks for one approval more."""
    rules = made_up(3, 6, 4) if bench.quick else made_up()
    yield Figure("verify", bench.seconds(lambda: _verified(rules)), "s", most=10)
    other = _stricter(rules)
    if diff(made_up(2, 2, 3), _stricter(made_up(2, 2, 3))).equivalent:
        raise SystemExit("a difference that is not seen")
    yield Figure("diff", bench.seconds(lambda: diff(rules, other)), "s", most=10)


def _verified(rules: Rules) -> None:
    examined = ExaminedRules(rules)
    for prop, prove in PROPERTIES.items():
        prove(prop, examined)


def _stricter(rules: Rules) -> Rules:
    first = rules.transitions[0]
    requires = first.requires.model_copy(update={"reason": not first.requires.reason})
    changed = first.model_copy(update={"requires": requires})
    return rules.model_copy(update={"transitions": (changed, *rules.transitions[1:])})
