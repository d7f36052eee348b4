"""`responselevels board` and `register board`: a page that is one file, made of files or of a register."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.cli.desk import Desk
from tests.cli.tool import AT, FILES
from tests.reports.pages.test_page import HOSTILE, Reader

RULES = """\
format: 1
id: port
title: {en: Port, zh: 港口}
levels: [{id: green, default: true}, {id: red, title: {en: Red, zh: 红色}}]
tiers: [{id: port}]
bodies: {master: {tier: port}}
transitions:
  - {id: raise, tier: port, to: [red], issuers: [master], requires: {period: bounded, reason: true}}
"""


def blocks(page: Path) -> dict[str, Any]:
    read = Reader(page.read_text(encoding="utf-8"))
    return {
        attrs["id"] or "": json.loads(data)
        for tag, attrs, data in read.inside
        if tag == "script" and attrs.get("type") == "application/json"
    }


def test_the_page_is_written_and_its_size_told(command: Command, tmp_path: Path) -> None:
    out = tmp_path / "board.html"
    ran = command("board", *FILES, *AT, "--out", str(out), "--lang", "zh")
    found = blocks(out)["board-data"]
    size = len(out.read_bytes())
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        f"{out}：{len(found['areas']['id'])}个区域，{len(found['orders']['area'])}项指令，{size}字节\n"
    )
    assert found["lang"] == "zh"


def test_times_are_shown_in_the_zone_that_is_asked_for(command: Command, tmp_path: Path) -> None:
    out = str(tmp_path / "board.html")
    assert command("board", *FILES, *AT, "--out", out).status == 0
    assert blocks(Path(out))["board-data"]["zone"] == 480
    assert command("board", *FILES, *AT, "--out", out, "--zone", "Europe/Paris").status == 0
    assert blocks(Path(out))["board-data"]["zone"] == "Europe/Paris"


def test_where_files_cannot_be_read_nothing_is_written(command: Command, tmp_path: Path) -> None:
    out = tmp_path / "board.html"
    ran = command("board", *FILES[:2], "--areas", "none.yaml", *AT, "--out", str(out))
    assert ran.status == 2
    assert "none.yaml" in ran.err
    assert not out.exists()


def test_a_file_that_cannot_be_written_is_told(command: Command, tmp_path: Path) -> None:
    ran = command("board", *FILES, *AT, "--out", str(tmp_path / "no" / "board.html"))
    assert (ran.status, ran.out) == (2, "")
    assert "board.html" in ran.err


def test_what_the_rules_find_of_an_issue_is_told_in_both_languages(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "areas.yaml").write_text(
        json.dumps({"areas": [{"id": "east", "tier": "port", "title": HOSTILE}]}), encoding="utf-8"
    )
    order = {"id": "A", "area": "east", "level": "red", "scope": ["east"], "issuer": "master"}
    order |= {"period": {"start": "2026-02-10T08:00Z"}, "issued_at": "2026-02-10T07:00Z"}  # type: ignore[dict-item]
    listed = [order]
    (tmp_path / "orders.yaml").write_text(json.dumps({"orders": listed}), encoding="utf-8")
    assert command("board", *FILES, *AT, "--out", "board.html").status == 0
    told = blocks(tmp_path / "board.html")["board-details"]
    verdict, findings = told["sparse"]["judged"]["0"]
    assert verdict == "deny"
    said = [[told["texts"][number] for number in messages] for _effect, messages, _ in findings]
    assert any("reason" in english and "理由" in chinese for english, chinese in said)
    assert told["rules"] == [["raise", ["", ""]]]


def test_the_board_of_a_register_shows_what_is_recorded(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "board.html"
    ran = desk("11T12:00", "board", "--out", str(out))
    assert (ran.status, ran.err) == (0, "")
    found = blocks(out)
    assert found["board-data"]["title"] == "Sample room"
    assert found["board-data"]["since"] is None
    judged = found["board-details"]["sparse"]["judged"].values()
    assert {verdict for verdict, _findings in judged} <= {"permit", "pending", "deny"}
