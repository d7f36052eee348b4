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


@pytest.mark.parametrize(
    ("args", "where", "says"),
    [
        (
            ["completion", "bash", "extra", "more"],
            " completion",
            (
                "more arguments than this command takes; leave out `extra more`",
                "参数过多；请去掉 `extra more`",
            ),
        ),
        (
            ["check", "--rules"],
            " check",
            ("`--rules` has no value; write one behind it", "`--rules` 缺少值；请在其后写明"),
        ),
        (
            ["config", "--json=1"],
            " config",
            (
                "`--json` takes no value; leave out `=` and what follows it",
                "`--json` 不带值；请去掉 `=` 及其后的内容",
            ),
        ),
        *(
            (
                ["test", "--examples", given],
                " test",
                (
                    f"`--examples`: `{given}` is no whole number of 1 or more",
                    f"`--examples`：应为不小于1的整数，实为 `{given}`",
                ),
            )
            for given in ("0", "few", "1.5", "")
        ),
    ],
)
def test_what_click_says_in_english_only_is_said_in_both_languages(
    command: Command, args: list[str], where: str, says: tuple[str, str]
) -> None:
    for lang, text in zip(("en", "zh"), says, strict=True):
        ran = command("--lang", lang, *args)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err == f"responselevels: {text}\n{HINT[lang].format(where)}"


@pytest.mark.parametrize("group", [[], ["register"], ["register", "keys"], ["log"]])
def test_a_group_without_a_command_shows_its_help(command: Command, group: list[str]) -> None:
    ran = command(*group)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == command(*group, "--help").out


@pytest.mark.parametrize("group", [[], ["check"], ["register"], ["register", "keys", "init"]])
def test_the_help_of_every_command_comes_with_one_letter_too(
    command: Command, group: list[str]
) -> None:
    assert command(*group, "-h") == command(*group, "--help")


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("－－at", "--at"),
        ("——at", "--at"),
        ("—at", "--at"),
        ("–at=now", "--at=now"),
        ("－－at＝now", "--at=now"),
        ("－h", "-h"),
    ],
)
def test_an_option_behind_dashes_of_a_chinese_keyboard_is_no_file(
    command: Command, given: str, written: str
) -> None:
    ran = command("check", *FILES, given, "now", "deny.yaml")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(
        f"responselevels: in `{given}`, `{given[0]}` is a Chinese or full-width dash"
    )
    assert ran.err.endswith(
        f"; with the input method set to English, write `{written}`\n{HINT['en'].format(' check')}"
    )


@pytest.mark.parametrize(
    ("args", "written"),
    [
        (["check", *FILES, "--zone", "＋08:00", "deny.yaml"], "+08:00"),
        (["level", *FILES, "--at", "２026-02-11T12：00+08:00"], "2026-02-11T12:00+08:00"),
    ],
)
def test_a_value_in_marks_of_a_chinese_keyboard_is_said_with_what_to_write(
    command: Command, args: list[str], written: str
) -> None:
    ran = command(*args)
    assert ran.status == 2
    assert f"; with the input method set to English, write `{written}`\n" in ran.err


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
