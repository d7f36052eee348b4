"""Sentences of reports and of the command line: labels, summaries, help."""

SENTENCES: dict[str, str] = {
    # -- a decision, in rows
    "cli.verdict.permit": "permitted",
    "cli.verdict.pending": "pending",
    "cli.verdict.deny": "denied",
    "cli.headline": "{name}: {verdict}",
    "cli.headline.drill": "{name} (drill): {verdict}",
    "cli.headline.track": "{name}, {track}: {verdict}",
    "cli.headline.drill.track": "{name} (drill), {track}: {verdict}",
    "cli.decided": "decided at {at} by {rules}, rule {rule}",
    "cli.decided.none": "decided at {at} by {rules}; no rule fits",
    "cli.label.deny": "denied",
    "cli.label.pending": "pending",
    "cli.label.note": "note",
    "cli.label.changes": "changes",
    "cli.label.overtakes": "overtakes",
    "cli.label.replaces": "replaces",
    "cli.label.duties": "duties",
    "cli.label.lapses": "lapses",
    "cli.label.sources": "sources",
    "cli.label.clause": "clause",
    "cli.label.rule": "rule",
    "cli.label.where": "where",
    "cli.label.remedy": "remedy",
    "cli.label.help": "remedy",
    "cli.label.or": "or",
    "cli.span": "{start} to {end}",
    "cli.span.open": "from {start} on",
    "cli.span.prose": "{start} to {end}",
    "cli.span.open.prose": "from {start} on",
    "cli.remedy.level": "propose {level}",
    "cli.remedy.period": "propose only {span}",
    "cli.remedy.scope": "propose only {areas}",
    "cli.where": "{area}, {span}: {required}, by {orders}",
    "cli.where.lowering": "{area}, {span}: {orders}, at {required}",
    "cli.clause": "{clause} (rule {rule})",
    "cli.legend": "{source}: {title}",
    "cli.source": "{source}{origin}, clause {clause}",
    "cli.source.several": "{source}{origin}, clauses {clause}",
    "cli.source.reading": "{source}{origin}, as the rules file reads clause {clause}: {reading}",
    "cli.source.reading.several": "{source}{origin}, as the rules file reads clauses {clause}: {reading}",
    "cli.source.silent": "{source}{origin}: the source is silent; the rules file says: {reading}",
    "cli.grounded": "{message} ({clause})",
    "cli.change": "{area}, {span}: {before} → {after}",
    "cli.overtake": "{order} in {area}, {span}",
    "cli.duty": "{do}",
    "cli.duty.to": "{do}; to {to}",
    "cli.duty.due": "{do}; by {due}",
    "cli.duty.to.due": "{do}; to {to}; by {due}",
    "cli.duty.after_end": "{duty}; within {within} of the end, which is not set yet",
    "cli.duty.cited": "{duty} ({clause})",
    "cli.provisional": "at {until}, unless it is ratified before",
    "cli.more": "and {count} more; `--json` lists them all",
    "cli.tally": "{total} in all: {parts}",
    "cli.tally.permit": "{count} permitted",
    "cli.tally.pending": "{count} pending",
    "cli.tally.deny": "{count} denied",
    "cli.tally.unread": "{count} not readable",
    # -- tables
    "cli.track": "track {track}",
    "cli.level.unknown": "not known",
    "cli.head.area": "area",
    "cli.head.level": "level",
    "cli.head.orders": "orders",
    # -- a decision, in prose
    "cli.prose.permit": "Proposal {proposal} is permitted: nothing stands against it.",
    "cli.prose.permit.noted": (
        "Proposal {proposal} is permitted: nothing stands against it. "
        "What is noted below weighs nothing, but should be known."
    ),
    "cli.prose.pending": (
        "Proposal {proposal} is pending: all that is missing is an act of another body, "
        "which may still come."
    ),
    "cli.prose.deny": "Proposal {proposal} is denied. Findings that stand against it: {count}.",
    "cli.prose.drill": "It is a drill: only drill orders count for it, and it counts for no real order.",
    "cli.prose.track": "It is of the track {track}: only orders of this track count for it, and it counts for no other track.",
    "cli.prose.rule": (
        "It was decided at {at} by {rules}. Of its rules, {rule} fits the proposal best."
    ),
    "cli.prose.zone": "Times are at {zone}; a period has its start in it, and not its end.",
    "cli.prose.rule.none": (
        "It was decided at {at} by {rules}. None of its rules fits the proposal."
    ),
    "cli.prose.effect.deny": "{code}: this stands against it",
    "cli.prose.effect.pending": "{code}: this is still missing",
    "cli.prose.effect.note": "{code}: this weighs nothing, but should be known",
    "cli.prose.sentence": "{message}.",
    "cli.prose.ground": "It rests on the rule {rule}, which cites {clause}.",
    "cli.prose.ground.reading": "It rests on the rule {rule}, taken from {clause}.",
    "cli.prose.ground.silent": "It rests on the rule {rule}. {clause}.",
    "cli.prose.ground.rule": "It rests on the rule {rule}, which cites no clause.",
    "cli.prose.ground.none": (
        "No single rule of the file is behind this: it is looked at in every proposal."
    ),
    "cli.prose.where": "There the floor asks for more:",
    "cli.prose.where.lowering": "There and then these orders would be lowered:",
    "cli.prose.help": "What would put it right: {help}.",
    "cli.prose.remedies": "Any one of these changes would do:",
    "cli.prose.changes": "If it is carried out, the level in force changes here:",
    "cli.prose.overtakes": (
        "These standing orders of areas beneath would then be less severe than the floor. "
        "They stand, and the level in force is lifted over them:"
    ),
    "cli.prose.replaces": "It would take the place of these orders of the same area:",
    "cli.prose.duties": "Duties that come with it:",
    "cli.prose.lapses": "The order would be provisional. It lapses:",
    "cli.origin": " ({parts:series})",
    "cli.origin.publisher": "{publisher}",
    "cli.origin.issued": "issued {issued}",
    "cli.origin.short": "here called {short}",
    # -- lint
    "cli.lint.remark": "{place}: {reason}",
    "cli.lint.cure": "cure: {cure}",
    "cli.lint.clean": "{rules}: nothing looks wrong",
    # -- problems of a run
    "cli.error.bug": (
        "this is a mistake of responselevels itself, not of your input: {kind} at {place}; "
        "please report it to the project, with the command and the files"
    ),
    "cli.error.interrupted": "interrupted",
    "cli.error.closed": "it is closed",
    "cli.error.broken_off": "this was broken off in the middle, and may have been done already; `register history` and `log verify` show what was recorded",
    "cli.error.unwritten": "the answer could not be written to standard output: {reason}",
    "cli.error.unwritten.done": (
        "the answer could not be written to standard output: {reason}; "
        "all that was asked is done, and the exit status would have been {status}"
    ),
    "cli.error.file": "`{path}`: {reason}",
    "cli.error.graphviz": (
        "Graphviz is not installed (its program `dot`); `--format svg` needs nothing"
    ),
    "cli.progress": "decided {done} of {total}",
    "cli.progress.unknown": "decided {done}",
    # -- workers that work is spread over
    "workers.lost": "workers died over the same part of the work {times} times; look whether they run out of memory, or leave `--workers` and `--cluster` out",
    "workers.version": "a worker runs responselevels {found}, and this is {own}; install the same version on both",
    "workers.missing": "a worker lacks the Python module `{name}`; install responselevels there, in this version",
    "workers.unreachable": "there is no cluster at `{address}` ({reason}); look at the address, which is that of a Dask scheduler (`tcp://10.0.0.5:8786`), and whether it runs",
    "workers.gone": "the scheduler of the cluster went away in the middle of the work; look whether it runs, and try again",
    "workers.idle": "no worker of the cluster at `{address}` has been at anything for a while, though work is waiting; look what they report, and try again",
    "workers.none": "the cluster at `{address}` has no worker; start one (`dask worker {address}`), and try again",
    # -- how the command line was used
    "cli.usage": "Usage: ",
    "cli.usage.options": "Options:",
    "cli.usage.commands": "Commands:",
    "cli.usage.required": "required",
    "cli.usage.pieces": "[OPTIONS]",
    "cli.usage.command": "COMMAND [ARGS]...",
    "cli.usage.hint": "try `{command} --help`",
    "cli.usage.no_option": "no such option `{name}`",
    "cli.usage.no_command": "no such command `{name}`",
    "cli.usage.meant": "; did you mean `{name}`?",
    "cli.usage.missing.option": "the option `{name}` is missing",
    "cli.usage.missing.argument": "the argument `{name}` is missing",
    "cli.usage.bad": "`{name}`: {reason}",
    "cli.usage.extra": "more arguments than this command takes; leave out `{given}`",
    "cli.usage.no_value": "`{given}` has no value; write one behind it",
    "cli.usage.flag": "`{given}` takes no value; leave out `=` and what follows it",
    "cli.usage.count": "`{value}` is no whole number of {least} or more",
    "cli.usage.choice": "`{value}` is none of {choices:or}",
    # -- help
    "cli.help": (
        "Decide proposed changes of response levels by a rules file, with every reason; "
        "say which level is in force where."
    ),
    "cli.help.check": (
        "Decide each proposal: may it be carried out, and if not, why not.\n\n"
        "PROPOSAL is a file in YAML, JSON or JSON Lines (.jsonl, one proposal a line), "
        "or - for standard input. All are decided against the same orders."
    ),
    "cli.help.check.end": (
        "Exit status: 0 all permitted; 1 at least one denied; 3 none denied, at least one "
        "pending; 2 something could not be read (the other proposals are decided all the same)."
    ),
    "cli.help.explain": (
        "Decide each proposal and explain the decision in prose: the clause behind every "
        "finding, and what would put it right.\n\nPROPOSAL is as for `check`."
    ),
    "cli.help.level": (
        "Show the level in force in each AREA, and the orders it comes from; "
        "in all areas where none is named."
    ),
    "cli.help.level.end": "Exit status: 0; 2 something could not be read.",
    "cli.help.audit": (
        "Decide every order of the list again, as of its issue and against those before it, "
        "and list each that the rules did not permit, with the findings."
    ),
    "cli.help.audit.end": (
        "Exit status: 0 all permitted; 1 at least one was not; 2 something could not be read."
    ),
    "cli.help.lint": (
        "Examine rules files for what can be loaded but looks wrong, "
        "each with a reason and a cure.\n\nRULES is a path, or the id of a shipped scheme."
    ),
    "cli.help.lint.end": (
        "Exit status: 0 nothing to say; 1 at least one warning; 2 a file could not be read."
    ),
    "cli.help.diagram": (
        "Draw the levels and transitions of a rules file.\n\n"
        "RULES is a path, or the id of a shipped scheme. `mermaid`, `svg` and `dot` are drawings, "
        "`table` (Markdown) and `csv` list the rules; only `png` needs Graphviz."
    ),
    "cli.help.digest": (
        "Print the digest of each proposal: what an approval of it binds to, so that it never "
        "passes for another.\n\nPROPOSAL is as for `check`."
    ),
    "cli.help.digest.end": "Exit status: 0; 2 something could not be read.",
    "cli.help.schema": (
        "Print the JSON Schema of a format, for editors and other programs: of what is read "
        "({read}), and of what is printed as JSON ({printed})."
    ),
    "cli.help.completion": (
        "Print the completion script for a shell, which then offers commands, options, "
        "shipped schemes and areas.\n\n"
        'bash, zsh: eval "$(responselevels completion bash)"\n\n'
        "fish: responselevels completion fish | source"
    ),
    "cli.short.check": "Decide proposals.",
    "cli.short.explain": "Explain decisions in prose.",
    "cli.short.level": "Show which level is in force where.",
    "cli.short.audit": "Find the orders that the rules did not permit.",
    "cli.short.lint": "Examine a rules file.",
    "cli.short.diagram": "Draw the levels and transitions.",
    "cli.short.digest": "Say what an approval binds to.",
    "cli.short.schema": "Print the JSON Schema of a format.",
    "cli.short.completion": "Print a shell completion script.",
    "cli.option.rules": "Rules file, or the id of a shipped scheme.",
    "cli.option.areas": "Areas file (YAML or CSV).",
    "cli.option.orders": "Orders so far (YAML or JSON Lines); none without it.",
    "cli.option.orders.needed": "Orders to audit (YAML or JSON Lines).",
    "cli.option.at": "Time of the decision, with an offset: 2026-02-11T12:00+08:00; or now, as without it.",
    "cli.option.at.level": "Instant, with an offset: 2026-02-11T12:00+08:00; or now, as without it.",
    "cli.option.json": "Print JSON for programs.",
    "cli.option.lang": "Language; else that of the project or of the locale.",
    "cli.option.progress": "Show progress also where standard error is no terminal.",
    "cli.option.workers": "Spread the work over this many processes of this machine; 1, as without it, is this one.",
    "cli.option.cluster": "Spread the work over a Dask cluster: the address of its scheduler, tcp://10.0.0.5:8786.",
    "cli.workers.both": "`--workers` is this machine and `--cluster` others; leave one of the two out",
    "cli.option.report": "Print a report for a build server instead.",
    "cli.option.format": "What to draw.",
    "cli.option.output": "Write to this file, not to standard output.",
    "cli.option.track": "Levels of this track alone; without it, those of every track that the rules have.",
    "cli.option.impact.track": "The track that the orders are of, where only the new rules have tracks.",
    "cli.option.digest.groups": "Areas file with the groups that scopes name: their members are bound, too.",
    "cli.option.digest.drill": "The order that is ended or ratified is a drill.",
    "cli.option.help": "Show this and exit.",
    "cli.option.version": "Show the version and exit.",
}
