"""The sentences of docs/semantics.md that the reference engine quotes, and which function each."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ENGINE = ROOT / "src" / "responselevels" / "testing" / "reference"
SEMANTICS = ROOT / "docs" / "semantics.md"
HEAD = re.compile(r"^## (\d+)\. (.+)$", re.MULTILINE)
SAID = re.compile(r'\bSection (\d+)|"([^"]+)"')
ROW = re.compile(r"^\| `([a-z_]+\.[a-z_]+)` \| (.+?) \| ([a-z].*?) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Quote:
    """A sentence, the section it is said to be of, and the function that quotes it."""

    section: int
    text: str
    function: str


@dataclass(frozen=True)
class Row:
    """A row of a table of findings: its section, the code, and when it is there."""

    section: int
    code: str
    when: str
    effect: str


@cache
def sections() -> dict[int, str]:
    """Return the text of each section of the semantics, each run of blanks as one."""
    text = SEMANTICS.read_text(encoding="utf-8")
    heads = [*HEAD.finditer(text)]
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return {
        int(head[1]): " ".join(text[head.end() : end].split())
        for head, end in zip(heads, ends, strict=True)
    }


def titles() -> dict[int, str]:
    """Return the title of each section."""
    text = SEMANTICS.read_text(encoding="utf-8")
    return {int(head[1]): head[2] for head in HEAD.finditer(text)}


def rows() -> Iterator[Row]:
    """Yield each row of the tables of findings; those of section 9 tell keys, and are left out."""
    text = SEMANTICS.read_text(encoding="utf-8")
    heads = [*HEAD.finditer(text)]
    for row in ROW.finditer(text):
        section = max(int(head[1]) for head in heads if head.start() < row.start())
        if section != 9:
            yield Row(section, row[1], row[2], row[3])


@dataclass(frozen=True)
class Function:
    """A function of the engine: its name with its module, its docstring and its source."""

    name: str
    public: bool
    says: str
    source: str

    def quotes(self) -> Iterator[Quote]:
        """Yield what it quotes: each text in quotation marks after `Section N`."""
        section = 0
        for found in SAID.finditer(" ".join(self.says.split())):
            if found[1]:
                section = int(found[1])
            elif section:
                yield Quote(section, found[2], self.name)


@cache
def functions() -> tuple[Function, ...]:
    """Return every function and class of the engine."""
    return tuple(_functions())


def _functions() -> Iterator[Function]:
    for path in sorted(ENGINE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        module = ".".join(path.relative_to(ENGINE).with_suffix("").parts)
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                yield _function(text, node, f"{module}.{node.name}")
                for inner in node.body if isinstance(node, ast.ClassDef) else ():
                    if isinstance(inner, ast.FunctionDef):
                        yield _function(text, inner, f"{module}.{node.name}.{inner.name}")


def _function(text: str, node: ast.FunctionDef | ast.ClassDef, name: str) -> Function:
    own = ast.get_docstring(node) or ""
    source = ast.get_source_segment(text, node) or ""
    return Function(name, not node.name.startswith("_"), own, source)


def quotes() -> list[Quote]:
    """Return all that is quoted."""
    return [quote for function in functions() for quote in function.quotes()]
