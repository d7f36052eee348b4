"""What two rules files differ in, held against brute force."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache

import pytest

from responselevels.analysis.comparison.diff import OtherGround, RulesDiff, diff
from responselevels.analysis.enumeration.examples import decided as decided_example
from responselevels.models.decisions import Decision, Verdict
from responselevels.models.parts.cites import Clause
from responselevels.models.rules import Rules
from responselevels.models.texts import Text
from tests.analysis import brute
from tests.analysis.edits import EDITS, WRITTEN, Data, Edit, activate, city, original, rules_of

Key = tuple[str, str, str, str, str]


@cache
def grid() -> tuple[list[brute.Try], list[Decision]]:
    asked = list(brute.tries())
    return asked, brute.decided(original(), asked)


@cache
def found_in(name: str) -> RulesDiff:
    return diff(original(), next(edit for edit in EDITS if edit.name == name).rules())


def by_brute_force(new: Rules) -> set[Key]:
    """Return (action, tier, level, old verdict, new verdict) of each proposal that differs."""
    asked, before = grid()
    return {
        (one.proposal.action, one.tier, one.level, old.verdict.value, now.verdict.value)
        for one, old, now in zip(asked, before, brute.decided(new, asked), strict=True)
        if brute.told(old) != brute.told(now)
    }


def by_classes(found: RulesDiff) -> set[Key]:
    return {
        (group.action, group.tier, level, group.old.value, group.new.value)
        for group in found.groups
        if group.names == (None, None)
        for level in group.levels
    }


def test_there_are_at_least_twenty_edits_several_of_which_change_nothing() -> None:
    assert len(EDITS) >= 20
    assert sum(edit.same for edit in EDITS) >= 5


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_the_classes_that_differ_are_those_that_brute_force_finds(edit: Edit) -> None:
    new = edit.rules()
    found = found_in(edit.name)
    assert found.open is None
    assert found.equivalent == edit.same
    assert by_classes(found) == by_brute_force(new)


@pytest.mark.parametrize("edit", EDITS[1::5], ids=lambda edit: edit.name)
def test_the_same_is_found_the_other_way_round(edit: Edit) -> None:
    turned = {
        (a, t, x, new, old) for a, t, x, old, new in by_classes(diff(original(), edit.rules()))
    }
    assert by_classes(diff(edit.rules(), original())) == turned


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_each_example_comes_out_as_it_is_told(edit: Edit) -> None:
    old, new = original(), edit.rules()
    for group in found_in(edit.name).groups:
        assert decided_example(old, group.examples[0]).verdict == group.old
        assert decided_example(new, group.examples[1]).verdict == group.new
        if group.aspect == "verdict":
            assert group.old != group.new


def test_a_file_means_the_same_as_itself() -> None:
    found = diff(original(), original())
    assert found.equivalent
    assert found.classes > 2000


# -- whose orders make a floor --------------------------------------------------------------


def streets(*floors: Data) -> Rules:
    """Return the file with orders of streets, and with these floors for them."""

    def with_floors(data: Data) -> None:
        order = {**deepcopy(city(data)), "id": "street_order", "tier": "street"}
        data["transitions"].append(order)
        data["floors"] += [{"tier": "street", **one} for one in floors]

    return edited(with_floors)


OF_AREA, OF_CITY = ({"id": tier, "of": [tier]} for tier in ("new_area", "new_city"))


def test_a_floor_made_by_other_orders_is_a_difference_shown_where_only_these_stand() -> None:
    found = diff(streets(OF_AREA), streets(OF_CITY))
    assert {(group.tier, group.reasons) for group in found.groups} == {
        ("street", ("floor.less_severe",))
    }
    shown = {(group.old, group.only_where["above"]) for group in found.groups}
    assert shown == {(Verdict.DENY, ("new_area",)), (Verdict.PERMIT, (None,))}
    for group in found.groups:
        assert decided_example(streets(OF_AREA), group.examples[0]).verdict == group.old
        assert decided_example(streets(OF_CITY), group.examples[1]).verdict == group.new


def test_two_floors_that_together_count_all_orders_mean_the_same_as_one() -> None:
    assert diff(streets(OF_AREA, OF_CITY), streets({"id": "all"})).equivalent
    assert diff(streets({"id": "all"}), streets({"id": "all"}, OF_CITY)).equivalent
    assert not diff(streets({"id": "all"}), streets(OF_CITY)).equivalent
    assert not diff(streets(OF_AREA), streets(OF_AREA, {**OF_CITY, "binding": False})).equivalent


# -- what more is asked of an order ----------------------------------------------------------


def asked(**requires: object) -> Rules:
    """Return the file with an activation that asks for these as well."""
    return edited(lambda data: activate(data)["requires"].update(requires))


def test_areas_of_other_tiers_are_a_difference_shown_where_only_these_are_named() -> None:
    def of(*tiers: str) -> Rules:
        return asked(scope={"tiers": [*tiers]})

    found = diff(of("new_city"), of("street"))
    assert {group.reasons for group in found.groups} == {("scope.tier",)}
    # A city beside a street is denied by both, and is no difference.
    shown = {(group.old, group.only_where["tiers"]) for group in found.groups}
    assert shown >= {(Verdict.DENY, (("street",),)), (Verdict.PERMIT, (("new_city",),))}
    assert {tiers for _old, tiers in shown} == {(("street",),), (("new_city",),)}
    for group in found.groups:
        assert decided_example(of("new_city"), group.examples[0]).verdict == group.old
        assert decided_example(of("street"), group.examples[1]).verdict == group.new
    every = of("street", "new_area", "new_city")
    assert diff(every, of("new_city", "street", "new_area")).equivalent


def test_two_ways_for_two_tiers_are_not_one_way_for_both() -> None:
    def ways(*several: list[str]) -> Rules:
        def with_ways(data: Data) -> None:
            written = data["transitions"].pop(0)
            for number, tiers in enumerate(several):
                requires = {**written["requires"], "scope": {"explicit": True, "tiers": tiers}}
                data["transitions"].append({**written, "id": f"way{number}", "requires": requires})

        return edited(with_ways)

    both = ways(["new_city", "street"])
    found = diff(ways(["new_city"], ["street"]), both)
    assert not found.equivalent
    unnamed = [group for group in found.groups if group.names == (None, None)]
    assert {group.only_where["tiers"] for group in unnamed} == {(("new_city", "street"),)}
    assert {(group.old, group.new) for group in unnamed} >= {(Verdict.DENY, Verdict.PERMIT)}
    assert diff(ways(["new_city", "street"], ["street"]), both).equivalent


def test_an_expected_end_that_is_asked_for_is_a_difference() -> None:
    found = diff(original(), asked(expected_end=True))
    assert {group.reasons for group in found.groups} == {("expected_end.missing",)}
    assert {group.only_where["expected"] for group in found.groups} == {(False,)}
    assert diff(asked(expected_end=True), asked(expected_end=True)).equivalent


# -- single differences -----------------------------------------------------------------


def edited(*changes: object) -> Rules:
    data = deepcopy(WRITTEN)
    for change in changes:
        change(data)  # type: ignore[operator]
    return rules_of(data)


def reworded(old: str, new: str) -> Rules:
    """Return the file with one name written otherwise, wherever it stands."""
    return rules_of(json.loads(json.dumps(WRITTEN).replace(f'"{old}"', f'"{new}"')))


def codes(old: Rules, new: Rules) -> list[str]:
    return [difference.code for difference in diff(old, new).structure]


def test_a_renamed_transition_is_told_and_changes_nothing() -> None:
    found = diff(original(), edited(lambda d: activate(d).update(id="start")))
    assert found.pairing.renamed == (("activate", "start"),)
    assert found.equivalent


def test_what_rests_on_another_ground_is_told_and_means_the_same() -> None:
    read = {"source": "opinion", "clause": "9", "reading": "so"}

    def otherwise(data: Data) -> None:
        activate(data).update(id="start", cite=read)
        city(data)["requires"]["cites"] = {"period": read}
        data["endings"][0].pop("cite")
        data["floors"][0]["cite"] = read
        city(data)["duties"] = [{**duty, "cite": read} for duty in city(data)["duties"]]

    bare = edited(_uncited)
    found = diff(bare, edited(_uncited, otherwise))
    clause = Clause(source="opinion", clause="9", reading=Text.of("so"))
    said = Clause(source="opinion", clause="1")
    assert found.equivalent
    assert found.grounds == (
        OtherGround("start", (), said, clause),
        *(OtherGround("city_order", ("duties", number), said, clause) for number in range(3)),
        OtherGround("city_order", ("requires", "period"), said, clause),
        OtherGround("end_early", (), said, None),
        OtherGround("city_not_below_new_area", (), said, clause),
    )
    assert diff(bare, bare).grounds == ()


def _uncited(data: Data) -> None:
    """Make every rule cite one clause, and nothing else cite any."""
    for key in ("transitions", "endings", "floors"):
        for rule in data[key]:
            rule["cite"] = {"source": "opinion", "clause": "1"}
            rule.get("requires", {}).pop("cites", None)
            for duty in rule.get("duties", ()):
                duty.pop("cite", None)


def test_two_transitions_that_swap_their_names_mean_the_same() -> None:
    def swap(data: Data) -> None:
        activate(data)["id"], city(data)["id"] = city(data)["id"], activate(data)["id"]

    found = diff(original(), edited(swap))
    assert set(found.pairing.pairs) == {("activate", "city_order"), ("city_order", "activate")}
    assert found.equivalent


def test_a_difference_in_a_transition_that_another_hides_shows_where_it_is_named() -> None:
    def beside(data: Data) -> None:
        strict = {**deepcopy(city(data)), "id": "strict"}
        strict["requires"] = {**strict["requires"], "reason": True}
        data["transitions"].append(strict)

    def stricter(data: Data) -> None:
        data["transitions"][2]["requires"]["approval"] = "city_management"

    found = diff(edited(beside), edited(beside, stricter))
    assert {group.names for group in found.groups} == {("strict", "strict")}
    assert {(group.old, group.new) for group in found.groups} >= {(Verdict.PERMIT, Verdict.PENDING)}


def test_bodies_levels_and_tiers_of_one_file_only_are_told_and_never_called_equivalent() -> None:
    def grown(data: Data) -> None:
        data["levels"].append({"id": "0"})
        data["tiers"].append({"id": "site"})
        data["bodies"]["board"] = {"tier": "new_area"}

    new = edited(grown)
    assert codes(original(), new) == ["level.added", "tier.added", "body.added"]
    assert codes(new, original()) == ["level.removed", "tier.removed", "body.removed"]
    found = diff(original(), new)
    assert (found.groups, found.open, found.equivalent) == ((), None, False)


def test_a_body_of_the_same_tier_seems_renamed_and_the_rest_is_compared() -> None:
    new = reworded("city_safety_office", "city_office")
    assert codes(original(), new) == ["body.renamed"]
    assert not diff(original(), new).equivalent


def test_a_renamed_level_is_told() -> None:
    new = reworded("1", "one")
    assert codes(original(), new) == ["level.renamed"]


def test_a_body_of_another_tier_is_told() -> None:
    new = edited(lambda d: d["bodies"]["public_security"].update(tier="new_city"), _alone)
    assert codes(edited(_alone), new) == ["body.moved"]


def _alone(data: Data) -> None:
    activate(data)["requires"]["assessment"] = {"by": ["safety_office"]}


def test_levels_in_another_order_and_another_default_cannot_be_compared() -> None:
    turned = edited(lambda d: d["levels"].reverse())
    found = diff(original(), turned)
    assert (codes(original(), turned), found.open) == (["level.order"], "structure")

    def other(data: Data) -> None:
        data["levels"][0].pop("default")
        data["levels"][1]["default"] = True

    found = diff(original(), edited(other))
    assert [d.code for d in found.structure] == ["level.default"]
    assert (found.open, found.equivalent) == ("structure", False)


def test_files_without_a_level_in_common_cannot_be_compared() -> None:
    text = json.dumps(WRITTEN)
    for level in "1234":
        text = text.replace(f'"{level}"', f'"level {level}"')
    new = rules_of(json.loads(text))
    assert diff(original(), new).open == "structure"
    told = [code for code in codes(original(), new) if not code.startswith("measure.")]
    assert told[-2:] == ["level.none", "level.default"]


def test_who_must_approve_an_adoption_is_a_difference_though_no_proposal_shows_it() -> None:
    def adopting(approval: object, **more: object) -> Rules:
        return edited(lambda d: d.update(adoption={"approval": approval, **more}))

    one = adopting({"any_of": ["governance_committee", "party_management"]})
    assert codes(original(), one) == ["adoption.added"]
    assert codes(one, original()) == ["adoption.removed"]
    assert codes(one, adopting({"any_of": ["party_management", "governance_committee"]})) == []
    assert codes(one, adopting("party_management", signed=True)) == [
        "adoption.approval",
        "adoption.signed_now",
    ]
    assert codes(adopting("party_management", signed=True), adopting("party_management")) == [
        "adoption.signed_no_more"
    ]


def test_what_lowering_takes_is_a_difference_though_only_older_papers_show_it() -> None:
    free = edited(lambda d: d.update(lowering="free"))
    assert codes(original(), free) == ["lowering"]
    assert not diff(original(), free).equivalent
    assert codes(free, free) == []


def test_whether_a_tier_inherits_is_a_difference_but_for_the_top_one() -> None:
    new = edited(lambda d: d["tiers"][2].update(inherits=False))
    assert codes(original(), new) == ["tier.inherits_no_more"]
    assert codes(new, original()) == ["tier.inherits_now"]


def test_times_at_which_only_one_file_is_in_force_are_told_with_an_example() -> None:
    new = edited(lambda d: d.update(valid={"from": "2026-05-01T00:00+08:00"}))
    (difference,) = diff(original(), new).structure
    assert difference.code == "valid.only_old"
    example = difference.example
    assert example is not None
    assert decided_example(original(), example).permitted
    assert decided_example(new, example).verdict == Verdict.DENY
    assert codes(new, original()) == ["valid.only_new"]


def test_files_that_are_never_in_force_together_cannot_be_compared() -> None:
    old = edited(lambda d: d.update(valid={"to": "2026-05-01T00:00+08:00"}))
    new = edited(lambda d: d.update(valid={"from": "2026-05-01T00:00+08:00"}))
    found = diff(old, new)
    assert ([d.code for d in found.structure], found.open) == (
        ["valid.only_old", "valid.only_new"],
        "moment",
    )


def provisional(data: Data) -> None:
    at_once = {**deepcopy(activate(data)), "id": "at_once"}
    approval = at_once["requires"].pop("approval")
    at_once["ratify"] = {"approval": approval, "within": "PT4H"}
    data["transitions"].append(at_once)


def test_a_way_to_act_first_that_one_file_lacks_is_told_with_an_example() -> None:
    new = edited(provisional)
    assert codes(new, original()) == ["provisional.removed"]
    (difference,) = diff(original(), new).structure
    assert difference.code == "provisional.added"
    assert difference.example is not None
    assert decided_example(new, difference.example).provisional_until is not None


def test_another_grace_and_another_condition_to_ratify_are_differences() -> None:
    longer = edited(provisional, lambda d: d["transitions"][2]["ratify"].update(within="PT6H"))
    found = diff(edited(provisional), longer)
    assert {(group.names, group.aspect) for group in found.groups} == {
        (("at_once", "at_once"), "grace")
    }
    approval = {"approval": "party_management"}
    stricter = edited(provisional, lambda d: d["transitions"][2]["ratify"].update(approval))
    found = diff(edited(provisional), stricter)
    assert {(group.action, group.old, group.new) for group in found.groups} == {
        ("ratify", Verdict.PERMIT, Verdict.PENDING)
    }


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ([], ["flood", "wind"], ["track.added", "track.added", "track.all"]),
        (["flood", "wind"], [], ["track.removed", "track.removed", "track.none"]),
        (["flood", "wind"], ["wind", "flood"], []),
        (["flood", "wind"], ["flood", "storm"], ["track.renamed"]),
        (["flood"], ["flood", "wind"], ["track.added"]),
    ],
)
def test_tracks_that_only_one_file_has_are_told(
    old: list[str], new: list[str], codes: list[str]
) -> None:
    """Classes are compared all the same: no rule speaks of a track."""
    files = [
        rules_of({**deepcopy(WRITTEN), "tracks": [{"id": name} for name in names]})
        for names in (old, new)
    ]
    found = diff(*files)
    assert [one.code for one in found.structure] == codes
    assert (found.groups, found.open) == ((), None)
    assert found.equivalent is not bool(codes)
