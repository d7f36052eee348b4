"""Text whose very structure is written with a Chinese keyboard, read as it was meant.

`id：P-1` is one text to YAML, and a key with a value to whoever wrote it. Where a
text cannot be read, or came out as such keys, its structural marks are looked for,
each is a problem at its place, and the rest is read as if they had been right, so that
all other problems come in the same go. Marks inside of texts stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from responselevels.core.world.names import MAX_PROBLEMS
from responselevels.errors import Place, Problem
from responselevels.files.syntax.late import Late
from responselevels.text.fullwidth import WIDE, mark_of, narrow

_KEY = Late(
    r"[A-Za-z_][A-Za-z0-9_-]*(?=[ \u3000]*[:：﹕∶])|[“”\"][^“”\"\\]*[”“\"](?=[ \u3000]*[:：﹕∶])"
)
_COLON = Late(r"([ \u3000]*)([:：﹕∶])(?:[ \u3000]+|$|(?=[^/\s]))")
_QUOTED = Late(
    r"[“”„‟＂]([\x20-\x21\x23-\x5b\x5d-\x7e\uff01-\uff5e]*)[“”„‟＂\"]|\"([\x20-\x21\x23-\x5b\x5d-\x7e]*)[“”]"
)
_FLOW_END = Late(r"[,，、﹐\]}］｝】]")
_ODD_KEY = Late(r"[\s－—–-]*[“\"]?[A-Za-z_][A-Za-z0-9_-]*[”\"]?[ \u3000]*[：﹕∶]")
_COMMAS = "，、﹐"
_OPEN, _CLOSE = "[{［｛【", "]}］｝】"


@dataclass(slots=True)
class Widened:
    """A text as it was meant, and where marks of another keyboard stood in it (from 1)."""

    text: str = ""
    problems: list[Problem] = field(default_factory=list)
    grown: dict[int, list[int]] = field(default_factory=dict)

    def column(self, line: int, column: int) -> int:
        """Return the column as written of a *column* of the text, both from 0."""
        return column - sum(at < column for at in self.grown.get(line, ()))


_MAYBE_ODD = re.compile('[A-Za-z0-9_”"][ \u3000]*[：﹕∶]')


def is_odd(text: str, data: Any) -> bool:
    """Say whether *data*, read from *text*, has keys or is one that a full-width colon should part."""
    if text.isascii() or _MAYBE_ODD.search(text) is None:
        return False
    if isinstance(data, str):
        return _ODD_KEY.pattern.match(data) is not None
    stack = [data]
    while stack:
        inner = stack.pop()
        if isinstance(inner, dict):
            if any(_ODD_KEY.pattern.match(key) for key in inner):
                return True
            stack.extend(inner.values())
        elif isinstance(inner, list):
            if any(isinstance(item, str) and _ODD_KEY.pattern.match(item) for item in inner):
                return True
            stack.extend(inner)
    return False


def widened(text: str, *, json: bool) -> Widened | None:
    """Return *text* as it was meant; None where no mark of another keyboard is part of its structure."""
    if WIDE.search(text) is None:
        return None
    found = _Json(text).read() if json else _Yaml(text).read()
    return found if found.problems else None


class _Writer:
    """Writes the text anew, mark by mark."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.result = Widened()
        self.written: list[str] = []
        self.number = 0
        self.out = ""

    def wide(self, column: int, char: str, meant: str | None = None) -> None:
        """Note the mark *char* in this line, and write what is meant instead."""
        place = Place(line=self.number + 1, column=column + 1)
        if len(self.result.problems) < MAX_PROBLEMS:
            self.result.problems.append(Problem(place, "wide.mark", mark_of(char).facts()))
        self.out += narrow(char) if meant is None else meant

    def grow(self) -> None:
        """Write a blank that is not there in the line as it was."""
        self.result.grown.setdefault(self.number, []).append(len(self.out))
        self.out += " "

    def same(self, text: str) -> None:
        """Write text whose marks are noted, but for blanks, each by one of its kind."""
        self.out += text

    def done(self) -> Widened:
        self.result.text = "\n".join(self.written)
        return self.result


class _Json(_Writer):
    """JSON has no mark of another keyboard outside of its texts."""

    def read(self) -> Widened:
        ends = ""
        for number, line in enumerate(self.lines):
            self.number, self.out, escaped = number, "", False
            for column, char in enumerate(line):
                if ends:
                    if char in ends and not escaped:
                        self.same(char) if char == '"' else self.wide(column, char, '"')
                        ends = ""
                    else:
                        self.same(char)
                    escaped = char == "\\" and not escaped
                elif char == '"':
                    self.same(char)
                    ends = '"'
                elif WIDE.match(char):
                    self.wide(column, char)
                    ends = '”"“' if narrow(char) == '"' else ""
                else:
                    self.same(char)
            self.written.append(self.out)
        return self.done()


class _Yaml(_Writer):
    """YAML, line by line: keys and their colons, brackets and commas of flows, quotes about a value."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.open: list[str] = []
        self.quote = ""
        self.block: int | None = None

    def read(self) -> Widened:
        for number, line in enumerate(self.lines):
            self.number, self.out = number, ""
            self.line(line)
            self.written.append(self.out)
        return self.done()

    def line(self, line: str) -> None:
        indent = len(line) - len(line.lstrip(" "))
        if self.block is not None:
            if not line.strip() or indent > self.block:
                self.same(line)
                return
            self.block = None
        at = 0
        if self.quote:
            at = self.close_quote(line, 0)
        elif not self.open:
            at = self.start(line)
        while at < len(line):
            at = self.token(line, at)
        if re.search(r":\s+[|>][-+0-9]*\s*$", self.out) and not self.open:
            self.block = indent

    def start(self, line: str) -> int:
        """Write the blanks and dashes that a line begins with; return where it goes on."""
        at = 0
        while at < len(line):
            char, after = line[at], line[at + 1 : at + 2]
            if char in " \t" or (char == "-" and after in ("", " ")):
                self.same(char)
            elif char == "\u3000" or (char in "－—–" and after in ("", " ", "\u3000")):
                self.wide(at, char)
            else:
                break
            at += 1
        return at

    def token(self, line: str, at: int) -> int:
        """Write what stands at *at*, where a key or a value may begin; return where it ends."""
        char = line[at]
        if char in "#＃" and (at == 0 or line[at - 1] in " \u3000"):
            self.each(line, at, at + 1)
            self.same(line[at + 1 :])
            return len(line)
        if (key := _KEY.pattern.match(line, at)) is not None:
            return self.key(line, key)
        if char in "\"'" and (char == "'" or _QUOTED.pattern.match(line, at) is None):
            self.same(char)
            self.quote = char
            return self.close_quote(line, at + 1)
        if (quoted := _QUOTED.pattern.match(line, at)) is not None and self.ends_there(
            line, quoted.end()
        ):
            return self.each(line, at, quoted.end())
        if char in _OPEN or (self.open and char in _CLOSE):
            self.open.append(narrow(char)) if char in _OPEN else self.open.pop()
            return self.each(line, at, at + 1)
        if char in " \t\u3000" or self.parts(line, at):
            at = self.each(line, at, at + 1)
            if at < len(line) and line[at] not in " \t" and line[at - 1] in _COMMAS:
                self.grow()
            return at
        return self.plain(line, at)

    def each(self, line: str, at: int, end: int) -> int:
        for place in range(at, end):
            self.wide(place, line[place]) if WIDE.match(line[place]) else self.same(line[place])
        return end

    def key(self, line: str, key: re.Match[str]) -> int:
        at = self.each(line, key.start(), key.end())
        colon = _COLON.pattern.match(line, at)
        if colon is None:  # `http://`, say, is no key
            return self.plain(line, at)
        if colon[2] == ":" and colon.end() < len(line) and line[colon.end() - 1] == ":":
            return self.plain(line, at)
        at = self.each(line, at, colon.end())
        if at < len(line) and line[at - 1] not in " \u3000":
            self.grow()
        return at

    def ends_there(self, line: str, end: int) -> bool:
        rest = line[end:].lstrip(" \u3000")
        return not rest or rest[0] == "#" or self.parts(line, len(line) - len(rest))

    def parts(self, line: str, at: int) -> bool:
        """Say whether what stands at *at* ends a part of a flow: of a mapping, where a key follows."""
        if not self.open or _FLOW_END.pattern.match(line, at) is None:
            return False
        if line[at] not in _COMMAS or self.open[-1] == "[":
            return True
        after = len(line) - len(line[at + 1 :].lstrip(" \u3000"))
        return _KEY.pattern.match(line, after) is not None

    def close_quote(self, line: str, at: int) -> int:
        """Write up to the end of a quoted text, which may lie in a later line."""
        while at < len(line):
            char = line[at]
            self.same(char)
            at += 1
            if char == "\\" and self.quote == '"':
                self.same(line[at : at + 1])
                at += 1
            elif char == self.quote:
                self.quote = ""
                break
        return at

    def plain(self, line: str, at: int) -> int:
        """Write a text without quotes: to the end of the line, or of its part of a flow."""
        start = at
        while at < len(line):
            if at > start and line[at] in "#＃" and line[at - 1] == " ":
                break
            if at > start and self.parts(line, at):
                break
            at += 1
        self.same(line[start:at])
        return at


def moved(problems: Iterable[Problem], found: Widened) -> list[Problem]:
    """Return *problems* about the text as it was meant at their places in that as written."""
    result = []
    for problem in problems:
        where = problem.where
        if where.line is not None and where.column is not None:
            column = found.column(where.line - 1, where.column - 1) + 1
            where = replace(where, column=column)
        result.append(replace(problem, where=where))
    return result
