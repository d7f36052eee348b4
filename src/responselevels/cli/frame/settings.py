"""Settings for what the command line leaves out: from the environment, else the project file.

Every option and argument that has such a value asks here (`SettingOption`,
`SettingArgument`, `setting`), so that the order is the same everywhere: the
command line, then the variable, then the file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import click

from responselevels.cli.frame.language import asked_in
from responselevels.cli.frame.project import (
    KEYS,
    Project,
    project_from,
    relative_to_here,
    wrong_value,
)
from responselevels.errors import InputError, Place, Problem
from responselevels.machine.zones import zone_of

if TYPE_CHECKING:
    from datetime import tzinfo

VARIABLES = {
    "rules": "RESPONSELEVELS_RULES",
    "areas": "RESPONSELEVELS_AREAS",
    "orders": "RESPONSELEVELS_ORDERS",
    "register": "RESPONSELEVELS_REGISTER",
    "language": "RESPONSELEVELS_LANG",
    "zone": "RESPONSELEVELS_ZONE",
}
"""The variable that goes before the file, for each setting."""

IGNORED = "RESPONSELEVELS_NO_PROJECT"
"""Set to anything, it has the same meaning as ``--no-project``."""

NO_PROJECT = "--no-project"

_FILES = ("rules", "areas", "orders")
_ENDINGS = (".yaml", ".yml", ".json")
_FROM_HERE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Setting:
    """A value, and the variable or the file that it comes from."""

    value: str
    variable: str | None = None
    file: str | None = None
    line: int | None = None

    @property
    def where(self) -> str:
        """Return where it stands, as people write it."""
        return self.variable or str(Place(self.file, self.line))


class Settings:
    """The settings of one run; the file is looked for when the first one is asked for."""

    def __init__(
        self, environ: Mapping[str, str], *, ignored: bool = False, asked: str | None = None
    ) -> None:
        """Take the environment, whether the project file is *ignored*, and the language *asked* for."""
        self._environ = environ
        self.asked = asked
        self.ignored = ignored or bool(environ.get(IGNORED))
        self._found: Project | InputError | None = None
        self._looked = False

    @property
    def project(self) -> Project | None:
        """Return the project file, None where there is none.

        Raises:
            InputError: it cannot be read.
        """
        if not self._looked:
            self._found = None if self.ignored else _found()
            self._looked = True
        if isinstance(self._found, InputError):
            raise self._found
        return self._found

    def get(self, name: str) -> Setting | None:
        """Return the setting *name*, None where nothing says it.

        Raises:
            InputError: the project file cannot be read, or the variable has no such value.
        """
        variable = VARIABLES[name]
        value = self._environ.get(variable)
        if value:
            wrong = wrong_value(name, value)
            if wrong is not None:
                raise InputError([Problem(Place(path=(variable,)), *wrong)])
            return Setting(value, variable=variable)
        project = self.project
        if project is None or name not in project.values:
            return None
        value = _placed(name, project.values[name], project.path.parent)
        return Setting(value, file=relative_to_here(project.path), line=project.lines[name])

    def language(self) -> str | None:
        """Return the language, None where none is said or it cannot be read; that is said later."""
        try:
            found = self.get("language")
        except InputError:
            return None
        return None if found is None else found.value

    def zone(self) -> tzinfo | None:
        """Return the zone that times are shown in, None where each keeps its own.

        Raises:
            InputError: it cannot be read.
        """
        found = self.get("zone")
        return None if found is None else zone_of(found.value)

    def check(self) -> None:
        """Read everything there is, also what nobody asked for.

        Raises:
            InputError: something of it cannot be read.
        """
        for name in KEYS:
            self.get(name)


def _found() -> Project | InputError | None:
    try:
        return project_from(Path.cwd())
    except FileNotFoundError:  # the working folder is gone
        return None
    except InputError as error:
        return error


def _placed(name: str, value: str, folder: Path) -> str:
    """Return a value of a file in *folder* as it has to be written from the working folder."""
    if name == "register":
        return _address(value, folder)
    if name not in _FILES or (name == "rules" and _is_id(value, folder)):
        return value
    return relative_to_here(folder / value)


def _is_id(value: str, folder: Path) -> bool:
    """Say whether *value* is the id of a shipped scheme, as `files.shipped.rules_path` does."""
    if "/" in value or os.sep in value or value.lower().endswith(_ENDINGS):
        return False
    if not (folder / value).is_file():
        return True
    from responselevels.files.shipped import shipped_ids

    return value in shipped_ids()


def _address(url: str, folder: Path) -> str:
    path = unquote(url.removeprefix(_FROM_HERE))
    if not url.startswith(_FROM_HERE) or not path or Path(path).is_absolute():
        return url
    return _FROM_HERE + quote(relative_to_here(folder / path))


def settings_for(args: Sequence[str], environ: Mapping[str, str]) -> Settings:
    """Return the settings for a command line; ``--no-project`` is looked for wherever it stands."""
    own = args[: args.index("--")] if "--" in args else args
    return Settings(environ, ignored=NO_PROJECT in own, asked=asked_in(args))


def settings() -> Settings:
    """Return the settings of the command that is running."""
    context = click.get_current_context(silent=True)
    found = None if context is None else context.find_object(Settings)
    return found or Settings(os.environ)


def setting(name: str) -> str | None:
    """Return the value of a setting, None where nothing says it.

    Raises:
        InputError: the project file cannot be read, or the variable has no such value.
    """
    found = settings().get(name)
    return None if found is None else found.value


def setting_value(name: str, context: click.Context) -> str | None:
    """Return the value of a setting for an option; none of it stops a shell that completes."""
    try:
        return setting(name)
    except InputError:
        if context.resilient_parsing:
            return None
        raise
