"""Fill a folder with the playground: ``python -m docs.site.playground FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from docs.site.playground.examples import write_examples
from docs.site.playground.packing import pack
from docs.site.playground.pages import write_pages


def build(folder: Path) -> int:
    """Fill *folder*, which is made if it is not there; return how many bytes it holds.

    Raises:
        NoPackages: something that is packed is not there, and cannot be had from here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pack(folder)
    write_pages(folder, write_examples(folder))
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main(words: list[str]) -> int:
    """Fill the folder named; return the exit status."""
    if len(words) != 1:
        sys.stderr.write("usage: python -m docs.site.playground FOLDER\n")
        return 2
    size = build(Path(words[0]))
    sys.stdout.write(f"{words[0]}: {size / 1_000_000:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
