"""Sentences about files to begin with: what `new` asks, and the comments that it writes."""

SENTENCES: dict[str, str] = {
    # -- the command
    "cli.help.new": (
        "Write files to begin with.\n\n"
        "With FOLDER: a new scheme, with rules, areas, first orders, a proposal and cases that pass, all with "
        "comments. What no option says is asked, one question after the other. With `--from ID` it "
        "begins with a shipped scheme; of a template, each place to fill in is asked, and an empty answer "
        "takes the example.\n\n"
        "With `--property-tests`: a module of pytest that holds a rules file to the laws, and to "
        "what it says now."
    ),
    "cli.help.new.end": (
        "Exit status: 0 written; 1 written, but a case does not come out as it says; 2 not readable, not writable, there "
        "already, or without an answer."
    ),
    "cli.short.new": "Write files to begin with.",
    "cli.option.new.from": "Shipped scheme, or rules file, to begin with.",
    "cli.option.new.answer": "Answer to a place of the template, such as `levels=calm, watch, flood`; may be repeated.",
    "cli.option.new.examples": "Take the example for whatever has no answer.",
    "cli.option.new.id": "Id of the new scheme; else the name of the folder.",
    "cli.option.new.title": "Its title.",
    "cli.option.new.paper": "Title of the paper that it is taken from.",
    "cli.option.new.levels": "Its levels, least severe first, the everyday one at the start: `calm, watch, flood`.",
    "cli.option.new.tiers": "Its kinds of areas, from the top down: `town, district`.",
    "cli.option.new.issuer": "Who orders, in the area at the top.",
    "cli.option.new.approver": "Who approves before that; `-`: nobody.",
    "cli.option.new.longest": "How long an order may last, such as `P7D`; `-`: without limit.",
    "cli.option.new.local": "Whether areas of the second kind may order for themselves, no less severe: `yes` or `no`.",
    # -- what is asked
    "new.ask.title": "What is the scheme called?",
    "new.ask.paper": "Which paper is it taken from?",
    "new.ask.levels": "Which levels are there, the least severe first, the everyday one at the start? (calm, watch, flood; or calm=All quiet, ...)",
    "new.ask.tiers": "Which kinds of areas are there, from the top down? (town, district)",
    "new.ask.issuer": "Who orders, in the area at the top?",
    "new.ask.approver": "Who approves before that? (-: nobody)",
    "new.ask.longest": "How long may an order last at most? (P7D; -: without limit)",
    "new.ask.local": "May areas of the second kind order for themselves, no less severe? (yes, no)",
    "new.ask.place": "{place}: {question}",
    "new.ask.example": "{question} (empty: {example})",
    # -- what came of it
    "new.passed": "cases: {count} pass",
    "new.failed": "cases: {count} do not come out as they say; see `responselevels test {folder}`",
    "new.left": "left out, since they do not fit these answers: {files}",
    "cli.error.new.answer": 'nothing answers "{question}"; give it with `{option}`, or on standard input',
    "cli.error.new.place": "no place to fill in is called `{place}`; there are {places}",
    "cli.error.new.no_answer": "`{value}` is no answer to a place; write it as `levels=calm, watch, flood`",
    "cli.error.new.folder": "`{folder}` is there already, and not empty; name another folder",
    "cli.error.new.apart": "`{option}` says nothing where `{asked}` is given; leave one of the two out",
    "cli.error.new.wrong": "{says}",
    "problem.new.few": "named: {count}; at least {least} are needed; write them with commas between them",
    "problem.new.twice": "`{id}` is named twice; name it once",
    "problem.new.yes_no": "`{value}` is neither yes nor no; write one of them",
    "problem.new.empty": "an answer is needed here; write one",
    "problem.new.same": "`{id}` orders and approves; nobody approves its own order, so name another body, or `-`",
    # -- comments in the files
    "new.file.rules": "{title}. The rules: which levels there are, and who may set them. Taken from: {paper}.",
    "new.file.rules.next": "Change what does not fit; then, in this folder: `responselevels lint`, `responselevels test`, `responselevels verify`, and `responselevels show` for a page that people read.",
    "new.file.sources": "The papers that rules are taken from. How each was seen may be said: `seen: official`, `mirror` or `general`.",
    "new.file.levels": "Levels, the least severe first: the order of this list is the severity, and ids are only names. The default one holds where nothing is ordered.",
    "new.file.tiers": "Kinds of areas, from the top down. What is ordered for an area holds in all beneath it.",
    "new.file.bodies": "Offices and committees. A body acts in the areas of its tier, and never for other areas of it.",
    "new.file.transitions": "Rules for ordering a level. Of several that fit a proposal, the one that comes nearest to permitting it is taken. From which levels it may start can be said: `from: [...]`.",
    "new.file.approval": "Who has to approve. Several: {{any_of: [a, b]}}, {{all_of: [a, b]}}, {{at_least: {{count: 2, of: [a, b, c]}}}}. Without this key, nobody. Who has to assess the situation goes beside it: assessment: {{by: [a]}}.",
    "new.file.period": "An order has an end (`open`: it need not have one). When it has run out, the level falls back by itself.",
    "new.file.scope": "The areas are named in the order (`optional`: without any, the whole area is meant).",
    "new.file.reason": "It says why.",
    "new.file.cite": "Where the rule comes from. Put the clause in place of `?`. A `reading` beside it says how it is read; leave it out where the paper says so itself. A reading without `clause` says that the paper is silent.",
    "new.file.cite.reading": "the clause is still to be looked up",
    "new.file.local": "Areas beneath order for themselves; the floor, below, holds them to no less than what is ordered above.",
    "new.file.endings": "Rules for ending an order before its end.",
    "new.file.lowering": "To put a less severe order over a more severe one of the same area takes what ending that takes; or `refused`, or `free`.",
    "new.file.floors": "What areas beneath order is no less severe than what the areas above have ordered for that place.",
    "new.file.more": "What else can be said: hazards kept apart (`tracks`), which level the facts call for (`facts`, `tables`), what a level asks for on the ground (`spots`, `measures`), what is due and how often (`duties`, `review`, `cadence`, `zone`), acting first (`ratify`). All keys: `responselevels schema rules`, and docs/formats.md of the project; schemes that use them: `responselevels schemes`.",
    "new.file.areas": "The areas, each with its tier and the area above it. These are made up: put your own here.",
    "new.file.orders": "The orders so far. This one is made up, and has run out.",
    "new.file.project": "In this folder, commands need not be told these files.",
    "new.file.proposal": "A proposal. Decide it with: responselevels check --at {at} proposals/raise.yaml",
    "new.file.cases": "Cases: what is proposed, and what has to come of it. Run them with: responselevels test. All of it is made up.",
    "new.file.generated": "Cases, as the rules decide them now, made of them by `responselevels new`. Read them: is this what is meant? All names of areas are made up.",
    "new.file.no_orders": "No orders so far.",
    "new.file.reason.given": "The river is rising.",
    "new.file.case.permit": "approved, with an end: permitted",
    "new.file.case.worst": "the most severe level, in the same way: permitted",
    "new.file.case.pending": "nobody has approved yet: pending",
    "new.file.case.unbounded": "without an end: denied",
    "new.file.case.default": "the default level is not ordered: denied",
    "new.file.case.end": "ended early: permitted",
    "new.file.case.local": "an area beneath orders for itself: permitted",
    "new.file.case.floor": "an area beneath orders less than the area above: denied",
    "new.case.permit": "{rule}: permitted",
    "new.case.pending": "{rule}: something is missing",
    "new.case.deny": "{rule}: denied",
}
