"""The rules as a table, in Markdown or CSV: one row for each transition and ending.

In Markdown the tables of criteria follow, each by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from responselevels.errors import expect, spoken
from responselevels.models.parts.cites import Cite
from responselevels.models.parts.conditions import AllOf, AnyOf, AtLeast, parts_of
from responselevels.models.parts.criteria import Bounds, FactAsked, Table
from responselevels.models.parts.requires import AssessmentRule, EndingRequires, Requires
from responselevels.models.rules import Ending, Ratify, Rules, Transition
from responselevels.models.telling import citing, facts_of_cite
from responselevels.models.texts import Text
from responselevels.text.catalogue import worded
from responselevels.text.escaping import in_csv, in_markdown

_COLUMNS = (
    "rule",
    "tier",
    "from",
    "to",
    "issuers",
    "assessment",
    "approval",
    "period",
    "scope",
    "clause",
)
_NOTHING = "–"


def table(rules: Rules, lang: str = "en") -> str:
    """Return the transitions and endings of *rules* as a Markdown table, and then its tables of criteria."""
    expect("rules", rules, Rules)
    spoken(lang)
    writer = _Writer(rules, lang, in_markdown)
    listed = [_in_rows(_rows(rules, lang, in_markdown))]
    for criteria in rules.tables:
        title = writer.titled(criteria.id, {criteria.id: criteria.title})
        listed.append(f"{title}\n\n{_in_rows(_criteria_rows(criteria, writer))}")
    return "\n".join(listed)


def _in_rows(rows: Sequence[Sequence[str]]) -> str:
    heads, *rest = rows
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (heads, ["---"] * len(heads), *rest))


def _criteria_rows(criteria: Table, writer: _Writer) -> list[list[str]]:
    """Return a table of criteria: a column for each fact that it names, the levels and the clause."""
    named = {name for row in criteria.rows for name in row.when}
    facts = {fact.id: fact.title for fact in writer.rules.facts if fact.id in named}
    heads = [writer.titled(name, facts) for name in facts]
    rows = [
        [
            str(number),
            *(writer.asked(row.when.get(name)) for name in facts),
            writer.any_of(row.levels, writer.levels),
            _NOTHING if (cite := row.cite or criteria.cite) is None else writer.clause(cite),
        ]
        for number, row in enumerate(criteria.rows, 1)
    ]
    if criteria.otherwise is not None:
        rest = [writer.say("otherwise"), *([""] * (len(heads) - 1))] if heads else []
        levels = writer.any_of(criteria.otherwise, writer.levels)
        clause = _NOTHING if criteria.cite is None else writer.clause(criteria.cite)
        rows.append([str(len(rows) + 1), *rest, levels, clause])
    return [[writer.say("row"), *heads, writer.say("levels"), writer.say("clause")], *rows]


def csv_table(rules: Rules, lang: str = "en") -> str:
    """Return the same table as CSV, for spreadsheets: where nothing is asked, the cell is empty."""
    expect("rules", rules, Rules)
    spoken(lang)
    rows = _rows(rules, lang, str)
    return in_csv(["" if cell == _NOTHING else cell for cell in row] for row in rows)


def _rows(rules: Rules, lang: str, cell: Callable[[str], str]) -> list[list[str]]:
    writer = _Writer(rules, lang, cell)
    return [
        [worded(f"diagram.{column}", {}, lang) for column in _COLUMNS],
        *(writer.transition(transition) for transition in rules.transitions),
        *(writer.ending(ending) for ending in rules.endings),
    ]


class _Writer:
    """Words the parts of rules in one language, ids with their titles; *cell* writes free text."""

    def __init__(self, rules: Rules, lang: str, cell: Callable[[str], str]) -> None:
        self.cell = cell
        self.rules = rules
        self.lang = lang
        self.levels = {level.id: level.title for level in rules.levels}
        self.tiers = {tier.id: tier.title for tier in rules.tiers}
        self.bodies = {name: body.title for name, body in rules.bodies.items()}

    def say(self, code: str, **facts: object) -> str:
        return worded(f"diagram.{code}", facts, self.lang)

    def titled(self, name: str, titles: dict[str, Text | None]) -> str:
        title = titles[name]
        return self.cell(title.in_(self.lang) if title is not None else name)

    def several(self, names: Iterable[str], titles: dict[str, Text | None]) -> str:
        return self.say("several", of=tuple(self.titled(name, titles) for name in names))

    def any_of(self, names: Iterable[str], titles: dict[str, Text | None]) -> str:
        return self.say("or").join(self.titled(name, titles) for name in names)

    def transition(self, rule: Transition) -> list[str]:
        requires = rule.requires
        approval = self.approval(requires)
        if rule.ratify is not None:
            after = self.say(
                "afterwards",
                duration=rule.ratify.within,
                approval=self.approval(rule.ratify),
            )
            if rule.ratify.again_after is not None:
                after = self.say("again", after=after, duration=rule.ratify.again_after)
            approval = after if approval == _NOTHING else approval + self.say("then") + after
        period = [self.say(requires.period)]
        if requires.max_duration is not None:
            period.append(self.say("longest", duration=requires.max_duration))
        if requires.notice is not None:
            period.append(self.say("notice", duration=requires.notice))
        if requires.expected_end:
            period.append(self.say("expected_end"))
        return [
            self.cell(rule.id),
            self.titled(rule.tier, self.tiers),
            self.say("any_level") if rule.from_ is None else self.several(rule.from_, self.levels),
            self.several(rule.to, self.levels),
            self.several(rule.issuers, self.bodies),
            self.assessment(requires.assessment),
            approval,
            self.say("comma").join(period),
            self.scope(requires),
            self.grounds(
                rule.cite, requires.cites, {} if rule.ratify is None else rule.ratify.cites
            ),
        ]

    def ending(self, rule: Ending) -> list[str]:
        return [
            self.cell(rule.id),
            self.titled(rule.tier, self.tiers),
            self.say("any_level") if rule.of is None else self.several(rule.of, self.levels),
            self.say("default"),
            self.several(rule.issuers, self.bodies),
            self.assessment(rule.requires.assessment),
            self.approval(rule.requires),
            _NOTHING,
            _NOTHING,
            self.grounds(rule.cite, rule.requires.cites),
        ]

    def scope(self, requires: Requires) -> str:
        said = self.say("explicit" if requires.scope_named else "optional")
        if requires.scope_tiers is None:
            return said
        tiers = [self.titled(tier, self.tiers) for tier in requires.scope_tiers]
        return self.say("scope_tiers", scope=said, tiers=self.say("or").join(tiers))

    def assessment(self, asked: AssessmentRule | None) -> str:
        if asked is None:
            return _NOTHING
        made = self.any_of(asked.by, self.bodies)
        if asked.with_:
            made = self.say(
                "together", **{"by": made, "with": self.several(asked.with_, self.bodies)}
            )
        if asked.max_age is not None:
            made = self.say("aged", assessment=made, duration=asked.max_age)
        if asked.table is None:
            return made
        titles = {one.id: one.title for one in self.rules.tables}
        code = "bound" if asked.binding else "advised"
        return self.say(code, assessment=made, table=self.titled(asked.table, titles))

    def asked(self, asked: FactAsked | None) -> str:
        """Return what a row asks of a fact; nothing where it may be anything."""
        if asked is None:
            return ""
        if isinstance(asked, bool):
            return self.say("yes" if asked else "no")
        if isinstance(asked, Bounds):
            code = "range" + (".from" if asked.below is None else "")
            code += ".below" if asked.from_ is None else ""
            return self.say(code, **{"from": asked.from_, "below": asked.below})
        options = (asked,) if isinstance(asked, str) else asked
        return self.say("or").join(self.cell(option) for option in options)

    def approval(self, asked: Requires | EndingRequires | Ratify) -> str:
        if asked.approval is None:
            return _NOTHING
        written = self.condition(asked.approval)
        if asked.signed:
            written = self.say("signed", approval=written)
        elif asked.digest == "required":
            written = self.say("digest", approval=written)
        # That it comes after the assessment is so by default, and needs no word.
        early = not isinstance(asked, Ratify) and asked.approval_after_assessment is False
        return self.say("early", approval=written) if early else written

    def condition(self, condition: str | AnyOf | AllOf | AtLeast) -> str:
        if isinstance(condition, str):
            return self.titled(condition, self.bodies)
        parts = [self.condition(part) for part in parts_of(condition)]
        if isinstance(condition, AtLeast):
            return self.say(
                "some", count=condition.at_least.count, of=self.say("comma").join(parts)
            )
        joined = self.say("or" if isinstance(condition, AnyOf) else "and").join(parts)
        if len(parts) == 1:
            return joined
        nests = any(not isinstance(part, str) for part in parts_of(condition))
        return self.say("group.of_groups" if nests else "group", of=joined)

    def grounds(self, cite: Cite | None, *by_key: Mapping[str, Cite]) -> str:
        """Return the clause of a rule, and those of its keys that have one of their own."""
        grounds = [] if cite is None else [self.clause(cite)]
        for cites in by_key:
            for key, own in cites.items():
                grounds.append(self.say("cited", key=f"`{key}`", clause=self.clause(own)))
        return self.say("then").join(grounds) or _NOTHING

    def clause(self, cite: Cite) -> str:
        """Return source and clause; a reading is told as one, and so is that the source is silent."""
        source = self.rules.sources[cite.source]
        short = source.short if source.short is not None and source.short.has(self.lang) else None
        title = (short or source.title).in_(self.lang)
        facts = facts_of_cite(cite, title, self.lang)
        written = {name: self.written(fact) for name, fact in facts.items()}
        return worded(citing("cli.source", cite), written, self.lang)

    def written(self, fact: object) -> object:
        if isinstance(fact, tuple):
            return tuple(map(self.written, fact))
        return fact if fact is None else self.cell(str(fact))
