"""What an export needs beside the core install, imported when it is first used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from responselevels.errors import MissingExtra


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Import packages of *extra* within it.

    Raises:
        MissingExtra: one of them is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtra(extra, (error.name or extra).partition(".")[0]) from error
