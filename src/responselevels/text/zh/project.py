"""Sentences about the project file, the variables that go before it, and `config`."""

SENTENCES: dict[str, str] = {
    # -- the file
    "problem.project.two": "同一文件夹中已有本文件，又有 `pyproject.toml` 的 `[tool.responselevels]`；请只保留一处",
    "problem.project.syntax": "由此开始不是 TOML；请核对引号、括号和 `=`，或者用 `--no-project` 不读此文件",
    "problem.project.value": '此处不是 TOML 的值；文字请加引号，如 `rules = "rules.yaml"`',
    "problem.project.twice": "文件中已有此项；请只保留一处",
    "problem.project.table": '此处应为表；请写 `[tool.responselevels]`，其下逐行写明，如 `rules = "rules.yaml"`',
    "problem.project.type": '应为文字；请加引号，如 `{key} = "..."`',
    "problem.project.zone": "本机没有时区 `{value}`；请写 `Asia/Shanghai` 之类的时区名，或者 `+08:00` 之类的时区",
    # -- config
    "cli.help.config": (
        "显示在本文件夹中有效的设置及其出处。\n\n"
        "设置写在项目文件（`responselevels.toml`，或者 `pyproject.toml` 的 "
        "`[tool.responselevels]` 表）中；自本文件夹起逐级向上查找，至代码库的根、用户主文件夹或者磁盘的根为止。"
        "环境变量先于项目文件，选项先于二者。"
    ),
    "cli.help.config.end": "退出状态：0；有内容无法读取时为2。",
    "cli.short.config": "显示有效的设置及其出处。",
    "cli.config.file": "项目文件：`{path}`",
    "cli.config.none": "本文件夹及其上级文件夹中没有项目文件",
    "cli.config.ignored": "不读项目文件",
    "cli.config.head.name": "设置",
    "cli.config.head.value": "值",
    "cli.config.head.where": "出处",
    "cli.config.unset": "-",
    "cli.config.default": "未另行写明",
    # -- options
    "cli.option.no_project": "不读项目文件。",
    "cli.option.zone": "显示时间所用的时区：Asia/Shanghai，或者 +08:00。",
    "cli.usage.required.setting": "必填，项目已写明的除外",
    "cli.usage.missing.setting": "缺少 `{name}`；请写明，或者在 `responselevels.toml` 中写 `{key}`，或者设置环境变量 {variable}",
}
