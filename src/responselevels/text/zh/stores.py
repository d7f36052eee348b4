"""Sentences of stores: what a database said, and what to do."""

SENTENCES: dict[str, str] = {
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
}
