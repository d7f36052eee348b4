"""日志的语句：核验、证明与校验点。"""

SENTENCES: dict[str, str] = {
    # -- 记录有何问题
    "log.found.too_long": "第{seq}号记录超过{most}字节；登记册不会写成这样的行",
    "log.found.unended": "第{seq}号记录从中间断开：该行没有结尾；其余部分缺失",
    "log.found.not_canonical": "第{seq}号记录不是规范写法；其字节被改动，或者不是登记册所写",
    "log.found.fields": "第{seq}号记录缺少每条记录都有的项目，或者其形式不同：{fields}；不是登记册所写",
    "log.found.version": (
        "第{seq}号记录标明的格式为{version}，本程序读取格式{known}；请用写成该记录的版本核验"
    ),
    "log.found.number": (
        "第{seq}号记录的位置上是标为第{stands}号的记录；有记录被删除、插入、重复或者移动"
    ),
    "log.found.changed": "第{seq}号记录不是第{after}号记录当初所链接的记录；该记录事后被改动",
    "log.found.chain": "第{seq}号记录与前一条记录不相衔接；两者之一被改动或替换",
    "log.found.first": "第0号记录载明此前还有记录；日志的开头被删除",
    "log.found.kind": "第{seq}号记录的种类`{kind}`不存在；不是登记册所写",
    "log.found.begin": (
        "第{seq}号记录的种类是`{kind}`；日志以种类`register`的记录开头，且只有这一条"
    ),
    "log.found.register": (
        "第{seq}号记录属于登记册`{register}`，而日志属于`{expected}`；该记录来自另一份日志"
    ),
    "log.found.time": (
        "第{seq}号记录的记录时间`{at}`不是 UTC 时间，或者不晚于前一项办理；记录时间不得倒退"
    ),
    "log.found.document_name": ("第{seq}号记录以`{digest}`指明文件，而这不是摘要；不是登记册所写"),
    "log.found.document_missing": (
        "缺少第{seq}号记录所指的文件`{digest}`；请向提供方索取，并以摘要核对"
    ),
    "log.found.document_changed": "第{seq}号记录所指的文件`{digest}`被改动：摘要已不同",
    # -- 与校验点不符
    "log.found.origin": (
        "校验点`{name}`属于`{origin}`，而日志属于`{expected}`；两者是不同的登记册"
    ),
    "log.found.smaller": (
        "第{seq}号记录缺失：校验点`{name}`涵盖{size}条记录，现仅有{has}条；日志的末尾被截去"
    ),
    "log.found.differs": (
        "日志与校验点`{name}`所涵盖的不同：其{size}条记录中，自第{since}号记录起至少有一条不同；日志被改写并重新链接"
    ),
    "log.found.signature": "校验点`{name}`没有`{key}`的签名，或者签名不成立；不能作为证明",
    # -- 可以发现的和不能发现的
    "log.sound": "未发现问题：`{register}`的{size}条记录",
    "log.sound.empty": "未发现问题：日志为空",
    "log.kept": "与校验点`{name}`相符，该校验点涵盖{size}条记录",
    "log.signed": "由{names}签名",
    "log.unseen.replay": "未核对：判定和指令是否符合规则；请用`log replay`重新判定",
    "log.checked": "{what}",
    "log.checked.lines": "每行的格式、编号、链、登记册和时间",
    "log.checked.documents": "文件摘要",
    "log.checked.checkpoints": "校验点",
    "log.checked.signatures": "校验点的签名",
    "log.found.unfollowed": (
        "第{seq}号记录不符合规则和此前的记录（`{what}`）；请用`log replay`查看重新判定的结果"
    ),
    "log.found.impossible": "{says}",
    "cli.log.checked": "已核",
    "cli.log.not_replayed": "未经重新判定：判定和指令是否符合规则，未予核对",
    "cli.log.sign.documents": (
        "只给出了日志，缺少文件，签名前无法重新判定；请给出导出的文件夹，或者用`--without-replay`"
    ),
    "cli.option.log.without_replay": "签名前不重新判定；签名不说明是否符合规则。",
    "log.unseen.all": (
        "仅凭日志不能发现：末尾记录被截去，或者历史被改写并重新链接；请用`--against`给出他人保存的校验点"
    ),
    "log.unseen.after": (
        "不能发现：前{size}条记录之后的记录被截去，或者被改写并重新链接；请用较新的校验点核对"
    ),
    "log.unseen.signature": "不能确定：校验点由何人作出，因其签名未经核验；请用`--key`给出其公钥",
    "log.unseen.own": "与日志一同存放的校验点相符；但能改动日志的，也能改动该校验点",
    "log.unseen.documents": "不能确定：文件是否正确，因只给出日志；请给出导出的文件夹",
    "log.unseen.meaning": (
        "不能确定：判定是否正确，因自第{seq}号记录起依语义第{meaning}版判定，而本版本只依第{known}版判定"
    ),
    # -- 校验点与签名
    "register.note.too_long": "超过{most}字节的校验点不予读取；请给出校验点",
    "register.note.text": (
        "这不是校验点：应为来源一行、记录数一行、base64 的根哈希一行，每行均有结尾，其后没有内容，或者空一行后为签名"
    ),
    "register.note.encoding": "这不是校验点：不是 UTF-8，或者含有控制字符",
    "register.note.origin": "`{origin}`不能作为校验点的来源；不得为空，不得含空白、换行或`+`",
    "register.note.size": "`{size}`不是记录数；应为没有前导零的数字",
    "register.note.root": "`{root}`不是根哈希；应为 base64 的32字节",
    "register.note.line": "第{line}行不是签名；应为破折号、公钥名称、base64 的签名，其间各一个空格",
    "register.note.many": "校验点的签名不得超过{most}个；请给出校验点",
    "register.note.twice": "公钥`{name}`签名两次；一个公钥只须一个签名",
    "register.note.unsigned": "`{name}`未在该校验点上签名；请索取有其签名的校验点",
    "register.note.signature": "`{name}`的签名不成立；校验点或签名被改动",
    "register.note.file": "`{path}`：{reason}",
    "register.key.vkey": (
        "`{text}`不是验证公钥；应为名称、八位十六进制数字、base64 的公钥，以`+`相连"
    ),
    "register.key.name": "`{name}`不能作为公钥的名称；不得为空，不得含空白、控制字符或`+`",
    "register.key.hash": "验证公钥`{name}`与其所附数字`{digits}`不符；系抄写有误或者被改动，请重新索取",
    "register.key.kind": "验证公钥`{name}`不是 Ed25519 公钥；本程序只读取 Ed25519 公钥",
    "register.key.point": "验证公钥`{name}`不可用：任何人均可用以伪造签名，或者其写法不唯一；请向持有人重新索取",
    "register.key.private": ("`{path}`不是没有口令的 PEM 格式 Ed25519 私钥；请用`log keygen`生成"),
    "register.key.pair": "`{path}`与`{vkey}`不成对；与私钥一同存放的公钥必须与其对应",
    "register.key.file": "`{path}`：{reason}",
    "register.key.exists": "`{path}`已存在；密钥不得覆盖，请改用别的名称",
    # -- 证明
    "register.proof.no_event": "{size}条记录中没有第{seq}号；编号自0起",
    "register.proof.no_size": "没有{size}条记录，只有{has}条；请写不超过此数",
    "register.proof.order": "{new}条记录的日志不能是{old}条记录的日志的延续；请将较旧的写在前",
    "register.proof.length": "证明含有{count}个哈希，与此处应有的个数不符",
    "register.proof.hash": "证明中有{bytes}字节的哈希；均应为32字节",
    "register.proof.root": "由证明不能得出{size}条记录的根哈希",
    "register.proof.form": "这不是证明：{what}；请给出`log prove`写成的证明",
    "register.proof.checkpoint": (
        "证明所针对的根哈希与校验点`{name}`（{size}条记录）不同；对该日志不能作为证明"
    ),
    "register.proof.no_checkpoint": (
        "未给出`{origin}`涵盖{size}条记录的校验点；证明本身成立，但没有校验点即不能说明问题"
    ),
    # -- 导出
    "register.export.exists": "`{path}`已存在，且不是空文件夹；导出不得覆盖，请改用别的名称",
    "register.export.unwritable": "`{path}`无法写入：{reason}",
    "register.export.unreadable": "`{path}`无法读取：{reason}",
    "register.export.no_log": (
        "`{path}`不是导出件：其中没有文件`log.jsonl`；请给出`log export`写成的文件夹，或者其中的该文件"
    ),
    "register.export.not_a_file": "`{path}`不是文件；请给出文件",
    "register.export.too_large": "`{path}`超过{most}字节；不是登记册所写",
    "register.log.unsound": "日志存在问题，未作任何处理：{found}",
    "register.log.empty": "日志为空；没有可以作校验点的内容",
    # -- 命令行
    "cli.short.log": "核验、证明、导出登记册的日志。",
    "cli.short.log.verify": "找出首条被改动的记录。",
    "cli.short.log.prove": "证明某号记录在册，或者日志只增不改。",
    "cli.short.log.checkpoint": "用三行说明日志的现状。",
    "cli.short.log.cosign": "会签他人的校验点。",
    "cli.short.log.keygen": "生成签署校验点的密钥。",
    "cli.short.log.export": "将日志及其文件写入文件夹。",
    "cli.help.log": (
        "核验登记册的日志，证明其记载，并将校验点交由他人保存，供日后核对。\n\n日志取自 `--register`，或者取自导出件 `--log`。"
    ),
    "cli.help.log.verify": (
        "通读日志，指出首条被改动、删除、插入或移动的记录；有他人保存的校验点的，还可以发现末尾是否被截去、历史是否被改写。不能发现的也予说明。"
    ),
    "cli.help.log.verify.end": "退出状态：0 未发现问题；1 发现问题；2 有内容无法读取。",
    "cli.help.log.prove": (
        "输出第 SEQ 号记录在册的证明，或者用 `--from` 证明日志自有该数目的记录以来只增不改；也可以用所保存的校验点，检查他人给出的证明。"
    ),
    "cli.help.log.prove.end": "退出状态：0 已证明；1 证明不成立；2 有内容无法读取。",
    "cli.help.log.checkpoint": (
        "读取并核验日志，输出校验点（登记册、记录数、根哈希）。请将其交由日志保管人以外的人保存，供日后核对。"
    ),
    "cli.help.log.checkpoint.end": (
        "退出状态：0 已作出；1 日志存在问题，未作出；2 有内容无法读取。"
    ),
    "cli.help.log.cosign": (
        "通读日志，与他人的校验点 CHECKPOINT 相符的，加上一个签名；用 `--since` 的，还与上次签署的校验点核对。"
    ),
    "cli.help.log.cosign.end": "退出状态：0 已会签；1 日志不符，未会签；2 有内容无法读取。",
    "cli.help.log.keygen": (
        "生成名为 NAME 的 Ed25519 密钥：FILE 是私钥，他人不得读取；FILE.vkey 和 FILE.pub 是公钥，分别用于 `--key` 和 openssl。"
    ),
    "cli.help.log.keygen.end": "退出状态：0 已生成；2 文件已存在，或者无法写入。",
    "cli.help.log.export": (
        "将日志、其文件和校验点写入文件夹 DIR（新建的或空的）：任何人用本程序或别的程序核验，所需内容均在其中。"
    ),
    "cli.help.log.export.end": (
        "退出状态：0 已写入；1 已写入，但日志存在问题；2 有内容无法读取或无法写入。"
    ),
    "cli.option.log": "导出件：文件夹，或者其中的文件 log.jsonl。",
    "cli.option.log.register": "登记册的地址；不写则取环境变量 RESPONSELEVELS_REGISTER 或者项目文件。",
    "cli.option.log.against": "所保存的校验点；可写多次。",
    "cli.option.log.key": "每个校验点都必须有其签名的验证公钥，或者其文件；可写多次。",
    "cli.option.log.size": "就有该数目的记录时的日志证明；不写则就现在的日志证明。",
    "cli.option.log.from": "证明日志自有该数目的记录以来只增不改。",
    "cli.option.log.to": "直到有该数目的记录；不写则直到现在。",
    "cli.option.log.check": "检查这份证明。",
    "cli.option.log.sign": "用此文件中的私钥签名。",
    "cli.option.log.out": "写入此文件，而不是标准输出。",
    "cli.option.log.since": "以前签署的校验点。",
    "cli.log.source": "未指明日志；请用`--register`给出登记册，或者用`--log`给出导出件",
    "cli.log.prove.what": (
        "未指明证明事项；请给出记录编号 SEQ，或者用`--from`给出记录数，或者用`--check`给出证明"
    ),
    "cli.log.found": "发现：{says}",
    "cli.log.root": "根哈希",
    "cli.log.last": "末尾",
    "cli.log.signed": "签名",
    "cli.log.note": "提示",
    "cli.log.held": "保存",
    "cli.log.proved.inclusion": (
        "`{origin}`的第{seq}号记录在校验点`{name}`所涵盖的{size}条记录的日志中"
    ),
    "cli.log.proved.consistency": (
        "依校验点{names}，`{origin}`有{new}条记录的日志延续有{old}条记录的日志，其中内容未经改动"
    ),
    "cli.log.refuted": "未能证明：{says}",
    "cli.log.made": "已写入{paths}；请将以下公钥交给核验人：",
    "cli.log.exported": "已将{size}条记录和{documents}份文件写入`{path}`",
}
