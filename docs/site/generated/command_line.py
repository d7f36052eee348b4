"""The reference of the command line: exit statuses, and the help of every command, group by group."""

from __future__ import annotations

from collections.abc import Iterator

import click

from docs.site.contents import Language
from docs.site.generated.markdown import block, page, table
from responselevels.cli.app import build
from responselevels.cli.frame.status import Status

GROUPS: dict[str, tuple[str, ...]] = {
    "deciding": ("check", "explain", "digest", "audit", "sheet"),
    "levels": ("level", "timeline", "board", "measures", "due", "export"),
    "rules": ("lint", "show", "diagram", "test", "mutate", "verify", "diff", "impact"),
    "schemes": ("schemes", "new"),
    "register": ("register",),
    "log": ("log",),
    "server": ("serve", "accounts"),
    "around": ("codes", "schema", "config", "completion"),
}
"""Which commands stand together; those of a group of commands stand beneath it."""

STATUSES: dict[Language, dict[Status, str]] = {
    "en": {
        Status.PERMITTED: "all is permitted, or there is nothing to remark on",
        Status.DENIED: "something is denied, remarked on, refuted or not as expected",
        Status.INVALID_INPUT: "something could not be read, the command line included",
        Status.PENDING: "nothing is denied, and something is pending",
        Status.DAMAGED: "the register is damaged, or is not the one that this site has seen",
        Status.UNREACHABLE: "the register cannot be reached, read or written now, or work cannot be spread; nothing was done",
        Status.BUG: "a mistake of the program itself; please report it",
        Status.OUTPUT_LOST: "the answer could not be written; what was to be recorded is recorded",
        Status.BUSY: "others held the register for too long; nothing was done, and it may be tried again",
        Status.UNKNOWN: "the reply was lost, and it may have been done; ask again with the same `--key`",
        Status.INTERRUPTED: "interrupted from the keyboard",
        Status.BROKEN_PIPE: "whoever read the output went away; what was to be recorded is recorded",
    },
    "zh": {
        Status.PERMITTED: "全部准予，或者没有意见",
        Status.DENIED: "有不予准许、有意见、不成立或者与预期不符的",
        Status.INVALID_INPUT: "有无法读取的内容，命令行有误的也在此列",
        Status.PENDING: "没有不予准许的，有手续待补的",
        Status.DAMAGED: "登记册受损，或者不是本站点见过的登记册",
        Status.UNREACHABLE: "登记册目前无法连接、读取或写入，或者工作无法分派；未作任何处理",
        Status.BUG: "本程序自身的错误，请予反馈",
        Status.OUTPUT_LOST: "结果无法输出；应记录的已经记录",
        Status.BUSY: "登记册被占用过久；未作任何处理，可以重试",
        Status.UNKNOWN: "答复丢失，可能已经办理；请以同一 `--key` 再次请求",
        Status.INTERRUPTED: "由键盘中断",
        Status.BROKEN_PIPE: "读取输出的程序已经退出；应记录的已经记录",
    },
}
"""What each exit status means."""

_SAYS: dict[Language, dict[str, str]] = {
    "en": {
        "title": "Command line",
        "intro": (
            "Every command as its `--help` has it. How they work together, with sample output: "
            "[the command line, in depth](../in-depth/command-line.md)."
        ),
        "commands": "Commands",
        "command": "command",
        "does": "does",
        "statuses": "Exit statuses",
        "status": "status",
        "means": "means",
        "deciding": "Deciding",
        "levels": "What holds, and what is due",
        "rules": "Rules files",
        "schemes": "New schemes",
        "register": "Registers",
        "log": "Logs",
        "server": "The server",
        "around": "Codes, formats, settings",
        "name": "name",
    },
    "zh": {
        "title": "命令行",
        "intro": "各命令的说明，与其 `--help --lang zh` 相同。",
        "commands": "命令一览",
        "command": "命令",
        "does": "用途",
        "statuses": "退出状态",
        "status": "状态",
        "means": "含义",
        "deciding": "判定",
        "levels": "现行级别和应办事项",
        "rules": "规则文件",
        "schemes": "新方案",
        "register": "登记册",
        "log": "日志",
        "server": "服务器",
        "around": "代码、格式和设置",
        "name": "名称",
    },
}


def pages(language: Language) -> dict[str, str]:
    """Return the page of the command line."""
    return {"reference/command-line.md": page(*_page(language))}


def _page(language: Language) -> Iterator[str]:
    says = _SAYS[language]
    program = build(language)
    root = click.Context(program, info_name="responselevels")
    made = {name: program.get_command(root, name) for name in program.list_commands(root)}
    known = {name: command for name, command in made.items() if command is not None}
    yield f"# {says['title']}"
    yield says["intro"]
    yield f"## {says['statuses']}"
    rows = [[f"{status.value}", STATUSES[language][status]] for status in Status]
    yield table([says["status"], says["means"]], rows)
    yield f"## {says['commands']}"
    rows = [
        [f"[`{name}`](#{anchor(name)})", program.short_help_of(name)]
        for names in GROUPS.values()
        for name in names
    ]
    yield table([says["command"], says["does"]], rows)
    yield block(program.get_help(root))
    for group, names in GROUPS.items():
        yield f"## {says[group]}"
        for name in names:
            yield from _command(known[name], root, (name,))


def _command(command: click.Command, above: click.Context, words: tuple[str, ...]) -> Iterator[str]:
    context = click.Context(command, info_name=words[-1], parent=above)
    name = " ".join(words)
    yield f"({anchor(name)})=\n{'#' * min(len(words) + 2, 4)} {name}"
    yield block(command.get_help(context))
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is not None:
                yield from _command(found, context, (*words, inner))


def anchor(name: str) -> str:
    """Return the name by which a command is linked to."""
    return f"command-{name.replace(' ', '-')}"
