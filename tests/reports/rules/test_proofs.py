"""Proofs reported: the status of each, and how far a search over sequences went."""

from __future__ import annotations

import pytest

from responselevels.analysis.enumeration.examined import Proof
from responselevels.reports.frame.wording import Locale
from responselevels.reports.rules.proofs import ProofReport

WHOLE = Proof(name="way_back", status="checked", depth=5, sought=5, states=120)
SHORT = Proof(name="way_back", status="checked", depth=3, sought=5, states=900)


def report(lang: str) -> ProofReport:
    return ProofReport(Locale(lang), "xixian", None)


@pytest.mark.parametrize(
    ("lang", "whole", "short"),
    [
        (
            "en",
            "(to depth 5, states: 120)",
            "(to depth 3 instead of 5: there are more than the 900 states looked at)",
        ),
        ("zh", "（检查至5步，状态数：120）", "（仅检查至3步，未达5步：状态过多，已检查900个）"),
    ],
)
def test_what_was_only_checked_says_to_what_depth_and_what_stopped_it(
    lang: str, whole: str, short: str
) -> None:
    assert report(lang).says(WHOLE).endswith(whole)
    assert report(lang).says(SHORT).endswith(short)


def test_a_checked_property_is_counted_apart_from_those_proved() -> None:
    proofs = (WHOLE, SHORT, Proof(name="approved", status="proved", classes=4))
    assert report("en").title("xixian", proofs).text.endswith("1 proved and 2 checked")


def test_programs_are_told_the_depth_reached_and_the_depth_sought() -> None:
    document = report("en").document(SHORT)
    assert document["status"] == "checked"
    assert (document["depth"], document["sought"], document["states"]) == (3, 5, 900)
