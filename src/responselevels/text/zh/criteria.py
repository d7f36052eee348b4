"""Sentences of facts and tables of criteria: what is refused of them, and how they are shown."""

SENTENCES: dict[str, str] = {
    "problem.fact.unknown": "没有事实 `{name}`{known}{near}",
    "problem.criteria.unknown": "没有分级标准表 `{name}`{known}{near}",
    "problem.option.unknown": "没有取值 `{name}`{known}{near}",
    "problem.fact.form": (
        "应为事实的取值，实为{found}；请写 `true` 或 `false`、数，或者列表中的一项，小数请加引号"
    ),
    "problem.fact.asked": (
        "应为对事实的要求，实为{found}；请写数的范围，如 `{{from: 10, below: 20}}`，"
        "或者 `true`、`false`，或者列表中的一项"
    ),
    "problem.fact.kind": (
        "事实为数的，写 `unit`；为是否的，写 `type: yes_no`；为列表之一的，写 `one_of`；"
        "请三者只写其一"
    ),
    "problem.fact.from": "`from` 只用于数，而 `{fact}` 不是数；请去掉",
    "problem.asked.number": "{fact}是数；请写范围，如 `{{from: 10, below: 20}}`",
    "problem.asked.yes_no": "{fact}为是或否；请写 `true` 或 `false`，不加引号",
    "problem.asked.one_of": "{fact}为列表之一；请写其中一项，或者在 `[` 和 `]` 之间写几项",
    "problem.range.none": "范围没有界限；请写 `from`、`below`，或者两者都写",
    "problem.range.empty": "没有不小于{from}而小于{below}的数；请将 `below` 改大",
    "problem.range.outside": (
        "{fact}不会小于{least}；请将范围的 `from` 由{bound}改为{least}，或者去掉 `from`"
    ),
    "problem.stated.number": '`{value}` 不是数，而{fact}是数；请写整数，小数请加引号，如 `"2.5"`',
    "problem.stated.yes_no": "{fact}为是或否，不能是 `{value}`；请写 `true` 或 `false`，不加引号",
    "problem.stated.one_of": "{fact}为列表之一，不能是 `{value}`；请写列表中的一项",
    "problem.stated.least": "{fact}不会小于{least}；请更正 `{value}`",
    "problem.criteria.overlap": (
        "第{row}行（{first}）与本行都适用于以下事实：{facts}；请使每组事实只适用于一行"
    ),
    "problem.criteria.gap": (
        "没有一行适用于以下事实：{facts}；请为其增加一行，或者用 `otherwise` 规定其余情况"
    ),
    "problem.criteria.too_long": "表有{count}行；请拆分，每个表不超过{most}行",
    "problem.criteria.on_ending": "分级标准表规定发布何级别，不规定何时终止；请去掉 `table`",
    "problem.binding.without_table": (
        "`binding` 规定分级标准表是否有约束力，此处没有表；请在旁边写明 `table`，或者去掉 `binding`"
    ),
    "phrase.any_facts": "任何事实",
}
