"""Where to put files that need not outlive the machine."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder is made in it
ENOUGH = 2**30
"""So much must be free there: a server needs some room."""


def quick_folder() -> Path | None:
    """Return a folder in memory, None where there is none."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return None
    return MEMORY if shutil.disk_usage(MEMORY).free > ENOUGH else None
