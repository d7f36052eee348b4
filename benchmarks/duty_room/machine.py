"""The machine that something was measured on: what it is, and not which one it is."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path


def machine() -> dict[str, object]:
    """Return the number of cores that may be used, their model, memory, system and Python."""
    return {
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "model": _first("/proc/cpuinfo", r"model name\s*:\s*(.+)"),
        "memory_kb": int(_first("/proc/meminfo", r"MemTotal:\s*(\d+)") or 0),
        "system": platform.system(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
    }


def _first(file: str, pattern: str) -> str:
    try:
        found = re.search(pattern, Path(file).read_text(encoding="utf-8"))
    except OSError:
        return ""
    return " ".join(found[1].split()) if found else ""
