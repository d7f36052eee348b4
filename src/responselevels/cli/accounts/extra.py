"""The commands of the accounts, where what they need is installed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from responselevels.errors import MissingExtra


def run(module: str, name: str, lang: str, /, **given: Any) -> int:
    """Call the function *name* of a module beside this one; return the exit status.

    Raises:
        MissingExtra: a package of the extra is not installed.
    """
    try:
        found = import_module(f"responselevels.cli.accounts.{module}")
    except ModuleNotFoundError as error:
        if (error.name or "responselevels").startswith("responselevels"):
            raise
        raise MissingExtra("server", error.name or "") from error
    status: int = getattr(found, name)(lang, **given)
    return status
