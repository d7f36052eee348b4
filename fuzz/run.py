"""Fuzz the readers, one format after the other, and sum up what was tried.

    python fuzz/run.py [FORMAT ...] [--runs N | --seconds N] [--longest BYTES]

What the fuzzer learns grows in build/fuzz/grown, what breaks a promise is put
into build/fuzz/findings, figures into build/fuzz/figures.jsonl.
The exit status is 1 where there was a finding.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "src")]

from fuzz.formats import CORPUS, FORMATS  # noqa: E402 - found by the path above

BUILD = HERE.parent / "build" / "fuzz"
FIGURES = BUILD / "figures.jsonl"

PROMISES = ["-timeout=30", "-rss_limit_mb=1024", "-malloc_limit_mb=256", "-verbosity=0"]
"""Limits that end the process; those of one input are finer (`fuzz/formats.py`)."""


def folder(*names: str) -> Path:
    """Return a folder beneath build/fuzz, made where it is not there."""
    found = BUILD.joinpath(*names)
    found.mkdir(parents=True, exist_ok=True)
    return found


def fuzz(kind: str, options: list[str]) -> bool:
    """Fuzz one format; return whether all promises were kept."""
    figures = folder() / f"{kind}.json"
    figures.unlink(missing_ok=True)
    command = [
        *(sys.executable, str(HERE / "readers.py"), kind, str(figures)),
        *(*PROMISES, *options),
        f"-dict={HERE / 'words.dict'}",
        f"-artifact_prefix={folder('findings')}/{kind}-",
        *(str(folder("grown", kind)), str(CORPUS / kind)),
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")
    if figures.exists():
        with FIGURES.open("a", encoding="utf-8") as file:
            file.write(figures.read_text(encoding="utf-8"))
    if done.returncode:
        print(f"{kind}: a promise is broken (status {done.returncode}); see build/fuzz/findings")
        print("\n".join((done.stdout + done.stderr).splitlines()[-40:]))
    return done.returncode == 0


def summed() -> Iterator[str]:
    """Yield a line for each format that was fuzzed: inputs, how many were read, time."""
    runs = [json.loads(line) for line in FIGURES.read_text(encoding="utf-8").splitlines()]
    for kind in [*FORMATS, "all"]:
        own = [run for run in runs if kind in {"all", run["format"]}]
        if own:
            inputs, read = sum(run["inputs"] for run in own), sum(run["read"] for run in own)
            seconds, slowest = sum(run["seconds"] for run in own), max(r["slowest_ms"] for r in own)
            yield (
                f"{kind:17}{inputs:>12,} inputs, {read:>9,} of them read, {seconds:>8,.0f} s, "
                f"slowest {slowest:,.0f} ms"
            )


def main() -> int:
    """Do what the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=", ".join(FORMATS))
    parser.add_argument("--runs", type=int, default=100_000, help="inputs for each format")
    parser.add_argument("--seconds", type=int, help="seconds for each format, whatever the inputs")
    parser.add_argument("--longest", type=int, default=2048, help="bytes of the longest input")
    given = parser.parse_args()
    unknown = sorted(set(given.formats) - set(FORMATS))
    if unknown:
        parser.error(f"no such format: {', '.join(unknown)}; there are {', '.join(FORMATS)}")
    kinds = given.formats or list(FORMATS)
    limit = f"-max_total_time={given.seconds}" if given.seconds else f"-runs={given.runs}"
    kept = [fuzz(kind, [limit, f"-max_len={given.longest}"]) for kind in kinds]
    print("\n".join(summed()) if FIGURES.exists() else "nothing was fuzzed")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
