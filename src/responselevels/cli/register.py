"""`responselevels register`: a register kept on disk or on a server, one command an act."""

from __future__ import annotations

import click

from responselevels.cli import (
    options,
    register_asking,
    register_copying,
    register_deciding,
    register_keys,
    register_recording,
    register_setup,
)
from responselevels.cli.options import says
from responselevels.cli.spoken import SpokenGroup


def command(lang: str) -> click.Command:
    """Return the group of commands."""
    group = SpokenGroup(
        name="register",
        lang=lang,
        help=says("help.register", lang),
        params=[options.spoken(lang)],
    )
    for module in (
        register_setup,
        register_recording,
        register_deciding,
        register_asking,
        register_keys,
        register_copying,
    ):
        for one in module.commands(lang):
            group.add_command(one)
    return group
