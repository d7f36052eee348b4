"""What the commands print with ``--json`` fits the schema of its name."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from responselevels.cli.schemas import schema_text_of
from tests.cli.conftest import Command
from tests.cli.lines import DECIDING, world_in
from tests.cli.tool import FILES

BROKEN = """\
format: 1
id: port
levels: [{id: green, default: true}, {id: red}]
tiers: [{id: port}]
bodies: {master: {tier: port}}
transitions: [{id: raise, tier: port, to: [red], issuers: [master], requires: {period: open}}]
"""

EXAMPLE = Path(__file__).parents[2] / "examples" / "due"
FLOOD = tuple(
    word
    for name in ("rules", "areas", "orders", "deeds")
    for word in (f"--{name}", str(EXAMPLE / f"{name}.yaml"))
)

PRINTED: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("digest", ("digest", "deny.yaml"), 0),
    ("levels", ("level", *DECIDING), 0),
    ("measures", ("measures", *DECIDING), 0),
    ("due", ("due", *DECIDING), 0),
    ("due", ("due", *FLOOD, "--at", "2026-06-20T06:00+08:00"), 0),
    ("audit", ("audit", *FILES), 1),
    ("decision", ("check", *DECIDING, "deny.yaml", "pending.yaml", "permit.yaml"), 1),
    ("lint", ("lint", "rules.yaml", "other.yaml", "none.yaml"), 2),
    ("verify", ("verify", "quay.yaml"), 0),
    ("verify", ("verify", "broken.yaml"), 1),
    ("diff", ("diff", "port.yaml", "quay.yaml"), 1),
    ("diff", ("diff", "port.yaml", "broken.yaml"), 1),
    ("impact", ("impact", "rules.yaml", "other.yaml", *FILES[2:]), 1),
    ("test", ("test", "cases", "--coverage"), 1),
    ("test", ("test", "cases/kept.levels.yaml"), 0),
    ("mutate", ("mutate", "rules.yaml", "--cases", "cases/kept.levels.yaml"), 1),
    ("schemes", ("schemes",), 0),
    ("config", ("config",), 0),
    ("status", ("register", "status"), 0),
    ("history", ("register", "history", "P-9"), 0),
    ("due", ("register", "due", "--within", "P300D"), 0),
    ("measures", ("register", "measures", "--compare", "2"), 0),
    ("verification", ("log", "verify"), 0),
    ("replay", ("log", "replay"), 0),
    ("proof", ("log", "prove", "3"), 0),
    ("proof", ("log", "prove", "--from", "2"), 0),
    ("event", ("register", "follow", "--once", "--after", "-1"), 0),
)


@pytest.fixture
def world(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run commands in a folder with files of every kind, and a register with a decision in it."""
    folder = world_in(tmp_path / "world")
    (folder / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("RESPONSELEVELS_REGISTER", f"sqlite:///{tmp_path / 'register.db'}")
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RESPONSELEVELS_CLOCK", "2026-02-10T10:00+08:00")
    return command


def errors_in(name: str, printed: str) -> list[str]:
    """Return where the lines of *printed* are not as the schema has them."""
    validator = jsonschema.Draft202012Validator(json.loads(schema_text_of(name)))
    documents = [json.loads(line) for line in printed.splitlines()]
    assert documents
    return [error.message for document in documents for error in validator.iter_errors(document)]


def test_what_is_printed_fits_the_schema_of_its_name(world: Command) -> None:
    world("register", "init", "--rules", "rules.yaml", "--areas", "areas.yaml", "--id", "room")
    world("register", "propose", "permit.yaml", "--as", "wu")
    world("register", "issue", "P-9", "--as", "so")
    for name, args, status in PRINTED:
        ran = world(*args, "--json")
        assert (args, ran.status) == (args, status), ran.err
        assert (args, errors_in(name, ran.out)) == (args, [])


@pytest.mark.slow
def test_laws_fit_the_schema_of_tests(world: Command) -> None:
    ran = world("test", "--rules", "port.yaml", "--laws", "--examples", "2", "--json")
    assert errors_in("test", ran.out) == []
    assert json.loads(ran.out)["laws"]
