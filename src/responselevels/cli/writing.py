"""Examples written as case files, `*.levels.yaml`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from responselevels.cli.options import says
from responselevels.cli.spoken import Unusable


class _Plain(yaml.SafeDumper):
    """Writes out what is used twice, as case files have no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write every part in full."""
        del data
        return True


def yaml_of(document: dict[str, Any]) -> str:
    """Return *document* as YAML, its keys in the order given."""
    return yaml.dump(document, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100)


def rules_from(folder: str | None, rules: str) -> str:
    """Return how a case file in *folder* names the rules: by id, or by the path from there."""
    from responselevels.files import shipped_ids

    if folder is None or rules in shipped_ids():
        return rules
    return Path(os.path.relpath(rules, folder)).as_posix()


def write_case(folder: str, name: str, document: dict[str, Any], lang: str) -> str:
    """Write a case file into *folder* and return its path.

    Raises:
        Unusable: it cannot be written.
    """
    path = Path(folder) / f"{name}.levels.yaml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml_of(document), encoding="utf-8")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Unusable(says("error.file", lang, path=str(path), reason=reason)) from None
    return path.as_posix()
