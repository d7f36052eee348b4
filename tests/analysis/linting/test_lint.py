"""What looks wrong in rules that can be loaded: each remark, and no false alarm."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Any

import pytest

from responselevels.analysis.linting.lint import lint
from responselevels.core.world.soundness import problems_in_rules
from responselevels.files import load_rules, read_rules
from responselevels.models.rules import Rules
from responselevels.text.catalogue import LANGUAGES, sentences

CITE = {"source": "code", "clause": "1"}
SENSIBLE: dict[str, Any] = {
    "format": 1,
    "id": "port",
    "sources": {"code": {"title": "Port code"}},
    "levels": [{"id": "green", "default": True}, {"id": "orange"}, {"id": "red"}],
    "tiers": [{"id": "harbour"}, {"id": "quay"}, {"id": "berth"}],
    "bodies": {
        "master": {"tier": "harbour"},
        "council": {"tier": "harbour"},
        "board": {"tier": "harbour"},
        "foreman": {"tier": "quay"},
    },
    "transitions": [
        {
            "id": "raise",
            "tier": "harbour",
            "to": ["orange", "red"],
            "issuers": ["master"],
            "requires": {"approval": {"any_of": ["council", "board"]}, "notice": "PT6H"},
            "cite": CITE,
        },
        {
            "id": "at_once",
            "tier": "harbour",
            "to": ["red"],
            "issuers": ["master"],
            "ratify": {"approval": "council", "within": "PT4H", "again_after": "P7D"},
            "cite": CITE,
        },
        {
            "id": "own",
            "tier": "quay",
            "from": ["green", "orange"],
            "to": ["orange"],
            "issuers": ["foreman"],
            "cite": CITE,
        },
    ],
    "endings": [
        {
            "id": "lower",
            "tier": "harbour",
            "issuers": ["master"],
            "requires": {"approval": {"any_of": ["council", "board"]}},
            "cite": CITE,
        },
        {"id": "own_end", "tier": "quay", "issuers": ["foreman"], "cite": CITE},
    ],
    "floors": [{"id": "floor", "tier": "quay", "cite": CITE}],
}


def changed(section: str, place: int, **changes: Any) -> dict[str, Any]:
    """Return the sensible rules with *changes* to one thing of a list."""
    things = [dict(thing) for thing in SENSIBLE[section]]
    things[place] = {**things[place], **changes}
    return {**SENSIBLE, section: things}


def added(section: str, thing: dict[str, Any]) -> dict[str, Any]:
    """Return the sensible rules with one thing more in a list."""
    return {**SENSIBLE, section: [*SENSIBLE[section], {"cite": CITE, **thing}]}


def remarks(rules: dict[str, Any]) -> list[str]:
    """Return the remarks on *rules*, each with its path."""
    model = Rules.model_validate(rules)
    assert problems_in_rules(model) == []
    return [f"{remark.where}: {remark.code}" for remark in lint(model)]


def test_a_sensible_file_draws_no_remark() -> None:
    assert remarks(SENSIBLE) == []


def test_the_home_scheme_draws_no_remark() -> None:
    assert [remark.worded() for remark in lint(load_rules("xixian"))] == []


# -- levels ------------------------------------------------------------------------


def test_a_default_that_is_not_the_least_severe() -> None:
    levels = [{"id": "orange"}, {"id": "green", "default": True}, {"id": "red"}]
    assert remarks({**SENSIBLE, "levels": levels}) == ["levels[1].default: default.not_least"]


def test_a_level_nobody_can_order() -> None:
    levels = [*SENSIBLE["levels"], {"id": "black"}]
    assert remarks({**SENSIBLE, "levels": levels}) == ["levels[3]: level.not_ordered"]


def test_a_level_without_a_way_back() -> None:
    no_endings = {"endings": SENSIBLE["endings"][1:]}
    # from red there is a way down to orange, from orange there is none
    assert remarks({**SENSIBLE, **no_endings}) == [
        "levels[1]: level.no_way_back",
        "levels[2]: lowering.no_way",
    ]
    one_way = changed("transitions", 0, to=["red"])
    assert remarks({**one_way, **no_endings}) == ["levels[2]: level.no_way_back"]
    narrow = [{**SENSIBLE["endings"][0], "of": ["red"]}, SENSIBLE["endings"][1]]
    assert remarks({**SENSIBLE, "endings": narrow}) == ["levels[1]: level.no_way_back"]


def test_a_transition_downward_is_a_way_back() -> None:
    rules = added(
        "transitions",
        {"id": "down", "tier": "harbour", "from": ["red"], "to": ["green"], "issuers": ["council"]},
    )
    rules["endings"] = [SENSIBLE["endings"][1], {**SENSIBLE["endings"][0], "of": ["orange"]}]
    assert remarks(rules) == ["levels[2]: lowering.no_way"]


# -- transitions -------------------------------------------------------------------


def test_a_transition_from_a_level_that_never_holds() -> None:
    own = {"from": ["red"], "to": ["orange"]}
    alone = changed("transitions", 2, **own)
    alone["transitions"] = alone["transitions"][2:]
    alone["endings"] = SENSIBLE["endings"][1:]
    alone["bodies"] = {"foreman": {"tier": "quay"}}
    assert remarks(alone) == [
        "levels[2]: level.not_ordered",
        "transitions[0].from: transition.unreachable",
    ]
    assert remarks(changed("transitions", 2, **own)) == []


def test_what_is_ordered_above_does_not_reach_a_tier_that_does_not_inherit() -> None:
    rules = changed("transitions", 2, **{"from": ["red"]})
    rules["tiers"] = [
        {"id": "harbour"},
        {"id": "quay", "inherits": False},
        {"id": "berth", "inherits": False},
    ]
    assert remarks(rules) == ["transitions[2].from: transition.unreachable"]
    rules["tiers"][2] = {"id": "berth"}
    assert remarks(rules) == []


def test_a_transition_from_no_level_at_all() -> None:
    assert remarks(changed("transitions", 2, **{"from": []})) == [
        "transitions[2].from: transition.unreachable"
    ]


def test_levels_reached_one_after_the_other_are_reached() -> None:
    rules = added(
        "transitions",
        {"id": "up", "tier": "quay", "from": ["red"], "to": ["red"], "issuers": ["foreman"]},
    )
    rules["transitions"] = rules["transitions"][2:] + rules["transitions"][:2]
    assert remarks(rules) == []


EASIER = [
    {},
    {"to": ["orange"]},
    {"from": ["green"]},
    {"requires": {"approval": {"all_of": ["council", "board"]}, "notice": "PT6H"}},
    {"requires": {"approval": "council", "notice": "PT6H"}},
    {"requires": {"approval": "council", "notice": "P1D"}},
    {"requires": {"approval": "council", "notice": "PT6H", "max_duration": "P3D"}},
    {"requires": {"approval": "council", "notice": "PT6H", "scope": "explicit"}},
    {"requires": {"approval": "council", "notice": "PT6H", "reason": True}},
    {"requires": {"approval": "council", "notice": "PT6H", "assessment": {"by": ["board"]}}},
    {"duties": [{"do": "tell the pilots"}]},
    {"ratify": {"approval": "board", "within": "PT4H", "again_after": "P7D"}},
]
NOT_EASIER = [
    {"issuers": ["master", "board"], "requires": {"approval": "council", "notice": "PT6H"}},
    {"requires": {"approval": {"any_of": ["council", "board"]}}},
    {"requires": {"notice": "PT6H"}, "issuers": ["board"]},
    {
        "requires": {
            "approval": {"at_least": {"count": 1, "of": ["council", "master", "board"]}},
            "notice": "PT6H",
        },
    },
    {
        "requires": {
            "approval": {"any_of": ["council", "board"]},
            "notice": "PT6H",
            "period": "open",
        }
    },
]


@pytest.mark.parametrize("changes", EASIER)
def test_a_transition_that_another_makes_superfluous(changes: dict[str, Any]) -> None:
    harder = {**SENSIBLE["transitions"][0], "id": "harder", **changes}
    assert "transitions[3]: transition.superfluous" in remarks(added("transitions", harder))


@pytest.mark.parametrize("changes", NOT_EASIER)
def test_a_transition_with_something_of_its_own_is_not_superfluous(
    changes: dict[str, Any],
) -> None:
    other = {**SENSIBLE["transitions"][0], "id": "other", **changes}
    assert "transitions[3]: transition.superfluous" not in remarks(added("transitions", other))


def test_of_two_alike_the_later_one_is_superfluous() -> None:
    rules = added("transitions", {**SENSIBLE["transitions"][2], "id": "again"})
    assert remarks(rules) == ["transitions[3]: transition.superfluous"]
    rules = added("endings", {**SENSIBLE["endings"][1], "id": "again"})
    assert remarks(rules) == ["endings[2]: ending.superfluous"]


def test_an_earlier_one_is_superfluous_where_a_later_one_is_easier() -> None:
    rules = added("transitions", {**SENSIBLE["transitions"][2], "id": "any", "from": None})
    assert remarks(rules) == ["transitions[2]: transition.superfluous"]
    endings = [{**SENSIBLE["endings"][1], "id": "some", "of": ["orange"]}, *SENSIBLE["endings"]]
    assert remarks({**SENSIBLE, "endings": endings}) == ["endings[0]: ending.superfluous"]


def test_an_assessment_asked_of_more_bodies_is_harder() -> None:
    easy = {"by": ["master", "council"], "with": ["board"]}
    hard = {"by": ["master"], "with": ["board", "council"]}
    easy_, hard_ = (
        {**SENSIBLE["transitions"][0], "id": name, "requires": {"assessment": asked}}
        for name, asked in (("easy", easy), ("hard", hard))
    )
    transitions = [easy_, hard_, *SENSIBLE["transitions"][1:]]
    found = remarks({**SENSIBLE, "transitions": transitions})
    assert [line for line in found if "superfluous" in line] == [
        "transitions[1]: transition.superfluous"
    ]


def test_a_condition_with_very_many_ways_is_left_alone() -> None:
    names = [f"b{n}" for n in range(12)]
    bodies = {**SENSIBLE["bodies"], **{name: {"tier": "harbour"} for name in names}}
    many = {"approval": {"at_least": {"count": 6, "of": names}}}
    transitions = [
        {**SENSIBLE["transitions"][0], "id": name, "requires": many} for name in ("one", "two")
    ]
    rules = {**SENSIBLE, "bodies": bodies, "transitions": [*transitions, *SENSIBLE["transitions"]]}
    assert not [line for line in remarks(rules) if "[0]: transition.superfluous" in line]


def test_an_open_period_that_is_always_too_long() -> None:
    requires = {"period": "open", "max_duration": "P30D"}
    assert remarks(changed("transitions", 2, requires=requires)) == [
        "transitions[2].requires.period: period.never_open"
    ]
    assert remarks(changed("transitions", 2, requires={"period": "open"})) == []


def test_a_ratification_by_whoever_approved_before() -> None:
    rules = changed("transitions", 1, requires={"approval": "council"})
    assert remarks(rules) == ["transitions[1].ratify.approval: ratify.asked_before"]
    rules = changed("transitions", 1, requires={"approval": "board"})
    assert remarks(rules) == []


# -- issuers and approvals -----------------------------------------------------------


def test_an_issuer_whose_orders_nobody_could_approve() -> None:
    rules = changed("transitions", 1, issuers=["master", "council"], requires={"reason": True})
    assert remarks(rules) == ["transitions[1].issuers[1]: issuer.unapprovable"]
    requires = {"approval": "council"}
    rules = changed("endings", 0, issuers=["council", "master"], requires=requires)
    assert remarks(rules) == ["endings[0].issuers[0]: issuer.unapprovable"]


def test_an_approval_that_never_counts() -> None:
    rules = changed("endings", 1, requires={"approval": {"any_of": ["foreman", "board"]}})
    assert remarks(rules) == ["endings[1].requires.approval: approval.never_counts"]


def test_an_assessment_made_with_the_body_that_makes_it() -> None:
    asked = {"by": ["foreman"], "with": ["council", "foreman"]}
    assert remarks(changed("transitions", 2, requires={"assessment": asked})) == [
        "transitions[2].requires.assessment.with[1]: assessment.with_itself"
    ]
    asked = {"by": ["foreman", "board"], "with": ["foreman"]}
    assert remarks(changed("transitions", 2, requires={"assessment": asked})) == []


# -- endings and floors ----------------------------------------------------------------


def test_an_ending_of_what_is_never_ordered() -> None:
    rules = added("endings", {"id": "idle", "tier": "berth", "issuers": ["foreman"]})
    assert remarks(rules) == ["endings[2]: ending.idle"]
    rules = added("endings", {"id": "idle", "tier": "quay", "of": ["red"], "issuers": ["council"]})
    assert remarks(rules) == ["endings[2]: ending.idle"]


def test_floors_that_never_bind() -> None:
    missing = "tiers[1]: floor.missing"
    found = remarks(changed("floors", 0, tier="harbour"))
    assert found == ["floors[0]: floor.of_top_tier", missing]
    assert remarks(changed("floors", 0, tier="berth")) == ["floors[0]: floor.idle", missing]


def test_duties_that_no_decision_sets_or_that_count_from_nothing() -> None:
    def of(duty: dict[str, Any], section: str = "transitions", number: int = 1) -> list[str]:
        return remarks(changed(section, number, duties=[{"do": "tell", **duty}]))

    where = "transitions[1].duties[0]"
    assert of({"when": "lowered"}) == [f"{where}.when: duty.never_lowered"]
    assert of({"when": "raised"}) == of({"when": "lowered"}, number=0) == []
    assert of({"counts_from": "end"}) == [f"{where}.counts_from: duty.untimed"]
    assert of({"counts_from": "end", "within": "P1D"}) == []
    assert of({"when": "raised"}, "endings", 0) == []
    kept = {"even_if_ended": True, "within": "P1D"}
    assert of(kept) == []
    assert of({**kept, "counts_from": "end"}) == [f"{where}.even_if_ended: duty.kept_anyway"]
    assert of(kept, "endings", 0) == ["endings[0].duties[0].even_if_ended: duty.kept_anyway"]
    red: dict[str, Any] = {"of": ["red"], "duties": [{"do": "tell", "when": "raised"}]}
    assert "endings[0].duties[0].when: duty.never_raised" in remarks(changed("endings", 0, **red))
    ratify: dict[str, Any] = {"approval": "council", "within": "PT4H", "again_after": "P7D"}
    ratify |= {"duties": [{"do": "tell", "when": "lowered"}]}
    assert remarks(changed("transitions", 1, ratify=ratify)) == [
        "transitions[1].ratify.duties[0].when: duty.never_lowered"
    ]


def test_a_floor_that_another_makes_superfluous() -> None:
    def of(**more: object) -> list[str]:
        return remarks(added("floors", {"id": "more", "tier": "quay", "cite": CITE, **more}))

    assert of() == ["floors[1]: floor.superfluous"]
    assert of(of=["harbour"]) == ["floors[1]: floor.superfluous"]
    assert of(binding=False) == ["floors[1]: floor.superfluous"]
    assert of(counts="issued") == ["floors[0]: floor.superfluous"]
    assert of(counts="touching", binding=False) == []


# -- what undoes with less what others ordered ------------------------------------------

EITHER = {"approval": {"any_of": ["council", "board"]}}
WEAKER = ["endings[0]: ending.weaker"]


@pytest.mark.parametrize(
    ("ending", "said"),
    [
        ({"requires": {}}, True),
        ({"requires": {"approval": "council"}}, False),
        ({"requires": {"approval": {"all_of": ["council", "board"]}}}, False),
        ({"requires": {}, "issuers": ["council"]}, False),
        ({"requires": {}, "issuers": ["council", "master"]}, True),
        ({"requires": {}, "of": ["green"]}, False),
    ],
)
def test_an_ending_that_takes_less_of_others_than_to_order(
    ending: dict[str, Any], *, said: bool
) -> None:
    found = remarks(changed("endings", 0, **ending))
    assert (WEAKER[0] in found) is said


@pytest.mark.parametrize(
    ("ordered", "ended", "said"),
    [
        ({"signed": True}, {}, True),
        ({"signed": True}, {"digest": "required"}, True),
        ({"signed": True}, {"signed": True}, False),
        ({"digest": "required"}, {}, True),
        ({"digest": "required"}, {"digest": "required"}, False),
        ({"digest": "required"}, {"signed": True}, False),
        ({}, {"signed": True}, False),
    ],
)
def test_an_ending_whose_approvals_are_bound_less(
    ordered: dict[str, Any], ended: dict[str, Any], *, said: bool
) -> None:
    rules = changed("transitions", 0, requires={**EITHER, **ordered})
    rules["endings"] = [{**SENSIBLE["endings"][0], "requires": {**EITHER, **ended}}]
    rules["endings"] += SENSIBLE["endings"][1:]
    assert remarks(rules) == (WEAKER if said else [])


def test_an_ending_by_somebody_whom_the_transition_does_not_let_order() -> None:
    weaker = "endings[1]: ending.weaker"
    rules = {**SENSIBLE, "bodies": {**SENSIBLE["bodies"], "watch": {"tier": "quay"}}}
    own = SENSIBLE["endings"][1]
    for ending, said in (
        ({"issuers": ["watch"]}, True),
        ({"issuers": ["watch"], "requires": {"approval": "foreman"}}, False),
        ({"issuers": ["council"]}, False),
    ):
        found = remarks({**rules, "endings": [SENSIBLE["endings"][0], {**own, **ending}]})
        assert (weaker in found) is said


def test_what_an_ending_lacks_is_said_in_words() -> None:
    (said,) = lint(Rules.model_validate(changed("endings", 0, requires={})))
    assert said.worded("en") == (
        "this ends what `raise` orders, and takes less of others: the approval; "
        "ask for the same here, or name in `of` the levels that may be ended with less"
    )
    assert said.worded("zh").endswith("可以较少要求终止的级别")


@pytest.mark.parametrize(
    ("floor", "said"),
    [
        (None, True),
        ({}, False),
        ({"binding": False}, False),
        ({"of": ["harbour"]}, False),
    ],
)
def test_a_tier_that_may_order_less_than_one_above_and_has_no_floor(
    floor: dict[str, Any] | None, *, said: bool
) -> None:
    floors = [] if floor is None else [{**SENSIBLE["floors"][0], **floor}]
    found = remarks({**SENSIBLE, "floors": floors})
    assert found == (["tiers[1]: floor.missing"] if said else [])


def test_a_tier_that_orders_nothing_milder_than_those_above_needs_no_floor() -> None:
    rules = changed("transitions", 2, to=["red"], **{"from": ["green", "orange"]})
    assert "tiers[1]: floor.missing" not in remarks({**rules, "floors": []})


def test_a_grace_that_may_follow_another_sooner_than_it_lasts() -> None:
    for again, said in (("PT3H", True), ("PT4H", False)):
        ratify = {"approval": "council", "within": "PT4H", "again_after": again}
        found = remarks(changed("transitions", 1, ratify=ratify))
        assert found == (["transitions[1].ratify.again_after: ratify.soon_again"] if said else [])


# -- acting first ---------------------------------------------------------------------


def test_acting_first_again_and_again() -> None:
    ratify = {"approval": "council", "within": "PT4H"}
    (said,) = lint(Rules.model_validate(changed("transitions", 1, ratify=ratify)))
    assert str(said.where) == "transitions[1].ratify"
    assert said.code == "ratify.repeatable"
    assert said.worded("en").startswith("nothing keeps `harbour` from acting first again and again")
    assert "反复先行发布" in said.worded("zh")


@pytest.mark.parametrize(
    ("within", "longest", "said"),
    [("PT3H", "PT4H", False), ("PT4H", "PT4H", True), ("PT5H", "PT4H", True), ("P9D", None, False)],
)
def test_a_grace_that_outlasts_the_order(within: str, longest: str | None, said: bool) -> None:
    ratify = {"approval": "council", "within": within, "again_after": "P7D"}
    requires = {"max_duration": longest} if longest else {}
    found = remarks(changed("transitions", 1, ratify=ratify, requires=requires))
    assert ("transitions[1].ratify.within: ratify.outlasts" in found) is said


# -- names, clauses, words -------------------------------------------------------------


def test_bodies_and_sources_that_nothing_names() -> None:
    rules = {
        **SENSIBLE,
        "bodies": {**SENSIBLE["bodies"], "pilots": {"tier": "quay"}},
        "sources": {**SENSIBLE["sources"], "law": {"title": "Law"}},
    }
    assert remarks(rules) == ["bodies.pilots: body.unused", "sources.law: source.uncited"]


def test_bodies_that_only_assess_or_ratify_are_used() -> None:
    rules = changed("transitions", 2, requires={"assessment": {"by": ["pilots"]}})
    rules["bodies"] = {**SENSIBLE["bodies"], "pilots": {"tier": "quay"}}
    assert remarks(rules) == []
    transitions = rules["transitions"]
    transitions[1] = {
        **transitions[1],
        "ratify": {"approval": "judge", "within": "PT1H", "again_after": "P1D"},
    }
    rules["bodies"]["judge"] = {"tier": "harbour"}
    assert remarks(rules) == []


def test_two_sources_with_one_short_title() -> None:
    code, law = SENSIBLE["sources"]["code"], {"title": "Law", "short": {"en": "Code", "zh": "法"}}
    sources = {"code": {**code, "short": {"zh": "港规", "en": "Code"}}, "law": law}
    cited = changed("endings", 1, cite={"source": "law", "clause": ["1", "2"]})
    assert remarks({**cited, "sources": sources}) == ["sources.law.short: source.shared_short"]
    assert remarks({**cited, "sources": {**sources, "law": {"title": "Law"}}}) == []


def test_a_rule_without_a_clause_in_a_file_with_sources() -> None:
    assert remarks(changed("endings", 1, cite=None)) == ["endings[1]: rule.uncited"]
    bare = {key: value for key, value in SENSIBLE.items() if key != "sources"}
    for section in ("transitions", "endings", "floors"):
        bare[section] = [{**thing, "cite": None} for thing in SENSIBLE[section]]
    assert remarks(bare) == []


def test_a_source_is_cited_by_a_key_or_a_duty_as_well() -> None:
    sources = {**SENSIBLE["sources"], "law": {"title": "Law"}}
    law = {"source": "law", "clause": "1"}
    duty = changed("transitions", 0, duties=[{"do": "tell", "cite": law}])
    assert remarks({**SENSIBLE, "sources": sources}) == ["sources.law: source.uncited"]
    assert remarks({**duty, "sources": sources}) == []
    key = changed("transitions", 0, requires={"cites": {"period": law}})
    assert "sources.law: source.uncited" not in remarks({**key, "sources": sources})


def test_a_clause_for_a_key_that_asks_nothing() -> None:
    plain, read = CITE, {**CITE, "reading": "as the paper asks for none"}
    for key in ("approval", "notice", "signed", "scope", "approval_after_assessment", "period"):
        asks = key in {"approval_after_assessment", "period"}
        said = [] if asks else [f"endings[1].requires.cites.{key}: cite.idle"]
        if key in {"approval", "signed"}:
            found = remarks(changed("endings", 1, requires={"cites": {key: plain}}))
            assert found == said
            assert remarks(changed("endings", 1, requires={"cites": {key: read}})) == []
        cites = {"requires": {**SENSIBLE["transitions"][0]["requires"], "cites": {key: plain}}}
        found = remarks(changed("transitions", 0, **cites))
        idle = key not in cites["requires"] and not asks
        path = f"transitions[0].requires.cites.{key}: cite.idle"
        assert (path in found) == idle


def test_an_id_shared_by_rules_of_two_kinds() -> None:
    assert remarks(changed("endings", 0, id="raise")) == ["endings[0].id: rule.shared_id"]


def test_texts_without_a_translation_that_others_have() -> None:
    rules = changed("levels", 1, title={"en": "Orange", "zh": "橙色"})
    rules["title"] = {"en": "Port"}
    rules["tiers"] = [{"id": "harbour", "title": "港"}, *SENSIBLE["tiers"][1:]]
    duties = [{"do": {"zh": "报告"}, "to": {"en": "all", "zh": "各方"}}]
    read = {**CITE, "reading": {"en": "so"}}
    rules["transitions"] = [{**SENSIBLE["transitions"][0], "duties": duties, "cite": read}]
    rules["transitions"] += SENSIBLE["transitions"][1:]
    assert remarks(rules) == [
        "title: text.untranslated",
        "transitions[0].duties[0].do: text.untranslated",
        "transitions[0].cite.reading: text.untranslated",
    ]


# -- words -----------------------------------------------------------------------------


def test_a_remark_has_a_reason_and_a_cure_in_both_languages() -> None:
    levels = [*SENSIBLE["levels"], {"id": "black"}]
    (remark,) = lint(Rules.model_validate({**SENSIBLE, "levels": levels}))
    assert remark.worded() == (
        "no transition leads to `black`, so nobody can order it; "
        "add it to the `to` of a transition, or leave the level out"
    )
    assert remark.worded("zh") == (
        "没有调整规则可以启动 `black`，该级别不会出现；请将它列入某条调整规则的 `to`，或者去掉这一级别"
    )
    titles = {"black": "Level black"}
    assert remark.reason("en", titles=lambda named, _lang: titles.get(named.id)) == (
        "no transition leads to Level black (`black`), so nobody can order it"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_has_its_cure(lang: str) -> None:
    codes = {code for code in sentences(lang) if code.startswith("lint.")}
    reasons = {code for code in codes if not code.endswith(".cure")}
    assert codes == reasons | {f"{code}.cure" for code in reasons}
    assert len(reasons) == 48


def test_a_remark_is_placed_by_the_document(tmp_path: FilePath) -> None:
    path = tmp_path / "port.yaml"
    text = (FilePath(__file__).parents[2] / "bad" / "port.yaml").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    document = read_rules(path)
    placed = [remark.at(document.place(remark.where.path)) for remark in lint(load_rules(path))]
    assert [f"{remark.where.line}: {remark.code}" for remark in placed] == [
        "25: floor.idle",
        "23: ending.weaker",
        "15: body.unused",
        "5: source.uncited",
        "17: rule.uncited",
        "23: rule.uncited",
        "25: rule.uncited",
    ]
    assert {remark.where.file for remark in placed} == {str(path)}


def test_a_track_that_is_alone_keeps_nothing_apart() -> None:
    assert remarks({**SENSIBLE, "tracks": [{"id": "flood"}]}) == ["tracks[0]: track.alone"]
    assert remarks({**SENSIBLE, "tracks": [{"id": "flood"}, {"id": "wind"}]}) == []


def test_a_title_of_a_track_in_fewer_languages_than_the_rest() -> None:
    tracks = [
        {"id": "flood", "title": {"en": "Floods", "zh": "洪涝"}},
        {"id": "wind", "title": {"en": "Storms"}},
    ]
    assert "tracks[1].title: text.untranslated" in remarks({**SENSIBLE, "tracks": tracks})


# -- lowering -------------------------------------------------------------------------


def others(rules: dict[str, Any]) -> list[str]:
    """Return the remarks but for those on endings that take less than to order."""
    return [one for one in remarks(rules) if not one.endswith("ending.weaker")]


def test_an_order_that_could_be_lowered_and_that_no_ending_fits() -> None:
    narrow = [{**SENSIBLE["endings"][0], "of": ["orange"]}, SENSIBLE["endings"][1]]
    for mode in ("as_ending", "refused", "free"):
        rules = {**SENSIBLE, "endings": narrow, "lowering": mode}
        assert others(rules) == ["levels[2]: lowering.no_way"]
    (said,) = lint(Rules.model_validate({**SENSIBLE, "endings": narrow}))
    assert said.worded("en") == (
        "`harbour` can order `red` and something milder, but no ending fits an order of `red`, so that "
        "nothing says what it takes to lower one; add an ending of `harbour` for `red`"
    )


ASKING: dict[str, dict[str, Any]] = {
    "issuer": {"issuers": ["council"], "requires": {}},
    "assessment": {"requires": {"assessment": {"by": ["board"]}}},
    "approval": {"requires": {"approval": {"all_of": ["council", "board"]}}},
    "signed": {"requires": {"approval": {"any_of": ["council", "board"]}, "signed": True}},
    "digest": {"requires": {"approval": {"any_of": ["council", "board"]}, "digest": "required"}},
    "reason": {"requires": {"reason": True}},
}


@pytest.mark.parametrize("asked", ASKING)
def test_lowering_that_is_easier_than_ending(asked: str) -> None:
    rules = changed("endings", 0, **ASKING[asked])
    assert others(rules) == []
    (said,) = [
        one
        for one in lint(Rules.model_validate({**rules, "lowering": "free"}))
        if str(one.where) == "transitions[0]"
    ]
    assert said.code == "lowering.easier"
    assert [more.code for more in said.facts["more"]] == [f"lowering.more.{asked}"]  # type: ignore[attr-defined]
    assert [level.id for level in said.facts["levels"]] == ["red"]  # type: ignore[attr-defined]


def test_an_assessment_that_has_to_be_fresher_is_more() -> None:
    def rules(transition: dict[str, Any], ending: dict[str, Any]) -> dict[str, Any]:
        asked = {**SENSIBLE["transitions"][0], "requires": {"assessment": transition}}
        made = changed("endings", 0, requires={"assessment": ending})
        return {**made, "transitions": [asked, *SENSIBLE["transitions"][2:]], "lowering": "free"}

    old, new = ({"by": ["board"], "max_age": age} for age in ("P7D", "P1D"))
    assert "transitions[0]: lowering.easier" in others(rules(old, new))
    assert "transitions[0]: lowering.easier" not in others(rules(new, old))


def test_of_several_endings_the_easiest_is_held_against_lowering() -> None:
    hard = {**SENSIBLE["endings"][0], "id": "hard", "requires": {"reason": True}}
    both = added("endings", hard)
    assert not [one for one in others({**both, "lowering": "free"}) if "easier" in one]


def test_what_leads_only_to_the_most_severe_level_lowers_nothing() -> None:
    rules = changed("endings", 0, requires={"reason": True})
    found = others({**rules, "lowering": "free"})
    assert found == ["transitions[0]: lowering.easier"]


# -- what is fresh and bound ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("easy", "hard", "covers"),
    [
        ({}, {"max_age": "P1D"}, True),
        ({"max_age": "P1D"}, {}, False),
        ({"max_age": "P2D"}, {"max_age": "P1D"}, True),
        ({"max_age": "P1D"}, {"max_age": "P2D"}, False),
        ({"digest": "required"}, {}, False),
        ({}, {"digest": "required"}, True),
        ({"digest": "required"}, {"signed": True}, True),
        ({"signed": True}, {"digest": "required"}, False),
        ({"approval_after_assessment": False}, {}, True),
        ({}, {"approval_after_assessment": False}, False),
    ],
)
def test_a_rule_is_superfluous_beside_one_that_asks_no_more_of_the_acts(
    easy: dict[str, Any], hard: dict[str, Any], *, covers: bool
) -> None:
    def asked(more: dict[str, Any]) -> dict[str, Any]:
        aged = {key: value for key, value in more.items() if key == "max_age"}
        rest = {key: value for key, value in more.items() if key != "max_age"}
        return {"assessment": {"by": ["master"], **aged}, "approval": "council", **rest}

    rules = changed("transitions", 0, requires=asked(hard))
    rules["transitions"].insert(
        0, {**rules["transitions"][0], "id": "easy", "requires": asked(easy)}
    )
    found = [line for line in remarks(rules) if line.startswith("transitions[1]: ")]
    assert found == (["transitions[1]: transition.superfluous"] if covers else [])


def test_what_is_to_be_done_is_told_in_every_language_of_the_file() -> None:
    both = {"en": "look", "zh": "检查"}
    rule = {**SENSIBLE["transitions"][0], "review": {"every": "P3D", "do": both}}
    plain = {**rule, "review": {"every": "P3D"}}
    look = {"id": "look", "tier": "quay", "every": "month", "do": both, "cite": CITE}
    found = remarks(
        {
            **SENSIBLE,
            "zone": "UTC",
            "transitions": [rule, *SENSIBLE["transitions"][1:]],
            "cadence": [look, {**look, "id": "more", "do": {"en": "look"}}],
        }
    )
    assert "cadence[1].do: text.untranslated" in found
    assert "cadence[0].do: text.untranslated" not in found
    english = {**rule, "review": {"every": "P3D", "do": {"en": "look"}}}
    listed = [english, *SENSIBLE["transitions"][1:]]
    found = remarks({**SENSIBLE, "zone": "UTC", "transitions": listed, "cadence": [look]})
    assert "transitions[0].review.do: text.untranslated" in found
    listed = [plain, *SENSIBLE["transitions"][1:]]
    assert remarks({**SENSIBLE, "transitions": listed}) == []
