"""``python -m docs.site``: build the site into ``build/site``, and say what is wrong with it.

A folder may be given in its stead; ``--without-playground`` leaves out the page that runs the library.
"""

from __future__ import annotations

import sys
from pathlib import Path

from docs.site.building import ROOT, build

_WITHOUT = "--without-playground"


def main(arguments: list[str]) -> int:
    """Build the site; return 1 where a page has a warning or a link that leads nowhere."""
    folders = [each for each in arguments if each != _WITHOUT]
    out = Path(folders[0]) if folders else ROOT / "build" / "site"
    wrong = build(out.resolve(), playground=_WITHOUT not in arguments)
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    if not wrong:
        sys.stdout.write(f"the site is in {out}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
