"""YAML that our own reader reads as it was meant: case files that commands and laws write."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml

from responselevels.errors import InputError
from responselevels.files.syntax.documents import read_text


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
