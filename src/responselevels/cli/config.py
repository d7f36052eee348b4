"""`responselevels config`: which settings hold here, and where each comes from."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Literal

from responselevels.cli.frame.language import locale_variable
from responselevels.cli.frame.project import KEYS, relative_to_here
from responselevels.cli.frame.settings import Setting, Settings, settings
from responselevels.cli.frame.status import Status
from responselevels.errors import RegisterAddress
from responselevels.register.stores.address import Address
from responselevels.reports.frame.paint import show
from responselevels.reports.programs.json import one_line
from responselevels.reports.settings import (
    ResolvedSetting,
    ResolvedSettings,
    config_document,
    config_rows,
)

_LANG = "--lang"


def config(lang: str, *, as_json: bool) -> int:
    """Print every setting; return the exit status."""
    found = settings()
    resolved = ResolvedSettings(
        project=None if found.project is None else relative_to_here(found.project.path),
        ignored=found.ignored,
        settings=tuple(_resolved(found, lang)),
    )
    if as_json:
        sys.stdout.write(one_line(config_document(resolved)) + "\n")
    else:
        show(config_rows(resolved, lang), sys.stdout)
    return Status.PERMITTED


def _resolved(found: Settings, lang: str) -> Iterator[ResolvedSetting]:
    for name in KEYS:
        setting = found.get(name)
        if name == "language" and (setting is None or found.asked is not None):
            yield _language(found, lang)
        elif setting is None:
            yield ResolvedSetting(name, None, "default", None)
        else:
            yield ResolvedSetting(name, _shown(name, setting), _source(setting), setting.where)


def _language(found: Settings, lang: str) -> ResolvedSetting:
    if found.asked is not None:
        return ResolvedSetting("language", lang, "option", _LANG)
    variable = locale_variable(os.environ)
    return ResolvedSetting("language", lang, "default" if variable is None else "locale", variable)


def _source(setting: Setting) -> Literal["project", "environment"]:
    return "project" if setting.variable is None else "environment"


def _shown(name: str, setting: Setting) -> str:
    """Return the value; the address of a register without its password."""
    if name != "register" or "@" not in setting.value:
        return setting.value

    try:
        return Address.parse(setting.value).name
    except RegisterAddress:
        return setting.value.partition("://")[0] + "://…"
