"""What is asked of the playground in tests, and what the command line says of the same files."""

from __future__ import annotations

import json
from typing import Any

import pytest

from docs.site.playground.session import SLOTS, answer
from responselevels.cli import main
from tests.npm import BUILD

ROOT = BUILD.parent
EXAMPLE = ROOT / "examples" / "xixian"
AT = "2026-05-15T12:00+08:00"
TEXTS = {
    "rules": ROOT / "rules" / "xixian.yaml",
    "areas": EXAMPLE / "areas.yaml",
    "orders": EXAMPLE / "orders.yaml",
    "proposal": EXAMPLE / "proposals" / "deny-many.yaml",
}
Texts = dict[str, str]

_BODY = "  party_management:     {tier: new_area,"
IDLE = "  idle_office: {tier: new_area, title: {en: idle office, zh: 闲置机构}}\n"
"""A line of rules that can be read, and looks wrong: a body that nothing asks for."""


def with_a_fault(rules: str, line: str = IDLE) -> tuple[str, int]:
    """Return *rules* with one line more among the bodies, and its number."""
    before, body, after = rules.partition(_BODY)
    assert body
    return f"{before}{line}{body}{after}", before.count("\n") + 1


def texts(**changed: str) -> Texts:
    """Return the four texts of the Xixian example, some of them changed."""
    return {slot: path.read_text(encoding="utf-8") for slot, path in TEXTS.items()} | changed


def told(written: Texts, *, at: str = AT, lang: str = "en") -> Any:
    """Return what the page is told of the texts; the process is in a folder of the test."""
    files = {slot: {"name": f"{slot}.yaml", "text": written[slot]} for slot in SLOTS}
    return json.loads(answer(json.dumps({"lang": lang, "at": at, "files": files})))


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """Return the document that a command prints of the files that `told` has left."""
    capsys.readouterr()
    main([*words])
    return json.loads(capsys.readouterr().out)


def checked(capsys: pytest.CaptureFixture[str], lang: str) -> Any:
    """Return the decision of `check` on the files that `told` has left."""
    files = ("--rules", "rules.yaml", "--areas", "areas.yaml", "--orders", "orders.yaml")
    options = ("--json", "--lang", lang, "--at", AT)
    return printed(capsys, "check", *options, *files, "proposal.yaml")
