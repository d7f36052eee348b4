"""Sentences of measures, amounts and figures: what is refused of them, and the units they are in."""

SENTENCES: dict[str, str] = {
    "problem.measure.unknown": "unknown measure `{name}`{known}{near}",
    "problem.spot.unknown": "unknown kind of place `{name}`{known}{near}",
    "problem.measure.levels": (
        "a measure holds `from` a level on or `at` certain levels; give `{measure}` exactly one of the two"
    ),
    "problem.measure.need": "`need` says how much; give it `at_least`, `at_most` or both",
    "problem.measure.cycle": (
        "these measures strengthen one another in a circle: {measures}; "
        "leave `strengthens` out of the weakest"
    ),
    "problem.unit.mismatch": (
        "the unit here is {unit}, and {what} is in {other}; amounts are compared, never converted: "
        "let both have the same unit"
    ),
    "phrase.unit.measure": "the measure {measure}",
    "phrase.unit.figure": "the figure `{figure}` elsewhere",
    "problem.amount.kind": (
        "an amount is counted in one way; write a number, or exactly one of `figure`, `per`, `times` and `sum`"
    ),
    "problem.amount.form": (
        'an amount expected, found {found}; write a number, such as `5` or `"2.5"`, or one of '
        "`{{figure: …}}`, `{{per: …}}`, `{{times: …}}` and `{{sum: …}}`"
    ),
    "problem.times.form": (
        'a list of two expected, a number and an amount, found {found}; write it as `["2.5", amount]`'
    ),
    "problem.amount.negative": "`{value}` is less than 0; there cannot be fewer than none",
    "problem.amount.every": "nothing can be divided into steps of 0 or less; let `every` be greater than 0",
    "problem.figure.repeated": "this figure has a value of that day already, at {first}; leave one out",
    "problem.figure.differs": (
        "{own} here, and {sum} together in the areas directly beneath, both of {day}; "
        "mend one, or leave the one here out"
    ),
    "figure.missing": (
        "{area} has no figure `{figure}` yet, and no sum of the areas beneath it, for want of that of {lacking}"
    ),
    "figure.missing.many": (
        "{area} has no figure `{figure}` yet, and no sum of the areas beneath it, for want of those of {lacking}, "
        "and perhaps of others"
    ),
    "figure.missing.own": "{area} has no figure `{figure}` yet",
    "unit.person": "persons",
    "unit.household": "households",
    "unit.vehicle": "vehicles",
    "unit.vessel": "vessels",
    "unit.aircraft": "aircraft",
    "unit.team": "teams",
    "unit.post": "posts",
    "unit.site": "sites",
    "unit.device": "devices",
    "unit.round": "rounds",
    "unit.minute": "minutes",
    "unit.hour": "hours",
    "unit.day": "days",
    "unit.metre": "metres",
    "unit.kilometre": "kilometres",
    "unit.square_kilometre": "square kilometres",
    "unit.tonne": "tonnes",
    "unit.megawatt": "megawatts",
    "unit.percent": "percent",
    "unit.yuan": "yuan",
    "lint.measure.weaker": (
        "wherever {measure} holds, {other} holds too, and asks at least as much: nothing is strengthened"
    ),
    "lint.measure.weaker.cure": "ask for more, let it hold where {other} does not, or leave it out",
    "lint.measure.never": "no area of its tiers can be at a level at which {measure} holds: nothing there orders one",
    "lint.measure.never.cure": "correct its levels or its `tiers`, or leave it out",
    "lint.spot.unused": "no measure is for {spot}",
    "lint.spot.unused.cure": "name it in the `spots` of a measure, or leave it out",
    "diff.measure.added": "the measure {measure} is new",
    "diff.measure.removed": "the measure {measure} is gone",
    "diff.measure.renamed": "the measure {old} is now called {new}",
    "diff.measure.changed": "the measure {measure} says something else under {keys}",
    "law.measures_as_they_hold": (
        "in every area those measures and extras hold that its levels and orders ask for, and each takes as much as they say"
    ),
    "breach.measures": "the measures that hold in {area} at {at} are not those of the reference engine, or take another amount",
    "breach.extras": "the extras that hold in {area} at {at} are not those of the reference engine",
    "approval.shown.extra": "asks for, too: {value}",
    "approval.shown.extra_by": "  carried out by: {value}",
}
