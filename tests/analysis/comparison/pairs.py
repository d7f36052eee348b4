"""Pairs of rules files: half of them mean the same, half differ in one small thing.

All are edits of one scheme of three tiers, small enough that ten thousand proposals are soon
decided, and with all that a decision can look at: levels to lower, assessments that age,
approvals that are bound or signed, tables, tiers of a scope, floors, graces, tracks, duties.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from responselevels.core.world.soundness import problems_in_rules
from responselevels.models.rules import Rules

Data = dict[str, Any]
Change = Callable[[Data], object]

WRITTEN: Data = {
    "format": 1,
    "id": "valley",
    "levels": [{"id": "calm", "default": True}, {"id": "yellow"}, {"id": "red"}],
    "tiers": [{"id": "region"}, {"id": "town"}, {"id": "street"}],
    "tracks": [{"id": "flood"}, {"id": "wind"}],
    "bodies": {
        "office": {"tier": "region"},
        "board": {"tier": "region"},
        "chief": {"tier": "region"},
        "watch": {"tier": "town"},
        "council": {"tier": "town"},
    },
    "transitions": [
        {
            "id": "raise",
            "tier": "region",
            "from": ["calm", "yellow"],
            "to": ["yellow", "red"],
            "issuers": ["office"],
            "requires": {
                "assessment": {"by": ["office", "chief"], "max_age": "PT12H", "table": "water"},
                "approval": {"any_of": ["board", "chief"]},
                "period": "open",
            },
            "duties": [{"do": "tell the towns", "within": "PT6H"}],
        },
        {
            "id": "lower",
            "tier": "region",
            "from": ["red"],
            "to": ["yellow"],
            "issuers": ["office"],
            "requires": {"approval": "board", "period": "open"},
        },
        {
            "id": "order",
            "tier": "town",
            "to": ["calm", "yellow", "red"],
            "issuers": ["watch", "office"],
            "requires": {
                "approval": {"any_of": ["council", "board"]},
                "digest": "required",
                "max_duration": "PT36H",
                "scope": {"tiers": ["town", "street"]},
            },
            "duties": [{"do": "sound the sirens", "when": "raised"}],
        },
        {
            "id": "at_once",
            "tier": "town",
            "to": ["red"],
            "issuers": ["watch"],
            "ratify": {"approval": "council", "within": "PT6H", "again_after": "PT12H"},
        },
        {
            "id": "close",
            "tier": "street",
            "to": ["yellow", "red"],
            "issuers": ["watch"],
            "requires": {"notice": "PT6H", "period": "open"},
        },
    ],
    "endings": [
        {
            "id": "calm_down",
            "tier": "region",
            "issuers": ["office"],
            "requires": {"approval": "board"},
        },
        {
            "id": "stand_down",
            "tier": "town",
            "issuers": ["watch", "office"],
            "requires": {"assessment": {"by": ["watch"]}},
            "duties": [{"do": "tell the press"}],
        },
        {"id": "reopen", "tier": "street", "issuers": ["watch"]},
    ],
    "floors": [
        {"id": "towns", "tier": "town"},
        {"id": "streets", "tier": "street", "of": ["town"], "binding": False},
    ],
    "facts": [{"id": "gauge", "unit": "m"}],
    "tables": [
        {
            "id": "water",
            "rows": [
                {"when": {"gauge": {"below": 3}}, "levels": ["calm", "yellow"]},
                {"when": {"gauge": {"from": 3}}, "levels": ["red"]},
            ],
        }
    ],
}


@dataclass(frozen=True)
class Pair:
    """Two rules files; *same* says what is meant, *old* and *new* change what is written above."""

    name: str
    new: Change
    same: bool = False
    old: Change = lambda _data: None

    def rules(self) -> tuple[Rules, Rules]:
        """Return both files."""
        return _rules(self.old), _rules(self.old, self.new)


def _rules(*changes: Change) -> Rules:
    data = deepcopy(WRITTEN)
    for change in changes:
        change(data)
    rules = Rules.model_validate(data)
    assert problems_in_rules(rules) == []
    return rules


def rule(data: Data, name: str) -> Data:
    """Return the transition, ending or floor of that name."""
    found = (r for key in ("transitions", "endings", "floors") for r in data[key])
    return next(one for one in found if one["id"] == name)


def asks(name: str, **more: object) -> Change:
    """Return a change of what a rule requires."""
    return lambda data: rule(data, name).setdefault("requires", {}).update(more)


def says(name: str, **more: object) -> Change:
    """Return a change of what a rule says."""
    return lambda data: rule(data, name).update(more)


def all_of(*changes: Change) -> Change:
    """Return all *changes*, one after the other."""
    return lambda data: [change(data) for change in changes]


def beside(name: str, **more: object) -> Change:
    """Return a change that puts a copy of a rule, with *more* in it, after all others."""

    def added(data: Data) -> None:
        copy = {**deepcopy(rule(data, name)), **more}
        key = "transitions" if "to" in copy else "floors" if "counts" in copy else "endings"
        data[key].append(copy)

    return added


def _turned(data: Data) -> None:
    for key in ("transitions", "endings", "floors", "tracks"):
        data[key].reverse()
    rule(data, "order")["to"].reverse()
    rule(data, "raise")["requires"]["approval"]["any_of"].reverse()
    data["bodies"] = dict(reversed(data["bodies"].items()))


def _split(data: Data) -> None:
    """Write the one ending of a tier as one for each level, under other names."""
    written = data["endings"].pop(0)
    data["endings"] += [
        {**written, "id": f"from {x}", "of": [x]} for x in ("red", "yellow", "calm")
    ]


SIGNED = asks("raise", signed=True)
AGED = asks("calm_down", assessment={"by": ["office"]})
OWN = {"scope": {"tiers": ["region"]}}

SAME = (
    Pair("everything listed the other way round", _turned, same=True),
    Pair("transitions under other names", says("lower", id="ease"), same=True),
    Pair("one ending written as three", _split, same=True),
    Pair(
        "two of two as a count",
        asks("raise", approval={"at_least": {"count": 2, "of": ["board", "chief"]}}),
        old=asks("raise", approval={"all_of": ["board", "chief"]}),
        same=True,
    ),
    Pair(
        "the same of signed approvals",
        asks("raise", approval={"any_of": ["chief", "board", {"all_of": ["board", "chief"]}]}),
        old=SIGNED,
        same=True,
    ),
    Pair(
        "a transition more that permits nothing new",
        beside(
            "order",
            id="harder",
            requires={
                **WRITTEN["transitions"][2]["requires"],
                "reason": True,
                "max_duration": "PT12H",
            },
        ),
        same=True,
    ),
    Pair(
        "two floors instead of one",
        all_of(
            says("towns", of=["region"]),
            beside("towns", id="again", of=["region"], counts="covering"),
        ),
        same=True,
    ),
    Pair("any level written out", says("order", **{"from": ["red", "calm", "yellow"]}), same=True),
    Pair(
        "duties always, and when raised as well",
        says(
            "stand_down",
            duties=[
                {"do": "tell the press"},
                {"do": "tell the press", "when": "raised"},
            ],
        ),
        same=True,
    ),
    Pair(
        "a bound that is written otherwise",
        lambda d: d["tables"][0]["rows"].append(d["tables"][0]["rows"].pop(0)),
        same=True,
    ),
    Pair("all tiers of a scope written out", asks("close", scope={"tiers": ["street"]}), same=True),
)

OTHER = (
    Pair("no approval where only lowering shows it", asks("lower", approval=None)),
    Pair(
        "an assessment of another age where only an order of its own shows it",
        asks("lower", assessment={"by": ["office"], "max_age": "PT12H"}),
        old=all_of(AGED, asks("lower", **OWN, assessment={"by": ["office"], "max_age": "PT6H"})),
    ),
    Pair(
        "an older assessment",
        asks("lower", assessment={"by": ["office"], "max_age": "PT12H"}),
        old=all_of(AGED, asks("lower", assessment={"by": ["office"], "max_age": "PT6H"})),
    ),
    Pair(
        "other duties where an end raises",
        says(
            "stand_down",
            duties=[
                {"do": "tell the press"},
                {"do": "tell the region", "when": "raised"},
            ],
        ),
        old=lambda d: d.update(lowering="free"),
    ),
    Pair(
        "other duties where ratifying lowers",
        says(
            "at_once",
            ratify={
                **WRITTEN["transitions"][3]["ratify"],
                "duties": [{"do": "report", "when": "lowered"}],
            },
        ),
        old=lambda d: d.update(lowering="free"),
    ),
    Pair("milder orders refused", lambda d: d.update(lowering="refused")),
    Pair(
        "another transition where milder ones are refused",
        asks("lower", reason=True),
        old=lambda d: d.update(lowering="refused"),
    ),
    Pair("no digest", asks("order", digest="optional")),
    Pair("approvals from before the assessment", asks("raise", approval_after_assessment=False)),
    Pair(
        "a table that is advice",
        asks(
            "raise",
            assessment={
                "by": ["office", "chief"],
                "max_age": "PT12H",
                "table": "water",
                "binding": False,
            },
        ),
    ),
    Pair(
        "a bound of a table moved",
        lambda d: [
            row["when"]["gauge"].update(dict.fromkeys(row["when"]["gauge"], 4))
            for row in d["tables"][0]["rows"]
        ],
    ),
    Pair("a floor that counts elsewhere", says("towns", counts="touching")),
    Pair("a floor by other orders", says("streets", of=["region"])),
    Pair("a scope of one tier less", asks("order", scope={"tiers": ["street"]})),
    Pair(
        "sooner again",
        says("at_once", ratify={**WRITTEN["transitions"][3]["ratify"], "again_after": "PT6H"}),
    ),
    Pair("in force a little shorter", lambda d: d.update(valid={"to": "2026-02-11T18:00Z"})),
    Pair("signatures of the one rule of two", asks("raise", signed=True)),
    Pair("a track less", lambda d: d["tracks"].pop()),
    Pair("a longest period a second longer", asks("order", max_duration="PT36H1S")),
    Pair("a tier that hears no more", lambda d: d["tiers"][1].update(inherits=False)),
    Pair("one end of one level less", says("reopen", of=["red"])),
)

PAIRS = (*SAME, *OTHER)
