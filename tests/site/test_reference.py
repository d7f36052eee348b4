"""What is generated besides: the command line and the schemes, whole in both languages."""

from __future__ import annotations

import pytest

from docs.site.contents import LANGUAGES, Language
from docs.site.generated import command_line, schemes
from responselevels.cli.app import build
from responselevels.cli.frame.status import Status
from responselevels.files import shipped_ids
from responselevels.files.sheets import load_sheet
from tests.cli.tree import all_below, commands_of


def test_every_command_stands_in_one_group() -> None:
    placed = [name for names in command_line.GROUPS.values() for name in names]
    assert sorted(placed) == sorted(commands_of(build("en")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_exit_status_is_told(language: Language) -> None:
    told = command_line.pages(language)["reference/command-line.md"]
    assert [
        name for name, _command in all_below(build("en")) if f" {' '.join(name)}\n" not in told
    ] == []
    assert set(command_line.STATUSES[language]) == set(Status)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_scheme_has_a_page_with_its_picture_and_its_readings(
    language: Language,
) -> None:
    made = schemes.pages(language)
    for name in shipped_ids():
        told = made[f"reference/schemes/{name}.md"]
        # A template may leave its levels to be filled in; there is nothing to draw then.
        drawn = not load_sheet(name).asked("levels")
        assert (f"]({name}.svg)" in told) == drawn
        assert (f"reference/schemes/{name}.svg" in made) == drawn
        assert f"({name}.md)" in made["reference/schemes/index.md"]
        headings = {"en": "## Where it comes from\n\n", "zh": "## 来源和编写说明\n\n"}
        assert told.partition(headings[language])[2].lstrip()[:1] not in {"#", ""}
