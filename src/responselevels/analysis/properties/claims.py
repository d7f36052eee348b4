"""What each property is said of, and what it takes for granted (docs/verification.md, What is proved).

A sentence is proved of what its quantifier names and of nothing else: of these proposals, at
these times, on these lines of areas, in these sequences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from responselevels.analysis.enumeration.examined import Proof, Quantifier
from responselevels.models.rules import Rules


@dataclass(frozen=True, slots=True)
class Claim:
    """The quantifier of a property, and what is assumed."""

    quantifier: Quantifier
    assumes: tuple[str, ...] = ()


_ACTS = ("acts", "rules_stay")
"""Whoever is needed acts, and the rules and areas stay what they are meanwhile."""

_STEPS = Quantifier(proposals="representative", lines="small", sequences="steps")
"""Sequences are searched, over representatives and small trees (`analysis.sequences`)."""

CLAIMS: Mapping[str, Claim] = {
    "approved": Claim(Quantifier(proposals="permitted"), ("true_claims",)),
    "reachable": Claim(Quantifier(proposals="issued", lines="whole", sequences="some"), _ACTS),
    "way_back": Claim(Quantifier(proposals="orders", sequences="after"), _ACTS),
    "not_alone": Claim(Quantifier(proposals="all"), ("true_claims",)),
    "unshadowed": Claim(Quantifier(proposals="of_rules")),
    "unstuck": Claim(Quantifier(proposals="endless", sequences="after"), _ACTS),
    "ended_in_force": Claim(
        Quantifier(proposals="endless", times="run_out", lines="whole", sequences="after")
    ),
    "two_needed": Claim(Quantifier(proposals="permitted"), ("true_claims",)),
    "two_persons": Claim(Quantifier(proposals="by_two"), ("true_claims",)),
    "not_mutual": Claim(Quantifier(proposals="permitted", lines="whole"), ("true_claims",)),
    "ratifiable": Claim(Quantifier(proposals="provisional", sequences="after"), _ACTS),
    "ratified_by_others": Claim(
        Quantifier(proposals="provisional", sequences="after"), ("true_claims",)
    ),
    "ended_as_started": Claim(Quantifier(proposals="ends"), ("bodies_only",)),
    "floor_kept": Claim(Quantifier(proposals="below_floor", sequences="pieces")),
    "floor_everywhere": Claim(Quantifier(proposals="above_and_below", lines="whole")),
    "lowered_only_by_enders": Claim(Quantifier(proposals="lowering")),
    "tracks_apart": Claim(Quantifier(proposals="all", sequences="other_track")),
    "way_back_in_steps": Claim(_STEPS, _ACTS),
    "one_grace": Claim(_STEPS),
    "lapses_unratified": Claim(_STEPS),
    "no_return": Claim(_STEPS),
    "lowered_in_steps": Claim(_STEPS),
    "alone_in_steps": Claim(replace(_STEPS, proposals="one_body"), ("true_claims",)),
}
"""What is said of what, by property."""


def claimed(proof: Proof, rules: Rules) -> Proof:
    """Return *proof* with what the property is said of, and what it assumes.

    Rules that run out promise nothing of the time after.
    """
    claim = CLAIMS[proof.name]
    dated = rules.valid is not None and rules.valid.to is not None
    within = dated and claim.quantifier.times == "in_force"
    assumes = (*claim.assumes, *(("valid",) if within else ()))
    return replace(proof, quantifier=claim.quantifier, assumes=assumes)
