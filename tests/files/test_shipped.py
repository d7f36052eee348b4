"""The shipped rules are found wherever the package runs from."""

from __future__ import annotations

from pathlib import Path

import pytest

import responselevels
from responselevels.files import load_rules, read_rules, rules_root, shipped_ids
from responselevels.files.shipped import rules_path, shipped_files
from tests.files.making import PORT, said

ROOT = Path(__file__).resolve().parents[2]


def package(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pretend that the package lies in *folder*."""
    here = folder / "src" / "responselevels"
    here.mkdir(parents=True)
    monkeypatch.setattr(responselevels, "__file__", str(here / "__init__.py"))
    return here


def shipping(folder: Path) -> Path:
    folder.mkdir()
    (folder / "port.yaml").write_text(PORT, encoding="utf-8")
    return folder


def test_every_shipped_file_is_named_by_its_id() -> None:
    assert "xixian" in shipped_ids()
    for files in shipped_files():
        assert read_rules(files.id).data["id"] == files.rules.stem == files.id
        assert load_rules(files.usable).id == files.id


def test_what_goes_with_a_scheme_lies_in_the_folder_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shipping(package(tmp_path, monkeypatch) / "rules")
    (port,) = shipped_files()
    assert port.usable == port.rules == root / "port.yaml"
    assert (port.areas, port.orders) == (root / "port/areas.yaml", root / "port/orders.yaml")
    assert (port.cases, port.proposals) == ((), ())
    for name in ("cases/b.levels.yaml", "cases/a.levels.yaml", "proposals/x.yaml", "filled.yaml"):
        (port.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (port.folder / name).touch()
    (port.folder / "areas.csv").touch()
    assert port.usable == port.filled == root / "port/filled.yaml"
    assert port.areas == root / "port/areas.csv"
    assert [path.name for path in port.cases] == ["a.levels.yaml", "b.levels.yaml"]
    assert [path.name for path in port.proposals] == ["x.yaml"]


def test_in_a_clone_they_lie_at_the_root_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package(tmp_path, monkeypatch)
    shipping(tmp_path / "rules")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "responselevels"\n')
    assert rules_root() == tmp_path / "rules"
    assert load_rules("port").id == "port"


def test_in_a_wheel_they_lie_in_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = package(tmp_path, monkeypatch)
    shipping(here / "rules")
    assert rules_root() == here / "rules"


@pytest.mark.parametrize(
    "pyproject", [None, "not toml", "[tool]\n", '[project]\nname = "other"\n', "project = 4"]
)
def test_another_project_around_the_package_is_not_mistaken_for_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pyproject: str | None
) -> None:
    package(tmp_path, monkeypatch)
    shipping(tmp_path / "rules")
    if pyproject is not None:
        (tmp_path / "pyproject.toml").write_text(pyproject)
    assert said(lambda: load_rules("port")) == [
        (
            "the package was installed without its rules files; install it again, "
            "or name a rules file by its path"
        )
    ]


def test_an_unknown_scheme_is_met_with_the_shipped_ones_and_the_nearest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipping(package(tmp_path, monkeypatch) / "rules")
    assert said(lambda: load_rules("prot")) == [
        (
            "no scheme `prot` ships with the package, and there is no such file; "
            "shipped: `port`; did you mean `port`?"
        )
    ]
    assert said(lambda: load_rules("something"), "zh") == [
        "没有内置方案 `something`，也没有这个文件；内置方案：`port`"
    ]


def test_a_shipped_id_comes_before_a_folder_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "xixian").mkdir()
    assert rules_path("xixian") == rules_root() / "xixian.yaml"


def test_a_path_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").write_text(PORT, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(PORT, encoding="utf-8")
    for name in ("mine", "mine.yaml", "./mine", tmp_path / "mine"):
        assert read_rules(name).data["id"] == "port"
    assert said(lambda: load_rules("none.yaml")) == [
        "none.yaml: there is no such file; check the path"
    ]
