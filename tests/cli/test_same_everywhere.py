"""Whatever the seed, the time zone, the locale or the width: the same input, the same bytes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from responselevels.cli.frame.status import Status
from tests.cli.lines import LINES, MAKING, SURROUNDINGS, commands, world_in
from tests.cli.tool import SOURCES, surroundings

pytestmark = pytest.mark.untraced

Said = dict[str, tuple[int, str, str]]

ELSEWHERE = {
    "another seed": {"PYTHONHASHSEED": "1"},
    "far west, bare locale": {
        "PYTHONHASHSEED": "2",
        "TZ": "America/Los_Angeles",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    },
    "an odd offset, Chinese locale": {
        "PYTHONHASHSEED": "3",
        "TZ": "Asia/Kathmandu",
        "LANG": "zh_CN.UTF-8",
        "PYTHONUTF8": "1",
    },
    "no zone, a plain locale": {"PYTHONHASHSEED": "4", "TZ": "", "LC_ALL": "POSIX"},
}

_CHANCE = re.compile(r"\b[0-9a-f]{32}(?:[0-9a-f]{32})?\b|[A-Za-z0-9+/]{43}=")
"""What rests on the keys that a register draws by chance: digests of its events."""


def said_in(env: Mapping[str, str], *asked: str) -> dict[str, list[object]]:
    """Return what all lines say in a process with *env*, without what is chance or the folder's name."""
    with TemporaryDirectory() as temporary:
        folder = str(world_in(Path(temporary).resolve()))
        known = surroundings({**SURROUNDINGS, **env})
        known["PYTHONPATH"] = f"{known['PYTHONPATH']}:{SOURCES.parent}"
        done = subprocess.run(
            [sys.executable, "-m", "tests.cli.lines", folder, *(asked or ("en",))],
            env=known,
            capture_output=True,
            check=True,
        )
    plain = _CHANCE.sub("(chance)", done.stdout.decode().replace(folder, "(folder)"))
    lines: dict[str, list[object]] = json.loads(plain)
    return lines


@cache
def said_here() -> dict[str, list[object]]:
    return said_in({"PYTHONHASHSEED": "0", "TZ": "UTC"})


def test_no_command_is_left_out() -> None:
    lines = [*LINES.values(), *MAKING.values()]
    assert {c for c in commands() if not any(line[: len(c)] == c for line in lines)} == set()


def test_no_line_meets_a_mistake_of_our_own() -> None:
    statuses = {name: status for name, (status, *_said) in said_here().items()}
    # This site has not seen as many events as the line says.
    assert statuses.pop("register accept") == Status.DAMAGED
    assert set(statuses.values()) == {Status.PERMITTED, Status.DENIED, Status.INVALID_INPUT}


@pytest.mark.slow
@pytest.mark.parametrize("env", ELSEWHERE.values(), ids=list(ELSEWHERE))
def test_the_whole_command_line_says_the_same_everywhere(env: Mapping[str, str]) -> None:
    there, here = said_in(env), said_here()
    assert {name: line for name, line in there.items() if line != here[name]} == {}


@pytest.mark.slow
def test_the_width_of_the_terminal_changes_line_breaks_at_most() -> None:
    def words(lines: Mapping[str, list[object]]) -> dict[str, list[object]]:
        return {name: [str(part).split() for part in line] for name, line in lines.items()}

    assert words(said_in({"COLUMNS": "43"})) == words(said_here())


@pytest.mark.slow
def test_chinese_is_the_same_everywhere_too() -> None:
    _seed, west, odd, _plain = ELSEWHERE.values()
    assert said_in(west, "zh") == said_in(odd, "zh")
