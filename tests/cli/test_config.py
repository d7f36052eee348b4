"""The project file, the variables before it, the options before both; and `config`, which shows them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from responselevels.cli.app import build
from tests.cli.conftest import Command
from tests.cli.test_help import NAMES
from tests.cli.tool import AT, WORLD, run, surroundings
from tests.cli.tree import commands_of

FULL = """
rules = "rules.yaml"
areas = "areas.yaml"
orders = "orders.yaml"
"""
LEVEL = ("level", *AT, "--json")


@pytest.fixture
def project(command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with the sample world and no project file yet; one stands in it, and files count."""
    del command  # it goes to the sample world, and this to a folder of its own
    for path in WORLD.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.delenv("RESPONSELEVELS_NO_PROJECT", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, text: str = FULL, name: str = "responselevels.toml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def settings(command: Command, *args: str) -> dict[str, tuple[Any, ...]]:
    """Return what `config` says of each setting: value, kind of source, which one."""
    ran = command(*args, "config", "--json")
    assert (ran.status, ran.err) == (0, "")
    rows = json.loads(ran.out)["settings"]
    return {row["setting"]: (row["value"], row["source"], row["where"]) for row in rows}


# -- what it is for ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        (("check", *AT, "permit.yaml"), ("--rules", "--areas", "--orders")),
        (("explain", *AT, "permit.yaml"), ("--rules", "--areas", "--orders")),
        (LEVEL, ("--rules", "--areas", "--orders")),
        (("audit",), ("--rules", "--areas", "--orders")),
        (("lint",), ("rules.yaml",)),
        (("verify",), ("rules.yaml",)),
        (("diagram",), ("rules.yaml",)),
        (("diff", "xixian"), ("rules.yaml", "xixian")),
        (("diff", "rules.yaml"), ("rules.yaml", "rules.yaml")),
        (("impact", "rules.yaml"), ("rules.yaml", "rules.yaml", "--areas", "--orders")),
        (("test", "--laws", "--examples", "1"), ("--rules",)),
    ],
    ids=lambda args: " ".join(args) if args[0][0] != "-" else "",
)
def test_what_the_project_says_need_not_be_said_again(
    command: Command, project: Path, short: tuple[str, ...], whole: tuple[str, ...]
) -> None:
    options = [arg for arg in whole if arg.startswith("--")]
    named = [arg for arg in whole if not arg.startswith("--")]
    given = [part for name in options for part in (name, f"{name[2:]}.yaml")]
    rest = short[1:] if not named or short[0] not in {"diff", "impact"} else short[2:]
    expected = command(short[0], *given, *rest, *named)
    assert expected.out
    write(project)
    assert command(*short) == expected


def test_mutate_takes_the_rules_of_the_project(command: Command, project: Path) -> None:
    write(project)
    ran = command("mutate", "--cases", "none.levels.yaml")
    assert (ran.status, ran.err) == (2, "none.levels.yaml: there is no such file; check the path\n")


def test_a_register_is_made_from_the_project_and_found_from_any_folder_in_it(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(project / "state"))
    monkeypatch.delenv("RESPONSELEVELS_REGISTER", raising=False)
    write(project, FULL + 'register = "sqlite:///our duty.db"\n')
    assert command("register", "init").status == 0
    assert (project / "our duty.db").is_file()
    (project / "deeper").mkdir()
    monkeypatch.chdir(project / "deeper")
    assert command("register", "status").status == 0
    assert command("log", "verify").status == 0
    assert not (project / "deeper" / "our duty.db").exists()


def test_paths_are_seen_from_the_file_wherever_one_stands(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project)
    expected = command(*LEVEL)
    (project / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(project / "a" / "b")
    assert command(*LEVEL) == expected
    assert settings(command)["areas"][0] == "../../areas.yaml"


def test_an_id_of_a_shipped_scheme_is_no_path_and_a_file_without_ending_is_one(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "deeper").mkdir()
    (project / "ours").write_bytes((WORLD / "rules.yaml").read_bytes())
    monkeypatch.chdir(project / "deeper")
    for written, seen in (("xixian", "xixian"), ("ours", "../ours")):
        write(project, f'rules = "{written}"\n')
        assert settings(command)["rules"][0] == seen
        assert command("diagram").status == 0


def test_to_adopt_rules_they_have_to_be_named(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(project / "state"))
    monkeypatch.delenv("RESPONSELEVELS_REGISTER", raising=False)
    write(project, FULL + 'register = "sqlite:///duty.db"\n')
    assert command("register", "init").status == 0
    before = json.loads(command("register", "adopt", "--json").out)["rules"]
    changed = (project / "rules.yaml").read_text().replace("id: ", "id: changed-", 1)
    (project / "rules.yaml").write_text(changed)
    assert json.loads(command("register", "adopt", "--json").out)["rules"] == before


def test_cases_are_decided_by_the_rules_that_they_name(command: Command, project: Path) -> None:
    expected = command("test", str(project))
    write(project, 'rules = "nowhere.yaml"\n')
    assert command("test", str(project)) == expected


# -- which one counts --------------------------------------------------------------------


def test_an_option_goes_before_a_variable_and_a_variable_before_the_file(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, 'areas = "file.yaml"\nrules = "rules.yaml"\n')
    missing = "{}: there is no such file; check the path\n"
    assert command("level").err == missing.format("file.yaml")
    monkeypatch.setenv("RESPONSELEVELS_AREAS", "variable.yaml")
    assert command("level").err == missing.format("variable.yaml")
    assert command("level", "--areas", "option.yaml").err == missing.format("option.yaml")
    monkeypatch.setenv("RESPONSELEVELS_AREAS", "")
    assert command("level").err == missing.format("file.yaml")


def test_the_language_is_that_of_the_option_the_variable_the_file_the_locale(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings(command)["language"] == ("en", "default", None)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert settings(command)["language"] == ("en", "locale", "LANG")
    write(project, 'language = "zh"\n')
    assert settings(command)["language"] == ("zh", "project", "responselevels.toml:1")
    assert command("level", "--help").out.startswith("用法：")
    monkeypatch.setenv("RESPONSELEVELS_LANG", "en")
    assert settings(command)["language"] == ("en", "environment", "RESPONSELEVELS_LANG")
    assert command("level", "--help").out.startswith("Usage: ")
    assert settings(command, "--lang", "zh")["language"] == ("zh", "option", "--lang")


def test_the_nearest_file_counts_and_nothing_is_put_together(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, '[tool.responselevels]\nrules = "far.yaml"\nzone = "Z"\n', "pyproject.toml")
    inner = project / "inner"
    inner.mkdir()
    write(inner, '[tool.other]\nrules = "responselevels"\n', "pyproject.toml")
    monkeypatch.chdir(inner)
    assert settings(command)["rules"] == ("../far.yaml", "project", "../pyproject.toml:2")
    write(inner, 'rules = "near.yaml"\n')
    found = settings(command)
    assert found["rules"] == ("near.yaml", "project", "responselevels.toml:1")
    assert found["zone"] == (None, "default", None)


@pytest.mark.parametrize("boundary", ["repository", "home"])
def test_it_is_not_looked_for_above_the_repository_and_the_home_folder(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch, boundary: str
) -> None:
    write(project)
    inner = project / "inner"
    (inner / "deep").mkdir(parents=True)
    monkeypatch.chdir(inner / "deep")
    assert settings(command)["rules"][1] == "project"
    if boundary == "home":
        monkeypatch.setenv("HOME", str(inner))
    else:
        (inner / ".git").mkdir()
    assert settings(command)["rules"] == (None, "default", None)
    write(inner, 'rules = "own.yaml"\n')
    assert settings(command)["rules"][0] == "../own.yaml"


def test_somebody_elses_file_in_a_folder_for_everybody_does_not_count(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project)
    project.chmod(0o1777)
    assert settings(command)["rules"][1] == "project"
    monkeypatch.setattr(os, "geteuid", lambda: project.stat().st_uid + 1)
    if project.stat().st_uid == 0:
        os.chown(project / "responselevels.toml", 12345, -1)
    assert settings(command)["rules"][1] == "default"
    project.chmod(0o755)
    assert settings(command)["rules"][1] == "project"


@pytest.mark.parametrize("way", ["option", "option behind", "variable"])
def test_the_project_file_can_be_ignored(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    write(project, "not TOML at all")
    args = {"option": ("--no-project", *LEVEL), "option behind": (*LEVEL, "--no-project")}
    if way == "variable":
        monkeypatch.setenv("RESPONSELEVELS_NO_PROJECT", "1")
    ran = command(*args.get(way, LEVEL))
    assert ran.status == 2
    assert ran.err.startswith("responselevels: `--rules` is missing; ")


def test_after_two_dashes_it_is_a_name_as_any_other(command: Command, project: Path) -> None:
    write(project)
    assert (
        command(*LEVEL, "--", "--no-project").err
        == "area: unknown area `--no-project`; known: "
        + (command(*LEVEL, "nowhere").err.partition("; known: ")[2])
    )


# -- what is wrong with it ------------------------------------------------------------------

KNOWN = "known here: `rules`, `areas`, `orders`, `register`, `language` and `zone`"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            'lang = "zh"\n',
            f":1:1: lang: unknown key `lang`; {KNOWN}; did you mean `language`?",
        ),
        ('\n  ruels = "a"\n', f":2:3: ruels: unknown key `ruels`; {KNOWN}; did you mean `rules`?"),
        ('"case" = [\n  1,\n]\n', f":1:1: case: unknown key `case`; {KNOWN}"),
        (
            "rules = 1\n",
            ':1:1: rules: a text expected; write it in quotes, such as `rules = "..."`',
        ),
        ('areas = ""\n', ":1:1: areas: the text is empty; write it, or leave its key out"),
        ('language = "fr"\n', ":1:1: language: found `fr`; write `en` or `zh`"),
        (
            'x1 = """\nrules = 2\n"""\nrules = [\n"a"]\n',
            (
                f":1:1: x1: unknown key `x1`; {KNOWN}\n"
                'responselevels.toml:4:1: rules: a text expected; write it in quotes, such as `rules = "..."`'
            ),
        ),
        (
            'zone = "Beijing"\n',
            (
                ":1:1: zone: no time zone `Beijing` is known here; "
                "write one such as `Asia/Shanghai`, or an offset such as `+08:00`"
            ),
        ),
        (
            "areas = 'a'\nrules = rules.yaml\n",
            ':2:9: this is no value of TOML; put texts in quotes, such as `rules = "rules.yaml"`',
        ),
        (
            "rules = 'a'\nrules = 'b'\n",
            ":2:12: this stands in the file already; keep one of the two",
        ),
        (
            "rules 'a'\n",
            (
                ":1:7: from here on this is not TOML; check the quotes, brackets and `=`, "
                "or ignore the file with `--no-project`"
            ),
        ),
        (
            "rules＝'a'\n",
            (":1:6: `＝` is a full-width sign; with the input method set to English, press `=`"),
        ),
        (
            'zone = "＋08:00"\n',
            (
                ":1:1: zone: in `＋08:00`, `＋` is a full-width plus sign (press `+`); "
                "with the input method set to English, write `+08:00`"
            ),
        ),
        (
            "rules = 'a",
            (
                ":1:11: from here on this is not TOML; check the quotes, brackets and `=`, "
                "or ignore the file with `--no-project`"
            ),
        ),
    ],
)
def test_a_slip_in_it_is_said_with_its_place(
    command: Command, project: Path, text: str, says: str
) -> None:
    write(project, text)
    for args in (("level",), ("config",), ("schema", "rules")):
        ran = command(*args)
        assert (ran.status, ran.out, ran.err) == (2, "", f"responselevels.toml{says}\n")
    assert command("config", "--lang", "zh").err != f"responselevels.toml{says}\n"
    assert command("level", "--help").status == 0


@pytest.mark.parametrize("value", ["Asia", "../UTC", "+08:0", "+24:00", "\N{SNOWMAN}", "a\\u0000b"])
def test_what_is_no_time_zone_is_refused(command: Command, project: Path, value: str) -> None:
    write(project, f'zone = "{value}"\n')
    ran = command("config")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("responselevels.toml:1:1: zone: no time zone `")


def test_of_a_pyproject_file_only_the_table_is_looked_at(command: Command, project: Path) -> None:
    text = '[project]\nrules = 1\n\n[tool.responselevels]\nrules = 2\nzone = "Asia/Shanghai"\n'
    write(project, text, "pyproject.toml")
    assert command("config").err == (
        "pyproject.toml:5:1: tool.responselevels.rules: "
        'a text expected; write it in quotes, such as `rules = "..."`\n'
    )


def test_a_table_that_is_none_is_refused(command: Command, project: Path) -> None:
    write(project, "[tool]\nresponselevels = 1\n", "pyproject.toml")
    assert command("config").err == (
        "pyproject.toml: tool.responselevels: a table expected; write `[tool.responselevels]`, "
        'and beneath it lines such as `rules = "rules.yaml"`\n'
    )


def test_two_files_in_one_folder_are_refused(command: Command, project: Path) -> None:
    write(project)
    write(project, '[tool.responselevels]\nrules = "a"\n', "pyproject.toml")
    assert command("config").err == (
        "responselevels.toml: this file and `[tool.responselevels]` of `pyproject.toml` "
        "stand in the same folder; keep one of the two\n"
    )


def test_a_variable_without_sense_is_refused_by_its_name(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project)
    monkeypatch.setenv("RESPONSELEVELS_LANG", "fr")
    ran = command(*LEVEL)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "RESPONSELEVELS_LANG: found `fr`; write `en` or `zh`\n"


@pytest.mark.parametrize("odd", ["folder", "pipe", "bytes", "huge", "deep", "dangling"])
def test_a_file_that_is_none_is_said_and_never_waited_for(
    command: Command, project: Path, odd: str
) -> None:
    path = project / "responselevels.toml"
    if odd == "folder":
        path.mkdir()
    elif odd == "pipe":
        os.mkfifo(path)
    elif odd == "dangling":
        path.symlink_to("nothing")
    else:
        contents = {"bytes": b"rules = '\xff'", "huge": b"#" * 2**21, "deep": b"a=" + b"[" * 10**5}
        path.write_bytes(contents[odd])
    says = {
        "folder": ": this is a folder; name a file in it\n",
        "pipe": ": this is a device or a pipe; name a file\n",
        "bytes": ":1: byte 0xFF is not UTF-8; save the file as UTF-8\n",
        "huge": ": this is larger than 1 MiB; split it, or check that it is the right file\n",
    }
    ran = command("config")
    if odd in says:
        assert (ran.status, ran.err) == (2, f"responselevels.toml{says[odd]}")
    else:
        assert ran.status == (2 if odd == "deep" else 0)
    assert "Traceback" not in ran.err
    assert "mistake of responselevels" not in ran.err


def test_a_working_folder_that_is_gone_has_no_project(tmp_path: Path) -> None:
    script = 'cd "$0" && rmdir "$0" && exec "$@"'
    gone = tmp_path / "gone"
    gone.mkdir()
    ran = subprocess.run(
        ["sh", "-c", script, str(gone), sys.executable, "-m", "responselevels", "--version"],
        env=surroundings({"RESPONSELEVELS_NO_PROJECT": ""}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")


# -- config ----------------------------------------------------------------------------------


def test_config_shows_what_holds_and_where_it_comes_from(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, FULL + 'zone = "Asia/Shanghai"\n')
    monkeypatch.setenv("RESPONSELEVELS_ORDERS", "others.jsonl")
    monkeypatch.delenv("RESPONSELEVELS_REGISTER", raising=False)
    assert command("config").out == (
        "project file: `responselevels.toml`\n"
        "\n"
        "setting   value          from\n"
        "rules     rules.yaml     responselevels.toml:2\n"
        "areas     areas.yaml     responselevels.toml:3\n"
        "orders    others.jsonl   RESPONSELEVELS_ORDERS\n"
        "register  -              nothing says otherwise\n"
        "language  en             nothing says otherwise\n"
        "zone      Asia/Shanghai  responselevels.toml:5\n"
    )
    assert command("config", "--lang", "zh").out.splitlines()[:4] == [
        "项目文件：`responselevels.toml`",
        "",
        "设置      值             出处",
        "rules     rules.yaml     responselevels.toml:2",
    ]
    assert command("config", "--no-project").out.startswith(
        "the project file, if there is one, is ignored\n"
    )
    (project / "responselevels.toml").unlink()
    assert command("config").out.startswith("no project file in this folder or above it\n")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://duty:secret@db/city", "postgresql://duty@db/city"),
        ("postgresql://duty@db/city?password=secret", "postgresql://duty@db/city"),
        ("postgresql://duty:secret@[db/city", "postgresql://…"),
        ("sqlite:////var/duty.db", "sqlite:////var/duty.db"),
    ],
)
def test_config_shows_no_password(
    command: Command, project: Path, address: str, shown: str
) -> None:
    write(project, f'register = "{address}"\n')
    assert settings(command)["register"][0] == shown
    assert "secret" not in command("config").out


def test_every_command_knows_how_to_ignore_the_project() -> None:
    def opts(names: tuple[str, ...]) -> list[str]:
        command: Any = build("en")
        for name in names:
            command = commands_of(command)[name]
        return [opt for param in command.params for opt in param.opts]

    assert [names for names in [(), *NAMES] if "--no-project" not in opts(names)] == []


def test_completion_is_not_stopped_by_a_broken_project_file(project: Path) -> None:
    env = {"RESPONSELEVELS_NO_PROJECT": "", "_RESPONSELEVELS_COMPLETE": "bash_complete"}
    write(project, 'areas = "areas.yaml"\nrules = "rules.yaml"\n')
    words = {**env, "COMP_WORDS": "responselevels level ", "COMP_CWORD": "2"}
    ids = run("level", env=words, cwd=project).out
    assert ids
    write(project, "broken")
    ran = run("level", env=words, cwd=project)
    assert (ran.status, ran.out.strip(), ran.err) == (0, "", "")
