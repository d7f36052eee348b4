"""One run of the fuzzer over the reader of one format, in one process (`run.py` starts it).

    python fuzz/readers.py FORMAT FIGURES SEEN ROOM [options of libFuzzer] [folders of inputs]

FIGURES and SEEN are files for what is counted (`tally.py`), ROOM a folder for
the input that is being read.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

with atheris.instrument_imports(include=["responselevels"]):
    from fuzz.formats import FORMATS, Reading

from fuzz.mutation import of_form  # noqa: E402 - found by the path above
from fuzz.tally import Tally  # noqa: E402


def mutated(content: bytes, longest: int, seed: int) -> bytes:
    """Return *content* changed: every other time by the fuzzer, else in its words and lines."""
    if seed % 2:
        return bytes(atheris.Mutate(content, longest))
    return of_form(content, longest, seed)


def main() -> None:
    """Run the fuzzer with the options given."""
    kind, figures, seen, room, *options = sys.argv[1:]
    if kind not in FORMATS:
        raise SystemExit(f"no such format: {kind}; there are {', '.join(FORMATS)}")
    tally = Tally(Reading(kind, Path(room)), "guided", Path(figures), Path(seen))
    gc.freeze()

    def one(content: bytes) -> None:
        tally.is_new(content)
        tally.one(content)

    atheris.Setup([sys.argv[0], *options], one, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
