"""`python -m responselevels`: the command line."""

import sys

from responselevels.cli import main

if __name__ == "__main__":
    sys.exit(main())
