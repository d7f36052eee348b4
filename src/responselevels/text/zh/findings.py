"""Sentences of findings: what each says, and what would put it right.

``finding.<code>`` or ``finding.<code>.<variant>`` says what was found;
``help.<code>``, or ``help.<code>.<variant>`` where it differs, says what to do.
"""

SENTENCES: dict[str, str] = {
    "finding.transition.undefined": "方案中没有可使{tier}由现行的{standing}转为{level}的转换规则",
    "finding.transition.undefined.named": (
        "转换规则{transition}不能使{tier}由现行的{standing}转为{level}"
    ),
    "finding.transition.undefined.end": "方案中没有适用于{tier}的{level}指令的提前终止规则",
    "finding.transition.undefined.ratify": (
        "方案中没有允许事后追认的转换规则适用于{level}的指令{order}"
    ),
    "help.transition.undefined": (
        "请改提方案允许{tier}由{standing}转入的级别；可用 `responselevels diagram` 查看"
    ),
    "help.transition.undefined.named": "请去掉 `transition`，由系统逐条尝试，或改用适用的转换规则",
    "help.transition.undefined.end": "请待该指令到期，或由同一区域发布新指令取代",
    "help.transition.undefined.ratify": "请按正常程序发布新指令",
    "finding.issuer.not_entitled": "{issuer}无权作出此项决定；有权的机构：{issuers}",
    "help.issuer.not_entitled": "请由{issuers:or}作为发布机构提出",
    "finding.assessment.missing.none": "尚无研判意见；须由{by:or}研判",
    "finding.assessment.missing.joint": "尚无研判意见；须由{by:or}会同{with}研判",
    "finding.assessment.missing.parts": "以下机构尚未参与研判：{absent}",
    "finding.assessment.missing.late": "研判时间{at}晚于本次裁定时间{decided_at}",
    "help.assessment.missing.none": "请由{by:or}研判，并写明研判意见及时间",
    "help.assessment.missing.joint": "请由{by:or}会同{with}研判，并写明研判意见及时间",
    "help.assessment.missing.parts": "请{absent}参与研判，并在研判意见中列明",
    "help.assessment.missing.late": "请在研判完成后重新裁定，或更正研判时间",
    "finding.approval.missing": "尚缺批准：{ways}（已批准：{approved}）",
    "finding.approval.missing.nobody": "尚缺批准，且已无其他机构可以补足（已批准：{approved}）",
    "help.approval.missing": "请取得以下批准后重新裁定：{ways}",
    "help.approval.missing.nobody": (
        "请改由其他机构发布；如任何机构的指令在此均无法获批，请核对区域文件和规则"
    ),
    "finding.approval.not_entitled.unnamed": "{body}的批准不计入：规则未要求其批准",
    "finding.approval.not_entitled.elsewhere": (
        "{body}以{area}名义作出的批准不计入：在此行使职权的不是该区域的机构"
    ),
    "finding.approval.not_entitled.absent": (
        "{body}的批准不计入：本指令所在区域及其上级区域均无此机构"
    ),
    "help.approval.not_entitled": "请由规则列明的机构批准，或去掉这项批准",
    "help.approval.not_entitled.elsewhere": "请由本指令所在区域或其上级区域的{body}批准，不必写明区域",
    "finding.approval.self.body": "{body}的批准不计入：该机构就是发布机构",
    "finding.approval.self.person": "{body}的批准不计入：`{person}`既是提出人又是批准人",
    "help.approval.self": "请由其他机构批准",
    "help.approval.self.person": "请由{body}的其他人员批准",
    "finding.approval.late": "{body}的批准暂不计入：批准时间{at}晚于本次裁定时间{decided_at}",
    "help.approval.late": "请在批准作出后重新裁定，或更正批准时间",
    "finding.approval.stale": (
        "{body}的批准不计入：提议内容在批准后已有改动；批准时为 `{digest:short}`，现为 `{expected:short}`"
    ),
    "help.approval.stale": "请将现在的提议送{body}重新批准；其摘要为 `{expected}`",
    "finding.approval.refused.person": "{body}已表示不同意：`{person}`作出且未收回",
    "finding.approval.refused.body": "{body}已表示不同意",
    "help.approval.refused": "请修改提议后再送{body}，或由表示不同意的人收回",
    "finding.approval.refusal_not_entitled": "{body}的不同意不计入：该机构在此本来也不能批准",
    "help.approval.refusal_not_entitled": "无须处理；已留存记录",
    "finding.approval.unsigned.approval": "{body}的批准不计入：规则要求签名，而这项批准只是声称",
    "finding.approval.unsigned.refusal": "{body}的不同意不计入：规则要求签名，而这项不同意只是声称",
    "help.approval.unsigned": "请由{body}签名，并记入掌握其密钥的登记册",
    "finding.approval.few_persons": "{body}尚未批准：所需签名人数为{needed}，已签名人数为{count}",
    "help.approval.few_persons": "请再由其他人员为{body}签名",
    "finding.approval.same_person": (
        "{body}不计为已批准：每人只能计入一个机构，而另一机构需要{persons}"
    ),
    "help.approval.same_person": "请由其他人员为{body}签名",
    "finding.approval.wrong_key.signature": (
        "为{body}所签的内容不计入：签名并非由密钥 `{key:short}` 作出"
    ),
    "finding.approval.wrong_key.person": (
        "为{body}所签的内容不计入：密钥 `{key:short}` 不属于`{person}`"
    ),
    "help.approval.wrong_key": "请重新签名，并查明记录被谁改动",
    "finding.approval.not_signatory": (
        "为{body}所签的内容不计入：`{person}`的密钥 `{key:short}` 无权代表该机构"
    ),
    "help.approval.not_signatory": "请由密钥清单中可以代表{body}的人员签名",
    "finding.approval.key_expired.over": (
        "为{body}所签的内容不计入：`{person}`的密钥 `{key:short}` 有效至{until}为止"
    ),
    "finding.approval.key_expired.early": (
        "为{body}所签的内容不计入：`{person}`的密钥 `{key:short}` 自{from}起才有效"
    ),
    "help.approval.key_expired": "请用现在有效的密钥签名",
    "finding.approval.key_revoked": (
        "为{body}所签的内容不计入：`{person}`的密钥 `{key:short}` 自第{since}号事件起已吊销"
    ),
    "help.approval.key_revoked": "请用未吊销的密钥签名",
    "finding.approval.keys_changed": (
        "为{body}所签的内容不计入：此后密钥清单已更换，第{keys}版中已无密钥 `{key:short}`"
    ),
    "help.approval.keys_changed": "请用现行清单中的密钥签名",
    "finding.approval.rules_changed": (
        "为{body}所签的内容不计入：签名时的规则为 `{rules:short}`，现行规则为 `{expected:short}`"
    ),
    "help.approval.rules_changed": "请将提议依现行规则再送{body}签名",
    "finding.approval.expired": "为{body}所签的内容不计入：其效力至{expires}为止",
    "help.approval.expired": "请{body}重新签名",
    "finding.approval.moved": (
        "为{body}所签的内容不计入：所签的是别的内容；其中 `{field}` 为 `{signed:short}`，"
        "此处为 `{here:short}`"
    ),
    "help.approval.moved": "请就本提议签名，并查明是谁移用了签名",
    "finding.approval.replayed": "为{body}所签的内容不计入：已记为第{first}号事件",
    "help.approval.replayed": "请重新签名；一次签名只计一次",
    "finding.rules.not_in_force.before": "规则自{start}起施行；本次裁定时间为{decided_at}",
    "finding.rules.not_in_force.after": "规则施行至{end}为止；本次裁定时间为{decided_at}",
    "help.rules.not_in_force": "请依据当时施行的规则裁定",
    "finding.reason.missing": "规则要求说明理由，而提议未说明",
    "help.reason.missing": "请写明理由",
    "finding.scope.missing": "规则要求写明范围，而提议未写明",
    "help.scope.missing": "请列出指令适用的区域",
    "finding.scope.outside_area": "范围超出{area}：{areas}",
    "finding.scope.outside_area.order": "范围超出指令{order}的范围：{areas}",
    "help.scope.outside_area": "请去掉{areas}，或由涵盖这些区域的上级区域发布",
    "help.scope.outside_area.order": "请去掉{areas}：指令{order}在此不适用",
    "finding.period.unbounded": "规则要求时段有终点，而提议的时段没有",
    "help.period.unbounded": "请写明时段的终点 `end`",
    "finding.period.empty": "时段终点{end}不晚于起点{start}",
    "help.period.empty": "请使终点晚于起点",
    "finding.period.backdated": "时段起点{start}早于本次裁定时间{decided_at}",
    "finding.period.backdated.end": "终止时间{at}早于本次裁定时间{decided_at}",
    "help.period.backdated": "请将起点定在{decided_at}或以后",
    "help.period.backdated.end": "请将终止时间定在{decided_at}或以后",
    "finding.period.too_long": "时段长{length}，超过规则允许的{max}",
    "finding.period.too_long.endless": "时段没有终点；规则最多允许{max}",
    "help.period.too_long": "请将时段控制在{max}以内",
    "finding.period.short_notice": (
        "时段起点为{start}；按规则须提前{notice}，最早可从{earliest}开始"
    ),
    "help.period.short_notice": "请将起点定在{earliest}或以后",
    "finding.floor.less_severe": "{level}宽于{required}，后者是{orders}在{areas}设定的下限",
    "finding.floor.less_severe.advice": (
        "{level}宽于{required}，后者是{orders}在{areas}设定的下限；此下限在这里仅供参考"
    ),
    "help.floor.less_severe": "请改提{required}或更严的级别，或仅保留不宽于下限的时段和区域",
    "help.floor.less_severe.advice": "不必改动；如改提{required}或更严的级别，即与下限一致",
    "finding.level.lowers": "以下区域现行的级别将变宽：{areas}",
    "help.level.lowers": "如非本意，请将这些区域移出范围，或改提更严的级别",
    "finding.order.not_in_force": "指令{order}在{at}不在生效期内",
    "help.order.not_in_force": "该指令在此已无可处理之处；如有需要，请发布新指令",
    "finding.order.not_provisional": "指令{order}不是暂行指令，无须追认",
    "help.order.not_provisional": "保持原状即可",
}
