"""What it costs to prove a rules file: `verify` of each scheme that ships, and of a large made-up one.

    python benchmarks/verify.py [--each] [RULES ...]

Each file is verified in a process of its own. Figures are seconds of CPU, as these hardly depend
on what else the machine does. The made-up scheme has five tiers, seven levels and ten
transitions, which ask for all that can be asked for at once: an assessment that ages, approvals of
two of several bodies, a reason, a notice, longest periods, and acting first; with an ending for
each tier, and a floor for each but the first. With --each, the seconds of each property are told.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from responselevels.analysis.enumeration.examined import ExaminedRules
from responselevels.analysis.properties.verify import PROPERTIES
from responselevels.files import load_rules, shipped_ids
from responselevels.models.rules import Rules

LIMITS = {"shipped": 10.0, "made up": 30.0}
MADE_UP = "made up"
TIERS, TRANSITIONS, LEVELS = 5, 10, 7
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def made_up(tiers: int = TIERS, transitions: int = TRANSITIONS, levels: int = LEVELS) -> Rules:
    """Return a scheme of so many *tiers*, *transitions* (shared out over the tiers) and *levels*."""
    names = [f"tier{n}" for n in range(1, tiers + 1)]
    graded = [f"level{n}" for n in range(1, levels + 1)]
    return Rules.model_validate(
        {
            "format": 1,
            "id": "made-up",
            "levels": [{"id": one, "default": one == graded[0]} for one in graded],
            "tiers": [{"id": one} for one in names],
            "bodies": {
                f"{body}_{tier}": {"tier": tier}
                for tier in names
                for body in ("office", "council", "police", "doctor")
            },
            "transitions": [
                a_transition(n, names[n % tiers], graded, raises=n % (2 * tiers) < tiers)
                for n in range(transitions)
            ],
            "endings": [an_ending(tier) for tier in names],
            "floors": [{"id": f"floor_{tier}", "tier": tier} for tier in names[1:]],
        }
    )


def a_transition(number: int, tier: str, levels: list[str], *, raises: bool) -> dict[str, Any]:
    """Return a transition of *tier*: one that *raises* asks for two of three, another acts first."""
    others = [f"{body}_{tier}" for body in ("council", "police", "doctor")]
    asked: dict[str, Any] = {
        "id": f"way{number}",
        "tier": tier,
        "from": levels[:-1] if raises else levels,
        "to": levels[1:] if raises else levels[3:],
        "issuers": [f"office_{tier}"],
    }
    if raises:
        approval = {"at_least": {"count": 2, "of": others}}
        by = {"by": [others[1]], "with": [others[2]], "max_age": "PT12H"}
        requires = {"assessment": by, "approval": approval, "reason": True, "notice": "PT2H"}
        return {**asked, "requires": {**requires, "max_duration": "P7D"}}
    ratify = {"approval": {"any_of": others}, "within": "PT4H", "again_after": "P7D"}
    return {**asked, "requires": {"max_duration": "P2D", "reason": True}, "ratify": ratify}


def an_ending(tier: str) -> dict[str, Any]:
    """Return an ending of *tier*, which takes an assessment and an approval."""
    requires = {"assessment": {"by": [f"doctor_{tier}"]}, "approval": f"council_{tier}"}
    return {"id": f"end_{tier}", "tier": tier, "issuers": [f"office_{tier}"], "requires": requires}


# -- measuring -----------------------------------------------------------------------


def rules_named(name: str) -> Rules:
    """Return the made-up scheme, or the rules of a path or id."""
    return made_up() if name == MADE_UP else load_rules(name)


def told(name: str, *, each: bool) -> None:
    """Verify one file and print the seconds of CPU, and what came of it."""
    rules = rules_named(name)
    begun = time.process_time()
    examined = ExaminedRules(rules)
    counts: dict[str, int] = {}
    for prop, prove in PROPERTIES.items():
        before = time.process_time()
        proof = prove(prop, examined)
        counts[proof.status] = counts.get(proof.status, 0) + 1
        if each:
            reached = "" if proof.depth is None else f"depth {proof.depth}, {proof.states} states"
            spent = time.process_time() - before
            print(f"    {prop:24} {spent:7.2f} s  {proof.status} {reached}", flush=True)
    kinds = ", ".join(f"{count} {status}" for status, count in counts.items())
    print(f"{time.process_time() - begun:7.2f} s  {name}: {kinds}", flush=True)


def measured(name: str, *, each: bool) -> float:
    """Verify one file in a process of its own, print what it says, and return its seconds."""
    command = [sys.executable, __file__, "--alone", *(["--each"] if each else []), name]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    print(ran.stdout, end="", flush=True)
    return float(ran.stdout.splitlines()[-1].split()[0])


def main() -> int:
    """Measure the files named, or all that ship and the made-up one; 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rules", nargs="*")
    parser.add_argument("--each", action="store_true", help="tell the seconds of each property")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.alone:
        told(said.rules[0], each=said.each)
        return 0
    examples = [path.as_posix() for path in sorted(EXAMPLES.glob("*/rules.yaml"))]
    missed = 0
    for name in said.rules or [*shipped_ids(), *examples, MADE_UP]:
        limit = LIMITS["made up" if name == MADE_UP else "shipped"]
        missed += measured(name, each=said.each) > limit
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main())
