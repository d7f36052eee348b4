"""The inputs that fuzzing kept are read or refused, in every Python (docs/fuzzing.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz.formats import CORPUS, FORMATS, Broken, Reading, check_place, check_words, corpus
from responselevels.errors import Place, Problem
from responselevels.files import parse_areas, read_text
from responselevels.files.tables import read_table
from tests.files.making import said

KEPT = [(kind, path) for kind in FORMATS for path in corpus(kind)]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_kept_input_is_read_or_refused_with_places_and_words(
    kind: str, tmp_path: Path
) -> None:
    reading = Reading(kind, tmp_path, every=1)
    for path in corpus(kind):
        try:
            reading.one(path.read_bytes())
        except Exception as error:
            error.add_note(str(path))
            raise
    assert 0 < reading.refused < reading.inputs, "of each kind there are good and bad ones"


def test_every_folder_of_the_corpus_is_a_format_and_its_inputs_are_small() -> None:
    assert {path.name for path in CORPUS.iterdir()} == set(FORMATS)
    assert max(path.stat().st_size for _kind, path in KEPT) <= 12_000


# -- the promises themselves -------------------------------------------------------


def test_a_problem_without_its_place_or_words_is_told() -> None:
    for where in (Place(), Place("a", 3), Place("a", 1, 0), Place("a")):
        with pytest.raises(Broken):
            check_place(Problem(where, "missing"), lines=2)
    check_place(Problem(Place("a"), "file.empty"), lines=2)
    with pytest.raises(KeyError):
        check_words(Problem(Place("a", 1), "no.such.problem"))


# -- what it found -----------------------------------------------------------------


@pytest.mark.parametrize("text", ["[NaN0]", "[-InfinityNaN]", "[NaN, Infinity1]"])
def test_what_only_begins_like_no_number_is_no_json(text: str) -> None:
    (line,) = said(lambda: read_text(text, json=True))
    assert line.endswith("from here on this is not JSON; check the commas, brackets and quotes")


def test_what_is_no_number_is_said_where_it_stands() -> None:
    assert said(lambda: read_text("[1,\n NaN]", json=True)) == [
        "2:2: `NaN` is no JSON; write a whole number, or a text in quotes"
    ]


@pytest.mark.parametrize(("text", "line"), [("id,tier\n", 1), ("\n\nid,tier,title\n\n", 3)])
def test_a_table_with_nothing_beneath_its_header_is_refused_there(text: str, line: int) -> None:
    assert said(lambda: parse_areas(read_table(text, "areas.csv"))) == [
        f"areas.csv:{line}: areas: no area is listed; add at least one"
    ]
