"""For each finding an example that is decided: what is asked under which rule, and the decision.

Most are the cases of ``docs/site/findings``. What only a register knows is put together here as
`Evidence`; what only an audit tells stands in ``past.yaml`` there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from responselevels import Evidence, OrderBook, Refusal, Scheme, Void, book_of, compile_scheme
from responselevels import decide as decide_
from responselevels.core.deciding.audit import audited
from responselevels.files import load_areas, load_orders, load_rules
from responselevels.files.cases import load_cases
from responselevels.files.checking.parsing import parse_proposal
from responselevels.files.syntax.documents import read_text
from responselevels.models.decisions import Decision

FOLDER = Path(__file__).resolve().parents[1] / "findings"

_LINA = "li.na"
_KEY = "sha256:" + "a" * 64
_SIGNED = {0: _LINA}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A decision with what it is about, as it is written in files.

    *rule* is the part of the rules that the finding comes from, *orders* are those before it,
    *asked* is the proposal, or the order of the past that an audit looks at, *known* what a
    register knows besides.
    """

    code: str
    scheme: Scheme
    rule: str
    asked: str
    decision: Decision
    orders: str = ""
    known: str = ""
    past: bool = False


def void(code: str, **facts: object) -> Evidence:
    """Return the evidence that the one approval does not count, for the reason that *code* is."""
    told = {"key": _KEY, "person": _LINA} if "key" in facts else {}
    return Evidence(signed=_SIGNED, void={0: (Void(code=code, facts={**told, **facts}),)})


@cache
def known_to_registers() -> Mapping[str, tuple[str, tuple[str, ...], Evidence]]:
    """Return for each finding that only a register gives: rule, bodies that approve, and evidence."""
    board = ("board",)
    at = load_cases(FOLDER / "found.levels.yaml").suite.cases[0].at
    voids: dict[str, dict[str, object]] = {
        "approval.wrong_key": {"variant": "signature", "key": _KEY},
        "approval.not_signatory": {"key": _KEY},
        "approval.key_expired": {"variant": "over", "key": _KEY, "until": at},
        "approval.key_revoked": {"key": _KEY, "since": 41},
        "approval.keys_changed": {"key": _KEY, "keys": 3},
        "approval.rules_changed": {"rules": "sha256:" + "0" * 64, "expected": "sha256:" + "1" * 64},
        "approval.expired": {"expires": at},
        "approval.moved": {"field": "register", "signed": "north", "here": "south"},
        "approval.replayed": {"first": 17},
    }
    made = {code: ("signed", board, void(code, **facts)) for code, facts in voids.items()}
    both = ("board", "committee")
    refused = Evidence(refusals=(Refusal(body="board", person=_LINA),))
    elsewhere = Evidence(refusals=(Refusal(body="committee", person="chen.jie"),))
    few = Evidence(signed=_SIGNED, persons={"board": 2})
    return {
        "approval.refused": ("approved", (), refused),
        "approval.refusal_not_entitled": ("approved", (), elsewhere),
        "approval.few_persons": ("signed", board, few),
        "approval.same_person": ("signed_by_both", both, Evidence(signed={0: _LINA, 1: _LINA})),
        **made,
    }


@cache
def examples() -> Mapping[str, Example]:
    """Return an example for each finding, by its code."""
    found = [*_of_cases("found"), *_of_cases("refused"), *_of_registers(), *_of_audits()]
    return {example.code: example for example in found}


def _of_cases(name: str) -> Iterator[Example]:
    path = FOLDER / f"{name}.levels.yaml"
    suite = load_cases(path).suite
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    rules = (FOLDER / written["rules"]).read_text(encoding="utf-8")
    scheme = compile_scheme(suite.rules, suite.areas)
    for case, data in zip(suite.cases, written["cases"], strict=True):
        book = book_of(scheme, case.orders)
        decision = decide_(scheme, book, case.proposal, case.at)
        orders = listed("orders", data.get("orders", []))
        yield Example(
            code=case.name,
            scheme=scheme,
            rule=excerpt(rules, decision, case.name),
            asked=mapping(data["proposal"]),
            decision=decision,
            orders=orders,
        )


@cache
def _world() -> tuple[Scheme, str]:
    rules = load_rules(FOLDER / "rules.yaml")
    scheme = compile_scheme(rules, load_areas(FOLDER / "areas.yaml", rules))
    return scheme, (FOLDER / "rules.yaml").read_text(encoding="utf-8")


def _of_registers() -> Iterator[Example]:
    scheme, rules = _world()
    at = load_cases(FOLDER / "found.levels.yaml").suite.cases[0].at
    period = {"start": "2026-05-02T00:00+08:00", "end": "2026-05-03T00:00+08:00"}
    for code, (rule, bodies, evidence) in known_to_registers().items():
        data: dict[str, Any] = {"id": "P-1", "transition": rule, "area": "north", "level": "watch"}
        data |= {"period": period, "issuer": "city_hall"}
        given = [{"body": b, "person": _LINA, "at": "2026-04-30T18:00+08:00"} for b in bodies]
        data |= {"approvals": given} if given else {}
        asked = mapping(data)
        proposal = parse_proposal(read_text(asked, code))
        decision = decide_(scheme, book_of(scheme, ()), proposal, at, evidence)
        yield Example(
            code=code,
            scheme=scheme,
            rule=excerpt(rules, decision, code),
            asked=asked,
            decision=decision,
            known=evidence_shown(evidence),
        )


def _of_audits() -> Iterator[Example]:
    scheme, rules = _world()
    path = FOLDER / "past.yaml"
    written = yaml.safe_load(path.read_text(encoding="utf-8"))["orders"]
    empty: OrderBook = book_of(scheme, ())
    for order, data in zip(load_orders(path).orders, written, strict=True):
        decision = audited(scheme, empty, order)
        yield Example(
            code=order.id,
            scheme=scheme,
            rule=excerpt(rules, decision, order.id),
            asked=listed("orders", [data]),
            decision=decision,
            past=True,
        )


def excerpt(rules: str, decision: Decision, code: str) -> str:
    """Return the lines of a rules file that have the rule which the finding *code* comes from.

    Of one that comes from no rule, those of the rule that was tried.
    """
    wanted = next(found.rule for found in decision.findings if found.code == code)
    wanted = wanted or decision.transition
    key = ""
    for part in re.findall(r"^(?:\S.*|  - .*(?:\n    .*)*)", rules, re.MULTILINE):
        key = part if not part.startswith(" ") else key
        if re.match(rf"  - (?:\{{)?id: {wanted}\b", part):
            return f"{key}\n{part}\n"
    return ""


# -- written as files have it --------------------------------------------------------------


def mapping(data: Mapping[str, Any]) -> str:
    """Return a mapping as YAML, each key on a line of its own."""
    return "".join(f"{key}: {_flow(value)}\n" for key, value in data.items())


def listed(key: str, items: list[Mapping[str, Any]]) -> str:
    """Return a list of mappings as YAML under its *key*; nothing where it is empty."""
    shown = [mapping(item).rstrip().replace("\n", "\n    ") for item in items]
    return f"{key}:\n" + "".join(f"  - {item}\n" for item in shown) if items else ""


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return f'"{text}"' if re.search(r"\d[:T-]\d|sha256:", text) else text


def evidence_shown(value: object) -> str:
    """Return evidence as it is written in Python, without what is as it would be anyway."""
    if isinstance(value, Evidence | Refusal | Void):
        said = [(one.name, getattr(value, one.name)) for one in fields(value)]
        given = [f"{name}={evidence_shown(one)}" for name, one in said if one or one == 0]
        return f"{type(value).__name__}({', '.join(given)})"
    if isinstance(value, Mapping):
        return (
            "{"
            + ", ".join(f"{evidence_shown(k)}: {evidence_shown(v)}" for k, v in value.items())
            + "}"
        )
    if isinstance(value, tuple):
        return "(" + ", ".join(map(evidence_shown, value)) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, datetime):
        return f'datetime.fromisoformat("{value.isoformat()}")'
    return f'"{value}"' if isinstance(value, str) else repr(value)
