"""The packages of the client in TypeScript, and how its scripts are run: by npm, as its README says.

They are installed once into a folder of the build, from a lock with the digest of each; the registry is
the one that npm is set up with.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from tests.foreign.reading import npm
from tests.register.second import node

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "examples" / "typescript-client"
BUILD = ROOT / "build"
LISTS = ("package.json", "package-lock.json", ".npmrc")
OPTIONS = ("--ignore-scripts", "--loglevel=error", "--fetch-retries=1")


class NoPackages(Exception):  # noqa: N818 - says what is missing
    """The packages are not there, and cannot be had from here."""


def packages() -> Path:
    """Return the folder of the packages, installed if they are not there yet.

    Raises:
        NoPackages: they cannot be installed, for want of a registry.
    """
    digest = sha256(b"".join((EXAMPLE / name).read_bytes() for name in LISTS)).hexdigest()[:12]
    home = BUILD / f"typescript-{digest}"
    if not home.is_dir():
        BUILD.mkdir(exist_ok=True)
        fresh = Path(mkdtemp(prefix="typescript-", dir=BUILD))
        for name in LISTS:
            shutil.copy(EXAMPLE / name, fresh)
        ran = run(fresh, "ci", *OPTIONS)
        if ran.returncode:
            shutil.rmtree(fresh)
            raise NoPackages(f"npm could not install them: {ran.stderr.strip()}")
        try:
            fresh.rename(home)
        except OSError:  # another worker was faster
            shutil.rmtree(fresh)
    return home


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


def script(folder: Path, name: str, given: Sequence[str] = ()) -> list[str]:
    """Run a script of the package, which is to succeed; return the lines that it prints."""
    ran = run(folder, "run", "--silent", name, "--", *given)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout.splitlines()


def client_in(folder: Path, description: Path) -> Path:
    """Make a copy of the client in *folder*, with types made of *description*, and compile it."""
    home = packages()
    for name in (*LISTS, "tsconfig.json"):
        shutil.copy(EXAMPLE / name, folder)
    (folder / "src").mkdir()
    for path in (EXAMPLE / "src").glob("*.ts"):
        if path.name != "schema.d.ts":
            shutil.copy(path, folder / "src")
    (folder / "node_modules").symlink_to(home / "node_modules", target_is_directory=True)
    shutil.copy(description, folder / "openapi.json")
    script(folder, "generate")
    script(folder, "build")
    return folder
