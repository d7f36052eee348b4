"""`pack`: what a page needs to run the library, in a folder: Pyodide, and the library as one archive."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docs.site.playground.wheels import own_wheel, wheels
from tests.npm import installed

HERE = Path(__file__).resolve().parent
ENGINE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
LIBRARY = "library.zip"
LISTS = ("package.json", "package-lock.json", ".npmrc")

_LEFT_OUT = (
    "_yaml/",
    "pydantic/v1/",
    "pydantic/mypy.py",
    "responselevels/server/",
    "responselevels/testing/",
    "transitions/extensions/diagrams",
)
"""What the page never imports, and would only have to fetch."""
_DATE = (1980, 1, 1, 0, 0, 0)


def pack(folder: Path) -> None:
    """Put all into *folder* that the page's worker loads, from the lists here and the requirements.

    Raises:
        NoPackages: something is not there, and cannot be had from here.
    """
    engine = installed(HERE, "playground", LISTS) / "node_modules" / "pyodide"
    for name in ENGINE:
        shutil.copyfile(engine / name, folder / name)
    # The lock lists what else could be fetched from elsewhere: nothing is.
    lock = json.loads((engine / LOCK).read_text(encoding="utf-8"))
    (folder / LOCK).write_text(json.dumps({**lock, "packages": {}}), encoding="utf-8")
    with TemporaryDirectory() as held:
        write_library(folder / LIBRARY, [*wheels(), own_wheel(Path(held))])


def write_library(archive: Path, packed: list[Path]) -> None:
    """Write the modules of the wheels *packed* into one archive, the same for the same wheels."""
    parts = {name: content for wheel in packed for name, content in _parts(wheel)}
    parts["playground_session.py"] = (HERE / "session.py").read_bytes()
    with ZipFile(archive, "w", ZIP_DEFLATED, compresslevel=9) as written:
        for name in sorted(parts):
            entry = ZipInfo(name, _DATE)
            entry.compress_type = ZIP_DEFLATED
            written.writestr(entry, parts[name])


def _parts(wheel: Path) -> Iterator[tuple[str, bytes]]:
    with ZipFile(wheel) as opened:
        for name in opened.namelist():
            desktop = name.endswith(".so") and "emscripten" not in name
            if not (name.endswith("/") or name.startswith(_LEFT_OUT) or desktop):
                yield name, opened.read(name)
