"""`responselevels timeline --format svg`: the same levels as a picture."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Command
from tests.cli.tool import AT, FILES
from tests.reports.pictures.test_timeline import read, text


def test_a_picture_is_written_to_a_file_or_printed_in_either_language(
    command: Command, tmp_path: Path
) -> None:
    out = tmp_path / "levels.svg"
    ran = command("timeline", *FILES, *AT, "--format", "svg", "--output", str(out), "--lang", "zh")
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    found = read(out.read_text(encoding="utf-8"))
    assert found.attrib["lang"] == "zh-Hans"
    assert "当前" in text(found)
    printed = command("timeline", *FILES, *AT, "--format", "svg").out
    assert any(title.startswith("Levels from") for title in text(read(printed), "title"))


def test_bars_may_be_written_to_a_file(command: Command, tmp_path: Path) -> None:
    out = tmp_path / "levels.txt"
    assert command("timeline", *FILES, *AT, "--output", str(out)).status == 0
    assert out.read_text(encoding="utf-8") == command("timeline", *FILES, *AT).out
