"""What the playground starts from: the Xixian example, and the shipped schemes with the cases beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from docs.site.playground.wheels import ROOT
from responselevels.files import load_rules, read_document
from responselevels.files.shipped import ShippedFiles, shipped_files
from responselevels.files.syntax.yaml_writing import yaml_of
from responselevels.models.texts import Text

EXAMPLE = ROOT / "examples" / "xixian"
FIRST = "deny-floor.yaml"
"""The proposal that the page opens with: it is denied, and says what would be permitted."""
BEGINNING = "xixian"
FILE = "examples.json"


@dataclass(frozen=True, slots=True)
class Listed:
    """An example as the page offers it: its *id* in the file of examples, and the *title* that is shown."""

    id: str
    title: Text


def write_examples(folder: Path) -> list[Listed]:
    """Write the examples into one file in *folder*, by id; return what there is, the first first."""
    examples = {BEGINNING: _xixian()}
    for shipped in shipped_files():
        if shipped.id != BEGINNING:
            examples[shipped.id] = _shipped(shipped)
    text = json.dumps(examples, ensure_ascii=False, separators=(",", ":"))
    (folder / FILE).write_text(text, encoding="utf-8")
    return [
        Listed(name, load_rules(StringIO(example["rules"])).title or Text.of(name))
        for name, example in examples.items()
    ]


def _xixian() -> dict[str, Any]:
    expected = read_document(EXAMPLE / "expected.yaml").data["proposals"]
    names = sorted(expected, key=lambda name: name != FIRST)
    proposals = []
    for name in names:
        text = _text(EXAMPLE / "proposals" / name)
        zh, en = (line.removeprefix("# ") for line in text.splitlines()[1:3])
        title = {"en": f"{name}: {en}", "zh": f"{name}：{zh}"}
        proposals.append({"title": title, "at": expected[name]["at"], "proposal": text})
    return {
        "rules": _text(ROOT / "rules" / "xixian.yaml"),
        "areas": _text(EXAMPLE / "areas.yaml"),
        "orders": _text(EXAMPLE / "orders.yaml"),
        "proposals": proposals,
    }


def _shipped(files: ShippedFiles) -> dict[str, Any]:
    return {
        "rules": _text(files.usable),
        "areas": _text(files.areas),
        "orders": _text(files.orders),
        "proposals": [*_cases(files)],
    }


def _cases(files: ShippedFiles) -> Iterator[dict[str, Any]]:
    """Yield the cases that a page can show: those on the areas beside them, with nothing signed."""
    for path in files.cases:
        document = read_document(path).data
        if document.get("areas") != "../areas.yaml":
            continue
        for case in document["cases"]:
            if "signed" not in case:
                zh, _, en = case["name"].partition(" · ")
                listed = [*_listed(document.get("orders", []), path), *case.get("orders", [])]
                yield {
                    "title": {"en": en or zh, "zh": zh},
                    "at": case["at"],
                    "orders": yaml_of({"orders": listed}) if listed else "",
                    "proposal": yaml_of(case["proposal"]),
                }


def _listed(orders: Any, path: Path) -> list[Any]:
    if isinstance(orders, str):
        return list(read_document(path.parent / orders).data["orders"])
    return list(orders)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
