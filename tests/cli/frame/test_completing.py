from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from responselevels.cli.app import build
from responselevels.cli.frame import completing
from responselevels.cli.start import PROGRAM
from tests.cli.desk import Desk
from tests.cli.tool import WORLD, surroundings

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


def offered(args: list[str], typed: str) -> list[str]:
    complete = ShellComplete(build("en"), {}, PROGRAM, "_RESPONSELEVELS_COMPLETE")
    return [item.value for item in complete.get_completions(args, typed)]


@pytest.fixture(autouse=True)
def inside_the_world(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(WORLD)


def test_commands_are_offered() -> None:
    assert offered([], "c") == ["check", "codes", "config", "completion"]


def test_shipped_schemes_are_offered_for_rules() -> None:
    assert "xixian" in offered(["check", "--rules"], "xi")
    assert "xixian" in offered(["lint"], "")


def test_areas_are_offered_where_the_file_is_known() -> None:
    assert offered(["level", "--areas", "areas.yaml"], "no") == ["north"]
    assert offered(["level"], "no") == []


def test_areas_are_offered_that_the_settings_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESPONSELEVELS_AREAS", "areas.yaml")
    assert offered(["level"], "no") == ["north"]


def test_areas_that_cannot_be_read_offer_nothing() -> None:
    assert offered(["level", "--areas", "missing.yaml"], "no") == []
    assert offered(["level", "--areas", "rules.yaml"], "no") == []


def test_a_large_areas_file_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completing, "_CHEAP", Path("areas.yaml").stat().st_size - 1)
    assert offered(["level", "--areas", "areas.yaml"], "no") == []


def test_tracks_are_offered_where_the_rules_are_known() -> None:
    rules = str(EXAMPLES / "hazards" / "rules.yaml")
    assert offered(["level", "--rules", rules, "--track"], "w") == ["wind"]
    assert offered(["level", "--track"], "w") == []
    assert offered(["level", "--rules", "missing.yaml", "--track"], "") == []


def test_levels_are_offered_to_compare_with() -> None:
    asked = ["measures", "--rules", "rules.yaml", "--compare"]
    assert offered(asked, "") == ["4", "3", "2", "1"]
    assert offered(asked, "3") == ["3"]
    assert offered(["measures", "--compare"], "") == []
    assert offered(["measures", "--rules", "missing.yaml", "--compare"], "") == []


def test_words_to_choose_from_are_offered() -> None:
    assert offered(["diagram", "--format"], "") == ["mermaid", "svg", "dot", "table", "csv", "png"]
    assert offered(["level", "--lang"], "z") == ["zh"]


# -- of a register -------------------------------------------------------------------------------


def test_open_proposals_are_offered_where_one_is_acted_on(desk: Desk) -> None:
    desk("11T10:00", "propose", "pending.yaml", "deny.yaml")
    desk("11T10:01", "withdraw", "P-7")
    assert offered(["register", "issue"], "P-") == ["P-8", "P-"]
    assert offered(["register", "approve"], "") == ["P-8", ""]


def test_proposals_and_orders_are_offered_for_their_history(desk: Desk) -> None:
    desk("11T10:00", "propose", "pending.yaml")
    assert offered(["register", "history"], "") == ["P-8", "R-1", "N-1", "S-1", "R-2"]


def test_areas_of_the_register_are_offered(desk: Desk) -> None:
    url = f"sqlite:///{desk.folder / 'register.db'}"
    assert offered(f"register level --register {url}".split(), "n") == ["north"]


def test_tracks_of_the_register_are_offered(empty: Desk) -> None:
    hazards = EXAMPLES / "hazards"
    files = ("--rules", str(hazards / "rules.yaml"), "--areas", str(hazards / "areas.yaml"))
    assert empty("10T10:00", "init", *files, "--id", "hazards").err == ""
    assert offered(["register", "status", "--track"], "") == ["flood", "wind"]
    assert offered(["register", "level", "--track"], "f") == ["flood"]
    assert offered(["register", "measures", "--track"], "f") == ["flood"]
    assert offered(["register", "measures", "--compare"], "o") == ["orange"]


def test_what_can_be_done_is_offered(empty: Desk) -> None:
    folder = EXAMPLES / "due"
    made = ("--rules", str(folder / "rules.yaml"), "--areas", str(folder / "areas.yaml"))
    assert empty("10T10:00", "init", *made).status == 0
    done = ["register", "done"]
    assert offered([*done, "--does"], "") == ["inspect", "drill"]
    assert offered([*done, "--duty"], "p") == ["publish"]
    assert offered([*done, "--review"], "") == ["start"]
    assert offered([*done, "--area"], "up") == ["upper"]


def test_without_a_register_that_opens_nothing_is_offered(
    empty: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert offered(["register", "history"], "") == []
    monkeypatch.delenv("RESPONSELEVELS_REGISTER")
    assert offered(["register", "history"], "") == []
    del empty


# -- by a shell ----------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_puts_in_one_word_for_each_area_and_runs_none_of_it(tmp_path: Path) -> None:
    names = ["a b", "$(touch pwned)", "`touch pwned`", "x;touch pwned", "a'b", "a\\b", "*", "渭城"]
    areas = {"areas": [{"id": name, "tier": "region"} for name in names]}
    (tmp_path / "areas.json").write_text(json.dumps(areas), encoding="utf-8")
    program = tmp_path / "responselevels"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m responselevels "$@"\n')
    program.chmod(0o755)
    script = """
        eval "$(responselevels completion bash)"
        COMP_WORDS=(responselevels level --areas areas.json "")
        COMP_CWORD=4
        _responselevels_completion responselevels
        for word in "${COMPREPLY[@]}"; do eval "printf '%s\\n' $word"; done
    """
    env = surroundings({"PATH": f"{tmp_path}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"})
    ran = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=env, capture_output=True, check=True
    )
    assert ran.stdout.decode().splitlines() == names
    assert not (tmp_path / "pwned").exists()
