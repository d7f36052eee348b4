"""Sentences of measures, amounts and figures: what is refused of them, and the units they are in."""

SENTENCES: dict[str, str] = {
    "problem.measure.unknown": "没有措施 `{name}`{known}{near}",
    "problem.spot.unknown": "没有部位 `{name}`{known}{near}",
    "problem.measure.levels": (
        "措施或者自某级起适用（`from`），或者只适用于所列级别（`at`）；请对 `{measure}` 只写其一"
    ),
    "problem.measure.need": "`need` 规定数量；请写 `at_least`、`at_most`，或者两者都写",
    "problem.measure.cycle": "以下措施循环加强：{measures}；请去掉其中最弱一项的 `strengthens`",
    "problem.unit.mismatch": (
        "此处单位为{unit}，而{what}以{other}计；数量只作比较，不作换算，请使两者单位一致"
    ),
    "phrase.unit.measure": "措施{measure}",
    "phrase.unit.figure": "别处的数据 `{figure}`",
    "problem.amount.kind": (
        "数量只有一种算法；请写一个数，或者 `figure`、`per`、`times`、`sum` 中的一项"
    ),
    "problem.amount.form": (
        '应为数量，实为{found}；请写数，如 `5`、`"2.5"`，或者 '
        "`{{figure: …}}`、`{{per: …}}`、`{{times: …}}`、`{{sum: …}}` 之一"
    ),
    "problem.times.form": '应为两项的列表，即倍数和数量，实为{found}；请写成 `["2.5", 数量]`',
    "problem.amount.negative": "`{value}` 小于0；数量不能为负",
    "problem.amount.every": "不能按0或者负数分份；请将 `every` 改为大于0的数",
    "problem.figure.repeated": "该数据在同一天已有一个数（{first}）；请去掉一个",
    "problem.figure.differs": (
        "此处为{own}，而下一级各区域合计为{sum}，同为{day}的数；请更正其一，或者去掉此处的数"
    ),
    "figure.missing": "{area}尚无数据 `{figure}`，下一级区域也不齐：{lacking}没有",
    "figure.missing.many": "{area}尚无数据 `{figure}`，下一级区域也不齐：{lacking}没有，其他区域也可能没有",
    "figure.missing.own": "{area}尚无数据 `{figure}`",
    "unit.person": "人",
    "unit.household": "户",
    "unit.vehicle": "辆",
    "unit.vessel": "艘",
    "unit.aircraft": "架",
    "unit.team": "支队伍",
    "unit.post": "个岗位",
    "unit.site": "处",
    "unit.device": "台",
    "unit.round": "次",
    "unit.minute": "分钟",
    "unit.hour": "小时",
    "unit.day": "天",
    "unit.metre": "米",
    "unit.kilometre": "千米",
    "unit.square_kilometre": "平方千米",
    "unit.tonne": "吨",
    "unit.megawatt": "兆瓦",
    "unit.percent": "%",
    "unit.yuan": "元",
    "lint.measure.weaker": "凡适用{measure}之处均适用{other}，且{other}的要求不低于{measure}，故并未加强",
    "lint.measure.weaker.cure": "请提高其要求，或者用于{other}不适用之处，或者去掉",
    "lint.measure.never": "所列层级的区域不可能处于适用{measure}的级别：没有可以发布该级别的规则",
    "lint.measure.never.cure": "请更正其级别或者 `tiers`，或者去掉",
    "lint.spot.unused": "没有措施用于{spot}",
    "lint.spot.unused.cure": "请写入措施的 `spots`，或者去掉",
    "diff.measure.added": "新增措施{measure}",
    "diff.measure.removed": "去掉措施{measure}",
    "diff.measure.renamed": "措施{old}改称{new}",
    "diff.measure.changed": "措施{measure}的{keys}有变",
    "law.measures_as_they_hold": "各区域适用的措施和附加要求，均与其级别和指令相符，数量亦同",
    "breach.measures": "{area}在{at}适用的措施或其数量与参照引擎不一致",
    "breach.extras": "{area}在{at}适用的附加要求与参照引擎不一致",
    "approval.shown.extra": "附加要求：{value}",
    "approval.shown.extra_by": "  承担机构：{value}",
}
