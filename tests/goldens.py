"""Whole outputs kept in files: compared, or written anew with GOLDENS=write in the environment."""

from __future__ import annotations

import os
from pathlib import Path


def assert_golden(path: Path, text: str) -> None:
    """Compare *text* with what *path* holds, character by character."""
    if os.environ.get("GOLDENS") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{path.name}: GOLDENS=write writes it anew"
