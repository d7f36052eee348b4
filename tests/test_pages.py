"""The pages: links lead somewhere, tables are whole, and the samples of the formats can be read.

Blocks that are code are run by `conftest.py` at the root.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from responselevels import Areas, IssueProposal, Orders, Rules, book_of, compile_scheme
from responselevels.cli.app import build
from responselevels.cli.frame.status import Status
from responselevels.files import parse, parse_proposal, read_text
from responselevels.files.checking.templates import questions
from responselevels.machine import lifecycle
from responselevels.text.en.findings import SENTENCES
from tests.cli.tree import commands_of

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*/*.md")],
)
# Pages of the site also lead to pages that are made as it is built: `docs.site.links` follows these.
PAGES = [page for page in PAGES if not page.is_relative_to(ROOT / "docs" / "site")]
CODES = {".".join(key.split(".")[1:3]) for key in SENTENCES if key.startswith("finding.")}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def anchors_in(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_something(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        goal = (page.parent / path) if path else page
        assert goal.exists(), target
        if anchor:
            assert anchor in anchors_in(goal.read_text(encoding="utf-8")), target


def test_the_semantics_have_a_row_for_every_finding_and_no_other() -> None:
    rows = re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|", text_of("docs/semantics.md"), re.MULTILINE)
    assert set(rows) == CODES


# -- the samples of the formats --------------------------------------------------------


def samples() -> list[str]:
    blocks = re.findall(r"```yaml\n(.*?)```", text_of("docs/formats.md"), re.DOTALL)
    assert len(blocks) == 8
    # The others are a template, deeds, and a case file.
    return [blocks[0], *blocks[2:6]]


def test_the_samples_of_the_formats_can_be_read() -> None:
    rules, areas, orders, issue, others = samples()
    scheme = compile_scheme(
        parse(read_text(rules, "rules"), Rules), parse(read_text(areas, "areas"), Areas)
    )
    assert book_of(scheme, parse(read_text(orders, "orders"), Orders).orders).count == 1
    assert parse_proposal(read_text(issue, "issue")).id == "P-7"
    listed = read_text(others, "others")
    assert [parse_proposal(listed.part(number)).id for number in range(2)] == ["P-8", "P-9"]


def test_the_sample_of_a_template_asks_three_questions() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", text_of("docs/formats.md"), re.DOTALL)
    asked = [place.where.path for place in questions(read_text(blocks[1], "template"))]
    assert asked == [
        ("levels",),
        ("transitions", 0, "tier"),
        ("transitions", 0, "requires", "max_duration"),
    ]


def test_the_sample_of_a_rules_file_shows_every_key() -> None:
    rules = samples()[0]
    schema = Rules.model_json_schema(by_alias=True)
    keys = set(schema["properties"])
    for part in schema["$defs"].values():
        keys |= set(part.get("properties", ()))
    # The operators of conditions have a table of their own.
    keys -= {"all_of", "at_least", "count"}
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}:", rules)] == []


def test_the_samples_of_orders_and_proposals_show_every_key() -> None:
    _rules, _areas, orders, issue, others = samples()
    schema = Orders.model_json_schema(by_alias=True)
    keys = set(schema["$defs"]["Order"]["properties"])
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}:", orders)] == []
    parts = IssueProposal.model_json_schema(by_alias=True)
    wanted = set(parts["properties"])
    for part in parts["$defs"].values():
        wanted |= set(part["properties"])
    assert [key for key in sorted(wanted) if not re.search(rf"\b{key}:", issue)] == []
    assert "action: end" in others
    assert "action: ratify" in others


# -- the page of the command line ------------------------------------------------------


def options_of(command: click.Command) -> Iterator[str]:
    """Yield the long options of a command; of a group, those of its commands too."""
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield from (option for option in parameter.opts if option.startswith("--"))
    for one in commands_of(command).values():
        yield from options_of(one)


def test_the_page_of_the_command_line_has_every_command_of_the_register() -> None:
    text = text_of("docs/command-line.md")
    group = commands_of(build("en"))["register"]
    assert [name for name in commands_of(group) if f"`register {name}" not in text] == []


def test_the_page_of_the_command_line_has_every_command_and_option() -> None:
    text = text_of("docs/command-line.md")
    commands = commands_of(build("en"))
    for name, command in commands.items():
        assert f"\n## {name}\n" in text
        assert [option for option in options_of(command) if option not in text] == []
    assert re.findall(r"^## ([a-z]+)$", text, re.MULTILINE) == list(commands)


def test_the_page_of_the_register_draws_the_machine() -> None:
    (drawn,) = re.findall(r"```mermaid\n(.*?)```", text_of("docs/register.md"), re.DOTALL)
    assert drawn == lifecycle.mermaid()


def test_the_page_of_the_command_line_has_every_exit_status() -> None:
    rows = re.findall(r"^\| (\d+) \|", text_of("docs/command-line.md"), re.MULTILINE)
    assert sorted(int(row) for row in rows) == sorted(status.value for status in Status)
