"""What an author states is proved where it is so, and refuted by an example where it is not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from responselevels import Rules
from responselevels.analysis.enumeration.examined import ExaminedRules, Proof
from responselevels.analysis.enumeration.examples import decided
from responselevels.analysis.enumeration.subsets import TooManyClasses
from responselevels.analysis.properties.verify import verify
from responselevels.analysis.stated.proving import prove_stated, widest_unfilling
from responselevels.errors import WrongKind
from responselevels.files import parse, read_text
from responselevels.files.cases import load_cases
from responselevels.models.cases import AuthorProperty
from responselevels.models.parts.conditions import AnyOf
from responselevels.models.proposals import IssueProposal
from responselevels.text.catalogue import worded

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "properties"
RULES = (EXAMPLE / "rules.yaml").read_text(encoding="utf-8")
TEN = load_cases(EXAMPLE / "rules.levels.yaml").suite.properties


def rules_with(old: str = "", new: str = "") -> Rules:
    """Return the example's rules, with *old* written as *new*."""
    assert old in RULES
    return parse(read_text(RULES.replace(old, new)), Rules)


def proof_of(rules: Rules, stated: AuthorProperty | Mapping[str, object]) -> Proof:
    if not isinstance(stated, AuthorProperty):
        stated = AuthorProperty.model_validate({"name": "made", **stated})
    (proof,) = prove_stated(ExaminedRules(rules), [stated])
    return proof


def test_the_ten_of_the_example_are_proved() -> None:
    proofs = prove_stated(ExaminedRules(rules_with()), TEN)
    assert [(proof.name, proof.status) for proof in proofs] == [(s.name, "proved") for s in TEN]
    assert [proof.stem for proof in proofs] == [f"property-{n}" for n in range(1, 11)]
    assert {kind for stated in TEN for kind in stated.kinds} == {
        "never",
        "may",
        "may_not",
        "needs",
        "way_back",
    }


FLAWED = {
    "no storm in the town without the mayor": (
        "      approval: {all_of: [mayor, council]}",
        "      approval: council",
    ),
    "no storm in the town without both the mayor and the council": (
        "      approval: {all_of: [mayor, council]}",
        "      approval: {any_of: [mayor, council]}",
    ),
    "two persons sign a storm in the town": (
        "ratify: {approval: {all_of: [mayor, council]}, signed: true",
        "ratify: {approval: mayor, signed: true",
    ),
    "no storm in the town is ordered without the weather office": (
        "requires: {assessment: {by: [works], with: [weather]}, max_duration: P14D}",
        "requires: {assessment: {by: [works]}, max_duration: P14D}",
    ),
    "no district orders for longer than two days": (
        "approval: works, max_duration: P2D",
        "approval: works",
    ),
    "no district goes from clear to storm at once": ("from: [watch]", "from: [watch, clear]"),
    "a depot can call a storm": (
        "issuers: [depot]\n    requires: {approval: works",
        "issuers: [works]\n    requires: {approval: council",
    ),
    "the mayor and the council never order by themselves": (
        "to: [watch], issuers: [works]",
        "to: [watch], issuers: [works, council]",
    ),
    "nobody ends an order of the town without the mayor": (
        "approval: mayor}}",
        "approval: {any_of: [mayor, council]}}}",
    ),
    "every order can be over within two weeks": (
        "  - {id: town_end, tier: town, of: [watch],",
        "  - {id: town_end, tier: town, of: [storm],",
    ),
}


@pytest.mark.parametrize("stated", TEN, ids=lambda stated: stated.name)
def test_each_of_the_ten_is_refuted_by_rules_with_that_flaw(stated: AuthorProperty) -> None:
    rules = rules_with(*FLAWED[stated.name])
    proof = proof_of(rules, stated)
    assert proof.status == "refuted"
    for against in proof.counterexamples:
        # What shows that something is impossible has no example.
        assert (against.example is None) == (stated.kind == "may")
        if against.example is not None and against.decision is not None:
            assert decided(rules, against.example) == against.decision
            assert against.decision.permitted


def test_of_many_bodies_any_may_be_the_one_that_is_missing() -> None:
    # Of more than three bodies the classes have one set for each pattern: here only the first.
    rules = rules_with(
        "approval: {all_of: [mayor, council]}\n      signed: true",
        "approval: {any_of: [mayor, council, weather, works]}",
    )
    for body in ("mayor", "council", "weather"):
        stated = {"never": {"level": "storm", "tier": "town", "without": body}}
        proof = proof_of(
            rules, {**stated, "never": {**stated["never"], "except_provisional": True}}
        )
        (against,) = proof.counterexamples[:1]
        assert against.example is not None
        assert [one.body for one in against.example.proposal.approvals] != [body]


def test_a_provisional_order_counts_unless_it_is_left_out() -> None:
    never: dict[str, object] = {"level": "storm", "tier": "town", "without": "mayor"}
    refuted = proof_of(rules_with(), {"never": never})
    (against,) = refuted.counterexamples
    assert against.example is not None
    assert isinstance(against.example.proposal, IssueProposal)
    assert against.example.proposal.transition == "town_storm_at_once"
    assert (
        proof_of(rules_with(), {"never": {**never, "except_provisional": True}}).status == "proved"
    )


def test_what_is_left_out_when_provisional_counts_when_it_is_ratified() -> None:
    rules = rules_with(
        "ratify: {approval: {all_of: [mayor, council]}", "ratify: {approval: council"
    )
    stated = {"level": "storm", "tier": "town", "without": "mayor", "except_provisional": True}
    (against,) = proof_of(rules, {"never": stated}).counterexamples
    assert against.example is not None
    assert against.example.proposal.action == "ratify"


def test_the_issuer_takes_part_as_well_as_who_approves() -> None:
    rules = rules_with()
    assert proof_of(rules, {"never": {"tier": "town", "without": "works"}}).status == "proved"
    without = {"any_of": ["works", "depot"]}
    assert proof_of(rules, {"never": {"without": without}}).status == "proved"
    (against, *_more) = proof_of(rules, {"never": {"without": "works"}}).counterexamples
    assert against.example is not None
    assert against.example.proposal.issuer == "depot"


def test_a_period_is_too_long_however_little() -> None:
    never = {"tier": "town", "level": "storm", "longer_than": "P14D"}
    assert proof_of(rules_with(), {"never": never}).status == "proved"
    stricter = {"never": {**never, "longer_than": "P13D"}}
    assert proof_of(rules_with(), stricter).status == "refuted"
    late = rules_with("id: winter\n", 'id: winter\nvalid: {from: "9000-01-01T00:00Z"}\n')
    endless = {"never": {"tier": "town", "level": "watch", "longer_than": "P999999D"}}
    (against,) = proof_of(late, endless).counterexamples
    assert against.example is not None
    assert isinstance(against.example.proposal, IssueProposal)
    assert against.example.proposal.period.end is None


def test_without_anybody_to_assess_the_age_and_the_facts_go_too() -> None:
    rules = rules_with("assessment: {by: [works]}, approval: mayor", "approval: mayor")
    never = {"never": {"do": "end", "tier": "town", "level": "watch", "assessed_without": "works"}}
    assert proof_of(rules_with(), never).status == "proved"
    assert proof_of(rules, never).status == "refuted"


def test_who_assesses_beside_somebody_may_be_missing() -> None:
    rules = rules_with(
        "assessment: {by: [works]}, approval: mayor",
        "assessment: {by: [works, weather]}, approval: mayor",
    )
    never = {"do": "end", "tier": "town", "level": "watch", "assessed_without": "works"}
    (against, *_more) = proof_of(rules, {"never": never}).counterexamples
    assert against.example is not None
    assert against.example.proposal.model_dump()["assessment"]["by"] == "weather"


def test_signatures_are_counted_where_they_are_asked_for() -> None:
    unsigned = rules_with("      signed: true\n", "")
    needs: dict[str, object] = {
        "approvals": 2,
        "level": "storm",
        "tier": "town",
        "except_provisional": True,
    }
    assert proof_of(unsigned, {"needs": needs}).status == "proved"
    assert proof_of(unsigned, {"needs": {**needs, "signed": True}}).status == "refuted"
    assert proof_of(rules_with(), {"needs": {**needs, "approvals": 3}}).status == "refuted"


def test_nobody_may_do_what_no_permitted_orders_lead_to() -> None:
    # A storm starts from a watch, and nothing leads to a watch any more.
    rules = rules_with("to: [watch], issuers: [depot]", "to: [clear], issuers: [depot]")
    storm = {"level": "storm", "tier": "district", "body": "depot"}
    # The town's watch reaches its districts, and from there a depot goes on.
    assert proof_of(rules, {"may": storm}).status == "proved"
    apart = rules.model_copy(
        update={"tiers": (rules.tiers[0], rules.tiers[1].model_copy(update={"inherits": False}))}
    )
    assert proof_of(apart, {"may": storm}).status == "refuted"
    assert proof_of(apart, {"may": {**storm, "do": "end"}}).status == "refuted"


@pytest.mark.parametrize(
    ("watched", "named", "status"),
    [
        ("[district]", "[town]", "refuted"),
        ("[district]", "[town, district]", "proved"),
        ("[town, district]", "[district]", "proved"),
        ("[town]", "[district]", "proved"),
        ("[district]", "[district]", "proved"),
    ],
)
def test_an_order_starts_from_where_the_areas_that_it_names_come_to_stand(
    watched: str, named: str, status: str
) -> None:
    # What the town orders for a district leaves the town itself where it was.
    text = RULES.replace("town_watch, tier: town,", "town_watch, tier: town, from: [clear],")
    text = text.replace("{period: open}}", f"{{period: open, scope: {{tiers: {watched}}}}}}}")
    text = text.replace(
        "to: [storm]\n    issuers: [works]", "from: [watch]\n    to: [storm]\n    issuers: [works]"
    )
    text = text.replace("max_duration: P14D", f"max_duration: P14D, scope: {{tiers: {named}}}")
    text = text.replace("      max_duration: P14D, scope", "      max_duration: P14D\n      scope")
    rules = parse(read_text(text), Rules)
    storm = {"level": "storm", "tier": "town", "body": "works"}
    assert proof_of(rules, {"may": storm}).status == status


def test_ending_and_ratifying_take_an_order_that_can_be_issued() -> None:
    rules = rules_with()
    town: dict[str, object] = {"tier": "town", "level": "storm", "body": "works"}
    assert proof_of(rules, {"may": {**town, "do": "end"}}).status == "proved"
    assert proof_of(rules, {"may": {**town, "do": "ratify"}}).status == "proved"
    assert proof_of(rules, {"may": {**town, "level": "watch", "do": "ratify"}}).status == "refuted"
    assert (
        proof_of(rules, {"may": {**town, "level": ["storm", "watch"], "do": "end"}}).status
        == "proved"
    )


def test_a_way_back_is_looked_for_on_every_line() -> None:
    # The depot's order may be ended with the approval of the works, which only a town has.
    rules = rules_with(
        "of: [watch], issuers: [depot]}",
        "of: [watch], issuers: [depot], requires: {approval: works}}",
    )
    stated = {"way_back": {"within": "P1D", "tier": "district", "level": "watch"}}
    assert proof_of(rules_with(), stated).status == "proved"
    (against,) = proof_of(rules, stated).counterexamples
    assert against.example is not None
    assert "town" not in {area.tier for area in against.example.areas}


def test_what_nothing_permitted_is_about_is_not_applicable() -> None:
    rules = rules_with()
    assert proof_of(rules, {"needs": {"approvals": 1, "level": "clear"}}).status == "idle"


def test_more_than_can_be_enumerated_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("responselevels.analysis.stated.proving.MAX_BODIES", 0)
    with pytest.raises(TooManyClasses):
        widest_unfilling("mayor", ["mayor"])
    proof = proof_of(rules_with(), TEN[0])
    assert proof.status == "open"
    assert proof.says is not None


def test_the_widest_sets_that_do_not_fill_a_condition() -> None:
    both = AnyOf(any_of=("a", "b"))
    assert widest_unfilling(both, ["a", "b", "c"]) == [frozenset({"c"})]
    assert widest_unfilling("a", ["b"], always=["a"]) == []


def test_rules_that_run_out_are_assumed_to_be_followed_by_others() -> None:
    rules = rules_with("id: winter\n", 'id: winter\nvalid: {to: "2030-01-01T00:00Z"}\n')
    assert proof_of(rules, TEN[0]).assumes == ("true_claims", "valid")


def test_verify_takes_them_after_its_own() -> None:
    rules = rules_with()
    proofs = verify(rules, TEN[:2])
    assert [proof.name for proof in proofs[-2:]] == [stated.name for stated in TEN[:2]]
    with pytest.raises(WrongKind):
        verify(rules, ["no property"])  # type: ignore[list-item]


def test_an_assessment_by_the_others_alone_is_tried_as_well() -> None:
    never = {"level": "storm", "tier": "town", "assessed_without": "works"}
    assert proof_of(rules_with(), {"never": never}).status == "proved"


def test_a_condition_is_told_however_it_nests() -> None:
    without = {
        "at_least": {"count": 2, "of": ["mayor", {"any_of": ["council", "works"]}, "weather"]}
    }
    never = {"level": "storm", "tier": "town", "without": without, "except_provisional": True}
    proof = proof_of(rules_with(), {"never": never})
    assert proof.status == "proved"
    assert proof.says is not None
    assert worded(proof.says.code, proof.says.facts, "en") == (
        "made: never an order of `town` at `storm`, without 2 of `mayor`, `council` or `works` and "
        "`weather` to issue or approve it, but for orders that are still provisional"
    )
