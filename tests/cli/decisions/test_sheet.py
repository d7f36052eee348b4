"""`responselevels sheet`: a decision as a page to sign; it leaves as `check` does."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.tool import AT, FILES


@pytest.mark.parametrize(("name", "status"), [("permit", 0), ("deny", 1), ("pending", 3)])
def test_the_page_is_written_and_the_status_is_that_of_the_verdict(
    command: Command, tmp_path: Path, name: str, status: int
) -> None:
    out = tmp_path / "sheet.html"
    ran = command("sheet", *FILES, *AT, "--out", str(out), f"{name}.yaml")
    assert (ran.status, ran.err) == (status, "")
    assert ran.out.endswith(f", {len(out.read_bytes())} bytes\n")
    digest = command("digest", f"{name}.yaml").out.split()[0]
    assert digest in out.read_text(encoding="utf-8")


def test_one_proposal_has_one_sheet(command: Command, tmp_path: Path) -> None:
    out = tmp_path / "sheet.html"
    ran = command("sheet", *FILES, *AT, "--out", str(out), "batch.jsonl")
    assert (ran.status, ran.out) == (2, "")
    assert "batch.jsonl" in ran.err
    assert not out.exists()


@pytest.mark.parametrize("name", ["unknown.yaml", "wrong.yaml", "none.yaml"])
def test_of_what_cannot_be_read_there_is_no_sheet(
    command: Command, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "sheet.html"
    ran = command("sheet", *FILES, *AT, "--out", str(out), name)
    assert (ran.status, ran.out) == (2, "")
    assert name in ran.err
    assert not out.exists()


def test_it_is_written_as_its_name_ends_or_as_it_is_told(command: Command, tmp_path: Path) -> None:
    for name, form, begins in (
        ("sheet.PDF", (), b"%PDF-1.7"),
        ("sheet.out", ("--format", "pdf"), b"%PDF-1.7"),
        ("other.pdf", ("--format", "html"), b"<!doctype html>"),
    ):
        out = tmp_path / name
        ran = command("sheet", *FILES, *AT, "--out", str(out), *form, "permit.yaml")
        assert (ran.status, ran.err) == (0, "")
        assert out.read_bytes().startswith(begins)


def test_without_what_makes_a_pdf_nothing_is_written(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    out = tmp_path / "sheet.pdf"
    ran = command("sheet", *FILES, *AT, "--out", str(out), "permit.yaml")
    assert (ran.status, ran.out) == (2, "")
    assert "pip install 'responselevels[report]'" in ran.err
    assert not out.exists()
