"""Case files that state properties of a rules file: those named, or those that lie beside it.

See docs/properties.md.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from responselevels.errors import InputError, Place, Problem
from responselevels.files.cases import ENDING, LoadedCases, case_files_in, load_cases
from responselevels.files.syntax.documents import read_document
from responselevels.models.rules import Rules


def stated_in(paths: Iterable[str | os.PathLike[str]], rules: Rules) -> list[LoadedCases]:
    """Return the case files at *paths* that state properties, read as said of *rules*.

    Raises:
        InputError: one of them cannot be read, or nothing at one of the paths states a property.
    """
    found: list[LoadedCases] = []
    for path in paths:
        loaded = [load_cases(file, rules) for file in case_files_in(path)]
        stating = [one for one in loaded if one.suite.properties]
        if not stating:
            raise InputError([Problem(Place(file=str(path)), "property.none")])
        found += stating
    return found


def stated_beside(path: str | os.PathLike[str], rules: Rules) -> list[LoadedCases]:
    """Return the case files in the folder of the rules file at *path* that name it and state properties.

    Raises:
        InputError: one of these cannot be read. One that names no properties, or other rules, is
            passed over.
    """
    file = Path(path)
    beside = sorted(file.parent.glob(f"*{ENDING}")) if file.is_file() else []
    return [load_cases(one, rules) for one in beside if _states(one, file)]


def _states(case_file: Path, rules_file: Path) -> bool:
    try:
        data = read_document(case_file).data
    except InputError:
        return False
    if not isinstance(data, dict) or "properties" not in data:
        return False
    named = data.get("rules")
    try:
        return isinstance(named, str) and (case_file.parent / named).samefile(rules_file)
    except (OSError, ValueError):
        return False
