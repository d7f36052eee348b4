"""The machine drawn, whole: Mermaid, Graphviz's language, and pictures through `dot`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from responselevels.errors import InputError, MissingProgram
from responselevels.machine.diagrams import dot, graphviz, mermaid
from responselevels.models.rules import Rules
from tests.core.desk import rules
from tests.model.scenes import Data

PORT: Data = {
    "levels": [
        {"id": "green", "default": True, "title": {"en": "Routine", "zh": "常态"}},
        {"id": "orange", "title": {"en": "Storm", "zh": "大风"}},
        {"id": "red"},
    ],
    "tiers": [{"id": "port"}],
    "bodies": {"captain": {"tier": "port"}},
    "transitions": [
        {
            "id": "close",
            "tier": "port",
            "to": ["red"],
            "from": ["orange", "green"],
            "issuers": ["captain"],
        },
        {
            "id": "raise",
            "tier": "port",
            "to": ["red", "orange"],
            "from": ["green"],
            "issuers": ["captain"],
        },
    ],
    "endings": [
        {"id": "reopen", "tier": "port", "of": ["green", "red"], "issuers": ["captain"]},
        {"id": "stand_down", "tier": "port", "issuers": ["captain"]},
    ],
}
AWKWARD: Data = {
    "levels": [
        {"id": 'say "calm"; yes', "default": True},
        {"id": "3:x\\y|z"},
        {"id": "#1 100% --> [*]"},
    ],
    "tiers": [{"id": "port"}],
    "bodies": {"captain": {"tier": "port"}},
    "transitions": [
        {
            "id": 'up: "1"; #2',
            "tier": "port",
            "from": ["3:x\\y|z"],
            "to": ["#1 100% --> [*]"],
            "issuers": ["captain"],
        }
    ],
}


def read(written: Data) -> Rules:
    return Rules.model_validate({"format": 1, "id": "by_hand", **written})


def test_mermaid_shows_each_level_and_one_line_for_each_pair_of_levels() -> None:
    assert (
        mermaid(read(PORT))
        == """\
stateDiagram-v2
    state "Routine" as L0
    state "Storm" as L1
    state "red" as L2
    [*] --> L0
    L0 --> L1 : raise
    L0 --> L2 : close, raise
    L1 --> L0 : end#58;#32;stand_down
    L1 --> L2 : close
    L2 --> L0 : end#58;#32;reopen, end#58;#32;stand_down
"""
    )


def test_mermaid_speaks_chinese() -> None:
    assert (
        mermaid(read(PORT), "zh")
        == """\
stateDiagram-v2
    state "常态" as L0
    state "大风" as L1
    state "red" as L2
    [*] --> L0
    L0 --> L1 : raise
    L0 --> L2 : close, raise
    L1 --> L0 : 提前终止：stand_down
    L1 --> L2 : close
    L2 --> L0 : 提前终止：reopen, 提前终止：stand_down
"""
    )


def test_mermaid_writes_by_number_what_is_not_known_to_be_safe() -> None:
    assert (
        mermaid(read(AWKWARD))
        == """\
stateDiagram-v2
    state "say#32;#34;calm#34;#59;#32;yes" as L0
    state "3#58;x#92;y#124;z" as L1
    state "#35;1 100#37;#32;#45;#45;#62;#32;#91;#42;#93;" as L2
    [*] --> L0
    L1 --> L2 : up#58;#32;#34;1#34;#59;#32;#35;2
"""
    )


def test_graphviz_language_marks_the_default_level() -> None:
    assert (
        dot(read(PORT))
        == """\
digraph levels {
  rankdir=LR;
  node [shape=box, style=rounded];
  L0 [label="Routine", peripheries=2];
  L1 [label="Storm"];
  L2 [label="red"];
  L0 -> L1 [label="raise"];
  L0 -> L2 [label="close\\nraise"];
  L1 -> L0 [label="end: stand_down"];
  L1 -> L2 [label="close"];
  L2 -> L0 [label="end: reopen\\nend: stand_down"];
}
"""
    )
    assert '  L2 -> L0 [label="提前终止：reopen\\n提前终止：stand_down"];' in dot(read(PORT), "zh")


def test_graphviz_language_writes_by_number_what_is_not_known_to_be_safe() -> None:
    assert (
        dot(read(AWKWARD))
        == """\
digraph levels {
  rankdir=LR;
  node [shape=box, style=rounded];
  L0 [label="say &#34;calm&#34;&#59; yes", peripheries=2];
  L1 [label="3:x&#92;&#92;y&#124;z"];
  L2 [label="&#35;1 100&#37; --&#62; &#91;&#42;&#93;"];
  L1 -> L2 [label="up: &#34;1&#34;&#59; &#35;2"];
}
"""
    )


def test_rules_that_are_not_sound_are_not_drawn() -> None:
    unsound = read(rules(floors=[{"id": "f", "tier": "town"}]))
    for draw in (mermaid, dot, graphviz):
        with pytest.raises(InputError):
            draw(unsound)


# -- pictures, through a `dot` of our own ---------------------------------------------------------


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that is all there is of PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def install_dot(tools: Path, script: str) -> None:
    program = tools / "dot"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for dot is a shell script")
@pytest.mark.parametrize("picture", ["svg", "png"])
def test_a_picture_is_what_dot_makes_of_it(tools: Path, picture: str) -> None:
    install_dot(tools, 'echo "$@"; while read -r line; do echo "$line"; done')
    drawn = graphviz(read(PORT), "zh", picture=picture).decode().splitlines()
    assert drawn[0] == f"-T{picture}"
    assert drawn[1] == "digraph levels {"
    assert 'L0 [label="常态", peripheries=2];' in drawn


@pytest.mark.usefixtures("tools")
def test_without_dot_it_is_said_what_to_install() -> None:
    with pytest.raises(MissingProgram) as caught:
        graphviz(read(PORT))
    assert str(caught.value) == "`dot` is not installed; it comes with Graphviz"


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^gif$"):
        graphviz(read(PORT), picture="gif")
