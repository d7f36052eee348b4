"""Case files that commands write."""

from __future__ import annotations

import os
from pathlib import Path

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.writing import write_file
from responselevels.files import shipped_ids
from responselevels.files.cases import cases_of
from responselevels.files.syntax.documents import read_text
from responselevels.files.syntax.yaml_writing import yaml_of
from responselevels.models.documents import CaseData


def rules_from(folder: str | None, rules: str) -> str:
    """Return how a case file in *folder* names the rules: by id, or by the path from there."""
    if folder is None or rules in shipped_ids():
        return rules
    return Path(os.path.relpath(rules, folder)).as_posix()


def write_case(folder: str, name: str, document: CaseData, lang: str) -> str:
    """Write a case file into *folder* and return its path.

    Raises:
        CommandError: it cannot be written, or `test` would not read it.
    """
    path = Path(folder) / f"{name}.levels.yaml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        body = yaml_of(document).encode()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CommandError(says("error.file", lang, path=str(path), reason=reason)) from None
    write_file(str(path), body, lang, reader=lambda raw: _hold_case(raw, path))
    return path.as_posix()


def _hold_case(raw: bytes, path: Path) -> None:
    """Read a case file as `test` would, from the place where it will be."""
    cases_of(read_text(raw.decode(), str(path)))
