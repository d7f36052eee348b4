"""Run the second verifier, `verifier/verify.mjs`, on Node."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.npm import node

ROOT = Path(__file__).resolve().parents[2]
VERIFIER = ROOT / "verifier" / "verify.mjs"


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
