"""What is refused of cadences and reviews, on rules built in Python."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.world.test_soundness import SOUND, Found, found

LOOK = {"id": "look", "tier": "quay", "every": "month", "do": "look"}
RAISE = SOUND["transitions"][0]
AGAIN = {**RAISE, "id": "again"}


def cadences(*changes: dict[str, Any], zone: str | None = "Europe/Paris") -> Found:
    """Return the problems of the sound rules with a cadence for each of *changes*."""
    return found(zone=zone, cadence=[{**LOOK, **change} for change in changes])


def reviews(*reviewed: dict[str, Any] | None) -> Found:
    """Return the problems where the transitions `raise` and `again` have these reviews."""
    pairs = zip((RAISE, AGAIN), reviewed, strict=True)
    return found(transitions=[{**rule, "review": review} for rule, review in pairs])


def test_cadences_and_reviews_may_be_told_apart_by_their_ids() -> None:
    assert cadences({}, {"id": "again"}) == []
    assert reviews({"every": "P7D"}, {"every": "P30D"}) == []
    assert reviews({"every": "P7D", "id": "a"}, {"every": "P30D", "id": "b"}) == []
    assert reviews({"every": "P7D", "id": "raise"}, None) == []


def test_a_cadence_needs_a_zone_for_its_periods() -> None:
    assert cadences({}, zone=None) == [("cadence.no_zone", ("cadence",))]
    assert found(zone=None) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (({"tier": "quai"},), ("tier.unknown", ("cadence", 0, "tier"))),
        (({}, {}), ("id.repeated", ("cadence", 1, "id"))),
        (({"cite": {"source": "code"}},), ("cite.bare", ("cadence", 0, "cite"))),
    ],
)
def test_a_cadence_is_refused(changes: Any, problem: Any) -> None:
    assert cadences(*changes) == [problem]


@pytest.mark.parametrize(
    ("first", "second", "problem"),
    [
        ({"id": "a"}, {"id": "a"}, ("id.repeated", ("transitions", 1, "review", "id"))),
        ({}, {"id": "raise"}, ("id.repeated", ("transitions", 1, "review", "id"))),
        ({"id": "again"}, {}, ("id.repeated", ("transitions", 1, "id"))),
        ({"cite": {"source": "code"}}, None, ("cite.bare", ("transitions", 0, "review", "cite"))),
    ],
)
def test_a_review_is_refused(first: Any, second: Any, problem: Any) -> None:
    asked = [None if one is None else {"every": "P7D", **one} for one in (first, second)]
    assert reviews(*asked) == [problem]
