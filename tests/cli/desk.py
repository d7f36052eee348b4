"""A register in the sample world, and commands given to it at fixed times."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.cli.tool import Ran

BEGUN = "10T10:00"
INIT = ("init", "--rules", "rules.yaml", "--areas", "areas.yaml", "--id", "sample-room")


class Desk:
    """Gives commands to one register: each at a day and time of February 2026, at +08:00."""

    def __init__(
        self, command: Callable[..., Ran], setenv: Callable[[str, str], None], folder: Path
    ) -> None:
        self.folder = folder
        self.command = command
        self._setenv = setenv
        setenv("RESPONSELEVELS_REGISTER", f"sqlite:///{folder / 'register.db'}")
        setenv("RESPONSELEVELS_STATE", str(folder / "state"))
        setenv("RESPONSELEVELS_SITE", "desk-1")

    def __call__(self, when: str, *args: str, given: bytes = b"") -> Ran:
        """Run ``register`` with *args*, and return what came out."""
        self._setenv("RESPONSELEVELS_CLOCK", f"2026-02-{when}+08:00")
        return self.command("register", *args, given=given)

    def said(self, when: str, *args: str, given: bytes = b"") -> Any:
        """Return what a command says with ``--json``."""
        ran = self(when, *args, "--json", given=given)
        assert ran.err == "" or "--sign" in args  # what is signed is shown there
        documents = [json.loads(line) for line in ran.out.splitlines()]
        return documents[0] if len(documents) == 1 else documents

    def file(self, name: str, text: str) -> str:
        """Write a file, and return its path."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)
