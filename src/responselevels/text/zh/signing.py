"""Sentences of signed approvals and key lists: why one is refused."""

SENTENCES: dict[str, str] = {
    # what an approver is shown
    "approval.shown.id": "提议：{value}",
    "approval.shown.action_issue": "事项：发布指令{value}",
    "approval.shown.action_end": "事项：提前终止指令{value}",
    "approval.shown.action_ratify": "事项：追认指令{value}",
    "approval.shown.drill": "本提议为演练{value}",
    "approval.shown.track": "级别序列：{value}",
    "approval.shown.area": "区域：{value}",
    "approval.shown.level": "级别：{value}",
    "approval.shown.scope": "范围：{value}",
    "approval.shown.group": "区域组及所含区域：{value}",
    "approval.shown.start": "起始时间：{value}",
    "approval.shown.end": "结束时间：{value}",
    "approval.shown.open": "未定",
    "approval.shown.expected_end": "预计结束：{value}",
    "approval.shown.transition": "依据规则：{value}",
    "approval.shown.fact": "研判意见所列事实：{value}",
    "approval.shown.order": "指令：{value}",
    "approval.shown.order_drill": "该指令为演练{value}",
    "approval.shown.order_track": "该指令的级别序列：{value}",
    "approval.shown.order_area": "该指令的区域：{value}",
    "approval.shown.order_level": "该指令的级别：{value}",
    "approval.shown.order_scope": "该指令的范围：{value}",
    "approval.shown.at": "终止时间：{value}",
    "approval.shown.issuer": "发布机构：{value}",
    "approval.shown.proposer": "提出人：{value}",
    "approval.shown.adopt_since": "现行版本的记录号：{value}",
    "approval.shown.adopt_rules": "拟施行的规则：{value}",
    "approval.shown.adopt_areas": "拟施行的区域：{value}",
    "approval.shown.adopt_renamed": "区域更名（原、新）：{value}",
    "approval.shown.adopt_merged": "区域并入（原、新）：{value}",
    "approval.shown.adopt_levels": "级别改称（原、新）：{value}",
    "approval.shown.adopt_track": "已有指令归入的级别序列：{value}",
    "approval.shown.adopt_change": "变化：{value}",
    "approval.shown.adopt_changes": "全部变化的摘要：{value}",
    "approval.shown.digest": "全文摘要：{value}",
    "approval.shown.word_approve": "表态：批准{value}",
    "approval.shown.word_refuse": "表态：不同意{value}",
    "approval.shown.word_withdraw": "表态：收回上次意见{value}",
    "approval.shown.body": "代表机构：{value}",
    "approval.shown.body_area": "机构所属区域：{value}",
    "approval.shown.person": "签名人：{value}",
    "approval.shown.expires": "有效至：{value}",
    "approval.shown.register": "登记册：{value}",
    "approval.shown.rules": "现行规则：{value}",
    "approval.shown.version": "密钥清单版本：{value}",
    "approval.shown.threshold": "下一版清单须签署的人数：{value}",
    "approval.shown.root": "根密钥：{value}",
    "approval.shown.persons": "机构须签署的人数：{value}",
    "approval.shown.key": "密钥：{value}",
    "approval.shown.key_bodies": "  代表机构：{value}",
    "approval.shown.key_areas": "  限于区域：{value}",
    "approval.shown.key_from": "  起用时间：{value}",
    "approval.shown.key_until": "  停用时间：{value}",
    "approval.shown.key_revoked": "  吊销起始记录号：{value}",
    "approval.shown.checkpoint_origin": "登记册：{value}",
    "approval.shown.checkpoint_size": "记录数：{value}",
    "approval.shown.checkpoint_root": "全部记录的根哈希：{value}",
    "approval.shown.reason": "理由：{value}",
    # why a signed approval is refused
    "register.approval.too_long": "经签名的批准过长：{size}字节，最多{most}字节；请重新签名",
    "register.approval.envelope": "这不是格式规范的经签名的批准；请原样提交签名时写出的文件",
    "register.approval.type": "所签的内容类型为 `{type}`，应为 `{expected}`；请签署批准",
    "register.approval.signatures": "一项批准只有一个签名，此处有{count}个；请各人分别签名",
    "register.approval.unknown_key": (
        "本登记册的密钥清单中没有密钥 `{key:short}`；请用清单中的密钥签名，或者将该密钥加入清单"
    ),
    "register.approval.signature": "签名不成立：密钥 `{key:short}` 未签过此内容；请重新签名",
    "register.approval.malformed": "所签的内容不能读作批准（位置：`{where}`）；请重新签名",
    "register.approval.key_revoked": (
        "`{person}`的密钥 `{key:short}` 自第{since}号记录起已吊销；请用其他密钥为{body}签名"
    ),
    "register.approval.key_expired.over": (
        "`{person}`的密钥 `{key:short}` 有效期至{until}为止；请用其他密钥为{body}签名"
    ),
    "register.approval.key_expired.early": (
        "`{person}`的密钥 `{key:short}` 有效期自{from}起；请用其他密钥为{body}签名，或者届时再签"
    ),
    "register.approval.keys_changed": (
        "现行密钥清单（第{keys}版）中已无密钥 `{key:short}`；请用清单中的密钥为{body}签名"
    ),
    "register.approval.wrong_key.person": (
        "密钥 `{key:short}` 不属于`{person}`；请由密钥所属的人员为{body}签名"
    ),
    "register.approval.not_signatory": (
        "`{person}`的密钥 `{key:short}` 不能代表{body}；请由可以代表该机构的人员签名"
    ),
    "register.approval.expired": "为{body}所签的内容效力至{expires}为止；请重新签名",
    "register.approval.moved": (
        "为{body}所签的内容与本提议不一致：签名中 `{field}` 为 `{signed}`，此处为 `{here}`；请就本提议签名"
    ),
    "register.approval.rules_changed": (
        "为{body}签名时的规则为 `{rules:short}`，现行规则为 `{expected:short}`；"
        "请依现行规则查看提议后重新签名"
    ),
    "register.approval.other_keys": (
        "签名时的密钥清单为第{signed}版，现行为第{here}版；请重新签名"
    ),
    "register.approval.stale": (
        "提议已不是为{body}所签的内容：签名时为 `{digest:short}`，现为 `{expected:short}`；"
        "请查看现在的提议后重新签名"
    ),
    "register.approval.replayed": "这一签名已有记录（编号 `{nonce}`）；一次签名只计一次",
    "register.approval.ahead": "签名所载时间为{at}，而此处为{now}；请校准时钟后重新签名",
    "register.approval.self": "`{person}`是提出人，不能为{body}批准；请由其他人员签名",
    "register.approval.not_shown": (
        "批准人所见的文字与此处的提议不符；请重新出示，并由{body}重新签名"
    ),
    # why a key or a key list is refused
    "register.keys.private": "这不是此处可用的私钥（Ed25519，PEM），或者口令有误",
    "register.keys.public": "这不是此处可用的公钥（Ed25519，base64）",
    "register.keys.too_long": "密钥清单过长：{size}字节，最多{most}字节",
    "register.keys.envelope": "这不是格式规范的经签名的密钥清单；请原样提交签名时写出的文件",
    "register.keys.type": "所签的内容类型为 `{type}`，应为 `{expected}`；请签署密钥清单",
    "register.keys.malformed": "不能读作密钥清单（位置：`{where}`）",
    "register.keys.unsound": "密钥清单有误（位置：`{where}`）：{problem}",
    "register.keys.signed_twice": "密钥 `{key:short}` 对密钥清单签名两次，只计一次；请去掉一个",
    "register.keys.signature": (
        "密钥清单上有一个签名不成立，或者不是根密钥所签：`{key:short}`；请去掉"
    ),
    "register.keys.few": (
        "依第{version}版，对密钥清单签名的人数不足：{count}/{needed}；请由更多根密钥持有人签名"
    ),
    "register.keys.other_register": (
        "密钥清单属于登记册 `{signed}`，而这里是 `{here}`；请为本登记册另拟清单"
    ),
    "register.keys.order": "密钥清单为第{version}版，而下一版应为第{expected}版；请改用该版号",
    "register.keys.unrevoked": (
        "密钥 `{key:short}` 自第{revoked}号记录起已吊销，新清单却不再吊销；请去掉该密钥，或者保持吊销"
    ),
    # what is wrong inside a key list
    "problem.keys.version": "密钥清单的版号应为1以上，不应为{version}",
    "problem.keys.public": "这不是可用的公钥；请以 base64 写出其32个字节",
    "problem.keys.id": "编号与密钥不符；请写 `{expected}`",
    "problem.keys.twice": "同一公钥出现两次，第一次在{first}；请去掉一个",
    "problem.keys.threshold": (
        "要求{threshold}人，而持有密钥的有{persons}人；请要求1人以上、{persons}人以下"
    ),
    "problem.keys.revoked": "密钥自某号记录起吊销，记录编号自0起，不能自{revoked}起",
    "problem.keys.shared": (
        "有人员重叠的机构超过{most}个（{bodies}），无法确切计数；请减少人员所代表的机构"
    ),
}
