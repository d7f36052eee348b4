"""The reference of the service for programs, from ``docs/openapi.json``: addresses, what goes in, what comes out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docs.site.contents import Language
from docs.site.generated.markdown import page, table

DESCRIPTION = Path(__file__).resolve().parents[3] / "docs" / "openapi.json"

OPERATIONS = {
    "getRegister": "登记册的基本情况、日志记录数，以及请求者的身份",
    "getStatus": "未办结的提议、有效的指令，以及与日常级别不同之处",
    "getDue": "逾期和将到的应办事项，按时间排列，并说明不办理的后果",
    "done": "记录某项应办事项已经办理",
    "getHistory": "至所问时刻全部提议和指令的各次变动，按先后排列",
    "listAreas": "各区域，上级在前",
    "listLevels": "各区域各级别序列的现行级别",
    "getLevel": "某一区域各级别序列的现行级别",
    "getTimeline": "某一区域一段时间内的级别，逐段列出并说明变动原因",
    "getMeasures": "某一区域执行中的措施，并可与另一级别对照",
    "judge": "按所附研判意见和批准判定一项提议，不作记录",
    "getToSign": "将要签名的内容：文字，以及签名所对的字节",
    "listProposals": "各项提议，按提出先后排列",
    "propose": "记录一项新提议，提出人即为请求者",
    "foreseeDecision": "按现在或者另一时刻判定已记录的提议，不作记录",
    "getProposalHistory": "提议及其后指令的经过，逐步列出",
    "getProposal": "提议及就其记录的全部内容，以及请求者可以办理的事",
    "amend": "修改提议；与原内容绑定的批准不再计入",
    "assess": "记录请求者所代表机构的研判意见",
    "approve": "记录请求者所代表机构的批准",
    "refuse": "记录请求者所代表机构的不同意",
    "retract": "记录请求者所代表机构收回意见",
    "handInSigned": "记录就提议签名的内容；以签名为准，不论由谁递交",
    "withdraw": "记录提议撤回",
    "decide": "立即判定提议并记录，不予准许的也记录",
    "issue": "立即判定提议，准予的发布为指令；否则答复409并附判定",
    "endByProposal": "立即判定提议，准予的终止其指令；否则答复409并附判定",
    "ratifyByProposal": "立即判定提议，准予的追认其指令；否则答复409并附判定",
    "listOrders": "各项指令，按发布先后排列",
    "getOrderHistory": "指令的经过，以及预计的后续变动",
    "getOrder": "指令及其历次终止、追认和现状",
    "endOrder": "提议提前终止指令并判定，准予的予以终止；否则答复409并附判定",
    "ratifyOrder": "提议追认指令并判定，准予的予以追认；否则答复409并附判定",
    "readRules": "现行规则，以 Markdown 逐条说明",
    "getRules": "现行规则的数据，与规则文件相同",
    "listVersions": "规则和区域的历次版本",
    "followEvents": "每有记录即行发送；`id` 为编号，`event` 为种类，`data` 同 `/log` 所载",
    "readLog": "日志各条记录中请求者可以查阅的，按先后排列",
    "verifyLog": "核验整个日志及其文件、校验点，并说明不能发现的情况",
    "listCheckpoints": "留存的校验点，以及当前日志的校验点，供另行保存",
    "proveConsistency": "证明日志自某一大小以来只增未改",
    "getEvent": "日志的一条记录",
    "proveInclusion": "证明某条记录在日志之中，附该行内容",
}
"""What each operation does, in Chinese, by its id; English stands in the description."""

PARAMETERS = {
    "slug": "登记册在地址中的名称",
    "lang": "文字的语言",
    "at": "所问的时刻；不写即现在",
    "known_at": "以该时刻所知为准；不写即以全部记录为准",
    "drill": "只看演练",
    "track": "只看该级别序列",
    "within": "预看多久；不写即两周",
    "Idempotency-Key": "请求编号：以同一编号重复请求，只办理一次",
    "limit": "最多列出多少项",
    "start": "跳过多少项；时间线的起始时间，不写即现在",
    "under": "该区域及其下级",
    "search": "标识或者名称含有此文字的区域",
    "area": "区域",
    "end": "至何时；不写即不限",
    "hidden": "包括不公开的措施",
    "compare": "与该级别的措施对照",
    "proposal": "提议的编号",
    "word": "所作的表示",
    "body": "作出表示的机构",
    "expires": "有效至何时；不写即一日",
    "open": "只列未办结的",
    "If-Match": "所见内容的 `ETag`；其后已有变动的，不予办理",
    "order": "指令的编号",
    "after": "该编号之后的记录；`/events` 不写的，仅发送新记录",
    "Last-Event-ID": "最后收到的记录的 `id`",
    "old": "原有多少条记录",
    "new": "现有多少条记录；不写即全部",
    "seq": "记录编号，自0起",
    "size": "以多少条记录为准；不写即全部",
}
"""What each parameter means, in Chinese."""

ENGLISH = {
    "area": "the area",
    "proposal": "the id of the proposal",
    "order": "the id of the order",
}
"""What the parameters of addresses mean that the description says nothing of."""

PROBLEMS = {
    "401": ("nobody has signed in", "未登录"),
    "403": ("you may not; `detail` says why", "无此权限，原因见 `detail`"),
    "404": ("it is not there, or not for you to see", "不存在，或者请求者不能查阅"),
    "409": (
        "what there is stands against it; a decision that does not permit is in `decision`",
        "与现状冲突；判定未予准许的，见 `decision`",
    ),
    "412": (
        "it has moved on since you saw it; `changes` tells how",
        "所见之后已有变动，见 `changes`",
    ),
    "413": ("too large", "过大"),
    "415": ("not JSON", "不是 JSON"),
    "422": ("it cannot be read; `problems` has each place", "无法读取，各处问题见 `problems`"),
    "428": ("you did not say what you saw (`If-Match`)", "未写明所见内容（`If-Match`）"),
    "429": (
        "too much at a time; try again after `Retry-After`",
        "请求过多；请在 `Retry-After` 之后重试",
    ),
    "503": (
        "the store is away or busy; try again after `Retry-After`",
        "存储暂不可用；请在 `Retry-After` 之后重试",
    ),
}
"""What is refused, by status, in English and in Chinese."""

TAGS = {
    "register": ("The register", "登记册"),
    "overview": ("What stands and is due", "现状和应办事项"),
    "areas": ("Areas, levels, measures", "区域、级别和措施"),
    "proposals": ("Proposals", "提议"),
    "orders": ("Orders", "指令"),
    "rules": ("Rules", "规则"),
    "log": ("The log", "日志"),
}
"""The groups of operations, in the order of the page."""

_SAYS: dict[Language, dict[str, str]] = {
    "en": {
        "title": "HTTP",
        "intro": (
            "The addresses of a server for programs, from its description in OpenAPI 3.1, which a server gives at `/openapi.json`. "
            "How to sign in, to act safely and to follow events: [HTTP, in depth](../in-depth/http.md)."
        ),
        "parameter": "parameter",
        "where": "where",
        "must": "must be there",
        "meaning": "meaning",
        "yes": "yes",
        "path": "address",
        "query": "query",
        "header": "header",
        "body": "Takes",
        "answer": "Answers",
        "data": "data",
        "or": " or ",
        "stop": ".",
        "colon": ": ",
        "problems": "Problems",
        "problems.intro": (
            "Whatever is refused is told as `application/problem+json`: `status`, `title`, `detail`, `code`, which stays the same in "
            "every language, and `request`, by which the server's log has it."
        ),
        "status": "status",
    },
    "zh": {
        "title": "HTTP 接口",
        "intro": "服务器供程序调用的地址，据其 OpenAPI 3.1 描述编成；服务器在 `/openapi.json` 提供该描述。",
        "parameter": "参数",
        "where": "位置",
        "must": "必写",
        "meaning": "含义",
        "yes": "是",
        "path": "地址",
        "query": "查询",
        "header": "标头",
        "body": "请求内容",
        "answer": "答复",
        "data": "数据",
        "or": "或者",
        "stop": "。",
        "colon": "：",
        "problems": "问题",
        "problems.intro": (
            "未能办理的，一律以 `application/problem+json` 说明：`status`、`title`、`detail`，以及不随语言变化的 `code` 和服务器日志中的编号 `request`。"
        ),
        "status": "状态",
    },
}

Operation = Mapping[str, Any]


def pages(language: Language) -> dict[str, str]:
    """Return the page of the service for programs."""
    return {"reference/http.md": page(*_page(language))}


def operations() -> Iterator[tuple[str, str, Operation]]:
    """Yield each operation with its method and its address."""
    paths = json.loads(DESCRIPTION.read_text(encoding="utf-8"))["paths"]
    for address, methods in paths.items():
        for method, operation in methods.items():
            yield method.upper(), address, operation


def _page(language: Language) -> Iterator[str]:
    says, at = _SAYS[language], 0 if language == "en" else 1
    yield f"# {says['title']}"
    yield says["intro"]
    yield f"## {says['problems']}"
    yield says["problems.intro"]
    rows = [[status, told[at]] for status, told in PROBLEMS.items()]
    yield table([says["status"], says["meaning"]], rows)
    for tag, titles in TAGS.items():
        yield f"## {titles[at]}"
        for method, address, operation in operations():
            if operation["tags"][0] == tag:
                yield from _operation(method, address, operation, language)


def _operation(
    method: str, address: str, operation: Operation, language: Language
) -> Iterator[str]:
    says, name = _SAYS[language], operation["operationId"]
    yield f"### {method} {address.removeprefix('/r/{slug}/api/v1') or '/'}"
    told = (
        OPERATIONS[name] + "。" if language == "zh" else " ".join(operation["description"].split())
    )
    yield f"`{method} {address}`"
    yield told
    rows = [
        [
            f"`{one['name']}`",
            says[one["in"]],
            says["yes"] if one.get("required") else "",
            meaning(one, language),
        ]
        for one in operation.get("parameters", [])
    ]
    yield table([says["parameter"], says["where"], says["must"], says["meaning"]], rows)
    lines = [("answer", _answers(operation, language))]
    if "requestBody" in operation:
        lines.insert(0, ("body", _content(operation["requestBody"], language)))
    yield "".join(f"- **{says[label]}**{says['colon']}{text}\n" for label, text in lines)


def meaning(parameter: Operation, language: Language) -> str:
    """Return what a parameter means."""
    name: str = parameter["name"]
    return PARAMETERS[name] if language == "zh" else parameter.get("description") or ENGLISH[name]


def _answers(operation: Operation, language: Language) -> str:
    good = {status: one for status, one in operation["responses"].items() if status.startswith("2")}
    told = [f"{status} ({_content(one, language)})" for status, one in good.items()]
    refused = [
        status for status in operation["responses"] if status.isdigit() and status not in good
    ]
    return ", ".join(told + refused)


def _content(body: Operation, language: Language) -> str:
    """Return what is sent: the kind of content, and the names of its schemas where they have one."""
    told = []
    for kind, one in body["content"].items():
        schema = one.get("schema", {})
        several = schema.get("oneOf") or schema.get("anyOf") or [schema]
        names = [part["$ref"].rpartition("/")[2] for part in several if "$ref" in part]
        inside = _SAYS[language]["or"].join(f"`{name}`" for name in names)
        keys = ", ".join(f"`{key}`" for key in schema.get("properties", {}))
        told.append(" ".join(part for part in (f"`{kind}`", inside or keys) if part))
    return _SAYS[language]["or"].join(told)
