"""``python -m docs.site``: build the site into ``build/site``, and say what is wrong with it."""

from __future__ import annotations

import sys
from pathlib import Path

from docs.site.building import ROOT, build


def main(arguments: list[str]) -> int:
    """Build the site; return 1 where a page has a warning or a link that leads nowhere."""
    out = Path(arguments[0]) if arguments else ROOT / "build" / "site"
    wrong = build(out.resolve())
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    if not wrong:
        sys.stdout.write(f"the site is in {out}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
