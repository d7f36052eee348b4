"""A client in TypeScript, generated from the description, tells the whole story to a server process."""

from __future__ import annotations

import json
import os
import runpy
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from responselevels.register.register import Register
from tests.npm import NoPackages
from tests.server.client.packages import EXAMPLE, ROOT, client_in, script
from tests.server.process import Served, served

pytestmark = pytest.mark.slow

KEPT = ROOT / "docs" / "openapi.json"
CLOCK = "2026-05-12T10:00+08:00"
PREPARE = runpy.run_path(str(EXAMPLE / "prepare.py"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client, compiled strictly; skipped where its packages cannot be had, which fails under CI."""
    try:
        return client_in(tmp_path_factory.mktemp("client"), KEPT)
    except NoPackages as reason:
        (pytest.fail if "CI" in os.environ else pytest.skip)(f"no packages of npm: {reason}")


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve the two registers of the story, as the README of the example says."""
    named = [f"{name}=sqlite:///{folder / name}.db" for name in ("duty", "port")]
    options = [word for one in named for word in ("--register", one)]
    environment = {
        "RESPONSELEVELS_CLOCK": CLOCK,
        "RESPONSELEVELS_STATE": str(folder / "state"),
    }
    command = ["-m", "responselevels", "serve", *options, "--port", "0"]
    with served(command, folder / "log", environment) as server:
        yield server


def shown() -> list[str]:
    """Return what the README of the example shows of the story."""
    page = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    return page.split("```text\n", 1)[1].split("```", 1)[0].splitlines()


def test_a_generated_client_tells_the_story_of_the_register(client: Path, tmp_path: Path) -> None:
    PREPARE["prepare"](tmp_path)
    with serving(tmp_path) as server:
        given = (server.address, str(tmp_path / "tokens.json"))
        *told, heard = script(client, "story", given)
        assert server.end() == 0
    *expected, last = shown()
    assert told == expected
    assert heard.split(" over ")[0] == last.split(" over ")[0]
    with Register.open(f"sqlite:///{tmp_path / 'duty.db'}") as register:
        issued = [order.id for order in register.orders]
        assert issued == ["XX-2026-05", "FD-2026-03", "XX-2026-06", "QH-2026-07"]
        (end,) = register.order("XX-2026-06").ends
        assert end.at == datetime.fromisoformat("2026-05-22T20:00+08:00")
        actors = [event.actor for one in register.dossiers for event in one.events]
        assert {actor.auth for actor in actors} == {"authenticated; by=duty-room; how=token"}
    with Register.open(f"sqlite:///{tmp_path / 'port.db'}") as register:
        assert register.order("H-P08").provisional_until is None


def test_what_the_description_does_not_have_does_not_compile(client: Path) -> None:
    wrong = client / "src" / "wrong.ts"
    story = (client / "src" / "story.ts").read_text(encoding="utf-8")
    wrong.write_text(story.replace("waits.decision.verdict", "waits.decision.verdikt"), "utf-8")
    try:
        with pytest.raises(AssertionError, match="Property 'verdikt' does not exist"):
            script(client, "build")
    finally:
        wrong.unlink()


def test_what_is_pinned_is_what_the_lock_has_and_names_no_registry() -> None:
    asked = json.loads((EXAMPLE / "package.json").read_text(encoding="utf-8"))
    text = (EXAMPLE / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    for name, version in {**asked["dependencies"], **asked["devDependencies"]}.items():
        assert packages[f"node_modules/{name}"]["version"] == version
    assert "resolved" not in text
    assert asked["devDependencies"]["typescript"].startswith("5.")
