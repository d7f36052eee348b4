"""Every exception that responselevels raises, and `Problem`, what it carries.

A message says what is wrong, where, and what to do; it starts in lower case and
has no full stop. The words come from the catalogue, in English unless asked
otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from responselevels.text.catalogue import visible, worded

if TYPE_CHECKING:
    from responselevels.models.decisions import Decision

Path = tuple[str | int, ...]
"""A field path: keys and list indexes from the outermost in."""


def path_worded(path: Path) -> str:
    """Return *path* as people write it.

    >>> path_worded(("transitions", 2, "to", 0))
    'transitions[2].to[0]'
    """
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += ("." if text else "") + visible(step)
    return text


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the input: file, line and column (from 1) where known, field path."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: Path = ()

    def __str__(self) -> str:
        spot = [visible(self.file)] if self.file is not None else []
        if self.line is not None:
            spot.append(str(self.line))
            if self.column is not None:
                spot.append(str(self.column))
        parts = [":".join(spot)] if spot else []
        if self.path:
            parts.append(path_worded(self.path))
        return ": ".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in the input: where, which, and the facts to word it with.

    *code* names the sentence ``problem.<code>`` of the catalogue.
    """

    where: Place
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def worded(self, lang: str = "en") -> str:
        """Return what is wrong and what to do, without the place."""
        return worded(f"problem.{self.code}", self.facts, lang)

    def __str__(self) -> str:
        place = str(self.where)
        return f"{place}: {self.worded()}" if place else self.worded()


class ResponseLevelsError(Exception):
    """The base of every error that responselevels raises on purpose."""


class InputError(ResponseLevelsError):
    """Something given cannot be read: every problem found, each with its place.

    This is never a decision: a decision says what the rules make of a
    proposal that could be read (SEMANTICS, section 2).
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        if not self.problems:
            raise ValueError("an InputError needs at least one problem")
        super().__init__(self.problems)

    def worded(self, lang: str = "en") -> str:
        """Return all problems, one to a line, each with its place."""
        return "\n".join(
            ": ".join(filter(None, (str(problem.where), problem.worded(lang))))
            for problem in self.problems
        )

    def __str__(self) -> str:
        return self.worded()


class NotPermitted(ResponseLevelsError):  # noqa: N818 - says what happened, not that it is an error
    """What was asked to be issued was not permitted; carries the decision."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        super().__init__(decision)

    def __str__(self) -> str:
        codes = ", ".join(sorted({f.code for f in self.decision.findings if f.effect != "note"}))
        return f"proposal `{self.decision.proposal}` is not permitted ({self.decision.verdict}): {codes}"


class MissingProgram(ResponseLevelsError):  # noqa: N818 - says what is missing, like MissingExtra
    """A program of another maker is needed that this machine does not have."""

    def __init__(self, program: str, maker: str) -> None:
        self.program = program
        self.maker = maker
        super().__init__(program, maker)

    def __str__(self) -> str:
        return f"`{self.program}` is not installed; it comes with {self.maker}"


class MissingExtra(ResponseLevelsError):  # noqa: N818 - says what is missing
    """An optional part is used whose packages are not installed."""

    def __init__(self, extra: str, package: str) -> None:
        self.extra = extra
        self.package = package
        super().__init__(extra, package)

    def __str__(self) -> str:
        return f"`{self.package}` is not installed; run: pip install 'responselevels[{self.extra}]'"
