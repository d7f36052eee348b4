"""Faults in what is asked of a proposal to issue: period, reason, scope, issuer, assessment, choice."""

from __future__ import annotations

from tests.testing.faults.fault import Fault, edit

ISSUING = (
    Fault(
        "notice_to_the_tick",
        "a start exactly in time is too soon",
        edit(
            "deciding.checks:check_period",
            "case.start < case.at + rule.notice",
            "case.start <= case.at + rule.notice",
        ),
        section="3",
        scheme="quay",
    ),
    Fault(
        "a_tick_longer",
        "a period may be one tick longer than the longest",
        edit(
            "deciding.checks:check_period",
            "case.end - case.start > rule.longest",
            "case.end - case.start > rule.longest + 1",
        ),
        section="3",
        scheme="quay",
    ),
    Fault(
        "valid_to_the_end",
        "rules are still in force at the instant at which they end",
        edit("deciding.checks:check_rules", "case.at >= scheme", "case.at > scheme"),
        section="3",
        scheme="quay",
    ),
    Fault(
        "blank_reason",
        "a reason of nothing but spaces is one",
        edit("deciding.checks:check_reason", "(reason and reason.strip())", "reason"),
        section="3",
        scheme="quay",
    ),
    Fault(
        "one_area_of_the_tier",
        "one area of the right tier is enough in a scope",
        edit(
            "deciding.checks:check_scope_tiers",
            "    if others:",
            "    if len(others) == len(case.named or (case.issuing,)):",
        ),
        section="10",
        scheme="quay",
    ),
    Fault(
        "expected_at_the_start",
        "an order may be expected to be over when it begins",
        edit(
            "deciding.checks:check_foreseen_itself",
            "instant <= case.start",
            "instant < case.start",
        ),
        section="10",
        scheme="quay",
    ),
    Fault(
        "office_that_is_not_there",
        "an office issues where no area of its tier is in the line",
        edit(
            "deciding.checks:check_issuer",
            "elif case.scheme.acting(issuer.id, case.issuing) is None:",
            "elif issuer.id not in case.scheme.bodies:",
        ),
        section="3",
        scheme="quay",
    ),
    Fault(
        "with_one_of_them",
        "an assessment made with one of those it must be made with is whole",
        edit(
            "deciding.checks:check_assessment",
            "if body not in parties}",
            "if parties.isdisjoint(asked.with_)}",
        ),
        section="3",
        scheme="quay",
    ),
    Fault(
        "age_at_the_start",
        "an assessment's age is counted up to the start of the period",
        edit(
            "deciding.checks:check_assessment",
            "case.at - micros_of(assessment.at) >",
            "case.start - micros_of(assessment.at) >",
        ),
        section="8",
        scheme="desk",
    ),
    Fault(
        "from_any_of_the_areas",
        "a transition may start where one of the areas stands at the right level",
        edit(
            "deciding.decide:_fitting_issue",
            "if rule.sources.issuperset(standing)",
            "if rule.sources & standing",
        ),
        section="3",
        scheme="quay",
    ),
    Fault(
        "others_beside_the_named",
        "other transitions are tried beside the one that is named",
        edit(
            "deciding.decide:_fitting_issue",
            "if rule.id == wanted)",
            "if rule.id == wanted or rule.ratify is None)",
        ),
        section="3",
        scheme="quay",
    ),
)
