"""What a rule asks of the acts that it asks for: how old, in which order, bound to what.

For coverage: each is an obligation that cases meet and violate (docs/testing-rules.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from responselevels.core.deciding.counting import Tally
from responselevels.models.decisions import Finding
from responselevels.models.parts.requires import AssessmentRule, EndingRequires, Requires
from responselevels.models.rules import Ratify
from responselevels.text.catalogue import Named

Facts = dict[str, object]


def acts_asked(asked: Requires | EndingRequires | Ratify) -> Iterator[tuple[str, Facts]]:
    """Yield what *asked* says of approvals and the assessment, each with the facts to word it with.

    That approvals come after the assessment is listed where the file says it itself: by
    default it is so wherever both are asked.
    """
    prefix = "ratify." if isinstance(asked, Ratify) else ""
    if asked.signed:
        yield f"{prefix}signed", {}
    elif asked.digest == "required":
        yield f"{prefix}digest", {}
    if isinstance(asked, Ratify):
        return
    if asked.approval_after_assessment:
        yield "approval_after_assessment", {}
    if asked.assessment is not None and asked.assessment.max_age is not None:
        yield "assessment.max_age", {"max_age": asked.assessment.max_age}


def acts_given(prefix: str, tally: Tally) -> Iterator[tuple[str, bool]]:
    """Yield what the approvals of a case show of this: what, and whether it was violated."""
    noted = {note.code for note in tally.notes}
    for what, code in (
        (f"{prefix}signed", "approval.unsigned"),
        (f"{prefix}digest", "approval.unbound"),
        ("approval_after_assessment", "approval.before_assessment"),
    ):
        if code in noted or tally.approved:
            yield what, code in noted


def assessment_given(
    asked: AssessmentRule | None, findings: Iterable[Finding]
) -> Iterator[tuple[str, str, bool]]:
    """Yield what the assessment of a case shows: what, of which body, and whether it was violated."""
    if asked is None:
        return
    codes = {found.code: found for found in findings}
    missing, stale = codes.get("assessment.missing"), codes.get("assessment.stale")
    old = stale is not None and stale.facts.get("variant") == "old"
    # One that is only too old was made by whom it must be made.
    found = missing or (None if old else stale)
    if found is None:
        yield "assessment.max_age", "", old
    absent = frozenset() if found is None else frozenset(_ids(found.facts.get("absent")))
    whole = found is not None and not absent
    yield "assessment.by", "", whole or not absent.isdisjoint(asked.by)
    for body in asked.with_:
        yield "assessment.with", body, whole or body in absent


def _ids(names: object) -> Iterator[str]:
    for name in names if isinstance(names, tuple) else ():
        if isinstance(name, Named):
            yield name.id
