"""`responselevels completion`: a script that teaches a shell to complete our commands."""

from __future__ import annotations

import sys

import click

from responselevels.cli.frame import options
from responselevels.cli.frame.click_i18n import LocalizedCommand, OneOf
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status

SHELLS = ("bash", "zsh", "fish")


def command(lang: str) -> click.Command:
    """Return the command."""
    return LocalizedCommand(
        "completion",
        lang=lang,
        help=says("help.completion", lang),
        callback=completion,
        params=[
            options.language(lang),
            click.Argument(["shell"], metavar="SHELL", type=OneOf(SHELLS, lang)),
        ],
    )


@click.pass_context
def completion(context: click.Context, /, *, shell: str) -> int:
    """Print the script for *shell*; return the exit status."""
    from click.shell_completion import get_completion_class

    root = context.find_root()
    name = str(root.info_name)
    kind = get_completion_class(shell)
    if kind is None:
        raise LookupError(shell)
    sys.stdout.write(kind(root.command, {}, name, f"_{name.upper()}_COMPLETE").source())
    return Status.PERMITTED
