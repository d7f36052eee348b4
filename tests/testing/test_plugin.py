"""The pytest plugin: cases as tests, coverage of the rules, harmless where it is not used."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from responselevels.testing.laws.catalogue import LAWS
from tests.cli.tool import surroundings

pytest_plugins = ["pytester"]

# What runs inside is taken out of sys.modules afterwards; PyYAML does not survive a second import.
for _name in (
    "analysis.casework.coverage",
    "files.cases",
    "reports.rules.cases",
    "reports.rules.coverage",
    "testing.plugin_laws",
    "testing.strategies.formats",
):
    import_module(f"responselevels.{_name}")

ROOT = Path(__file__).resolve().parents[2]
XIXIAN = ROOT / "examples" / "xixian"
MODULE = "responselevels.testing.plugin"
INSTALLED = any(found.value == MODULE for found in entry_points(group="pytest11"))
PLUGIN = ("-p", "responselevels" if INSTALLED else MODULE)
HEAVY = ("hypothesis", "pydantic", "rich", "transitions", "yaml")


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """Return a project of its own with the cases of the Xixian scheme."""
    shutil.copytree(XIXIAN / "cases", pytester.path / "cases")
    shutil.copy(XIXIAN / "areas.yaml", pytester.path)
    pytester.makeini("[pytest]\naddopts = -p no:cacheprovider\n")
    return pytester


def ran(project: pytest.Pytester, *args: str) -> pytest.RunResult:
    return project.runpytest_inprocess(*PLUGIN, *args)


def wrong(project: pytest.Pytester) -> None:
    """Make one case expect something else."""
    path = project.path / "cases" / "new_city.levels.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("findings: [scope.missing]", "findings: [reason.missing]"))


def test_each_case_is_a_test(project: pytest.Pytester) -> None:
    ran(project).assert_outcomes(passed=78)
    result = ran(project, "-v", "-k", "公安局 and 新城")
    result.stdout.fnmatch_lines(["cases/endings.levels.yaml::*nor does the bureau PASSED*"])


def test_the_name_of_a_case_does_nothing_to_a_terminal(project: pytest.Pytester) -> None:
    (path,) = project.path.glob("cases/endings.levels.yaml")
    text = path.read_text(encoding="utf-8")
    name = text.index("name: ")
    path.write_text(
        text[:name] + 'name: "\\e[31m\\u202ered"\n' + text[text.index("\n", name) + 1 :]
    )
    result = ran(project, "-v", "cases/endings.levels.yaml")
    assert "\x1b[31m\u202e" not in result.stdout.str()
    assert "::\\u001b[31m\\u202ered PASSED" in result.stdout.str()


def test_a_failure_shows_what_differs_and_the_decision(project: pytest.Pytester) -> None:
    wrong(project)
    result = ran(project)
    result.assert_outcomes(passed=77, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*没有范围 · no scope*",
            # Where the folder for temporary files has a long name, this line is broken.
            "*: not as expected: 没有范围*",
            "  findings     missing: `reason.missing`",
            "               not expected: `scope.missing`",
            "  the decision:",
            "    NC-*: denied",
            "      denied     scope.missing",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_failures_may_be_in_chinese(project: pytest.Pytester) -> None:
    wrong(project)
    result = ran(project, "-o", "responselevels_lang=zh")
    result.stdout.fnmatch_lines(
        ["*：与预期不符：没有范围 · no scope", "  情形*缺少：`reason.missing`"]
    )


def test_a_file_that_cannot_be_read_says_where_and_what_to_do(project: pytest.Pytester) -> None:
    (project.path / "bad.levels.yaml").write_text("format: 1\nrules: xixain\nareas: areas.yaml\n")
    result = ran(project)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*bad.levels.yaml:1:1: cases: there is no case; add at least one"])
    result.stdout.no_fnmatch_line("*Traceback*")


@pytest.mark.parametrize(
    "workers",
    [(), pytest.param(("-n", "2"), marks=pytest.mark.slow)],
    ids=["alone", "with workers"],
)
def test_coverage_of_the_rules_is_shown_where_asked_for(
    project: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    result = project.runpytest_subprocess(*PLUGIN, "--rules-coverage", *workers)
    result.assert_outcomes(passed=78)
    result.stdout.fnmatch_lines(
        [
            "*= coverage of the rules =*",
            "Xixian New Area duty response (`xixian`): 50 of 50 exercised, 100.0 %",
            "transition `activate`",
            "  to Level 3 (`3`)*22*-*",
        ]
    )


def test_coverage_is_not_shown_where_nobody_asks(project: pytest.Pytester) -> None:
    assert "coverage of the rules" not in ran(project).stdout.str()


def test_the_cases_that_are_left_out_are_missing_from_the_coverage(
    project: pytest.Pytester,
) -> None:
    result = ran(project, "--rules-coverage", "cases/new_area.levels.yaml")
    result.stdout.fnmatch_lines(["*: * of 50 exercised, *", "ending `end_early`", "*never*"])


@pytest.mark.parametrize("named", ["option", "setting"])
def test_rules_asked_for_decide_the_cases(project: pytest.Pytester, named: str) -> None:
    text = (ROOT / "rules" / "xixian.yaml").read_text(encoding="utf-8")
    laxer = project.path / "laxer.yaml"
    laxer.write_text(text.replace("      scope: explicit\n", ""), encoding="utf-8")
    if named == "setting":
        project.makeini("[pytest]\nresponselevels_rules = laxer.yaml\n")
    args = ["--rules", "laxer.yaml"] if named == "option" else []
    result = ran(project, "-p", "no:cacheprovider", *args, "-k", "scope")
    assert result.parseoutcomes()["failed"] == 2
    result.stdout.fnmatch_lines(["*missing: `scope.missing`"])


def test_each_law_is_a_test_of_the_rules(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\naddopts = -p no:cacheprovider\n")
    args = ("--rules", "xixian", "--rules-examples", "2", "-v", "-W", "always")
    result = ran(pytester, *args)
    result.assert_outcomes(passed=len(LAWS) + 1, warnings=1)
    result.stdout.fnmatch_lines([f"rules xixian::{law.name} PASSED*" for law in LAWS])
    ran(pytester, *args, "-k", "not_milder").assert_outcomes(passed=1, deselected=len(LAWS))


def test_rules_in_the_settings_do_not_add_laws_to_certain_tests(
    project: pytest.Pytester,
) -> None:
    project.makeini("[pytest]\nresponselevels_rules = xixian\n")
    ran(project, "-p", "no:cacheprovider", "cases/floor.levels.yaml").assert_outcomes(passed=11)
    collected = ran(project, "-p", "no:cacheprovider", "--collect-only", "-q").stdout.str()
    assert collected.count("rules xixian::") == len(LAWS) + 1


@pytest.mark.slow
def test_a_broken_law_shows_the_smallest_history_that_breaks_it(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeconftest(
        "import responselevels.core.deciding.decide as decide\n"
        "decide.check_approval = lambda *args, **more: ()  # a fault\n"
    )
    args = ("--rules", "xixian", "--rules-examples", "60", "-k", "nothing_unapproved")
    result = pytester.runpytest_subprocess(*PLUGIN, *args)
    result.assert_outcomes(failed=1, deselected=len(LAWS))
    result.stdout.fnmatch_lines(
        [
            "*rules xixian: nothing_unapproved*",
            "nothing is carried out without the assessment and the approvals *[[]6.2]",
            "`P-*` was carried out by `*` without the approvals that it asks for",
            "areas:",
            "steps:",
            "  - {at: *, permit: {*}}",
            "orders:",
        ]
    )
    # How small it gets takes processor time, of which a busy machine has less for the same seconds.
    areas, steps, orders = map(result.outlines.index, ("areas:", "steps:", "orders:"))
    assert any(line.endswith('"tier":"new_area"}') for line in result.outlines[areas:steps])
    assert orders - areas <= 6
    # What is shown is a case file to paste, too.
    assert "cases:" in result.outlines[orders + 1 :]
    pasted = result.outlines[orders + 2 :]
    assert pasted[1].startswith("# nothing is carried out without")
    assert "rules: xixian" in pasted


def test_what_was_never_reached_is_warned_of_or_fails_or_nobody_minds(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeini("[pytest]\naddopts = -p no:cacheprovider\nresponselevels_lang = zh\n")
    args = ("--rules", "xixian", "--rules-examples", "1", "-k", "what_was", "-W", "always")
    warned = ran(pytester, *args)
    warned.assert_outcomes(passed=1, deselected=len(LAWS), warnings=1)
    warned.stdout.fnmatch_lines(["*Unreached: `xixian`：1段经过从未出现 `*；请*"])
    failed = ran(pytester, *args, "--rules-unreached", "fail")
    failed.assert_outcomes(failed=1, deselected=len(LAWS))
    failed.stdout.no_fnmatch_line("*Traceback*")
    ignored = ran(pytester, *args, "-o", "responselevels_unreached=ignore")
    ignored.assert_outcomes(deselected=len(LAWS))
    unknown = ran(pytester, *args, "-o", "responselevels_unreached=shout")
    assert unknown.ret == pytest.ExitCode.USAGE_ERROR
    unknown.stderr.fnmatch_lines(["*responselevels_unreached: 'shout' is none of warn, fail, *"])


@pytest.mark.parametrize(
    "workers",
    [(), pytest.param(("-n", "2"), marks=pytest.mark.slow)],
    ids=["alone", "with workers"],
)
def test_statistics_show_what_the_histories_came_to(
    pytester: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    pytester.makeini("[pytest]\naddopts = -p no:cacheprovider\n")
    args = ("--rules", "xixian", "--rules-examples", "3", "--law-statistics")
    result = pytester.runpytest_subprocess(*PLUGIN, *args, "--hypothesis-seed", "7", *workers)
    result.assert_outcomes(passed=len(LAWS) + 1, warnings=1)
    result.stdout.fnmatch_lines(
        [
            "*= what the laws of xixian were held against =*",
            "3 histories, * decisions, from the seed 7",
            "* issue permit",
        ]
    )
    assert result.stdout.str().count("were held against") == 1


@pytest.mark.slow
def test_a_register_that_breaks_down_breaks_the_laws_with_one_proposal(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeconftest(
        "import responselevels.core.deciding.decide as decide\n"
        "def broken(*args, **more):\n"
        "    raise ZeroDivisionError('a fault')\n"
        "decide.check_approval = broken\n"
    )
    args = ("--rules", "xixian", "--rules-examples", "5", "-k", "not_milder or as_ordered")
    result = pytester.runpytest_subprocess(*PLUGIN, *args, "--hypothesis-seed", "1")
    assert result.parseoutcomes()["failed"] == 3
    result.stdout.fnmatch_lines(["*ZeroDivisionError: a fault"])


def test_rules_that_cannot_be_read_are_a_usage_error(project: pytest.Pytester) -> None:
    result = ran(project, "--rules", "none.yaml")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*none.yaml: there is no such file; check the path"])


def test_a_project_without_rules_and_cases_sees_nothing_of_it(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_one():\n    assert True\n")
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(passed=1)
    shown = [line for line in result.outlines if not line.startswith("plugins: ")]
    assert "responselevels" not in "".join(shown)


def test_loading_the_plugin_imports_nothing_else() -> None:
    program = (
        "import sys, pytest; before = set(sys.modules); import responselevels.testing.plugin;"
        "print(sorted(name for name in set(sys.modules) - before if name != 'annotationlib'))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program],
        env=surroundings(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert not [name for name in HEAVY if f"'{name}'" in shown]
    assert [name for name in eval(shown) if name.startswith("responselevels")] == [  # noqa: S307
        "responselevels",
        "responselevels.testing",
        "responselevels.testing.plugin",
    ]
