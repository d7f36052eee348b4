"""The reference of formats, from ``schemas``: every key of what is read, and a list of what is printed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docs.site.contents import Language
from docs.site.generated.keys import PARTS, PRINTED, chinese_of
from docs.site.generated.markdown import page, table

SCHEMAS = Path(__file__).resolve().parents[3] / "schemas"

READ = ("rules", "areas", "orders", "proposal")
"""The formats that are told key by key."""

Schema = Mapping[str, Any]

_FEW = 4
"""Number of words from which on they are listed without "or"."""

_SAYS: dict[Language, dict[str, str]] = {
    "en": {
        "title": "Formats",
        "intro": (
            "Every key of the files that people write, from the JSON Schemas of this version. A key that is not listed is refused. "
            "What may be written for a value, with a sample of each file: [formats](../in-depth/formats.md); what it means: "
            "[semantics](../in-depth/semantics.md). `responselevels schema FORMAT` prints a schema, for editors and programs."
        ),
        "rules": "Rules file",
        "areas": "Areas file",
        "orders": "Orders",
        "proposal": "Proposals",
        "all": "All formats",
        "key": "key",
        "type": "value",
        "must": "must be there",
        "meaning": "meaning",
        "yes": "yes",
        "format": "format",
        "of": "is",
        "text": "text",
        "words": "text, or one for each language",
        "time": "time",
        "day": "day",
        "duration": "duration",
        "integer": "whole number",
        "number": "number",
        "boolean": "true or false",
        "list": "list of {}",
        "map": "by id: {}",
        "or": " or ",
        "comma": ", ",
        "condition": "[condition](#format-anyof)",
        "amount": "amount",
        "stop": ".",
    },
    "zh": {
        "title": "格式",
        "intro": (
            "各文件的全部键，据本版本的 JSON Schema 编成；未列出的键不予接受。`responselevels schema FORMAT` 输出 Schema，供编辑器和程序使用。"
            '文字可以按语言分别书写，如 `{en: Level 3, zh: 三级}`；时间须注明时区，如 `"2026-02-10T08:00+08:00"`；时长写作 `P30D`、`PT6H`。'
        ),
        "rules": "规则文件",
        "areas": "区域文件",
        "orders": "指令",
        "proposal": "提议",
        "all": "全部格式",
        "key": "键",
        "type": "值",
        "must": "必写",
        "meaning": "含义",
        "yes": "是",
        "format": "格式",
        "of": "内容",
        "text": "文字",
        "words": "文字，或者每种语言一段",
        "time": "时间",
        "day": "日期",
        "duration": "时长",
        "integer": "整数",
        "number": "数",
        "boolean": "true 或 false",
        "list": "列表：{}",
        "map": "按标识：{}",
        "or": "或",
        "comma": "、",
        "condition": "[条件](#format-anyof)",
        "amount": "数量",
        "stop": "。",
    },
}


def pages(language: Language) -> dict[str, str]:
    """Return the page of formats."""
    return {"reference/formats.md": page(*_page(language))}


def schema_of(name: str) -> dict[str, Any]:
    """Return a schema as it is kept."""
    text = (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def parts_of(name: str) -> dict[str, Schema]:
    """Return the parts of a format that have keys: the file itself first, then what stands in it."""
    schema = schema_of(name)
    whole = {name: schema} if "properties" in schema else {}
    inside = {part: one for part, one in schema.get("$defs", {}).items() if "properties" in one}
    return {**whole, **inside}


def _page(language: Language) -> Iterator[str]:
    says = _SAYS[language]
    yield f"# {says['title']}"
    yield says["intro"]
    told: set[str] = set()
    for name in READ:
        yield f"## {says[name]}"
        for part, schema in parts_of(name).items():
            if part not in told:
                told.add(part)
                yield from _part(part, schema, language)
    yield f"## {says['all']}"
    at = 0 if language == "en" else 1
    yield table(
        [says["format"], says["of"]], [[f"`{name}`", told[at]] for name, told in PRINTED.items()]
    )


def _part(part: str, schema: Schema, language: Language) -> Iterator[str]:
    says = _SAYS[language]
    yield f"({anchor(part)})=\n### {part}"
    yield meaning_of_part(part, schema, language)
    required = schema.get("required", ())
    rows = [
        [
            f"`{key}`",
            _Types(language).of(one),
            says["yes"] if key in required else "",
            _meaning(part, key, one, language),
        ]
        for key, one in schema["properties"].items()
    ]
    yield table([says["key"], says["type"], says["must"], says["meaning"]], rows)


def anchor(part: str) -> str:
    """Return the name by which a part of a format is linked to."""
    return f"format-{part.lower()}"


def meaning_of_part(part: str, schema: Schema, language: Language) -> str:
    """Return what a part of a format is."""
    if language == "zh":
        return f"{PARTS[part]}。"
    first: str = schema["description"].partition("\n\n")[0]
    return re.sub(r" \(docs/semantics\.md[^)]*\)", "", " ".join(first.split()))


def _meaning(part: str, key: str, schema: Schema, language: Language) -> str:
    return chinese_of(part, key) if language == "zh" else schema["description"].rstrip(".")


class _Types:
    """Words for what may be written for a value."""

    def __init__(self, language: Language) -> None:
        self.says = _SAYS[language]

    def of(self, schema: Schema) -> str:
        """Return what a value is, in a few words."""
        if "$ref" in schema:
            part = schema["$ref"].rpartition("/")[2]
            return f"[{part}](#{anchor(part)})"
        choices = schema.get("enum", [schema["const"]] if "const" in schema else [])
        if choices:
            shown = [f"`{json.dumps(one).strip(chr(34))}`" for one in choices]
            return self.says["or" if len(shown) < _FEW else "comma"].join(shown)
        several = schema.get("anyOf") or schema.get("oneOf")
        return self._one_of(several) if several else self._plain(schema)

    def _one_of(self, several: list[Schema]) -> str:
        given = [one for one in several if one.get("type") != "null"]
        refs = {one.get("$ref", "").rpartition("/")[2] for one in given}
        if "AnyOf" in refs:
            return self.says["condition"]
        if refs & {"FigureAmount", "PerAmount"}:
            return self.says["amount"]
        kinds = [one.get("type") for one in given]
        if kinds == ["string", "object"] and "properties" not in given[1]:
            return self.says["words"]
        if "integer" in kinds and "string" in kinds and "boolean" not in kinds:
            return self.says["number"]
        return self.says["or"].join(dict.fromkeys(self.of(one) for one in given))

    def _plain(self, schema: Schema) -> str:
        kind, pattern = schema.get("type"), schema.get("pattern", "")
        if kind == "array":
            items = schema.get("items")
            return self.says["list"].format(self.of(items)) if items else self.says["amount"]
        if kind == "object":
            inside = schema.get("additionalProperties")
            return self.says["map"].format(self.of(inside)) if inside else self.says["map"]
        if "T\\d{2}" in pattern:
            return self.says["time"]
        if pattern.startswith("^P"):
            return self.says["duration"]
        if pattern == r"^\d{4}-\d{2}-\d{2}$":
            return self.says["day"]
        return self.says[{"integer": "integer", "boolean": "boolean"}.get(str(kind), "text")]
