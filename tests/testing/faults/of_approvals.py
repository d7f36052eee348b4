"""Faults in what is counted of approvals, and in what is said of them."""

from __future__ import annotations

from tests.testing.faults.fault import Fault, edit

APPROVALS = (
    Fault(
        "bodies_for_parts",
        "`at_least` counts bodies, not the parts that they fill",
        edit(
            "conditions:filled",
            "return sum(filled(part, bodies) for part in parts) >= condition.at_least.count",
            "from responselevels.models.parts.conditions import bodies_in\n"
            "    return len(bodies & {*bodies_in(condition)}) >= condition.at_least.count",
        ),
        section="3",
        scheme="desk",
    ),
    Fault(
        "completions_not_minimal",
        "completions are listed that hold a smaller one",
        edit(
            "conditions:_smallest",
            "if not any(smaller <= one_set for smaller in kept):",
            "if one_set not in kept:",
        ),
        section="3",
        scheme="desk",
    ),
    Fault(
        "proposer_ratifies",
        "who proposed an order approves its ratification",
        edit(
            "deciding.case:Case.proposers",
            "None if ratified is None else ratified.proposer",
            "None",
        ),
        section="5",
        scheme="desk",
    ),
    Fault(
        "silent_once_filled",
        "what does not count is not said where enough counts",
        edit(
            "deciding.checks:check_approval",
            "    yield from (note for note in tally.notes if note not in refusals)",
            "    else:\n        return\n"
            "    yield from (note for note in tally.notes if note not in refusals)",
        ),
        section="3",
        scheme="desk",
    ),
    Fault(
        "one_person_for_two",
        "one person who signs for two bodies counts for both",
        edit(
            "deciding.counting:_by_persons",
            "readings = maximal_body_sets(signers, needed)",
            "readings = (frozenset(b for b in signers if len(signers[b]) >= needed.get(b, 1)),)",
        ),
        section="3",
        scheme="desk",
    ),
    Fault(
        "always_after_the_assessment",
        "`approval_after_assessment: false` is not heeded",
        edit(
            "world.scheme:ApprovalRequirement.of",
            "        and asked.approval_after_assessment is not False\n",
            "",
        ),
        section="8",
        scheme="desk",
    ),
    Fault(
        "digest_without_values",
        "the digest holds which facts are stated, and not their values",
        edit(
            "digests:_bound",
            'bound["facts"] = proposal.assessment.facts',
            'bound["facts"] = sorted(proposal.assessment.facts)',
        ),
        section="8",
        scheme="fair",
    ),
)
