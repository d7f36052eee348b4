"""日志的语句：核验、证明与检查点。"""

SENTENCES: dict[str, str] = {
    # -- 事件有什么不对
    "log.found.too_long": "事件{seq}超过{most}字节；登记册不会写出这样的行",
    "log.found.unended": "事件{seq}从中间断开：该行没有结尾；其余部分已缺失",
    "log.found.not_canonical": "事件{seq}不是规范形式；其字节被改动，或不是登记册所写",
    "log.found.fields": "事件{seq}缺少每个事件都有的项目，或其形式不同：{fields}；登记册不会这样写",
    "log.found.version": (
        "事件{seq}自称格式为{version}，而本程序读的是格式{known}；请用写出它的版本核验"
    ),
    "log.found.number": (
        "应是事件{seq}的地方，是一个自称{stands}的事件；有事件被取走、插入、重复或移动"
    ),
    "log.found.changed": "事件{seq}不是事件{after}当初所链接的那个；它事后被改动",
    "log.found.chain": "事件{seq}不承接前一个事件；两者之一被改动或被替换",
    "log.found.first": "事件0自称之前还有事件；日志的开头被取走",
    "log.found.kind": "事件{seq}的种类`{kind}`不存在；不是登记册所写",
    "log.found.begin": ("事件{seq}的种类是`{kind}`；日志以种类`register`的事件开头，且只有这一个"),
    "log.found.register": (
        "事件{seq}属于登记册`{register}`，而日志属于`{expected}`；它来自另一份日志"
    ),
    "log.found.time": (
        "事件{seq}的记录时间`{at}`不是 UTC 时间，或不晚于前一个行为；记录时间从不倒退"
    ),
    "log.found.document_name": ("事件{seq}以`{digest}`指称文件，这不是摘要；不是登记册所写"),
    "log.found.document_missing": (
        "事件{seq}所指的文件`{digest}`不在；请向对方索取，凭摘要可知是否就是它"
    ),
    "log.found.document_changed": "事件{seq}所指的文件`{digest}`被改动：摘要已不同",
    # -- 与检查点不符
    "log.found.origin": ("检查点`{name}`是`{origin}`的，而日志是`{expected}`的；这是两个登记册"),
    "log.found.smaller": (
        "事件{seq}缺失：检查点`{name}`涵盖{size}个事件，现只剩{has}个；日志的末尾被截去"
    ),
    "log.found.differs": (
        "这不是检查点`{name}`所涵盖的日志：其{size}个事件中，自事件{since}起至少有一个不同；"
        "日志被改写并重新链接"
    ),
    "log.found.signature": "检查点`{name}`没有`{key}`的签名，或签名不成立；它不能证明什么",
    # -- 看得见什么，看不见什么
    "log.sound": "没有发现问题：`{register}`的{size}个事件",
    "log.sound.empty": "没有发现问题：日志是空的",
    "log.kept": "与检查点`{name}`相符，它涵盖{size}个事件",
    "log.signed": "由{names}签名",
    "log.unseen.all": (
        "没有他人保存的检查点就看不见：末尾被截去的事件，以及改写后重新链接的历史；请用`--against`给出"
    ),
    "log.unseen.after": (
        "看不见：前{size}个事件之后的事件是否被截去，或改写后重新链接；要看较新的检查点"
    ),
    "log.unseen.signature": "看不见：检查点是谁做的，因为没有核验签名；请用`--key`给出其公钥",
    "log.unseen.own": "日志旁边的检查点与它相符；但改动日志的人也可能改动了检查点",
    "log.unseen.documents": "看不见：文件是否正确，因为只给了日志；请给出导出的文件夹",
    # -- 检查点与签名
    "register.note.too_long": "超过{most}字节的检查点不予读取；这不是检查点",
    "register.note.text": (
        "这不是检查点：应为来源一行、事件数一行、base64 的根一行，行行有结尾，其后没有内容，"
        "或者空一行再写签名"
    ),
    "register.note.encoding": "这不是检查点：不是 UTF-8，或含有控制字符",
    "register.note.origin": "`{origin}`不能作检查点的来源；不得为空，不得含空白、换行或`+`",
    "register.note.size": "`{size}`不是事件数；应为没有前导零的数字",
    "register.note.root": "`{root}`不是根；应为 base64 的32字节",
    "register.note.line": "第{line}行不是签名；应为破折号、公钥名称、base64 的签名，其间各一个空格",
    "register.note.many": "检查点的签名不会超过{most}个；这不是检查点",
    "register.note.twice": "公钥`{name}`签了两次；一个公钥一个签名就够",
    "register.note.unsigned": "`{name}`没有签过这个检查点；请索取有其签名的",
    "register.note.signature": "`{name}`的签名不成立；检查点或签名被改动",
    "register.note.file": "`{path}`：{reason}",
    "register.key.vkey": (
        "`{text}`不是验证公钥；应为名称、八位十六进制数字、base64 的公钥，以`+`相连"
    ),
    "register.key.name": "`{name}`不能作公钥的名称；不得为空，不得含空白、控制字符或`+`",
    "register.key.hash": "验证公钥`{name}`与自带的数字`{digits}`不符；抄错或被改动，请重新索取",
    "register.key.kind": "验证公钥`{name}`不是 Ed25519 的；其他的不读",
    "register.key.point": (
        "验证公钥`{name}`不可用：任何人都能以其伪造签名，或者写法不唯一；请向其主人重新索取"
    ),
    "register.key.private": ("`{path}`不是没有口令的 PEM 格式 Ed25519 私钥；请用`log keygen`生成"),
    "register.key.pair": "`{path}`与`{vkey}`不是一对；私钥旁边的公钥必须是它自己的",
    "register.key.file": "`{path}`：{reason}",
    "register.key.exists": "`{path}`已存在；密钥从不覆盖，请换一个名字",
    # -- 证明
    "register.proof.no_event": "{size}个事件中没有编号{seq}的；编号从0开始",
    "register.proof.no_size": "没有{size}个事件，只有{has}个；请最多要这么多",
    "register.proof.order": "{new}个事件的日志不能是{old}个事件的日志的延续；较旧的在前",
    "register.proof.length": "证明含有{count}个哈希，此处不可能是这么多",
    "register.proof.hash": "证明中有{bytes}字节的哈希；应都是32字节",
    "register.proof.root": "证明得不出{size}个事件的根",
    "register.proof.form": "这不是证明：{what}；此处读的是`log prove`所写的",
    "register.proof.checkpoint": (
        "证明针对的根与检查点`{name}`（{size}个事件）不同；对那份日志不能证明什么"
    ),
    "register.proof.no_checkpoint": (
        "没有给出`{origin}`涵盖{size}个事件的检查点；证明本身成立，但没有检查点就说明不了什么"
    ),
    # -- 导出
    "register.export.exists": "`{path}`已存在，且不是空文件夹；导出从不覆盖，请另取名字",
    "register.export.unwritable": "`{path}`写不进去：{reason}",
    "register.export.unreadable": "`{path}`读不出来：{reason}",
    "register.export.no_log": (
        "`{path}`不是导出：其中没有文件`log.jsonl`；请给出`log export`所写的文件夹，或那个文件"
    ),
    "register.export.not_a_file": "`{path}`不是文件；只读文件",
    "register.export.too_large": "`{path}`超过{most}字节；不是登记册所写",
    "register.log.unsound": "日志有问题，什么也没有做：{found}",
    "register.log.empty": "日志是空的；没有什么可做检查点",
    # -- 命令行
    "cli.short.log": "核验、证明、导出登记册的日志。",
    "cli.short.log.verify": "找出第一个被改动的事件。",
    "cli.short.log.prove": "证明某个事件在册，或日志只增不改。",
    "cli.short.log.checkpoint": "用三行说明日志的现状。",
    "cli.short.log.cosign": "签署他人做的检查点。",
    "cli.short.log.keygen": "生成签署检查点的密钥。",
    "cli.short.log.export": "把日志及其文件写入文件夹。",
    "cli.help.log": (
        "核验登记册的日志，证明其中记载了什么，并把检查点交给别人，供其日后对照。\n\n"
        "日志取自 `--register`，或者取自导出 `--log`。"
    ),
    "cli.help.log.verify": (
        "通读日志，指出第一个被改动、取走、插入或移动的事件；有他人保存的检查点时，还能看出末尾"
        "是否被截去、历史是否被改写。看不见的也会说明。"
    ),
    "cli.help.log.verify.end": "退出状态：0 没有问题；1 发现问题；2 有内容读不出来。",
    "cli.help.log.prove": (
        "输出事件 SEQ 在日志中的证明，或用 `--from` 证明日志自有那么多事件以来只增不改；"
        "也可以用自己保存的检查点，检查别人给出的证明。"
    ),
    "cli.help.log.prove.end": "退出状态：0 已证明；1 证明不成立；2 有内容读不出来。",
    "cli.help.log.checkpoint": (
        "读出所存内容并核验，输出检查点：哪个登记册、多少个事件、什么根。请交给不保管日志的人：日后"
        "的日志以它为准来对照。"
    ),
    "cli.help.log.checkpoint.end": ("退出状态：0 已做成；1 日志有问题，没有做；2 有内容读不出来。"),
    "cli.help.log.cosign": (
        "通读日志并与他人做的检查点 CHECKPOINT 相符之后，加上一个签名；用 `--since` 还与上次签过的"
        "对照。"
    ),
    "cli.help.log.cosign.end": "退出状态：0 已签；1 日志不符，没有签；2 有内容读不出来。",
    "cli.help.log.keygen": (
        "生成名为 NAME 的 Ed25519 密钥：FILE 是私钥，他人不得读取；FILE.vkey 和 FILE.pub 是公钥，"
        "分别用于 `--key` 和 openssl。"
    ),
    "cli.help.log.keygen.end": "退出状态：0 已生成；2 文件已存在，或写不进去。",
    "cli.help.log.export": (
        "把日志、其文件和检查点写入文件夹 DIR（新建或是空的）：任何人用本程序或别的程序核验，所需都在"
        "其中。"
    ),
    "cli.help.log.export.end": (
        "退出状态：0 已写；1 已写，但日志有问题；2 有内容读不出来或写不进去。"
    ),
    "cli.option.log": "导出：文件夹，或其中的文件 log.jsonl。",
    "cli.option.log.register": "登记册的地址；不写则取环境变量 RESPONSELEVELS_REGISTER。",
    "cli.option.log.against": "所保存的检查点；可写多次。",
    "cli.option.log.key": "每个检查点都必须有其签名的验证公钥或其文件；可写多次。",
    "cli.option.log.size": "就当时有这么多事件的日志证明；不写则就现在的。",
    "cli.option.log.from": "证明日志自有这么多事件以来只增不改。",
    "cli.option.log.to": "直到有这么多事件；不写则直到现在。",
    "cli.option.log.check": "检查这份证明。",
    "cli.option.log.sign": "用此文件中的私钥签名。",
    "cli.option.log.out": "写入此文件，而不是标准输出。",
    "cli.option.log.since": "以前签过的检查点。",
    "cli.log.source": "哪份日志？请用`--register`给出登记册，或用`--log`给出导出；二者取一",
    "cli.log.prove.what": (
        "证明什么？请给出事件 SEQ，或用`--from`给出事件数，或用`--check`给出证明；三者取一"
    ),
    "cli.log.found": "发现：{says}",
    "cli.log.root": "根",
    "cli.log.last": "末尾",
    "cli.log.signed": "签名",
    "cli.log.note": "注意",
    "cli.log.held": "保存",
    "cli.log.proved.inclusion": (
        "`{origin}`的事件{seq}在检查点`{name}`所涵盖的{size}个事件的日志中"
    ),
    "cli.log.proved.consistency": (
        "依检查点{names}，`{origin}`有{new}个事件的日志延续有{old}个事件的日志，未改其中任何内容"
    ),
    "cli.log.refuted": "未能证明：{says}",
    "cli.log.made": "已写{paths}；核验的人需要这个公钥：",
    "cli.log.exported": "已把{size}个事件和{documents}份文件写入`{path}`",
}
