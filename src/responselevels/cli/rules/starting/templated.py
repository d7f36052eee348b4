"""A new scheme from a shipped one: copied, or, where it is a template, filled in answer by answer."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from responselevels.analysis.casework.first_cases import FirstCase, first_cases
from responselevels.analysis.enumeration.examples import case_file
from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.rules.starting.asking import asked
from responselevels.core.deciding.case import resolve
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError, Problem, path_worded
from responselevels.files import (
    load_book,
    parse_proposal,
    parse_rules,
    parse_world,
    read_document,
    read_rules,
)
from responselevels.files.filling import Template, fill_in
from responselevels.files.shipped import ShippedFiles, rules_path, shipped_files
from responselevels.files.syntax.documents import read_text
from responselevels.files.syntax.yaml_writing import yaml_of
from responselevels.files.tables import read_areas
from responselevels.machine.levels import scheme_of
from responselevels.models.rules import Rules
from responselevels.reports.beginnings.plans import Thing, id_of
from responselevels.reports.beginnings.world_files import areas_lines, project_lines
from responselevels.reports.beginnings.writing import comment, quoted, text_of
from responselevels.text.catalogue import Named, fact_worded, worded

_SCHEMA = re.compile(r"\A# yaml-language-server:.*\n(#\s*\n)?")
_ID = re.compile(r"(?m)^id:.*$")
_ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)
_RULES = re.compile(r"(?m)^rules:.*$")


@dataclass(slots=True)
class Copied:
    """The files of a new scheme by their names, and what of the old one does not fit it."""

    files: dict[str, str]
    left: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answers:
    """What options say of a template: answers by place, and whether examples fill what is left.

    *lang* is the language to ask in. *example* is the data of the filled example of the template; None where it has none.
    """

    by_place: Mapping[str, str]
    examples: bool
    lang: str
    example: Any = None


def answers_of(given: tuple[str, ...], *, examples: bool, lang: str) -> Answers:
    """Return the answers that options give, each as ``place=answer``.

    Raises:
        CommandError: one has no sign between place and answer, or two are for the same place.
    """
    by_place: dict[str, str] = {}
    for one in given:
        place, sign, answer = one.partition("=")
        if not sign:
            raise CommandError(says("error.new.no_answer", lang, value=one))
        first = by_place.setdefault(place.strip(), answer)
        if first != answer:
            name = place.strip()
            raise CommandError(says("error.pair_again", lang, name=name, first=first, again=answer))
    return Answers(by_place, examples, lang)


def files_from(base: str, answers: Answers, scheme: str | None, lang: str) -> Copied:
    """Return the files of a new scheme that begins with *base*; *scheme* is its id, else that of the old.

    Raises:
        InputError: there is no such scheme, or an answer does not fit.
        CommandError: there is no answer to something, or one to nothing.
    """
    path = rules_path(base)
    known = next((files for files in shipped_files() if files.rules == path), None)
    document = read_rules(base)
    text = _SCHEMA.sub("", path.read_text(encoding="utf-8-sig"))
    if scheme is not None:
        text = _ID.sub(f"id: {quoted(id_of(scheme))}", text, count=1)
    template = Template(text, document.name or base)
    questions = template.questions()
    _hold(answers, questions, lang)
    if known is not None and known.filled is not None:
        answers = replace(answers, example=read_document(known.filled).data)

    def ask(one: Problem, so_far: Template, wrong: tuple[Problem, ...]) -> str | None:
        return _answer(one, so_far, wrong, answers)

    filled = fill_in(template, ask)
    rules = parse_rules(filled.document())
    files = {"rules.yaml": filled.text}
    if known is None or questions:
        return _with_first_cases(files, rules.rules, known, lang)
    files |= dict(_copies(known))
    areas = known.areas.name
    return Copied({"responselevels.toml": text_of(project_lines(lang, areas=areas)), **files})


def _hold(answers: Answers, questions: tuple[Problem, ...], lang: str) -> None:
    places = [path_worded(problem.where.path) for problem in questions]
    for place in answers.by_place:
        if place not in places:
            shown = tuple(f"`{name}`" for name in places)
            raise CommandError(says("error.new.place", lang, place=place, places=shown))


def _answer(
    problem: Problem, so_far: Template, wrong: tuple[Problem, ...], answers: Answers
) -> str | None:
    """Return the answer to one question: of an option, of the example, or of a person.

    What is *wrong* with the last one is said to a person; an option, or an example that is taken, says
    nothing else when it is asked again: then it is None.
    """
    place, lang = path_worded(problem.where.path), answers.lang
    known = _example_at(answers.example, problem)
    by_option = answers.by_place.get(place, known if answers.examples else None)
    if by_option is not None:
        return None if wrong else by_option
    question = fact_worded(problem.facts["question"], lang)
    question = worded("new.ask.place", {"place": place, "question": question}, lang)
    if known is not None and not _fits_there(known, problem, so_far):
        known = None
    if known is not None:
        question = worded("new.ask.example", {"question": question, "example": known}, lang)
    sys.stdout.write((InputError(wrong).worded(lang) if wrong else "") + "\n")
    return asked(question, f"--answer {place}=…", lang) or known or ""


def _fits_there(answer: str, problem: Problem, so_far: Template) -> bool:
    """Say whether *answer*, of the example, goes with what was answered before it."""
    try:
        so_far.answered(problem.where.path, answer)
    except InputError:
        return False
    return True


def _example_at(example: Any, problem: Problem) -> str | None:
    """Return what the filled example has at the place of *problem*, as YAML on one line."""
    try:
        for step in problem.where.path:
            example = example[step]
    except (LookupError, TypeError):
        return None
    return json.dumps(example, ensure_ascii=False)


def _copies(known: ShippedFiles) -> Iterator[tuple[str, str]]:
    """Yield the files that lie with a scheme, as they are to be in a folder of their own."""
    for path in (known.areas, known.orders, *known.proposals, *known.cases):
        text = _SCHEMA.sub("", path.read_text(encoding="utf-8-sig"))
        name = path.relative_to(known.folder).as_posix()
        if path in known.cases:
            text = _RULES.sub("rules: ../rules.yaml", text, count=1)
        yield name, text


def _with_first_cases(
    files: dict[str, str], rules: Rules, known: ShippedFiles | None, lang: str
) -> Copied:
    """Return *files* with areas and orders that fit the rules, and cases as they decide now."""
    copied = Copied({"responselevels.toml": "", **files})
    scheme = None if known is None else _fitting(known, copied)
    if scheme is None:
        tiers = [Thing(tier.id) for tier in rules.tiers]
        copied.files["areas.yaml"] = text_of(areas_lines(tiers, lang))
    if "orders.yaml" not in copied.files:
        nothing = [*comment("no_orders", lang), "orders: []"]
        copied.files["orders.yaml"] = text_of(nothing)
    areas = next(name for name in copied.files if name.startswith("areas."))
    copied.files["responselevels.toml"] = text_of(project_lines(lang, areas=areas))
    copied.files.update(_case_files(rules, lang))
    return copied


def _fitting(known: ShippedFiles, copied: Copied) -> Scheme | None:
    """Take over what lies with a template as far as it fits the rules; return its areas, if they do."""
    world = [known.areas, known.orders, *known.proposals]
    names = {path: path.relative_to(known.folder).as_posix() for path in world}
    try:
        checked = parse_rules(read_text(copied.files["rules.yaml"], "rules.yaml"))
        scheme = scheme_of(parse_world(read_areas(known.areas), checked))
    except InputError:
        copied.left += names.values()
        return None
    book = _book(known.orders, scheme)
    for path in world:
        fits = path == known.areas or (
            book is not None if path == known.orders else _fits(path, scheme, book)
        )
        if fits:
            text = _SCHEMA.sub("", path.read_text(encoding="utf-8-sig"))
            copied.files[names[path]] = text
        else:
            copied.left.append(names[path])
    return scheme


def _book(path: Path, scheme: Scheme) -> OrderBook | None:
    """Return the orders in *path*; None where they do not fit *scheme*."""
    try:
        return load_book(path, scheme)
    except InputError:
        return None


def _fits(path: Path, scheme: Scheme, book: OrderBook | None) -> bool:
    """Say whether the proposal in *path* names nothing that is unknown."""
    try:
        proposal = parse_proposal(read_document(path))
        resolve(scheme, book_of(scheme, ()) if book is None else book, proposal, _ANY_TIME)
    except InputError:
        return False
    return True


def _case_files(rules: Rules, lang: str) -> Iterator[tuple[str, str]]:
    """Yield a case file for each first case of *rules*, by its name."""
    head = text_of(comment("generated", lang))
    for number, case in enumerate(first_cases(rules), 1):
        document = case_file("../rules.yaml", _name_of(case, lang), case.example, case.decision)
        yield f"cases/{number:02d}.levels.yaml", head + yaml_of(document)


def _name_of(case: FirstCase, lang: str) -> str:
    rule = fact_worded(Named("ending" if case.ending else "transition", case.rule), lang)
    return worded(f"new.case.{case.decision.verdict.value}", {"rule": rule}, lang)
