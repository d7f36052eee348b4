"""Colours of levels that do not serve who reads them, and none of those that do."""

from __future__ import annotations

from itertools import pairwise

import pytest

from responselevels.analysis.comparison.diff import diff
from responselevels.analysis.linting.colours import colours
from responselevels.core.digests import rules_digest
from responselevels.files import load_rules
from responselevels.models.rules import Rules


def rules(*said: str | None) -> Rules:
    """Return rules whose levels have the colours *said*; the first level is the default one."""
    levels = [
        {"id": f"l{rank}", "default": rank == 0} | ({} if colour is None else {"colour": colour})
        for rank, colour in enumerate(said)
    ]
    return Rules.model_validate(
        {"format": 1, "id": "x", "levels": levels, "tiers": [{"id": "town"}]}
    )


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ((None, None, None), []),
        ((None, "yellow", "red"), []),
        ((None, "blue", "yellow", "orange", "red"), []),
        (("green", "yellow", "red"), []),
        ((None, "#7a7a7a"), ["levels[1].colour: colour.unreadable"]),
        ((None, "red", "#b4151d"), ["levels[2].colour: colour.alike"]),
        (("#00a000", "#ff0000"), ["levels[1].colour: colour.confused"]),
        ((None, None, "red"), ["levels: colour.some"]),
        (("white", None), ["levels: colour.some"]),
    ],
)
def test_colours_that_do_not_serve_are_remarked_on(
    said: tuple[str | None, ...], found: list[str]
) -> None:
    assert [f"{one.where}: {one.code}" for one in colours(rules(*said))] == found


def test_remarks_say_what_is_wrong_in_both_languages() -> None:
    (faint,) = colours(rules(None, "#7a7a7a"))
    assert "contrast of 4.2:1" in faint.reason()
    assert "`l1`" in faint.reason()
    assert "应达到4.5" in faint.reason("zh")
    (some,) = colours(rules(None, None, "red"))
    assert some.reason().startswith("some levels have a colour, and `l1` none")
    assert "`l1` 没有" in some.reason("zh")


def test_colours_are_no_difference_in_meaning() -> None:
    plain, word, tone = rules(None, None), rules(None, "red"), rules(None, "#b3141d")
    for old, new in pairwise((plain, word, tone, plain)):
        assert diff(old, new).equivalent
    assert len({rules_digest(one) for one in (plain, word, tone)}) == 3


def test_a_file_without_colours_has_the_digest_it_always_had() -> None:
    digest = rules_digest(load_rules("xixian"))
    assert digest == "sha256:09535374eab26c75482153146e1c419aa5d0ec02207c825c6cb761dcbbe9a258"
