"""Break a call off at any point of this program: at each line it passes, one after the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import responselevels

HOME = str(Path(responselevels.__file__).parent)


class Broken(KeyboardInterrupt):
    """The interrupt that was put in, and no other."""


@contextmanager
def broken_at(number: int, within: Callable[[str], bool]) -> Iterator[Callable[[], bool]]:
    """Raise at the line with this number among those passed in files that are *within*.

    Gives what says whether there was one.
    """
    count = 0

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        name = frame.f_code.co_filename
        if not name.startswith(HOME) or not within(name.removeprefix(HOME)):
            return None
        if event == "line":
            count += 1
            if count == number:
                if _dying(frame):  # nothing comes out of a destructor
                    count -= 1
                    return trace
                sys.settrace(None)
                raise Broken
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield lambda: count >= number
    finally:
        sys.settrace(before)


def _dying(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_name == "__del__":
            return True
        frame = frame.f_back
    return False


def points(
    call: Callable[[int], object], within: Callable[[str], bool], *, step: int = 1
) -> Iterator[int]:
    """Call again and again, broken off one point later each time, until it passes whole.

    Yields each point at which it was broken off. *call* gets the number of the try.
    """
    number = 1
    while True:
        broken = False
        with broken_at(number, within) as reached:
            try:
                call(number)
            except Broken:
                broken = True
            came = reached()
        assert broken or not came, "an interrupt was swallowed"
        if not came:
            return
        yield number
        number += step
