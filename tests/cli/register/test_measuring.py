"""`register measures`: what holds on the ground by what is recorded, now, then, and as it was known."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import TypeAdapter

from responselevels.reports.programs.measure_documents import MeasuresDocument
from tests.cli.decisions.test_measures import FILES, ORDERS, amounts
from tests.cli.desk import Desk
from tests.cli.tool import GOLDENS, Ran
from tests.goldens import assert_golden

AT = ("--at", "2026-05-04T12:00+08:00")
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])


class Patrols:
    """Gives commands to the register of the made-up city, each at a time of May 2026."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desk = desk
        self._setenv = monkeypatch.setenv

    def __call__(self, when: str, *args: str) -> Ran:
        self._setenv("RESPONSELEVELS_CLOCK", f"2026-05-{when}+08:00")
        return self.desk.command("register", *args)

    def rows(self, *args: str) -> list[dict[str, Any]]:
        ran = self("19T10:00", "measures", *args, "--json")
        assert (ran.status, ran.err) == (0, "")
        said: list[dict[str, Any]] = json.loads(ran.out)
        return said


@pytest.fixture
def patrols(empty: Desk, monkeypatch: pytest.MonkeyPatch) -> Patrols:
    """The register of the made-up city, its orders taken over."""
    given = Patrols(empty, monkeypatch)
    ran = given("18T10:00", "init", *FILES, "--from-orders", ORDERS[1], "--id", "patrols")
    assert ran.err == ""
    return given


@LANGUAGES
def test_a_register_says_what_its_files_say(patrols: Patrols, lang: str) -> None:
    asked = (*AT, "--lang", lang)
    whole = patrols("19T10:00", "measures", *asked)
    assert (whole.status, whole.err) == (0, "")
    assert whole.out.startswith(patrols("19T10:00", "measures", *asked, "qingshi").out)
    named = ("linhai", "hebin", "matou")
    by_files = patrols.desk.command("measures", *FILES, *ORDERS, *asked, *named)
    assert patrols("19T10:00", "measures", *asked, *named).out == by_files.out
    compared = patrols("19T10:00", "measures", *AT, "--lang", lang, "--compare", "1", "hebin")
    assert_golden(GOLDENS / f"register.measures.{lang}.txt", compared.out)


def test_it_says_the_same_for_programs(patrols: Patrols) -> None:
    rows = patrols.rows(*AT)
    TypeAdapter(MeasuresDocument).validate_python(rows)
    assert amounts(rows, "patrol") == [113, None, 61]
    (hebin,) = patrols.rows(*AT, "--compare", "1", "hebin")
    assert amounts([hebin["supposed"]], "patrol") == [140]
    (drill,) = patrols.rows("--at", "2026-05-20T10:00+08:00", "--drill", "--all", "hebin")
    assert [one["measure"] for one in drill["measures"] if not one["public"]] == ["plain_clothes"]


def test_an_order_counts_once_it_is_known(patrols: Patrols) -> None:
    text = "{id: HB-9, area: hebin, level: '1', scope: [hebin], issuer: district_office,\n"
    text += " period: {start: '2026-05-22T00:00+08:00', end: '2026-05-23T00:00+08:00'}}\n"
    assert patrols("18T12:00", "issue", patrols.desk.file("one.yaml", text)).err == ""
    day = ("--at", "2026-05-22T12:00+08:00", "hebin")
    assert amounts(patrols.rows(*day), "patrol") == [140]
    known = ("--known-at", "2026-05-18T11:00+08:00")
    assert amounts(patrols.rows(*known, *day), "patrol") == [75]


def test_what_is_not_there_is_said(patrols: Patrols) -> None:
    for args, said in (
        (("hebim",), "did you mean `hebin`?"),
        (("--compare", "5", "hebin"), "unknown level `5`"),
        (("--track", "wind", "hebin"), "`--track` says where the level of `--compare` is"),
    ):
        ran = patrols("19T10:00", "measures", *args)
        assert (ran.status, ran.out) == (2, "")
        assert said in ran.err
