"""Each property proved where it holds, and refuted, with an example, where it does not."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from responselevels.analysis.enumeration.examined import ExaminedRules, Proof
from responselevels.analysis.enumeration.examples import case_file, decided
from responselevels.analysis.properties.several import says_two
from responselevels.analysis.properties.verify import PROPERTIES, verify
from responselevels.core.deciding import decide as core
from responselevels.core.deciding.case import Case
from responselevels.core.orders.entries import Entry
from responselevels.files import load_rules
from responselevels.files.shipped import ShippedFiles, shipped_files
from responselevels.models.cases import CaseFile
from responselevels.models.decisions import Decision, Verdict
from responselevels.models.parts.conditions import AllOf, AnyOf, AtLeast, Quorum
from responselevels.models.parts.measures import Measure
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named, Phrase
from tests.analysis.cores import decide_by
from tests.analysis.edits import BOTH, WRITTEN, Data, activate, city, original, rules_of


def edited(*changes: Any) -> Rules:
    data = deepcopy(WRITTEN)
    for change in changes:
        change(data)
    return rules_of(data)


def proof_of(name: str, rules: Rules) -> Proof:
    return PROPERTIES[name](name, ExaminedRules(rules))


def refuted(name: str, rules: Rules) -> list[dict[str, str]]:
    """Return the ids in the facts of each counterexample, after holding it to its own rules."""
    proof = proof_of(name, rules)
    assert proof.status == "refuted"
    for against in proof.counterexamples:
        assert against.example is not None
        assert decided(rules, against.example) == against.decision
    return [
        {key: fact.id for key, fact in against.facts.items() if isinstance(fact, Named)}
        for against in proof.counterexamples
    ]


# -- what holds --------------------------------------------------------------------------


KNOWN = {
    # It wants two offices and no signatures, lets a warning be stood down by who gave it, and is
    # dated, with orders that have no end.
    "examples/harbour/rules.yaml": {"ended_in_force", "two_persons", "ended_as_started"},
    # One may act first there to lower, too, and again as soon as a grace is over.
    "tests/cli/world/rules.yaml": {"one_grace", "no_return"},
}
"""What is refuted of files that ship, on purpose."""


def refuted_of(rules: Rules) -> set[str]:
    proofs = verify(rules)
    assert [proof.name for proof in proofs] == list(PROPERTIES)
    assert {proof.status for proof in proofs} <= {"proved", "checked", "refuted", "idle"}
    return {proof.name for proof in proofs if proof.status == "refuted"}


@pytest.mark.parametrize("name", KNOWN)
def test_nothing_is_refuted_of_the_examples_but_what_is_known(name: str) -> None:
    assert refuted_of(load_rules(name)) == KNOWN[name]


@pytest.mark.parametrize("files", shipped_files(), ids=lambda files: files.id)
def test_what_is_refuted_of_a_shipped_scheme_is_explained_in_its_file(files: ShippedFiles) -> None:
    text = files.usable.read_text(encoding="utf-8")
    assert refuted_of(load_rules(files.usable)) == set(re.findall(r"# verify (\w+): \S", text))


def test_what_is_proved_of_xixian() -> None:
    found = {proof.name: (proof.status, proof.classes) for proof in verify(original())}
    assert found == {
        "approved": ("proved", 196),
        "reachable": ("proved", 15),
        "way_back": ("proved", 196),
        "not_alone": ("proved", 138),
        "unshadowed": ("proved", 0),
        "unstuck": ("idle", 0),
        "ended_in_force": ("idle", 0),
        "two_needed": ("idle", 0),
        "two_persons": ("idle", 0),
        "not_mutual": ("proved", 93),
        "ratifiable": ("idle", 0),
        "ratified_by_others": ("idle", 0),
        "ended_as_started": ("proved", 9),
        "floor_kept": ("proved", 128),
        "floor_everywhere": ("proved", 2),
        "lowered_only_by_enders": ("proved", 1044),
        "tracks_apart": ("idle", 0),
        "way_back_in_steps": ("checked", 0),
        "one_grace": ("idle", 0),
        "lapses_unratified": ("idle", 0),
        "no_return": ("idle", 0),
        "lowered_in_steps": ("checked", 0),
        "alone_in_steps": ("checked", 0),
    }


def test_what_is_reached_with_no_approval_at_all_is_noted() -> None:
    (note,) = proof_of("approved", original()).notes
    assert note["rule"] == Named("transition", "city_order")
    assert note["levels"] == tuple(Named("level", level) for level in ("3", "2", "1"))


# -- lowering ------------------------------------------------------------------------------


def lowering(name: str, mode: str) -> Rules:
    rules = load_rules(f"examples/lowering/{name}.yaml")
    return rules.model_copy(update={"lowering": mode})


@pytest.mark.parametrize("name", ["marsec", "relief", "flood"])
@pytest.mark.parametrize("mode", ["as_ending", "refused"])
def test_nobody_lowers_what_they_could_not_end(name: str, mode: str) -> None:
    assert proof_of("lowered_only_by_enders", lowering(name, mode)).status == "proved"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "marsec",
            [{"tier": "port", "level": "2", "standing": "3", "rule": "raise_at_once"}],
        ),
        ("relief", [{"tier": "nation", "level": "IV", "standing": "I", "rule": "open_four"}]),
        (
            "flood",
            [
                {"tier": "city", "level": level, "standing": standing, "rule": "sign_low"}
                for level, standing in (("IV", "II"), ("IV", "I"))
            ]
            # The same people, on papers that are older than the order.
            + [
                {"tier": "city", "level": "IV", "standing": "III", "rule": "sign_low"},
                {"tier": "city", "level": "II", "standing": "I", "rule": "sign_high"},
            ],
        ),
    ],
)
def test_where_lowering_is_free_an_order_and_what_is_put_over_it_are_shown(
    name: str, expected: list[dict[str, str]]
) -> None:
    assert refuted("lowered_only_by_enders", lowering(name, "free")) == expected


def alike(*, asking: bool) -> Rules:
    """Relief, where to order IV takes what to end I takes: an approval, or nothing."""
    rules = lowering("relief", "free")
    close = rules.endings[1]
    asked = close.requires.approval if asking else None
    requires = rules.transitions[0].requires.model_copy(update={"approval": asked})
    first = rules.transitions[0].model_copy(update={"requires": requires})
    eased = close.requires.model_copy(update={"approval": asked})
    endings = (rules.endings[0], close.model_copy(update={"requires": eased}))
    return rules.model_copy(
        update={"transitions": (first, rules.transitions[1]), "endings": endings}
    )


def test_what_the_same_people_may_end_without_papers_may_be_lowered_freely() -> None:
    assert proof_of("lowered_only_by_enders", alike(asking=False)).status == "proved"


def test_papers_that_are_older_than_an_order_lower_it_and_do_not_end_it() -> None:
    rules = alike(asking=True)
    way = {"tier": "nation", "level": "IV", "standing": "I", "rule": "open_four"}
    assert refuted("lowered_only_by_enders", rules) == [way]
    (against,) = proof_of("lowered_only_by_enders", rules).counterexamples
    assert against.example is not None
    (order,) = against.example.orders
    assert all(one.at < order.issued_at for one in against.example.proposal.approvals)
    mended = rules.model_copy(update={"lowering": "as_ending"})
    assert proof_of("lowered_only_by_enders", mended).status == "proved"


# -- what a file can get wrong --------------------------------------------------------------


def test_a_level_that_nothing_leads_to_is_refuted_with_the_nearest_denial() -> None:
    def no_one(data: Data) -> None:
        activate(data)["to"].remove("1")
        city(data)["to"].remove("1")

    assert refuted("reachable", edited(no_one)) == [{"level": "1"}]


def test_a_level_only_reached_from_itself_is_refuted() -> None:
    def in_circles(data: Data) -> None:
        activate(data)["to"].remove("1")
        city(data).update({"from": ["1"]})

    assert refuted("reachable", edited(in_circles)) == [{"level": "1"}]


def test_a_level_reached_step_by_step_is_reached() -> None:
    def steps(data: Data) -> None:
        activate(data).update({"from": ["4"], "to": ["3"]})
        city(data).update({"from": ["3", "2"], "to": ["2", "1"]})

    assert proof_of("reachable", edited(steps)).status == "proved"


def endless(data: Data) -> None:
    city(data)["requires"]["period"] = "open"
    data["endings"] = data["endings"][:1]


def test_an_endless_order_that_nobody_ends_has_no_way_back() -> None:
    assert refuted("way_back", edited(endless)) == [
        {"tier": "new_city", "level": level} for level in ("3", "2", "1")
    ]


def test_the_way_back_may_be_an_order_of_the_default() -> None:
    back = edited(endless, lambda d: city(d)["to"].append("4"), lambda d: d.update(lowering="free"))
    assert proof_of("way_back", back).status == "proved"


def test_an_order_that_no_ending_fits_is_not_put_under_another_where_that_takes_an_ending() -> None:
    back = edited(endless, lambda d: city(d)["to"].append("4"))
    assert len(refuted("way_back", back)) == 3


def test_an_area_without_the_area_above_whose_body_must_approve_an_end_is_stuck() -> None:
    def approved_above(data: Data) -> None:
        city(data)["requires"].update(period="open")
        city(data)["to"] = ["2"]
        data["endings"][1]["requires"] = {"approval": "governance_committee"}

    for found in ("way_back", "unstuck"):
        assert refuted(found, edited(approved_above)) == [{"tier": "new_city", "level": "2"}]
        (against,) = proof_of(found, edited(approved_above)).counterexamples
        assert against.facts["where"] == Phrase("verify.line.root")


def test_what_is_stuck_on_a_whole_line_is_told_once() -> None:
    rules = edited(endless)
    for found in ("way_back", "unstuck"):
        (where, *others) = [c.facts["where"] for c in proof_of(found, rules).counterexamples]
        assert where == Phrase("verify.line.whole")
        assert others == [where, where]


def test_the_way_back_has_to_last() -> None:
    def for_a_day(data: Data) -> None:
        milder = {**deepcopy(city(data)), "id": "milder", "to": ["4"]}
        milder["requires"] = {"max_duration": "P1D"}
        data["transitions"].append(milder)

    brief = edited(endless, lambda d: d.update(lowering="free"), for_a_day)
    proof = proof_of("way_back", brief)
    assert proof.status == "refuted"
    for against in proof.counterexamples:
        why = against.facts["why"]
        assert isinstance(why, Phrase)
        assert why.code == "verify.stuck.again"


def test_a_transition_that_asks_more_for_the_same_is_shadowed() -> None:
    def beside(data: Data) -> None:
        strict = {**deepcopy(city(data)), "id": "strict", "to": ["2"]}
        strict["requires"] = {**strict["requires"], "reason": True}
        data["transitions"].insert(0, strict)

    assert refuted("unshadowed", edited(beside)) == [{"rule": "strict", "other": "city_order"}]


def test_of_two_transitions_that_are_alike_the_later_one_is_shadowed() -> None:
    twice = edited(lambda d: d["transitions"].append({**deepcopy(city(d)), "id": "again"}))
    assert refuted("unshadowed", twice) == [{"rule": "again", "other": "city_order"}]


def test_a_way_to_act_first_is_shadowed_by_one_that_never_asks() -> None:
    def beside(data: Data) -> None:
        at_once = {**deepcopy(city(data)), "id": "at_once"}
        at_once["ratify"] = {"approval": "city_management", "within": "PT4H"}
        data["transitions"].append(at_once)

    assert refuted("unshadowed", edited(beside)) == [{"rule": "at_once", "other": "city_order"}]


def test_a_transition_with_fewer_duties_is_not_shadowed() -> None:
    def beside(data: Data) -> None:
        free = {**deepcopy(city(data)), "id": "free"}
        free["requires"] = {**free["requires"], "reason": True}
        del free["duties"]
        data["transitions"].append(free)

    assert proof_of("unshadowed", edited(beside)).status == "proved"


def test_an_ending_that_asks_more_for_the_same_is_shadowed() -> None:
    def beside(data: Data) -> None:
        more = {**deepcopy(data["endings"][1]), "id": "more", "requires": {"reason": True}}
        data["endings"].append(more)

    assert refuted("unshadowed", edited(beside)) == [{"rule": "more", "other": "city_end_early"}]


def test_a_condition_that_asks_for_two_and_that_one_body_fills_is_refuted() -> None:
    either = [{"any_of": BOTH}, {"any_of": [BOTH[0], "public_security"]}]
    both = edited(lambda d: activate(d)["requires"].update(approval={"all_of": either}))
    assert refuted("two_needed", both) == [{"rule": "activate"}]
    (against,) = proof_of("two_needed", both).counterexamples
    assert against.facts["bodies"] == (Named("body", BOTH[0]),)


def test_two_bodies_are_needed_where_a_condition_and_its_ratification_ask_for_two() -> None:
    def two(data: Data) -> None:
        activate(data)["ratify"] = {"approval": {"all_of": BOTH}, "within": "PT4H"}
        data["endings"][0]["requires"]["approval"] = {"at_least": {"count": 2, "of": BOTH}}

    assert proof_of("two_needed", edited(two)).status == "proved"


@pytest.mark.parametrize(
    ("condition", "two"),
    [
        ("a", False),
        (AllOf(all_of=("a",)), False),
        (AllOf(all_of=("a", "b")), True),
        (AnyOf(any_of=("a", AllOf(all_of=("a", "b")))), False),
        (AnyOf(any_of=(AllOf(all_of=("a", "c")), AllOf(all_of=("a", "b")))), True),
        (AtLeast(at_least=Quorum(count=2, of=("a", "b", "c"))), True),
        (AtLeast(at_least=Quorum(count=1, of=("a", "b"))), False),
    ],
)
def test_a_condition_says_two_where_no_way_to_fill_it_is_written_with_one(
    condition: Any, two: bool
) -> None:
    assert says_two(condition) == two


def test_conditions_over_a_crowd_are_left_open() -> None:
    def crowd(data: Data) -> None:
        names = [f"office_{n}" for n in range(14)]
        data["bodies"].update({name: {"tier": "new_area"} for name in names})
        activate(data)["requires"]["approval"] = {"at_least": {"count": 7, "of": names}}

    found = {proof.name: proof.status for proof in verify(edited(crowd))}
    assert found["approved"] == "open"
    assert set(found.values()) <= {"open", "idle", "proved", "checked"}


# -- what only a fault of the core could get wrong ---------------------------------------------


def faulty(monkeypatch: pytest.MonkeyPatch, permits: Any) -> None:
    """Let the core permit what *permits* says, as if a check had been forgotten."""

    def wrong(case: Case) -> Decision:
        decision = core.decided(case)
        weighty = {found.code for found in decision.findings if found.effect != "note"}
        if weighty and permits(weighty, case.proposal):
            kept = tuple(found for found in decision.findings if found.effect == "note")
            return replace(decision, verdict=Verdict.PERMIT, findings=kept)
        return decision

    decide_by(monkeypatch, wrong)


def test_a_core_that_forgets_approvals_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    faulty(monkeypatch, lambda weighty, _proposal: weighty == {"approval.missing"})
    assert proof_of("approved", original()).status == "refuted"


def test_a_core_that_forgets_assessments_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    faulty(monkeypatch, lambda weighty, _proposal: weighty == {"assessment.missing"})
    assert proof_of("approved", original()).status == "refuted"


def test_a_core_that_lets_a_body_approve_its_own_order_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def own(weighty: set[str], proposal: Any) -> bool:
        issuers = {approval.body for approval in proposal.approvals}
        return weighty == {"approval.missing"} and proposal.issuer in issuers

    faulty(monkeypatch, own)
    assert proof_of("not_alone", original()).status == "refuted"


def test_a_core_that_counts_the_issuer_among_many_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    others = ["b", "c", "d", "e"]

    def crowd(data: Data) -> None:
        data["bodies"].update({name: {"tier": "new_area"} for name in others})
        of = [*others, activate(data)["issuers"][0]]
        activate(data)["requires"]["approval"] = {"at_least": {"count": 3, "of": of}}

    def one_short(weighty: set[str], proposal: Any) -> bool:
        return weighty == {"approval.missing"} and len(proposal.approvals) == 3

    assert proof_of("not_alone", edited(crowd)).status == "proved"
    faulty(monkeypatch, one_short)
    assert proof_of("not_alone", edited(crowd)).status == "refuted"


def test_a_core_that_lets_a_person_approve_what_it_proposes_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def own(weighty: set[str], proposal: Any) -> bool:
        return weighty == {"approval.missing"} and proposal.proposer is not None

    faulty(monkeypatch, own)
    assert proof_of("not_alone", original()).status == "refuted"


def test_a_core_that_looks_at_the_floor_for_long_periods_only_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def short(weighty: set[str], proposal: Any) -> bool:
        if weighty != {"floor.less_severe"} or not isinstance(proposal, IssueProposal):
            return False
        start, end = proposal.period.start, proposal.period.end
        return end is not None and (end - start).days < 1

    faulty(monkeypatch, short)
    assert proof_of("floor_kept", original()).status == "refuted"


# -- tracks --------------------------------------------------------------------------------


def test_what_is_of_one_track_changes_no_decision_in_another() -> None:
    proof = proof_of("tracks_apart", load_rules("examples/hazards/rules.yaml"))
    assert proof.status == "proved"
    assert proof.classes > 1000


def test_a_measure_that_holds_by_the_level_of_any_track_refutes_nothing() -> None:
    rules = load_rules("examples/hazards/rules.yaml")
    watch = Measure.model_validate({"id": "watch", "do": "Watch", "from": "yellow"})
    proof = proof_of("tracks_apart", rules.model_copy(update={"measures": (watch,)}))
    assert proof.status == "proved"


def test_a_core_in_which_orders_of_another_track_count_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Entry, "realm", property(lambda entry: int(entry.drill)))
    proof = proof_of("tracks_apart", load_rules("examples/hazards/rules.yaml"))
    assert proof.status == "refuted"
    (against,) = proof.counterexamples
    assert against.facts["track"] == Named("track", "wind")
    assert against.example is not None
    assert {order.track for order in against.example.orders} >= {"wind"}


# -- counterexamples as case files --------------------------------------------------------------


def test_a_counterexample_is_a_case_file_that_can_be_read_again() -> None:
    (against, *_rest) = proof_of("way_back", edited(endless)).counterexamples
    assert against.example is not None
    assert against.decision is not None
    document = case_file("xixian", "stuck", against.example, against.decision)
    (case,) = CaseFile.model_validate(document).cases
    assert case.proposal == against.example.proposal
    assert case.expect.verdict == "permit"
