"""The reference of the Python interface: in English from ``docs/api.md``, in Chinese what each name is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docs.site.contents import Language
from docs.site.generated.markdown import block, page

API = Path(__file__).resolve().parents[3] / "docs" / "api.md"

GROUPS = {
    "Reading files": "读取文件",
    "Deciding": "判定",
    "Registers": "登记册",
    "Rules and areas": "规则和区域",
    "Proposals and orders": "提议和指令",
    "Decisions": "判定的结果",
    "Levels": "级别",
    "Measures": "措施",
    "Errors": "错误",
}
"""The groups of names, in Chinese."""

NAMES = {
    "load_rules": "读取规则文件，或者按标识读取内置方案",
    "load_areas": "读取区域文件（YAML、JSON 或 CSV）",
    "load_orders": "读取指令文件（YAML、JSON 或 JSON Lines）",
    "load_book": "将指令文件直接读为指令簿",
    "load_proposals": "逐项读取文件中的提议，无法读取的在原位给出错误",
    "load_deeds": "读取应办事项的办理情况，并与规则、区域和指令核对",
    "compile_scheme": "将规则和区域编为判定所用的方案",
    "book_of": "将按发布先后排列的指令编为指令簿",
    "decide": "在某一时刻，对照此前发布的指令判定一项提议",
    "audit": "逐项复核以往指令：发布当时依该方案应如何判定",
    "lint": "列出规则中可能有误之处",
    "mermaid": "以 Mermaid 状态图绘出级别调整",
    "proposal_digest": "提议的摘要，批准与之绑定",
    "rules_digest": "规则内容的摘要，与排版和注释无关",
    "Scheme": "编好的规则和区域，不可更改",
    "OrderBook": "指令簿：迄今发布的指令，不可更改",
    "LevelMachine": "规则文件的级别状态机",
    "Register": "内存中的登记册：判定、发布、终止、追认",
    "StoredRegister": "存于数据库的登记册，由 `Register.open` 打开",
    "Issued": "办理的结果：判定、指令和日志记录",
    "RegisterSnapshot": "登记册在某一时刻所知的情况",
    "Actor": "在登记册上办理的人员",
    "Rules": "规则文件的内容",
    "Areas": "区域文件的内容",
    "Area": "一个区域",
    "Text": "供人阅读的文字，可以每种语言一段",
    "IssueProposal": "发布指令的提议",
    "EndProposal": "提前终止指令的提议",
    "RatifyProposal": "追认指令的提议",
    "Period": "时段：含起始时间，不含结束时间",
    "Assessment": "研判意见",
    "Approval": "机构的批准",
    "Order": "指令",
    "Orders": "指令列表",
    "End": "指令的一次提前终止",
    "Decision": "判定：结论、各项情形和将要发生的变化",
    "Verdict": "判定的结论：准予、待补、不予准许",
    "Finding": "一项情形",
    "Effect": "情形的作用：不予、待补、提示",
    "Clause": "依据的条款和解读",
    "Span": "情形所在的区域和时间",
    "Remedy": "可改为：改后即可准予的级别、时段或者范围",
    "Change": "某一区域现行级别的变化",
    "Overtake": "被就高执行的指令",
    "DutyDue": "判定带来的应办事项及其时间",
    "Due": "一项到期或者将到期的事",
    "Fall": "到期而不办理时，某一区域级别的变化",
    "Deed": "应办事项的一次办理",
    "Evidence": "登记册所知的批准情况：经签名的、不计入的、不同意的",
    "Refusal": "尚未收回的不同意",
    "Void": "经签名的批准不计入的原因",
    "Holding": "某一区域在某一时刻的级别及其来自的指令",
    "LevelSpan": "级别不变的一段时间",
    "LevelChange": "级别的一次变化及其原因",
    "Cause": "级别变化的原因",
    "CauseKind": "原因的种类",
    "measures": "某一区域在某一时刻执行中的措施及其数量",
    "measures_if": "假定某一级别时的措施",
    "compare_measures": "两种情况下措施的增减和变化",
    "AreaMeasures": "某一区域在某一级别下的措施",
    "MeasureInForce": "一项执行中的措施",
    "ExtraInForce": "指令另行要求的一件事",
    "MeasureDifference": "一项措施的增减或者变化",
    "Bound": "数量的上限或者下限",
    "FigureUsed": "计算数量所用的区域数据",
    "FigureMissing": "计算数量所缺的区域数据",
    "AccessRefused": "服务器因请求者的身份或者权限未予办理",
    "ActImpossible": "提议或者指令所处状态不能如此办理；信息写明可以办理什么",
    "ApprovalRefused": "签名的批准与所称不符，或者不计入",
    "ClockJumped": "时钟的走动与时间不一致；已作记录，记录的时间继续向前",
    "ConditionMissing": "未写明所见内容，未予办理",
    "FileUnreadable": "所指明的文件无法读取",
    "FileUnwritable": "所指明的文件或者文件夹无法写入",
    "Forbidden": "已知请求者身份，但无此权限",
    "IdempotencyConflict": "请求编号已用于其他请求",
    "InputError": "输入无法读取：列出全部问题及其位置",
    "KeysRefused": "密钥清单不能取代原清单",
    "MissingExtra": "所用功能需要另行安装的软件包",
    "MissingProgram": "需要本机没有的其他程序",
    "MovedOn": "所要办理的内容在查看之后已有变动，未予办理",
    "NotPermitted": "未获准予，附有判定",
    "NotServed": "不存在，或者请求者不能查阅",
    "NoteRefused": "校验点、其签名或者密钥无法读取，或者与所称不符",
    "OutcomeUnknown": "答复丢失，可能已经办理；请以同一请求编号再次请求",
    "Place": "输入中的位置：文件、行、列、字段",
    "Problem": "输入的一处问题及改法",
    "ProofRefused": "证明不成立",
    "RegisterAddress": "所给的不是登记册地址",
    "RegisterBusy": "登记册被占用过久，请重试",
    "RegisterClosed": "登记册已关闭，请重新打开",
    "RegisterDamaged": "所存内容与所记录的不一致",
    "RegisterError": "登记册未能办理；除另有说明外，未作任何处理",
    "RegisterExists": "该地址已有登记册或者其他内容",
    "RegisterFormat": "登记册由更新的版本写成，或者格式不明",
    "RegisterNotFound": "该地址没有登记册",
    "RegisterShrunk": "登记册少于本站点见过的，或者与见过的不是同一份",
    "RegisterUnreadable": "存储无法连接或者读取",
    "RegisterUnwritable": "存储目前无法写入，仍可读取",
    "ResponseLevelsError": "本程序各种错误的基类",
    "TimeRefused": "时间过于超前，或者已无可用时间；未作记录",
    "TooManyTries": "失败次数过多；`seconds` 写明何时可以重试",
    "Unauthenticated": "请求者身份不明：未登录，或者所示凭据无效",
    "Undelivered": "未能送达接收方；已取出的留存，下次接续",
    "Unrecordable": "所要记录的内容不能如实读回，未作记录",
    "Unremembered": "本站点所见的登记册情况无法留存，日志被截去时不能发现",
    "WorkersUnusable": "工作无法分派：没有可用的进程，或者版本不同",
    "WrongKind": "参数的类型不对；信息写明应为何种类型",
}
"""What each public name is, in Chinese."""


def pages(language: Language) -> dict[str, str]:
    """Return the page of the Python interface."""
    text = API.read_text(encoding="utf-8")
    made = _english(text) if language == "en" else page(*_chinese(text))
    return {"reference/python.md": made}


def sections(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each group of names with the signature, or the first block, of each name."""
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, _, inside = section.partition("\n")
        names = re.findall(
            r"^### `(\w+)`\n+(?:```text\n(.*?)```)?", inside, re.MULTILINE | re.DOTALL
        )
        yield title, dict(names)


def _english(text: str) -> str:
    """Return the page as it is, its links as they are from here."""
    linked = re.sub(
        r"\]\((?!#|https?:)(?:\.\./)*([A-Z]+)\.md\)", r"](../in-depth/changes.md)", text
    )
    return re.sub(r"\]\(([a-z][a-z-]*\.md)", r"](../in-depth/\1", linked)


def _chinese(text: str) -> Iterator[str]:
    yield "# Python 接口"
    yield (
        "`responselevels` 的全部公开名称。签名据程序自动编成，详细说明见"
        '<a href="../../en/reference/python.html" hreflang="en">英文页</a>。未列出的名称不属于公开接口，可能调整。'
    )
    for title, names in sections(text):
        yield f"## {GROUPS[title]}"
        for name, signature in names.items():
            yield f"### `{name}`"
            yield f"{NAMES[name]}。"
            if signature:
                yield block(signature)
