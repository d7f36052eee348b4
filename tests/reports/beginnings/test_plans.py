"""A plan of a new scheme makes files that are read, look right and pass, whatever was answered."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from responselevels.analysis.casework.cases import run
from responselevels.analysis.linting.lint import lint
from responselevels.errors import InputError
from responselevels.files import load_areas, load_orders, load_proposals, load_rules
from responselevels.files.cases import load_cases
from responselevels.reports.beginnings.plans import Plan, Thing, longest_of, thing_of, things_of
from responselevels.reports.beginnings.world_files import plan_files
from responselevels.text.catalogue import LANGUAGES

LEVELS = (
    "calm, watch",
    "calm=All quiet, watch, high water",
    "平静，警戒，洪水",
    "no, 3, x: y, {z}",
)
TIERS = ("town", "town, district", "town, district, street, house", "镇，片区")
HALL = Thing("town_hall", "Town hall")


def made(folder: Path, plan: Plan, lang: str) -> Path:
    for name, text in plan_files(plan, lang).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("levels", "tiers"), list(product(LEVELS, TIERS)))
def test_whatever_is_planned_can_be_read_looks_right_and_passes(
    levels: str, tiers: str, lang: str, tmp_path: Path
) -> None:
    kinds = things_of(tiers, least=1)
    choices = product((None, Thing("council")), (None, timedelta(hours=1)), (False, True))
    for number, (approver, longest, local) in enumerate(choices):
        plan = Plan(
            id="flood",
            title='Flood: "plan" # of\n2026',
            paper="Plan",
            levels=things_of(levels, least=2),
            tiers=kinds,
            issuer=HALL,
            approver=approver,
            longest=longest,
            local=local and len(kinds) > 1,
        )
        folder = made(tmp_path / str(number), plan, lang)
        rules = load_rules(folder / "rules.yaml")
        assert rules.title is not None
        assert rules.title.in_(lang) == plan.title
        assert list(lint(rules)) == []
        load_areas(folder / "areas.yaml", rules)
        assert len(load_orders(folder / "orders.yaml").orders) == 1
        assert all(entry.error is None for entry in load_proposals(folder / "proposals/raise.yaml"))
        outcomes = list(run(load_cases(folder / "cases/first.levels.yaml").suite))
        assert len(outcomes) >= 5
        assert [(one.case.name, one.differences) for one in outcomes if not one.passed] == []


def test_the_project_file_names_the_files(tmp_path: Path) -> None:
    plan = Plan(
        id="x",
        title="X",
        paper="P",
        levels=things_of("a, b", least=2),
        tiers=things_of("t", least=1),
        issuer=HALL,
    )
    folder = made(tmp_path, plan, "en")
    named = tomllib.loads((folder / "responselevels.toml").read_text(encoding="utf-8"))
    assert named == {"rules": "rules.yaml", "areas": "areas.yaml", "orders": "orders.yaml"}


def test_what_things_are_called_makes_their_ids() -> None:
    assert thing_of("Town hall") == Thing("town_hall", "Town hall")
    assert thing_of("calm=All quiet") == Thing("calm", "All quiet")
    assert thing_of("calm=") == Thing("calm")
    assert thing_of("平静") == Thing("平静")
    assert thing_of("watch").called == "watch"
    assert thing_of("Town hall").called == "Town hall"


@pytest.mark.parametrize(
    ("said", "code"),
    [("calm", "new.few"), ("calm, watch, calm", "new.twice"), ("=x, y", "id.empty")],
)
def test_a_list_that_cannot_be_is_refused(said: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        things_of(said, least=2)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_length_that_is_none_is_refused() -> None:
    assert longest_of("P7D") == timedelta(days=7)
    with pytest.raises(InputError):
        longest_of("a week")


def test_who_orders_beneath_is_called_like_nobody_else() -> None:
    plan = Plan(
        id="x",
        title="X",
        paper="P",
        levels=things_of("a, b", least=2),
        tiers=things_of("t, u", least=1),
        issuer=Thing("u_office"),
        approver=Thing("u_office_"),
        local=True,
    )
    assert plan.local_body.id == "u_office__"
