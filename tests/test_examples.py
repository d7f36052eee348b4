"""The example worlds: what each says of itself comes out, and nothing is left unshown."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import Field

from responselevels import (
    Decision,
    EndProposal,
    IssueProposal,
    OrderBook,
    Orders,
    RatifyProposal,
    Scheme,
    audit,
    book_of,
    compile_scheme,
    decide,
    load_areas,
    load_orders,
    load_proposals,
    load_rules,
)
from responselevels.analysis.casework.cases import run
from responselevels.core.deciding.evidence import VOID
from responselevels.files import parse, read_document
from responselevels.files.cases import load_cases
from responselevels.files.checking.templates import questions
from responselevels.models.base import Id, Model
from responselevels.models.times import Instant
from responselevels.text.en.findings import SENTENCES

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/expected.yaml"))


class Outcome(Model):
    """What one proposal is decided as. What is None is not looked at."""

    at: Instant
    verdict: str
    transition: Id | None
    codes: tuple[str, ...]
    overtakes: tuple[Id, ...] = ()
    provisional_until: Instant | None = None


class Batch(Model):
    """What the proposals of one batch are decided as."""

    at: Instant
    verdicts: dict[Id, str]


class Expected(Model):
    """An expected.yaml: file → what comes of it."""

    rules: str
    proposals: dict[Id, Outcome]
    batches: dict[Id, Batch] = Field(default_factory=dict)


@dataclass(frozen=True)
class World:
    """One folder of examples, read."""

    folder: Path
    expected: Expected
    scheme: Scheme
    orders: Orders
    book: OrderBook


@cache
def world_in(folder: Path) -> World:
    expected = parse(read_document(folder / "expected.yaml"), Expected)
    inside = folder / expected.rules
    rules = load_rules(inside if inside.exists() else expected.rules)
    (areas,) = folder.glob("areas.*")
    scheme = compile_scheme(rules, load_areas(areas, rules))
    orders = load_orders(folder / "orders.yaml")
    return World(folder, expected, scheme, orders, book_of(scheme, orders.orders))


def proposals_in(path: Path) -> Iterator[IssueProposal | EndProposal | RatifyProposal]:
    for entry in load_proposals(path):
        assert entry.proposal is not None, entry.error
        yield entry.proposal


def decided(world: World, name: str) -> Decision:
    (proposal,) = proposals_in(world.folder / "proposals" / name)
    return decide(world.scheme, world.book, proposal, world.expected.proposals[name].at)


def every_example() -> list[tuple[Path, str]]:
    return [
        (folder, path.name)
        for folder in FOLDERS
        for path in sorted((folder / "proposals").glob("*.yaml"))
    ]


def named(value: Path | str) -> str:
    return value.name if isinstance(value, Path) else value


@pytest.mark.parametrize(("folder", "name"), every_example(), ids=named)
def test_each_proposal_is_decided_as_its_folder_says(folder: Path, name: str) -> None:
    world = world_in(folder)
    decision = decided(world, name)
    found = Outcome(
        at=decision.decided_at,
        verdict=decision.verdict.value,
        transition=decision.transition,
        codes=tuple(finding.code for finding in decision.findings),
        overtakes=tuple(sorted({overtake.order for overtake in decision.overtakes})),
        provisional_until=decision.provisional_until,
    )
    assert found == world.expected.proposals[name]


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_what_is_expected_and_what_is_there_are_the_same_files(folder: Path) -> None:
    expected = world_in(folder).expected
    assert sorted(expected.proposals) == sorted(
        path.name for path in (folder / "proposals").iterdir()
    )
    assert sorted(expected.batches) == sorted(path.name for path in folder.glob("*.jsonl"))


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_each_batch_is_decided_as_its_folder_says(folder: Path) -> None:
    world = world_in(folder)
    for name, batch in world.expected.batches.items():
        found = {
            proposal.id: decide(world.scheme, world.book, proposal, batch.at).verdict.value
            for proposal in proposals_in(folder / name)
        }
        assert found == batch.verdicts


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_every_order_of_the_examples_was_permitted(folder: Path) -> None:
    world = world_in(folder)
    unlawful = [o.id for o, d in audit(world.scheme, world.orders.orders) if not d.permitted]
    assert unlawful == []


def test_the_unlawful_orders_of_the_harbour_are_found() -> None:
    world = world_in(EXAMPLES / "harbour")
    orders = load_orders(EXAMPLES / "harbour" / "unlawful.yaml").orders
    found = {
        order.id: [finding.code for finding in decision.findings]
        for order, decision in audit(world.scheme, orders)
        if not decision.permitted
    }
    assert found == {
        "U-01": ["approval.missing"],
        "U-02": ["reason.missing", "period.short_notice"],
    }


OF_SIGNATURES = {
    "approval.refused",
    "approval.refusal_not_entitled",
    "approval.unsigned",
    "approval.few_persons",
    "approval.same_person",
    *(set(VOID) - {"approval.stale"}),
}
"""What a register says of signatures and refusals: no file holds any (tests/register)."""


OF_AUDITS = {"provisional.longer", "record.late", "record.unstated"}
"""What only an audit says, of an order as its list has it."""


def test_the_examples_show_every_finding_that_files_can_bring_about() -> None:
    codes = {".".join(key.split(".")[1:3]) for key in SENTENCES if key.startswith("finding.")}
    shown = {
        code
        for folder in FOLDERS
        for outcome in world_in(folder).expected.proposals.values()
        for code in outcome.codes
    }
    shown |= {
        code
        for path in CASE_FILES
        for case in load_cases(path).suite.cases
        for code in case.expect.findings or ()
    }
    assert shown - OF_SIGNATURES == codes - OF_SIGNATURES - OF_AUDITS
    assert codes >= OF_SIGNATURES | OF_AUDITS


def test_the_home_example_shows_every_verdict_and_ends_both_ways() -> None:
    outcomes = world_in(EXAMPLES / "xixian").expected.proposals.values()
    assert {outcome.verdict for outcome in outcomes} == {"permit", "pending", "deny"}
    assert {"end_early", "city_end_early"} <= {outcome.transition for outcome in outcomes}


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_each_folder_explains_itself_in_both_languages(folder: Path) -> None:
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert "```console" in text
    assert re.search(r"[\u4e00-\u9fff]{8}", text)


@pytest.mark.parametrize(("lang", "word"), [("en", "denied"), ("zh", "不予准许")])
def test_the_demo_runs_in_both_languages(lang: str, word: str) -> None:
    folder = Path(sys.executable).parent
    path = os.pathsep.join([str(folder), os.environ.get("PATH", "")])
    ran = subprocess.run(
        ["sh", str(EXAMPLES / "xixian" / "demo.sh"), lang],
        env=os.environ | {"PATH": path, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert word in ran.stdout
    headings = [line for line in ran.stdout.splitlines() if line.startswith("=== ")]
    assert [bool(re.search(r"[\u4e00-\u9fff]", line)) for line in headings] == [lang == "zh"] * 10
    shown = ran.stdout[ran.stdout.rindex("\ncd ") :].strip().splitlines()
    assert shown.pop() == f"make -C ../.. demo LANG={'en' if lang == 'zh' else 'zh'}"
    pasted = subprocess.run(
        ["sh"],
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"},
        input="set -e\n" + "\n".join(line + " || test $? = 3" for line in shown),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (pasted.returncode, pasted.stderr) == (0, "")
    assert "P-03" in pasted.stdout


# -- what editors are told -----------------------------------------------------------


def shipped_files() -> list[Path]:
    files = [*ROOT.glob("rules/**/*.yaml"), *EXAMPLES.glob("**/*.yaml")]
    return sorted(
        path
        for path in files
        if path.name != "expected.yaml" and not questions(read_document(path))
    )


@pytest.mark.parametrize("path", shipped_files(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_each_shipped_file_names_its_schema_and_keeps_to_it(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert match is not None
    schema: dict[str, Any] = json.loads((path.parent / match[1]).read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(read_document(path).data)] == []


# -- case files ------------------------------------------------------------------------

CASE_FILES = sorted(EXAMPLES.rglob("*.levels.yaml"))


@pytest.mark.parametrize("path", CASE_FILES, ids=lambda path: path.name)
def test_each_case_of_the_examples_comes_out_as_it_says(path: Path) -> None:
    suite = load_cases(path).suite
    outcomes = list(run(suite))
    # What a file states instead of cases is collected, and proved, by the plugin.
    assert outcomes or suite.properties
    assert [(one.case.name, one.differences) for one in outcomes if not one.passed] == []


LOWERED = {
    "marsec": [
        ["harbour: H-3 at 3, 2026-06-01T12:00Z to None"],
        ["pier: H-3 at 3, 2026-06-01T14:00Z to None"],
        ["harbour: H-3 at 3, 2026-06-01T12:00Z to 2026-06-01T18:00Z"],
        ["pier: H-3 at 3, 2026-06-01T18:00Z to 2026-06-02T12:00Z"],
        [],
        ["harbour: H-3 at 3, 2026-06-01T13:00Z to None"],
        ["harbour: H-3 at 3, 2026-06-01T12:00Z to 2026-06-01T20:00Z"],
        [],
        [],
    ],
    "relief": [
        ["east: A-1 at I, 2026-07-08T02:00Z to None"],
        [],
        ["east: A-1 at I, 2026-07-08T02:00Z to None"],
    ],
    "flood": [
        ["city: F-1 at II, 2026-07-08T02:00Z to None"],
        [],
        ["city: F-1 at II, 2026-07-08T02:00Z to None"],
        [
            "city: F-2 at I, 2026-07-08T02:00Z to 2026-07-09T16:00Z",
            "city: F-1 at II, 2026-07-08T02:00Z to None",
        ],
        ["city: F-1 at II, 2026-07-08T02:00Z to None"],
    ],
    "district": [["north: W-1 at orange, 2026-07-08T02:00Z to 2026-07-12T00:00Z"], [], []],
}
"""What each case of a file would lower, where and when, as the findings of lowering say."""


@pytest.mark.parametrize("name", LOWERED)
def test_each_unlawful_lowering_names_the_order_lowered_where_and_when(name: str) -> None:
    told = []
    for outcome in run(load_cases(EXAMPLES / f"lowering/{name}.levels.yaml").suite):
        assert outcome.decision is not None
        rows = {
            f"{row.area}: {', '.join(row.orders)} at {row.required}, "
            f"{written(row.start)} to {row.end and written(row.end)}": None
            for finding in outcome.decision.findings
            for row in finding.where
        }
        told.append(list(rows))
    assert told == LOWERED[name]


def written(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
