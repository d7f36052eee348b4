"""The command line: asks the time, prints, exits (docs/command-line.md).

One module for each command; what a command needs is imported when it runs, so
that help costs nothing. The same words exist in English and in Chinese.
"""

from responselevels.cli.start import main

__all__ = ["main"]
