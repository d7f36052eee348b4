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
}
