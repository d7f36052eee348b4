"""Comments of a file: all of them, whole, and nothing that is data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.files.shipped import rules_path, shipped_ids
from responselevels.files.syntax.comments import Comment, comments_in

TEXT = """\
# first
a: "x # no"  # behind
b: |
  # no
  text
c: 'it''s # no
  # no either'
# before d
#
#   more

d: [1]  #tight
e:
  # before an item
  - {id: known, to: [a#b]}
  # before a key
  - to: x
# end
"""


def test_comments_are_told_with_what_they_stand_before() -> None:
    assert comments_in(TEXT) == (
        Comment(1, "a", "", ("first",)),
        Comment(2, "a", "", ("behind",)),
        Comment(8, "d", "", ("before d", "", "  more")),
        Comment(12, "d", "", ("tight",)),
        Comment(14, "e", "known", ("before an item",)),
        Comment(16, "e", "to", ("before a key",)),
        Comment(18, "", "", ("end",)),
    )


@pytest.mark.parametrize("name", shipped_ids())
def test_every_line_of_comment_of_a_shipped_file_is_there(name: str) -> None:
    text = rules_path(name).read_text("utf-8")
    lines = [line.strip()[1:].removeprefix(" ") for line in text.splitlines()]
    whole = [
        told
        for told, line in zip(lines, text.splitlines(), strict=True)
        if line.lstrip().startswith("#")
    ]
    found = [said for one in comments_in(text) for said in one.lines]
    assert [said.rstrip() for said in found if said.rstrip() in whole] == whole


@given(st.lists(st.text(alphabet="ab#: '\"三", max_size=8)))
def test_what_is_quoted_is_no_comment(words: list[str]) -> None:
    quoted = "".join("- '" + word.replace("'", "''") + "'\n" for word in words)
    assert comments_in(quoted or "[]\n") == ()
