"""Words of both languages are split alike, where pages are read and where somebody asks."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from docs.site.search import SearchBoth, split

SAID = (
    "Level 2 is the floor in 沣西新城管委会, until 24:00",
    "平安办会同公安局研判",
    "一",
    "rules_digest café ½ P-17",
    "级别：二级（默认）",
    "",
)


def test_chinese_is_split_into_pairs_and_english_into_words() -> None:
    assert split("Level 2 管委会") == ["Level", "2", "管委", "委会"]


def test_a_character_alone_is_found_as_it_is() -> None:
    assert split("甲 乙") == ["甲", "乙"]


@pytest.mark.parametrize("said", SAID)
def test_the_browser_splits_as_the_builder_does(said: str) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node to run what the browser runs")
    script = f"{SearchBoth.js_splitter_code}\nconsole.log(JSON.stringify(splitQuery({json.dumps(said)})))"
    done = subprocess.run([node, "-e", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == split(said)
