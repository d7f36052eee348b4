"""Case files are read strictly, and every mistake is placed where it stands."""

from __future__ import annotations

import os
import re
from pathlib import Path
from random import Random

import pytest

from responselevels import InputError, load_rules
from responselevels.files.cases import case_files_in, finding_codes, load_cases

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
AREAS = "areas: [{id: xixian, tier: new_area}, {id: qinhan, tier: new_city, parent: xixian}]\n"
ORDER = (
    "{id: X-1, area: xixian, level: '3', scope: [xixian], issuer: safety_office, "
    "issued_at: '2026-02-02T10:00+08:00', "
    "period: {start: '2026-02-03T00:00+08:00', end: '2026-02-04T00:00+08:00'}}"
)
PROPOSAL = (
    "    proposal: {id: P, area: qinhan, level: '3', scope: [qinhan], issuer: city_management, "
    "period: {start: '2026-03-03T00:00+08:00', end: '2026-03-04T00:00+08:00'}}\n"
)


def case(
    name: str = "one", *, expect: str = "{verdict: permit}", more: str = "", what: str = PROPOSAL
) -> str:
    return f"  - name: {name}\n    at: '2026-03-02T00:00+08:00'\n{more}{what}    expect: {expect}\n"


def written(tmp_path: Path, *cases: str, head: str = "", rules: str = "xixian") -> Path:
    named = f"rules: {rules}\n" if rules else ""
    path = tmp_path / "made.levels.yaml"
    path.write_text(f"format: 1\n{named}{head or AREAS}cases:\n{''.join(cases)}", encoding="utf-8")
    return path


def refused(path: Path) -> list[str]:
    """Return the problems of a file that is refused, without the folder it lies in."""
    with pytest.raises(InputError) as caught:
        load_cases(path)
    return [str(problem).replace(f"{path.parent}/", "") for problem in caught.value.problems]


def test_a_case_file_is_read_with_what_it_refers_to(tmp_path: Path) -> None:
    (tmp_path / "areas.yaml").write_text(AREAS)
    (tmp_path / "orders.yaml").write_text(f"orders:\n  - {ORDER}\n")
    path = written(tmp_path, case(), head="areas: areas.yaml\norders: orders.yaml\n")
    loaded = load_cases(path)
    assert [area.id for area in loaded.suite.areas.areas] == ["xixian", "qinhan"]
    assert [order.id for order in loaded.suite.orders] == ["X-1"]
    assert loaded.suite.rules == load_rules("xixian")
    assert str(loaded.place(0)) == f"{path}:6:5: cases[0]"


def test_the_rules_may_lie_beside_the_file_and_others_may_be_given_instead(tmp_path: Path) -> None:
    rules = load_rules("xixian")
    text = Path("rules/xixian.yaml").read_text(encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(text.replace("id: xixian", "id: mine"), encoding="utf-8")
    path = written(tmp_path, case(), rules="mine.yaml")
    assert load_cases(path).suite.rules.id == "mine"
    assert load_cases(path, rules).suite.rules.id == "xixian"


def test_without_rules_a_case_file_says_what_to_do(tmp_path: Path) -> None:
    path = written(tmp_path, case(), rules="")
    assert refused(path) == [
        "made.levels.yaml:1:1: the case file names no rules; add `rules`, or give `--rules`"
    ]
    assert load_cases(path, load_rules("xixian")).suite.cases[0].name == "one"


def test_a_file_that_is_not_there_is_a_problem_of_what_refers_to_it(tmp_path: Path) -> None:
    path = written(tmp_path, case(), head="areas: none.yaml\n")
    assert refused(path) == [
        (
            "made.levels.yaml:3:8: areas: `none.yaml` cannot be read: there is no such file; "
            "check the path"
        )
    ]


@pytest.mark.parametrize("key", ["rules", "areas", "orders"])
def test_a_device_or_a_pipe_is_not_read_for_it_may_never_end(tmp_path: Path, key: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("/dev/zero", "pipe"):
        given = {"rules": "xixian", key: name}
        head = AREAS if key == "rules" else f"{key}: {name}\n" + (AREAS if key == "orders" else "")
        path = written(tmp_path, case(), head=head, rules=given["rules"])
        (said,) = refused(path)
        assert said.endswith(
            f"{key}: `{name}` cannot be read: this is a device or a pipe; name a file"
        )


def test_mistakes_in_a_file_referred_to_are_placed_there(tmp_path: Path) -> None:
    (tmp_path / "areas.yaml").write_text("areas:\n  - {id: xixian, teir: new_area}\n")
    path = written(tmp_path, case(), head="areas: areas.yaml\n")
    assert refused(path) == [
        (
            "areas.yaml:2:18: areas[0].teir: unknown key `teir`; known here: `id`, `tier`, `parent`, "
            "`title` and `figures`; did you mean `tier`?"
        )
    ]
    (tmp_path / "orders.yaml").write_text(f"orders:\n  - {ORDER.replace('[xixian]', '[xixan]')}\n")
    path = written(tmp_path, case(), head=f"{AREAS}orders: orders.yaml\n")
    assert refused(path) == [
        (
            "orders.yaml:2:49: orders[0].scope[0]: unknown area `xixan`; known: `xixian` and `qinhan`;"
            " did you mean `xixian`?"
        )
    ]


def test_names_of_proposals_orders_and_expectations_are_looked_up(tmp_path: Path) -> None:
    odd = "{verdict: permit, transition: actvate, changes: [{area: qinhn, from: '5', to: '3'}]}"
    path = written(
        tmp_path,
        case("a", what=PROPOSAL.replace("area: qinhan", "area: qihan")),
        case("b", more=f"    orders: [{ORDER.replace('safety_office', 'office')}]\n"),
        case("c", expect=odd),
    )
    known = "known: `xixian` and `qinhan`; did you mean `qinhan`?"
    assert refused(path) == [
        f"made.levels.yaml:7:29: cases[0].proposal.area: unknown area `qihan`; {known}",
        (
            "made.levels.yaml:11:75: cases[1].orders[0].issuer: unknown body `office`; several "
            "have such a title, write the id of the one that is meant: `safety_office` (safety "
            "office) or `city_safety_office` (new city safety office)"
        ),
        (
            "made.levels.yaml:17:43: cases[2].expect.transition: unknown transition `actvate`; known: "
            "`activate`, `city_order`, `end_early` and `city_end_early`; did you mean `activate`?"
        ),
        f"made.levels.yaml:17:69: cases[2].expect.changes[0].area: unknown area `qinhn`; {known}",
        (
            "made.levels.yaml:17:82: cases[2].expect.changes[0].from: unknown level `5`; known: "
            "`4`, `3`, `2` and `1`"
        ),
    ]


def test_a_body_that_is_said_to_have_signed_must_have_approved(tmp_path: Path) -> None:
    path = written(tmp_path, case(more="    signed: [party_management]\n"))
    assert refused(path) == [
        (
            "made.levels.yaml:7:14: cases[0].signed[0]: `party_management` is said to have signed, "
            "and there is no approval by it in the proposal; add one, or leave it out"
        )
    ]


def test_orders_of_a_case_stand_after_those_of_the_file(tmp_path: Path) -> None:
    more = f"    orders: [{ORDER}]\n"
    path = written(tmp_path, case(more=more), head=f"{AREAS}orders: [{ORDER}]\n")
    assert refused(path) == [
        (
            "made.levels.yaml:8:19: cases[0].orders[0].id: the id `X-1` is used already, at "
            "made.levels.yaml:4:15: orders[0].id; choose another"
        )
    ]
    twice = f"    orders: [{ORDER}, {ORDER}]\n"
    assert refused(written(tmp_path, case(more=twice))) == [
        (
            "made.levels.yaml:7:207: cases[0].orders[1].id: the id `X-1` is used already, at line 7; "
            "choose another"
        )
    ]


def test_slips_of_shape_are_found_all_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        case(expect="{verdict: permitted, findings: [floor.less_sever]}"),
        case(expect="{verdikt: deny}"),
        case("three", expect="{verdict: deny, remedies: [{level: '2', scope: [qinhan]}, {}]}"),
    )
    assert refused(path) == [
        (
            "made.levels.yaml:8:23: cases[0].expect.verdict: found the text `permitted`; write "
            "`permit`, `pending` or `deny`; did you mean `permit`?"
        ),
        (
            "made.levels.yaml:12:14: cases[1].expect.verdikt: unknown key `verdikt`; known here: "
            "`verdict`, `transition`, `findings`, `changes`, `overtakes`, `replaces`, `completions`, `remedies`, "
            "`provisional_until` and `duties`; did you mean `verdict`?"
        ),
        (
            "made.levels.yaml:16:40: cases[2].expect.remedies[0]: a remedy is one of `level`, `period` "
            "and `scope`; write exactly one"
        ),
        (
            "made.levels.yaml:16:71: cases[2].expect.remedies[1]: a remedy is one of `level`, `period` "
            "and `scope`; write exactly one"
        ),
    ]


def test_names_codes_and_remedies_are_checked(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        case(expect="{verdict: deny, findings: [floor.less_sever]}"),
        case(),
        case("three", expect="{verdict: deny, remedies: [{level: '2', scope: [qinhan]}, {}]}"),
    )
    found = refused(path)
    assert [line.partition(": ")[2].partition(": ")[0] for line in found] == [
        "cases[0].expect.findings[0]",
        "cases[1].name",
        "cases[2].expect.remedies[0]",
        "cases[2].expect.remedies[1]",
    ]
    assert found[0].endswith(
        "unknown finding `floor.less_sever`; did you mean `floor.less_severe`?"
    )
    assert found[1].endswith("the id `one` is used already, at line 5; choose another")
    assert found[2].endswith("a remedy is one of `level`, `period` and `scope`; write exactly one")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            f"format: 2\nrules: xixian\n{AREAS}cases:\n{case()}",
            "this file is of format 2, and this version reads format 1; install a later version",
        ),
        (
            f"format: 1\nrules: xixian\n{AREAS}cases: []\n",
            "there is no case; add at least one",
        ),
        (
            f"format: 1\nrules: xixian\nareas: []\ncases:\n{case()}",
            "no area is listed; add at least one",
        ),
        (
            f"format: 1\nrules: xixian\n{AREAS.replace('new_city', 'town')}cases:\n{case()}",
            "unknown tier `town`; did you mean `street`, whose title is `street or town`?",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "made.levels.yaml"
    path.write_text(text, encoding="utf-8")
    assert said in refused(path)[0]


def test_folders_are_searched_but_hidden_ones(tmp_path: Path) -> None:
    for folder in ("b", "a/c", ".hidden"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "x.levels.yaml").write_text("")
    (tmp_path / "a" / "rules.yaml").write_text("")
    assert [path.relative_to(tmp_path).as_posix() for path in case_files_in(tmp_path)] == [
        "a/c/x.levels.yaml",
        "b/x.levels.yaml",
    ]
    assert case_files_in(tmp_path / "any.yaml") == [tmp_path / "any.yaml"]


def test_every_code_of_a_finding_is_known() -> None:
    codes = finding_codes()
    assert {"floor.less_severe", "order.not_provisional", "transition.undefined"} <= set(codes)
    assert all(code.count(".") == 1 for code in codes)


SHIPPED = Path(__file__).resolve().parents[1] / "cases" / "harbour.levels.yaml"


def test_a_damaged_case_file_is_refused_and_never_more(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8").replace("../../examples", str(EXAMPLES))
    chance = Random(4)
    path = tmp_path / "made.levels.yaml"
    words = sorted(set(re.findall(r"[\w.:-]+", text)))
    refused_with: list[str] = []
    for _ in range(150):
        spans = [found.span() for found in re.finditer(r"[\w.:-]+|[^\w\s]", text)]
        start, end = chance.choice(spans)
        instead = chance.choice(["", "x", "[", "}", "null", "''", '"4"', *chance.sample(words, 6)])
        path.write_text(text[:start] + instead + text[end:], encoding="utf-8")
        try:
            load_cases(path)
        except InputError as error:
            refused_with.append(error.worded("zh"))
    assert all(refused_with)
    assert len(refused_with) > 50
