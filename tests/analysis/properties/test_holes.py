"""Rules files with a hole each: what is not so there is refuted by an example that can be run.

Each was said to be proved before; beside each stands the change that mends it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from responselevels.analysis.enumeration.examined import Counterexample, Proof
from responselevels.analysis.enumeration.examples import case_file, decided, trace_file
from responselevels.analysis.properties.verify import verify
from responselevels.core.world.soundness import problems_in_rules
from responselevels.files import load_rules
from responselevels.models.cases import CaseFile
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named

HOLES = Path(__file__).parent / "holes"

REFUTED = {
    "approved_by_one_person": {"two_persons"},
    "ended_by_one": {"ended_as_started"},
    "forbidden_by_floor": {"reachable"},
    "grace_longer_than_order": {"lapses_unratified"},
    "lowered_for_an_hour": {"way_back", "unstuck", "way_back_in_steps"},
    "lowered_on_stale_papers": {"lowered_only_by_enders"},
    "lowering_lapses": {"way_back", "unstuck", "ratifiable"},
    "no_city_above": {"way_back", "unstuck", "ratifiable"},
    "no_floor": {"floor_everywhere"},
    "outlived": {"ended_in_force"},
    "parts_lowered": {"way_back", "unstuck"},
    "parts_started_as_a_whole": {"way_back", "unstuck"},
    "raised_to_be_lowered": {"way_back", "unstuck", "way_back_in_steps"},
    "ratified_by_each_other": {"not_mutual"},
    "ratified_by_issuer": {"ratifiable"},
    "ratified_by_the_same": {"ratified_by_others"},
}
"""What is refuted of each file, among the properties that its hole is about."""

MENDED = {
    "approved_by_one_person": [("requires: {approval", "requires: {signed: true, approval")],
    "ended_by_one": [
        (
            "reopen, tier: city, issuers: [watch]",
            "reopen, tier: city, issuers: [watch], requires: {approval: {all_of: [council, police]}}",
        )
    ],
    "forbidden_by_floor": [("from: [red], to: [yellow]", "from: [green], to: [yellow]")],
    "grace_longer_than_order": [("max_duration: PT12H", "max_duration: P2D")],
    "lowered_for_an_hour": [("{max_duration: PT1H}", "{period: open}"), ("from: [red], ", "")],
    "lowered_on_stale_papers": [("{by: [doctor]}", "{by: [doctor], max_age: PT6H}")],
    "lowering_lapses": [
        ("requires: {period: open}}", "requires: {max_duration: P1D}}"),
        ("governor, within", "second, within"),
        ("watch: {tier: city}}", "watch: {tier: city}, second: {tier: city}}"),
    ],
    "no_city_above": [
        (", requires: {approval: mayor}", ""),
        ("ratify: {approval: mayor", "ratify: {approval: second"),
        ("mayor: {tier: city}", "second: {tier: district}"),
    ],
    "no_floor": [(", of: [province]", "")],
    "outlived": [(', to: "2026-12-01T00:00Z"', "")],
    "parts_lowered": [("endings: []", "endings: [{id: stop, tier: city, issuers: [hall]}]")],
    "parts_started_as_a_whole": [("from: [yellow, red], ", "")],
    "raised_to_be_lowered": [("of: [red], ", "")],
    "ratified_by_each_other": [("{any_of: [watch, deputy]}", "{any_of: [watch, deputy, council]}")],
    "ratified_by_issuer": [("approval: watch", "approval: council")],
    "ratified_by_the_same": [("{any_of: [council, board]}", "board")],
}
"""What is replaced by what, so that nothing of it is refuted any more."""


def load(name: str) -> Rules:
    return load_rules(str(HOLES / f"{name}.yaml"))


def proofs_of(rules: Rules) -> dict[str, Proof]:
    return {proof.name: proof for proof in verify(rules)}


def ids(against: Counterexample) -> dict[str, str]:
    return {key: fact.id for key, fact in against.facts.items() if isinstance(fact, Named)}


def test_each_file_with_a_hole_is_looked_at() -> None:
    found = {path.stem for path in HOLES.glob("*.yaml")}
    assert found == set(REFUTED) == set(MENDED)


@pytest.mark.parametrize("name", sorted(REFUTED))
def test_what_a_hole_breaks_is_refuted_with_steps_that_can_be_run(name: str) -> None:
    rules = load(name)
    proofs = proofs_of(rules)
    assert {found for found in REFUTED[name] if proofs[found].status == "refuted"} == REFUTED[name]
    for proof in proofs.values():
        for against in proof.counterexamples:
            assert against.example is not None
            assert against.decision is not None
            steps = (*against.before, (against.example, against.decision))
            assert all(decided(rules, example) == decision for example, decision in steps)


@pytest.mark.parametrize("name", sorted(MENDED))
def test_what_is_mended_is_proved(name: str, tmp_path: Path) -> None:
    text = (HOLES / f"{name}.yaml").read_text(encoding="utf-8")
    for old, new in MENDED[name]:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "mended.yaml"
    path.write_text(text, encoding="utf-8")
    rules = load_rules(str(path))
    assert problems_in_rules(rules) == []
    proofs = proofs_of(rules)
    assert {proofs[found].status for found in REFUTED[name]} <= {"proved", "checked", "idle"}


def test_a_level_that_the_floor_forbids_whoever_could_order_it_never_holds() -> None:
    (against,) = proofs_of(load("forbidden_by_floor"))["reachable"].counterexamples
    assert ids(against) == {"level": "yellow"}
    assert [decision.permitted for _example, decision in against.before] == [True]
    assert against.decision is not None
    assert {found.code for found in against.decision.findings} == {"floor.less_severe"}


@pytest.mark.parametrize("heard", [True, False])
def test_what_a_city_orders_for_its_streets_alone_it_lowers_there_as_its_own(heard: bool) -> None:
    """Also where a street goes by what it orders itself: it stands there by both orders."""
    data = yaml.safe_load((HOLES / "parts_lowered.yaml").read_text(encoding="utf-8"))
    data["tiers"][2]["inherits"] = heard
    rules = Rules.model_validate(data)
    proof = {
        lowering: proofs_of(rules.model_copy(update={"lowering": lowering}))[
            "lowered_only_by_enders"
        ]
        for lowering in ("as_ending", "refused", "free")
    }
    assert [one.status for one in proof.values()] == ["proved", "proved", "refuted"]
    for against in proof["free"].counterexamples:
        assert against.example is not None
        assert {order.area for order in against.example.orders} >= {"city-1"}
        assert {place for order in against.example.orders for place in order.scope} == {"street-1"}


@pytest.mark.parametrize(
    ("reopen", "status"),
    [
        ("from: [yellow, red], to: [green], tiers: [city]", "refuted"),
        ("from: [green, yellow, red], to: [green], tiers: [city]", "proved"),
        ("from: [yellow], to: [green], tiers: [city]", "refuted"),
        ("from: [yellow, red], to: [green], tiers: [street]", "proved"),
        ("from: [yellow, red], to: [green], tiers: [city, street]", "proved"),
        ("from: [red], to: [yellow], tiers: [street]", "refuted"),
    ],
)
def test_what_is_ordered_for_parts_is_left_by_what_names_these_or_starts_from_the_default(
    reopen: str, status: str
) -> None:
    data = yaml.safe_load((HOLES / "parts_started_as_a_whole.yaml").read_text(encoding="utf-8"))
    changes = yaml.safe_load(f"{{{reopen}}}")
    scope = {"explicit": True, "tiers": changes.pop("tiers")}
    data["transitions"][1].update(changes, requires={"period": "open", "scope": scope})
    proofs = proofs_of(Rules.model_validate(data))
    assert {proofs[name].status for name in ("way_back", "unstuck")} == {status}


@pytest.mark.parametrize(("start", "status"), [("", "refuted"), ("green, ", "proved")])
def test_a_place_that_hears_no_order_from_above_stands_at_the_default(
    start: str, status: str
) -> None:
    """So an order for it does not start from where the one before says that it stands."""
    text = (HOLES / "parts_started_as_a_whole.yaml").read_text(encoding="utf-8")
    text = text.replace("{id: street}", "{id: street, inherits: false}")
    text = text.replace("tiers: [city]", "tiers: [street]").replace("[yellow,", f"[{start}yellow,")
    proofs = proofs_of(Rules.model_validate(yaml.safe_load(text)))
    assert {proofs[name].status for name in ("way_back", "unstuck")} == {status}


def test_what_is_lowered_for_an_hour_is_back_after_it() -> None:
    (against,) = proofs_of(load("lowered_for_an_hour"))["way_back"].counterexamples
    assert ids(against) == {"tier": "city", "level": "red"}
    assert against.decision is not None
    (change,) = against.decision.changes
    assert change.end is not None
    assert (change.end - change.start).total_seconds() == 3600


def test_an_order_is_stuck_where_the_area_is_missing_whose_body_would_end_it() -> None:
    for found in ("way_back", "unstuck"):
        proof = proofs_of(load("no_city_above"))[found]
        (against,) = proof.counterexamples
        assert against.example is not None
        assert {area.tier for area in against.example.areas} == {"province", "district"}


def test_an_order_without_an_end_outlasts_the_rules() -> None:
    (against,) = proofs_of(load("outlived"))["ended_in_force"].counterexamples
    assert against.example is not None
    assert against.decision is not None
    assert [found.code for found in against.decision.findings] == ["rules.not_in_force"]
    assert against.example.orders[0].period.end is None


def test_steps_that_refute_are_written_as_cases_in_order() -> None:
    (against,) = proofs_of(load("outlived"))["ended_in_force"].counterexamples
    assert against.example is not None
    assert against.decision is not None
    steps = (*against.before, (against.example, against.decision))
    written = trace_file("outlived", [(f"step {n}", *step) for n, step in enumerate(steps)])
    verdicts = [case.expect.verdict for case in CaseFile.model_validate(written).cases]
    assert verdicts == ["permit", "deny"]
    assert CaseFile.model_validate(case_file("outlived", "last", *steps[-1])).cases


def test_a_brief_order_may_be_a_step_to_one_that_lasts(tmp_path: Path) -> None:
    # Red is lowered to green for an hour; from green, and from there alone, green is ordered for good.
    text = (HOLES / "lowered_for_an_hour.yaml").read_text(encoding="utf-8")
    more = "  - {id: rest, tier: city, from: [green], to: [green], issuers: [watch], requires: {period: open}}\n"
    path = tmp_path / "rests.yaml"
    path.write_text(text + more, encoding="utf-8")
    proofs = proofs_of(load_rules(str(path)))
    assert {proofs[found].status for found in ("way_back", "unstuck")} == {"proved"}


def test_a_lowering_lapses_only_where_nobody_is_there_to_ratify_it() -> None:
    proofs = proofs_of(load("lowering_lapses"))
    assert proofs["no_return"].status == "refuted"
    assert proofs["way_back"].status == "refuted"
    (against,) = proofs["way_back"].counterexamples
    assert against.example is not None
    assert {area.tier for area in against.example.areas} == {"city"}


def test_a_lowering_that_lapses_brings_back_what_it_lowered_and_is_a_way_back_once_ratified() -> (
    None
):
    text = (HOLES / "lowering_lapses.yaml").read_text(encoding="utf-8")
    rules = Rules.model_validate(yaml.safe_load(text.replace("{tier: province}", "{tier: city}")))
    proofs = proofs_of(rules)
    assert proofs["no_return"].status == "refuted"
    # One may wait for the time to act first again, and the other office ratifies then.
    assert proofs["way_back"].status == "proved"
    assert proofs["way_back_in_steps"].status == "checked"
