"""Sentences about the project file, the variables that go before it, and `config`."""

SENTENCES: dict[str, str] = {
    # -- the file
    "problem.project.two": "this file and `[tool.responselevels]` of `pyproject.toml` stand in the same folder; keep one of the two",
    "problem.project.syntax": "from here on this is not TOML; check the quotes, brackets and `=`, or ignore the file with `--no-project`",
    "problem.project.value": 'this is no value of TOML; put texts in quotes, such as `rules = "rules.yaml"`',
    "problem.project.twice": "this stands in the file already; keep one of the two",
    "problem.project.table": 'a table expected; write `[tool.responselevels]`, and beneath it lines such as `rules = "rules.yaml"`',
    "problem.project.type": 'a text expected; write it in quotes, such as `{key} = "..."`',
    "problem.project.zone": "no time zone `{value}` is known here; write one such as `Asia/Shanghai`, or an offset such as `+08:00`",
    # -- config
    "cli.help.config": (
        "Show which settings hold in this folder, and where each comes from.\n\n"
        "A setting stands in the project file (`responselevels.toml`, or the table "
        "`[tool.responselevels]` of a `pyproject.toml`), which is looked for in this folder and "
        "upward, as far as the root of the repository, the home folder or the root of the disk. "
        "A variable of the environment goes before the file, an option before both."
    ),
    "cli.help.config.end": "Exit status: 0; 2 something could not be read.",
    "cli.short.config": "Show which settings hold, and where from.",
    "cli.config.file": "project file: `{path}`",
    "cli.config.none": "no project file in this folder or above it",
    "cli.config.ignored": "the project file, if there is one, is ignored",
    "cli.config.head.name": "setting",
    "cli.config.head.value": "value",
    "cli.config.head.where": "from",
    "cli.config.unset": "-",
    "cli.config.default": "nothing says otherwise",
    # -- options
    "cli.option.no_project": "Ignore the project file.",
    "cli.option.zone": "Time zone or offset to show times in: Asia/Shanghai, +08:00.",
    "cli.usage.required.setting": "required, or set in the project",
    "cli.usage.missing.setting": "`{name}` is missing; give it, or set `{key}` in `responselevels.toml` or the variable {variable}",
}
