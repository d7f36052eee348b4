"""Diagrams and tables of hostile rules, read back by what everybody reads them with.

Every level and every arrow of the rules is found in what the real Mermaid, the
real Graphviz, a parser of XML, of Markdown and of CSV make of them, with the text
that the rules have.
"""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from responselevels.machine.diagrams import dot, mermaid, svg
from responselevels.machine.levels import LevelMachine
from responselevels.machine.tables import csv_table, table
from responselevels.models.rules import Rules
from responselevels.text.escaping import plain
from tests.foreign.hostile import ids, titles
from tests.foreign.reading import Reader, reading

FEW = settings(max_examples=40, deadline=None)


def rules_of(names: list[str], levels: list[str], rule_ids: list[str], title: str) -> Rules:
    """Return rules whose levels, rules, bodies and clauses are all called something hostile."""
    first, *others = names
    return Rules.model_validate(
        {
            "format": 1,
            "id": "hostile",
            "title": title,
            "sources": {"paper": {"title": title}},
            "levels": [
                {"id": first, "title": levels[0], "default": True},
                *(
                    {"id": name, "title": text}
                    for name, text in zip(others, levels[1:], strict=True)
                ),
            ],
            "tiers": [{"id": "place", "title": title}],
            "bodies": {"hall": {"tier": "place", "title": title}, rule_ids[0]: {"tier": "place"}},
            "transitions": [
                {
                    "id": name,
                    "tier": "place",
                    "to": names,
                    "issuers": ["hall"],
                    "cite": {"source": "paper", "clause": rule_ids[0]},
                }
                for name in rule_ids
            ],
            "endings": [{"id": rule_ids[-1] + "2", "tier": "place", "issuers": ["hall"]}],
        }
    )


hostile_rules = st.builds(
    rules_of,
    st.lists(ids, min_size=3, max_size=3, unique=True),
    st.lists(titles, min_size=3, max_size=3),
    st.lists(ids, min_size=2, max_size=2, unique=True),
    titles,
)
ISSUE = rules_of(
    ["a", "b", "c"], ["direction LR", "note left of L0", "b"], ["x", "direction LR"], "t"
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with reading() as running:
        yield running


def pairs_of(rules: Rules) -> dict[tuple[int, int], list[str]]:
    """Return what is to be found: (rank, rank) → the ids of the rules of the arrow, said plainly."""
    ranks = {level.id: rank for rank, level in enumerate(rules.levels)}
    found: dict[tuple[int, int], list[str]] = {}
    for arrow in LevelMachine(rules).edges():
        if arrow.target is None and arrow.source == rules.levels[0].id:
            continue
        target = rules.levels[0].id if arrow.target is None else arrow.target
        label = plain(arrow.rule) if arrow.target is not None else f"end: {plain(arrow.rule)}"
        found.setdefault((ranks[arrow.source], ranks[target]), []).append(label)
    return found


def ids_of(rules: Rules) -> list[str]:
    return [*(rule.id for rule in rules.transitions), *(rule.id for rule in rules.endings)]


def titles_of(rules: Rules) -> list[str]:
    return [plain(level.title.in_("en")) for level in rules.levels if level.title is not None]


@FEW
@example(ISSUE)
@given(hostile_rules)
def test_mermaid_reads_every_level_and_every_arrow(reader: Reader, rules: Rules) -> None:
    read = reader.read("mermaid", mermaid(rules))
    assert "error" not in read
    assert [read["states"][f"L{rank}"] for rank in range(3)] == [[t] for t in titles_of(rules)]
    assert sorted(read["states"]) == ["L0", "L1", "L2", "root_start"]
    wanted = [[f"L{a}", f"L{b}", ", ".join(labels)] for (a, b), labels in pairs_of(rules).items()]
    assert sorted(read["transitions"]) == sorted([["root_start", "L0", ""], *wanted])
    assert read["direction"] == reader.read("mermaid", mermaid(PLAIN))["direction"]


PLAIN = rules_of(["a", "b", "c"], ["A", "B", "C"], ["x", "y"], "t")


@FEW
@example(ISSUE)
@given(hostile_rules)
def test_graphviz_reads_every_level_and_every_arrow(reader: Reader, rules: Rules) -> None:
    read = reader.read("dot", dot(rules))
    assert "error" not in read
    root = ET.fromstring(read["svg"])
    nodes, edges = _groups(root, "node"), _groups(root, "edge")
    assert [nodes[f"L{rank}"] for rank in range(3)] == [squeezed([t]) for t in titles_of(rules)]
    wanted = {f"L{a}->L{b}": squeezed(labels) for (a, b), labels in pairs_of(rules).items()}
    assert edges == wanted


def _groups(root: ET.Element, kind: str) -> dict[str, list[str]]:
    """Return title → texts of the groups of a kind in a picture of Graphviz."""
    space = "{http://www.w3.org/2000/svg}"
    return {
        str(group.findtext(f"{space}title")): squeezed(
            text.text or "" for text in group.iter(f"{space}text")
        )
        for group in root.iter(f"{space}g")
        if group.get("class") == kind
    }


def squeezed(texts: Any) -> list[str]:
    """Return *texts* with blanks squeezed, as pictures show them."""
    return [re.sub(r"[ \u00a0]+", " ", text) for text in texts]


@FEW
@example(ISSUE, "zh")
@given(hostile_rules, st.sampled_from(["en", "zh"]))
def test_our_own_picture_is_xml_with_every_level_and_every_arrow(rules: Rules, lang: str) -> None:
    root = ET.fromstring(svg(rules, lang))
    texts = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    shown = "".join(texts)
    for title in titles_of(rules):
        assert title in shown
    tips = [
        (int(tip.attrib["data-from"]), int(tip.attrib["data-to"]))
        for tip in root.iter("{http://www.w3.org/2000/svg}path")
        if tip.get("class") == "tip"
    ]
    assert sorted(tips) == sorted(pairs_of(rules))


@FEW
@given(hostile_rules)
def test_markdown_reads_every_cell_of_the_table(rules: Rules) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(table(rules))
    cells = [token for token in tokens if token.type == "inline"]
    assert len(cells) == 10 * (1 + len(rules.transitions) + len(rules.endings))
    first = cells[10::10]
    for cell, name in zip(first, ids_of(rules), strict=True):
        assert [child.type for child in cell.children or []] == ["text"] * len(cell.children or [])
        assert "".join(child.content for child in cell.children or []) == plain(name)
    tier = cells[11]
    assert rules.tiers[0].title is not None
    wanted = plain(rules.tiers[0].title.in_("en"))
    assert "".join(child.content for child in tier.children or []) == wanted


@FEW
@given(hostile_rules)
def test_a_spreadsheet_reads_every_cell_and_no_formula(rules: Rules) -> None:
    _heads, *rows = list(csv.reader(io.StringIO(csv_table(rules), newline="")))
    for row, name in zip(rows, ids_of(rules), strict=True):
        assert len(row) == 10
        assert row[0] in {plain(name), f"'{plain(name)}"}
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
