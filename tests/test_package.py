"""What is built is what was meant, and it works wherever it is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

import responselevels

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("src", "rules", "schemas", "examples", "tests", "pyproject.toml", "conftest.py")
TEXTS = (
    *("README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff", "CODE_OF_CONDUCT.md"),
    *("CONTRIBUTING.md", "SECURITY.md", "Makefile", ".pre-commit-hooks.yaml"),
)
SHOW_RULES = """
import responselevels
print(responselevels.__file__)
print(responselevels.load_rules("xixian").model_dump_json())
"""


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a program without what the tests' own surroundings would change."""
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COV", "PYTHON", "PYTEST"))
    }
    ran = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@dataclass(frozen=True)
class Built:
    """The two files that a release consists of."""

    wheel: Path
    sdist: Path


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sources, as a clone has them."""
    copy = tmp_path_factory.mktemp("clone") / "project"
    copy.mkdir()
    for name in (*SOURCES, *TEXTS):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    return copy


@pytest.fixture(scope="module")
def built(clone: Path) -> Built:
    """Build the sdist, and the wheel from the sdist."""
    out = clone.parent / "dist"
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, clone)
    (wheel,) = out.glob("*.whl")
    (sdist,) = out.glob("*.tar.gz")
    return Built(wheel=wheel, sdist=sdist)


@pytest.fixture(scope="module")
def names(built: Built) -> list[str]:
    """Return the names of the files in the wheel."""
    with zipfile.ZipFile(built.wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def metadata(built: Built) -> Message:
    """Return what the wheel says of itself."""
    with zipfile.ZipFile(built.wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(name).decode())


def environment(folder: Path) -> Path:
    """Make an environment that has the dependencies but no responselevels; return its Python."""
    venv.create(folder, with_pip=False, symlinks=True)
    (packages,) = (folder / "lib").glob("python*/site-packages")
    # Only the folder is added: the editable install in it, a .pth file, is not followed.
    (packages / "dependencies.pth").write_text(str(Path(pytest.__file__).parents[1]) + "\n")
    return folder / "bin" / "python"


def install(python: Path, *what: str | Path) -> None:
    run(
        *(sys.executable, "-m", "pip", "--quiet", "--python", python, "install"),
        *("--no-deps", "--no-index", "--no-build-isolation", *what),
    )


# -- the wheel -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "one"), [("rules", "xixian.yaml"), ("schemas", "rules.schema.json")]
)
def test_the_wheel_has_the_same_rules_and_schemas_as_the_clone(
    built: Built, clone: Path, folder: str, one: str
) -> None:
    written = {
        path.relative_to(clone / folder).as_posix(): path.read_bytes()
        for path in (clone / folder).rglob("*")
        if path.is_file()
    }
    inside = f"responselevels/{folder}/"
    with zipfile.ZipFile(built.wheel) as archive:
        shipped = {
            name.removeprefix(inside): archive.read(name)
            for name in archive.namelist()
            if name.startswith(inside)
        }
    assert shipped == written
    assert one in shipped


def test_the_wheel_has_every_module_and_the_mark_of_types(names: list[str]) -> None:
    modules = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "responselevels").rglob("*.py")
    }
    assert modules <= set(names)
    assert "responselevels/py.typed" in names


def test_the_wheel_has_every_file_that_pages_are_made_of(names: list[str]) -> None:
    parts = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "responselevels").rglob("*")
        if path.suffix in {".html", ".css", ".js", ".svg"}
    }
    assert "responselevels/reports/pages/board/static/board.js" in parts
    assert parts <= set(names)


def test_the_wheel_has_nothing_else(names: list[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert tops == {"responselevels", f"responselevels-{responselevels.__version__}.dist-info"}
    assert {Path(name).suffix for name in names if name.startswith("responselevels/")} <= {
        ".py",
        ".typed",
        ".yaml",
        ".json",
        # the pages of the console
        ".html",
        ".css",
        ".js",
        ".svg",
    }
    assert not [name for name in names if "test_" in name or "conftest" in name]


def test_the_wheel_asks_for_six_packages_and_no_more(metadata: Message) -> None:
    wanted = metadata.get_all("Requires-Dist", [])
    core = {re.split("[<>=]", name)[0] for name in wanted if "extra ==" not in name}
    assert core == {"click", "pydantic", "pyyaml", "rfc8785", "rich", "transitions"}


def test_the_wheel_offers_its_extras(metadata: Message) -> None:
    assert set(metadata.get_all("Provides-Extra", [])) == {
        *("arrow", "cluster", "interop", "postgres", "report", "server", "sign", "testing"),
    }


def test_the_wheel_names_its_licence_and_carries_it(metadata: Message, names: list[str]) -> None:
    assert metadata["License-Expression"] == "Apache-2.0"
    assert f"responselevels-{responselevels.__version__}.dist-info/licenses/LICENSE" in names


def test_the_sdist_keeps_rules_examples_and_tests(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        inside = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {
        "rules/xixian.yaml",
        "schemas/rules.schema.json",
        "examples/xixian/areas.yaml",
        "CITATION.cff",
        "CODE_OF_CONDUCT.md",
        "SECURITY.md",
        ".pre-commit-hooks.yaml",
        "tests/test_package.py",
        "conftest.py",
        "src/responselevels/py.typed",
    } <= inside


# -- found the same way everywhere -------------------------------------------------


@pytest.fixture(scope="module")
def rules_in_the_clone(clone: Path) -> str:
    python = environment(clone.parent / "clone-env")
    (packages,) = (clone.parent / "clone-env" / "lib").glob("python*/site-packages")
    (packages / "clone.pth").write_text(str(clone / "src") + "\n")
    file, rules = run(python, "-c", SHOW_RULES, cwd=clone.parent).splitlines()
    assert Path(file).is_relative_to(clone)
    return rules


def test_an_installed_wheel_finds_the_rules_of_the_clone(
    built: Built, tmp_path: Path, rules_in_the_clone: str
) -> None:
    python = environment(tmp_path / "env")
    install(python, built.wheel)
    file, rules = run(python, "-c", SHOW_RULES, cwd=tmp_path).splitlines()
    assert Path(file).is_relative_to(tmp_path / "env")
    assert rules == rules_in_the_clone


def test_an_editable_install_finds_the_rules_of_the_clone(
    clone: Path, tmp_path: Path, rules_in_the_clone: str
) -> None:
    python = environment(tmp_path / "env")
    install(python, "--editable", clone)
    file, rules = run(python, "-c", SHOW_RULES, cwd=tmp_path).splitlines()
    assert Path(file).is_relative_to(clone)
    assert rules == rules_in_the_clone


def test_an_editable_install_sees_a_change_of_the_rules_at_once(
    clone: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(clone, copy)
    python = environment(tmp_path / "env")
    install(python, "--editable", copy)
    file = copy / "rules" / "xixian.yaml"
    text = file.read_text(encoding="utf-8")
    assert "id: xixian\n" in text
    file.write_text(text.replace("id: xixian\n", "id: changed\n", 1), encoding="utf-8")
    shown = run(
        *(python, "-c", "import responselevels; print(responselevels.load_rules('xixian').id)"),
        cwd=tmp_path,
    )
    assert shown == "changed\n"


def test_an_installed_wheel_gives_the_schemas_as_files_and_as_the_command_prints_them(
    built: Built, tmp_path: Path
) -> None:
    python = environment(tmp_path / "env")
    install(python, built.wheel)
    show = "import importlib.resources as r; print((r.files('responselevels') / 'schemas' / 'rules.schema.json').read_text('utf-8'), end='')"
    printed = run(python.parent / "responselevels", "schema", "rules", cwd=tmp_path)
    assert run(python, "-c", show, cwd=tmp_path) == printed


def test_an_installed_wheel_has_the_command(built: Built, tmp_path: Path) -> None:
    python = environment(tmp_path / "env")
    install(python, built.wheel)
    assert responselevels.__version__ in run(
        python.parent / "responselevels", "--version", cwd=tmp_path
    )
    assert responselevels.__version__ in run(
        python, "-m", "responselevels", "--version", cwd=tmp_path
    )


# -- the public names --------------------------------------------------------------


def test_the_public_names_are_listed_in_order_and_once() -> None:
    assert list(responselevels.__all__) == sorted(set(responselevels.__all__))


def test_every_public_name_exists_and_is_imported_by_a_star() -> None:
    script = "from responselevels import *; print(*sorted(set(dir()) - {'__builtins__'}))"
    shown = run(
        sys.executable, "-c", "__import__('sys').path.insert(0, 'src')\n" + script, cwd=ROOT
    )
    imported = {name for name in shown.split() if not name.startswith("__")}
    assert imported == {name for name in responselevels.__all__ if not name.startswith("__")}
    for name in responselevels.__all__:
        assert getattr(responselevels, name) is not None


def test_nothing_of_ours_is_public_that_is_not_listed() -> None:
    ours = {
        name
        for name in dir(responselevels)
        if getattr(getattr(responselevels, name), "__module__", "").startswith("responselevels")
    }
    assert {name for name in ours if not name.startswith("_")} <= set(responselevels.__all__)


@pytest.mark.parametrize(
    "statement",
    [
        "import responselevels",
        "from responselevels import *",
        "import responselevels; responselevels.load_rules('xixian')",
    ],
)
def test_importing_costs_nothing_that_only_some_need(statement: str) -> None:
    script = f"import sys; sys.path.insert(0, 'src')\n{statement}\nprint(*sys.modules)"
    loaded = set(run(sys.executable, "-c", script, cwd=ROOT).split())
    unwanted = {"click", "hypothesis", "rich", "sqlite3", "psycopg", "cryptography"}
    assert loaded & (unwanted | {"asyncio", "pytest", "unittest"}) == set()


def test_the_version_is_the_one_of_the_project(metadata: Message) -> None:
    assert responselevels.__version__ == metadata["Version"]
