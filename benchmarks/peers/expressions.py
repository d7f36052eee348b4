"""Languages of expressions: CEL (in Rust), the Zen engine, and casbin, each with the same conditions."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from benchmarks.peers.facts import Facts, conditions, verdict_of
from responselevels.models.areas import Areas
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal


def _in_cel(text: str) -> str:
    return text.replace("not (", "!(").replace(" and ", " && ").replace(" or ", " || ")


class Cel:
    """Rust CEL: one program, which lists the codes of what holds."""

    def __init__(self, areas: Areas, orders: list[Order]) -> None:
        import cel

        self.facts = Facts(areas, orders)
        cases = (
            f'({_in_cel(text)}) ? "{code}" : ""' for code, text in conditions(self.facts).items()
        )
        self.program = cel.compile(f"[{', '.join(cases)}]")

    def decide(self, proposal: IssueProposal, at: datetime) -> str:
        """Return the verdict on *proposal*."""
        found = self.program.execute(self.facts.of(proposal, at))
        return verdict_of({code.partition("|")[2] for code in found if code})


class Zen:
    """The Zen engine: a decision of one expression node."""

    def __init__(self, areas: Areas, orders: list[Order]) -> None:
        import zen

        self.facts = Facts(areas, orders)
        found = conditions(self.facts)
        self.codes = list(found)
        expressions = [
            {"id": f"e{n}", "key": f"c{n}", "value": text} for n, text in enumerate(found.values())
        ]
        node = {"id": "rules", "name": "rules", "type": "expressionNode"}
        self.decision = zen.ZenEngine().create_decision(
            json.dumps(
                {
                    "nodes": [
                        {"id": "in", "name": "in", "type": "inputNode"},
                        {**node, "content": {"expressions": expressions}},
                        {"id": "out", "name": "out", "type": "outputNode"},
                    ],
                    "edges": [
                        {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
                        {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
                    ],
                }
            )
        )

    def decide(self, proposal: IssueProposal, at: datetime) -> str:
        """Return the verdict on *proposal*."""
        found = self.decision.evaluate(self.facts.of(proposal, at))["result"]
        held = (code for n, code in enumerate(self.codes) if found[f"c{n}"])
        return verdict_of({code.partition("|")[2] for code in held})


MODEL = """
[request_definition]
r = tier, level, rank, issuer, area, assessed_by, assessed_at, approved, place, line, above, start, end, at
[policy_definition]
p = rule, eft
[policy_effect]
e = !some(where (p.eft == deny))
[matchers]
m = eval(p.rule)
"""


class Casbin:
    """Casbin (pure Python): deny overrides; one enforcer for denials, one for what is pending."""

    def __init__(self, areas: Areas, orders: list[Order]) -> None:
        import casbin

        self.facts = Facts(areas, orders)
        self.enforcers: dict[str, Any] = {}
        for effect in ("deny", "pending"):
            model = casbin.Enforcer.new_model(text=MODEL)
            enforcer = casbin.Enforcer(model)
            for code, text in conditions(self.facts).items():
                if code.endswith(effect):
                    enforcer.add_policy(_in_casbin(text), "deny")
            self.enforcers[effect] = enforcer

    def decide(self, proposal: IssueProposal, at: datetime) -> str:
        """Return the verdict on *proposal*."""
        asked = self.facts.of(proposal, at).values()
        denying = (e for e, enforcer in self.enforcers.items() if not enforcer.enforce(*asked))
        return next(denying, "permit")


def _in_casbin(text: str) -> str:
    # What is asked for is called r.NAME; simple words are enough to find the names here.
    names = MODEL.partition("r = ")[2].partition("\n")[0].split(", ")
    words = text.replace("(", "( ").replace(")", " )").split(" ")
    return " ".join(f"r.{word}" if word in names else word for word in words)
