"""``python -m docs.site``: build the site into ``build/site``, and say what is wrong with it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from docs.site.building import ROOT, build


def main(arguments: list[str]) -> int:
    """Build the site; return 1 where a page has a warning or a link that leads nowhere."""
    parser = ArgumentParser(prog="python -m docs.site", description="Build the documentation site.")
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=ROOT / "build" / "site",
        help="where the folders of versions are (default: build/site)",
    )
    parser.add_argument(
        "--without-playground",
        action="store_true",
        help="leave out the page that runs the library in the browser",
    )
    given = parser.parse_args(arguments)
    wrong = build(given.folder.resolve(), playground=not given.without_playground)
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    if not wrong:
        sys.stdout.write(f"the site is in {given.folder}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
