"""Who may do what at which level, by the rules: a row for each rule that leads to a level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from responselevels.files.sheets import Sheet
from responselevels.models.rules import Ending, Rules, Transition
from responselevels.reports.rules.scheme_words import Words
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.views.tree import LevelShown, level_shown


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityRow:
    """One rule that leads to a level: of which tier, who issues, assesses, approves and ends early.

    *issuers* say of each body whether the reader acts for it; *later*: the approval may follow the
    issue. Empty texts stand for what the rule does not ask.
    """

    tier: str
    rule: str
    issuers: tuple[tuple[str, bool], ...]
    assessment: str
    approval: str
    later: str
    ending: tuple[str, ...]


def authority(reader: Reader) -> tuple[tuple[LevelShown, tuple[AuthorityRow, ...]], ...]:
    """Return the levels that can be ordered, the most severe first, each with its rules."""
    rules = reader.scheme.rules
    words = Words(Sheet(rules), reader.lang)
    found = []
    for level in reversed(reader.scheme.levels):
        rows = tuple(_rows(reader, rules, words, level))
        if rows:
            found.append((level_shown(reader, level), rows))
    return tuple(found)


def _rows(reader: Reader, rules: Rules, words: Words, level: str) -> Iterator[AuthorityRow]:
    for rule in rules.transitions:
        if level in rule.to:
            yield _row(reader, words, rule, _endings(rules, rule.tier, level))


def _row(reader: Reader, words: Words, rule: Transition, endings: Iterable[Ending]) -> AuthorityRow:
    asked, ratify = rule.requires, rule.ratify
    assessment, approval = asked.assessment, asked.approval
    return AuthorityRow(
        tier=words.tier(rule.tier),
        rule=rule.id,
        issuers=tuple(
            (reader.title("body", one), reader.caller.may_act_for(one)) for one in rule.issuers
        ),
        assessment="" if assessment is None else words.writer.assessment(assessment),
        approval="" if approval is None else words.condition(approval),
        later="" if ratify is None else words.condition(ratify.approval),
        ending=tuple(_ended(reader, words, one) for one in endings),
    )


def _endings(rules: Rules, tier: str, level: str) -> Iterator[Ending]:
    for one in rules.endings:
        if one.tier == tier and (one.of is None or level in one.of):
            yield one


def _ended(reader: Reader, words: Words, ending: Ending) -> str:
    who = words.writer.any_of(ending.issuers, words.writer.bodies)
    approval = ending.requires.approval
    if approval is None:
        return str(who)
    return reader.says("who.approved", who=who, approval=words.condition(approval))
