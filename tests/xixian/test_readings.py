"""The questions that the home scheme's document leaves, and what comes of answering one otherwise.

rules/xixian.yaml answers each of 27 questions by a reading, in a comment that has its number,
and names the edit that answers it otherwise. Each such edit (turns.yaml) is made here in a
file of its own: a proposal comes out differently, and `diff` shows it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from responselevels import InputError, book_of, compile_scheme, decide, load_rules
from responselevels.cli import main
from responselevels.files import parse, parse_proposal, read_document, read_text
from responselevels.models.areas import Areas
from responselevels.models.orders import Orders
from responselevels.models.rules import Rules
from responselevels.models.times import instant_of
from tests.cli.tool import LOCALES
from tests.goldens import assert_golden

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "rules" / "xixian.yaml"
GOLDENS = Path(__file__).parent / "goldens"
TURNS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "turns.yaml").read_text(encoding="utf-8")
)["turns"]
AT = instant_of("2026-03-02T09:00+08:00")


def comments() -> str:
    """Return the comments of the shipped file as one line of words."""
    text = SHIPPED.read_text(encoding="utf-8")
    return " ".join(" ".join(re.findall(r"^ *# ?(.*)$", text, re.MULTILINE)).split())


def readings() -> list[tuple[list[int], str]]:
    """Return the numbers of each reading that answers questions, and its comment."""
    found: list[tuple[list[int], str]] = []
    for part in comments().split("解读 Reading [R]")[1:]:
        numbers = re.match(r"[\d, ]*", part)
        assert numbers is not None
        listed = [int(number) for number in re.findall(r"\d+", numbers[0])]
        if listed:
            found.append((listed, part[numbers.end() :].split("条款 Clause")[0]))
    return found


def test_each_of_the_27_questions_is_answered_once_with_a_reason_and_its_other_readings() -> None:
    answered = readings()
    assert sorted(n for numbers, _text in answered for n in numbers) == list(range(1, 28))
    turned = {turn.get("question") for turn in TURNS}
    for numbers, text in answered:
        assert "另解 Instead" in text, numbers
        if turned.isdisjoint(numbers):
            assert "None." in text, numbers


def turned_rules(turn: dict[str, Any]) -> dict[str, Any]:
    """Return the data of the shipped file with the edit of *turn*."""
    data: dict[str, Any] = deepcopy(read_document(SHIPPED).data)
    for path, value in turn.get("set", {}).items():
        *way, last = path.split(".")
        within_(data, way)[last] = value
    for path in turn.get("drop", ()):
        *way, last = path.split(".")
        holder = within_(data, way)
        del holder[int(last) if isinstance(holder, list) else last]
    for key, thing in turn.get("add", {}).items():
        data[key].append(thing)
    return data


def within_(data: Any, way: list[str]) -> Any:
    for step in way:
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def written(path: Path, turn: dict[str, Any]) -> Rules:
    """Write the turned rules to *path*, and read them as a user's file is read."""
    path.write_text(json.dumps(turned_rules(turn), ensure_ascii=False), encoding="utf-8")
    return load_rules(path)


def outcome(rules: Rules, turn: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Return what of the decision is *asked*: verdict, completions, or duties."""
    listed = read_document(ROOT / "examples" / "xixian" / "areas.yaml").data
    areas = {"areas": [*listed["areas"], *turn.get("areas", ())]}
    orders = {"orders": turn.get("orders", [])}
    try:
        scheme = compile_scheme(rules, parse(as_file(areas), Areas))
        book = book_of(scheme, parse(as_file(orders), Orders).orders)
        decision = decide(scheme, book, parse_proposal(as_file(turn["proposal"])), AT)
    except InputError:
        return {"verdict": "unreadable"}
    missing = [f.completions for f in decision.findings if f.completions is not None]
    told = {
        "verdict": decision.verdict.value,
        "completions": [list(bodies) for sets in missing for bodies in sets],
        "duties": [duty.do.in_("en") for duty in decision.duties],
    }
    return {key: told[key] for key in asked}


def as_file(data: Any) -> Any:
    return read_text(json.dumps(data, ensure_ascii=False), "made")


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn["name"])
def test_an_edit_that_the_file_names_turns_its_answer(turn: dict[str, Any], tmp_path: Path) -> None:
    assert turn["says"] in comments()
    assert outcome(load_rules("xixian"), turn, turn["shipped"]) == turn["shipped"]
    turned = written(tmp_path / "turned.yaml", turn)
    assert outcome(turned, turn, turn["turned"]) == turn["turned"]


@pytest.fixture
def diffed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Callable[[dict[str, Any], str], str]:
    """Run `diff` of the shipped file and a turned one, in this process."""
    for name in LOCALES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)

    def ran(turn: dict[str, Any], lang: str) -> str:
        written(tmp_path / "turned.yaml", turn)
        assert main(["diff", "xixian", "turned.yaml", "--lang", lang]) == 1
        out, err = capsysbinary.readouterr()
        assert err == b""
        return out.decode()

    return ran


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn["name"])
def test_diff_shows_what_an_edit_turns(
    turn: dict[str, Any], lang: str, diffed: Callable[[dict[str, Any], str], str]
) -> None:
    # How many classes there are is for tests of the analysis: any file asks more as keys are added.
    shown = re.sub(
        r"(looked at:\s|类别数：|\n  classes     |\n  类别数  )\d+", r"\1…", diffed(turn, lang)
    )
    assert_golden(GOLDENS / f"{turn['name']}.{lang}.txt", shown)
