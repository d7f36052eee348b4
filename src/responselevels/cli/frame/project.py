"""The project file: what need not be said again in every command (docs/formats.md, Project file).

It is `responselevels.toml`, or the table ``[tool.responselevels]`` of a
`pyproject.toml`. The first one found counts, going upward from the working
folder as far as the root of its repository (the folder with `.git`), the home
folder or the root of the disk; nothing is put together from several.

Nothing here imports a model: the language of ``--help`` may stand in the file.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from responselevels.errors import InputError, Place, Problem
from responselevels.machine.zones import zone_of
from responselevels.text.catalogue import LANGUAGES, Phrase
from responselevels.text.fullwidth import WIDE, mark_of, slip_facts

FILE = "responselevels.toml"
SHARED = "pyproject.toml"
TABLE = ("tool", "responselevels")
KEYS = ("rules", "areas", "orders", "register", "language", "zone")

_LARGEST = 2**20
_OTHERS_WRITE = 0o002
_STATED = re.compile(r" \(at line (\d+), column (\d+)\)$")
_LONGEST_STATEMENT = 100
"""Maximum number of lines of one value, when the line of a key is looked for."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project file: its path, and its values as they are written, each with its line."""

    path: Path
    values: Mapping[str, str]
    lines: Mapping[str, int | None]


def project_from(folder: Path) -> Project | None:
    """Return the project that *folder* belongs to, None where there is none.

    Raises:
        InputError: the file cannot be read; everything that is wrong with it, in one go.
    """
    for place in _upward(folder):
        own = _content(place / FILE)
        shared = _table_in(place / SHARED)
        if own is not None and shared is not None:
            raise _refused(place / FILE, "project.two")
        if own is not None:
            return _read(place / FILE, own, ())
        if shared is not None:
            return _read(place / SHARED, shared, TABLE)
    return None


def _upward(folder: Path) -> Iterator[Path]:
    """Yield *folder* and those above it, as far as is looked."""
    home = os.path.expanduser("~")  # noqa: PTH111 - `Path.home` raises where there is none
    for place in (folder, *folder.parents):
        yield place
        if str(place) == home or os.path.lexists(place / ".git"):
            return


def _content(path: Path) -> str | None:
    """Return what is in a file, None where there is none that counts.

    In a folder that everybody may write into, somebody else's file does not count.
    """
    try:
        known = path.stat()
        if stat.S_ISREG(known.st_mode):
            if _planted(known, path.parent.stat()):
                return None
            with path.open("rb") as file:
                return _text(path, file.read(_LARGEST + 1))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if not os.access(path.parent, os.X_OK):  # nobody can tell what is in that folder
            return None
        code = "file.closed" if isinstance(error, PermissionError) else "file.unreadable"
        raise _refused(path, code, reason=error.strerror or "?") from None
    raise _refused(path, "file.folder" if stat.S_ISDIR(known.st_mode) else "file.special")


def _planted(file: os.stat_result, folder: os.stat_result) -> bool:
    owner = getattr(os, "geteuid", lambda: file.st_uid)()
    return bool(folder.st_mode & _OTHERS_WRITE) and file.st_uid not in {owner, 0}


def _refused(path: Path, code: str, **facts: object) -> InputError:
    return InputError([Problem(Place(file=relative_to_here(path)), code, facts)])


def _text(path: Path, content: bytes) -> str:
    if len(content) > _LARGEST:
        raise _refused(path, "limit.file", most="1 MiB")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        where = Place(file=relative_to_here(path), line=line)
        facts = {"byte": f"0x{content[error.start]:02X}"}
        raise InputError([Problem(where, "file.not_utf8", facts)]) from None


def _table_in(path: Path) -> str | None:
    """Return the text of a `pyproject.toml` that has our table, None for any other."""
    text = _content(path)
    if text is None or TABLE[1] not in text:
        return None
    table = _parsed(path, text).get(TABLE[0])
    return text if isinstance(table, dict) and TABLE[1] in table else None


def _parsed(path: Path, text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError([_malformed(path, text, str(error))]) from None


def _malformed(path: Path, text: str, says: str) -> Problem:
    """Return what the parser has to say, with the place, which stands in its words only."""
    stated = _STATED.search(says)
    lines = text.split("\n")
    line, column = map(int, stated.groups()) if stated else (len(lines), len(lines[-1]) + 1)
    mark = lines[line - 1][column - 1 : column] if line <= len(lines) else ""
    if mark and WIDE.match(mark):
        where = Place(file=relative_to_here(path), line=line, column=column)
        return Problem(where, "wide.mark", mark_of(mark).facts())
    code = "project.syntax"
    if says.startswith("Invalid value"):
        code = "project.value"
    elif says.startswith(("Cannot overwrite", "Cannot declare")):
        code = "project.twice"
    return Problem(Place(file=relative_to_here(path), line=line, column=column), code)


def _read(path: Path, text: str, table: tuple[str, ...]) -> Project:
    values: Any = _parsed(path, text)
    for name in table:
        values = values[name]
    if not isinstance(values, dict):
        where = Place(file=relative_to_here(path), path=table)
        raise InputError([Problem(where, "project.table")])
    spots = {key: _spot_of(key, text, table) for key in values}
    problems = []
    for key, value in values.items():
        found = _wrong(key, value)
        if found is not None:
            line, column = spots[key]
            where = Place(relative_to_here(path), line, column, (*table, key))
            problems.append(Problem(where, *found))
    if problems:
        raise InputError(problems)
    return Project(path, values, {key: line for key, (line, _column) in spots.items()})


def _wrong(key: str, value: Any) -> tuple[str, dict[str, object]] | None:
    """Return the code and the facts of what is wrong with a pair, None where nothing is."""
    if key not in KEYS:
        from responselevels.core.world.names import nearest

        near = next((known for known in KEYS if known.startswith(key)), nearest(key, KEYS))
        meant = "" if near is None else Phrase("phrase.near", {"near": near})
        return "key.unknown", {
            "key": key,
            "known": tuple(f"`{name}`" for name in KEYS),
            "near": meant,
        }
    if not isinstance(value, str):
        return "project.type", {"key": key}
    if not value.strip():
        return "text.empty", {}
    return wrong_value(key, value)


def wrong_value(name: str, value: str) -> tuple[str, dict[str, object]] | None:
    """Return the code and the facts of what is wrong with a setting, None where nothing is."""
    if name == "language" and value not in LANGUAGES:
        found = Phrase("phrase.found.plain", {"value": value})
        known = tuple(f"`{lang}`" for lang in LANGUAGES)
        return "choice.unknown", {"found": found, "known": known, "near": ""}
    if name == "zone" and zone_of(value) is None:
        facts = slip_facts(value)
        return ("project.zone", {"value": value}) if facts is None else ("wide.value", facts)
    return None


def _spot_of(key: str, text: str, table: tuple[str, ...]) -> tuple[int | None, int | None]:
    """Return the line and the column of a key, None where they cannot be told.

    The parser of the standard library keeps no places. A line that seems to
    have the key is it where the lines before it are TOML without the key, and
    it makes TOML with the key, with as many lines after it as are needed.
    """
    lines = text.split("\n")
    for found in re.finditer(rf"""(?<![\w-])["']?{re.escape(key)}["']?\s*=""", text):
        number = text.count("\n", 0, found.start())
        if _has(key, lines[:number], table) is not False:
            continue
        ends = range(number + 1, min(number + _LONGEST_STATEMENT, len(lines)) + 1)
        tried = (_has(key, lines[:end], table) for end in ends)
        if next((has for has in tried if has is not None), False):
            return number + 1, found.start() - text.rfind("\n", 0, found.start())
    return None, None


def _has(key: str, lines: list[str], table: tuple[str, ...]) -> bool | None:
    """Say whether *lines* have the key in the table; None where they are no TOML."""
    import tomllib

    try:
        values: Any = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return None
    for name in table:
        values = values.get(name, {}) if isinstance(values, dict) else {}
    return isinstance(values, dict) and key in values


def relative_to_here(path: Path) -> str:
    """Return *path* as it is written from the working folder."""
    try:
        return os.path.relpath(path)
    except (OSError, ValueError):  # the folder is gone; another drive
        return str(path)
