"""`write_pages`: the page in each language, with its policy, its styles and its scripts."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape, unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from docs.site.playground.examples import Listed
from docs.site.playground.packing import LIBRARY, LISTS
from responselevels.core.orders.book import book_of
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Area, Areas
from responselevels.models.rules import Level, Rules, Tier
from responselevels.models.texts import Text
from responselevels.reports.pages.board.data import BoardRequest, board_page

HERE = Path(__file__).resolve().parent
LANGUAGES = {"en": "en", "zh": "zh-Hans"}
"""The languages, and how a page writes which it is in."""
SCRIPTS = ("page.js", "state.js", "told.js", "worker.js")
STYLES = "page.css"
COMPILES = "'wasm-unsafe-eval'"
"""What this page allows more than others: Python comes as WebAssembly."""

_ROWS = {"rules": 16, "areas": 8, "orders": 8, "proposal": 14}
_READ = {
    "rules": ".yaml,.yml,.json",
    "areas": ".yaml,.yml,.json,.csv",
    "orders": ".yaml,.yml,.json,.jsonl",
    "proposal": ".yaml,.yml,.json",
}


def write_pages(folder: Path, examples: Sequence[Listed]) -> None:
    """Write ``en.html`` and ``zh.html`` into *folder*, which has been packed, and what both load."""
    for name in (*SCRIPTS, STYLES):
        shutil.copyfile(HERE / "static" / name, folder / name)
    packed = ", ".join(_packed(folder / LIBRARY))
    for lang in LANGUAGES:
        page = page_in(lang, examples, packed)
        (folder / f"{lang}.html").write_text(page, encoding="utf-8", newline="")


def words_in(lang: str) -> dict[str, str]:
    """Return the sentences of the page in one language, by what they are for."""
    read: dict[str, str] = json.loads((HERE / "words" / f"{lang}.json").read_text("utf-8"))
    return read


def page_in(lang: str, examples: Sequence[Listed], packed: str) -> str:
    """Return the page in one language; it offers *examples*, and names what is *packed* with it."""
    words = words_in(lang)
    other = next(each for each in LANGUAGES if each != lang)
    separator = "、" if lang == "zh" else ", "
    told = {key: escape(text) for key, text in words.items()}
    options = (
        f'<option value="{escape(one.id)}">{escape(one.title.in_(lang))} ({escape(one.id)})</option>'
        for one in examples
    )
    parts = {
        **told,
        "lang": LANGUAGES[lang],
        "folder": lang,
        "otherlang": LANGUAGES[other],
        "otherfolder": other,
        "csp": escape(policy()),
        "policy": told["policy"].replace("{{policy}}", f"<code>{escape(COMPILES)}</code>"),
        "examples": "".join(options),
        "slots": "\n".join(_slot(slot, told) for slot in _ROWS),
        "packed": told["packed"].replace("{packed}", escape(packed.replace(", ", separator))),
        "words": json.dumps(words, ensure_ascii=False).replace("<", "\\u003c"),
    }
    return _filled("page.html", parts)


def _slot(slot: str, told: dict[str, str]) -> str:
    parts = {
        "slot": slot,
        "label": told[slot],
        "open": told["open"],
        "open_label": told[f"open.{slot}"],
        "save": told["save"],
        "save_label": told[f"save.{slot}"],
        "rows": str(_ROWS[slot]),
        "accept": _READ[slot],
    }
    return _filled("slot.html", parts).rstrip("\n")


def _filled(name: str, parts: dict[str, str]) -> str:
    form = (HERE / "static" / name).read_text(encoding="utf-8")
    return re.sub(r"\{\{([\w.]+)\}\}", lambda found: parts[found[1]], form)


def policy() -> str:
    """Return the policy (Content-Security-Policy) of the page, and with it of its worker and its frame.

    The frame holds a board, whose own policy comes on top; its styles and scripts are let in by
    their hashes, as they are there.
    """
    board = _board()
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {COMPILES} {_hashes(board, 'script-src')}",
            f"style-src 'self' {_hashes(board, 'style-src')}",
            "img-src data:",
            "connect-src 'self'",
            "worker-src blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hashes(page: str, kind: str) -> str:
    found = re.search(
        rf"Security-Policy\"[^>]*{kind} ([^;]*)", unescape(page.partition("<title>")[0])
    )
    if found is None:
        raise LookupError(f"the board says nothing of {kind}")
    return found[1]


def _board() -> str:
    """Return a board as small as can be; every board has the same styles and scripts."""
    title = Text.of("board")
    level = Level(id="1", default=True, title=title)
    other = Level(id="2", title=title)
    tier = Tier(id="all", title=title)
    rules = Rules(format=1, id="board", title=title, levels=(level, other), tiers=(tier,))
    areas = Areas(areas=(Area(id="all", tier="all", title=title),))
    book = book_of(compile_scheme(rules, areas), [])
    request: dict[str, Any] = {"at": datetime(2026, 1, 1, tzinfo=UTC), "zone": UTC, "lang": "en"}
    return board_page(BoardRequest(book=book, orders=[], **request)).decode()


def _packed(library: Path) -> Iterator[str]:
    """Yield what is packed, with its version: Pyodide, Python's packages, and the library itself."""
    lock = json.loads((HERE / LISTS[1]).read_text(encoding="utf-8"))
    engine = lock["packages"]["node_modules/pyodide"]
    yield f"Pyodide {engine['version']} ({engine['license']})"
    with ZipFile(library) as opened:
        homes = {name.partition("/")[0] for name in opened.namelist()}
    for home in sorted(homes):
        if home.endswith(".dist-info"):
            name, _, version = home.removesuffix(".dist-info").partition("-")
            yield f"{name.replace('_', '-')} {version}"
