"""Sentences of facts and tables of criteria: what is refused of them, and how they are shown."""

SENTENCES: dict[str, str] = {
    "problem.fact.unknown": "unknown fact `{name}`{known}{near}",
    "problem.criteria.unknown": "unknown table `{name}`{known}{near}",
    "problem.option.unknown": "unknown value `{name}`{known}{near}",
    "problem.fact.form": (
        "a value of a fact expected, found {found}; write `true` or `false`, a number, "
        "or one of its list; decimals in quotes"
    ),
    "problem.fact.asked": (
        "what a fact is to be expected, found {found}; write a range of a number, "
        "such as `{{from: 10, below: 20}}`, `true` or `false`, or one of its list"
    ),
    "problem.fact.kind": (
        "a fact has a `unit` if it is a number, or `type: yes_no`, or `one_of` with a list; "
        "give exactly one of the three"
    ),
    "problem.fact.from": "`from` is for numbers, and `{fact}` is none; leave it out",
    "problem.asked.number": (
        "{fact} is a number; write a range of it, such as `{{from: 10, below: 20}}`"
    ),
    "problem.asked.yes_no": "{fact} is yes or no; write `true` or `false`, without quotes",
    "problem.asked.one_of": "{fact} is one of a list; name one of them, or several in `[` and `]`",
    "problem.range.none": "the range has no bound; give it a `from`, a `below`, or both",
    "problem.range.empty": "no number is {from} or more and below {below}; let `below` be greater",
    "problem.range.outside": (
        "{fact} is never less than {least}; let the range begin at {least}, not at {bound}, "
        "or leave `from` out"
    ),
    "problem.stated.number": (
        "`{value}` is no number, and {fact} is one; write a whole number, "
        'or a decimal such as `"2.5"` in quotes'
    ),
    "problem.stated.yes_no": (
        "{fact} is yes or no, not `{value}`; write `true` or `false`, without quotes"
    ),
    "problem.stated.one_of": "{fact} is one of a list, not `{value}`; name one of the list",
    "problem.stated.least": "{fact} is never less than {least}; `{value}` cannot be",
    "problem.criteria.overlap": (
        "row {row}, at {first}, is for facts that this row is for, too: {facts}; "
        "let every set of facts hit one row only"
    ),
    "problem.criteria.gap": (
        "no row is for these facts: {facts}; add a row for them, or `otherwise` for all the rest"
    ),
    "problem.criteria.too_long": "the table has {count} rows; split it, so that none has more than {most}",
    "problem.criteria.on_ending": "a table says which level to order, not when to end; leave `table` out",
    "problem.binding.without_table": (
        "`binding` says whether a table binds, and there is none; "
        "name a `table` beside it, or leave `binding` out"
    ),
    "phrase.any_facts": "any facts",
    "diff.where.stated": "the assessment states: {values:or}",
    "diff.stated": "{facts}",
    "diff.fact.added": "the fact {fact} is new",
    "diff.fact.removed": "the fact {fact} is gone",
    "diff.fact.renamed": "the fact {old} is now called {new}",
    "diff.fact.changed": "the fact {fact} can be something else than before",
    "diff.table.added": "the table {table} is new",
    "diff.table.removed": "the table {table} is gone",
    "diff.table.renamed": "the table {old} is now called {new}",
    "diff.table.levels": (
        "by the table {table}, these facts called for {old:or} and call for {new:or}: {facts}"
    ),
    "diff.table.incomparable": (
        "what the table {table} calls for cannot be compared: a fact that it names has changed"
    ),
    "lint.criteria.evaded": (
        "{transition} leads to {levels:or} without the table {table}, to which {bound} is bound"
    ),
    "lint.criteria.evaded.cure": (
        "ask for the table here too, or leave these levels out of `to`, unless this way is meant "
        "to be open whatever the facts are"
    ),
    "lint.criteria.never": (
        "the table {table} calls for {levels:or} by no facts, so that it can never be issued by this"
    ),
    "lint.criteria.never.cure": "leave these levels out of `to`, or give the table a row for them",
    "lint.criteria.beside": (
        "none of the levels that the table {table} calls for is in `to`: nothing can be issued by this"
    ),
    "lint.criteria.beside.cure": "name another table, or give the table rows for the levels of `to`",
    "lint.criteria.otherwise": "`otherwise` is for no facts: the rows of the table {table} are for all",
    "lint.criteria.otherwise.cure": "leave `otherwise` out, or look whether a row is for too much",
    "lint.fact.unused": "no row of a table asks for the fact {fact}",
    "lint.fact.unused.cure": "use it in a row, or leave it out",
    "lint.table.unused": "no transition asks for the table {table}",
    "lint.table.unused.cure": "ask for it in `requires.assessment`, or leave it out",
    "coverage.table": "the level that the table {table} calls for",
    "coverage.table.open": "facts that leave open what the table {table} calls for",
    "coverage.table.row": "row {row} of the table {table}",
    "mutant.table.dropped": "{rule} is held against no table",
    "mutant.table.dropped.need": "a case whose facts do not call for the level, expecting `criteria.differs`",
    "mutant.table.advice": "the table {table} only advises for {rule}",
    "mutant.table.advice.need": "a case that {rule} denies because of `criteria.differs`",
    "mutant.table.binding": "the table {table} binds for {rule}",
    "mutant.table.binding.need": "a case permitted although its facts call for another level",
    "mutant.row.added": "row {row} of the table {table} calls for {level} too",
    "mutant.row.added.need": (
        "a case that proposes {level} on these facts, expecting `criteria.differs`: {facts}"
    ),
    "mutant.row.dropped": "row {row} of the table {table} no longer calls for {level}",
    "mutant.row.dropped.need": "a case that proposes {level} on these facts, and is permitted: {facts}",
    "mutant.bound.higher": "the table {table}: the bound {bound} of {fact} is {to} instead",
    "mutant.bound.higher.need": "a case that states {told} of {fact}",
    "mutant.bound.lower": "the table {table}: the bound {bound} of {fact} is {to} instead",
    "mutant.bound.lower.need": "a case that states {told} of {fact}",
    "cli.option.fact": "What it states of a fact that the rules list; true or false, a number, or one of its list.",
    "cli.error.no_fact": "`{text}` states no fact; write `FACT=VALUE`",
    "cli.error.fact_twice": "the fact `{fact}` is stated twice; state it once",
    "diagram.bound": "{assessment}; level by the table {table}",
    "diagram.advised": "{assessment}; level advised by the table {table}",
    "diagram.row": "row",
    "diagram.levels": "levels",
    "diagram.otherwise": "otherwise",
    "diagram.yes": "yes",
    "diagram.no": "no",
    "diagram.range": "{from} or more, below {below}",
    "diagram.range.from": "{from} or more",
    "diagram.range.below": "below {below}",
    "law.as_facts_call_for": (
        "what the facts stated leave open is waited for, and a level that none of the rows left "
        "calls for is told; nothing else is"
    ),
}
