"""Edited copies of rules/xixian.yaml: what is edited, and whether it changes any meaning."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from responselevels.core.world.soundness import problems_in_rules
from responselevels.models.rules import Rules

ROOT = Path(__file__).parents[2]
Data = dict[str, Any]
WRITTEN: Data = yaml.safe_load((ROOT / "rules" / "xixian.yaml").read_text(encoding="utf-8"))


def rules_of(data: Data) -> Rules:
    rules = Rules.model_validate(data)
    assert problems_in_rules(rules) == []
    return rules


@dataclass(frozen=True)
class Edit:
    """One edited copy. *renamed* are transitions under new names, for who names them."""

    name: str
    change: Callable[[Data], object]
    same: bool = False
    renamed: dict[str, str] = field(default_factory=dict)

    def rules(self) -> Rules:
        data = deepcopy(WRITTEN)
        self.change(data)
        return rules_of(data)


def original() -> Rules:
    return rules_of(deepcopy(WRITTEN))


def activate(data: Data) -> Data:
    found: Data = data["transitions"][0]
    return found


def city(data: Data) -> Data:
    found: Data = data["transitions"][1]
    return found


def asked_of_activate(**keys: object) -> Callable[[Data], object]:
    return lambda data: activate(data)["requires"].update(keys)


def asked_of_city(**keys: object) -> Callable[[Data], object]:
    return lambda data: city(data)["requires"].update(keys)


def floor(**keys: object) -> Callable[[Data], object]:
    return lambda data: data["floors"][0].update(keys)


BOTH = ["governance_committee", "party_management"]


def reversed_lists(data: Data) -> None:
    activate(data)["requires"]["approval"]["any_of"].reverse()
    for key in ("transitions", "endings"):
        data[key].reverse()
    data["bodies"] = dict(reversed(data["bodies"].items()))
    city({"transitions": data["transitions"]})["to"].reverse()


EDITS = (
    # -- no other meaning
    Edit("another title", lambda d: d.update(title="Other words"), same=True),
    Edit("everything listed the other way round", reversed_lists, same=True),
    Edit(
        "a transition by another name",
        lambda d: activate(d).update(id="start_response"),
        same=True,
        renamed={"activate": "start_response"},
    ),
    Edit(
        "any level written out",
        lambda d: activate(d).update({"from": ["1", "2", "3", "4"]}),
        same=True,
    ),
    Edit(
        "one of two written as a count",
        asked_of_activate(approval={"at_least": {"count": 1, "of": BOTH}}),
        same=True,
    ),
    Edit(
        "either, or both together",
        asked_of_activate(approval={"any_of": [*BOTH, {"all_of": BOTH}]}),
        same=True,
    ),
    Edit(
        "a transition that adds nothing",
        lambda d: d["transitions"].append({**deepcopy(city(d)), "id": "again", "to": ["2"]}),
        same=True,
    ),
    Edit("what is so by default", lambda d: d["tiers"][0].update(inherits=False), same=True),
    # -- another meaning
    Edit("signed approvals", asked_of_activate(signed=True)),
    Edit("an end with signatures", lambda d: d["endings"][0]["requires"].update(signed=True)),
    Edit(
        "either signed, or both asserted",
        lambda d: (
            d["transitions"].append(
                {
                    **deepcopy(activate(d)),
                    "id": "by_hand",
                    "requires": {
                        **activate(d)["requires"],
                        "approval": "governance_committee",
                        "signed": True,
                    },
                }
            )
            or asked_of_activate(approval={"all_of": BOTH})(d)
        ),
    ),
    Edit("both approvals", asked_of_activate(approval={"all_of": BOTH})),
    Edit("one approver less", asked_of_activate(approval="party_management")),
    Edit("no approval", lambda d: activate(d)["requires"].pop("approval")),
    Edit("assessed alone", asked_of_activate(assessment={"by": ["safety_office"]})),
    Edit("no assessment", lambda d: activate(d)["requires"].pop("assessment")),
    Edit("a longest period", asked_of_activate(max_duration="P30D")),
    Edit("a notice", asked_of_city(notice="PT12H")),
    Edit("a reason", asked_of_city(reason=True)),
    Edit("no scope asked for", asked_of_city(scope="optional")),
    Edit("open periods", asked_of_city(period="open")),
    Edit("an approval in the city", asked_of_city(approval="city_management")),
    Edit("one issuer less", lambda d: city(d).update(issuers=["city_management"])),
    Edit("one issuer more", lambda d: city(d)["issuers"].append("safety_office")),
    Edit("only from the default", lambda d: activate(d).update({"from": ["4"]})),
    Edit("one level less", lambda d: city(d).update(to=["2", "1"])),
    Edit("the default can be ordered", lambda d: city(d)["to"].append("4")),
    Edit("the floor is advice", floor(binding=False)),
    Edit("the floor counts all orders of the city", floor(counts="touching")),
    Edit("the floor counts all orders", floor(counts="issued")),
    Edit("no floor", lambda d: d.update(floors=[])),
    Edit("an end without approval", lambda d: d["endings"][0].pop("requires")),
    Edit("an end of one level only", lambda d: d["endings"][1].update(of=["3"])),
    Edit(
        "an end with a reason",
        lambda d: d["endings"][0]["requires"].update(reason=True),
    ),
    Edit("no duty", lambda d: city(d).pop("duties")),
    Edit(
        "one meaning more beside one that stays",
        lambda d: d["transitions"].append(
            {**deepcopy(city(d)), "id": "street_order", "tier": "street"}
        ),
    ),
)
