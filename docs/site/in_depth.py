"""The long pages of the project, taken into the English site as they are; the Chinese site lists them.

A link to a page that the site has leads there; one to anything else in the project becomes text
that names it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SUMMARIES = {
    "accounts": "服务器的账号、会话、令牌和统一登录：人员的身份及其代表的机构",
    "api": "Python 接口：全部公开名称及其说明",
    "architecture": "程序结构：各部分的职责和相互关系",
    "auditing": "由外部复核登记册：日志、证明、校验点",
    "command-line": "命令行：各命令的用法、输出和退出状态",
    "console": "值班室页面：各页面的内容和用法",
    "cost": "性能：各项操作的实测耗时",
    "exports": "导出：日历、通报、地图、表格、通知",
    "faults": "并发与故障：登记册经受的各项试验",
    "formats": "文件格式：输入和输出的规范",
    "fuzzing": "模糊测试：任意输入下的行为",
    "history": "真实历史：用历史上的级别变动核对",
    "http": "HTTP 服务：供程序调用的地址和应答",
    "log-format": "日志格式：逐字节的规范",
    "meaning-2": "语义第二部分：与以前的不同之处",
    "mutants": "变异测试：测试能否发现程序改动",
    "new-scheme": "一小时写成一个新方案",
    "parallel": "多进程与多机：如何分担大批量工作",
    "postgresql": "PostgreSQL 上的登记册",
    "properties": "编写者自定的性质",
    "property-testing": "对自有的方案作性质测试",
    "reference-engine": "参照引擎：与语义逐条对应",
    "register": "登记册：记录提议、研判、批准和指令",
    "releasing": "发布新版本",
    "security": "服务器安全：信任范围和已试的攻击",
    "semantics": "语义：规则、指令和判定的含义（规范）",
    "semantics-notes": "语义注释：留待判断之处如何取舍",
    "server": "值班室服务器：启动和运行",
    "signing": "经签名的批准",
    "testing-rules": "以用例检验规则文件",
    "verification": "证明与比较规则文件",
}
"""One Chinese sentence for each page of ``docs``."""

_FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?P<image>!?)\[(?P<label>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<target>[^)\s]+)\)")
_CODE = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n\n).)+?(?<!`)(?P=ticks)(?!`)", re.DOTALL)


def sources() -> dict[str, Path]:
    """Return the pages taken in: from their path in the site to their file."""
    found = {f"in-depth/{path.name}": path for path in sorted((ROOT / "docs").glob("*.md"))}
    for path in sorted((ROOT / "docs" / "decisions").glob("0*.md")):
        found[f"in-depth/decisions/{path.name}"] = path
    for path in sorted((ROOT / "examples").glob("*/README.md")):
        found[f"in-depth/examples/{path.parent.name}.md"] = path
    found["in-depth/changes.md"] = ROOT / "CHANGELOG.md"
    return found


def english() -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of the pages in the English site."""
    pages = sources()
    here = {path.resolve(): name for name, path in pages.items()}
    for name, path in pages.items():
        yield name, _linked(path.read_text(encoding="utf-8"), path, name, here)
    yield "in-depth/index.md", _list("In depth", "The long pages of the project.", "in-depth/")
    decisions = "Why things are as they are, one record each."
    yield "in-depth/decisions/index.md", _list("Decisions", decisions, "in-depth/decisions/")
    examples = "Worked examples; their commands are run as tests."
    yield "in-depth/examples/index.md", _list("Examples", examples, "in-depth/examples/")


def chinese() -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of the page in the Chinese site that lists them."""
    lines = ["# 英文资料", "", "以下资料目前只有英文。", ""]
    for name, path in sources().items():
        if path.parent == ROOT / "docs":
            goal = "../../en/" + name.removesuffix(".md") + ".html"
            title = f'<a href="{goal}" hreflang="en">{_title(path)}</a>'
            lines.append(f"- {title}：{SUMMARIES[path.stem]}")
    decisions, examples = "../../en/in-depth/decisions/", "../../en/in-depth/examples/"
    lines.append(f'- <a href="{decisions}index.html" hreflang="en">Decisions</a>：取舍及其理由')
    lines.append(f'- <a href="{examples}index.html" hreflang="en">Examples</a>：完整的例子')
    yield "in-depth/index.md", "\n".join(lines) + "\n"


def pictures() -> dict[str, Path]:
    """Return the pictures of ``docs``: from their path in the English site to their file."""
    folder = ROOT / "docs"
    paths = [*(folder / "images").rglob("*.*"), *folder.glob("*.svg")]
    return {"in-depth/" + path.relative_to(folder).as_posix(): path for path in sorted(paths)}


def _list(title: str, summary: str, folder: str) -> str:
    inside = [
        (name.removeprefix(folder), path)
        for name, path in sources().items()
        if name.startswith(folder) and "/" not in name.removeprefix(folder)
    ]
    lines = [f"# {title}", "", summary, ""]
    lines += [f"- [{_title(path)}]({name})" for name, path in inside]
    if folder == "in-depth/":
        lines += ["- [Decisions](decisions/index.md)", "- [Examples](examples/index.md)"]
    return "\n".join(lines) + "\n"


def _title(path: Path) -> str:
    heading = re.search(r"^# (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return heading[1].replace("`", "") if heading else path.stem


def _linked(text: str, path: Path, name: str, here: dict[Path, str]) -> str:
    def anew(match: re.Match[str]) -> str:
        target, _, anchor = match["target"].partition("#")
        if not target or re.match(r"[a-z]+:", target):
            return match[0]
        goal = (path.parent / target).resolve()
        folder = posixpath.dirname(name)
        if goal in here:
            to = posixpath.relpath(here[goal], folder)
            return f"[{match['label']}]({to}{'#' + anchor if anchor else ''})"
        inside = goal.relative_to(ROOT).as_posix()
        if match["image"]:
            to = posixpath.relpath("in-depth/" + inside.removeprefix("docs/"), folder)
            return f"![{match['label']}]({to})"
        label: str = match["label"]
        named = f"`{inside}`"
        return named if label.strip("`") in {inside, target} else f"{label} ({named})"

    made: list[str] = []
    last = 0
    # What stands in code is shown as it is.
    for fence in _FENCE.finditer(text):
        made += [_outside(text[last : fence.start()], anew), _fenced(fence[0])]
        last = fence.end()
    return "".join([*made, _outside(text[last:], anew)])


def _outside(text: str, anew: Callable[[re.Match[str]], str]) -> str:
    kept: list[str] = []

    def away(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\0{len(kept) - 1}\0"

    linked = _LINK.sub(anew, _CODE.sub(away, text))
    return re.sub("\0(\\d+)\0", lambda match: kept[int(match[1])], linked)


def _fenced(block: str) -> str:
    # A diagram's source is read as text: drawing it takes a script from elsewhere.
    return re.sub(r"\A(`{3,})mermaid", r"\1text", block)
