"""The home scheme: its fixed ids, its readings, and the twelve cases that were agreed for it.

The new area is `xixian`; the cases write city N as Qinhan and city S as Fengxi.
All times are Beijing time in February 2026, given as the day, or day and hour.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from responselevels import (
    Approval,
    Areas,
    Assessment,
    Change,
    Decision,
    EndProposal,
    Finding,
    IssueProposal,
    LevelSpan,
    Order,
    Overtake,
    Period,
    Register,
    Remedy,
    Rules,
    Span,
    book_of,
    compile_scheme,
    decide,
    load_areas,
    load_rules,
)
from responselevels.core.orders.holdings import timeline
from responselevels.core.world.soundness import problems_in_rules
from responselevels.errors import path_worded
from responselevels.files import read_document, read_rules
from responselevels.models.parts.cites import cites_in

ROOT = Path(__file__).resolve().parents[2]
RULES = load_rules("xixian")
AREAS: Areas = load_areas(ROOT / "examples" / "xixian" / "areas.yaml", RULES)
BEIJING = timezone(timedelta(hours=8))


def day(number: int, hour: int = 0) -> datetime:
    return datetime(2026, 2, number, hour, tzinfo=BEIJING)


NOW = day(9, 12)
JOINT = Assessment.model_validate(
    {"by": "safety_office", "with": ["public_security"], "at": day(8)}
)
ALONE = Assessment(by="safety_office", at=day(8))
COMMITTEE = (Approval(body="governance_committee", at=day(9)),)
PARTY = (Approval(body="party_management", at=day(9)),)


def rules_with(edit: Callable[[dict[str, Any]], object]) -> Rules:
    """Return the home rules with an edit that the file itself describes."""
    data = read_document(ROOT / "rules" / "xixian.yaml").data
    edit(data)
    rules = Rules.model_validate(data, by_alias=True, by_name=False)
    assert problems_in_rules(rules) == []
    return rules


def counting(what: str) -> Rules:
    return rules_with(lambda data: data["floors"][0].update(counts=what))


def new_area(
    level: str, *scope: str, start: datetime, end: datetime | None, **more: Any
) -> IssueProposal:
    """Return what the safety office proposes, assessed and approved unless *more* says otherwise."""
    given: dict[str, Any] = {"assessment": JOINT, "approvals": COMMITTEE} | more
    return IssueProposal(
        id="P",
        area="xixian",
        level=level,
        scope=scope,
        period=Period(start=start, end=end),
        issuer="safety_office",
        **given,
    )


def city(
    level: str, *, area: str = "qinhan", start: datetime, end: datetime, scope: str | None = None
) -> IssueProposal:
    return IssueProposal(
        id="P",
        area=area,
        level=level,
        scope=(scope or area,),
        period=Period(start=start, end=end),
        issuer="city_management",
    )


def issued(id_: str, proposal: IssueProposal, at: datetime = NOW) -> Order:
    """Return the order that *proposal* became, an hour before *at*."""
    return Order(
        id=id_,
        area=proposal.area,
        level=proposal.level,
        scope=proposal.scope,
        period=proposal.period,
        issuer=proposal.issuer,
        issued_at=at - timedelta(hours=1),
        assessment=proposal.assessment,
        approvals=proposal.approvals,
    )


LOWERED = Span(area="qinhan", start=day(12), end=day(15), required="2", orders=("A",))
UNLOWERED = (
    Remedy(level="2"),
    Remedy(period=(day(15), day(20))),
    Remedy(scope=("fengdong", "fengxi", "jinghe", "konggang")),
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """What stands, what is proposed, and everything that the decision has to say."""

    says: str
    proposal: IssueProposal | EndProposal
    standing: tuple[Order, ...] = ()
    rules: Rules = RULES
    at: datetime = NOW
    verdict: str
    transition: str | None
    codes: tuple[str, ...] = ()
    where: tuple[Span, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    completions: tuple[tuple[str, ...], ...] | None = None
    changes: tuple[Change, ...] = ()
    overtakes: tuple[Overtake, ...] = ()
    duties: tuple[str, ...] = field(default=())


def change(area: str, span: tuple[datetime, datetime], before: str, after: str) -> Change:
    start, end = span
    return Change(area=area, start=start, end=end, from_level=before, to_level=after)


EITHER = (("governance_committee",), ("party_management",))
REPORTED = (
    "report at once what joint teams cannot settle on the spot",
    "report what a patrol cannot handle",
)
FILED = ("file the order with the new area",)
TWO_OVER_ALL = issued("A", new_area("2", "xixian", start=day(12), end=day(13)))
TWO_OVER_S = issued("A", new_area("2", "fengxi", start=day(12), end=day(14)))
TWO_IN_A_STREET_OF_N = issued("A", new_area("2", "weicheng", start=day(12), end=day(14)))
N_AT_3 = city("3", start=day(12), end=day(14))
N_AT_2 = issued("N", city("2", start=day(10), end=day(20)))

CASES = [
    Case(
        says="X1: the office orders level 3 over all, jointly assessed and approved",
        proposal=new_area("3", "xixian", start=day(10), end=day(20)),
        verdict="permit",
        transition="activate",
        changes=(change("xixian", (day(10), day(20)), "4", "3"),),
    ),
    Case(
        says="X1: the Party working and management committees may approve as well",
        proposal=new_area("3", "xixian", start=day(10), end=day(20), approvals=PARTY),
        verdict="permit",
        transition="activate",
        changes=(change("xixian", (day(10), day(20)), "4", "3"),),
    ),
    Case(
        says="X2: without approval it waits for the committee or for the joint body",
        proposal=new_area("3", "xixian", start=day(10), end=day(20), approvals=()),
        verdict="pending",
        transition="activate",
        codes=("approval.missing",),
        completions=EITHER,
        changes=(change("xixian", (day(10), day(20)), "4", "3"),),
    ),
    Case(
        says="X3: an assessment by the office alone is not enough",
        proposal=new_area("3", "xixian", start=day(10), end=day(20), assessment=ALONE),
        verdict="pending",
        transition="activate",
        codes=("assessment.missing",),
        changes=(change("xixian", (day(10), day(20)), "4", "3"),),
    ),
    Case(
        says="X4: city N may not order 3 on the day on which the new area holds 2",
        standing=(TWO_OVER_ALL,),
        proposal=N_AT_3,
        verdict="deny",
        transition="city_order",
        codes=("floor.less_severe",),
        where=(Span(area="qinhan", start=day(12), end=day(13), required="2", orders=("A",)),),
        remedies=(Remedy(level="2"), Remedy(period=(day(13), day(14)))),
        duties=FILED,
    ),
    Case(
        says="X5: what the new area holds over city S alone does not bind city N",
        standing=(TWO_OVER_S,),
        proposal=N_AT_3,
        verdict="permit",
        transition="city_order",
        changes=(change("qinhan", (day(12), day(14)), "4", "3"),),
        duties=FILED,
    ),
    Case(
        says="X5: read as any order of the new area anywhere, it binds city N",
        rules=counting("issued"),
        standing=(TWO_OVER_S,),
        proposal=N_AT_3,
        verdict="deny",
        transition="city_order",
        codes=("floor.less_severe",),
        where=(Span(area="qinhan", start=day(12), end=day(14), required="2", orders=("A",)),),
        remedies=(Remedy(level="2"),),
        duties=FILED,
    ),
    Case(
        says="X5: read as any order that touches the city, what holds in S does not bind N",
        rules=counting("touching"),
        standing=(TWO_OVER_S,),
        proposal=N_AT_3,
        verdict="permit",
        transition="city_order",
        changes=(change("qinhan", (day(12), day(14)), "4", "3"),),
        duties=FILED,
    ),
    Case(
        says="X5: level 2 in one street of N does not bind its other streets",
        standing=(TWO_IN_A_STREET_OF_N,),
        proposal=city("3", scope="zhouling", start=day(12), end=day(14)),
        verdict="permit",
        transition="city_order",
        changes=(change("zhouling", (day(12), day(14)), "4", "3"),),
        duties=FILED,
    ),
    Case(
        says="X5: read as any order that touches the city, it does bind them",
        rules=counting("touching"),
        standing=(TWO_IN_A_STREET_OF_N,),
        proposal=city("3", scope="zhouling", start=day(12), end=day(14)),
        verdict="deny",
        transition="city_order",
        codes=("floor.less_severe",),
        where=(Span(area="zhouling", start=day(12), end=day(14), required="2", orders=("A",)),),
        remedies=(Remedy(level="2"),),
        duties=FILED,
    ),
    Case(
        says="X5: in the street itself the city may not go below 2, elsewhere it may",
        standing=(TWO_IN_A_STREET_OF_N,),
        proposal=N_AT_3,
        verdict="deny",
        transition="city_order",
        codes=("floor.less_severe",),
        where=(Span(area="weicheng", start=day(12), end=day(14), required="2", orders=("A",)),),
        remedies=(Remedy(level="2"), Remedy(scope=("yaodian", "zhengyang", "zhouling"))),
        duties=FILED,
    ),
    Case(
        says="X6: a city may be more severe than the new area",
        standing=(issued("A", new_area("3", "xixian", start=day(10), end=day(20))),),
        proposal=city("1", start=day(12), end=day(14)),
        verdict="permit",
        transition="city_order",
        changes=(change("qinhan", (day(12), day(14)), "3", "1"),),
        duties=FILED,
    ),
    Case(
        says="X6: an equal level is enough",
        standing=(issued("A", new_area("3", "xixian", start=day(10), end=day(20))),),
        proposal=N_AT_3,
        verdict="permit",
        transition="city_order",
        duties=FILED,
    ),
    Case(
        says="X7: level 4 is never ordered",
        proposal=city("4", start=day(12), end=day(14)),
        verdict="deny",
        transition=None,
        codes=("transition.undefined",),
    ),
    Case(
        says="X8: the new area has to say until when",
        proposal=new_area("2", "xixian", start=day(10), end=None),
        verdict="deny",
        transition="activate",
        codes=("period.unbounded",),
    ),
    Case(
        says="X9: the new area raises to 1 over the 2 of city N, which is overtaken",
        standing=(N_AT_2,),
        proposal=new_area("1", "xixian", start=day(12), end=day(14)),
        verdict="permit",
        transition="activate",
        changes=(
            change("qinhan", (day(12), day(14)), "2", "1"),
            change("xixian", (day(12), day(14)), "4", "1"),
        ),
        overtakes=(Overtake(order="N", area="qinhan", start=day(12), end=day(14)),),
    ),
    Case(
        says="X10: to end a level 2 early takes an approval too",
        standing=(issued("A", new_area("2", "xixian", start=day(10), end=day(20)), day(9)),),
        proposal=EndProposal(id="P", action="end", order="A", at=day(15), issuer="safety_office"),
        verdict="pending",
        transition="end_early",
        codes=("approval.missing", "level.lowers"),
        completions=EITHER,
        changes=(change("xixian", (day(15), day(20)), "2", "4"),),
    ),
    Case(
        says="X11: a street issues nothing",
        proposal=city("3", area="weicheng", start=day(12), end=day(14)),
        verdict="deny",
        transition=None,
        codes=("transition.undefined",),
    ),
    Case(
        says="X12: a wide 3 over a local 2 takes an approval from after the 2, as ending it does",
        at=day(12),
        standing=(issued("A", new_area("2", "qinhan", start=day(10), end=day(15)), day(10)),),
        proposal=new_area("3", "xixian", start=day(12), end=day(20)),
        verdict="pending",
        transition="activate",
        codes=("approval.missing", "approval.before_order", "level.lowers"),
        completions=EITHER,
        where=(LOWERED, LOWERED),
        remedies=(*UNLOWERED, *UNLOWERED),
        changes=(
            change("qinhan", (day(12), day(15)), "2", "3"),
            change("qinhan", (day(15), day(20)), "4", "3"),
            change("xixian", (day(12), day(20)), "4", "3"),
        ),
    ),
    Case(
        says="X12: approved while the 2 stands, a wide 3 replaces it there, and the decision says so",
        at=day(12),
        standing=(issued("A", new_area("2", "qinhan", start=day(10), end=day(15)), day(10)),),
        proposal=new_area(
            "3",
            "xixian",
            start=day(12),
            end=day(20),
            approvals=(Approval(body="governance_committee", at=day(11)),),
        ),
        verdict="permit",
        transition="activate",
        codes=("level.lowers",),
        changes=(
            change("qinhan", (day(12), day(15)), "2", "3"),
            change("qinhan", (day(15), day(20)), "4", "3"),
            change("xixian", (day(12), day(20)), "4", "3"),
        ),
    ),
]


def found_in(decision: Decision, code: str) -> Finding:
    (finding,) = [finding for finding in decision.findings if finding.code == code]
    return finding


def told(decision: Decision) -> tuple[str, ...]:
    return tuple(duty.do.in_("en") for duty in decision.duties)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.says)
def test_the_twelve_cases(case: Case) -> None:
    scheme = compile_scheme(case.rules, AREAS)
    decision = decide(scheme, book_of(scheme, case.standing), case.proposal, case.at)
    assert decision.verdict.value == case.verdict
    assert decision.transition == case.transition
    assert tuple(finding.code for finding in decision.findings) == case.codes
    assert tuple(row for finding in decision.findings for row in finding.where) == case.where
    remedies = tuple(remedy for finding in decision.findings for remedy in finding.remedies)
    assert remedies == case.remedies
    if case.completions is not None:
        assert found_in(decision, "approval.missing").completions == case.completions
    assert decision.changes == case.changes
    assert decision.overtakes == case.overtakes
    raised = any(change.to_level < change.from_level for change in case.changes)  # "1" < "4"
    assert told(decision) == ((*REPORTED, *case.duties) if raised else case.duties)


def test_x9_when_the_new_area_s_order_ends_the_city_s_counts_again() -> None:
    register = Register(RULES, AREAS, [N_AT_2])
    register.issue(new_area("1", "xixian", start=day(12), end=day(14)), at=NOW)
    assert [
        (span.start, span.end, span.level)
        for span in register.timeline("qinhan", start=day(10), end=day(21))
    ] == [
        (day(10), day(12), "2"),
        (day(12), day(14), "1"),
        (day(14), day(20), "2"),
        (day(20), day(21), "4"),
    ]


def test_x10_with_the_approval_it_may_be_ended() -> None:
    scheme = compile_scheme(RULES, AREAS)
    order = issued("A", new_area("2", "xixian", start=day(10), end=day(20)), day(9))
    proposal = EndProposal(
        id="P", action="end", order="A", at=day(15), issuer="safety_office", approvals=PARTY
    )
    assert decide(scheme, book_of(scheme, [order]), proposal, NOW).permitted


def test_when_a_period_has_run_out_the_level_falls_back_by_itself() -> None:
    scheme = compile_scheme(RULES, AREAS)
    order = issued("A", new_area("2", "xixian", start=day(10), end=day(20)), day(9))
    spans = timeline(book_of(scheme, [order]), "weicheng", start=day(10), end=day(28))
    assert spans == (
        LevelSpan(start=day(10), end=day(20), level="2", orders=("A",)),
        LevelSpan(start=day(20), end=day(28), level="4", orders=()),
    )


# -- the file itself -------------------------------------------------------------------


def test_the_ids_are_those_that_others_write_to() -> None:
    assert [level.id for level in RULES.levels] == ["4", "3", "2", "1"]
    assert [level.id for level in RULES.levels if level.default] == ["4"]
    assert [tier.id for tier in RULES.tiers] == ["new_area", "new_city", "street"]
    assert all(tier.inherits for tier in RULES.tiers)
    assert {name: body.tier for name, body in RULES.bodies.items()} == {
        "safety_office": "new_area",
        "public_security": "new_area",
        "governance_committee": "new_area",
        "party_management": "new_area",
        "city_management": "new_city",
        "city_safety_office": "new_city",
    }
    assert [transition.id for transition in RULES.transitions] == ["activate", "city_order"]
    assert [ending.id for ending in RULES.endings] == ["end_early", "city_end_early"]
    assert [floor.id for floor in RULES.floors] == ["city_not_below_new_area"]


def test_the_five_new_cities_have_their_names() -> None:
    cities = {area.id: area for area in AREAS.areas if area.tier == "new_city"}
    assert {name: area.parent for name, area in cities.items()} == dict.fromkeys(
        ["konggang", "fengdong", "qinhan", "fengxi", "jinghe"], "xixian"
    )
    titles = [area.title.in_("zh") for area in cities.values() if area.title is not None]
    assert titles == ["空港新城", "沣东新城", "秦汉新城", "沣西新城", "泾河新城"]
    for name in cities:
        assert len([area for area in AREAS.areas if area.parent == name]) >= 3


def test_every_rule_cites_its_clause_and_every_title_is_in_both_languages() -> None:
    source = RULES.sources["opinion"]
    assert source.issued is None
    cites = [transition.cite for transition in RULES.transitions]
    cites += [ending.cite for ending in RULES.endings]
    cites += [floor.cite for floor in RULES.floors]
    assert {cite and cite.source for cite in cites} == {"opinion"}
    titles = [
        RULES.title,
        source.title,
        source.publisher,
        *(level.title for level in RULES.levels),
        *(tier.title for tier in RULES.tiers),
        *(body.title for body in RULES.bodies.values()),
        *(area.title for area in AREAS.areas),
        *(cite.reading for _path, cite in cites_in(RULES) if cite.reading is not None),
    ]
    for title in titles:
        assert title is not None
        assert {language for language, _words in title.words} == {"en", "zh"}


def test_what_the_paper_does_not_say_is_told_as_a_reading_or_as_silence() -> None:
    """The endings, the filing, the period and scope of a city (ZH, part 4)."""
    cites = {path_worded(path): cite for path, cite in cites_in(RULES) if path[0] != "measures"}
    said = {path for path, cite in cites.items() if cite.reading is None}
    silent = {path for path, cite in cites.items() if cite.clause is None}
    assert said == {f"transitions[0].requires.cites.{key}" for key in ("period", "scope")}
    assert silent == {"endings[0].cite", "endings[1].cite"}
    clauses = {path: cite.clause for path, cite in cites.items() if path not in silent}
    assert clauses.pop("transitions[0].requires.cites.assessment") == ("三.4", "三.1")
    assert clauses.pop("transitions[1].duties[2].cite") == "三.1"
    for rule in (0, 1):
        assert clauses.pop(f"transitions[{rule}].duties[0].cite") == "三.3"
        assert clauses.pop(f"transitions[{rule}].duties[1].cite") == "三.5"
    assert {clauses.pop(f"cadence[{number}].cite") for number in range(3)} == {"三.2"}
    assert set(clauses.values()) == {"三.4"}


@pytest.mark.parametrize(
    "words",
    [
        "新区社会治理和平安建设委员会",
        "防控命令",
        "安保维稳需要",
        "社会面",
        "调度巡防力量",
        "报指挥单位",
        "以研判意见为依据",
        "无须发布启动命令",
    ],
)
def test_the_paper_s_own_words_are_used(words: str) -> None:
    text = (ROOT / "rules" / "xixian.yaml").read_text(encoding="utf-8")
    assert words in "".join(re.sub(r"\n *#? *", "", text))


@pytest.mark.parametrize("words", ["活动需要", "指挥巡防", "新区的指令", "新城的指令", "events"])
def test_words_that_are_not_the_paper_s_are_not(words: str) -> None:
    text = (ROOT / "rules" / "xixian.yaml").read_text(encoding="utf-8")
    assert words not in re.sub(r"\n *#? *", "", text)


def test_beside_every_rule_stand_its_clause_and_its_readings() -> None:
    text = (ROOT / "rules" / "xixian.yaml").read_text(encoding="utf-8")
    before = text.split("\n# 措施 ")[0].split("  - id: ")
    for comment, rule in pairwise(before):
        assert "# 解读 Reading [R]" in comment, rule.splitlines()[0]
    assert text.count("# 条款 Clause 三.") >= 6


def test_no_measure_is_tied_to_a_level_and_each_has_its_clause_and_reading() -> None:
    """The paper ties its figures to no level (docs/semantics.md, section 12)."""
    assert {measure.from_ for measure in RULES.measures} == {"4"}
    assert not any(measure.at or measure.strengthens for measure in RULES.measures)
    cites = {measure.id: measure.cite for measure in RULES.measures}
    assert all(cite is not None and cite.reading is not None for cite in cites.values())
    clauses = {name: None if cite is None else cite.clause for name, cite in cites.items()}
    assert clauses == {
        **dict.fromkeys(("patrol_urban", "patrol_rural"), "二(一)1"),
        **dict.fromkeys(("patrol_points", "patrol_lines", "patrol_faces"), "二(一)2"),
        **dict.fromkeys(("on_scene", "reinforced", "whole_area"), "二(一)2"),
        "joint_teams": "三.3",
        **dict.fromkeys(("emergency_team", "team_drills"), "三.5"),
    }


CITIES = {
    "konggang": (75, 18),
    "fengdong": (210, 11),
    "qinhan": (63, 16),
    "fengxi": (156, 13),
    "jinghe": (44, 30),
}


@pytest.mark.parametrize("level", ["4", "3", "2", "1"])
def test_each_new_city_needs_the_same_at_every_level(level: str) -> None:
    register = Register(RULES, AREAS)
    for city_, needed in CITIES.items():
        found = register.measures(city_, at=NOW, supposing=level)
        bounds = [one.at_least for one in found.measures if one.at_least is not None]
        assert [bound.amount for bound in bounds] == [*needed]
        assert all(figure.example for bound in bounds for figure in bound.figures)


def test_the_stages_of_an_answer_are_minutes_in_every_street() -> None:
    register = Register(RULES, AREAS)
    for area in AREAS.areas:
        found = register.measures(area.id, at=NOW)
        stages = {one.measure: one.at_most.amount for one in found.measures if one.at_most}
        asked = {"on_scene": 5, "reinforced": 10, "whole_area": 30}
        assert stages == (asked if area.tier == "street" else {})


def test_the_shipped_file_is_the_one_at_the_root() -> None:
    assert read_rules("xixian").data == read_document(ROOT / "rules" / "xixian.yaml").data


# -- the other readings: the edits that the file names ---------------------------------


def permitted(rules: Rules, proposal: IssueProposal | EndProposal, *standing: Order) -> bool:
    scheme = compile_scheme(rules, AREAS)
    return decide(scheme, book_of(scheme, standing), proposal, NOW).permitted


def without_police(data: dict[str, Any]) -> None:
    data["transitions"][0]["requires"]["assessment"] = {"by": ["safety_office"]}


def committees_apart(data: dict[str, Any]) -> None:
    bodies = data["bodies"]
    bodies["party_committee"] = bodies["management_committee"] = bodies.pop("party_management")
    both = {"all_of": ["party_committee", "management_committee"]}
    for rule in (data["transitions"][0], data["endings"][0]):
        rule["requires"]["approval"] = {"any_of": ["governance_committee", both]}


def act_first(data: dict[str, Any]) -> None:
    again = {**data["transitions"][0], "id": "activate_at_once"}
    again["requires"] = {key: v for key, v in again["requires"].items() if key != "approval"}
    approval = {"any_of": ["governance_committee", "party_management"]}
    again["ratify"] = {"approval": approval, "within": "PT4H"}
    data["transitions"].append(again)


def own_committee(data: dict[str, Any]) -> None:
    data["transitions"][1]["requires"]["approval"] = "city_management"
    data["transitions"][1]["issuers"] = ["city_safety_office"]


def end_alone(data: dict[str, Any]) -> None:
    del data["endings"][0]["requires"]


def end_by_the_new_area(data: dict[str, Any]) -> None:
    data["endings"][1]["issuers"].append("safety_office")


def test_the_assessment_may_be_left_to_the_office_alone() -> None:
    proposal = new_area("3", "xixian", start=day(10), end=day(20), assessment=ALONE)
    assert not permitted(RULES, proposal)
    assert permitted(rules_with(without_police), proposal)


def test_the_two_committees_may_be_asked_apart() -> None:
    one = (Approval(body="party_committee", at=day(9)),)
    both = (*one, Approval(body="management_committee", at=day(9)))
    rules = rules_with(committees_apart)
    for approvals, enough in ((one, False), (both, True), (COMMITTEE, True)):
        proposal = new_area("3", "xixian", start=day(10), end=day(20), approvals=approvals)
        assert permitted(rules, proposal) is enough


def test_the_office_may_be_let_act_first() -> None:
    rules = rules_with(act_first)
    proposal = new_area("2", "xixian", start=day(10), end=day(20), approvals=())
    assert not permitted(rules, proposal)
    at_once = proposal.model_copy(update={"transition": "activate_at_once"})
    scheme = compile_scheme(rules, AREAS)
    decision = decide(scheme, book_of(scheme, []), at_once, NOW)
    assert decision.permitted
    assert decision.provisional_until == NOW + timedelta(hours=4)


def test_a_city_may_be_allowed_to_declare_level_4() -> None:
    rules = rules_with(lambda data: data["transitions"][1].update(to=["4", "3", "2", "1"]))
    proposal = city("4", start=day(12), end=day(14))
    assert permitted(rules, proposal)
    assert not permitted(rules, proposal, TWO_OVER_ALL)


def test_a_city_s_order_may_need_its_own_committee() -> None:
    rules = rules_with(own_committee)
    proposal = N_AT_3.model_copy(update={"issuer": "city_safety_office"})
    assert not permitted(rules, proposal)
    approval = Approval(body="city_management", at=day(9))
    assert permitted(rules, proposal.model_copy(update={"approvals": (approval,)}))


def test_a_city_s_order_may_need_neither_period_nor_scope() -> None:
    free = {"period": "open", "scope": "optional"}
    rules = rules_with(lambda data: data["transitions"][1].update(requires=free))
    proposal = N_AT_3.model_copy(update={"scope": (), "period": Period(start=day(12))})
    assert not permitted(RULES, proposal)
    assert permitted(rules, proposal)


def test_the_office_may_be_let_end_its_order_alone() -> None:
    order = issued("A", new_area("2", "xixian", start=day(10), end=day(20)))
    proposal = EndProposal(id="P", action="end", order="A", at=day(15), issuer="safety_office")
    assert not permitted(RULES, proposal, order)
    assert permitted(rules_with(end_alone), proposal, order)


def test_the_new_area_may_be_let_end_a_city_s_order() -> None:
    proposal = EndProposal(id="P", action="end", order="N", at=day(15), issuer="safety_office")
    assert not permitted(RULES, proposal, N_AT_2)
    assert permitted(rules_with(end_by_the_new_area), proposal, N_AT_2)
