"""The commands of the duty room, where what they need is installed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from responselevels.errors import MissingExtra


def serve(lang: str, **given: Any) -> int:
    """Call the command; return its exit status.

    Raises:
        MissingExtra: a package of the extra is not installed.
    """
    try:
        module = import_module("responselevels.cli.serving.serve")
    except ModuleNotFoundError as error:
        if (error.name or "responselevels").startswith("responselevels"):
            raise
        raise MissingExtra("server", error.name or "") from error
    status: int = module.serve(lang, **given)
    return status
