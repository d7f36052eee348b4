"""The parts of rules in words, short enough for the cells of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from responselevels.models.parts.cites import Cite
from responselevels.models.parts.conditions import AllOf, AnyOf, AtLeast, parts_of
from responselevels.models.parts.criteria import Bounds, FactAsked
from responselevels.models.parts.requires import AssessmentRule, EndingRequires, Requires
from responselevels.models.rules import Ending, Ratify, Rules, Transition
from responselevels.models.telling import citing, facts_of_cite
from responselevels.models.texts import Text
from responselevels.text.catalogue import listed, worded

NOTHING = "–"
"""What a cell says where nothing is asked."""


class RuleWriter:
    """Words the parts of rules in one language, ids with their titles; *cell* writes free text."""

    def __init__(self, rules: Rules, lang: str, cell: Callable[[str], str]) -> None:
        self.cell = cell
        self.rules = rules
        self.lang = lang
        self.levels = {level.id: level.title for level in rules.levels}
        self.tiers = {tier.id: tier.title for tier in rules.tiers}
        self.bodies = {name: body.title for name, body in rules.bodies.items()}

    def say(self, code: str, **facts: object) -> str:
        """Return a heading or a joint of tables."""
        return worded(f"diagram.{code}", facts, self.lang)

    def titled(self, name: str, titles: dict[str, Text | None]) -> str:
        """Return the title of a thing, or its id where it has none."""
        title = titles.get(name)
        return self.cell(title.in_(self.lang) if title is not None else name)

    def several(self, names: Iterable[str], titles: dict[str, Text | None]) -> str:
        """Return several things by their titles."""
        return self.say("several", of=self.whole(self.titled(name, titles) for name in names))

    def whole(self, words: Iterable[str]) -> str:
        """Return all of *words*, however many, as a list of the language."""
        return listed([*words], self.lang, joint="series" if self.lang == "zh" else "and")

    def any_of(self, names: Iterable[str], titles: dict[str, Text | None]) -> str:
        """Return things of which one will do, by their titles."""
        return self.say("or").join(self.titled(name, titles) for name in names)

    def transition(self, rule: Transition) -> list[str]:
        """Return a rule for issuing as a row of cells."""
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
            approval = after if approval == NOTHING else approval + self.say("then") + after
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
        """Return a rule for ending early as a row of cells."""
        return [
            self.cell(rule.id),
            self.titled(rule.tier, self.tiers),
            self.say("any_level") if rule.of is None else self.several(rule.of, self.levels),
            self.say("default"),
            self.several(rule.issuers, self.bodies),
            self.assessment(rule.requires.assessment),
            self.approval(rule.requires),
            NOTHING,
            NOTHING,
            self.grounds(rule.cite, rule.requires.cites),
        ]

    def scope(self, requires: Requires) -> str:
        """Return whether the areas must be named, and of which tiers they must be."""
        said = self.say("explicit" if requires.scope_named else "optional")
        if requires.scope_tiers is None:
            return said
        tiers = [self.titled(tier, self.tiers) for tier in requires.scope_tiers]
        return self.say("scope_tiers", scope=said, tiers=self.say("or").join(tiers))

    def assessment(self, asked: AssessmentRule | None) -> str:
        """Return who makes an assessment, how old it may be, and what it is held against."""
        if asked is None:
            return NOTHING
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
        """Return who approves, and how."""
        if asked.approval is None:
            return NOTHING
        written = self.condition(asked.approval)
        if asked.signed:
            written = self.say("signed", approval=written)
        elif asked.digest == "required":
            written = self.say("digest", approval=written)
        # That it comes after the assessment is so by default, and needs no word.
        early = not isinstance(asked, Ratify) and asked.approval_after_assessment is False
        return self.say("early", approval=written) if early else written

    def condition(self, condition: str | AnyOf | AllOf | AtLeast) -> str:
        """Return a condition of bodies."""
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
        return self.say("then").join(grounds) or NOTHING

    def clause(self, cite: Cite) -> str:
        """Return source and clause; a reading is told as one, and so is that the source is silent."""
        source = self.rules.sources[cite.source]
        short = source.short if source.short is not None and source.short.has(self.lang) else None
        title = (short or source.title).in_(self.lang)
        facts = facts_of_cite(cite, title, self.lang)
        written = {name: self.written(fact) for name, fact in facts.items()}
        return worded(citing("cli.source", cite), written, self.lang)

    def written(self, fact: object) -> object:
        """Return a fact of a clause, as the cell has it."""
        if isinstance(fact, tuple):
            return tuple(map(self.written, fact))
        return fact if fact is None else self.cell(str(fact))
