from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import book_of
from responselevels.core.orders.holdings import Holding
from responselevels.errors import InputError, Place, Problem
from responselevels.files import load_areas, load_orders, load_proposals, load_rules
from responselevels.machine.levels import compile_scheme
from responselevels.models.decisions import Decision, Effect, Finding, Verdict
from responselevels.models.documents import (
    AuditDocument,
    DecisionDocument,
    ErrorDocument,
    LevelsDocument,
)
from responselevels.models.duties import DutyDue
from responselevels.models.parts.cites import Clause
from responselevels.models.texts import Text
from responselevels.reports.frame.titles import titles_of
from responselevels.reports.frame.wording import Locale
from responselevels.reports.programs.json import (
    Document,
    audit_document,
    decision_document,
    decision_json,
    error_document,
    findings_document,
    level_document,
    one_line,
)
from tests.cli.tool import AT, FILES, WORLD, run
from tests.reports.made import AREAS, DENIED, EVERY, FLOOR, PERMITTED, PLAIN, RULES, WAITING, made

TITLES = titles_of(RULES, AREAS)
STRICT: dict[str, Any] = {"strict": True}


def test_a_decision_has_the_keys_of_formats_in_their_order() -> None:
    assert list(decision_document(PLAIN)) == [
        "proposal",
        "verdict",
        "transition",
        "decided_at",
        "rules",
        "findings",
        "changes",
        "overtakes",
        "replaces",
        "duties",
        "provisional_until",
    ]


def test_a_list_of_clauses_is_a_list() -> None:
    cite = Clause(source="opinion", clause=("3.4", "3.1"))
    finding = replace(FLOOR, cite=cite)
    (document,) = findings_document([finding], Locale())
    assert document["cite"] == {"source": "opinion", "clause": ["3.4", "3.1"]}


def test_a_denied_decision_is_written_whole() -> None:
    assert decision_document(DENIED, "en", TITLES) == {
        "proposal": "P-7",
        "verdict": "deny",
        "transition": "city_order",
        "decided_at": "2026-02-11T04:00:00Z",
        "rules": {"id": "sample", "digest": "sha256:00"},
        "findings": [
            {
                "code": "floor.less_severe",
                "effect": "deny",
                "rule": "city_not_below_region",
                "message": "Level 3 (`3`) is less severe than Level 2 (`2`), "
                "the floor set by `R-1` in North City (`north`)",
                "cite": {"source": "opinion", "clause": "3.4"},
                "where": [
                    {
                        "area": "dong",
                        "start": "2026-02-11T16:00:00Z",
                        "end": None,
                        "required": "3",
                        "orders": ["R-1", "R-2"],
                    },
                    {
                        "area": "north",
                        "start": "2026-02-11T16:00:00Z",
                        "end": "2026-02-12T16:00:00Z",
                        "required": "2",
                        "orders": ["R-1"],
                    },
                ],
                "remedies": [
                    {"level": "2"},
                    {"period": {"start": "2026-02-12T16:00:00Z", "end": "2026-02-13T16:00:00Z"}},
                    {"period": {"start": "2026-02-12T16:00:00Z", "end": None}},
                    {"scope": ["dong", "north"]},
                ],
            },
            {
                "code": "period.backdated",
                "effect": "deny",
                "rule": None,
                "message": "the period starts at 2026-02-11 12:00+08:00, before the time "
                "of this decision, 2026-02-12 00:00+08:00",
                "cite": None,
                "where": [],
                "remedies": [],
            },
            {
                "code": "approval.late",
                "effect": "note",
                "rule": "activate",
                "message": "the approval of Board (`board`) does not count yet: it is dated "
                "2026-02-13 00:00+08:00, after the time of this decision, "
                "2026-02-11 12:00+08:00",
                "cite": None,
                "where": [],
                "remedies": [],
            },
        ],
        "changes": [],
        "overtakes": [],
        "replaces": [],
        "duties": [
            {"do": "Publish", "to": "the public", "due": "2026-02-11T16:00:00Z"},
            {"do": "File", "to": None, "due": "2026-02-12T16:00:00Z"},
            {"do": "Report", "to": "the region", "due": None},
            {"do": "Brief", "to": None, "due": None},
        ],
        "provisional_until": None,
    }


def test_what_would_change_is_written_whole() -> None:
    document = decision_document(PERMITTED, "zh", TITLES)
    assert document["changes"] == [
        {"area": "dong", "start": "2026-02-11T16:00:00Z", "end": None, "from": "3", "to": "4"},
        {
            "area": "north",
            "start": "2026-02-11T16:00:00Z",
            "end": "2026-02-12T16:00:00Z",
            "from": "4",
            "to": "3",
        },
    ]
    assert document["overtakes"] == [
        {
            "order": "N-3",
            "area": "north",
            "start": "2026-02-11T16:00:00Z",
            "end": "2026-02-12T16:00:00Z",
        },
        {"order": "N-4", "area": "dong", "start": "2026-02-11T16:00:00Z", "end": None},
    ]
    assert document["duties"][0] == {"do": "公布", "to": "公众", "due": "2026-02-11T16:00:00Z"}
    assert (
        document["findings"][0]["message"] == "以下区域的现行级别将降低：`dong` 和北城（`north`）"
    )
    assert document["provisional_until"] == "2026-02-12T16:00:00Z"


def test_only_a_missing_approval_has_completions() -> None:
    missing, late = decision_document(WAITING)["findings"]
    assert list(missing)[-1] == "completions"
    assert missing["completions"] == [["board"], ["board", "police"]]
    assert "completions" not in late


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_published_model_accepts_what_is_written_and_writes_the_same(
    name: str, lang: str
) -> None:
    line = decision_json(EVERY[name], lang, TITLES)
    model = TypeAdapter(DecisionDocument)
    again = model.dump_python(model.validate_json(line), mode="json")
    assert again == json.loads(line)
    assert list(again) == list(json.loads(line))


def test_a_decision_is_one_line_of_readable_characters() -> None:
    line = decision_json(DENIED, "zh", TITLES)
    assert "\n" not in line
    assert "北城（`north`）" in line
    assert line == decision_json(replace(DENIED), "zh", TITLES)


def test_what_would_act_on_a_terminal_is_written_as_an_escape_that_reads_back() -> None:
    duty = DutyDue(do=Text.of("a\x1b[31m\x9b31m\u202eb"), to=None, due=None)
    line = decision_json(made(Verdict.PERMIT, duties=(duty,)))
    assert "a\\u001b[31m\\u009b31m\\u202eb" in line
    assert json.loads(line)["duties"][0]["do"] == "a\x1b[31m\x9b31m\u202eb"


def test_levels_are_rows_of_area_level_and_orders_and_of_a_track_where_there_are_some() -> None:
    document = level_document(
        [("north", Holding("3", ("N-1", "N-2"))), ("region", Holding("4", (), "flood"))]
    )
    assert document == [
        {"area": "north", "level": "3", "orders": ["N-1", "N-2"]},
        {"area": "region", "level": "4", "orders": [], "track": "flood"},
    ]
    TypeAdapter(LevelsDocument).validate_json(one_line(document))


def test_an_audit_lists_orders_with_verdict_and_findings() -> None:
    document = audit_document("R-1", WAITING, Locale("en", TITLES))
    assert list(document) == ["order", "verdict", "findings"]
    assert document["findings"] == decision_document(WAITING, "en", TITLES)["findings"]
    TypeAdapter(AuditDocument).validate_json(one_line([document]))


def problem(line: int, *path: str) -> Problem:
    return Problem(Place("p.jsonl", line, 7, path), "missing", {"key": path[-1]})


def test_an_error_says_which_what_and_where() -> None:
    document = error_document(InputError([problem(2, "area", "x")]), "en")
    assert document == {
        "error": [
            {
                "code": "missing",
                "file": "p.jsonl",
                "line": 2,
                "column": 7,
                "path": "area.x",
                "message": "the key `x` is missing; add it",
            }
        ]
    }
    TypeAdapter(ErrorDocument).validate_python(document)


def test_several_problems_of_one_proposal_are_one_error() -> None:
    error = InputError([problem(2, "area"), Problem(Place(), "missing", {"key": "level"})])
    document = error_document(error, "zh")
    assert [each["message"] for each in document["error"]] == [
        each.worded("zh") for each in error.problems
    ]
    assert document["error"][1] == {
        "code": "missing",
        "file": None,
        "line": None,
        "column": None,
        "path": None,
        "message": error.problems[1].worded("zh"),
    }
    TypeAdapter(ErrorDocument).validate_python(document)


# -- what a decision says of itself -------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["deny.yaml", "pending.yaml", "permit.yaml"])
def test_a_decision_writes_itself_as_the_command_line_does(name: str, lang: str) -> None:
    printed = run("check", *FILES, *AT, "--json", "--lang", lang, name).out
    decision = decided(name)
    assert decision.to_json(lang) + "\n" == printed
    assert [finding.message(lang) for finding in decision.findings] == [
        each["message"] for each in json.loads(printed)["findings"]
    ]


def decided(name: str) -> Decision:
    rules = load_rules(WORLD / "rules.yaml")
    areas = load_areas(WORLD / "areas.yaml", rules)
    scheme = compile_scheme(rules, areas)
    book = book_of(scheme, load_orders(WORLD / "orders.yaml").orders)
    (entry,) = load_proposals(WORLD / name)
    assert entry.proposal is not None
    return decide(scheme, book, entry.proposal, datetime.fromisoformat(AT[1]))


@pytest.mark.parametrize("again", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])  # noqa: S301
def test_a_decision_that_travelled_says_the_same(again: Callable[[Decision], Decision]) -> None:
    decision = decided("deny.yaml")
    there = again(decision)
    assert there == decision
    for lang in ("en", "zh"):
        assert there.to_json(lang) == decision.to_json(lang)


def test_a_decision_travels_with_no_more_titles_than_it_names() -> None:
    assert len(pickle.dumps(decided("deny.yaml"))) < 6_000
    assert "South City" not in repr(pickle.dumps(decided("deny.yaml")))


def test_a_finding_that_nobody_decided_names_ids_alone() -> None:
    finding = Finding(code="transition.undefined", effect=Effect.DENY)
    assert finding.telling is None
    assert copy.copy(finding) == finding
    with pytest.raises(InputError) as caught:
        finding.message("fr")
    assert str(caught.value) == "lang: found the text `fr`; write `en` or `zh`"


@pytest.mark.parametrize(
    ("model", "document"),
    [
        (DecisionDocument, decision_document(DENIED)),
        (ErrorDocument, error_document(InputError([problem(2, "area")]))),
    ],
)
def test_the_published_documents_refuse_unknown_keys(model: Any, document: Document) -> None:
    adapter = TypeAdapter[object](model)
    adapter.validate_python(document)
    with pytest.raises(ValidationError, match=r"more\n.*not permitted"):
        adapter.validate_python({**document, "more": 1})
