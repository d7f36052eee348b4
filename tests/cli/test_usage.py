"""A command line that makes no sense is said in a line, with where to look."""

from __future__ import annotations

import pytest

from responselevels.cli.frame.language import language_of, locale_language
from tests.cli.conftest import Command
from tests.cli.tool import FILES

HINT = {"en": "try `responselevels{} --help`\n", "zh": "请查看 `responselevels{} --help`\n"}


@pytest.mark.parametrize(
    ("args", "where", "says"),
    [
        (
            ["chekc"],
            "",
            (
                "no such command `chekc`; did you mean `check`?",
                "没有命令 `chekc`；是否为 `check`？",
            ),
        ),
        (["frobnicate"], "", ("no such command `frobnicate`", "没有命令 `frobnicate`")),
        (
            ["check", "--rulez", "x"],
            " check",
            (
                "no such option `--rulez`; did you mean `--rules`?",
                "没有选项 `--rulez`；是否为 `--rules`？",
            ),
        ),
        (["check", "--qqq"], " check", ("no such option `--qqq`", "没有选项 `--qqq`")),
        (
            ["check", *FILES],
            " check",
            ("the argument `PROPOSAL` is missing", "缺少参数 `PROPOSAL`"),
        ),
        (
            ["level"],
            " level",
            (
                (
                    "`--rules` is missing; give it, or set `rules` in `responselevels.toml` "
                    "or the variable RESPONSELEVELS_RULES"
                ),
                (
                    "缺少 `--rules`；请写明，或者在 `responselevels.toml` 中写 `rules`，"
                    "或者设置环境变量 RESPONSELEVELS_RULES"
                ),
            ),
        ),
        (
            ["verify"],
            " verify",
            (
                (
                    "`RULES` is missing; give it, or set `rules` in `responselevels.toml` "
                    "or the variable RESPONSELEVELS_RULES"
                ),
                (
                    "缺少 `RULES`；请写明，或者在 `responselevels.toml` 中写 `rules`，"
                    "或者设置环境变量 RESPONSELEVELS_RULES"
                ),
            ),
        ),
        (
            ["diagram", "--format", "gif", "xixian"],
            " diagram",
            (
                "`--format`: `gif` is none of `mermaid`, `svg`, `dot`, `table`, `csv` or `png`",
                "`--format`：`gif` 不是 `mermaid`、`svg`、`dot`、`table`、`csv` 或 `png`",
            ),
        ),
        (
            ["completion", "tcsh"],
            " completion",
            (
                "`SHELL`: `tcsh` is none of `bash`, `zsh` or `fish`",
                "`SHELL`：`tcsh` 不是 `bash`、`zsh` 或 `fish`",
            ),
        ),
    ],
)
def test_a_slip_is_said_with_where_to_look(
    command: Command, args: list[str], where: str, says: tuple[str, str]
) -> None:
    for lang, text in zip(("en", "zh"), says, strict=True):
        ran = command(*args, "--lang", lang)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err == f"responselevels: {text}\n{HINT[lang].format(where)}"


def test_one_file_cannot_be_compared_with_nothing(command: Command) -> None:
    for args in (("diff", "xixian"), ("impact", *FILES[2:], "xixian")):
        ran = command(*args)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err == (
            "responselevels: `OLD` is missing; give it, or set `rules` in `responselevels.toml` "
            "or the variable RESPONSELEVELS_RULES\n"
        )


def test_what_click_alone_knows_is_one_line_too(command: Command) -> None:
    ran = command("completion", "bash", "extra")
    assert ran.status == 2
    assert ran.err == (
        "responselevels: got unexpected extra argument (extra)\n"
        "try `responselevels completion --help`\n"
    )


def test_an_option_without_its_value_is_said(command: Command) -> None:
    ran = command("check", "--rules")
    assert ran.status == 2
    assert ran.err.startswith("responselevels: option '--rules' requires an argument\n")


def test_an_unknown_language_is_refused_in_that_of_the_locale(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = command("level", *FILES, "--lang", "fr")
    assert ran.err.startswith("responselevels: `--lang`: `fr` is none of `en` or `zh`\n")
    monkeypatch.setenv("LC_ALL", "zh_TW.UTF-8")
    assert command("level", *FILES, "--lang", "fr").err.startswith(
        "responselevels: `--lang`：`fr` 不是 `en` 或 `zh`\n"
    )


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C.UTF-8", "LC_MESSAGES": "zh_SG"}, "zh"),
        ({"LANG": "", "LANGUAGE": "zh_CN:en"}, "zh"),
    ],
)
def test_the_first_locale_variable_that_is_set_decides(environ: dict[str, str], lang: str) -> None:
    assert locale_language(environ) == lang


@pytest.mark.parametrize(
    ("args", "lang"),
    [
        (["--lang", "zh", "check"], "zh"),
        (["check", "--lang=zh"], "zh"),
        (["--lang", "zh", "check", "--lang", "en"], "en"),
        (["check", "--lang"], "en"),
        (["check", "--", "--lang", "zh"], "en"),
    ],
)
def test_the_last_language_asked_for_is_spoken(args: list[str], lang: str) -> None:
    assert language_of(args, {}) == lang
