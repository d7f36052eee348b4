"""Make the published vectors anew: `python -m tests.register.vectors`.

Each is one small log, export or proof with one thing wrong, or nothing, and what
a verifier must say of it. `tests/vectors/log/README.md` explains them.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from tests.register.damage import CITY, DUTY
from tests.register.vector import Files, Vector
from tests.register.vectors_of_checkpoints import against, checkpoints, exports
from tests.register.vectors_of_logs import logs
from tests.register.vectors_of_proofs import proofs

FOLDER = Path(__file__).resolve().parents[1] / "vectors" / "log"
INDEX = "vectors.json"


def vectors() -> list[Vector]:
    """Return all vectors."""
    return [*logs(), *against(), *exports(), *proofs()]


def all_files() -> Files:
    """Return every file of the vectors, by its path in their folder."""
    files = dict(checkpoints())
    for name, key in (("duty", DUTY), ("city", CITY)):
        files[f"keys/{name}.vkey"] = key.verifying.text.encode() + b"\n"
    index = []
    for vector in vectors():
        for path, body in vector.files.items():
            assert files.get(path, body) == body, path
            files[path] = body
        index.append(
            {"name": vector.name, "why": vector.why, **vector.job, "expect": vector.expect}
        )
    text = ",\n".join(json.dumps(each, ensure_ascii=False) for each in index)
    return files | {INDEX: f"[\n{text}\n]\n".encode()}


def main() -> int:
    """Write all vectors anew."""
    for path in FOLDER.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
    files = all_files()
    for name, body in files.items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_bytes(body)
    sys.stdout.write(f"{len(vectors())} vectors in {len(files)} files\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
