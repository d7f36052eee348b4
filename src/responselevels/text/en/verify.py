"""Sentences about rules files proved, compared, and held against past orders."""

SENTENCES: dict[str, str] = {
    # -- verify
    "verify.title": "{rules}: {parts}",
    "verify.tally.proved": "{count} proved",
    "verify.tally.checked": "{count} checked",
    "verify.tally.refuted": "{count} refuted",
    "verify.tally.idle": "{count} not applicable",
    "verify.tally.open": "{count} open",
    "verify.status.proved": "proved",
    "verify.status.checked": "checked",
    "verify.status.refuted": "refuted",
    "verify.status.idle": "not applicable",
    "verify.status.open": "open",
    "verify.classes": "{says} (classes: {count})",
    "verify.depth": "{says} (to depth {depth}, states: {count})",
    "verify.depth.short": (
        "{says} (to depth {depth} instead of {sought}: there are more than the {count} states looked at)"
    ),
    "verify.step": "{says} (step {number} of {count})",
    "verify.not_alone": "no body approves its own order, nor a person what that person proposes",
    "verify.unshadowed": "no transition or ending is always at least as hard as another one",
    "verify.two_needed": "where a condition asks for two bodies, one is never enough",
    "verify.floor_kept": "the floor is not evaded by cutting an order, in time or in space",
    "verify.tracks_apart": "what is ordered in one track changes no decision in another",
    "verify.tracks_apart.refuted": "a proposal of {tier} is decided otherwise because of orders of the track {track}",
    "verify.lowered_only_by_enders": (
        "no order is put under a milder one of its area without what an ending of it asks"
    ),
    "verify.lowered_only_by_enders.refuted": (
        "by {rule}, {tier} may put {level} over its own order of {standing}, "
        "and nobody could end that one on the same papers"
    ),
    "verify.approved.refuted": "{rule} permits an order of {tier} without what it states",
    "verify.not_alone.refuted": "what {issuer} issues passes with an approval of its own",
    "verify.unshadowed.refuted": "{rule} is superfluous: {other} permits all that it permits",
    "verify.two_needed.refuted": "{bodies} alone can fill the condition of {rule}",
    "verify.floor_kept.refuted": "an order of {tier} passes in pieces and not as a whole",
    "verify.approved.note": "{rule} states no approval: by it {tier} reaches {levels} without any",
    "verify.open": "there are more classes, or bodies in a condition, than can be enumerated",
    "verify.note": "note",
    "verify.written": "example: {path}",
    "verify.hint": "`--write FOLDER` writes each example as a case file",
    # -- diff
    "diff.equivalent": "{old} and {new} mean the same (classes looked at: {count})",
    "diff.differ": "{old} and {new} differ in meaning (classes looked at: {count})",
    "diff.unshown": "{old} and {new} are not shown to mean the same (classes looked at: {count})",
    "diff.renamed": "the transition {old} is now called {new}; that changes no meaning",
    "diff.lowering": "`lowering`, what a milder order over a more severe one takes, was {old} and is {new}",
    "diff.grounds": "what rests on another ground now, which changes no meaning:",
    "diff.ground": "{what}: {new}; before: {old}",
    "diff.ground.part": "{part} of {rule}",
    "diff.ground.none": "nothing cited",
    "diff.level.added": "the level {level} is new",
    "diff.level.removed": "the level {level} is gone",
    "diff.level.renamed": "the level {old} is now called {new}",
    "diff.level.order": "the levels come in another order of severity",
    "diff.level.none": "the files have no level in common",
    "diff.level.default": "the default level was {old} and is {new}",
    "diff.track.added": "the track {track} is new",
    "diff.track.removed": "the track {track} is gone",
    "diff.track.renamed": "the track {old} is now called {new}",
    "diff.track.all": "orders of different tracks no longer count for each other, and each has to name its track",
    "diff.track.none": "there are no tracks any more: all orders count for each other",
    "diff.tier.added": "the tier {tier} is new",
    "diff.tier.removed": "the tier {tier} is gone",
    "diff.tier.renamed": "the tier {old} is now called {new}",
    "diff.tier.order": "the tiers come in another order",
    "diff.tier.none": "the files have no tier in common",
    "diff.tier.inherits_now": "what is ordered above now reaches {tier}, as it did not before",
    "diff.tier.inherits_no_more": "what is ordered above no longer reaches {tier}",
    "diff.body.added": "the body {body} is new",
    "diff.body.removed": "the body {body} is gone",
    "diff.body.renamed": "the body {old} seems to be called {new} now",
    "diff.body.moved": "the body {body} was one of {old} and is one of {new}",
    "diff.adoption.added": "an adoption of other rules or areas now needs approval, as it did not before",
    "diff.adoption.removed": "an adoption of other rules or areas no longer needs approval",
    "diff.adoption.approval": "an adoption needed the approval {old} and needs {new}",
    "diff.adoption.signed_now": "approvals of an adoption must now be signed",
    "diff.adoption.signed_no_more": "approvals of an adoption need no longer be signed",
    "diff.provisional.added": "the way {transition} to act first and have it ratified is new",
    "diff.provisional.removed": "the way {transition} to act first and have it ratified is gone",
    "diff.valid.only_old": "{span} only the old rules are in force: the new ones deny everything",
    "diff.valid.only_new": "{span} only the new rules are in force: the old ones denied everything",
    "diff.span": "from {start} to {end}",
    "diff.span.from": "from {start} on",
    "diff.span.until": "until {end}",
    "diff.span.always": "always",
    "diff.issue": "{tier}, to {levels:or} from {standing:or}: {change}",
    "diff.end": "{tier}, to end {levels:or}: {change}",
    "diff.ratify": "{tier}, to ratify {levels:or}: {change}",
    "diff.any": "any level",
    "diff.together": "{levels} at once",
    "diff.together.bodies": "{bodies} together",
    "diff.verdict": "{old} before, {new} now",
    "diff.duties": "permitted as before, with other duties",
    "diff.grace": "permitted as before, to be ratified within another time",
    "diff.advised": "as before, but for the advice of a floor or a table that does not bind",
    "diff.permit": "permitted",
    "diff.pending": "pending",
    "diff.deny": "denied",
    "diff.label.classes": "classes",
    "diff.label.named": "naming",
    "diff.label.where": "only where",
    "diff.label.because": "because of",
    "diff.label.example": "example",
    "diff.transitions": "the transition {old} before, {new} now",
    "diff.transition": "the transition {old}",
    "diff.nothing": "none",
    "diff.where.issuer": "the issuer is {values:or}",
    "diff.where.approved": "approvals: {values:or}",
    "diff.where.signed": "signed of them: {values:or}",
    "diff.where.bound": "with a digest of the proposal: {values:or}",
    "diff.where.early": "from before the assessment: {values:or}",
    "diff.where.early_signed": "signed of these: {values:or}",
    "diff.where.early_bound": "with a digest of these: {values:or}",
    "diff.where.parties": "assessed by: {values:or}",
    "diff.where.age": "the assessment is {values:or}",
    "diff.unassessed": "missing",
    "diff.aged.upto": "at most {limit} old",
    "diff.aged.between": "older than {over} and at most {limit} old",
    "diff.aged.over": "older than {limit}",
    "diff.where.reason.yes": "a reason is given",
    "diff.where.reason.no": "no reason is given",
    "diff.where.named.yes": "a scope is named",
    "diff.where.named.no": "no scope is named",
    "diff.where.length": "the period {values:or}",
    "diff.endless": "has no end",
    "diff.bounded": "has an end",
    "diff.upto": "is at most {limit} long",
    "diff.between": "is longer than {over} and at most {limit}",
    "diff.over": "is longer than {limit}",
    "diff.where.lead": "from the decision to the start are {values:or}",
    "diff.sooner": "less than {notice}",
    "diff.from_to": "at least {from} and less than {notice}",
    "diff.later": "at least {notice}",
    "diff.where.floor": "the orders above are more severe: {values:or}",
    "diff.where.tiers": "the areas named are of {values:or}",
    "diff.tiers.none": "no tier, for none is named",
    "diff.where.expected.yes": "an expected end is given",
    "diff.where.expected.no": "no expected end is given",
    "diff.where.above": "by orders of {values:or}",
    "diff.where.held": "the level is that of an order of {values:or}",
    "diff.held.own": "the area itself",
    "diff.held.nobody": "nobody: it is the default",
    "diff.above.nearest": "the tier next above",
    "diff.where.rested": "the last grace that nobody ratified ended {values:or}",
    "diff.rested.long": "long enough ago, or there was none",
    "diff.rested.less": "just now",
    "diff.rested.least": "at least {again_after} ago",
    "diff.floor.met": "nowhere",
    "diff.floor.elsewhere": "elsewhere only",
    "diff.floor.touching": "in another part of the issuing area",
    "diff.floor.covering": "in the proposed area itself",
    "diff.open.structure": (
        "because levels or tiers are ordered otherwise, or the default is another, no class can "
        "be compared"
    ),
    "diff.open.moment": "the two are never in force at the same time: no class can be compared",
    "diff.open.classes": "not proved: there are more classes, or bodies in a condition, than can be enumerated",
    "diff.open.unshown": "no proposal was found that comes out otherwise, and none was proved not to be there",
    "diff.unshown.issue": (
        "{tier}, to {level}: the transitions say something else, which shows, if at all, only "
        "in how levels move, in who may refuse, or where no order of the area is lowered"
    ),
    "diff.unshown.end": (
        "{tier}, to end {level}: the endings say something else, which shows, if at all, only "
        "in how levels move or in who may refuse"
    ),
    "diff.unshown.ratify": (
        "{tier}, to ratify {level}: the transitions say something else, which shows, if at all, "
        "only in how levels move or in who may refuse"
    ),
    "diff.unshown.order": (
        "{tier}, {level}: which of several rules is the first that permits was not compared where "
        "a body approved twice or one person signed for several bodies; their duties differ"
    ),
    # -- impact
    "impact.differs": "{order}: {old} before, {new} now",
    "impact.alike": "{order}: {old} as before",
    "impact.end": "its early end at {at} was permitted; under the new rules it may be {new:or}, because of {reasons}",
    "impact.ratify": "its ratification was permitted; under the new rules it may be {new:or}, because of {reasons}",
    "impact.same": "{order}: {old} as before, on other findings",
    "impact.unread": "{order}: {old} before, not readable now",
    "impact.finding": "{code}: {says}",
    "impact.gone": "no longer",
    "impact.come": "now",
    "impact.tally": "{total} orders: {differing} would have come out differently",
    # -- command line
    "cli.help.verify": (
        "Prove or refute what a rules file must not get wrong.\n\n"
        "RULES is a path or the id of a shipped scheme. Every class of proposals that the file "
        "can tell apart is decided, so that what is proved holds for all areas and orders."
    ),
    "cli.help.verify.end": "Exit status: 0 nothing refuted; 1 something refuted or left open; "
    "2 not readable.",
    "cli.help.diff": (
        "Compare two rules files in meaning.\n\n"
        "Shows each kind of proposal that one permits and the other does not, with an example. "
        "Says that they mean the same only where that is proved."
    ),
    "cli.help.diff.end": "Exit status: 0 proved to mean the same; 1 not; 2 not readable.",
    "cli.help.impact": (
        "List past orders that come out differently under new rules.\n\n"
        "Each order is decided as of its issue, against those before it, as `audit` does."
    ),
    "cli.help.impact.end": "Exit status: 0 none comes out differently; 1 some; 2 not readable.",
    "cli.short.verify": "Prove or refute properties of a rules file.",
    "cli.short.diff": "Compare two rules files in meaning.",
    "cli.short.impact": "Replay past orders under new rules.",
    "cli.option.write": "Write each example as a case file into this folder.",
    "cli.option.orders.past": "Past orders (YAML or JSON Lines).",
}
