"""The library as wheels for a Python in the browser: our own, and what it stands on.

Versions and digests are those of the requirements that tests run with (``requirements/dev.txt``), so
that the page decides by the same code, and nothing is pinned twice.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.npm import BUILD, NoPackages

ROOT = Path(__file__).resolve().parents[3]
REQUIREMENTS = ROOT / "requirements" / "dev.txt"
PYTHON = "314"
"""Version of the Python that Pyodide is; with another Pyodide, another."""
BROWSER = ("pyemscripten_2026_0_wasm32",)
"""What wheels for that Python in a browser are called."""
DESKTOP = ("manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_28_x86_64")
"""Of PyYAML there is none for browsers: of this one the part in C is left out, without which it does the same."""

PLAIN = (
    "annotated-types",
    "click",
    "pydantic",
    "pydantic-core",
    "rfc8785",
    "six",
    "transitions",
    "typing-extensions",
    "typing-inspection",
    "tzdata",
)
PARTLY = ("pyyaml",)


def wheels() -> list[Path]:
    """Return the wheels of what the library stands on, fetched if they are not there yet.

    Raises:
        NoPackages: they cannot be fetched, for want of an index, or are not what was pinned.
    """
    wanted = "".join(pinned((*PLAIN, *PARTLY)))
    digest = sha256(f"{wanted}{PYTHON}{BROWSER}{DESKTOP}".encode()).hexdigest()[:12]
    home = BUILD / f"playground-wheels-{digest}"
    if not home.is_dir():
        BUILD.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=BUILD) as held:
            fresh = Path(held) / "wheels"
            _fetch(fresh, PLAIN, BROWSER)
            _fetch(fresh, PARTLY, DESKTOP)
            fresh.rename(home)
    return sorted(home.glob("*.whl"))


def pinned(names: tuple[str, ...]) -> Iterator[str]:
    """Yield of the requirements the lines of each of *names*, digests and all.

    Raises:
        NoPackages: one is not among them.
    """
    entries = re.split(r"^(?=\S)", REQUIREMENTS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    known = {entry.partition("==")[0]: entry for entry in entries}
    for name in names:
        if name not in known:
            raise NoPackages(f"{name} is not among the requirements")
        yield known[name]


def _fetch(folder: Path, names: tuple[str, ...], platforms: tuple[str, ...]) -> None:
    folder.mkdir(exist_ok=True)
    listed = folder / "requirements.txt"
    listed.write_text("".join(pinned(names)), encoding="utf-8")
    options = [word for each in platforms for word in ("--platform", each)]
    _pip(
        *("download", "--no-deps", "--require-hashes", "--only-binary", ":all:", *options),
        *("--implementation", "cp", "--python-version", PYTHON, "--abi", f"cp{PYTHON}"),
        *("--dest", str(folder), "--requirement", str(listed)),
    )
    listed.unlink()


def own_wheel(folder: Path) -> Path:
    """Build the wheel of the library as it stands here into *folder*, and return it.

    Raises:
        NoPackages: it cannot be built.
    """
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    return next(folder.glob("responselevels-*.whl"))


def _pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *words]
    # The words are our own.
    ran = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")  # noqa: S603
    if ran.returncode:
        raise NoPackages(f"pip could not do it: {ran.stderr.strip()}")
