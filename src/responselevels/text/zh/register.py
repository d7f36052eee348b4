"""Sentences of the register and its stores: what they refuse, what a database said, and what to do."""

SENTENCES: dict[str, str] = {
    # -- lines of the log
    "register.not_canonical": "第{seq}号记录不是规范写法；请勿改动登记册，并与副本或校验点核对",
    "register.wrong_number": "第{seq}号记录的序号不符，有缺失、重复或错位；请勿改动登记册，并与副本或校验点核对",
    "register.broken_chain": "第{seq}号记录与前一条记录不相衔接，两者之一被改动过；请勿改动登记册，并与副本或校验点核对",
    "register.other_event": "第{seq}号记录与此前读取的不同；请勿改动登记册，并与副本或校验点核对",
    "register.unknown_kind": "第{seq}号记录种类不明或缺少字段；请勿改动登记册，并与副本或校验点核对",
    "register.no_time": "第{seq}号记录没有时间；请勿改动登记册，并与副本或校验点核对",
    "register.backwards": "第{seq}号记录的时间早于前一条记录；请勿改动登记册，并与副本或校验点核对",
    "register.other_register": "第{seq}号记录属于另一个登记册；请勿改动登记册，并与副本或校验点核对",
    "register.second_register": "第{seq}号记录在登记册中间又建立一个登记册；请勿改动登记册，并与副本或校验点核对",
    "register.impossible": "第{seq}号记录（{kind}）不可能接在此前的记录之后；请勿改动登记册，并与副本或校验点核对",
    "register.later_events": "第{seq}号记录由另一版本写成（{field}为{found}，本版本支持{known}）；请使用该版本或更新的版本",
    "register.older_meaning": (
        "第{seq}号记录依语义第{found}版记录，本版本只依第{known}版判定；请用记录它的版本读取，"
        "或者以其指令新建登记册（`register init --from-orders`）；`log verify` 仍可核验日志是否被改动"
    ),
    "register.no_beginning": "登记册`{register}`只有{size}条记录，尚无规则和区域，末尾已被截去；请勿改动登记册，并恢复副本或者导出件",
    "register.no_document": "登记册缺少文件 {digest:short}；请从副本或导出件恢复",
    "register.other_document": "文件 {digest:short} 与其摘要不符；请从副本或导出件恢复",
    "register.too_long": "要记录的内容有{size}字节，每条记录至多{most}字节；请分批列出区域，或者缩短文字",
    # -- opening and writing
    "register.empty": "`{name}` 中尚无记录，建立登记册的过程曾中断；请重新运行 `responselevels register init`",
    "register.exists": "`{name}` 中已有登记册；请打开它，或者另选地址",
    "register.exists_elsewhere": "本站点已见过登记册`{register}`，有{seen}条记录；请另选编号，或者打开该登记册",
    "register.shrunk": "登记册 `{register}` 有{size}条记录，本站点曾见{seen}条；末尾被截去，或者换成了旧副本；请先找到较新的一份；确实没有的，见 `responselevels register accept`",
    "register.other_history": "登记册 `{register}` 与本站点见过的不是同一份：第{seen}号记录不同；请先核查原因",
    "register.unremembered": "无法在`{path}`中读取或者保存本站点所见登记册`{register}`的记录数（{reason}），登记册如被截短可能无法发现；请检查该文件及其文件夹，或者用`RESPONSELEVELS_STATE`另行指定文件夹",
    "register.key_used": "请求编号 `{key}` 已用于另一项请求；请改用别的编号",
    "register.clock_jumped": "时钟跳动了{seconds}秒；已作记录，记录时间从原处继续；请校准时钟",
    "register.approval.before": "同一请求编号此前已因 `{code}` 未获接受；请改正，并改用别的请求编号",
    # -- problems of what is asked
    "problem.register.id": "`{id}` 不能作为登记册的编号；请用小写字母、数字、`.`、`_`、`-`，至多64个，首尾为字母或数字",
    "problem.proposal.unknown": "没有提议 `{name}`{known}{near}",
    "problem.proposal.known": "登记册中已有提议或指令 `{id}`；请改用别的编号，或者修改原提议",
    "problem.proposal.action": "`{id}` 是 `{action}` 提议；请照此办理，或者另用编号提出",
    "problem.orders.to_come": "`{order}` 的发布时间尚未到来；请更正该时间，或者校准时钟",
    "problem.track.not_then": "{at}时没有级别序列{track}；请查询当时的级别序列，或者其他时间",
    "problem.area.not_then": "{at}时没有区域 `{area}`；请查询当时的区域，或者较晚的时间",
    "problem.adoption.area": "{order}尚未结束，其中的{what}不再存在；请写明该区域变更为何区域，或者先终止该指令",
    "problem.adoption.level": "{order}尚未结束，其级别{what}不再存在；请保留该级别，或者先终止该指令",
    "problem.adoption.track": "{order}尚未结束，其所属级别序列{what}不再存在；请保留该序列，或者先终止该指令",
    "problem.adoption.level_kept": "新旧规则均有级别{level}，该级别不变；请勿写入",
    "problem.adoption.level_order": "原{milder}低于{severer}，改称{first}、{second}后高低颠倒；请保持原有的高低次序",
    "problem.adoption.untracked": "新规则设有级别序列，而已有的{count}项指令不属于任何序列；请用 `track`（`--track`）写明其所属序列，可写：{known}",
    "problem.adoption.tracked": "已有的指令均已有所属级别序列；请去掉 `track`（{track}）",
    "problem.adoption.twice": "{what}既写了更名又写了并入；请只写其中一项",
    "problem.adoption.left": "{order}尚未结束，适用于{what}，而该区域将不再属于发布区域；请先在该区域终止该指令",
    # -- reading what is left of a damaged register
    "cli.option.sound_part": "登记册受损时，只读取首条有问题的记录之前的内容。",
    "register.warned.damage": "{says}；以下是此前记录的内容",
    # -- replay
    "cli.short.log.replay": "仅凭日志，逐一重新判定。",
    "cli.help.log.replay": (
        "仅凭各条记录重建登记册，按当日的规则和区域对每项提议重新判定。判定、理由、变化或摘要有不同的，逐一指出；没有准予作依据的指令、提前终止和追认，也予指出。"
    ),
    "cli.help.log.replay.end": "退出状态：0 全部一致；1 有不一致；2 有内容无法读取。",
    "cli.log.replay.documents": "重放还需要规则和区域；请指明导出的文件夹，而不是其中的 log.jsonl",
    "cli.log.replay.differs": ("第{seq}号记录（`{of}`）：{what}记录为{recorded}，重放得{replayed}"),
    "cli.log.replay.more": "另有{more}处；用 `--json` 可全部列出",
    "cli.log.replay.same": (
        "`{register}` 重放一致：记录{size}条，判定{decisions}次，指令{orders}项"
    ),
    "cli.log.replay.differ": (
        "`{register}` 重放不一致：记录{size}条，判定{decisions}次，指令{orders}项；{count}处不同"
    ),
    "cli.log.replay.state": "状态 {digest}",
    # -- stores
    # -- addresses
    "register.store.address": "`{address}`不是登记册的地址；请写成`sqlite:///register.db`或`postgresql://host/database`",
    "register.store.slashes": "`{address}`的文件名前缺少斜线；请写成`{instead}`",
    "register.store.query": "`{address}`在`?`之后还有内容，文件没有这一部分；请去掉，如属于文件名请写成`%3F`",
    "register.store.schema": "`{schema}`不能作为模式名；请用小写字母、数字和`_`，最多63个，首字符不能是数字",
    # -- what is there, or is not
    "register.store.missing": "没有文件`{store}`；请检查地址有无笔误，或者在那里新建登记册",
    "register.store.folder": "`{store}`是文件夹；请写出其中的文件名",
    "register.store.no_folder": "没有文件夹`{folder}`，无法在其中建立`{store}`；请先建立文件夹",
    "register.store.taken": "`{store}`已经存在，但不是登记册；请另选地址",
    "register.store.exists": "`{store}`已有登记册；请打开它，或者另选地址",
    "register.store.half_made": "`{store}` 为空：建立登记册的过程曾中断，或者尚未开始；请重新运行 `responselevels register init`",
    "register.store.none": "`{store}`中没有登记册；请检查地址有无笔误，或者新建登记册",
    "register.store.no_database": "`{store}`不是数据库，或者开头已损坏（{said}）；请检查地址有无笔误，或者恢复备份",
    "register.store.later": "`{store}`由本程序的更新版本写成（内部格式为{version}，本版本支持{known}）；请升级responselevels",
    "register.store.older": "`{store}`的内部格式为{version}，须升级为{known}，只有其所有者可以升级；请由所有者打开一次",
    # -- what goes wrong
    "register.store.closed": "登记册已经关闭；请重新打开",
    "register.store.vanished": "`{store}`已不在原处；未作任何记录；请检查该文件、所在文件夹和磁盘后重试",
    "register.store.busy": "`{store}`被占用，已超过等待时间（{said}）；未作任何记录；请重试",
    "register.store.journal": "`{store}`正在别处以日志方式`{journal}`打开，此版本的SQLite如此使用不安全；请关闭其他程序，或者升级SQLite",
    "register.store.read_only": "`{store}`只能读取（{said}）；未作任何记录；请以可写方式打开，并给予本用户写该文件及其文件夹的权限",
    "register.store.full": "`{store}`空间不足（{said}）；未作任何记录；请腾出空间后重试",
    "register.store.failing": "`{store}`无法写入（{said}）；未作任何记录；请检查磁盘或服务器后重试",
    "register.store.unreadable": "`{store}`无法读取（{said}）；请检查文件、文件夹及其权限后重试",
    "register.store.damaged": "`{store}`已损坏（{said}）；请保持原样，并恢复备份或导出的副本",
    "register.store.gap": "`{store}`的第{seq}号记录缺失或无法读取；请保持其余原样，并恢复备份或导出的副本",
    "register.store.document": "`{store}`中的文件`{digest}`无法读取；请保持其余原样，并恢复备份或导出的副本",
    "register.store.unknown": "无法确定`{store}`是否已经记录（{said}）；请用同一请求编号再次提交，只记录一次",
    # -- servers
    "register.store.server": "无法连接`{store}`的服务器（{said}）；请确认服务器在运行，地址无误",
    "register.store.refused": "服务器拒绝访问`{store}`（{said}）；请检查用户、密码和权限",
    "register.store.no_database_there": "服务器上没有数据库`{store}`（{said}）；请检查地址有无笔误，或者请管理员建立",
    "register.store.no_rights": "本用户没有在`{store}`中办理此事的权限（{said}）；请由所有者授予docs/postgresql.md所列的权限",
    # -- 记录一项行为
    # -- 其他程序给出的时间
    "problem.time.inexact": "`{value}` 所表示的不是精确到微秒的普通时间，写入后不能原样读回；请给出普通的 `datetime`",
    "problem.time.zone": "`{value}` 所在的时区无法给出与协调世界时的差；请给出带固定时区的时间",
    # -- 不能读回的内容
    "problem.record.kind": "此处是 `{found}`，应为 `{expected}`；请改为后者",
    "problem.record.value": "此项写入日志后不能读回；请给出其类型检查通过的值",
    "problem.record.other": "此项写入日志后读回的内容不同；请给出普通的值",
    "problem.record.text": "此处是 `{found}`，应为文字；请写成文字",
    "problem.record.number": "不能记录大于{most}的数；请改小",
    "problem.record.instant": "此处应为公元1年至9999年之间的时刻，并带时区；请改写",
    "problem.record.bound": "此处应为1秒至{most}天的时长，且为整秒；请改写",
    "problem.record.seconds": "此处应为0至{most}之间的秒数；请改写",
    "problem.record.word": "此处不能写 `{found}`；请写{expected}之一",
    "problem.record.empty": "此处不得为空；请去掉此项，或者写明内容",
    "problem.record.character": "此处不能记录字符 {character}；请去掉该字符",
    "register.unrecordable": "拟记录的内容不能读回，未作任何记录：{found}；请给出普通的值",
    "register.unrecordable_document": "文件 {digest:short} 有{size}字节，上限为{most}，未作任何记录；请缩减内容",
    # -- 记录的时间
    "register.time.ahead": "给定的时间为 {at}，本处时钟为 {there}，超前超过{most}，未作任何记录；请校准时钟；时间确实无误的，请加 `--time-is-right`",
    "register.time.pause": "时钟为 {at}，最后一项记录的时间为 {last}，相隔超过{most}，未作任何记录；请校准时钟；时间确实无误的，请加 `--time-is-right`",
    "register.time.end": "已到公元9999年末，没有可供记录的时间；请校准时钟",
    "cli.option.time_is_right": "时间远超另一时钟或者最后一项记录，经核对无误时使用；日志载明此事。",
    "cli.option.clock_ahead": "给定的时间最多可超前登记册所在服务器或者本机时钟多少；不写即 `PT1H`。",
    "cli.option.clock_pause": "登记册多久没有记录后，对未经另一时钟印证的时间存疑；不写即 `P366D`。",
    # -- files
    "cli.error.read_back": "`{path}` 未写入，因为写入后不能读回：{says}",
    # -- 接收的指令
    "life.begun.not_permitted": "下列指令按规则不予准许或者手续待补，仍予接收，并随各项指令载明：{count}项",
    # -- 副本
    "register.copy.exists": "`{path}` 已存在，不予覆盖；请另选文件",
    "register.copy.no_documents": "`{path}` 中没有文件夹 `documents`；请给出完整导出件的文件夹，或者副本文件",
    "register.copy.seen_more": "登记册 `{register}` 本站点曾见{seen}条记录，副本为{size}条，或者内容不同；请查找较新的副本；确实没有的，请加 `--although-seen {seen}`，副本中没有的记录将不再保留",
    "register.copy.seen_other": "登记册 `{register}` 本站点曾见{seen}条记录，现有{size}条；请核查原因；确实没有较新副本的，请加 `--although-seen {seen}`",
    "cli.short.register.backup": "将登记册复制到文件，其间可照常记录。",
    "cli.help.register.backup": "将登记册复制到文件 FILE（不得已存在）。副本反映某一时刻的全部内容，核验无误后方才定名；副本本身即登记册，可以查询、核验，也可以用 `register restore` 恢复。",
    "cli.short.register.restore": "用副本或者导出件恢复登记册。",
    "cli.help.register.restore": "将副本（`register backup` 的 FILE）、导出件（文件夹）或者另一登记册（地址）恢复到尚无登记册的地址。恢复前先作完整核验；他人保存的校验点可用 `--against` 给出。本站点曾见的记录多于副本的，须另行写明方予恢复。",
    "cli.short.register.accept": "继续使用记录少于本站点曾见的登记册。",
    "cli.help.register.accept": "恢复较旧的副本后，其他站点曾见的记录多于现有记录，不再打开登记册。本命令核验登记册，并由本站点继续使用；原先所见另行留存。",
    "cli.option.although_seen": "本站点曾见的记录数；已知缺失的记录不再保留。",
    "life.backed_up": "已复制到 `{path}`：记录{events}条，文件{documents}份，校验点{checkpoints}个",
    "life.restored": "登记册 `{name}` 已恢复：记录{events}条，文件{documents}份，校验点{checkpoints}个",
    "life.accepted": "本站点继续使用登记册 `{name}`：记录{events}条",
}
