"""A dictionary over another one, which it never changes."""

from __future__ import annotations

from responselevels.register.history.overlays import Overlay


def test_what_is_looked_up_is_a_copy_and_what_is_put_in_stays_above() -> None:
    beneath = {"a": [1]}
    over = Overlay(beneath, list)
    over["a"].append(2)
    over.setdefault("a", []).append(3)
    over.setdefault("b", []).append(4)
    assert (over["a"], over["b"], beneath) == ([1, 2, 3], [4], {"a": [1]})


def test_it_has_what_is_beneath_and_is_empty_only_where_both_are() -> None:
    assert "a" in Overlay({"a": 1})
    assert "b" not in Overlay({"a": 1})
    assert Overlay({"a": 1})
    assert not Overlay({})
    over = Overlay[str, int]({})
    over["a"] = 1
    assert over
