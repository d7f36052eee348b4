"""`responselevels register sheet`: a recorded proposal on paper, with what was recorded of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.desk import Desk


def test_the_sheet_has_what_was_recorded_and_nothing_is_recorded_of_it(
    desk: Desk, tmp_path: Path
) -> None:
    desk("11T10:00", "propose", "pending.yaml")
    desk("11T10:01", "approve", "P-8", "--for", "board", "--as", "li.na")
    before, out = desk.said("11T10:02", "history"), tmp_path / "sheet.html"
    ran = desk("11T10:02", "sheet", "--out", str(out), "P-8")
    assert (ran.status, ran.err) == (3, "")
    assert ran.out == f"{out}: the sheet of P-8, {len(out.read_bytes())} bytes\n"
    assert "li.na" in out.read_text(encoding="utf-8")
    assert desk.said("11T10:02", "history") == before


def test_it_is_decided_as_of_then(desk: Desk, tmp_path: Path) -> None:
    desk("11T10:00", "propose", "permit.yaml")
    out = tmp_path / "sheet.pdf"
    at = ("--at", "2026-02-11T12:00+08:00")
    assert desk("12T10:00", "sheet", *at, "--out", str(out), "P-9").status == 0
    assert out.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["P-none", "O-1"])
def test_of_what_is_no_proposal_there_is_no_sheet(desk: Desk, tmp_path: Path, name: str) -> None:
    out = tmp_path / "sheet.html"
    ran = desk("11T10:00", "sheet", "--out", str(out), name)
    assert (ran.status, ran.out) == (2, "")
    assert name in ran.err
    assert not out.exists()
