"""Races are about order, not about disks: their files lie in memory where that is possible."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.register.places import quick_folder


@pytest.fixture
def sqlite_url() -> Iterator[str]:
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder:
        yield f"sqlite:///{Path(folder) / 'register.db'}"
