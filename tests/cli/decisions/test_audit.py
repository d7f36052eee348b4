from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from responselevels.models.documents import AuditDocument
from tests.cli.conftest import Command
from tests.cli.tool import FILES, GOLDENS, WORLD
from tests.goldens import assert_golden

AUDIT = ("audit", *FILES)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_orders_that_were_not_permitted_are_listed_whole(command: Command, lang: str) -> None:
    ran = command(*AUDIT, "--lang", lang)
    assert_golden(GOLDENS / f"audit.{lang}.txt", ran.out)
    assert (ran.status, ran.err) == (1, "")


def test_they_are_one_array_as_json(command: Command) -> None:
    ran = command(*AUDIT, "--json")
    rows = json.loads(ran.out)
    assert [(row["order"], row["verdict"]) for row in rows] == [("N-1", "deny"), ("R-2", "pending")]
    assert ran.out.count("\n") == 1
    TypeAdapter(AuditDocument).validate_json(ran.out)
    assert ran.status == 1


def listed(tmp_path: Path, *, upto: int) -> tuple[str, ...]:
    orders = (WORLD / "orders.yaml").read_text(encoding="utf-8").split("  - id: ")
    path = tmp_path / "orders.yaml"
    path.write_text("  - id: ".join(orders[: upto + 1]), encoding="utf-8")
    return (*FILES[:4], "--orders", str(path))


def test_nothing_is_listed_where_all_was_permitted(command: Command, tmp_path: Path) -> None:
    files = listed(tmp_path, upto=1)
    assert command("audit", *files).out == "1 in all: 1 permitted\n"
    ran = command("audit", *files, "--json")
    assert (ran.status, ran.out) == (0, "[]\n")


def test_an_order_that_was_pending_was_not_permitted(command: Command, tmp_path: Path) -> None:
    files = listed(tmp_path, upto=1)
    path = Path(files[-1])
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"2026-02-09T09:00+08:00"', '"2026-02-09T11:00+08:00"'))
    ran = command("audit", *files)
    assert ran.status == 1
    assert ran.out.endswith("1 in all: 1 pending\n")


def test_a_list_that_cannot_be_read_is_placed(command: Command, tmp_path: Path) -> None:
    files = listed(tmp_path, upto=2)
    path = Path(files[-1])
    path.write_text(path.read_text(encoding="utf-8").replace("id: N-1", "id: R-1"))
    for form in ((), ("--json",)):
        ran = command("audit", *files, *form)
        assert (ran.status, ran.out) == (2, "")
        assert f"{path}:12:9: orders[1].id: " in ran.err


def test_an_audit_asks_for_orders(command: Command) -> None:
    ran = command("audit", *FILES[:4])
    assert ran.status == 2
    assert ran.err == (
        "responselevels: `--orders` is missing; give it, or set `orders` in `responselevels.toml` "
        "or the variable RESPONSELEVELS_ORDERS\ntry `responselevels audit --help`\n"
    )


@pytest.mark.usefixtures("workers_here")
@pytest.mark.parametrize("form", [(), ("--json",), ("--report", "junit"), ("--lang", "zh")])
def test_several_workers_say_what_one_process_says(
    command: Command, monkeypatch: pytest.MonkeyPatch, form: tuple[str, ...]
) -> None:
    monkeypatch.setattr("responselevels.parallel.auditing.LEAST", 1)
    asked = ("audit", *FILES, *form)
    assert command(*asked, "--workers", "3") == command(*asked)
