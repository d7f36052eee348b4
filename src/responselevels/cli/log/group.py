"""`responselevels log`: verify the log of a register, prove what stands in it, hand it on."""

from __future__ import annotations

import click

from responselevels.cli.frame.click_i18n import LocalizedGroup
from responselevels.cli.frame.options import language, says
from responselevels.cli.log import exporting, proving, replaying, signing, verifying


def command(lang: str) -> click.Command:
    """Return the group of commands."""
    group = LocalizedGroup(
        name="log", lang=lang, help=says("help.log", lang), params=[language(lang)]
    )
    for module in (verifying, replaying, proving, signing, exporting):
        for one in module.commands(lang):
            group.add_command(one)
    return group
