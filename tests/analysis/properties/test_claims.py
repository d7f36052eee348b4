"""Each property says what it is said of, and what it takes for granted."""

from __future__ import annotations

from responselevels.analysis.properties.claims import CLAIMS
from responselevels.analysis.properties.verify import PROPERTIES, verify
from responselevels.files import load_rules
from responselevels.text.catalogue import worded


def test_each_property_has_a_claim_and_no_other_has() -> None:
    assert list(CLAIMS) == list(PROPERTIES)


def test_each_proof_says_what_it_is_said_of() -> None:
    for proof in verify(load_rules("xixian")):
        assert proof.quantifier == CLAIMS[proof.name].quantifier
        assert proof.assumes == CLAIMS[proof.name].assumes


def test_of_rules_that_run_out_nothing_is_claimed_for_the_time_after() -> None:
    for proof in verify(load_rules("examples/harbour/rules.yaml")):
        assert proof.quantifier is not None
        within = proof.quantifier.times == "in_force"
        assert ("valid" in proof.assumes) == within


def test_every_part_of_a_claim_is_worded() -> None:
    for lang in ("en", "zh"):
        for claim in CLAIMS.values():
            over = claim.quantifier
            for part in ("proposals", "times", "lines", "sequences"):
                assert worded(f"verify.over.{part}.{getattr(over, part)}", {}, lang)
            for name in (*claim.assumes, "valid"):
                assert worded(f"verify.assumes.{name}", {}, lang)
