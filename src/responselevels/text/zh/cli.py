"""Sentences of reports and of the command line: labels, summaries, help."""

SENTENCES: dict[str, str] = {
    # -- a decision, in rows
    "cli.verdict.permit": "准予",
    "cli.verdict.pending": "待补",
    "cli.verdict.deny": "不予准许",
    "cli.headline": "{name}：{verdict}",
    "cli.headline.drill": "{name}（演练）：{verdict}",
    "cli.decided": "{at} 依据{rules}判定，适用规则{rule}",
    "cli.decided.none": "{at} 依据{rules}判定，无适用规则",
    "cli.label.deny": "不予",
    "cli.label.pending": "待补",
    "cli.label.note": "提示",
    "cli.label.changes": "变化",
    "cli.label.overtakes": "就高",
    "cli.label.duties": "应办",
    "cli.label.lapses": "失效",
    "cli.label.sources": "出处",
    "cli.label.clause": "依据",
    "cli.label.rule": "规则",
    "cli.label.where": "地点",
    "cli.label.remedy": "可改为",
    "cli.label.help": "办法",
    "cli.label.or": "或改为",
    "cli.span": "{start} 至 {end}",
    "cli.span.open": "{start} 起",
    "cli.remedy.level": "级别改为{level}",
    "cli.remedy.period": "时段改为 {span}",
    "cli.remedy.scope": "范围改为{areas}",
    "cli.where": "{area}，{span}：不得低于{required}（依据{orders}）",
    "cli.clause": "{clause}（规则{rule}）",
    "cli.short_source": "{source} {clause}",
    "cli.legend": "{source}：《{title}》",
    "cli.source": "《{source}》{origin}{clause}",
    "cli.change": "{area}，{span}：由{before}调为{after}",
    "cli.overtake": "{area}的指令{order}，{span}",
    "cli.duty": "{do}",
    "cli.duty.to": "{do}（对象：{to}）",
    "cli.duty.due": "{do}（时限：{due}）",
    "cli.duty.to.due": "{do}（对象：{to}；时限：{due}）",
    "cli.provisional": "{until}，此前获追认的除外",
    "cli.more": "另有{count}项；用 `--json` 可全部列出",
    "cli.tally": "共{total}项：{parts:series}",
    "cli.tally.permit": "准予{count}项",
    "cli.tally.pending": "待补{count}项",
    "cli.tally.deny": "不予{count}项",
    "cli.tally.unread": "无法读取{count}项",
    # -- tables
    "cli.head.area": "区域",
    "cli.head.level": "级别",
    "cli.head.orders": "指令",
    # -- a decision, in prose
    "cli.prose.permit": "提议{proposal}准予：未发现不符合规则的情形。",
    "cli.prose.permit.noted": (
        "提议{proposal}准予：未发现不符合规则的情形。以下提示不影响结论，请知悉。"
    ),
    "cli.prose.pending": "提议{proposal}手续待补：仅缺其他机构的研判或者批准，补齐后请重新判定。",
    "cli.prose.deny": "提议{proposal}不予准许。不符合规则和尚待补齐的情形共{count}项。",
    "cli.prose.drill": "本提议为演练：只与演练指令一并判定，不影响实际执行的指令。",
    "cli.prose.rule": "判定时间为{at}，依据{rules}，适用规则{rule}。",
    "cli.prose.rule.none": "判定时间为{at}，依据{rules}，无适用规则。",
    "cli.prose.effect.deny": "{code}：据此不予准许",
    "cli.prose.effect.pending": "{code}：尚待补齐",
    "cli.prose.effect.note": "{code}：不影响结论，请知悉",
    "cli.prose.sentence": "{message}。",
    "cli.prose.ground": "依据规则{rule}，出自{clause}。",
    "cli.prose.ground.rule": "依据规则{rule}，该规则未注明出处。",
    "cli.prose.ground.none": "此项为通用要求，对每项提议一律核对，不依据规则文件的某一条。",
    "cli.prose.where": "以下区域和时段另有下限：",
    "cli.prose.help": "处理办法：{help}。",
    "cli.prose.remedies": "作下列任一改动即可：",
    "cli.prose.changes": "如予实施，现行级别变化如下：",
    "cli.prose.overtakes": ("以下指令在相应时段内低于新的下限；指令继续有效，现行级别就高执行："),
    "cli.prose.duties": "应办事项：",
    "cli.prose.lapses": "该指令为待追认的指令，失效时间：",
    "cli.origin.publisher": "（{publisher}）",
    "cli.origin.issued": "（{issued}印发）",
    "cli.origin.publisher.issued": "（{publisher}，{issued}印发）",
    # -- lint
    "cli.lint.remark": "{place}：{reason}",
    "cli.lint.cure": "改法：{cure}",
    "cli.lint.clean": "{rules}：未发现问题",
    # -- problems of a run
    "cli.error.bug": (
        "本程序自身出错，与输入无关：{kind}，位于 {place}；请将命令和文件一并报告给本项目"
    ),
    "cli.error.interrupted": "已中断",
    "cli.error.closed": "已关闭",
    "cli.error.broken_off": "操作中途中断，可能已经完成；请用 `register history` 或者 `log verify` 查看已记录的内容",
    "cli.error.unwritten": "结果无法写到标准输出：{reason}",
    "cli.error.unwritten.done": (
        "结果无法写到标准输出：{reason}；所要求的事项已全部办理，退出状态本应为{status}"
    ),
    "cli.error.file": "`{path}`：{reason}",
    "cli.error.graphviz": "未安装 Graphviz（程序 `dot`）；请安装，或者改用无须安装的 `--format svg`",
    "cli.progress": "已判定{done}项，共{total}项",
    "cli.progress.unknown": "已判定{done}项",
    # -- how the command line was used
    "cli.usage": "用法：",
    "cli.usage.options": "选项：",
    "cli.usage.commands": "命令：",
    "cli.usage.required": "必填",
    "cli.usage.pieces": "[选项]",
    "cli.usage.command": "命令 [参数]...",
    "cli.usage.hint": "请查看 `{command} --help`",
    "cli.usage.no_option": "没有选项 `{name}`",
    "cli.usage.no_command": "没有命令 `{name}`",
    "cli.usage.meant": "；是否为 `{name}`？",
    "cli.usage.missing.option": "缺少选项 `{name}`",
    "cli.usage.missing.argument": "缺少参数 `{name}`",
    "cli.usage.bad": "`{name}`：{reason}",
    "cli.usage.choice": "`{value}` 不是{choices:or}",
    # -- help
    "cli.help": "按规则文件判定级别调整提议，逐项列明理由；查询各区域现行级别。",
    "cli.help.check": (
        "逐项判定提议：能否实施；不能实施的，列明理由。\n\nPROPOSAL 为 YAML、JSON 或 JSON Lines（.jsonl，每行一项提议）文件，或者以 - 表示标准输入。各项均对照同一批指令判定。"
    ),
    "cli.help.check.end": (
        "退出状态：0 全部准予；1 至少一项不予准许；3 没有不予准许的，至少一项待补；2 有内容无法读取（其余提议照常判定）。"
    ),
    "cli.help.explain": (
        "判定提议，并用文字说明：每项情形所依据的条款，以及处理办法。\n\nPROPOSAL 与 `check` 相同。"
    ),
    "cli.help.level": "显示各 AREA 的现行级别及所依据的指令；不写 AREA 则显示全部区域。",
    "cli.help.level.end": "退出状态：0；有内容无法读取时为2。",
    "cli.help.audit": (
        "对清单中的每项指令，按其发布时间、对照此前的指令重新判定，列出规则未准予的指令及各项情形。"
    ),
    "cli.help.audit.end": "退出状态：0 全部准予；1 至少一项未予准许；2 有内容无法读取。",
    "cli.help.lint": (
        "检查规则文件中可以载入但可能有误之处，逐项说明理由和改法。\n\nRULES 为路径，或者内置方案的标识。"
    ),
    "cli.help.lint.end": "退出状态：0 未发现问题；1 至少一项警告；2 有文件无法读取。",
    "cli.help.diagram": (
        "绘出规则文件中的级别和调整规则。\n\nRULES 为路径，或者内置方案的标识。`mermaid`、`svg`、`dot` 为图，`table`（Markdown）和 `csv` 为规则表；仅 `png` 需要 Graphviz。"
    ),
    "cli.help.digest": (
        "输出各提请的摘要，即批准所针对的内容，使对一项提请的批准不会被当作对另一项的批准。\n\n"
        "PROPOSAL 的写法与 `check` 相同。"
    ),
    "cli.help.digest.end": "退出状态：0；2 有内容无法读取。",
    "cli.help.schema": "输出某种格式的 JSON Schema，供编辑器和其他程序使用：{formats}。",
    "cli.help.completion": (
        '输出 shell 补全脚本，可补全命令、选项、内置方案和区域。\n\nbash、zsh：eval "$(responselevels completion bash)"\n\nfish：responselevels completion fish | source'
    ),
    "cli.short.check": "判定提议。",
    "cli.short.explain": "用文字说明判定。",
    "cli.short.level": "查询各区域现行级别。",
    "cli.short.audit": "找出规则未准予的指令。",
    "cli.short.lint": "检查规则文件。",
    "cli.short.diagram": "绘出级别和调整规则。",
    "cli.short.digest": "给出批准所针对的摘要。",
    "cli.short.schema": "输出某种格式的 JSON Schema。",
    "cli.short.completion": "输出 shell 补全脚本。",
    "cli.option.rules": "规则文件，或者内置方案的标识。",
    "cli.option.areas": "区域文件（YAML 或 CSV）。",
    "cli.option.orders": "已发布的指令（YAML 或 JSON Lines）；不写即无。",
    "cli.option.orders.needed": "待复核的指令（YAML 或 JSON Lines）。",
    "cli.option.at": "判定时间，须注明时区：2026-02-11T12:00+08:00。不写或写 now 即现在。",
    "cli.option.at.level": "查询时间，须注明时区：2026-02-11T12:00+08:00。不写或写 now 即现在。",
    "cli.option.json": "输出 JSON，供程序使用。",
    "cli.option.lang": "语言；不写则按项目文件或者系统的区域设置。",
    "cli.option.progress": "标准错误不是终端时也显示进度。",
    "cli.option.format": "绘制的形式。",
    "cli.option.output": "写入此文件，而不写到标准输出。",
    "cli.option.digest.drill": "所终止或追认的指令属于演练。",
    "cli.option.help": "显示本说明后退出。",
    "cli.option.version": "显示版本后退出。",
}
