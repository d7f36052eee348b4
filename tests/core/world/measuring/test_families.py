"""Measures that strengthen one another are one family, and take over what they leave out."""

from __future__ import annotations

from tests.core.desk import scheme_of
from tests.core.measures.ground import MORE, PATROL, SPOTS, written


def test_a_family_is_called_by_the_one_that_strengthens_no_other() -> None:
    most = {
        "id": "most",
        "strengthens": "more",
        "at": ["red"],
        "tiers": ["region"],
        "by": ["police"],
    }
    (family,) = scheme_of(written(MORE, most, PATROL)).measures
    assert (family.id, [member.id for member in family.members]) == (
        "patrol",
        ["more", "most", "patrol"],
    )
    more, last, patrol = family.members
    assert (more.tiers, more.by, more.spots, more.cite) == (
        patrol.tiers,
        patrol.by,
        ("point",),
        None,
    )
    assert more.do is not None
    assert last.do == more.do
    assert (last.tiers, last.by, last.ranks) == (frozenset({0}), ("police",), frozenset({3}))
    assert SPOTS[0]["id"] in last.spots


def test_a_scheme_without_measures_gathers_nothing_for_them() -> None:
    scheme = scheme_of()
    assert (scheme.measures, scheme.areas_of) == ((), {})
