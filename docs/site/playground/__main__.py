"""Fill a folder with the playground: ``python -m docs.site.playground FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from docs.site.playground.filling import fill


def main(words: list[str]) -> int:
    """Fill the folder named; return the exit status."""
    if len(words) != 1:
        sys.stderr.write("usage: python -m docs.site.playground FOLDER\n")
        return 2
    size = fill(Path(words[0]))
    sys.stdout.write(f"{words[0]}: {size / 1_000_000:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
