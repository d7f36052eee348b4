"""Properties in case files are read strictly, and found beside the rules that they are said of."""

from __future__ import annotations

from pathlib import Path

import pytest

from responselevels import InputError, load_rules
from responselevels.analysis.casework.cases import notices, run
from responselevels.files.cases import load_cases
from responselevels.files.stated import stated_beside, stated_in
from responselevels.models.cases import May, Never

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "properties"
RULES = load_rules(EXAMPLE / "rules.yaml")


def written(folder: Path, *lines: str, rules: str = "rules.yaml", name: str = "a") -> Path:
    """Write a case file with a property on each of *lines*, beside the example's rules."""
    (folder / "rules.yaml").write_text((EXAMPLE / "rules.yaml").read_text(encoding="utf-8"))
    path = folder / f"{name}.levels.yaml"
    stated = "".join(f"  - {{{line}}}\n" for line in lines)
    path.write_text(f"format: 1\nrules: {rules}\nproperties:\n{stated}", encoding="utf-8")
    return path


def refused(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_cases(path)
    return [str(one).replace(f"{path.parent}/", "") for one in caught.value.problems]


def test_a_file_of_properties_alone_needs_no_areas_and_has_no_cases(tmp_path: Path) -> None:
    path = written(tmp_path, "name: one, never: {level: storm}", "name: two, may: {body: depot}")
    loaded = load_cases(path)
    assert [stated.says for stated in loaded.suite.properties] == [
        Never(level="storm"),
        May(body="depot"),
    ]
    assert loaded.suite.areas.areas == ()
    assert str(loaded.place_of_property(1)).endswith("a.levels.yaml:5:5: properties[1]")
    assert list(run(loaded.suite)) == []
    assert not notices(loaded.suite, RULES)


def test_cases_need_areas_and_a_file_needs_something(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_text("format: 1\nrules: rules.yaml\n")
    assert refused(path) == ["a.levels.yaml:1:1: cases: there is no case; add at least one"]
    case = "{name: one, at: '2026-03-02T00:00Z', proposal: {id: P, action: ratify, order: O, issuer: works}, expect: {verdict: deny}}"
    path.write_text(f"format: 1\nrules: rules.yaml\ncases: [{case}]\n")
    assert refused(path) == ["a.levels.yaml:1:1: areas: the key `areas` is missing; add it"]


WRONG = {
    "name: x": (
        "properties[0]: a property says one of `never`, `may`, `may_not`, `needs` or `way_back`, "
        "and this one says none; write one"
    ),
    "name: x, never: {}, may: {body: depot}": (
        "properties[0]: a property says one of `never`, `may`, `may_not`, `needs` or `way_back`, "
        "and this one says `never` and `may`; make it several properties"
    ),
    "name: x, never: {level: strom}": (
        "properties[0].never.level: unknown level `strom`; known: `clear`, `watch` and `storm`; "
        "did you mean `storm`?"
    ),
    "name: x, never: {tier: [town, city]}": (
        "properties[0].never.tier[1]: unknown tier `city`; known: `town` and `district`"
    ),
    "name: x, never: {level: []}": "properties[0].never.level: the list is empty; name at least one",
    "name: x, may_not: {body: [depot, depot]}": (
        "properties[0].may_not.body[1]: `depot` is in this list already, at line 4; name it once"
    ),
    "name: x, never: {without: {any_of: [mayor, mayr]}}": (
        "properties[0].never.without.any_of[1]: unknown body `mayr`; known: `works`, `weather`, "
        "`mayor`, `council` and `depot`; did you mean `mayor`?"
    ),
    "name: x, never: {without: {at_least: {count: 3, of: [mayor, works]}}}": (
        "properties[0].never.without.at_least.count: a count of 3 does not fit 2 parts; "
        "write one from 1 to 2"
    ),
    "name: x, needs: {approvals: 0}": (
        "properties[0].needs.approvals: a count of 0 asks for nothing; write 1 or more"
    ),
    "name: x, never: {do: end, from: storm}": (
        "properties[0].never.from: `from` fits no property with `do: end`; leave it out"
    ),
    "name: x, never: {do: ratify, assessed_without: works}": (
        "properties[0].never.assessed_without: `assessed_without` fits no property with "
        "`do: ratify`; leave it out"
    ),
    "name: x, never: {do: end, longer_than: P1D}": (
        "properties[0].never.longer_than: `longer_than` fits no property with `do: end`; leave it out"
    ),
    "name: x, never: {leevl: storm}": (
        "properties[0].never.leevl: unknown key `leevl`; known here: `do`, `level`, `tier`, `body`, `from`, "
        "`without`, `assessed_without`, `longer_than` and `except_provisional`; did you mean `level`?"
    ),
    "name: x, may: {level: storm}": "properties[0].may.body: the key `body` is missing; add it",
    "name: x, way_back: {within: P1M}": (
        "properties[0].way_back.within: `P1M` is not a duration; write days, hours, minutes and seconds"
    ),
}


@pytest.mark.parametrize("line", WRONG)
def test_each_mistake_is_placed_and_says_what_to_do(tmp_path: Path, line: str) -> None:
    (problem,) = refused(written(tmp_path, line))
    assert problem.startswith("a.levels.yaml:4:")
    assert problem.partition(": ")[2].startswith(WRONG[line])


def test_all_mistakes_come_at_once_those_of_shape_and_of_names(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "name: x, never: {level: strom, long: P1D}",
        "name: x, may: {body: depott}",
        "name: z, may: {body: [7]}",
        "name: w, never: {without: {none_of: [mayor]}}",
    )
    assert [one.split(": ")[1] for one in refused(path)] == [
        "properties[0].never.level",
        "properties[0].never.long",
        "properties[1].name",
        "properties[1].may.body",
        "properties[2].may.body[0]",
        "properties[3].never.without.none_of",
    ]


def test_names_are_looked_up_in_the_rules_given_instead(tmp_path: Path) -> None:
    path = written(tmp_path, "name: x, may: {body: depot}")
    with pytest.raises(InputError, match="unknown body `depot`"):
        load_cases(path, load_rules("xixian"))


# -- where they are found ------------------------------------------------------------------


def test_those_beside_the_rules_are_found_that_name_them_and_state_something(
    tmp_path: Path,
) -> None:
    written(tmp_path, "name: x, may: {body: depot}", name="one")
    written(tmp_path, "name: x, may: {body: depot}", rules="xixian", name="two")
    written(tmp_path, "name: x, may: {body: depot}", rules="gone.yaml", name="three")
    (tmp_path / "four.levels.yaml").write_text("format: 1\nrules: rules.yaml\ncases: []\n")
    (tmp_path / "five.levels.yaml").write_text("{")
    (tmp_path / "six.levels.yaml").write_text("- 1\n")
    (tmp_path / "seven.levels.yaml").write_text("format: 1\nproperties: []\n")
    (found,) = stated_beside(tmp_path / "rules.yaml", RULES)
    assert found.suite.name == str(tmp_path / "one.levels.yaml")
    assert stated_beside("xixian", RULES) == []


def test_one_beside_that_is_wrong_is_an_error(tmp_path: Path) -> None:
    written(tmp_path, "name: x, may: {body: depott}")
    with pytest.raises(InputError, match="unknown body `depott`"):
        stated_beside(tmp_path / "rules.yaml", RULES)


def test_files_and_folders_are_named_and_must_state_something(tmp_path: Path) -> None:
    path = written(tmp_path, "name: x, may: {body: depot}")
    assert [one.suite.name for one in stated_in([path, tmp_path], RULES)] == [str(path)] * 2
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(InputError) as caught:
        stated_in([empty], RULES)
    assert str(caught.value).endswith(
        "nothing here states properties; write them under `properties` in a `*.levels.yaml`"
    )
