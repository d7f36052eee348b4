"""记录时的语句：不能记录的内容，以及记录的时间。"""

SENTENCES: dict[str, str] = {
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
