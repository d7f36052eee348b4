"""Each property of a case file is a test of pytest: proved, and held against histories."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from responselevels import Rules
from responselevels.analysis.enumeration.examined import Proof
from responselevels.errors import MissingExtra
from responselevels.files.cases import load_cases
from responselevels.testing.laws.catalogue import Law, LawBroken
from responselevels.testing.laws.history import History
from responselevels.testing.stated import items
from responselevels.testing.stated.items import PropertyItem
from tests.analysis.stated.test_proving import EXAMPLE, FLAWED, RULES
from tests.testing.stated.test_laws import examples_against, played
from tests.testing.test_plugin import PLUGIN


def ran(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", *PLUGIN, "-p", "no:cacheprovider", *args]
    environment = {**os.environ, "COLUMNS": "100", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def flawed(tmp_path: Path) -> Path:
    """Return a folder with the example's rules, in which districts go to a storm at once."""
    old, new = FLAWED["no district goes from clear to storm at once"]
    (tmp_path / "rules.yaml").write_text(RULES.replace(old, new), encoding="utf-8")
    stated = (EXAMPLE / "rules.levels.yaml").read_text(encoding="utf-8")
    (tmp_path / "rules.levels.yaml").write_text(stated, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return tmp_path


def test_each_property_is_a_test_and_the_refuted_one_shows_the_example(flawed: Path) -> None:
    result = ran(flawed, "-v", "--rules-examples", "2")
    assert "1 failed, 9 passed" in result.stdout
    assert "rules.levels.yaml::a depot can call a storm PASSED" in result.stdout
    assert "by `district_storm`, `depot` may issue an order of `district` at `storm`" in " ".join(
        result.stdout.split()
    )
    (flawed / "pytest.ini").write_text("[pytest]\nresponselevels_lang = zh\n", encoding="utf-8")
    result = ran(flawed, "-k", "clear")
    shown = "".join(result.stdout.split())
    assert "按`district_storm`，`depot`可以发布`district`的`storm`指令" in shown


def test_rules_given_instead_are_what_is_proved(flawed: Path) -> None:
    options = ("-q", "-k", "rules.levels.yaml", "--rules-examples", "2")
    result = ran(flawed, *options, "--rules", str(EXAMPLE / "rules.yaml"))
    assert "10 passed" in result.stdout


def test_a_law_that_a_history_breaks_is_shown_with_the_history(
    flawed: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    loaded = load_cases(flawed / "rules.levels.yaml")
    (item,) = (
        one
        for one in items.properties_of(request.session, loaded, examples=300, lang="en")
        if "clear to storm" in one.name
    )
    assert isinstance(item, PropertyItem)
    # What is proved wrongly, the histories still see: here the one that the proof would show.
    shown = examples_against(item.examined.rules, item.stated)[0]

    def run_law(rules: Rules, law: Law, *, examples: int, failing: list[History]) -> None:
        assert examples == 300
        failing.append(played(rules, shown))
        law.check(failing[0])

    monkeypatch.setattr("responselevels.testing.law_runner.run_law", run_law)
    monkeypatch.setattr(
        "responselevels.analysis.stated.proving.prove_stated",
        lambda _examined, stated: (proved(stated[0].name),),
    )
    with pytest.raises(LawBroken) as caught:
        item.runtest()
    shown = item.repr_failure(pytest.ExceptionInfo.from_exception(caught.value))
    assert "is permitted at" in shown
    assert "\nsteps:\n" in shown
    assert item.reportinfo()[1:] == (15, item.name)
    item.failing = None
    assert "is permitted at" in str(
        item.repr_failure(pytest.ExceptionInfo.from_exception(caught.value))
    )


def proved(name: str) -> Proof:
    return Proof(name=name, status="proved", classes=1)


def test_without_hypothesis_it_is_proved_alone(
    flawed: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    def missing(*_args: object, **_more: object) -> None:
        raise MissingExtra("testing", "hypothesis")

    monkeypatch.setattr("responselevels.testing.law_runner.run_law", missing)
    loaded = load_cases(flawed / "rules.levels.yaml")
    first, *_rest = items.properties_of(request.session, loaded, examples=1, lang="en")
    first.runtest()
    assert isinstance(first, PropertyItem)
    assert first.failing is None
