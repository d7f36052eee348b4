"""What stands at the root of the project for other programs and for people: it says what is so."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from responselevels.cli.app import build
from responselevels.files import read_document
from responselevels.files.checking.templates import questions
from tests.cli.tree import commands_of

ROOT = Path(__file__).resolve().parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
CONFIG: dict[str, Any] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
CITATION: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))

TEXT = {"type": "string", "minLength": 1}
CITED = {
    "type": "object",
    "required": ["cff-version", "message", "title", "authors"],
    "additionalProperties": False,
    "properties": {
        "cff-version": {"const": "1.2.0"},
        "message": TEXT,
        "title": TEXT,
        "abstract": TEXT,
        "type": {"enum": ["software", "dataset"]},
        "version": TEXT,
        "license": TEXT,
        "date-released": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "keywords": {"type": "array", "minItems": 1, "uniqueItems": True, "items": TEXT},
        "authors": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name"],
                "additionalProperties": False,
                "properties": {"name": TEXT},
            },
        },
    },
}
"""The part of the Citation File Format 1.2.0 that the file uses."""


def test_the_citation_has_the_shape_of_its_format() -> None:
    jsonschema.Draft202012Validator(CITED).validate(CITATION)


def test_the_citation_says_what_the_project_file_says() -> None:
    project = PROJECT["project"]
    assert CITATION["version"] == project["version"]
    assert CITATION["license"] == project["license"]
    assert CITATION["keywords"] == project["keywords"]
    assert CITATION["authors"] == project["authors"]


def test_no_extra_is_declared_that_nothing_uses() -> None:
    sources = "\n".join(path.read_text() for path in (ROOT / "src").rglob("*.py"))
    used = set(re.findall(r'(?:MissingExtra|needing)\("(\w+)"', sources))
    assert set(PROJECT["project"]["optional-dependencies"]) == used


def test_no_rule_about_dependencies_is_set_aside_for_packages_that_nothing_uses() -> None:
    ignored = PROJECT["tool"]["deptry"]["per_rule_ignores"]
    assert ignored == {
        "DEP003": ["markupsafe", "pydantic_core", "typing_extensions"],
        # What the server uses asks for these by itself: Authlib for the one, forms for the other.
        "DEP002": ["httpx2", "python-multipart"],
    }


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_each_hook_calls_a_command_that_exists(hook: dict[str, Any]) -> None:
    program, command = hook["entry"].split()
    assert program in PROJECT["project"]["scripts"]
    assert command in commands_of(build("en"))
    assert hook["language"] == "python"


def taken(hook: dict[str, Any], path: str) -> bool:
    """Say whether pre-commit hands *path* to *hook*."""
    if not re.search(hook["files"], path):
        return False
    return not ("exclude" in hook and re.search(hook["exclude"], path))


@pytest.mark.parametrize(
    "path",
    ["rules.yaml", "my-rules.yml", "rules/xixian.yaml", "city/rules/a.json", "a/rules-2.yaml"],
)
def test_the_hook_for_rules_files_takes(path: str) -> None:
    assert taken(HOOKS[0], path)


@pytest.mark.parametrize(
    "path", ["schemas/rules.schema.json", "rules/port.levels.yaml", "areas.yaml", "rules.md"]
)
def test_the_hook_for_rules_files_leaves(path: str) -> None:
    assert not taken(HOOKS[0], path)


def test_the_quick_tests_are_where_the_makefile_says() -> None:
    """`make quick` would run nothing at all if one of them had moved."""
    show = ["make", "--no-print-directory", "--dry-run", "quick", "PYTHON=python3"]
    printed = subprocess.run(show, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    named = re.findall(r"(?<= )tests/\S+", printed.stdout.splitlines()[-1])
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_commit_hook_runs_recipes_of_the_makefile_and_takes_all_rules_but_templates() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    (local,) = CONFIG["repos"]
    *recipes, rules = local["hooks"]
    assert {hook["entry"] for hook in recipes} <= {f"make {target}" for target in targets}
    here = [*(ROOT / "rules").glob("*.yaml"), *(ROOT / "examples").rglob("*rules*.yaml")]
    for path in here:
        template = bool(questions(read_document(path)))
        assert taken(rules, path.relative_to(ROOT).as_posix()) is not template


@pytest.mark.parametrize("name", ["SECURITY.md", "CONTRIBUTING.md"])
def test_what_these_pages_link_to_exists(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", (ROOT / name).read_text(encoding="utf-8"))
    here = [link for link in links if "://" not in link]
    assert here
    assert [link for link in here if not (ROOT / link).exists()] == []
