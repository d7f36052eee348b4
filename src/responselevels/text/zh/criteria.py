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
    "diff.where.stated": "研判意见所列事实：{values:or}",
    "diff.stated": "{facts}",
    "diff.fact.added": "新增事实{fact}",
    "diff.fact.removed": "去掉事实{fact}",
    "diff.fact.renamed": "事实{old}改称{new}",
    "diff.fact.changed": "事实{fact}的取值范围有变",
    "diff.table.added": "新增分级标准表{table}",
    "diff.table.removed": "去掉分级标准表{table}",
    "diff.table.renamed": "分级标准表{old}改称{new}",
    "diff.table.levels": "按分级标准表{table}，以下事实原为{old:or}，现为{new:or}：{facts}",
    "diff.table.incomparable": "分级标准表{table}前后无法比较：所列事实的取值范围有变",
    "lint.criteria.evaded": (
        "按{transition}可以发布{levels:or}而不依据分级标准表{table}，{bound}则受该表约束"
    ),
    "lint.criteria.evaded.cure": (
        "请在此也要求该表，或者从 `to` 中去掉这些级别；确需不论事实如何均可发布的，可以不改"
    ),
    "lint.criteria.never": "按分级标准表{table}，任何事实都不为{levels:or}，故不能据此发布",
    "lint.criteria.never.cure": "请从 `to` 中去掉这些级别，或者在表中为其增加一行",
    "lint.criteria.beside": "分级标准表{table}所列级别均不在 `to` 中：据此不能发布任何指令",
    "lint.criteria.beside.cure": "请改用别的表，或者在表中为 `to` 的级别增加行",
    "lint.criteria.otherwise": "`otherwise` 不适用于任何事实：分级标准表{table}各行已无遗漏",
    "lint.criteria.otherwise.cure": "请去掉 `otherwise`，或者核对是否有某行过宽",
    "lint.fact.unused": "没有表的任何一行用到事实{fact}",
    "lint.fact.unused.cure": "请在表中使用，或者去掉",
    "lint.table.unused": "没有调整规则要求分级标准表{table}",
    "lint.table.unused.cure": "请在 `requires.assessment` 中要求该表，或者去掉",
    "coverage.table": "级别与分级标准表{table}相符",
    "coverage.table.open": "所列事实不足以按分级标准表{table}确定级别",
    "coverage.table.row": "分级标准表{table}第{row}行",
    "mutant.table.dropped": "{rule}不要求分级标准表",
    "mutant.table.dropped.need": "一个用例，所列事实与级别不符，预期 `criteria.differs`",
    "mutant.table.advice": "分级标准表{table}对{rule}仅供参考",
    "mutant.table.advice.need": "一个用例，{rule}因 `criteria.differs` 不予准许",
    "mutant.table.binding": "分级标准表{table}对{rule}有约束力",
    "mutant.table.binding.need": "一个用例，所列事实与级别不符而仍准予",
    "mutant.row.added": "分级标准表{table}第{row}行也为{level}",
    "mutant.row.added.need": "一个用例，按以下事实提议{level}，预期 `criteria.differs`：{facts}",
    "mutant.row.dropped": "分级标准表{table}第{row}行不再为{level}",
    "mutant.row.dropped.need": "一个用例，按以下事实提议{level}并获准予：{facts}",
    "mutant.bound.higher": "分级标准表{table}：{fact}的界限由{bound}改为{to}",
    "mutant.bound.higher.need": "一个用例，所列{fact}为{told}",
    "mutant.bound.lower": "分级标准表{table}：{fact}的界限由{bound}改为{to}",
    "mutant.bound.lower.need": "一个用例，所列{fact}为{told}",
    "cli.option.fact": "研判意见所列的一项事实：true 或 false、数，或者列表中的一项。",
    "cli.error.no_fact": "`{text}` 不是事实；请写成 `FACT=VALUE`",
    "cli.error.fact_twice": "事实 `{fact}` 写了两次；请只写一次",
    "diagram.bound": "{assessment}；级别依据分级标准表{table}",
    "diagram.advised": "{assessment}；级别参考分级标准表{table}",
    "diagram.row": "行",
    "diagram.levels": "级别",
    "diagram.otherwise": "其余情况",
    "diagram.yes": "是",
    "diagram.no": "否",
    "diagram.range": "{from}以上，不足{below}",
    "diagram.range.from": "{from}以上",
    "diagram.range.below": "不足{below}",
    "law.as_facts_call_for": (
        "已列明的事实尚不能确定级别的，手续待补；与表中所余各行均不相符的，予以载明；此外不载明"
    ),
}
