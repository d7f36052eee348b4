"""The page on moving a register to PostgreSQL: its commands are run as they stand, but for the addresses."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "site" / "en" / "how-to" / "postgresql.md"
FILE = "sqlite:///duty.db"


def run(script: str, folder: Path) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    env = os.environ | {
        "PATH": path,
        "RESPONSELEVELS_STATE": str(folder / "state"),
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["sh", "-ec", script],
        cwd=folder,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_register_is_moved_by_the_commands_of_the_page(postgres_url: str, tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    moving = re.findall(r"^## Move it\n\n```sh\n(.*?)```", text, re.MULTILINE | re.DOTALL)
    (script,) = moving
    areas = ROOT / "examples" / "xixian" / "areas.yaml"
    proposal = ROOT / "examples" / "register" / "raise.yaml"
    run(
        f"responselevels register init --register {FILE} --rules xixian --areas '{areas}' --id moved\n"
        f"responselevels register propose --register {FILE} '{proposal}'",
        tmp_path,
    )
    address = re.search(r"'(postgresql://[^']*)'", script)
    assert address is not None
    told = run(script.replace(address[1], postgres_url), tmp_path)
    assert "register `moved` is put in place: events 3" in told
    assert "agrees with the checkpoint `before.checkpoint`" in told
    assert "all come out the same" in told
