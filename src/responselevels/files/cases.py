"""Case files: read with everything they refer to, all names looked up.

See docs/formats.md, Case files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path as FilePath
from stat import S_ISDIR, S_ISREG
from typing import Any, TypeVar

from pydantic import ValidationError

from responselevels.core.deciding.case import resolve
from responselevels.core.orders.book import book_of
from responselevels.core.world.checked import CheckedRules, CheckedWorld
from responselevels.core.world.names import NO_TITLES, unknown_name
from responselevels.core.world.scheme import Scheme
from responselevels.core.world.soundness import FORMAT, format_problem
from responselevels.errors import InputError, Path, Place, Problem, expect
from responselevels.files.checking.days import with_instants
from responselevels.files.checking.naming import names_in_cases
from responselevels.files.checking.parsing import parse, parse_rules, parse_world, refusing
from responselevels.files.checking.stating import odd_properties, unknown_in_properties
from responselevels.files.shipped import read_rules, shipped_ids
from responselevels.files.streams import read_orders
from responselevels.files.syntax.documents import Document, placed, placed_problems, read_document
from responselevels.files.tables import read_areas
from responselevels.machine.levels import scheme_of
from responselevels.models.areas import Areas
from responselevels.models.cases import CaseFile, Suite, WrittenCase
from responselevels.models.orders import Order, Orders
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Phrase, sentences

T = TypeVar("T")

ENDING = ".levels.yaml"
"""The ending of the name of every case file."""


@dataclass(frozen=True, slots=True)
class LoadedCases:
    """The cases of a file, and the document they were read from."""

    suite: Suite
    document: Document

    def place(self, number: int) -> Place:
        """Return where the case *number* stands."""
        return self.document.place(("cases", number))

    def place_of_property(self, number: int) -> Place:
        """Return where the property *number* stands."""
        return self.document.place(("properties", number))


def case_files_in(path: str | os.PathLike[str]) -> list[FilePath]:
    """Return the case files at *path*: itself, or all in the folder and its folders, sorted.

    Hidden folders are passed over.
    """
    given = FilePath(path)
    if not given.is_dir():
        return [given]
    return sorted(
        found
        for found in given.rglob(f"*{ENDING}")
        if not any(part.startswith(".") for part in found.relative_to(given).parts)
    )


def load_cases(path: str | os.PathLike[str], rules: Rules | None = None) -> LoadedCases:
    """Return the cases in the file at *path*, decided by *rules* where given, else by its own.

    Raises:
        InputError: everything wrong with the file, or with one it refers to, each
            problem with its place in the file where it is.
    """
    expect("path", path, os.PathLike, str)
    expect("rules", rules, Rules, type(None))
    return cases_of(read_document(path), rules)


def cases_of(document: Document, rules: Rules | None = None) -> LoadedCases:
    """Return the cases in *document*, which has the name of its file; see `load_cases`."""
    look = partial(_unknown_names, document, rules)
    file = parse(document, CaseFile, check=refusing(_problems_in_file), names=look)
    known = CheckedRules(rules) if rules is not None else _own_rules(document, file)
    reader = _CaseFileReader(document, file, known)
    return LoadedCases(reader.suite(), document)


def _unknown_names(document: Document, rules: Rules | None, data: Any) -> list[Problem]:
    """Return the unknown names of a case file whose shape is wrong, if what it refers to is sound."""
    if not isinstance(data, dict):
        return []
    head = {key: data[key] for key in ("format", "rules", "areas") if key in data}
    try:
        file = CaseFile.model_validate(head)
        known = CheckedRules(rules) if rules is not None else _own_rules(document, file)
    except (ValidationError, InputError):
        return []
    found = [*unknown_in_properties(known.rules, data.get("properties"))]
    try:
        scheme = scheme_of(_CaseFileReader(document, file, known).world())
    except InputError:
        return found
    return [*found, *names_in_cases(scheme)(data)]


def _problems_in_file(file: CaseFile) -> list[Problem]:
    """Return what is wrong beyond the shape and can be told without the rules."""
    if file.format != FORMAT:
        return [format_problem(file.format)]
    found: list[Problem] = []
    if not file.cases and not file.properties:
        found.append(Problem(Place(path=("cases",)), "cases.none"))
    if file.cases and "areas" not in file.model_fields_set:
        found.append(Problem(Place(path=("areas",)), "missing", {"key": "areas"}))
    found += odd_properties(file.properties)
    first: dict[str, int] = {}
    for number, case in enumerate(file.cases):
        path: Path = ("cases", number)
        if case.name in first:
            facts = {"id": case.name, "first": Place(path=("cases", first[case.name]))}
            found.append(Problem(Place(path=(*path, "name")), "id.repeated", facts))
        first.setdefault(case.name, number)
        found += _odd_expectations(case, (*path, "expect"))
    return found


def _odd_expectations(case: WrittenCase, path: Path) -> Iterator[Problem]:
    codes = finding_codes()
    for number, code in enumerate(case.expect.findings or ()):
        if code not in codes:
            yield unknown_name("finding", code, codes, (*path, "findings", number))
    for number, remedy in enumerate(case.expect.remedies or ()):
        if len(remedy.model_fields_set) != 1:
            yield Problem(Place(path=(*path, "remedies", number)), "case.remedy")


def finding_codes() -> tuple[str, ...]:
    """Return the code of every finding there is."""
    keys = (key.split(".") for key in sentences("en") if key.startswith("finding."))
    return tuple(dict.fromkeys(".".join(key[1:3]) for key in keys))


def _own_rules(document: Document, file: CaseFile) -> CheckedRules:
    if file.rules is None:
        raise InputError(placed_problems([(Problem(Place(), "case.no_rules"), False)], document))
    if file.rules in shipped_ids():
        return parse_rules(read_rules(file.rules))
    path = _beside(document, file.rules)
    return _referred(document, "rules", lambda: parse_rules(read_rules(_only_file(path))))


def _beside(document: Document, path: str) -> FilePath:
    """Return *path*, which is relative to the folder of the case file."""
    return FilePath(document.name or "").parent / path


def _only_file(path: FilePath) -> FilePath:
    """Return *path* unless it is a device or a pipe, which might never end.

    Nobody names these in a case file but to make its reader hang.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return path  # whoever opens it says what is wrong
    if not (S_ISREG(mode) or S_ISDIR(mode)):
        raise InputError([Problem(Place(file=str(path)), "file.special")])
    return path


def _referred(document: Document, key: str, call: Callable[[], T]) -> T:
    """Return what *call* reads; a file that is not there is a problem of what refers to it."""
    try:
        return call()
    except InputError as error:
        here = document.place((key,))
        raise InputError(_at_reference(problem, here) for problem in error.problems) from None


def _at_reference(problem: Problem, here: Place) -> Problem:
    if problem.where.line is not None or not problem.code.startswith("file."):
        return problem
    phrase = Phrase(f"problem.{problem.code}", problem.facts)
    return Problem(here, "case.file", {"path": problem.where.file, "reason": phrase})


class _CaseFileReader:
    """Reader of the files that one case file refers to; it looks up all their names."""

    def __init__(self, document: Document, file: CaseFile, rules: CheckedRules) -> None:
        self.document = document
        self.file = file
        self.rules = rules
        self.orders: tuple[Order, ...] = ()
        self.listing = document

    def suite(self) -> Suite:
        self.look_up_properties()
        areas = Areas(areas=())
        # Properties are said of all areas and orders: a file that has nothing else needs none.
        if self.file.cases or "areas" in self.file.model_fields_set:
            world = self.world()
            self.read_orders()
            self.look_up(scheme_of(world))
            areas = world.areas
        return Suite(
            name=self.document.name or "",
            rules=self.rules.rules,
            areas=areas,
            orders=self.orders,
            cases=self.file.cases,
            properties=self.file.properties,
        )

    def look_up_properties(self) -> None:
        """Refuse names in properties that the rules do not have."""
        found = [*unknown_in_properties(self.rules.rules, self.document.data.get("properties"))]
        if found:
            unplaced = [(problem, False) for problem in found]
            raise InputError(placed_problems(unplaced, self.document))

    def world(self) -> CheckedWorld:
        """Return the rules with the areas; problems of these are placed where they are listed."""
        listed = self.file.areas
        if isinstance(listed, str):
            path = _beside(self.document, listed)
            document = _referred(self.document, "areas", lambda: read_areas(_only_file(path)))
            return parse_world(document, self.rules)
        try:
            return CheckedWorld(self.rules, Areas(areas=listed))
        except InputError as error:
            raise placed(error, self.document) from None

    def read_orders(self) -> None:
        listed = self.file.orders
        if not isinstance(listed, str):
            self.orders = listed
            return
        path = _beside(self.document, listed)
        listing = _referred(self.document, "orders", lambda: read_orders(_only_file(path)))
        self.listing = with_instants(listing, self.rules.rules.zone)
        self.orders = parse(self.listing, Orders).orders

    def look_up(self, scheme: Scheme) -> None:
        """Refuse names that are not known, and orders that cannot stand in a list."""
        try:
            book = book_of(scheme, self.orders)
        except InputError as error:
            raise placed(error, self.listing) from None
        found: list[Problem] = []
        for number, case in enumerate(self.file.cases):
            path: Path = ("cases", number)
            try:
                own = book_of(scheme, (*self.orders, *case.orders)) if case.orders else book
            except InputError as error:
                found += self.own_orders(error, path)
                continue
            try:
                resolve(scheme, own, case.proposal, case.at)
            except InputError as error:
                found += (_beneath(problem, (*path, "proposal")) for problem in error.problems)
            found += _unsigned_in(case, path)
            found += _unknown_in(case, scheme, path)
        if found:
            raise InputError(
                placed_problems([(problem, False) for problem in found], self.document)
            )

    def own_orders(self, error: InputError, path: Path) -> Iterator[Problem]:
        """Move problems of the orders of a case from the whole list to where they stand."""
        for problem in error.problems:
            where = Place(path=self.own_path(problem.where.path, path))
            facts = {
                name: self.own_place(fact, path) if isinstance(fact, Place) else fact
                for name, fact in problem.facts.items()
            }
            yield replace(problem, where=where, facts=facts)

    def own_path(self, written: Path, path: Path) -> Path:
        _orders, number, *rest = written
        return (*path, "orders", max(0, int(number) - len(self.orders)), *rest)

    def own_place(self, fact: Place, path: Path) -> object:
        """Return where an earlier order stands: in the same case, or among those before it."""
        if int(fact.path[1]) >= len(self.orders):
            return Place(path=self.own_path(fact.path, path))
        return str(self.listing.place(fact.path))


def _beneath(problem: Problem, path: Path) -> Problem:
    return replace(problem, where=replace(problem.where, path=(*path, *problem.where.path)))


def _unsigned_in(case: WrittenCase, path: Path) -> Iterator[Problem]:
    """Yield a problem for each body that is said to have signed an approval that is not there."""
    approving = dict.fromkeys(approval.body for approval in case.proposal.approvals)
    for number, body in enumerate(case.signed):
        if body not in approving:
            where = (*path, "signed", number)
            yield Problem(Place(path=where), "case.unsigned", {"body": body})


def _unknown_in(case: WrittenCase, scheme: Scheme, path: Path) -> Iterator[Problem]:
    """Yield a problem for each name in what a case expects that nothing has."""
    rules, expect = scheme.rules, case.expect
    ways = [*(way.id for way in rules.transitions), *(way.id for way in rules.endings)]
    levels, areas = scheme.levels, scheme.tree.numbers.keys()

    def unknown(kind: str, name: str, known: Collection[str], *inner: str | int) -> list[Problem]:
        where = (*path, "expect", *inner)
        titled = scheme.title_indexes.get(kind, NO_TITLES)
        return [] if name in known else [unknown_name(kind, name, known, where, titled)]

    if expect.transition is not None:
        yield from unknown("transition", expect.transition, ways, "transition")
    for number, change in enumerate(expect.changes or ()):
        yield from unknown("area", change.area, areas, "changes", number, "area")
        yield from unknown("level", change.from_, levels, "changes", number, "from")
        yield from unknown("level", change.to, levels, "changes", number, "to")
