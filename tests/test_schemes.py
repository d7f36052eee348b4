"""The shipped schemes: each has what it should have beside it, and says how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from responselevels import Rules, book_of, compile_scheme, load_areas, load_orders
from responselevels.analysis.casework.cases import run
from responselevels.analysis.linting.lint import lint
from responselevels.files import load_rules, parse, read_document, read_orders
from responselevels.files.cases import load_cases
from responselevels.files.checking.templates import FILL, questions
from responselevels.files.shipped import ShippedFiles, shipped_files
from responselevels.models.base import Model
from responselevels.models.orders import Orders
from responselevels.models.parts.cites import cites_in
from responselevels.models.texts import Text
from responselevels.text.catalogue import Wording

ROOT = Path(__file__).resolve().parents[1]
SCHEMES = shipped_files()
TEMPLATES = [files for files in SCHEMES if files.filled is not None]


def by_id(files: ShippedFiles) -> str:
    return files.id


schemes = pytest.mark.parametrize("files", SCHEMES, ids=by_id)


def texts_in(part: object, path: str = "") -> Iterator[tuple[str, Text]]:
    """Yield every text for people in *part* of a file, with its path."""
    if isinstance(part, Text):
        yield path, part
    elif isinstance(part, Model):
        for name in type(part).model_fields:
            yield from texts_in(getattr(part, name), f"{path}.{name}")
    elif isinstance(part, dict):
        for key, inner in part.items():
            yield from texts_in(inner, f"{path}.{key}")
    elif isinstance(part, tuple):
        for number, inner in enumerate(part):
            yield from texts_in(inner, f"{path}[{number}]")


def test_no_folder_lies_there_without_its_rules() -> None:
    folders = {path.name for path in (ROOT / "rules").iterdir() if path.is_dir()}
    assert folders <= {files.id for files in SCHEMES}


@schemes
def test_its_areas_and_first_orders_fit_its_rules(files: ShippedFiles) -> None:
    scheme = compile_scheme(load_rules(files.usable), load_areas(files.areas))
    orders = parse(read_orders(files.orders), Orders).orders
    assert book_of(scheme, orders).count == len(load_orders(files.orders).orders)


@schemes
def test_its_cases_come_out_as_they_say(files: ShippedFiles) -> None:
    outcomes = [each for path in files.cases for each in run(load_cases(path).suite)]
    failed = [(one.case.name, one.differences) for one in outcomes if not one.passed]
    assert failed == []
    assert len(outcomes) >= (10 if files.filled is None else 6)


@schemes
def test_whatever_it_says_it_says_in_both_languages(files: ShippedFiles) -> None:
    said = [*texts_in(load_rules(files.usable)), *texts_in(load_areas(files.areas))]
    lacking = [path for path, text in said if not (text.has("en") and text.has("zh"))]
    assert lacking == []


@schemes
def test_its_sources_say_how_they_were_seen_and_nothing_rests_on_hearsay(
    files: ShippedFiles,
) -> None:
    rules = load_rules(files.usable)
    assert rules.sources
    assert [name for name, source in rules.sources.items() if source.seen is None] == []
    cited = {cite.source for _path, cite in cites_in(rules)}
    assert [name for name in cited if rules.sources[name].seen == "general"] == []


@schemes
def test_what_lint_remarks_on_is_explained_in_the_file(files: ShippedFiles) -> None:
    text = files.usable.read_text(encoding="utf-8")
    explained = set(re.findall(r"# lint (\S+): \S", text))
    assert {remark.code for remark in lint(load_rules(files.usable))} == explained


@schemes
def test_it_has_a_page(files: ShippedFiles) -> None:
    page = (ROOT / "docs" / "schemes" / f"{files.id}.md").read_text(encoding="utf-8")
    for command in ("lint", "test", "verify"):
        assert f"$ responselevels {command} " in page
    assert "中文" in page


def unlike(template: Any, filled: Any, path: str = "") -> Iterator[str]:
    """Yield where *filled* says something else than *template*, but for what is filled in."""
    if isinstance(template, dict) and set(template) == {FILL}:
        return
    if isinstance(template, dict) and isinstance(filled, dict):
        if set(template) != set(filled):
            yield path
        for key in template.keys() & filled.keys():
            yield from unlike(template[key], filled[key], f"{path}.{key}")
    elif isinstance(template, list) and isinstance(filled, list) and len(template) == len(filled):
        for number, (one, other) in enumerate(zip(template, filled, strict=True)):
            yield from unlike(one, other, f"{path}[{number}]")
    elif template != filled:
        yield path


@pytest.mark.parametrize("files", TEMPLATES, ids=by_id)
def test_a_template_asks_in_both_languages_and_is_filled_in_as_an_example(
    files: ShippedFiles,
) -> None:
    assert files.filled is not None
    template, filled = read_document(files.rules), read_document(files.filled)
    asked = questions(template)
    assert asked
    for problem in asked:
        question = problem.facts["question"]
        assert isinstance(question, Wording)
        assert {"en", "zh"} <= set(dict(question.words)), problem.where
    assert parse(filled, Rules).id == files.id
    assert {path.split(".")[1] for path in unlike(template.data, filled.data)} == {"title"}
    title = load_rules(files.filled).title
    assert title is not None
    assert "example" in title.in_("en")
    assert "示例" in title.in_("zh")


def test_every_file_without_questions_is_rules_and_every_other_has_an_example() -> None:
    asking = {files.id for files in SCHEMES if questions(read_document(files.rules))}
    assert asking == {files.id for files in TEMPLATES}
