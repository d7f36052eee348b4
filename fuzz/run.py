"""Fuzz the readers, one format after the other, and sum up what was tried.

    python fuzz/run.py [FORMAT ...] [--runs N] [--forms N] [--rounds N] [--longest BYTES]

Each round has, for each format, so many inputs of the coverage-guided fuzzer
and so many that are only changed in their form. What the fuzzer learns grows in
build/fuzz/grown, what breaks a promise is put into build/fuzz/findings, figures
into build/fuzz/figures.jsonl. The exit status is 1 where there was a finding.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "src")]

from fuzz.formats import CORPUS, FORMATS  # noqa: E402 - found by the path above

BUILD = HERE.parent / "build" / "fuzz"
FIGURES = BUILD / "figures.jsonl"

WAYS = ("guided", "formed")
"""By the coverage-guided fuzzer, and changed in form only."""

PROMISES = ["-timeout=30", "-rss_limit_mb=1024", "-malloc_limit_mb=256", "-verbosity=0"]
"""Limits that end the process; those of one input are finer (`fuzz/formats.py`)."""


def folder(*names: str) -> Path:
    """Return a folder beneath build/fuzz, made where it is not there."""
    found = BUILD.joinpath(*names)
    found.mkdir(parents=True, exist_ok=True)
    return found


def command(kind: str, way: str, runs: int, *, room: Path, longest: int) -> list[str]:
    """Return what starts one run over one format."""
    program = HERE / ("readers.py" if way == "guided" else "forms.py")
    counted = [str(folder() / f"{kind}.json"), str(folder("seen") / kind), str(room)]
    inputs = [str(folder("grown", kind)), str(CORPUS / kind)]
    begin = [sys.executable, str(program), kind, *counted]
    if way == "formed":
        return [*begin, f"--runs={runs}", f"--longest={longest}", *inputs]
    found = f"-artifact_prefix={folder('findings')}/{kind}-"
    words = f"-dict={HERE / 'words.dict'}"
    return [*begin, *PROMISES, f"-runs={runs}", f"-max_len={longest}", words, found, *inputs]


def fuzz(kind: str, way: str, runs: int, *, longest: int) -> bool:
    """Fuzz one format in one *way*; return whether all promises were kept."""
    figures = folder() / f"{kind}.json"
    figures.unlink(missing_ok=True)
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    with tempfile.TemporaryDirectory(
        prefix="fuzz", dir=memory if memory.is_dir() else None
    ) as room:
        done = subprocess.run(
            command(kind, way, runs, room=Path(room), longest=longest),
            check=False,
            capture_output=True,
            text=True,
            errors="replace",
        )
        if done.returncode:
            for path in Path(room).iterdir():
                shutil.copy(path, folder("findings") / f"{kind}-{way}-{path.name}")
    if figures.exists():
        with FIGURES.open("a", encoding="utf-8") as file:
            file.write(figures.read_text(encoding="utf-8"))
    if done.returncode:
        print(f"{kind}: a promise is broken (status {done.returncode}); see build/fuzz/findings")
        print("\n".join((done.stdout + done.stderr).splitlines()[-40:]), flush=True)
    return done.returncode == 0


def summed() -> Iterator[str]:
    """Yield a line for each format and way that was fuzzed, and one for all."""
    runs = [json.loads(line) for line in FIGURES.read_text(encoding="utf-8").splitlines()]
    for kind in FORMATS:
        for way in WAYS:
            own = [run for run in runs if (run["format"], run["way"]) == (kind, way)]
            if own:
                yield _line(kind, way, own)
    for way in WAYS:
        if own := [run for run in runs if run["way"] == way]:
            yield _line("all", way, own)
    yield _line("all", "", runs)


def _line(kind: str, way: str, runs: list[dict[str, Any]]) -> str:
    inputs, distinct, read = (
        sum(run[what] for run in runs) for what in ("inputs", "distinct", "read")
    )
    seconds, slowest = sum(run["seconds"] for run in runs), max(run["slowest_ms"] for run in runs)
    return (
        f"{kind:17}{way:7}{inputs:>12,} inputs, {distinct:>11,} distinct, {read:>10,} read, "
        f"{seconds:>7,.0f} s, slowest {slowest:,.0f} ms"
    )


def main() -> int:
    """Do what the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=", ".join(FORMATS))
    parser.add_argument("--runs", type=int, default=100_000, help="guided inputs for each format")
    parser.add_argument("--forms", type=int, default=100_000, help="formed inputs for each format")
    parser.add_argument("--rounds", type=int, default=1, help="how often all of that")
    parser.add_argument("--longest", type=int, default=2048, help="bytes of the longest input")
    given = parser.parse_args()
    unknown = sorted(set(given.formats) - set(FORMATS))
    if unknown:
        parser.error(f"no such format: {', '.join(unknown)}; there are {', '.join(FORMATS)}")
    kept = [
        fuzz(kind, way, runs, longest=given.longest)
        for _ in range(given.rounds)
        for kind in given.formats or FORMATS
        for way, runs in zip(WAYS, (given.runs, given.forms), strict=True)
        if runs
    ]
    print("\n".join(summed()) if FIGURES.exists() else "nothing was fuzzed")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
