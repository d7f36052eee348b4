"""`responselevels register`: a register kept on disk or on a server, one command an act."""

from __future__ import annotations

import click

from responselevels.cli.frame import options
from responselevels.cli.frame.click_i18n import LocalizedGroup
from responselevels.cli.frame.options import says
from responselevels.cli.register import asking, copying, deciding, keys, recording, setup


def command(lang: str) -> click.Command:
    """Return the group of commands."""
    group = LocalizedGroup(
        name="register",
        lang=lang,
        help=says("help.register", lang),
        params=[options.language(lang)],
    )
    for module in (
        setup,
        recording,
        deciding,
        asking,
        keys,
        copying,
    ):
        for one in module.commands(lang):
            group.add_command(one)
    return group
