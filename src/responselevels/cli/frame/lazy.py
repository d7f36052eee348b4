"""Commands whose modules are imported when they are needed, and not before.

What a command is called and takes is declared in the module `commands` of each room,
which imports nothing heavy; what it does stands in a module of its own, with its imports at
the top. ``--help`` and the completion of a shell thus load declarations only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

from responselevels.cli.frame.click_i18n import LocalizedGroup
from responselevels.text.catalogue import worded

_PACKAGE = "responselevels.cli"


@dataclass(frozen=True, slots=True)
class Deferred:
    """A function of the command line that is imported when it is first called.

    *module* is dotted, within the package of the command line unless it is written whole; *name*
    is that of the function.
    """

    module: str
    name: str

    def __call__(self, *args: Any, **given: Any) -> Any:
        """Import the function, and call it."""
        return self.resolved()(*args, **given)

    def resolved(self) -> Callable[..., Any]:
        """Return the function itself."""
        whole = self.module.startswith("responselevels.")
        module = import_module(self.module if whole else f"{_PACKAGE}.{self.module}")
        found: Callable[..., Any] = getattr(module, self.name)
        return found


class LazyGroup(LocalizedGroup):
    """A group that makes a command when it is asked for; its help is in the catalogue.

    The short help of a command is the sentence ``cli.short.NAME``, so that listing the
    commands makes none of them.
    """

    def __init__(
        self,
        *args: Any,
        lang: str,
        makers: Mapping[str, Callable[[str], click.Command]],
        **extra: Any,
    ) -> None:
        """Take what `LocalizedGroup` takes, and the maker of each command by name, in order."""
        super().__init__(*args, lang=lang, **extra)
        self._makers = makers

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, made now if need be; None where there is none."""
        if cmd_name not in self.commands and cmd_name in self._makers:
            self.add_command(self._makers[cmd_name](self.lang))
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Return the names in the order in which they are declared."""
        return list(self._makers)

    def short_help_of(self, name: str) -> str:
        """Return what a command does, in a line of the catalogue."""
        return worded(f"cli.short.{name}", {}, self.lang)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands that begin with *incomplete*, without making them, and the options."""
        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        found = [CompletionItem(name, help=self.short_help_of(name)) for name in names]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]
