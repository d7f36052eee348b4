"""Tasks for the tests of the seam: they have to be found by name in another process."""

from __future__ import annotations

import os
from pathlib import Path
from signal import SIGKILL
from time import sleep

from responselevels.parallel.spread import Shared

WORDS = [f"word {number}" for number in range(60)]
CHUNKS = [[number, number + 1] for number in range(0, 40, 2)]
SHOUTED = [[f"WORD {number}", f"WORD {number + 1}"] for number in range(0, 40, 2)]

World = tuple[list[str], Path]
"""What is shared: words, and a folder to leave marks in."""


def shared_in(folder: Path) -> Shared[World]:
    """Return the words packed, with a folder of their own."""
    return Shared.of(opened, WORDS, str(folder))


def opened(words: list[str], folder: str) -> World:
    """Return what is shared, and leave a mark for each time that a process opens it."""
    path = Path(folder)
    with (path / f"opened-{os.getpid()}").open("a", encoding="utf-8") as file:
        file.write("x")
    return words, path


def openings(folder: Path) -> list[str]:
    """Return the marks of each process that opened what is shared in *folder*."""
    return [file.read_text(encoding="utf-8") for file in folder.glob("opened-*")]


def shout(shared: World, numbers: list[int]) -> list[str]:
    """Return the words with *numbers*, in capitals."""
    return [shared[0][number].upper() for number in numbers]


def die_once(shared: World, numbers: list[int]) -> list[str]:
    """Do the same, but the process that takes number 6 first is killed over it."""
    mark = shared[1] / "died"
    if 6 in numbers and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), SIGKILL)
    return shout(shared, numbers)


def die(_shared: World, _numbers: list[int]) -> list[str]:
    """Take the process along, each time."""
    os.kill(os.getpid(), SIGKILL)
    return []


def linger(shared: World, numbers: list[int]) -> list[str]:
    """Do the same as `shout`, but take a while over it."""
    sleep(1)
    return shout(shared, numbers)


def measure(_shared: World, word: str) -> int:
    """Return how long *word* is."""
    return len(word)


def refuse(shared: World, numbers: list[int]) -> list[str]:
    """Do the same as `shout`, but refuse number 6."""
    if 6 in numbers:
        raise ValueError("not number 6")
    return shout(shared, numbers)
