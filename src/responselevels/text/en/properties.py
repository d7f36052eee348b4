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
    "verify.reachable.refuted": "{level} can never hold; what comes nearest to it is shown",
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
    "verify.ratified_by_others": "what ratifies an order is neither its issuer's approval nor what it took to issue it",
    "verify.ratified_by_others.refuted": "what is issued by {rule} can be ratified by {bodies} once more",
    "verify.ended_as_started": "no ending is weaker than its start: who agrees to an end would do to start",
    "verify.ended_as_started.refuted": (
        "{rule} ends {level} with less agreement than any way to order {level} takes"
    ),
    "verify.floor_everywhere": "no tier may order less than a tier above has without a floor that says so",
    "verify.floor_everywhere.refuted": "{tier} may order less than {above} has, and no floor says so",
    "verify.way_back_in_steps": (
        "from whatever sequences of proposals lead to there is a way back to the default for good"
    ),
    "verify.way_back_in_steps.refuted": (
        "a sequence leads {tier} to {level}, and no five further steps of ends, milder orders and "
        "time lead from there back for good"
    ),
    "verify.one_grace": (
        "no level stands for longer than one grace without the approval that ratifies it"
    ),
    "verify.one_grace.refuted": (
        "by one order after the other {tier} stands at levels that nobody has ratified for {total}, "
        "though the grace is {within}"
    ),
    "verify.lapses_unratified": "what acts first lapses unratified before it runs out anyway",
    "verify.lapses_unratified.refuted": (
        "by {rule} an order lasts {period} at most and has {within} to be ratified: nobody ever has to"
    ),
    "verify.no_return": "no lapse of an order that nobody ratified makes a level more severe",
    "verify.no_return.refuted": (
        "{tier} acts first to lower {standing} to {level}; the lapse brings {standing} back"
    ),
    "verify.lowered_in_steps": (
        "in no sequence is an order put under a milder one by who could not have ended it"
    ),
    "verify.lowered_in_steps.refuted": (
        "a sequence leads {tier} to {standing}, and {rule} puts {level} over it without what an "
        "ending of it asks"
    ),
    "verify.alone_in_steps": "no body reaches alone, in steps, what in one step takes others",
    "verify.alone_in_steps.refuted": (
        "{body} alone leads {tier} to {level} in steps; in one step that takes others"
    ),
    "verify.over.proposals.representative": (
        "each way to issue, end and ratify, for an hour and for as long as may be, two orders of an "
        "area at a time"
    ),
    "verify.over.proposals.one_body": "the same, where one body alone issues, assesses and approves",
    "verify.over.lines.small": (
        "an area of each tier beneath the nearest that orders, and where a tier is missing whose "
        "bodies are asked"
    ),
    "verify.over.sequences.steps": "every sequence of permitted proposals and of time, to that depth",
    # -- what is wrong with properties of the author
    "problem.property.kind": "a property says one of {known:or}, and this one says none; write one",
    "problem.property.kinds": "a property says one of {known:or}, and this one says {found}; make it several properties",
    "problem.property.approvals": "a count of {count} asks for nothing; write 1 or more",
    "problem.property.key": "`{key}` fits no property with `do: {do}`; leave it out",
    # -- what an author states
    "verify.over.proposals.named": "each body, level and tier named",
    "verify.over.proposals.longer": "every class of orders that is permitted and lasts longer",
    "verify.stated.issue": "an order of {tiers:or} at {levels:or}",
    "verify.stated.end": "an early end to an order of {tiers:or} at {levels:or}",
    "verify.stated.ratify": "a ratification of an order of {tiers:or} at {levels:or}",
    "verify.stated.by": "{says} by {bodies:or}",
    "verify.stated.from": "{says}, from {levels:or}",
    "verify.stated.longer": "{says}, for longer than {limit}",
    "verify.stated.assessed_without": "{says}, assessed without {condition}",
    "verify.stated.without": "{says}, without {condition} to issue or approve it",
    "verify.stated.except": "{says}, but for orders that are still provisional",
    "verify.stated.any_of": "{parts:or}",
    "verify.stated.all_of": "{parts}",
    "verify.stated.at_least": "{count} of {parts}",
    "verify.stated.never": "{name}: never {says}",
    "verify.stated.may": "{name}: {bodies} may bring about {says}",
    "verify.stated.may_not": "{name}: {bodies:or} may never bring about {says}",
    "verify.stated.needs": "{name}: {says} takes the approval of {count} beside the issuer",
    "verify.stated.needs.signed": "{name}: {says} takes approvals beside the issuer that {count} have signed",
    "verify.stated.way_back": "{name}: {says} has run out within {within}, or may be ended early",
    "verify.stated.refuted": "{says}",
    "verify.stated.refuted.issue": "by {rule}, {issuer} may issue an order of {tier} at {level}, {period}; {approvals}",
    "verify.stated.refuted.end": "by {rule}, {issuer} may end an order of {tier} at {level} early; {approvals}",
    "verify.stated.refuted.ratify": "{issuer} may have an order of {tier} at {level} by {rule} ratified; {approvals}",
    "verify.stated.approving": "approving: {bodies}",
    "verify.stated.approving.none": "nobody has to approve",
    "verify.stated.impossible.issue": "{body} may issue no order of {tier} at {level}, as far as permitted orders lead",
    "verify.stated.impossible.end": "{body} may end no order of {tier} at {level} early, as far as permitted orders lead",
    "verify.stated.impossible.ratify": "{body} may have no order of {tier} at {level} ratified, as far as permitted orders lead",
    "verify.stated.lasting": "under areas of {above} alone, an order of {tier} at {level} may last longer than {within}, and nobody may end it early",
    "verify.stated.lasting.root": "where no area stands above, an order of {tier} at {level} may last longer than {within}, and nobody may end it early",
    "verify.stated.endless": "without an end",
    "verify.stated.lasts": "for {length}",
    "verify.stated.at": "stated in {where}",
    "cli.option.properties": "Case file, or folder of them, that states properties of the rules; left out: those beside the rules file.",
    "problem.property.none": "nothing here states properties; write them under `properties` in a `*.levels.yaml`",
    "breach.stated": "{proposal} is permitted at {at}, against what is stated",
    # -- files to begin with
    "cli.option.property_tests": "Rules file, or id of a shipped scheme, to write property tests for.",
    "cli.option.out": "File to write; one that is there already is left as it is. Left out: standard output.",
    "cli.error.new.nothing": "nothing to write is named; give a folder for a new scheme, or `--property-tests`",
    "cli.new.written": "written: {path}",
    "new.tests.head": "Property tests of a rules file, written by `responselevels new --property-tests`.",
    "new.tests.areas": 'Made-up areas: one of the first tier, two of each further one. Put your own here: load_areas("areas.yaml", RULES).',
    "new.tests.issuers": "Who may issue what, by tier and level, as the rules say now. Read it: is it what is meant?",
    "new.tests.stated": "What is proved of the rules as they are now. Take out what may change, and add what must not: docs/properties.md has the words.",
    "new.tests.machine": "A register, driven through proposals, approvals, ends, ratifications and time; every law holds after each step.",
    "new.tests.register": "To test a register of your own, let `def new_register(self, rules, areas)` return it, fresh and empty.",
    "new.tests.only_these": "Whoever issued an order is one of those who may.",
    "new.tests.more": "Further methods with @invariant() are checked after each step; self.orders, self.present, self.register and self.history are there for them.",
    "new.tests.proved": "What is stated holds for every class of proposals that the rules tell apart.",
    "new.tests.histories": "The laws hold, and what is stated, in histories drawn from the rules.",
    "new.tests.name.approved": "no {level} of {tier} without those who have to approve it",
    "new.tests.name.longest": "no {level} of {tier} for longer than is said now",
    "new.tests.name.others": "nobody else orders {level} for {tier}",
    "new.tests.name.these": "each of these can order {level} for {tier}",
}
