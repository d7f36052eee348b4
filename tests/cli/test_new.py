"""`new` writes a file to begin with, once, and says what it cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest

import responselevels
from responselevels.cli.run import main
from responselevels.files import load_rules
from tests.cli.conftest import Command

RULES = Path(__file__).resolve().parents[2] / "examples" / "properties" / "rules.yaml"


def test_tests_are_written_that_find_the_rules_from_where_they_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = tmp_path / "rules" / "rules.yaml"
    rules.parent.mkdir()
    rules.write_text(RULES.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "tests").mkdir()
    out = tmp_path / "tests" / "test_rules.py"
    asked = ["new", "--property-tests", str(rules), "--out", str(out)]
    assert main(asked) == 0
    assert capsys.readouterr().out == f"written: {out}\n"
    text = out.read_text(encoding="utf-8")
    assert 'Path(__file__).parent / "../rules/rules.yaml"' in text
    # What is there already is left as it is.
    out.write_text("mine\n")
    assert main(asked) == 2
    assert str(out) in capsys.readouterr().err
    assert out.read_text() == "mine\n"


def test_without_a_file_they_are_printed_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["new", "--lang", "zh", "--property-tests", "xixian"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(
        '"""规则文件的性质测试，由 `responselevels new --property-tests` 编写。"""'
    )
    assert 'RULES = load_rules("xixian")' in shown


def test_what_cannot_be_read_or_written_and_nothing_asked_for_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new"]) == 2
    assert (
        "nothing to write is named; give a folder for a new scheme, or `--property-tests`"
        in capsys.readouterr().err
    )
    assert main(["new", "--property-tests", str(tmp_path / "gone.yaml")]) == 2
    assert "there is no such file" in capsys.readouterr().err
    out = str(tmp_path / "none" / "test_it.py")
    assert main(["new", "--property-tests", "xixian", "--out", out]) == 2
    assert out in capsys.readouterr().err


# -- a new scheme --------------------------------------------------------------------

ANSWERS = """\
Flood plan
Plan of 2026
calm
calm, watch, flood
town, district
Town hall
Town hall
council
P7D
maybe
yes
"""
FLAGS = (
    *("--title", "Flood plan", "--paper", "Plan of 2026", "--levels", "calm, watch, flood"),
    *("--tiers", "town, district", "--issuer", "Town hall", "--approver", "-"),
    *("--longest", "-", "--local", "no"),
)


def test_what_no_option_says_is_asked_until_an_answer_can_be_taken(
    command: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "flood"
    ran = command("new", str(folder), given=ANSWERS.encode())
    assert (int(ran.status), ran.err) == (0, "")
    assert ran.out.count("Which levels are there") == 2
    assert "`town_hall` orders and approves" in ran.out
    assert "`maybe` is neither yes nor no" in ran.out
    assert ran.out.endswith("cases: 8 pass\n")
    rules = load_rules(folder / "rules.yaml")
    assert (rules.id, [level.id for level in rules.levels]) == ("flood", ["calm", "watch", "flood"])
    assert int(command("lint", str(folder / "rules.yaml")).status) == 0
    assert int(command("test", str(folder)).status) == 0


def test_with_every_option_nothing_is_asked(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    ran = command("new", str(folder), *FLAGS, "--id", "flood", "--lang", "zh")
    assert (int(ran.status), ran.err) == (0, "")
    assert ">" not in ran.out
    assert load_rules(folder / "rules.yaml").id == "flood"
    assert "规则文件" in (folder / "rules.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--levels", "calm"), "named: 1; at least 2 are needed"),
        (("--longest", "a week"), "`a week` is not a duration"),
        (("--local", "perhaps"), "`perhaps` is neither yes nor no"),
        (("--approver", "Town hall"), "nobody approves its own order"),
        (("--title", " "), "an answer is needed here"),
        (("--from", "xixian"), "`--title` says nothing where `--from` is given"),
        (("--examples",), "`--examples` says nothing where `FOLDER` is given"),
        (("--out", "x.py"), "`--out` says nothing where `FOLDER` is given"),
        (("--property-tests", "xixian"), "says nothing where `--property-tests` is given"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    command: Command, tmp_path: Path, more: tuple[str, ...], said: str
) -> None:
    ran = command("new", str(tmp_path / "plan"), *FLAGS, *more)
    assert (int(ran.status), ran.out) == (2, "")
    assert said in ran.err
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--from", "xixain"), "did you mean `xixian`?"),
        (("--from", "xixian", "--answer", "levels"), "`levels` is no answer to a place"),
        (("--from", "xixian", "--answer", "levels=a"), "no place to fill in is called `levels`"),
        (("--from", "xixian", "--id", " x"), "begins or ends with a blank"),
    ],
)
def test_what_cannot_be_begun_with_is_said_and_nothing_is_written(
    command: Command, tmp_path: Path, more: tuple[str, ...], said: str
) -> None:
    ran = command("new", str(tmp_path / "plan"), *more)
    assert (int(ran.status), ran.out) == (2, "")
    assert said in ran.err
    assert not (tmp_path / "plan").exists()


def test_without_an_answer_the_option_is_named_and_nothing_is_written(
    command: Command, tmp_path: Path
) -> None:
    ran = command("new", str(tmp_path / "plan"), *FLAGS[2:])
    assert int(ran.status) == 2
    assert 'nothing answers "What is the scheme called?"; give it with `--title`' in ran.err
    assert not (tmp_path / "plan").exists()


def test_a_folder_with_something_in_it_is_left_as_it_is(command: Command, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    for folder in (tmp_path, tmp_path / "mine", tmp_path / "mine" / "beneath"):
        ran = command("new", str(folder), *FLAGS)
        assert int(ran.status) == 2
        assert "mine" in ran.err or "not empty" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_shipped_scheme_is_copied_with_its_cases(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "port"
    ran = command("new", str(folder), "--from", "marsec", "--id", "our-port")
    assert (int(ran.status), ran.err) == (0, "")
    assert load_rules(folder / "rules.yaml").id == "our-port"
    assert "pass" in ran.out
    for path in folder.rglob("*.yaml"):
        assert "$schema=" not in path.read_text(encoding="utf-8")


TEMPLATE = """\
# yaml-language-server: $schema=../schemas/rules.schema.json
#
# A template for floods.
format: 1
id: floods
title: {fill: {en: what it is called, zh: 名称}}
levels: [{id: calm, default: true}, {id: watch}, {id: flood}]
tiers: [{id: town}]
bodies: {mayor: {tier: town}, council: {tier: town}}
transitions:
  - id: raise
    tier: town
    to: {fill: {en: which levels are ordered, zh: 发布哪些级别}}   # to which
    issuers: [mayor]
    requires: {approval: council, max_duration: {fill: {en: how long, zh: 多久}}}
"""
FILLED = {"title": "Floods, filled example", "to": "[watch, flood]", "max_duration": "P7D"}


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ship one template, with areas and a proposal that fit, and another that does not."""
    rules = tmp_path / "src" / "responselevels" / "rules"
    (rules / "floods" / "proposals").mkdir(parents=True)
    (rules / "floods.yaml").write_text(TEMPLATE, encoding="utf-8")
    filled = TEMPLATE
    for answer in FILLED.values():
        start = filled.index("{fill:")
        end = filled.index("}", filled.index("}", start) + 1) + 1
        filled = filled[:start] + answer + filled[end:]
    files = {
        "filled.yaml": filled,
        "areas.yaml": "areas: [{id: Wells, tier: town}]\n",
        "orders.yaml": "orders: []\n",
        "proposals/watch.yaml": (
            "id: P-1\narea: Wells\nlevel: watch\nissuer: mayor\n"
            'period: {start: "2026-03-02T08:00Z", end: "2026-03-03T08:00Z"}\n'
        ),
    }
    for name, text in files.items():
        (rules / "floods" / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(responselevels, "__file__", str(rules.parent / "__init__.py"))
    return rules / "floods"


def test_of_a_template_each_place_is_asked_and_an_empty_answer_takes_the_example(
    command: Command, tmp_path: Path, shipped: Path
) -> None:
    folder = tmp_path / "mine"
    given = "Wells floods\nfloood\nwatch, flood\n\n"
    ran = command("new", str(folder), "--from", "floods", given=given.encode())
    assert (int(ran.status), ran.err) == (0, "")
    assert 'title: what it is called (empty: "Floods, filled example")' in ran.out
    assert "unknown level `floood`" in ran.out
    text = (folder / "rules.yaml").read_text(encoding="utf-8")
    assert text.startswith("# A template for floods.\nformat: 1\n")
    assert 'to: ["watch", "flood"]   # to which' in text
    assert 'max_duration: "P7D"' in text
    assert "title: Wells floods" in text
    assert (folder / "proposals/watch.yaml").exists()
    assert (folder / "areas.yaml").read_text() == (shipped / "areas.yaml").read_text()
    assert len(list((folder / "cases").iterdir())) > 2
    assert int(command("test", str(folder)).status) == 0


def test_an_example_that_does_not_go_with_what_was_answered_is_not_offered(
    command: Command, tmp_path: Path, shipped: Path
) -> None:
    filled = shipped / "filled.yaml"
    text = filled.read_text(encoding="utf-8")
    filled.write_text(text.replace("to: [", "to: [nowhere, "), encoding="utf-8")
    folder = tmp_path / "mine"
    given = "\nwatch, flood\n\n"
    ran = command("new", str(folder), "--from", "floods", given=given.encode())
    assert (int(ran.status), ran.err) == (0, "")
    assert "transitions[0].to: which levels are ordered\n>" in ran.out
    assert 'to: ["watch", "flood"]' in (folder / "rules.yaml").read_text(encoding="utf-8")


def test_answers_may_be_options_and_examples_take_the_rest(
    command: Command, tmp_path: Path, shipped: Path
) -> None:
    (shipped / "proposals" / "other.yaml").write_text(
        (shipped / "proposals/watch.yaml").read_text().replace("level: watch", "level: green"),
        encoding="utf-8",
    )
    (shipped / "orders.yaml").write_text("orders: [{id: O-1}]\n", encoding="utf-8")
    folder = tmp_path / "mine"
    asked = ("new", str(folder), "--from", "floods", "--examples")
    ran = command(*asked, "--answer", "transitions[0].to=flood")
    assert (int(ran.status), ran.err) == (0, "")
    assert load_rules(folder / "rules.yaml").transitions[0].to == ("flood",)
    assert (
        "left out, since they do not fit these answers: orders.yaml and proposals/other.yaml"
        in (ran.out)
    )
    assert "orders: []" in (folder / "orders.yaml").read_text()


def test_an_answer_of_an_option_that_does_not_fit_is_refused(
    command: Command, tmp_path: Path, shipped: Path
) -> None:
    assert shipped.exists()
    asked = ("new", str(tmp_path / "mine"), "--from", "floods", "--examples")
    ran = command(*asked, "--answer", "transitions[0].to=nowhere")
    assert (int(ran.status), ran.out) == (2, "")
    assert "unknown level `nowhere`" in ran.err
    assert not (tmp_path / "mine").exists()


def test_one_place_has_no_two_answers(command: Command, tmp_path: Path, shipped: Path) -> None:
    assert shipped.exists()
    twice = ("--answer", "title=a", "--answer", "title=b")
    ran = command("new", str(tmp_path / "mine"), "--from", "floods", *twice)
    assert (int(ran.status), ran.out) == (2, "")
    assert "`title` is given two answers, `a` and `b`; give one" in ran.err


def test_where_areas_do_not_fit_others_are_made_up(
    command: Command, tmp_path: Path, shipped: Path
) -> None:
    (shipped / "areas.yaml").write_text("areas: [{id: Wells, tier: parish}]\n", encoding="utf-8")
    folder = tmp_path / "mine"
    ran = command("new", str(folder), "--from", "floods", "--examples")
    assert int(ran.status) == 0
    assert "left out" in ran.out
    assert "id: town, tier: town" in (folder / "areas.yaml").read_text()


def test_a_template_of_ones_own_is_filled_in_by_its_path(command: Command, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(TEMPLATE, encoding="utf-8")
    folder = tmp_path / "mine"
    given = "Wells\n[watch]\nP1D\n"
    ran = command("new", str(folder), "--from", str(tmp_path / "own.yaml"), given=given.encode())
    assert (int(ran.status), ran.err) == (0, "")
    assert ran.out.count("written:") >= 6
