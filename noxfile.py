"""The tests under every Python that is promised, and with the oldest dependencies.

Needs the tools of ``requirements/deep.txt``. Interpreters that are not there are
skipped.
"""

from __future__ import annotations

import re

import nox

PYTHONS = ["3.11", "3.12", "3.13"]

nox.options.sessions = ["tests"]
nox.options.error_on_missing_interpreters = False


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the suite with the dependencies that CI uses."""
    session.install("--require-hashes", "-r", "requirements/dev.txt")
    session.install("--no-deps", "--no-build-isolation", "-e", ".")
    session.run("pytest", *(session.posargs or ["-n", "auto", "--dist", "loadfile"]))


@nox.session(python=PYTHONS[0])
def lowest(session: nox.Session) -> None:
    """Run the suite with the oldest versions that pyproject.toml allows."""
    project = nox.project.load_toml("pyproject.toml")["project"]
    oldest = [re.sub(r">=([\d.]+).*", r"==\1", name) for name in project["dependencies"]]
    session.install("--require-hashes", "-r", "requirements/dev.txt")
    session.install(*oldest)
    session.install("--no-deps", "--no-build-isolation", "-e", ".")
    session.run("pytest", *(session.posargs or ["-n", "auto", "--dist", "loadfile"]))
