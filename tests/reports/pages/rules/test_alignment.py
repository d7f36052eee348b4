"""Two versions of a page: which entries find each other, and what is marked in them."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from responselevels.reports.pages.rules.alignment import aligned, entry_pairs, marked, status_of
from responselevels.reports.rules.pages import Chapter, Entry, Page

KEYS = st.lists(st.sampled_from("abcdef"), unique=True)
TEXTS = st.text(alphabet="ab 三四<&`", max_size=30)


def entries(keys: list[str], texts: dict[str, str] | None = None) -> list[Entry]:
    return [Entry(key, (texts or {}).get(key, f"says {key}"), key=("levels", key)) for key in keys]


@given(old=KEYS, new=KEYS)
def test_every_entry_of_both_versions_is_in_one_pair_and_the_new_order_is_kept(
    old: list[str], new: list[str]
) -> None:
    pairs = [*entry_pairs(entries(old), entries(new), {})]
    assert [pair.new.label for pair in pairs if pair.new] == new
    assert sorted(pair.old.label for pair in pairs if pair.old) == sorted(old)
    for pair in pairs:
        assert pair.old or pair.new
        if pair.old and pair.new:
            assert pair.old.label == pair.new.label
            assert status_of(pair) == "same"
    assert {p.old.label for p in pairs if p.old and p.new is None} == set(old) - set(new)


def test_a_row_that_was_put_in_between_changes_no_other() -> None:
    old = [Entry("row", text, key=("rows", at)) for at, text in enumerate("abc")]
    new = [Entry("row", text, key=("rows", at)) for at, text in enumerate("axbc")]
    pairs = [*entry_pairs(old, new, {})]
    assert [status_of(pair) for pair in pairs] == ["same", "added", "same", "same"]


def test_what_is_gone_stands_where_it_stood() -> None:
    pairs = [*entry_pairs(entries(["a", "b", "c", "d"]), entries(["a", "d"]), {})]
    assert [status_of(pair) for pair in pairs] == ["same", "removed", "removed", "same"]


def test_a_transition_with_another_id_is_the_same_chapter() -> None:
    old, new = (
        Page("", (), (Chapter(f"To order ({name})", (Entry("who", "b", key=key),), key[:2]),))
        for name, key in (
            ("go", ("transitions", "go", "issuers")),
            ("start", ("transitions", "start", "issuers")),
        )
    )
    (pair,) = aligned(old, new, {"go": "start"})
    assert pair.status == "changed"
    assert [status_of(row) for row in pair.rows] == ["same"]
    assert [one.status for one in aligned(old, new, {})] == ["removed", "added"]
    assert [one.status for one in aligned(new, new, {})] == ["same"]


@given(old=TEXTS, new=TEXTS)
def test_without_its_marks_each_text_is_whole(old: str, new: str) -> None:
    was, now = marked(old, new)
    assert unescape(re.sub("</?del>", "", was)) == old
    assert unescape(re.sub("</?ins>", "", now)) == new
    kept = [unescape(re.sub(r"<(del|ins)>.*?</\1>", "", one)) for one in (was, now)]
    assert kept[0] == kept[1]
    assert ("<del>" in was or "<ins>" in now) == (old != new)


def test_texts_that_have_little_in_common_are_marked_as_wholes() -> None:
    assert marked("any body", "三级") == ("<del>any body</del>", "<ins>三级</ins>")
    assert marked("a " * 3000, "a " * 3001)[1].startswith("<ins>a a")
    assert marked("", "b") == ("", "<ins>b</ins>")
