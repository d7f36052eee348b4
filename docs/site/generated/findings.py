"""The reference of codes: each finding with an example that is decided; problems; remarks of lint."""

from __future__ import annotations

from collections.abc import Iterator

from docs.site.contents import Language
from docs.site.generated.examples import FOLDER, Example, examples
from docs.site.generated.markdown import COLON, block, page, prose, table
from responselevels.reports.frame.rows import plain
from responselevels.reports.frame.wording import Locale, help_of
from responselevels.reports.rules.codes import codes_of, effect_of, explained, ground_of
from responselevels.reports.terminal import decision_rows
from responselevels.text.catalogue import worded

_SAYS: dict[Language, dict[str, str]] = {
    "en": {
        "title": "Findings",
        "intro": (
            "What a decision finds, code by code: when it is there, what it does to the verdict, which key of the "
            "rules asks for it, an example that was decided when this page was made, and what to do about it. "
            "`responselevels codes CODE` tells the same. Programs go by codes; sentences may change. "
            "What is looked at in which order: [semantics](../in-depth/semantics.md)."
        ),
        "world": (
            "The examples are decided in this small world. Each shows the one rule that it is about; the cases are in "
            "`docs/site/findings` of the project, and `responselevels test` runs them."
        ),
        "rules": "The levels, tiers and bodies of the rules:",
        "areas": "The areas:",
        "when": "Is there when",
        "effect": "Effect",
        "key": "Asked by",
        "rule": "The rule",
        "orders": "Orders before it",
        "asked": "The proposal",
        "past": "The order that is audited",
        "known": "What the register knows besides, as `Evidence` hands it to `decide`",
        "decision": "The decision",
        "cure": "Cure",
        "finding": "finding",
        "codes": "Problems and remarks",
        "codes.intro": (
            "What input errors and `lint` say, by code. A word in ‹ › stands for a fact of the case. A problem says "
            "itself what to write instead. With `--json`, each has its `code`."
        ),
        "problem": "Problems of the input",
        "lint": "Remarks of lint",
        "code": "code",
        "says": "says",
        "stop": ".",
    },
    "zh": {
        "title": "情形代码",
        "intro": (
            "判定中的各项情形：何时出现，对判定有何作用，依据规则的哪个键，附一个生成本页时实际判定的例子和处理办法。"
            "`responselevels codes CODE --lang zh` 的说明与此相同。程序应以代码为准，文字可能调整。"
        ),
        "world": (
            "各例均在以下小型场景中判定，并列出所涉及的一条规则；用例在本项目的 `docs/site/findings` 中，可用 "
            "`responselevels test` 运行。例子均为虚构。"
        ),
        "rules": "规则的级别、层级和机构：",
        "areas": "区域：",
        "when": "何时出现",
        "effect": "作用",
        "key": "依据",
        "rule": "规则",
        "orders": "此前的指令",
        "asked": "提议",
        "past": "所复核的指令",
        "known": "登记册另外掌握的情况（以 `Evidence` 提供给 `decide`）",
        "decision": "判定",
        "cure": "办法",
        "finding": "情形",
        "codes": "输入问题和检查意见",
        "codes.intro": (
            "输入错误和 `lint` 的意见，按代码列出。‹ ›内的词代指具体事实。输入问题本身即写明应如何改写。"
            "使用 `--json` 时，每项均有 `code`。"
        ),
        "problem": "输入问题",
        "lint": "规则检查的意见",
        "code": "代码",
        "says": "表述",
        "stop": "。",
    },
}


def pages(language: Language) -> dict[str, str]:
    """Return the pages of codes."""
    return {
        "reference/findings.md": page(*_findings(language)),
        "reference/codes.md": page(*_codes(language)),
    }


def _findings(language: Language) -> Iterator[str]:
    says = _SAYS[language]
    codes = codes_of("finding")
    yield f"# {says['title']}"
    yield says["intro"]
    effects = {code: worded(f"codes.effect.{effect_of(code)}", {}, language) for code in codes}
    rows = [
        [f"[`{code}`](#{anchor(code)})", prose(effects[code]), prose(_when(code, language))]
        for code in codes
    ]
    yield table([says["finding"], says["effect"], says["when"]], rows)
    yield says["world"]
    rules = (FOLDER / "rules.yaml").read_text(encoding="utf-8")
    yield says["rules"]
    yield block(rules[rules.index("levels:") : rules.index("transitions:")], "yaml")
    yield says["areas"]
    yield block((FOLDER / "areas.yaml").read_text(encoding="utf-8"), "yaml")
    family = ""
    for code in sorted(codes, key=lambda code: codes.index(_first(code, codes))):
        if code.partition(".")[0] != family:
            family = code.partition(".")[0]
            yield f"## {family}"
        yield from _finding(examples()[code], language)


def _first(code: str, codes: tuple[str, ...]) -> str:
    family = code.partition(".")[0]
    return next(one for one in codes if one.partition(".")[0] == family)


def anchor(code: str) -> str:
    """Return the name by which a finding is linked to."""
    return "finding-" + code.replace(".", "-").replace("_", "-")


def _finding(example: Example, language: Language) -> Iterator[str]:
    says, code = _SAYS[language], example.code
    told = explained(code, "finding", language)
    locale = Locale(language, example.scheme.titles)
    effect = worded(f"codes.effect.{told.effect}", {}, language)
    yield f"({anchor(code)})=\n### {code}"
    facts = [
        (says["when"], prose(told.when)),
        (says["effect"], prose(effect)),
        (says["key"], prose(ground_of(code, language))),
    ]
    colon = COLON[language]
    yield "".join(f"- **{label}**{colon} {text}\n" for label, text in facts)
    parts = [
        ("rule", example.rule, "yaml"),
        ("orders", example.orders, "yaml"),
        ("past" if example.past else "asked", example.asked, "yaml"),
        ("known", example.known, "python"),
        ("decision", plain(decision_rows(example.decision, locale)), "text"),
    ]
    for key, text, kind in parts:
        if text:
            yield f"{says[key]}{colon}"
            yield block(text, kind)
    yield f"**{says['cure']}**{colon} {prose(cure_of(example, language))}{says['stop']}"


def cure_of(example: Example, language: Language) -> str:
    """Return what would put the finding of an example right, or why there is nothing to do."""
    locale = Locale(language, example.scheme.titles)
    found = next(one for one in example.decision.findings if one.code == example.code)
    return help_of(found, locale.of(example.decision))


def _when(code: str, language: Language) -> str:
    return explained(code, "finding", language).when


def _codes(language: Language) -> Iterator[str]:
    says = _SAYS[language]
    yield f"# {says['codes']}"
    yield says["codes.intro"]
    for kind in ("lint", "problem"):
        yield f"## {says[kind]}"
        told = [explained(code, kind, language) for code in codes_of(kind)]
        cured = kind == "lint"
        heads = [says["code"], says["says"], *([says["cure"]] if cured else [])]
        rows = [
            [f"`{one.code}`", *(prose(text) for text in (*one.says, *one.cures))] for one in told
        ]
        yield table(heads, rows)
