"""Sentences on what a property of rules is said of, and what it takes for granted."""

SENTENCES: dict[str, str] = {
    "verify.over": "for {proposals}; {times}; {lines}; {sequences}",
    "verify.over.proposals.all": "every class of proposals",
    "verify.over.proposals.permitted": "every class of proposals that is permitted",
    "verify.over.proposals.issued": "every tier and level that permitted orders reach",
    "verify.over.proposals.endless": "every class of orders without an end that is permitted",
    "verify.over.proposals.orders": "every class of orders that is permitted",
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
    "verify.over.times.run_out": "from when the rules run out",
    # -- each property, and what refutes it
    "verify.approved": (
        "nothing above the default is permitted without the approvals and the assessment stated, "
        "but for what is to be ratified"
    ),
    "verify.reachable": "every level can come to hold, from where nothing is ordered",
    "verify.reachable.refuted": "{level} can never hold; the sequence that comes nearest to it is denied",
    "verify.reachable.note": "no sequence was found by which {level} comes to hold, and none is excluded",
    "verify.way_back": (
        "there is a way back from every level to the default for good: its period runs out, or it "
        "may be ended, or put under orders that last"
    ),
    "verify.way_back.refuted": (
        "{where}, {tier} may order {level} without an end, nobody may end it, and {why}"
    ),
    "verify.unstuck": "no area is stuck with an order that nobody may end, or lower for good",
    "verify.unstuck.refuted": (
        "{where}, {tier} may order {level} without an end, nobody may end it, and {why}"
    ),
    "verify.stuck.never": "nothing that leads back for good may be put over it",
    "verify.stuck.again": "what may be put over it does not last: {level} is back after it",
    "verify.line.whole": "where no tier is missing above",
    "verify.line.root": "where no area stands above",
    "verify.line.skips": "under areas of {above} alone",
    "verify.ended_in_force": "no order that only an act can end outlasts the rules by which it could be ended",
    "verify.ended_in_force.refuted": (
        "{tier} may order {level} without an end, and from {until} on, when the rules have run out, "
        "nobody may end it"
    ),
    "verify.over.proposals.by_two": "every class that is permitted by two bodies, where a condition asks for two",
    "verify.over.proposals.provisional": "every class of orders to be ratified that is permitted",
    "verify.over.proposals.ends": "every class of ends that is permitted, of levels that orders reach",
    "verify.over.proposals.above_and_below": (
        "every tier and level that permitted orders reach, under each tier above that reaches more"
    ),
    "verify.assumes.bodies_only": "only who agrees is compared, not on what papers",
    "verify.two_persons": "where a condition asks for two bodies, one person is never enough",
    "verify.two_persons.refuted": "by {rule}, one person may approve for all the bodies that are asked for",
    "verify.not_mutual": "no two offices have only each other to approve what they do",
    "verify.not_mutual.refuted": "of {level}, {bodies} have only each other to approve what they do",
    "verify.ratifiable": "whatever may be issued first can be ratified",
    "verify.ratifiable.refuted": (
        "{where}, what {issuer} orders at {level} by {rule} nobody can ratify, whoever approves"
    ),
    "verify.ratified_by_others": "whoever ratifies an order neither issued it nor approved it before",
    "verify.ratified_by_others.refuted": "what is issued by {rule} is ratified by {bodies} once more",
    "verify.ended_as_started": "no ending is weaker than its start: who agrees to an end would do to start",
    "verify.ended_as_started.refuted": (
        "{rule} ends {level} with less agreement than any way to order {level} takes"
    ),
    "verify.floor_everywhere": "no tier may order less than a tier above has without a floor that says so",
    "verify.floor_everywhere.refuted": "{tier} may order less than {above} has, and no floor says so",
}
