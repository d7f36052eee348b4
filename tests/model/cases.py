"""Worked cases of several schemes, by hand: proposal, orders before it, verdict, findings."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.model.scenes import (
    COMMITTEE,
    FPCON,
    JOINT,
    KEIKAI,
    MARSEC,
    RELIEF,
    VIGIPIRATE,
    XIXIAN,
    Data,
    issue,
    on,
    order,
    xixian_counting,
)


@dataclass(frozen=True)
class Case:
    """A hand-written proposal and what is to be said of it; decided on 3 February."""

    name: str
    scheme: Data
    proposal: Data
    verdict: str
    codes: tuple[str, ...] = ()
    orders: list[Data] = field(default_factory=list)


def activate(level: str = "3", start: int = 10, end: int | None = 21, **more: object) -> Data:
    given: Data = {"scope": ["xixian"], "issuer": "safety_office", "assessment": JOINT}
    return issue("xixian", level, start, end, **(given | {"approvals": COMMITTEE} | more))


def city(level: str, start: int, end: int, **more: object) -> Data:
    given: Data = {"scope": ["north"], "issuer": "city_management"}
    return issue("north", level, start, end, **(given | more))


def end_of(name: str, day: int, issuer: str, **more: object) -> Data:
    return {"id": "P-1", "action": "end", "order": name, "at": on(day), "issuer": issuer, **more}


OFFICE = {"issuer": "office", "assessment": {"by": "office", "at": on(2)}}

XIXIAN_CASES = [
    Case("X1 the whole area, assessed and approved", XIXIAN, activate(), "permit"),
    Case(
        "X2 nobody has approved",
        XIXIAN,
        activate(approvals=[]),
        "pending",
        ("approval.missing",),
    ),
    Case(
        "X3 the police have no part in the assessment",
        XIXIAN,
        activate(assessment={"by": "safety_office", "at": on(2)}),
        "pending",
        ("assessment.missing",),
    ),
    Case(
        "X4 a city below the floor on one of two days",
        XIXIAN,
        city("3", 12, 14),
        "deny",
        ("floor.less_severe",),
        [order("R-1", "xixian", "2", (12, 13))],
    ),
    Case(
        "X5 the floor counts what covers the place",
        XIXIAN,
        city("3", 12, 14),
        "permit",
        (),
        [order("R-1", "xixian", "2", (12, 14), scope=["south"])],
    ),
    Case(
        "X5 the floor counts what is issued anywhere",
        xixian_counting("issued"),
        city("3", 12, 14),
        "deny",
        ("floor.less_severe",),
        [order("R-1", "xixian", "2", (12, 14), scope=["south"])],
    ),
    Case(
        "X5 the floor counts what touches the city",
        xixian_counting("touching"),
        city("3", 12, 14, scope=["mill"]),
        "deny",
        ("floor.less_severe",),
        [order("R-1", "xixian", "2", (12, 14), scope=["lane", "south"])],
    ),
    Case(
        "X5 the floor is advice",
        xixian_counting("issued", binding=False),
        city("3", 12, 14),
        "permit",
        ("floor.less_severe",),
        [order("R-1", "xixian", "2", (12, 14), scope=["south"])],
    ),
    Case(
        "X6 a city may be stricter",
        XIXIAN,
        city("1", 12, 14),
        "permit",
        (),
        [order("R-1", "xixian", "3", (10, 21))],
    ),
    Case(
        "X7 a city orders the routine level",
        XIXIAN,
        city("4", 12, 14),
        "deny",
        ("transition.undefined",),
    ),
    Case(
        "X8 a period without an end",
        XIXIAN,
        activate("2", 10, None),
        "deny",
        ("period.unbounded",),
    ),
    Case(
        "X9 the new area raises over a city's standing order",
        XIXIAN,
        activate("1", 12, 14),
        "permit",
        (),
        [order("N-1", "north", "2", (10, 21))],
    ),
    Case(
        "X10 ending early without approval",
        XIXIAN,
        end_of("R-1", 12, "safety_office"),
        "pending",
        ("approval.missing", "level.lowers"),
        [order("R-1", "xixian", "2", (2, 21))],
    ),
    Case(
        "X11 a street orders",
        XIXIAN,
        issue("lane", "3", 12, 14, scope=["lane"], issuer="city_management"),
        "deny",
        ("transition.undefined",),
    ),
    Case(
        "X12 a milder order over all on top of a local severe one",
        XIXIAN,
        activate("3", 12, 21),
        "permit",
        ("level.lowers",),
        [order("R-1", "xixian", "2", (10, 15), scope=["north"])],
    ),
]

MARSEC_CASES = [
    Case(
        "A1 the captain raises the port",
        MARSEC,
        issue("harbor", "2", 3, None, issuer="captain_of_port"),
        "permit",
    ),
    Case(
        "A2 the captain may not lower, nor go below the nation",
        MARSEC,
        issue("harbor", "1", 3, None, issuer="captain_of_port"),
        "deny",
        ("floor.less_severe", "transition.undefined"),
        [order("R-1", "us", "2", (2, None))],
    ),
    Case(
        "A3 a ship below its port on two of four days",
        MARSEC,
        issue("ship", "1", 13, 17, issuer="flag"),
        "deny",
        ("floor.less_severe",),
        [order("R-1", "harbor", "2", (14, 16))],
    ),
    Case("A4 a ship above its port", MARSEC, issue("ship", "2", 3, None, issuer="flag"), "permit"),
    Case(
        "A5 one port straight to the top",
        MARSEC,
        issue("us", "3", 3, None, scope=["harbor"], issuer="commandant"),
        "permit",
    ),
]

FPCON_CASES = [
    Case(
        "B1 the command raises all bases",
        FPCON,
        issue("northcom", "BRAVO", 3, None, issuer="combatant_commander"),
        "permit",
        (),
        [order("R-1", "northcom", "ALPHA", (2, None)), order("R-2", "base", "ALPHA", (2, 9))],
    ),
    Case(
        "B2 a base exceeds the command",
        FPCON,
        issue("base", "CHARLIE", 3, 8, issuer="installation_commander"),
        "permit",
        (),
        [order("R-1", "northcom", "BRAVO", (2, None))],
    ),
    Case(
        "B3 a base below the command",
        FPCON,
        issue("base", "ALPHA", 7, 9, issuer="installation_commander"),
        "deny",
        ("floor.less_severe",),
        [order("R-1", "northcom", "BRAVO", (2, None))],
    ),
    Case(
        "B4 levels may be skipped",
        FPCON,
        issue("base", "CHARLIE", 3, 5, issuer="installation_commander"),
        "permit",
    ),
    Case(
        "B5 a base ends the command's order for itself",
        FPCON,
        end_of("R-1", 4, "installation_commander", scope=["base"]),
        "deny",
        ("issuer.not_entitled",),
        [order("R-1", "northcom", "BRAVO", (2, None))],
    ),
]

RELIEF_CASES = [
    Case(
        "C1 approved by the deputy head",
        RELIEF,
        issue(
            "cn",
            "II",
            3,
            None,
            scope=["east"],
            approvals=[{"body": "deputy_head", "at": on(2)}],
            **OFFICE,
        ),
        "permit",
    ),
    Case(
        "C2 not approved",
        RELIEF,
        issue("cn", "II", 3, None, scope=["east"], **OFFICE),
        "pending",
        ("approval.missing",),
    ),
    Case(
        "C3 the lowest response",
        RELIEF,
        issue("cn", "IV", 3, None, scope=["east"], **OFFICE),
        "permit",
    ),
    Case(
        "C4 ended with the approval for a lower response",
        RELIEF,
        end_of("R-1", 4, "office", approvals=[{"body": "secretary_general", "at": on(2)}]),
        "pending",
        ("approval.missing", "approval.not_entitled", "level.lowers"),
        [order("R-1", "cn", "II", (2, None), scope=["east"])],
    ),
]

VIGIPIRATE_CASES = [
    Case(
        "E1 the whole country",
        VIGIPIRATE,
        issue("fr", "urgence", 3, None, issuer="prime_minister"),
        "permit",
    ),
    Case(
        "E2 one department to the top",
        VIGIPIRATE,
        issue("fr", "urgence", 3, None, scope=["nord"], issuer="prime_minister"),
        "permit",
        (),
        [order("R-1", "fr", "renforcee", (2, None))],
    ),
    Case(
        "E3 a prefect orders",
        VIGIPIRATE,
        issue("nord", "urgence", 3, None, issuer="prefect"),
        "deny",
        ("transition.undefined",),
    ),
    Case(
        "E4 straight from the first to the top",
        VIGIPIRATE,
        issue("fr", "urgence", 4, 5, issuer="prime_minister"),
        "permit",
        (),
        [order("R-1", "fr", "vigilance", (2, None))],
    ),
    Case(
        "E5 the top is ended and the standing order counts again",
        VIGIPIRATE,
        end_of("R-2", 4, "prime_minister"),
        "permit",
        ("level.lowers",),
        [order("R-1", "fr", "renforcee", (2, None)), order("R-2", "fr", "urgence", (2, None))],
    ),
]

EVACUATION = order("R-2", "machi", "4", (3, None), scope=["kita", "minami"], issuer="mayor")

KEIKAI_CASES = [
    Case(
        "F1 the mayor raises two districts",
        KEIKAI,
        issue("machi", "4", 3, None, scope=["kita", "minami"], issuer="mayor"),
        "permit",
        (),
        [order("R-1", "jp", "2", (2, None), scope=["ken"])],
    ),
    Case(
        "F2 the weather agency may not evacuate",
        KEIKAI,
        issue("jp", "4", 3, None, scope=["kita"], issuer="jma"),
        "deny",
        ("transition.undefined",),
    ),
    Case(
        "F3 the governor stands in",
        KEIKAI,
        issue("machi", "4", 3, None, scope=["machi"], issuer="governor"),
        "permit",
    ),
    Case(
        "F4 the mayor lifts one of two districts",
        KEIKAI,
        end_of("R-2", 4, "mayor", scope=["kita"]),
        "permit",
        ("level.lowers",),
        [order("R-1", "jp", "2", (2, None), scope=["ken"]), EVACUATION],
    ),
]

CASES = [
    *XIXIAN_CASES,
    *MARSEC_CASES,
    *FPCON_CASES,
    *RELIEF_CASES,
    *VIGIPIRATE_CASES,
    *KEIKAI_CASES,
]
