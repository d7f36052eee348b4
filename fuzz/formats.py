"""The readers that are fuzzed, and what must hold of each of them for any input whatever.

An input is read or refused: with an `InputError`, or with the `RegisterError` of
what a register keeps; nothing else may happen.
Needs no fuzzer: the tests replay the kept corpus through it.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from responselevels.errors import ApprovalRefused, InputError, Problem, RegisterError
from responselevels.files import (
    load_areas,
    load_orders,
    load_proposals,
    load_rules,
    read_proposals,
)
from responselevels.files.cases import load_cases
from responselevels.models.rules import Rules
from responselevels.register.log.chain import Fault
from responselevels.register.log.checkpoints import parse_note
from responselevels.register.log.export import read_export
from responselevels.register.log.verification import verify
from responselevels.register.signatures.dsse import read_envelope
from responselevels.register.signatures.key_lists import keys_of
from responselevels.register.signatures.signed_words import words_of
from responselevels.register.signatures.statements import APPROVAL_TYPE, Statement
from responselevels.text.catalogue import LANGUAGES

HERE = Path(__file__).resolve().parent
CORPUS = HERE / "corpus"

MOST_SECONDS = 1.0
"""Of processor time, for one input."""

MOST_MEMORY = 256 * 2**20
"""Bytes by which the process may grow over one input."""

SEED_RULES = CORPUS / "rules" / "port.yaml"


Refusal = Problem | RegisterError | Fault
"""Why an input is refused: each can be worded in every language."""


class Broken(Exception):  # noqa: N818 - says what became of a promise
    """A reader did what it must not do."""


@cache
def _rules() -> Rules:
    return load_rules(SEED_RULES)


def _proposals(path: Path) -> Iterable[Problem]:
    """Read all proposals; each entry must be a proposal or an error, never both."""
    found: list[Problem] = []
    for entry in load_proposals(path):
        if (entry.proposal is None) == (entry.error is None):
            raise Broken("an entry is neither a proposal nor an error")
        found += () if entry.error is None else entry.error.problems
    return found


def _stream(path: Path) -> Iterable[Problem]:
    with path.open("rb") as stream:
        return [
            problem
            for entry in read_proposals(stream)
            if entry.error is not None
            for problem in entry.error.problems
        ]


def _approval(path: Path) -> object:
    """Read what was signed, as far as its signature."""
    envelope = read_envelope(path.read_bytes(), APPROVAL_TYPE, ApprovalRefused)
    return words_of(envelope.body, Statement)


def _log(path: Path) -> list[Fault]:
    """Verify an export of a log; what is found refuses it."""
    found = verify(read_export(path).lines()).found
    return [] if found is None else [found]


FORMATS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "rules": (".yaml", load_rules),
    "areas": (".yaml", lambda path: load_areas(path, _rules())),
    "areas-table": (".csv", lambda path: load_areas(path, _rules())),
    "orders": (".yaml", load_orders),
    "orders-lines": (".jsonl", load_orders),
    "proposals": (".yaml", _proposals),
    "proposals-json": (".json", _proposals),
    "proposals-lines": (".jsonl", _proposals),
    "proposals-stream": (".txt", _stream),
    "cases": (".levels.yaml", lambda path: load_cases(path, _rules())),
    "keys": (".json", lambda path: keys_of(path.read_bytes())),
    "approvals": (".json", _approval),
    "statements": (".json", lambda path: words_of(path.read_bytes(), Statement)),
    "checkpoints": (".txt", lambda path: parse_note(path.read_bytes())),
    "log": (".jsonl", _log),
}
"""Each format with the ending of its files and what reads one: a public reader, given a path.

To add a format: a line here, a folder of seeds in `fuzz/corpus` (some that can be read, some that
cannot), its words in `fuzz/words.dict`. A reader that returns no model but a list of problems, as
`_proposals` does, has these looked at as well.
"""


class Reading:
    """Reads one input after the other as a *kind* of file, in the folder *room*.

    Every *every*th refusal is worded in all languages; the others are only
    looked at, for wording costs more than reading.
    """

    def __init__(self, kind: str, room: Path, every: int = 16) -> None:
        self.kind = kind
        ending, self.read = FORMATS[kind]
        self.path = room / f"input{ending}"
        self.every = every
        self.inputs = 0
        self.refused = 0
        self.slowest = 0.0

    def one(self, content: bytes) -> bool:
        """Return whether *content* is read, not refused.

        Raises:
            Broken: it takes too long or too much memory, or a problem has no place or no words.
        """
        with self.path.open("wb", buffering=0) as file:
            file.write(content)
        self.inputs += 1
        before, began = _peak(), time.process_time()
        problems = self.problems()
        seconds, grown = time.process_time() - began, _peak() - before
        self.slowest = max(self.slowest, seconds)
        if seconds > MOST_SECONDS:
            raise Broken(f"{seconds:.1f} s for {len(content)} bytes")
        if grown > MOST_MEMORY:
            raise Broken(f"{grown / 2**20:.0f} MiB for {len(content)} bytes")
        if problems:
            self.refused += 1
            self.look_at(problems, content)
        return not problems

    def problems(self) -> list[Refusal]:
        """Return the problems with the input as it stands in the file."""
        try:
            found = self.read(self.path)
        except InputError as error:
            return list(error.problems)
        except RegisterError as error:
            return [error]
        return found if isinstance(found, list) else []

    def look_at(self, problems: list[Refusal], content: bytes) -> None:
        """Check the place of each of *problems*, and of some the words."""
        lines = content.count(b"\n") + content.count(b"\r") + content.count(b"\xc2\x85") + 2
        lines += content.count(b"\xe2\x80\xa8") + content.count(b"\xe2\x80\xa9")
        worded = self.refused % self.every == 0
        for problem in problems:
            if isinstance(problem, Problem):
                check_place(problem, lines)
            if worded:
                check_words(problem)


def check_place(problem: Problem, lines: int) -> None:
    """Check that *problem* names its file and, unless it is about the whole file, a line of it."""
    where = problem.where
    if where.file is None:
        raise Broken(f"{problem.code} has no file")
    whole = problem.code.startswith(("file.", "limit.file", "problems.more"))
    if where.line is None:
        if not whole:
            raise Broken(f"{problem.code} has no line")
    elif not 1 <= where.line <= lines:
        raise Broken(f"{problem.code} in line {where.line} of {lines}")
    elif where.column is not None and where.column < 1:
        raise Broken(f"{problem.code} in column {where.column}")


def check_words(problem: Refusal) -> None:
    """Check that *problem* is one line of words in every language, fit to be written as UTF-8."""
    where = f"{problem.where}: " if isinstance(problem, Problem) else ""
    for lang in LANGUAGES:
        words = where + problem.worded(lang)
        if len(words.splitlines()) != 1 or not words.encode("utf-8").strip():
            raise Broken(f"{problem.code} is worded {words!r}")


def _peak() -> int:
    """Return the most memory that the process ever held, in bytes (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def corpus(kind: str) -> list[Path]:
    """Return the kept inputs of a *kind* of file, sorted by name."""
    return sorted(path for path in (CORPUS / kind).iterdir() if path.is_file())
