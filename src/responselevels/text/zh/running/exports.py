"""Chinese sentences of what is told in the formats of others: calendars, alerts, maps, tables, mail."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # -- an order in a line, and in several
    "export.summary": "{level}：{areas}",
    "export.summary.over": "〔已终止〕{summary}",
    "export.summary.provisional": "〔待追认〕{summary}",
    "export.summary.drill": "【演练】{summary}",
    "export.areas": "{areas:series}",
    "export.areas.more": "{areas:series}等，另有{more}个区域",
    "export.drill": "【演练】仅为演练，不影响现行级别",
    "export.order": "{area}的指令{order}",
    "export.level": "级别：{level}",
    "export.track": "级别序列：{track}",
    "export.scope": "范围：{areas:series}",
    "export.period": "时段：{span}",
    "export.ended": "自{at}起提前终止",
    "export.ended.part": "自{at}起在{areas:series}提前终止",
    "export.provisional": "{until}前未获追认的，自行失效",
    "export.expected": "预计结束时间：{end}",
    "export.issued": "由{body}于{at}发布",
    "export.reason": "理由：{reason}",
    "export.told.issue": "已发布；记录时间：{at}",
    "export.told.end": "已提前终止；记录时间：{at}",
    "export.told.called_off": "起始之前即已终止，未曾执行；记录时间：{at}",
    "export.told.ratify": "已追认；记录时间：{at}",
    "export.category.drill": "演练",
    # -- calendars and alerts
    "export.calendar": "响应级别（{source}）",
    "export.feed": "响应级别通报（{source}）",
    "export.event": "响应级别：{level}",
    "export.restricted": "仅供有权读取登记册者使用，不向公众发布",
    "problem.cap.sender": "`{value}` 不能作为通报的发出者：含有空格、逗号、`<` 或者 `&`，或者为空；请写如 `duty.example.org` 的名称",
    # -- the commands
    "cli.help.export": (
        "按其他工具使用的 FORMAT 输出指令：`calendar`（iCalendar 日历）、`cancellations`（iCalendar，仅已取消的指令）、"
        "`cap`（通报，CAP 1.2）、`atom`（通报的订阅源）；或者以 `csv`、`parquet` 表格输出指令或者级别，以 `geojson` 地图输出级别。\n\n"
        "直接输出，或者用 --output 写入文件。通报只输出一项指令的，用 --output 则全部写入文件夹。"
    ),
    "cli.help.export.end": "退出状态：0；2 有内容无法读取或者写入，或者缺少所需的程序包。",
    "cli.help.register.export": (
        "按其他工具使用的 FORMAT 输出登记册中的指令和级别，与 `export` 相同；对指令的每次记录均计为一次变更。"
    ),
    "cli.short.export": "输出为日历、通报、地图或者表格。",
    "cli.short.register.export": "输出为日历、通报、地图或者表格。",
    "cli.option.at.export": "以何时为准，须注明时区：2026-02-11T12:00+08:00。不写或写 now 即现在。",
    "cli.option.orders.export": "要输出的指令（YAML、JSON 或 JSON Lines）。",
    "cli.option.serve.alerts": "写明通报的发出者、类别以及各级别的紧急程度、严重程度和确定程度的文件。",
    "cli.option.order.export": "仅输出该指令；可以多次给出。",
    "cli.option.since.export": "仅输出届时或者其后执行的，以及其后有记录的指令。",
    "cli.option.source": "指令来源的名称，用于其标识；不写即登记册或者规则的标识。",
    "cli.option.profile": "写明通报的发出者、类别以及各级别的紧急程度、严重程度和确定程度的文件。",
    "cli.option.table.export": "`csv` 和 `parquet` 的内容；不写即指令。",
    "cli.option.geometry": "区域图形的 GeoJSON 文件，用于 `geojson`；每个图形以标识写明其区域。",
    "cli.error.export.bytes": "Parquet 不能直接输出；请用 `--output` 写明文件",
    "problem.geojson.form": "不是 GeoJSON 的图形集合：{reason}；请改正该文件",
    "problem.geojson.area": "该图形未写明区域；请以 `id` 或者属性 `area` 写明",
    "problem.geojson.twice": "区域 `{area}` 已有图形；请只保留一个",
    "problem.geojson.finite": "区域 `{area}` 的图形中有不是数的坐标；请改正",
    "cli.option.output.export": "写入该文件；`cap` 则写入该文件夹。",
    "cli.error.export.which": "涉及{count}项指令；请用 `--order` 写明其中一项，或者用 `--output` 写明文件夹",
    "cli.error.export.none": "没有符合条件的指令",
    "cli.error.export.option": "`{option}`对格式{format}不起作用；请去掉",
    "cli.export.written": "已写入 `{path}` 的文件数：{count}",
    # -- events sent to a webhook
    "cli.help.register.deliver": (
        "将登记册的每条记录作为 CloudEvent 发送到 webhook，以 RESPONSELEVELS_WEBHOOK_SECRET 中的密钥签名：按先后次序，每条至少送达一次，直至中断。\n\n"
        "接收方未收下的，间隔逐渐加长，反复发送，收下之前不发送其后的记录。进度存于 --place 所指文件，程序中断后由此继续。"
    ),
    "cli.short.register.deliver": "将记录发送到 webhook。",
    "cli.option.deliver.to": "接收地址，须为 https；本机可用 http。",
    "cli.option.deliver.place": "保存进度的文件；没有的，自动建立。",
    "cli.option.deliver.after": "从未发送过的，从该号记录之后开始；不写即从头开始。",
    "cli.option.deliver.once": "发送现有记录后结束。",
    "cli.option.deliver.tries": "一条记录最多发送几次；仍未收下的，以退出状态69结束。不写即不限次数。",
    "cli.option.deliver.plain": "允许本机以外的 http 地址：所发内容可能在途中被读取。",
    "cli.error.deliver.form": "`--to` 不是网址；请写如 https://board.example.org/events 的地址",
    "cli.error.deliver.password": "`--to` 的地址含有用户名或者口令；请去掉，所发内容已有签名",
    "cli.error.deliver.plain": "`--to` 的地址不是 https；请改用 https，或者用 `--plain-http` 表明接受所发内容可能被他人读取",
    "cli.error.deliver.secret": "{variable} 中没有可用的密钥；请设为 `{mark}` 加至少{count}字节随机数的 base64，与接收方一致",
    "cli.deliver.done": "已发送到 `{address}` 的记录数：{count}",
    "cli.deliver.again": "`{address}` 未收下第{seq}号记录：{reason}（第{attempt}次）；{pause}秒后重新发送",
    "register.receiver.gone": "接收方不再接收（HTTP 410），第{seq}号记录未收下；请联系其管理人员",
    "register.receiver.away": "第{seq}号记录发送{tries}次均未收下，末次：{reason}；请检查接收方后重新发送",
    "register.place.held": "`{path}` 正在使用：已有程序由此发送；请勿同时运行两个",
    "register.place.broken": "`{path}` 不能用于保存进度：{reason}；请修复该文件，或者改用其他文件",
    "register.place.other": "已发送至第{seq}号的记录与登记册不一致；请核查原因，并为 `--place` 另行指定文件",
    "register.place.ahead": "登记册没有第{seq}号记录，而该号已经发送或者写明；请核查登记册缺失的内容",
    # -- notices by e-mail
    "export.mail.subject": "{title}：待办{count}项",
    "export.mail.subject.overdue": "{title}：待办{count}项，其中逾期{overdue}项",
    "cli.help.register.notify": (
        "以电子邮件发送待办事项，文字与 `register due` 相同；没有待办事项的，不发送。\n\n"
        "设有 RESPONSELEVELS_SMTP_USER 和 RESPONSELEVELS_SMTP_PASSWORD 的，以此登录邮件服务器。"
    ),
    "cli.short.register.notify": "以电子邮件发送待办事项。",
    "cli.option.notify.to": "收件地址；可以多次给出。",
    "cli.option.notify.from": "发件地址。",
    "cli.option.notify.smtp": "邮件服务器；不写端口即587，tls 为465，不加密为25。",
    "cli.option.notify.security": "传输的加密方式；`none`仅限本机。",
    "cli.option.notify.both": "先后以两种语言书写。",
    "cli.error.notify.address": "`{address}` 不是邮件地址；请写如 duty@example.org 的地址，不写姓名",
    "cli.error.notify.server": "`{server}` 不是服务器；请写名称，如 `mail.example.org`、`mail.example.org:587`",
    "cli.error.notify.credentials": "请同时设置 {user} 和 {password}，或者均不设置",
    "cli.error.notify.plain": "不加密的邮件可能在途中被读取；请去掉 `--security none`，该方式仅限本机的服务器",
    "cli.notify.nothing": "没有待办事项，未发送邮件",
    "cli.notify.sent": "已发送至{receivers:series}；待办事项：{count}",
    "register.mail.away": "邮件服务器 `{host}` 未收下邮件：{reason}；请检查服务器和 `--security` 后重试",
    "register.mail.refused": "邮件服务器 `{host}` 不接受该用户名或者口令（状态 {reason}）；请改正两个环境变量",
    "register.mail.receivers": "邮件服务器 `{host}` 已收下邮件，但不接受下列收件地址：{receivers:series}；请改正",
}
