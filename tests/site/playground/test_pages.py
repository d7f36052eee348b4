"""The page as it is written, in both languages, and what it is packed of."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from docs.site.playground.examples import Listed
from docs.site.playground.packing import HERE, LISTS, write_library
from docs.site.playground.pages import LANGUAGES, page_in, policy, words_in
from docs.site.playground.wheels import PARTLY, PLAIN, pinned
from responselevels.models.texts import Text
from tests.npm import node
from tests.reports.pages.test_page import HOSTILE

LISTED = [Listed("sample", Text.of(HOSTILE))]


def facts_in(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", text))


def test_both_languages_say_the_same_things() -> None:
    en, zh = words_in("en"), words_in("zh")
    assert en.keys() == zh.keys()
    assert [code for code in en if facts_in(en[code]) != facts_in(zh[code])] == []


def test_every_sentence_that_is_asked_for_is_there_and_every_other_is_none() -> None:
    sources = [*HERE.glob("static/*.*"), HERE / "pages.py"]
    source = "".join(path.read_text(encoding="utf-8") for path in sources)
    asked = set(re.findall(r'says\("([\w.]+)"', source))
    made = {"open", "save", "status"}  # the rest of a code is put behind these
    kept = {code for code in words_in("en") if code in source or code.partition(".")[0] in made}
    assert asked <= kept == words_in("en").keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_whole_and_takes_titles_for_text(lang: str) -> None:
    page = page_in(lang, LISTED, "Pyodide 1")
    assert "{{" not in page.partition('id="words"')[0]
    assert "<img" not in page
    assert f'<html lang="{LANGUAGES[lang]}">' in page
    assert page.count("<script") == 2


def test_the_policy_allows_to_compile_and_nothing_from_elsewhere() -> None:
    said = dict(part.split(" ", 1) for part in policy().split("; "))
    assert said["default-src"] == "'none'"
    assert said["connect-src"] == "'self'"
    assert said["script-src"].startswith("'self' 'wasm-unsafe-eval' 'sha256-")
    assert "unsafe-inline" not in policy()
    assert "'unsafe-eval'" not in policy()
    assert "http" not in policy()


def test_what_is_packed_is_pinned_with_its_digest() -> None:
    for entry in pinned((*PLAIN, *PARTLY)):
        assert re.search(r"==[\d.]+.*--hash=sha256:[0-9a-f]{64}", entry, re.DOTALL)
    lock = json.loads((HERE / LISTS[1]).read_text(encoding="utf-8"))["packages"]
    wanted = json.loads((HERE / LISTS[0]).read_text(encoding="utf-8"))["dependencies"]["pyodide"]
    assert lock["node_modules/pyodide"]["version"] == wanted
    assert all("integrity" in one for name, one in lock.items() if name)


def test_the_library_is_the_same_archive_for_the_same_wheels(tmp_path: Path) -> None:
    wheel = tmp_path / "thing-1-py3-none-any.whl"
    with ZipFile(wheel, "w") as written:
        for name in ("thing/b.py", "thing/a.py", "thing/part.cpython-314-x86_64-linux-gnu.so"):
            written.writestr(name, name)
    archives = [tmp_path / "one.zip", tmp_path / "two.zip"]
    for archive in archives:
        write_library(archive, [wheel])
    assert archives[0].read_bytes() == archives[1].read_bytes()
    with ZipFile(archives[0]) as opened:
        assert opened.namelist() == ["playground_session.py", "thing/a.py", "thing/b.py"]


_ADDRESSES = """
import { folded, unfolded } from "./state.js";
const text = (name, text) => ({ name, text });
const value = { at: "now", files: { rules: text("../r.json", "\\u{1F600} 规则"), areas: text("a.CSV", ""), orders: text("o.csv", "x".repeat(100000)), proposal: text("p.yaml", "p") } };
const whole = await folded(value);
const others = ["", "!", "AAAA", await folded(null), await folded({ at: 1 }), await folded({ ...value, files: {} }), await folded("x".repeat(9000000))];
console.log(JSON.stringify({ length: whole.length, back: await unfolded(whole), others: await Promise.all(others.map(unfolded)) }));
"""


def test_an_address_keeps_what_is_written_and_of_others_nothing_is_taken(tmp_path: Path) -> None:
    shutil.copy(HERE / "static" / "state.js", tmp_path / "state.js")
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (tmp_path / "try.js").write_text(_ADDRESSES, encoding="utf-8")
    ran = subprocess.run(
        [node(), "try.js"], cwd=tmp_path, capture_output=True, check=True, encoding="utf-8"
    )
    found = json.loads(ran.stdout)
    files = found["back"]["files"]
    assert {slot: one["name"] for slot, one in files.items()} == {
        "rules": "rules.json",
        "areas": "areas.csv",
        "orders": "orders.yaml",
        "proposal": "proposal.yaml",
    }
    assert files["rules"]["text"] == "\N{GRINNING FACE} 规则"
    assert files["orders"]["text"] == "x" * 100000
    assert found["length"] < 1000
    assert found["others"] == [None] * 7
