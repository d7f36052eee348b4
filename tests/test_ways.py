"""The two ways through the house, run and held to docs/architecture.md: each hop is entered after the one before."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from responselevels.cli import main

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
HOP = re.compile(r"^\d+\. `([\w.]+)`", re.MULTILINE)
EXAMPLE = ROOT / "examples" / "xixian"


def hops(heading: str) -> list[str]:
    """Return the functions that a list of the page begins its hops with; classes stand for themselves."""
    _, _, rest = PAGE.partition(f"\n## {heading}\n")
    return HOP.findall(rest.partition("\n## ")[0])


def entered(call: Callable[[], None]) -> list[str]:
    """Return the functions of ours that *call* enters, each once, in the order of the first time."""
    seen: dict[str, None] = {}

    def note(frame: FrameType, event: str, _argument: object) -> None:
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module.startswith("responselevels."):
            name = f"{module}.{frame.f_code.co_qualname}".removeprefix("responselevels.")
            seen.setdefault(name.removesuffix(".__init__"))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(before)
    return list(seen)


def held(names: list[str], order: list[str]) -> None:
    """Hold *names* of functions to the order in which they were entered."""
    functions = [name for name in names if name.rpartition(".")[2][0].islower()]
    assert len(functions) > 5
    assert [name for name in functions if name not in order] == []
    assert sorted(functions, key=order.index) == functions


def run(*arguments: str | Path) -> None:
    """Run the command line; a proposal that is pending or denied has an answer, too."""
    assert main([str(one) for one in arguments]) in {0, 1, 3}


def recorded_and_approved() -> None:
    """Record a proposal, and all that it takes to be permitted."""
    run("register", "propose", ROOT / "examples" / "register" / "raise.yaml")
    signers = ("--with", "public_security", "--as", "so-020")
    run("register", "assess", "XX-2026-06", "--for", "safety_office", *signers)
    run("register", "approve", "XX-2026-06", "--for", "governance_committee", "--as", "gc-003")


def test_the_way_of_a_proposal_is_as_the_page_tells_it() -> None:
    files = ("--areas", EXAMPLE / "areas.yaml", "--orders", EXAMPLE / "orders.yaml")
    proposal = EXAMPLE / "proposals" / "permit.yaml"
    at = "2026-02-26T12:00+08:00"
    order = entered(lambda: run("check", "--rules", "xixian", *files, "--at", at, proposal))
    held(hops("The way of a proposal"), order)


def test_the_way_of_an_act_is_as_the_page_tells_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESPONSELEVELS_REGISTER", f"sqlite:///{tmp_path / 'room.db'}")
    monkeypatch.setenv("RESPONSELEVELS_CLOCK", "2026-05-12T09:00+08:00")
    orders = ROOT / "examples" / "register" / "orders.yaml"
    areas = EXAMPLE / "areas.yaml"
    run("register", "init", "--rules", "xixian", "--areas", areas, "--from-orders", orders)
    recorded_and_approved()
    order = entered(lambda: run("register", "issue", "XX-2026-06"))
    held(hops("The way of an act through a register on a store"), order)


def test_deciding_is_entered_once_for_an_issue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = Counter[str]()

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code.co_qualname == "decided":
            decided[frame.f_globals["__name__"]] += 1

    monkeypatch.setenv("RESPONSELEVELS_REGISTER", f"sqlite:///{tmp_path / 'room.db'}")
    monkeypatch.setenv("RESPONSELEVELS_CLOCK", "2026-05-12T09:00+08:00")
    run("register", "init", "--rules", "xixian", "--areas", EXAMPLE / "areas.yaml")
    recorded_and_approved()
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        assert main(["register", "issue", "XX-2026-06"]) == 0
    finally:
        sys.setprofile(before)
    assert decided == {"responselevels.core.deciding.decide": 1}
