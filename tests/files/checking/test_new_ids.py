"""Ids of something new: what a Chinese keyboard makes of them is no other id."""

from __future__ import annotations

from pathlib import Path

import pytest

from responselevels.errors import InputError
from responselevels.files import load_areas, load_orders, load_proposals, load_rules
from responselevels.files.checking.new_ids import slips_in_ids
from tests.cli.lines import PORT
from tests.cli.tool import WORLD

SAMPLE = (WORLD / "deny.yaml").read_text("utf-8")


def said(text: str, tmp_path: Path) -> list[str]:
    path = tmp_path / "p.yaml"
    path.write_text(text, "utf-8")
    (entry,) = load_proposals(path)
    return [] if entry.error is None else str(entry.error).splitlines()


@pytest.mark.parametrize(
    ("written", "meant"),
    [("“P-1”", "P-1"), ("P－1", "P-1"), ("Ｐ-1", "P-1"), ("P-1 ＃注", "P-1 #注"), ("‘P-1’", "P-1")],
)
def test_an_id_whose_only_odd_characters_are_marks_of_the_keyboard_is_a_slip(
    tmp_path: Path, written: str, meant: str
) -> None:
    (line,) = said(SAMPLE.replace("id: P-7", f"id: {written}", 1), tmp_path)
    assert f":1:5: id: in `{written}`, " in line
    assert line.endswith(f"; with the input method set to English, write `{meant}`")


@pytest.mark.parametrize("written", ["新办发（2026）5号", "第1号“专项”", "《通告》-1", "P-1é"])
def test_an_id_that_is_chinese_beyond_its_marks_may_have_them(tmp_path: Path, written: str) -> None:
    assert said(SAMPLE.replace("id: P-7", f"id: {written}", 1), tmp_path) == []


def test_persons_are_ids_too_and_all_slips_come_at_once(tmp_path: Path) -> None:
    text = SAMPLE.replace("id: P-7", "id: “P-1”", 1) + "proposer: ｓo-1\nisuer: x\n"
    keys = [line.removeprefix(str(tmp_path)).split(": ")[1] for line in said(text, tmp_path)]
    assert keys == ["id", "proposer", "isuer"]


def test_new_ids_of_rules_areas_and_orders_are_looked_at() -> None:
    data = {
        "id": "“x”",
        "bodies": {"“hall”": {"tier": "t"}},
        "levels": [{"id": "２"}],
        "orders": [{"id": "O－1", "approvals": [{"person": "“a”", "body": "“b”"}], "level": "“2”"}],
    }
    found = [(problem.where.path, key) for problem, key in slips_in_ids(data)]
    assert found == [
        (("id",), False),
        (("bodies", "“hall”"), True),
        (("levels", 0, "id"), False),
        (("orders", 0, "id"), False),
        (("orders", 0, "approvals", 0, "person"), False),
    ]


def test_each_loader_refuses_them(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text(PORT.replace("id: port", "id: “port”", 1), "utf-8")
    with pytest.raises(InputError, match="“port”"):
        load_rules(path)
    path.write_text("areas: [{id: “a”, tier: t}]\n", "utf-8")
    with pytest.raises(InputError, match=r"1:14: areas\[0\].id"):
        load_areas(path)
    path.write_text((WORLD / "orders.yaml").read_text("utf-8").replace("S-1", "S－1"), "utf-8")
    with pytest.raises(InputError, match="S－1"):
        load_orders(path)
