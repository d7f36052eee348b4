"""The reference of codes: every finding has an example that is decided when the site is made, and a cure."""

from __future__ import annotations

import pytest

from docs.site.contents import LANGUAGES, Language
from docs.site.generated import findings
from docs.site.generated.examples import FOLDER, examples
from responselevels.files.cases import finding_codes, load_cases
from responselevels.files.checking.parsing import parse_proposal
from responselevels.files.syntax.documents import read_text
from responselevels.models.decisions import Finding
from responselevels.reports.rules.codes import codes_of, effect_of, ground_kind


def found(code: str) -> Finding:
    return next(one for one in examples()[code].decision.findings if one.code == code)


def test_every_finding_has_an_example_and_there_is_no_other() -> None:
    assert sorted(examples()) == sorted(finding_codes())


@pytest.mark.parametrize("code", finding_codes())
def test_the_example_of_a_finding_is_decided_so_and_shows_its_effect_and_its_ground(
    code: str,
) -> None:
    assert found(code).effect.value == effect_of(code).removesuffix(".or_note")
    assert (found(code).rule is None) == (ground_kind(code) == "none")
    assert bool(examples()[code].rule) == (code != "transition.undefined")


@pytest.mark.parametrize("code", finding_codes())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_cure_or_is_told_why_there_is_none(
    code: str, language: Language
) -> None:
    assert findings.cure_of(examples()[code], language)


def test_a_proposal_reads_on_the_page_as_it_stands_in_the_case() -> None:
    cases = load_cases(FOLDER / "found.levels.yaml").suite.cases
    for case in cases:
        assert parse_proposal(read_text(examples()[case.name].asked, "asked")) == case.proposal


def test_what_the_cases_expect_is_what_the_page_shows() -> None:
    for name in ("found", "refused"):
        for case in load_cases(FOLDER / f"{name}.levels.yaml").suite.cases:
            decision = examples()[case.name].decision
            assert decision.verdict.value == case.expect.verdict
            assert {one.code for one in decision.findings} == set(case.expect.findings or ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_tell_every_code(language: Language) -> None:
    made = findings.pages(language)
    told, codes = made["reference/findings.md"], made["reference/codes.md"]
    assert all(f"\n### {code}\n" in told for code in codes_of("finding"))
    assert all(f"| `{code}` |" in codes for code in (*codes_of("problem"), *codes_of("lint")))
