"""The tree of commands, every one made."""

from __future__ import annotations

from collections.abc import Iterator

import click


def commands_of(command: click.Command) -> dict[str, click.Command]:
    """Return the commands of a group by name, in its order; none of what is no group."""
    if not isinstance(command, click.Group):
        return {}
    context = click.Context(command)
    made = {name: command.get_command(context, name) for name in command.list_commands(context)}
    return {name: one for name, one in made.items() if one is not None}


def all_below(
    command: click.Command, *above: str
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command below, groups included, each with the words that call it."""
    for name, one in commands_of(command).items():
        yield (*above, name), one
        yield from all_below(one, *above, name)
