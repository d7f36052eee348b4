"""`responselevels log`: verify the log of a register, prove what stands in it, hand it on."""

from __future__ import annotations

import click

from responselevels.cli import (
    log_exporting,
    log_proving,
    log_replaying,
    log_signing,
    log_verifying,
)
from responselevels.cli.options import says, spoken
from responselevels.cli.spoken import SpokenGroup


def command(lang: str) -> click.Command:
    """Return the group of commands."""
    group = SpokenGroup(name="log", lang=lang, help=says("help.log", lang), params=[spoken(lang)])
    for module in (log_verifying, log_replaying, log_proving, log_signing, log_exporting):
        for one in module.commands(lang):
            group.add_command(one)
    return group
