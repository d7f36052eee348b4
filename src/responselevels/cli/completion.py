"""`responselevels completion`: a script that teaches a shell to complete our commands."""

from __future__ import annotations

import sys

import click
from click.shell_completion import get_completion_class

from responselevels.cli.frame.status import Status


@click.pass_context
def completion(context: click.Context, /, *, shell: str) -> int:
    """Print the script for *shell*; return the exit status."""
    root = context.find_root()
    name = str(root.info_name)
    kind = get_completion_class(shell)
    if kind is None:
        raise LookupError(shell)
    sys.stdout.write(kind(root.command, {}, name, f"_{name.upper()}_COMPLETE").source())
    return Status.PERMITTED
