"""Freshness and digests as obligations that cases meet and violate, and as changes that they notice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from responselevels.analysis.casework.coverage import exercised_by
from responselevels.analysis.casework.mutants import mutants_of
from responselevels.analysis.casework.requirements import requirements_of
from responselevels.core.deciding.case import resolve
from responselevels.core.digests import proposal_digest
from responselevels.core.orders.book import book_of
from responselevels.core.world.soundness import problems_in_rules
from responselevels.machine.levels import compile_scheme
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Rules
from tests.core.desk import AREAS, CITY_ORDER, REGION_ORDER, approval, asking, city, rules
from tests.model.scenes import Data, at, on, scene

ASKED: Data = {
    "assessment": {"by": ["office"], "max_age": "P2D"},
    "approval": "board",
    "approval_after_assessment": True,
    "digest": "required",
}
AT_ONCE: Data = {
    **CITY_ORDER,
    "id": "at_once",
    "ratify": {"approval": "board", "within": "P2D", "digest": "required"},
}


def model(written: Data) -> Rules:
    return scene({"rules": written, "areas": AREAS}, [], city())[0].rules


def exercised(proposal: Data, written: Data) -> set[str]:
    """Return the keys of the acts that a proposal, decided on the 3rd, exercises."""
    made, asked = scene({"rules": written, "areas": AREAS}, [], proposal)
    scheme = compile_scheme(made.rules, made.areas)
    keys = exercised_by(resolve(scheme, book_of(scheme, ()), asked, at(3)))
    return {key for key in keys if any(word in key for word in ("max_age", "digest", "_after_"))}


def said(assessed: str, approved: str, *, bound: bool) -> Data:
    plain = city()
    digest = {"digest": proposal_digest(IssueProposal.model_validate(plain))} if bound else {}
    given = [approval("board", at=approved, **digest)]
    return {**plain, "assessment": {"by": "office", "at": assessed}, "approvals": given}


def test_what_is_asked_of_acts_is_listed() -> None:
    listed = {one.what for one in requirements_of(model(asking(**ASKED)))}
    assert {"assessment.max_age", "approval_after_assessment", "digest"} <= listed
    plain = {key: ASKED[key] for key in ("assessment", "approval")}
    assert "approval_after_assessment" not in {
        one.what for one in requirements_of(model(asking(**plain)))
    }
    ways = rules(transitions=[REGION_ORDER, AT_ONCE])
    assert "ratify.digest" in {one.what for one in requirements_of(model(ways))}


def test_cases_meet_and_violate_it() -> None:
    names = {one.what: one for one in requirements_of(model(asking(**ASKED)))}
    met, violated = (
        {
            names[what].key(side)
            for what in ("assessment.max_age", "approval_after_assessment", "digest")
        }
        for side in ("met", "violated")
    )
    good = exercised(said(on(2), on(2), bound=True), asking(**ASKED))
    assert good == met
    old = (at(1) - timedelta(hours=1)).isoformat()
    assert names["assessment.max_age"].key("violated") in exercised(
        said(old, on(2), bound=True), asking(**ASKED)
    )
    bad = exercised(said(on(2), old, bound=False), asking(**ASKED))
    assert bad >= violated - {names["assessment.max_age"].key("violated")}


def test_an_assessment_that_is_only_too_old_was_made_by_whom_it_must() -> None:
    made, asked = scene(
        {"rules": asking(**ASKED), "areas": AREAS}, [], said("2026-01-01T00:00Z", on(2), bound=True)
    )
    scheme = compile_scheme(made.rules, made.areas)
    keys = exercised_by(resolve(scheme, book_of(scheme, ()), asked, at(3)))
    by = next(one for one in requirements_of(made.rules) if one.what == "assessment.by")
    assert by.key("met") in keys


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (asking(**ASKED), {"max_age.dropped", "max_age.longer", "max_age.shorter"}),
        (asking(**ASKED), {"digest.dropped", "after.dropped"}),
        (asking(**{**ASKED, "approval_after_assessment": False}), {"after.added"}),
        (rules(transitions=[REGION_ORDER, AT_ONCE]), {"digest.dropped"}),
    ],
)
def test_each_of_it_is_changed(written: Data, codes: set[str]) -> None:
    assert codes <= {mutant.code for mutant in mutants_of(model(written))}


def test_nothing_is_changed_where_nothing_is_asked() -> None:
    found = {mutant.code for mutant in mutants_of(model(rules()))}
    assert not {code for code in found if code.startswith(("max_age.", "digest.", "after."))}


def test_a_rule_without_an_approval_or_an_assessment_is_sound_all_the_same() -> None:
    for mutant in mutants_of(model(asking(**ASKED))):
        if mutant.code in {"approval.dropped", "assessment.dropped"}:
            assert problems_in_rules(mutant.rules) == []
