"""Sentences of findings: what each says, and what would put it right.

``finding.<code>`` or ``finding.<code>.<variant>`` says what was found;
``help.<code>``, or ``help.<code>.<variant>`` where it differs, says what to do.
"""

SENTENCES: dict[str, str] = {
    "finding.transition.undefined": "方案未规定{tier}可以由{standing}调为{level}",
    "finding.transition.undefined.same": "方案未规定{tier}可以发布{level}指令",
    "finding.transition.undefined.named": (
        "调整规则{transition}未规定{tier}可以由{standing}调为{level}"
    ),
    "finding.transition.undefined.end": "方案未规定{tier}的{level}指令可以提前终止",
    "finding.transition.undefined.ratify": ("方案未规定{level}的指令{order}可以事后追认"),
    "help.transition.undefined": (
        "请提议其他级别；{tier}可以由{standing}调为的级别，可用 `responselevels diagram` 查看"
    ),
    "help.transition.undefined.named": "请去掉 `transition`，由本程序逐条尝试，或者改用适用的调整规则",
    "help.transition.undefined.end": "请待该指令期满，或者由同一区域发布新指令取代",
    "help.transition.undefined.ratify": "请按正常程序发布新指令",
    "finding.issuer.not_entitled": "规则未赋予{issuer}此项权限；有此项权限的机构：{issuers}",
    "help.issuer.not_entitled": "请改由{issuers:or}作为发布机构提出",
    "finding.assessment.missing.none": "尚无研判意见；须由{by:or}研判",
    "finding.assessment.missing.joint": "尚无研判意见；须由{by:or}会同{with}研判",
    "finding.assessment.missing.parts": "以下机构尚未参与研判：{absent}",
    "finding.assessment.missing.late": "研判时间{at}晚于本次判定时间{decided_at}",
    "finding.issuer.not_entitled.absent": "{issuer}不能在此发布：{area}及其各上级区域均未设该机构",
    "finding.issuer.not_entitled.nobody": (
        "{issuer}不能在此发布：{area}及其各上级区域均未设该机构，也未设其他有此项权限的机构"
    ),
    "help.issuer.not_entitled.nobody": "请在规则中写明{area}所设的发布机构，或者更正区域文件",
    "finding.assessment.stale.before_order": ("研判时间{at}早于指令{order}的发布时间{issued}"),
    "finding.assessment.stale.old": "研判时间{at}距本次判定时间{decided_at}已超过{max_age}",
    "help.assessment.stale": "请就指令发布后的情况重新研判",
    "help.assessment.stale.old": "请就目前的情况重新研判",
    "help.assessment.missing.none": "请由{by:or}研判，并写明研判意见及时间",
    "help.assessment.missing.joint": "请由{by:or}会同{with}研判，并写明研判意见及时间",
    "help.assessment.missing.parts": "请{absent}参与研判，并在研判意见中列明",
    "help.assessment.missing.late": "请在研判完成后重新判定，或者更正研判时间",
    "finding.approval.missing": "尚缺批准，下列任一即可：{ways}（已批准：{approved}）",
    "finding.approval.missing.one": "尚缺{ways}批准（已批准：{approved}）",
    "finding.approval.missing.nobody": "尚缺批准，且已无其他机构可以补足（已批准：{approved}）",
    "help.approval.missing": "请取得下列任一批准后重新判定：{ways}",
    "help.approval.missing.one": "请取得{ways}的批准后重新判定",
    "help.approval.missing.nobody": (
        "请改由其他机构发布；任何机构的指令在此均无法获得批准的，请核对区域文件和规则"
    ),
    "finding.approval.not_entitled.unnamed": "{body}的批准不计入：规则未规定由该机构批准",
    "finding.approval.not_entitled.elsewhere": (
        "{body}以{area}名义作出的批准不计入：本指令应由其所在区域或者上级区域的{body}批准"
    ),
    "finding.approval.not_entitled.absent": (
        "{body}的批准不计入：本指令所在区域及其上级区域均无此机构"
    ),
    "help.approval.not_entitled": "请由规则规定的机构批准，或者去掉这项批准",
    "help.approval.not_entitled.elsewhere": "请由本指令所在区域或者其上级区域的{body}批准，不必写明区域",
    "finding.approval.self.body": "{body}的批准不计入：该机构即为发布机构",
    "finding.approval.self.person": "{body}的批准不计入：`{person}`既是提出人又是批准人",
    "help.approval.self": "请由其他机构批准",
    "help.approval.self.person": "请由{body}的其他人员批准",
    "finding.approval.late": "{body}的批准暂不计入：批准时间{at}晚于本次判定时间{decided_at}",
    "help.approval.late": "请在批准作出后重新判定，或者更正批准时间",
    "finding.approval.self.order_body": "{body}的批准不计入：指令由该机构发布",
    "finding.approval.self.order_person": "{body}的批准不计入：`{person}`是该指令的提出人",
    "help.approval.self.order_person": "请由{body}的其他人员批准",
    "finding.approval.before_order": (
        "{body}的批准不计入：批准时间{at}早于指令{order}的发布时间{issued}"
    ),
    "help.approval.before_order": "请将本提议送{body}批准，以指令的现状为准",
    "finding.approval.before_assessment": (
        "{body}的批准不计入：批准时间{at}早于研判时间{assessed}"
    ),
    "help.approval.before_assessment": "请将现在的研判意见送{body}重新批准",
    "finding.approval.unbound": ("{body}的批准不计入：规则要求批准载明提议的摘要，该项批准未载明"),
    "help.approval.unbound": "请将现在的提议送{body}批准，并在批准中载明 `digest: {expected}`",
    "finding.approval.stale": (
        "{body}的批准不计入：提议内容在批准后已有改动；批准时为 `{digest:short}`，现为 `{expected:short}`"
    ),
    "help.approval.stale": "请将现在的提议送{body}重新批准；其摘要为 `{expected}`",
    "finding.approval.refused.person": "{body}不同意：`{person}`已表示不同意，尚未收回",
    "finding.approval.refused.body": "{body}不同意",
    "help.approval.refused": "请修改提议后再送{body}，或者由表示不同意的人员收回意见",
    "finding.approval.refusal_not_entitled": "{body}的不同意不计入：规则未规定由该机构批准",
    "help.approval.refusal_not_entitled": "无须办理；该意见已留存",
    "finding.approval.unsigned.approval": "{body}的批准不计入：规则要求经签名，该项批准未经签名",
    "finding.approval.unsigned.refusal": "{body}的不同意不计入：规则要求经签名，该项不同意未经签名",
    "help.approval.unsigned": "请由{body}签名，并记入载有其密钥的登记册",
    "finding.approval.few_persons": "{body}尚未批准：所需签名人数为{needed}，已签名人数为{count}",
    "help.approval.few_persons": "请再由其他人员为{body}签名",
    "finding.approval.same_person": (
        "{body}的批准不计入：一人只能代表一个机构签名，{persons}已计入另一机构"
    ),
    "help.approval.same_person": "请由其他人员为{body}签名",
    "finding.approval.wrong_key.signature": (
        "为{body}所签的内容不计入：签名不是由密钥 `{key:short}` 作出的"
    ),
    "finding.approval.wrong_key.person": (
        "为{body}所签的内容不计入：密钥 `{key:short}` 不属于`{person}`"
    ),
    "help.approval.wrong_key": "请重新签名，并核查记录被改动的原因",
    "finding.approval.not_signatory": (
        "为{body}所签的内容不计入：`{person}`的密钥 `{key:short}` 不能代表该机构"
    ),
    "help.approval.not_signatory": "请由密钥清单中可以代表{body}的人员签名",
    "finding.approval.key_expired.over": (
        "为{body}所签的内容不计入：`{person}`的密钥 `{key:short}` 有效期至{until}为止"
    ),
    "finding.approval.key_expired.early": (
        "为{body}所签的内容不计入：`{person}`的密钥 `{key:short}` 有效期自{from}起"
    ),
    "help.approval.key_expired": "请用在有效期内的密钥签名",
    "finding.approval.key_revoked": (
        "为{body}所签的内容不计入：`{person}`的密钥 `{key:short}` 自第{since}号记录起已吊销"
    ),
    "help.approval.key_revoked": "请用未吊销的密钥签名",
    "finding.approval.keys_changed": (
        "为{body}所签的内容不计入：此后密钥清单已更换，第{keys}版中已无密钥 `{key:short}`"
    ),
    "help.approval.keys_changed": "请用现行清单中的密钥签名",
    "finding.approval.rules_changed": (
        "为{body}所签的内容不计入：签名时的规则为 `{rules:short}`，现行规则为 `{expected:short}`"
    ),
    "help.approval.rules_changed": "请将提议依现行规则重新送{body}签名",
    "finding.approval.expired": "为{body}所签的内容不计入：其效力至{expires}为止",
    "help.approval.expired": "请由{body}重新签名",
    "finding.approval.moved": (
        "为{body}所签的内容与本提议不一致：签名中 `{field}` 为 `{signed:short}`，此处为 `{here:short}`"
    ),
    "help.approval.moved": "请就本提议重新签名，并核查签名来源",
    "finding.approval.replayed": "为{body}所签的内容不计入：已记为第{first}号记录",
    "help.approval.replayed": "请重新签名；一次签名只计一次",
    "finding.rules.not_in_force.before": "规则自{start}起施行；本次判定时间为{decided_at}",
    "finding.rules.not_in_force.after": "规则施行至{end}为止；本次判定时间为{decided_at}",
    "help.rules.not_in_force": "请依据当时施行的规则判定",
    "finding.reason.missing": "规则要求写明理由，提议未写明",
    "help.reason.missing": "请写明理由",
    "finding.scope.missing": "规则要求写明范围，提议未写明",
    "help.scope.missing": "请列出指令适用的区域",
    "finding.scope.outside_area": "范围超出{area}：{areas}",
    "finding.scope.outside_area.order": "范围超出指令{order}的范围：{areas}",
    "help.scope.outside_area": "请去掉{areas}，或者由辖有这些区域的上级区域发布",
    "help.scope.outside_area.order": "请去掉{areas}：指令{order}的范围不含这些区域",
    "finding.scope.tier": "规则要求范围内的区域属于{tiers:or}，以下区域不属于该层级：{areas}",
    "help.scope.tier": "请仅列出属于{tiers:or}的区域",
    "finding.expected_end.missing": "规则要求写明预计结束时间，提议未写明",
    "help.expected_end.missing": "请写明预计结束时间 `expected_end`",
    "finding.expected_end.outside": "预计结束时间{expected_end}不晚于时段的起始时间{start}",
    "finding.expected_end.outside.end": "预计结束时间{expected_end}晚于时段的结束时间{end}",
    "help.expected_end.outside": "请使预计结束时间晚于{start}",
    "help.expected_end.outside.end": "请将预计结束时间定为{end}或者以前，或者延长时段",
    "finding.period.unbounded": "规则要求写明结束时间，提议未写明",
    "help.period.unbounded": "请写明结束时间 `end`",
    "finding.period.empty": "结束时间{end}不晚于起始时间{start}",
    "help.period.empty": "请使结束时间晚于起始时间",
    "finding.period.backdated": "起始时间{start}早于本次判定时间{decided_at}",
    "finding.period.backdated.end": "终止时间{at}早于本次判定时间{decided_at}",
    "help.period.backdated": "请将起始时间定为{decided_at}或者以后",
    "help.period.backdated.end": "请将终止时间定为{decided_at}或者以后",
    "finding.period.too_long": "时段长{length}，超过规则允许的{max}",
    "finding.period.too_long.endless": "提议未写明结束时间；规则允许的时段最长为{max}",
    "help.period.too_long": "请将时段控制在{max}以内",
    "finding.period.short_notice": (
        "起始时间为{start}；规则要求提前{notice}发布，最早可自{earliest}起"
    ),
    "help.period.short_notice": "请将起始时间定为{earliest}或者以后",
    "finding.floor.less_severe": "{level}低于{orders}在{areas}设定的下限{required}",
    "finding.floor.less_severe.advice": (
        "{level}低于{orders}在{areas}设定的下限{required}；此下限在此仅供参考"
    ),
    "help.floor.less_severe": "请提议{required}或者更高的级别，或者仅保留不低于下限的时段和区域",
    "help.floor.less_severe.advice": "不必改动；如提议{required}或者更高的级别，即与下限一致",
    "finding.level.lowers": "以下区域的现行级别将降低：{areas}",
    "help.level.lowers": "如不拟降低，请将这些区域移出范围，或者保持较高的级别",
    "finding.lowering.no_ending": (
        "{level}低于{lowers}在{areas}的级别，而规则未规定这类指令可以提前终止"
    ),
    "help.lowering.no_ending": "请提议不低于上述指令的级别，或者仅保留不涉及上述指令的时段和区域",
    "finding.lowering.refused": "{level}低于{lowers}在{areas}的级别，规则不允许以此取代",
    "help.lowering.refused": (
        "请提前终止{lowers}；或者提议不低于上述指令的级别，或者仅保留不涉及上述指令的时段和区域"
    ),
    "told.lowering": "降低{lowers}的级别，须按提前终止的要求办理：{said}",
    "finding.order.not_in_force": "至{at}，指令{order}已期满、失效或者终止",
    "help.order.not_in_force": "该指令已经结束，无须办理；确有需要的，请发布新指令",
    "finding.order.not_provisional": "指令{order}不是待追认的指令，无须追认",
    "help.order.not_provisional": "无须办理",
    "finding.record.unstated": "记载中未说明{parts:series}",
    "help.record.unstated": "请查阅来源，并补写入该指令",
    "phrase.unstated.issuer": "由哪一机构发布",
    "phrase.unstated.assessment": "研判情况",
    "phrase.unstated.facts": "确定级别所依据的全部事实",
    "phrase.unstated.approvals": "由哪些机构批准",
    "phrase.unstated.reason": "理由",
    "phrase.unstated.expected_end": "预计结束时间",
    "finding.record.late": "该指令于{announced}公布，晚于其起始时间{start}",
    "help.record.late": "请与来源核对这两个时间",
    "finding.provisional.longer": "指令的追认期限定为{given}，按规则止于{until}",
    "help.provisional.longer": "请以{until}为追认期限，在此之前追认，逾期指令失效",
    "finding.provisional.repeated": (
        "尚不能再次先行发布：{orders}的追认期限已于{until}结束而未获追认，距今不足{again_after}"
    ),
    "help.provisional.repeated": "请按正常程序先经批准再发布，或者在{earliest}以后先行发布",
    "finding.criteria.missing": (
        "按{table}，已列明的事实尚不能确定是否应为{level}；还须列明：{facts}"
    ),
    "help.criteria.missing": "请在研判意见中列明{facts}，再重新判定",
    "finding.criteria.differs": "按{table}第{rows:or}行，已列明的事实应为{levels:or}，不应为{level}",
    "finding.criteria.differs.advice": (
        "按{table}第{rows:or}行，已列明的事实应为{levels:or}，不应为{level}；此表在此仅供参考"
    ),
    "help.criteria.differs": "请提议{levels:or}；研判意见所列事实有误的，请先予更正",
    "help.criteria.differs.advice": "不必改动；如提议{levels:or}，即与此表一致",
}
