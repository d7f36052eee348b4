"""The server of the tests leaves nothing behind, even where a run of tests was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.register.servers import NoServer, own_server

ROOT = Path(__file__).resolve().parents[2]
KILLED = """
import os, signal
from tests.register.servers import own_server
with own_server(durable=False) as server:
    print(server.url.partition("host=")[2], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_server_of_a_killed_run_is_stopped_and_taken_away_by_the_next() -> None:
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", KILLED],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if ran.returncode != -signal.SIGKILL:
        pytest.skip(f"no PostgreSQL: {ran.stderr[-300:]}")
    data = Path(ran.stdout.strip())
    left = psutil.Process(int((data / "postmaster.pid").read_text().split()[0]))
    try:
        with own_server(durable=False) as server, psycopg.connect(server.url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
            assert not data.parent.exists()
            assert not left.is_running()
    except NoServer as reason:
        pytest.skip(f"no PostgreSQL: {reason}")
