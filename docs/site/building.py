"""The site: pages put together for each language, made HTML by Sphinx, and their links followed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from docs.site import in_depth
from docs.site.contents import LANGUAGES, SECTIONS, Language, Section
from docs.site.generated import GENERATORS, Generator
from docs.site.links import broken_links
from docs.site.playground.filling import fill, leading_there
from responselevels import __version__
from tests.npm import NoPackages

_HERE = Path(__file__).resolve().parent
ROOT = _HERE.parents[1]


def build(out: Path, *, playground: bool = True) -> list[str]:
    """Build the site of this version into a folder of *out*; return what is wrong with it.

    Other versions that lie in *out* stay, and are offered beside this one. Without *playground*,
    the page that runs the library is left out, and what it is packed of need not be fetched.
    """
    work = ROOT / "build" / "site-source"
    generators = (*GENERATORS, *((leading_there,) if playground else ()))
    pages = {language: pages_of(language, generators) for language in LANGUAGES}
    site = out / __version__
    shutil.rmtree(site, ignore_errors=True)
    for language in LANGUAGES:
        _write(work / language, pages[language], language)
    names = {
        language: [name.removesuffix(".md") for name in pages[language] if name.endswith(".md")]
        for language in LANGUAGES
    }
    running = [
        _sphinx(language, work / language, site / language, json.dumps(names))
        for language in LANGUAGES
    ]
    wrong = _packed(site / "playground") if playground else []
    wrong += [f"sphinx failed for {args[-1]}" for args in _failed(running)]
    shutil.copyfile(_HERE / "entry.html", site / "index.html")
    list_versions(out)
    return wrong or broken_links(site)


def _packed(folder: Path) -> list[str]:
    try:
        fill(folder)
    except NoPackages as reason:
        return [f"the playground cannot be packed; make site PLAYGROUND= leaves it out: {reason}"]
    return []


def pages_of(language: Language, generators: Sequence[Generator] = GENERATORS) -> dict[str, str]:
    """Return all pages of a language: from their path to their Markdown, contents included."""
    written = _HERE / language
    pages = {
        path.relative_to(written).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(written.rglob("*.md"))
    }
    for generator in generators:
        made = generator(language)
        if twice := pages.keys() & made.keys():
            message = f"two pages have one path: {', '.join(sorted(twice))}"
            raise ValueError(message)
        pages |= made
    pages |= dict(in_depth.english() if language == "en" else in_depth.chinese())
    for section in SECTIONS:
        _add_contents(pages, section.folder, language)
    return pages


def _add_contents(pages: dict[str, str], folder: str, language: Language) -> None:
    """Add what leads from one page to the next; a reader of the Markdown has the links in the text."""
    if not folder:
        trees = [_tree(_children(pages, ""), section_of("").titles[language])]
        indexes = [f"{section.folder}/index" for section in SECTIONS[1:]]
        trees += [_tree([index]) for index in indexes if f"{index}.md" in pages]
        pages["index.md"] += "".join(trees)
        return
    for name in [name for name in pages if name.startswith(f"{folder}/")]:
        if name.endswith("/index.md"):
            inside = name.removesuffix("index.md")
            pages[name] += _tree(_children(pages, inside))


def section_of(folder: str) -> Section:
    """Return the section of a folder."""
    return next(section for section in SECTIONS if section.folder == folder)


def _children(pages: Mapping[str, str], folder: str) -> list[str]:
    """Return the pages of a folder and the first pages of the folders in it, without ``.md``."""
    found: list[str] = []
    for name in pages:
        mine = name.startswith(folder) and name.endswith(".md")
        if mine and name != f"{folder}index.md":
            inside = name.removeprefix(folder).removesuffix(".md")
            depth = inside.count("/")
            if not depth or (folder and depth == 1 and inside.endswith("/index")):
                found.append(inside)
    section = next((section for section in SECTIONS if section.folder == folder.rstrip("/")), None)
    return section.ordered(found) if section else sorted(found)


def _tree(names: list[str], caption: str = "") -> str:
    options = f":caption: {caption}\n" if caption else ""
    lines = "\n".join(names)
    return f"\n\n```{{toctree}}\n:hidden:\n{options}\n{lines}\n```\n"


def _write(folder: Path, pages: Mapping[str, str], language: Language) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    written = _HERE / language
    pictures = {
        path.relative_to(written).as_posix(): path
        for path in written.rglob("*.*")
        if path.suffix in {".svg", ".png", ".jpeg"}
    }
    if language == "en":
        pictures |= in_depth.pictures()
    for name, path in pictures.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)


def _sphinx(language: Language, source: Path, out: Path, names: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "SITE_LANGUAGE": language,
        "SITE_PAGES": names,
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(":"),
    }
    doctrees = source.with_name(f"{language}-doctrees")
    # Warnings are errors, and all are shown.
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-W", "--keep-going"]
    command += ["-c", str(_HERE), "-d", str(doctrees), str(source), str(out)]
    return subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603 - made here


def _failed(running: list[subprocess.Popen[bytes]]) -> list[list[str]]:
    ended = [(process, process.wait()) for process in running]
    return [list(map(str, process.args)) for process, status in ended if status]  # type: ignore[arg-type]


def list_versions(out: Path) -> None:
    """Name in ``versions.json`` all versions in *out*, newest first, and lead from its first page to the newest."""
    versions = sorted(
        (path.parents[1].name for path in out.glob(f"*/{LANGUAGES[0]}/index.html")),
        key=lambda name: [int(part) if part.isdigit() else -1 for part in name.split(".")],
        reverse=True,
    )
    (out / "versions.json").write_text(json.dumps({"versions": versions}) + "\n", encoding="utf-8")
    newest = versions[0]
    entry = (_HERE / "entry.html").read_text(encoding="utf-8")
    for language in LANGUAGES:
        entry = entry.replace(f'href="{language}/', f'href="{newest}/{language}/')
    (out / "index.html").write_text(entry, encoding="utf-8")
