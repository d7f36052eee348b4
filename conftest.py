"""The examples in docstrings and pages are tests.

- Doctests in the docstrings of ``src``.
- In the Markdown pages, ``python`` blocks (plain ones, and sessions that start
  with ``>>>``); the blocks of one page share their names, so that workers must
  take files whole (``--dist loadfile``).
- In the Markdown pages, ``console`` blocks: each ``$ command`` is run by sh in
  the root of the project, and everything it prints must be what the page shows;
  ``...`` in the page stands for anything. ``$ echo $?`` shows the exit status of
  the command before it. ``$ export NAME=value`` holds for the rest of the page.
  ``GOLDENS=write pytest README.md`` writes the pages anew.

Blocks in another language (``sh``, ``text``, ``yaml``) are only read.
"""

from __future__ import annotations

import atexit
import os
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from sybil import Document, Example, Region, Sybil
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

ROOT = Path(__file__).resolve().parent
PROMPT = "$ "
CONTINUED = "> "
EXPORT = "export "
STATE = mkdtemp(prefix="responselevels-pages-")
atexit.register(rmtree, STATE, ignore_errors=True)
"""Where the pages' commands remember which registers they have seen."""


def commands_in(block: str) -> Iterator[tuple[str, str]]:
    """Split a console session into commands, each with the output shown for it."""
    command: list[str] = []
    output: list[str] = []
    for line in block.splitlines():
        if line.startswith(PROMPT):
            if command:
                yield "\n".join(command), "\n".join(output)
            command, output = [line.removeprefix(PROMPT)], []
        elif command and not output and line.startswith(CONTINUED) and command[-1].endswith("\\"):
            command.append(line.removeprefix(CONTINUED))
        else:
            output.append(line)
    yield "\n".join(command), "\n".join(output)


def run_console(example: Example) -> str | None:
    """Run a console block; return what differs from the page, or None.

    With GOLDENS=write in the environment, what differs is written into the page.
    """
    block = str(example.parsed)
    exported: dict[str, str] = example.namespace.setdefault("exported by console blocks", {})
    anew, differences, status = [], [], 0
    for command, shown in commands_in(block):
        if command.startswith(EXPORT):
            for word in shlex.split(command, comments=True)[1:]:
                name, _, value = word.partition("=")
                exported[name] = value
        status, printed = run_command(command, status, exported)
        if OutputChecker().check_output(ended(shown), ended(printed), ELLIPSIS):
            printed = shown
        else:
            differences.append(f"$ {command}\n{printed}\nis not what the page shows:\n{shown}")
        anew.append(PROMPT + command.replace("\n", "\n" + CONTINUED) + "\n" + printed)
    if differences and os.environ.get("GOLDENS") == "write":
        page = Path(example.path)
        text = page.read_text(encoding="utf-8")
        fresh = "".join(ended(part) for part in anew)
        page.write_text(text.replace(block, fresh, 1), encoding="utf-8")
        return None
    return "\n".join(differences) or None


def ended(text: str) -> str:
    """Return *text* with one line break at its end, none where it is empty."""
    stripped = text.rstrip("\n")
    return stripped + "\n" if stripped else ""


def run_command(command: str, status: int, exported: Mapping[str, str]) -> tuple[int, str]:
    """Run *command*, told the *status* of the one before; return its own and what it prints."""
    ran = subprocess.run(
        ["sh", "-c", f"(exit {status})\n{command}"],
        cwd=ROOT,
        env={**console_environment(), **exported},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return ran.returncode, ran.stdout


def console_environment() -> dict[str, str]:
    """Return the surroundings of a command in a page: same everywhere."""
    apart = ("LC_", "LANGUAGE", "FORCE_COLOR", "NO_COLOR", "RESPONSELEVELS_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(apart)}
    return kept | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "LANG": "C.UTF-8",
        "COLUMNS": "80",
        "TERM": "dumb",
        "PYTHONUTF8": "1",
        "RESPONSELEVELS_STATE": STATE,
    }


class ConsoleParser(CodeBlockParser):
    """Finds the ``console`` blocks of a page."""

    def __init__(self) -> None:
        super().__init__("console", run_console)

    def __call__(self, document: Document) -> Iterable[Region]:
        """Return the blocks that hold at least one command."""
        return (region for region in super().__call__(document) if PROMPT in region.parsed)


DOCSTRINGS = Sybil(
    parsers=[DocTestParser(ELLIPSIS | NORMALIZE_WHITESPACE)],
    pattern="*.py",
    path=str(ROOT / "src"),
)
PAGES = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), ConsoleParser(), SkipParser()],
    pattern="*.md",
    path=str(ROOT),
    setup=lambda _names: os.chdir(ROOT),
)

pytest_collect_file = (DOCSTRINGS + PAGES).pytest()
