"""What names in a scope stand for."""

from __future__ import annotations

from responselevels.core.groups import areas_meant, groups_named

GROUPS = {"shore": ("quay", "mill")}


def test_a_group_stands_for_its_members_each_once() -> None:
    assert areas_meant(("mill", "shore", "lane"), GROUPS) == ("mill", "quay", "lane")


def test_where_no_group_is_named_the_names_stay_as_they_are_written() -> None:
    assert areas_meant(("mill", "mill"), {}) == ("mill", "mill")


def test_the_members_that_an_order_has_go_before_those_of_now() -> None:
    assert groups_named(("shore", "lane"), GROUPS, {"shore": ("lane",)}) == {"shore": ("lane",)}
    assert groups_named(("lane",), GROUPS) == {}
