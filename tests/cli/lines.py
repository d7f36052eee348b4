"""Every command with typical input, one line each, to be run under all kinds of surroundings.

As a program (``python -m tests.cli.lines``) it runs them all in this process, one after
the other, from a folder that `world_in` made, and prints what came out as JSON.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import click

import responselevels
from responselevels.cli import main
from responselevels.cli.app import build
from tests.cli.desk import INIT
from tests.cli.tool import AT, FILES, WORLD
from tests.cli.tree import commands_of

DECIDING = (*FILES, *AT)

LINES: dict[str, tuple[str, ...]] = {
    "help": ("--help",),
    "version": ("--version",),
    "nothing": (),
    "check": ("check", *DECIDING, "deny.yaml", "pending.yaml", "permit.yaml"),
    "check json": ("check", *DECIDING, "--json", "deny.yaml", "unknown.yaml", "batch.jsonl"),
    "check unknown": ("check", *DECIDING, "unknown.yaml", "wrong.yaml", "names.yaml", "none.yaml"),
    "check input": ("check", *DECIDING, "-"),
    "check help": ("check", "--help"),
    "check slip": ("check", "--ruels", "rules.yaml"),
    "no command": ("chekc",),
    "explain": ("explain", *DECIDING, "deny.yaml", "pending.yaml"),
    "level": ("level", *DECIDING),
    "level json": ("level", *DECIDING, "--json"),
    "timeline": ("timeline", *DECIDING),
    "timeline picture": ("timeline", *DECIDING, "--format", "svg"),
    "measures": ("measures", *DECIDING),
    "measures json": ("measures", *DECIDING, "--compare", "2", "--json"),
    "due": ("due", *DECIDING, "pending.yaml"),
    "due json": ("due", *DECIDING, "--within", "P30D", "--json"),
    "board": ("board", *DECIDING, "--out", "board.html"),
    "sheet": ("sheet", *DECIDING, "--out", "sheet.html", "deny.yaml"),
    "sheet several": ("sheet", *DECIDING, "--out", "sheet.html", "batch.jsonl"),
    "level unknown": ("level", *DECIDING, "nrth"),
    "audit": ("audit", *FILES),
    "audit json": ("audit", *FILES, "--json"),
    "export": ("export", *DECIDING, "calendar"),
    "export map": ("export", *DECIDING, "geojson"),
    "export table": ("export", *DECIDING, "csv"),
    "export alert": ("export", *DECIDING, "--order", "R-1", "cap"),
    "digest": ("digest", "deny.yaml", "end.yaml", "wrong.yaml"),
    "digest json": ("digest", "--json", "deny.yaml", "wrong.yaml"),
    "lint json": ("lint", "--json", "rules.yaml", "other.yaml", "none.yaml"),
    "lint": ("lint", "rules.yaml", "other.yaml"),
    "verify": ("verify", "rules.yaml"),
    "verify json": ("verify", "quay.yaml", "--json"),
    "diff": ("diff", "port.yaml", "quay.yaml"),
    "diff json": ("diff", "port.yaml", "quay.yaml", "--json"),
    "impact": ("impact", "rules.yaml", "other.yaml", *FILES[2:]),
    "test": ("test", "cases", "--coverage"),
    "test json": ("test", "cases", "--coverage", "--json"),
    "new": ("new", "--property-tests", "rules.yaml"),
    "new nothing": ("new",),
    "new scheme": ("new", "made", "--from", "rules.yaml"),
    "new unanswered": ("new", "unmade"),
    "mutate": ("mutate", "rules.yaml", "--cases", "cases/kept.levels.yaml"),
    "mutate json": ("mutate", "rules.yaml", "--cases", "cases/kept.levels.yaml", "--json"),
    "schemes": ("schemes",),
    "show": ("show", "rules.yaml"),
    "show markdown": ("show", "rules.yaml", "--format", "markdown"),
    "show html": ("show", "rules.yaml", "--format", "html"),
    "diagram": ("diagram", "rules.yaml"),
    "diagram table": ("diagram", "rules.yaml", "--format", "table"),
    "codes": ("codes",),
    "codes one": ("codes", "period.empty"),
    "codes unknown": ("codes", "period.emtpy"),
    "schema": ("schema", "rules"),
    "completion": ("completion", "bash"),
    "config": ("config",),
    "config json": ("config", "--json"),
    "register none": ("register", "status", "--register", "sqlite:///none.db"),
    "register init": ("register", *INIT, "--from-orders", "orders.yaml"),
    "register propose": ("register", "propose", "pending.yaml", "deny.yaml", "--as", "zhang.wei"),
    "register propose json": ("register", "propose", "permit.yaml", "--as", "wu", "--json"),
    "register assess": ("register", "assess", "P-8", "--for", "office", "--with", "police"),
    "register decide": ("register", "decide", "P-7", "P-8"),
    "register approve": ("register", "approve", "P-8", "--for", "board", "--as", "li.na"),
    "register issue": ("register", "issue", "P-8", "--as", "so"),
    "register issue denied": ("register", "issue", "P-7", "--as", "so", "--json"),
    "register refuse": ("register", "refuse", "P-9", "--for", "board", "--as", "li.na"),
    "register retract": ("register", "retract", "P-9", "--for", "board", "--as", "li.na"),
    "register amend": ("register", "amend", "permit.yaml", "--as", "wu"),
    "register withdraw": ("register", "withdraw", "P-9", "--as", "wu"),
    "register end": ("register", "end", "end.yaml", "--as", "so"),
    "register ratify": ("register", "ratify", "ratify.yaml", "--as", "so"),
    "register adopt": ("register", "adopt", "--areas", "areas.yaml"),
    "register follow": ("register", "follow", "--once", "--after", "-1"),
    "keys show": ("register", "keys", "show"),
    "keys init": ("register", "keys", "init", "list.yaml"),
    "keys rotate": ("register", "keys", "rotate", "list.yaml"),
    "keys revoke": ("register", "keys", "revoke", "k-1"),
    "register unknown": ("register", "issue", "P-6", "--as", "so"),
    "register status": ("register", "status"),
    "register status json": ("register", "status", "--json"),
    "register level": ("register", "level"),
    "register measures": ("register", "measures"),
    "register due": ("register", "due"),
    "register board": ("register", "board", "--out", "board.html"),
    "register sheet": ("register", "sheet", "--out", "sheet.html", "P-01"),
    "register done": ("register", "done", "--does", "dykes", "--area", "north", "--as", "so"),
    "register export": ("register", "export", "atom"),
    "register notify": ("register", "notify", "--smtp", "a b", "--from", "a@b.c", "--to", "a@b.c"),
    "register deliver": (
        "register",
        "deliver",
        "--once",
        "--to",
        "http://board.example.org",
        "--place",
        "place.db",
    ),
    "register timeline": ("register", "timeline"),
    "register watch": ("register", "watch", "--once"),
    "register history": ("register", "history"),
    "register history unknown": ("register", "history", "P-6"),
    "register backup": ("register", "backup", "copy.db"),
    "register restore": ("register", "restore", "copy.db"),
    "register accept": ("register", "accept", "--although-seen", "1"),
    "log verify": ("log", "verify"),
    "log verify json": ("log", "verify", "--json"),
    "log replay": ("log", "replay"),
    "log prove": ("log", "prove", "3"),
    "log checkpoint": ("log", "checkpoint"),
    "log cosign": ("log", "cosign", "--sign", "desk.key", "note.txt"),
    "log export": ("log", "export", "export"),
    "accounts add": ("accounts", "add", "li", "--title", "Li Na", "--without-password"),
    "accounts change": ("accounts", "change", "li", "--right", "act"),
    "accounts password": ("accounts", "password", "wang", "--invent"),
    "accounts disable": ("accounts", "disable", "li"),
    "accounts enable": ("accounts", "enable", "li"),
    "accounts end-sessions": ("accounts", "end-sessions", "li"),
    "accounts list": ("accounts", "list"),
    "accounts log": ("accounts", "log"),
    "tokens new": ("accounts", "tokens", "new", "wang", "--title", "board"),
    "tokens list": ("accounts", "tokens", "list"),
    "tokens revoke": ("accounts", "tokens", "revoke", "t-1"),
    "serve": ("serve", "--demo", "--host", "0.0.0.0"),  # noqa: S104 - refused
}
"""What each line is called, and its arguments: in this order, for the later ones rest on the earlier."""

MAKING = {
    "keys new": ("register", "keys", "new", "person.pem"),
    "log keygen": ("log", "keygen", "desk", "desk.key"),
}
"""Lines that draw something by chance."""

NAMES = """\
- {id: E-1, action: end, order: R-3, at: "2026-02-12T00:00+08:00", issuer: ofice}
- {id: E-2, action: ratify, order: X-1, issuer: borad}
- {id: I-1, area: nort, level: "33", period: {start: "2026-02-12T00:00+08:00"}, issuer: polic}
"""

PORT = """\
format: 1
id: port
levels: [{id: green, default: true}, {id: red}]
tiers: [{id: port}]
bodies: {master: {tier: port}, board: {tier: port}, guard: {tier: port}, owners: {tier: port}}
transitions:
  - id: raise
    tier: port
    to: [red]
    issuers: [master, guard]
    requires:
      assessment: {by: [guard], with: [board]}
      approval: {at_least: {count: 2, of: [board, owners, guard]}}
endings: [{id: stop, tier: port, issuers: [master], requires: {approval: board}}]
"""
"""Small, for what looks at every class of proposals."""

END = """\
{id: E-3, action: end, order: S-1, at: "2026-02-21T00:00+08:00", issuer: city_hall}
"""

RATIFY = """\
{id: E-4, action: ratify, order: S-1, issuer: city_hall}
"""

CASES = """\
format: 1
rules: ../rules.yaml
areas: ../areas.yaml
orders: ../orders.yaml
cases:
  - name: a city may not go below the region
    at: "2026-02-11T12:00+08:00"
    proposal: {id: P-7, area: north, level: "3", scope: [north], period: {start: "2026-02-12T00:00+08:00", end: "2026-02-25T00:00+08:00"}, issuer: city_hall}
    expect: {verdict: deny, findings: [floor.less_severe]}
"""

SURPRISES = (
    CASES
    + """\
  - name: nothing is as it should be
    at: "2026-02-11T12:00+08:00"
    proposal: {id: P-8, area: region, level: "1", scope: [region], period: {start: "2026-02-12T00:00+08:00", end: "2026-02-25T00:00+08:00"}, issuer: office}
    expect: {verdict: permit, findings: [level.lowers], overtakes: [S-1], completions: [[police]]}
"""
)

SURROUNDINGS = {
    "COLUMNS": "80",
    "RESPONSELEVELS_REGISTER": "sqlite:///register.db",
    "RESPONSELEVELS_STATE": "state",
    "RESPONSELEVELS_SITE": "desk-1",
    "RESPONSELEVELS_CLOCK": "2026-02-11T12:00+08:00",
}


def world_in(folder: Path) -> Path:
    """Make the sample world in *folder*, with what the lines need beside it."""
    shutil.copytree(WORLD, folder, dirs_exist_ok=True)
    rules = (folder / "rules.yaml").read_text(encoding="utf-8")
    other = rules.replace("any_of: [committee, board]", "all_of: [committee, board]", 1)
    other = other.replace("with: [police]}", "with: [police, board]}").replace('"1"]', '"1", "4"]')
    (folder / "other.yaml").write_text(other, encoding="utf-8")
    quay = PORT.replace("count: 2", "count: 1").replace("master, guard", "master, owners")
    (folder / "port.yaml").write_text(PORT, encoding="utf-8")
    (folder / "quay.yaml").write_text(quay, encoding="utf-8")
    (folder / "names.yaml").write_text(NAMES, encoding="utf-8")
    (folder / "end.yaml").write_text(END, encoding="utf-8")
    (folder / "ratify.yaml").write_text(RATIFY, encoding="utf-8")
    (folder / "list.yaml").write_text("keys: []\n", encoding="utf-8")
    (folder / "note.txt").write_text("sample-room\n3\n", encoding="utf-8")
    (folder / "cases").mkdir()
    (folder / "cases" / "kept.levels.yaml").write_text(CASES, encoding="utf-8")
    (folder / "cases" / "surprising.levels.yaml").write_text(SURPRISES, encoding="utf-8")
    return folder


def commands(group: click.Group | None = None, *names: str) -> set[tuple[str, ...]]:
    """Return the words of every command there is."""
    found: set[tuple[str, ...]] = set()
    for name, command in commands_of(group or build("en")).items():
        if isinstance(command, click.Group):
            found |= commands(command, *names, name)
        else:
            found.add((*names, name))
    return found


def ran(args: tuple[str, ...]) -> tuple[int, str, str]:
    """Run a line in this process; return its status and what it printed."""
    written = io.BytesIO(), io.BytesIO()
    before = sys.stdout, sys.stderr, sys.stdin
    sys.stdout, sys.stderr = (io.TextIOWrapper(each, encoding="utf-8") for each in written)
    sys.stdin = io.TextIOWrapper(io.BytesIO((WORLD / "deny.yaml").read_bytes()))
    try:
        status = main(args)
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = (each.getvalue().decode() for each in written)
    finally:
        sys.stdout, sys.stderr, sys.stdin = before
    return int(status), out, err


def lost(args: tuple[str, ...], out: str, err: str) -> tuple[int, str]:
    """Run a line in a process of its own that is forked off; return its status, and standard error.

    *out* and *err* say what these streams are: ``closed`` as the program begins, a device
    that is ``full``, or ``open``.
    """
    said = Path("said").resolve()
    child = os.fork()
    if child == 0:
        sys.stdin = io.TextIOWrapper(io.BytesIO((WORLD / "deny.yaml").read_bytes()))
        for number, how, name in ((1, out, "stdout"), (2, err, "stderr")):
            os.close(number)
            if how != "closed":
                path = "/dev/full" if how == "full" else str(said) if number == 2 else os.devnull
                os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
            stream = None if how == "closed" else open(number, "w", closefd=False)  # noqa: SIM115
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
        os._exit(main(args))
    _child, status = os.waitpid(child, 0)
    text = said.read_text(encoding="utf-8") if said.exists() else ""
    said.unlink(missing_ok=True)
    return os.waitstatus_to_exitcode(status), text


def everything(arguments: list[str]) -> dict[str, tuple[object, ...]]:
    """Return what comes of each line: in a language, or, after it, with streams lost."""
    lang, *streams = arguments
    lines = {name: (*args, "--lang", lang) for name, args in LINES.items()}
    if streams:
        out, err = streams
        for module in walk_packages(responselevels.__path__, "responselevels."):
            if ".testing" not in module.name:
                import_module(module.name)  # here, once, instead of in each process
        return {name: lost(args, out, err) for name, args in lines.items()}
    return {name: ran(args) for name, args in lines.items()}


if __name__ == "__main__":
    os.chdir(sys.argv[1])
    sys.stdout.write(json.dumps(everything(sys.argv[2:])))
