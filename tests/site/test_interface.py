"""The reference of the Python interface has every public name, in both languages."""

from __future__ import annotations

import responselevels
from docs.site.generated import interface


def test_every_public_name_is_told_in_chinese_and_no_other() -> None:
    assert set(interface.NAMES) == set(responselevels.__all__) - {"__version__"}


def test_every_name_stands_in_a_group_of_the_page_and_every_group_is_told() -> None:
    groups = dict(interface.sections(interface.API.read_text(encoding="utf-8")))
    assert set(groups) == set(interface.GROUPS)
    named = {name for names in groups.values() for name in names}
    assert named == set(interface.NAMES)
    told = interface.pages("zh")["reference/python.md"]
    assert [name for name in named if f"\n### `{name}`\n" not in told] == []
