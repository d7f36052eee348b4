"""A register is copied, put back, and gone on with, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.desk import Desk


def lose(desk: Desk, *args: str) -> str:
    """Copy the register, record one thing more, and lose the file; return the path of the copy."""
    copy = str(desk.folder / "copy.db")
    assert desk("11T10:00", "backup", copy).status == 0
    assert desk("11T10:05", "propose", "pending.yaml", *args).status == 0
    (desk.folder / "register.db").unlink()
    return copy


def test_a_copy_says_what_is_in_it(desk: Desk) -> None:
    copy = desk.folder / "copy.db"
    ran = desk("11T10:00", "backup", str(copy))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == f"copied to `{copy}`: events 6, documents 2, checkpoints 0\n"
    assert desk.command("log", "replay", "--register", f"sqlite:///{copy}").status == 0


def test_an_older_copy_is_put_back_when_that_is_said(desk: Desk) -> None:
    copy = lose(desk)
    ran = desk("11T10:10", "restore", copy)
    assert (ran.status, ran.out) == (65, "")
    assert ran.err.endswith("say `--although-seen 8`: what is not in the copy is lost\n")
    assert not (desk.folder / "register.db").exists()
    said = desk.said("11T10:10", "restore", copy, "--although-seen", "8")
    assert said == {"register": "sample-room", "events": 6, "documents": 2, "checkpoints": 0}
    assert desk("11T10:15", "propose", "pending.yaml").status == 0


def test_another_site_goes_on_with_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = lose(desk)
    state = str(desk.folder / "state")
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(desk.folder / "elsewhere"))
    assert desk("11T10:10", "restore", copy).status == 0
    monkeypatch.setenv("RESPONSELEVELS_STATE", state)
    ran = desk("11T10:15", "status")
    assert ran.status == 65
    assert "see `responselevels register accept`" in ran.err
    assert desk("11T10:15", "accept", "--although-seen", "7").status == 65
    ran = desk("11T10:15", "accept", "--although-seen", "8")
    assert (ran.status, ran.out) == (
        0,
        "this site goes on with the register `sample-room`: events 6\n",
    )
    assert desk("11T10:15", "status").status == 0


def test_a_checkpoint_that_others_kept_says_whether_a_copy_is_late_enough(desk: Desk) -> None:
    copy = str(desk.folder / "copy.db")
    note = desk.folder / "note.txt"
    assert desk("11T10:00", "backup", copy).status == 0
    assert desk("11T10:05", "propose", "pending.yaml").status == 0
    assert desk.command("log", "checkpoint", "--out", str(note)).status == 0
    (desk.folder / "register.db").unlink()
    ran = desk("11T10:10", "restore", copy, "--against", str(note), "--although-seen", "8")
    assert ran.status == 2
    assert "nothing is made of it" in ran.err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_export_is_put_back(desk: Desk, lang: str, tmp_path: Path) -> None:
    folder = str(tmp_path / "export")
    assert desk.command("log", "export", folder).status == 0
    (desk.folder / "register.db").unlink()
    ran = desk("11T10:10", "restore", folder, "--lang", lang)
    assert (ran.status, ran.err) == (0, "")
    assert "sample-room" in ran.out
    ran = desk("11T10:10", "status", "--json")
    assert json.loads(ran.out)["register"] == "sample-room"
