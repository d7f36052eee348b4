"""Case files that commands write, and YAML that our own reader reads as it was meant."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.writing import write_file
from responselevels.errors import InputError
from responselevels.files import shipped_ids
from responselevels.files.cases import cases_of
from responselevels.files.syntax.documents import read_text
from responselevels.models.documents import CaseData


class _Plain(yaml.SafeDumper):
    """Writes out what is used twice, as case files have no aliases; quotes what our reader asks for."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write every part in full."""
        del data
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = None if _stands_bare(value) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Plain.add_representer(str, _text)


@lru_cache(maxsize=4096)
def _stands_bare(value: str) -> bool:
    """Say whether *value*, written as YAML would, is read as *value* by our reader."""
    written = yaml.dump({"x": value}, Dumper=yaml.SafeDumper, allow_unicode=True, width=100)
    return bool(_read(written) == {"x": value})


def _read(text: str) -> Any:
    """Return what our reader reads in *text*; None where it does not take all of it."""
    try:
        document = read_text(text)
    except InputError:
        return None
    return None if document.flaws else document.data


def yaml_of(document: Mapping[str, object]) -> str:
    """Return *document* as YAML that our reader reads as the same, its keys in the order given.

    Raises:
        ValueError: there is something in it that no YAML says.
    """
    try:
        text: str = yaml.dump(
            document, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100
        )
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from None
    if _read(text) != document:
        raise ValueError("it would be read as something else")
    return text


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
