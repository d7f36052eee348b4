"""Sentences of reports and of the command line: labels, summaries, help."""

SENTENCES: dict[str, str] = {
    # -- a decision, in rows
    "cli.verdict.permit": "准予",
    "cli.verdict.pending": "待补",
    "cli.verdict.deny": "不准",
    "cli.headline": "{name}：{verdict}",
    "cli.headline.drill": "{name}（演练）：{verdict}",
    "cli.decided": "{at} 依据{rules}裁定，适用规则{rule}",
    "cli.decided.none": "{at} 依据{rules}裁定，无适用规则",
    "cli.label.deny": "不准",
    "cli.label.pending": "待补",
    "cli.label.note": "提示",
    "cli.label.changes": "变化",
    "cli.label.overtakes": "盖过",
    "cli.label.duties": "职责",
    "cli.label.lapses": "失效",
    "cli.label.sources": "出处",
    "cli.label.clause": "依据",
    "cli.label.rule": "规则",
    "cli.label.where": "何处",
    "cli.label.remedy": "补救",
    "cli.label.or": "或",
    "cli.span": "{start} 至 {end}",
    "cli.span.open": "{start} 起",
    "cli.remedy.level": "改提{level}",
    "cli.remedy.period": "时段只取 {span}",
    "cli.remedy.scope": "范围只取{areas}",
    "cli.where": "{area}，{span}：须为{required}，由{orders}设定",
    "cli.clause": "{clause}（规则{rule}）",
    "cli.short_source": "{source} {clause}",
    "cli.legend": "{source}：《{title}》",
    "cli.source": "《{source}》{origin}{clause}",
    "cli.change": "{area}，{span}：由{before}变为{after}",
    "cli.overtake": "{area}的指令{order}，{span}",
    "cli.duty": "{do}",
    "cli.duty.to": "{do}（对象：{to}）",
    "cli.duty.due": "{do}（时限：{due}）",
    "cli.duty.to.due": "{do}（对象：{to}；时限：{due}）",
    "cli.provisional": "{until}，此前获追认的除外",
    "cli.more": "另有 {count} 项；用 `--json` 可全部列出",
    "cli.tally": "共 {total} 项：{parts}",
    "cli.tally.permit": "准予 {count} 项",
    "cli.tally.pending": "待补 {count} 项",
    "cli.tally.deny": "不准 {count} 项",
    "cli.tally.unread": "无法读取 {count} 项",
    # -- tables
    "cli.head.area": "区域",
    "cli.head.level": "级别",
    "cli.head.orders": "指令",
    # -- a decision, in prose
    "cli.prose.permit": "提议{proposal}准予：没有任何不利的认定。",
    "cli.prose.permit.noted": (
        "提议{proposal}准予：没有任何不利的认定。以下提示不影响结论，但应知悉。"
    ),
    "cli.prose.pending": "提议{proposal}待补：所缺的只是其他机构尚可作出的行为。",
    "cli.prose.deny": "提议{proposal}不准。不利的认定共 {count} 项。",
    "cli.prose.drill": "此为演练：只计演练指令，也不计入任何真实指令。",
    "cli.prose.rule": "裁定时间 {at}，依据{rules}；其中最适用的规则是{rule}。",
    "cli.prose.rule.none": "裁定时间 {at}，依据{rules}；其中没有适用的规则。",
    "cli.prose.effect.deny": "{code}：因此不准",
    "cli.prose.effect.pending": "{code}：尚待补足",
    "cli.prose.effect.note": "{code}：不影响结论，但应知悉",
    "cli.prose.sentence": "{message}。",
    "cli.prose.ground": "依据规则{rule}，出自{clause}。",
    "cli.prose.ground.rule": "依据规则{rule}，该规则未注明出处。",
    "cli.prose.ground.none": "不出自规则文件的某一条：每项提议都要核对此点。",
    "cli.prose.where": "在以下区域和时段，下限要求更严：",
    "cli.prose.help": "办法：{help}。",
    "cli.prose.remedies": "作以下任何一项改动即可：",
    "cli.prose.changes": "如付诸实施，现行级别变化如下：",
    "cli.prose.overtakes": (
        "以下区域的指令届时将宽于下限；这些指令继续有效，但现行级别以更严者为准："
    ),
    "cli.prose.duties": "随之而来的职责：",
    "cli.prose.lapses": "该指令将是暂行指令，失效时间：",
    "cli.origin.publisher": "（{publisher}）",
    "cli.origin.issued": "（{issued} 印发）",
    "cli.origin.publisher.issued": "（{publisher}，{issued} 印发）",
    # -- lint
    "cli.lint.remark": "{place}: {reason}",
    "cli.lint.cure": "改法：{cure}",
    "cli.lint.clean": "{rules}：没有发现问题",
    # -- problems of a run
    "cli.error.bug": (
        "这是 responselevels 自身的差错，与输入无关：{kind}，位于 {place}；"
        "请将命令和文件一并报告给本项目"
    ),
    "cli.error.interrupted": "已中断",
    "cli.error.closed": "已关闭",
    "cli.error.unwritten": "结果无法写到标准输出：{reason}",
    "cli.error.unwritten.done": (
        "结果无法写到标准输出：{reason}；所要求的事项已全部办理，退出状态本应为 {status}"
    ),
    "cli.error.file": "`{path}`：{reason}",
    "cli.error.graphviz": "未安装 Graphviz（程序 `dot`）；`--format svg` 无须安装",
    "cli.progress": "已裁定 {done} / {total}",
    "cli.progress.unknown": "已裁定 {done}",
    # -- how the command line was used
    "cli.usage": "用法：",
    "cli.usage.options": "选项：",
    "cli.usage.commands": "命令：",
    "cli.usage.required": "必填",
    "cli.usage.pieces": "[选项]",
    "cli.usage.command": "命令 [参数]...",
    "cli.usage.hint": "请看 `{command} --help`",
    "cli.usage.no_option": "没有选项 `{name}`",
    "cli.usage.no_command": "没有命令 `{name}`",
    "cli.usage.meant": "；是否指 `{name}`？",
    "cli.usage.missing.option": "缺少选项 `{name}`",
    "cli.usage.missing.argument": "缺少参数 `{name}`",
    "cli.usage.bad": "`{name}`：{reason}",
    "cli.usage.choice": "`{value}` 不是 {choices:or}",
    # -- help
    "cli.help": "依据规则文件裁定响应级别的变更提议，列明全部理由；并查询各地现行级别。",
    "cli.help.check": (
        "逐项裁定提议：能否付诸实施；如不能，理由何在。\n\n"
        "PROPOSAL 为 YAML、JSON 或 JSON Lines（.jsonl，每行一项提议）文件，"
        "或以 - 表示标准输入。各项均对照同一批指令裁定。"
    ),
    "cli.help.check.end": (
        "退出状态：0 全部准予；1 至少一项不准；3 无不准而至少一项待补；"
        "2 有内容无法读取（其余提议照常裁定）。"
    ),
    "cli.help.explain": (
        "裁定提议，并用文字说明：每项认定所依据的条款，以及如何补救。\n\nPROPOSAL 与 `check` 相同。"
    ),
    "cli.help.level": "显示各 AREA 的现行级别及所依据的指令；不写 AREA 则显示全部区域。",
    "cli.help.level.end": "退出状态：0；有内容无法读取时为 2。",
    "cli.help.audit": (
        "对清单中的每项指令，按其发布时间、对照此前的指令重新裁定，列出规则未准予的指令及认定。"
    ),
    "cli.help.audit.end": "退出状态：0 全部准予；1 至少一项未获准予；2 有内容无法读取。",
    "cli.help.lint": (
        "检查规则文件中能够载入但看来有误之处，逐项说明理由和改法。\n\n"
        "RULES 为路径，或附带方案的 id。"
    ),
    "cli.help.lint.end": "退出状态：0 没有问题；1 至少一项警告；2 有文件无法读取。",
    "cli.help.diagram": (
        "绘出规则文件中的级别和转换。\n\n"
        "RULES 为路径，或附带方案的 id。"
        "`mermaid`、`svg`、`dot` 为图，`table`（Markdown）和 `csv` 为规则表；仅 `png` 需要 Graphviz。"
    ),
    "cli.help.schema": "输出某种格式的 JSON Schema，供编辑器和其他程序使用：{formats}。",
    "cli.help.completion": (
        "输出 shell 补全脚本，可补全命令、选项、附带的方案和区域。\n\n"
        'bash、zsh：eval "$(responselevels completion bash)"\n\n'
        "fish：responselevels completion fish | source"
    ),
    "cli.short.check": "裁定提议。",
    "cli.short.explain": "用文字说明裁定。",
    "cli.short.level": "查询各地现行级别。",
    "cli.short.audit": "找出规则未准予的指令。",
    "cli.short.lint": "检查规则文件。",
    "cli.short.diagram": "绘出级别和转换。",
    "cli.short.schema": "输出某种格式的 JSON Schema。",
    "cli.short.completion": "输出 shell 补全脚本。",
    "cli.option.rules": "规则文件，或附带方案的 id。",
    "cli.option.areas": "区域文件（YAML 或 CSV）。",
    "cli.option.orders": "已发布的指令（YAML 或 JSON Lines）；不写即无。",
    "cli.option.orders.needed": "待审核的指令（YAML 或 JSON Lines）。",
    "cli.option.at": "裁定时间，须带时差：2026-02-11T12:00+08:00。不写即现在。",
    "cli.option.at.level": "查询时间，须带时差：2026-02-11T12:00+08:00。不写即现在。",
    "cli.option.json": "输出 JSON，供程序使用。",
    "cli.option.lang": "语言；不写则从区域设置。",
    "cli.option.progress": "标准错误不是终端时也显示进度。",
    "cli.option.format": "绘制的形式。",
    "cli.option.output": "写入此文件，而不写到标准输出。",
    "cli.option.help": "显示本说明后退出。",
    "cli.option.version": "显示版本后退出。",
}
