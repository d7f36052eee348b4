"""`main`: where the program begins, before the command line is put together.

`--version` alone is asked by scripts, shells and packagers, and needs none of it: Click and the
declarations of all commands are five sixths of what it took. Everything else is `cli.run`.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from responselevels.version import __version__

PROGRAM = "responselevels"
_YOUNG = 100_000
"""Number of objects after which the garbage collector looks for circles among them, in a process of our own.

A command that answers in a quarter of a second makes fewer, nearly all of which stay to its end (docs/decisions/0045).
"""
_ASKS_VERSION = (["--version"], ["--no-project", "--version"])


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line *args*, by default that of the process; return the exit status.

    What cannot be read is said on standard error, a line for each problem.
    """
    given = list(sys.argv[1:] if args is None else args)
    if given in _ASKS_VERSION and _is_written(f"{PROGRAM} {__version__}\n"):
        return 0
    if args is None:
        gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    run: Callable[[Sequence[str]], int] = import_module("responselevels.cli.run").main
    return run(given)


def _is_written(line: str) -> bool:
    """Write *line* to the standard output of the process; say whether that was possible.

    Where it was not, nothing is written, and the command line says why. It writes itself, too, where
    somebody put a stream in the place of the process's own.
    """
    stream = sys.__stdout__
    if stream is None or sys.stdout is not stream:
        return False
    try:
        stream.flush()
        return os.write(stream.fileno(), line.encode()) > 0
    except (OSError, ValueError):
        return False
