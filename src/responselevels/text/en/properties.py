"""Sentences on what a property of rules is said of, and what it takes for granted."""

SENTENCES: dict[str, str] = {
    "verify.over": "for {proposals}; {times}; {lines}; {sequences}",
    "verify.over.proposals.all": "every class of proposals",
    "verify.over.proposals.permitted": "every class of proposals that is permitted",
    "verify.over.proposals.issued": "every tier and level that permitted orders reach",
    "verify.over.proposals.endless": "every class of orders without an end that is permitted",
    "verify.over.proposals.of_rules": "every class that either of two rules alone is asked about",
    "verify.over.proposals.below_floor": "every class that its floor alone denies",
    "verify.over.proposals.lowering": (
        "every class by which an area puts a milder order over one more severe of its own"
    ),
    "verify.over.times.in_force": "while the rules are in force",
    "verify.over.lines.every": "on every line of areas, also where tiers are skipped",
    "verify.over.lines.whole": "on lines of areas that have every tier",
    "verify.over.sequences.one": "one proposal at a time, whatever is ordered",
    "verify.over.sequences.some": "by some sequence of permitted proposals, from where nothing is ordered",
    "verify.over.sequences.after": "an order, and what may be permitted after it",
    "verify.over.sequences.pieces": (
        "cut wherever something begins, half-way, and into single places; one piece after another"
    ),
    "verify.over.sequences.other_track": "one proposal at a time, beside orders of every level in another track",
    "verify.assumes": "assuming that {assumed}",
    "verify.assumes.true_claims": "what a proposal says of its papers and persons is true",
    "verify.assumes.acts": "whoever may act does",
    "verify.assumes.rules_stay": "rules and areas stay as they are",
    "verify.assumes.valid": "other rules follow when these run out",
}
