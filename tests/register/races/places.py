"""Where to put files that need not outlive the machine."""

from __future__ import annotations

import os
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder is made in it


def quick_folder() -> Path | None:
    """Return a folder in memory, None where there is none."""
    return MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
