"""A page for each scheme that ships with the package, made from its file, and a page that lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from docs.site.contents import Language
from docs.site.generated.markdown import page, prose, table
from responselevels.files.sheets import Sheet, load_sheet, public_sheet
from responselevels.files.shipped import shipped_ids
from responselevels.reports.pages.rules.contents import rules_contents
from responselevels.reports.pages.rules.markdown import rules_markdown
from responselevels.reports.pictures.levels import levels_picture
from responselevels.reports.rules.pages import Page
from responselevels.reports.rules.scheme_words import Words
from responselevels.text.catalogue import listed, worded

ROOT = Path(__file__).resolve().parents[3]

_SAYS: dict[Language, dict[str, str]] = {
    "en": {
        "title": "Shipped schemes",
        "intro": (
            "Each is a rules file that ships with the package, with areas, orders and cases of its own; `--rules ID` names it. "
            "They show what the formats can say, and are nobody's official text: every page tells the clauses of its sources "
            "from how they are read here."
        ),
        "id": "id",
        "name": "scheme",
        "kind": "kind",
        "whole": "scheme",
        "template": "template: questions are left to be answered",
        "picture": "The levels",
        "caption": "Who may order what, from which level to which",
        "readings": "Which readings are ours",
        "readings.intro": (
            "Where a source leaves something open, the file reads it in one way, and says so. Each of these is a reading of ours, "
            "not a clause:"
        ),
        "none": "None: every rule stands on a clause as it is written.",
        "about": "Where it comes from",
        "by": " (",
        "place": "{chapter}: {labels}",
        "semicolon": "; ",
        "close": ")",
    },
    "zh": {
        "title": "内置方案",
        "intro": (
            "每个方案都是随本程序提供的规则文件，附有各自的区域、指令和用例，以 `--rules ID` 选用。这些方案用于说明规则文件能够表达的内容，"
            "不是任何机构的正式文本；各页将来源的条款和本方案的解读分别列出。"
        ),
        "id": "标识",
        "name": "方案",
        "kind": "类型",
        "whole": "方案",
        "template": "规则范本：有待填写的内容",
        "picture": "级别",
        "caption": "何者可以发布何级别，由哪一级别调为哪一级别",
        "readings": "哪些是本方案的解读",
        "readings.intro": "来源未作规定或者可作不同理解的，规则文件择一解读并予注明。以下均为解读，不是条款：",
        "none": "没有：每条规则均以条款原文为据。",
        "about": "来源和编写说明",
        "by": "（",
        "place": "{chapter}：{labels}",
        "semicolon": "；",
        "close": "）",
    },
}


def pages(language: Language) -> dict[str, str]:
    """Return the list of schemes, and the page of each."""
    sheets = {name: public_sheet(load_sheet(name)) for name in shipped_ids()}
    made = {
        f"reference/schemes/{name}.md": page(*_scheme(name, sheet, language))
        for name, sheet in sheets.items()
    }
    for name, sheet in sheets.items():
        if picture := picture_of(sheet, language):
            made[f"reference/schemes/{name}.svg"] = picture
    return {"reference/schemes/index.md": page(*_list(sheets, language)), **made}


def _list(sheets: dict[str, Sheet], language: Language) -> Iterator[str]:
    says = _SAYS[language]
    yield f"# {says['title']}"
    yield says["intro"]
    rows = [
        [
            f"[`{name}`]({name}.md)",
            prose(Words(sheet, language).titled(sheet.rules.id, sheet.rules.title)),
            says["template" if sheet.questions else "whole"],
        ]
        for name, sheet in sheets.items()
    ]
    yield table([says["id"], says["name"], says["kind"]], rows)


def _scheme(name: str, sheet: Sheet, language: Language) -> Iterator[str]:
    says = _SAYS[language]
    # What stands in the other language is on its page, and nobody signs this one.
    contents = replace(rules_contents(sheet, language), wordings=())
    told, signing = contents.page, worded("rules_page.signing", {}, language)
    whole, _, _ = rules_markdown(contents).partition(f"\n## {signing}\n")
    head, _, rest = whole.partition("\n## ")
    yield head
    yield f"`--rules {name}`"
    yield f"## {says['about']}"
    yield about(name, language)
    # A template may leave the levels themselves to be filled in.
    if picture_of(sheet, language):
        yield f"## {says['picture']}"
        yield f"![{says['caption']}]({name}.svg)"
    yield f"## {rest}"
    yield f"## {says['readings']}"
    yield from _readings(told, language)


def _readings(told: Page, language: Language) -> Iterator[str]:
    """Yield each reading once, with all that follows from it."""
    says = _SAYS[language]
    found: dict[str, dict[str, list[str]]] = {}
    for chapter in told.chapters:
        for entry in chapter.entries:
            if entry.reading:
                labels = found.setdefault(entry.reading, {}).setdefault(chapter.title, [])
                labels.append(entry.label)
    yield says["readings.intro" if found else "none"]
    for reading, places in found.items():
        said = [
            worded_in(says["place"], place, tuple(dict.fromkeys(labels)), language)
            for place, labels in places.items()
        ]
        yield f"- {prose(reading)}{says['by']}{says['semicolon'].join(said)}{says['close']}\n"


def worded_in(place: str, chapter: str, labels: tuple[str, ...], language: Language) -> str:
    """Return where in a scheme a reading stands: the chapter, and what of it."""
    told = [label for label in labels if label != chapter]
    if not told:
        return prose(chapter)
    return place.format(
        chapter=prose(chapter), labels=listed([prose(one) for one in told], language)
    )


def about(name: str, language: Language) -> str:
    """Return what docs/schemes tells of a scheme: its sources, what is left out, how it was read.

    In English all that stands before what it was checked with, in Chinese the part in Chinese.
    Links into the project become text.
    """
    text = (ROOT / "docs" / "schemes" / f"{name}.md").read_text(encoding="utf-8")
    _title, _, text = text.partition("\n")
    whole, _, chinese = text.partition("\n## 中文\n")
    told = re.split(r"^## (?:Checked|Held to|What holds|What a level)", whole, flags=re.MULTILINE)
    text = chinese if language == "zh" else told[0].replace("[中文](#中文)", "")
    return re.sub(
        r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"^##", "###", text.strip(), flags=re.MULTILINE)
    )


def picture_of(sheet: Sheet, language: Language) -> str:
    """Return the picture of the levels of a scheme and of its rules, as SVG."""
    return levels_picture(sheet.rules, language, alone=True)
