"""Reports for build servers: the items checked and the faults found, as SARIF 2.1.0 or JUnit XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from responselevels.errors import InputError, Place
from responselevels.text.escaping import in_json, in_xml

FORMATS = ("sarif", "junit")

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing found: its code, what to say, where; *unread* where something cannot be read."""

    code: str
    message: str
    where: Place
    level: str = "error"
    unread: bool = False


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """One thing looked at, of a *suite* (a file), and what was found of it."""

    suite: str
    name: str
    faults: tuple[Fault, ...] = ()


def faults_of(error: InputError, lang: str) -> tuple[Fault, ...]:
    """Return what keeps something from being read."""
    return tuple(
        Fault(problem.code, problem.worded(lang), problem.where, unread=True)
        for problem in error.problems
    )


def report(form: str, items: Sequence[CheckedItem], version: str) -> str:
    """Return the report in one of `FORMATS`."""
    return in_json(_sarif(items, version)) + "\n" if form == "sarif" else _junit(items)


# -- SARIF -----------------------------------------------------------------------------------


def _sarif(items: Sequence[CheckedItem], version: str) -> dict[str, Any]:
    faults = [fault for one in items for fault in one.faults]
    codes = sorted({fault.code for fault in faults})
    driver = {"name": "responselevels", "version": version, "rules": [{"id": c} for c in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(fault, codes) for fault in faults],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(fault: Fault, codes: Sequence[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": fault.code,
        "ruleIndex": codes.index(fault.code),
        "level": fault.level,
        "message": {"text": fault.message},
        "locations": [],
    }
    where = fault.where
    if where.file is not None:
        physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(where.file)}}
        if where.line is not None:
            column = {} if where.column is None else {"startColumn": where.column}
            physical["region"] = {"startLine": where.line, **column}
        result["locations"] = [{"physicalLocation": physical}]
    return result


def _uri(file: str) -> str:
    from urllib.parse import quote

    path = PurePath(file)
    written = quote(path.as_posix(), safe="/:" if path.drive else "/")
    if not path.is_absolute():
        return written
    return f"file://{written}" if written.startswith("/") else f"file:///{written}"


# -- JUnit -----------------------------------------------------------------------------------


def _junit(items: Sequence[CheckedItem]) -> str:
    suites: dict[str, list[CheckedItem]] = {}
    for one in items:
        suites.setdefault(one.suite, []).append(one)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<testsuites name="responselevels" {_counts(items)}>')
    for name, cases in suites.items():
        lines.append(f'  <testsuite name="{in_xml(name)}" {_counts(cases)}>')
        lines += [line for case in cases for line in _case(case)]
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _counts(cases: Iterable[CheckedItem]) -> str:
    listed = list(cases)
    unread = sum(any(fault.unread for fault in case.faults) for case in listed)
    failed = sum(bool(case.faults) for case in listed) - unread
    return f'tests="{len(listed)}" failures="{failed}" errors="{unread}" skipped="0" time="0"'


def _case(case: CheckedItem) -> Iterator[str]:
    start = f'    <testcase classname="{in_xml(case.suite)}" name="{in_xml(case.name)}"'
    place = next((fault.where for fault in case.faults), None)
    if place is not None and place.file is not None:
        start += f' file="{in_xml(place.file)}"'
        start += "" if place.line is None else f' line="{place.line}"'
    start += ' time="0"'
    if not case.faults:
        yield f"{start}/>"
        return
    yield f"{start}>"
    tag = "error" if any(fault.unread for fault in case.faults) else "failure"
    first = case.faults[0]
    lines = [line for fault in case.faults for line in _line(fault).split("\n")]
    text = "\n".join(map(in_xml, lines))  # within the tags a line may end; an attribute is one line
    message = first.message.split("\n", 1)[0]
    head = f'type="{in_xml(first.code)}" message="{in_xml(message)}"'
    yield f"      <{tag} {head}>{text}</{tag}>"
    yield "    </testcase>"


def _line(fault: Fault) -> str:
    place = str(fault.where)
    return f"{place}: {fault.message}" if place else fault.message
