"""`fill`: the whole playground in a folder; `leading_there`: the page of the site that leads to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from docs.site.contents import Language
from docs.site.playground.examples import write_examples
from docs.site.playground.packing import pack
from docs.site.playground.pages import write_pages

_HERE = Path(__file__).resolve().parent


def fill(folder: Path) -> int:
    """Fill *folder*, which is made if it is not there; return how many bytes it holds.

    Raises:
        NoPackages: something that is packed is not there, and cannot be had from here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pack(folder)
    write_pages(folder, write_examples(folder))
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def leading_there(language: Language) -> Mapping[str, str]:
    """Return the page of the site that leads to the playground, which no tool of the site makes."""
    return {"playground.md": (_HERE / "words" / f"{language}.md").read_text(encoding="utf-8")}
