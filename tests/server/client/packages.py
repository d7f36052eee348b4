"""The packages of the client in TypeScript, and how its scripts are run: by npm, as its README says."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.npm import LISTS as LISTED
from tests.npm import installed, run

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "examples" / "typescript-client"
LISTS = (*LISTED, ".npmrc")


def packages() -> Path:
    """Return the folder of the packages, installed if they are not there yet.

    Raises:
        NoPackages: they cannot be installed, for want of a registry.
    """
    return installed(EXAMPLE, "typescript", LISTS)


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
