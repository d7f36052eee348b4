"""Names that nothing uses, rules without a clause, words without a translation."""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.linting.remarks import Remark, remark
from responselevels.errors import Path
from responselevels.models.parts.cites import cites_in
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.parts.requires import EndingRequires, Requires
from responselevels.models.rules import Ending, Floor, Ratify, Rules, Transition, duties_in
from responselevels.models.texts import Text
from responselevels.text.catalogue import Named


def unused(rules: Rules) -> Iterator[Remark]:
    """Find bodies that have no part in any rule or measure, and sources that no rule cites."""
    used: set[str] = set()
    acting: list[Transition | Ending] = [*rules.transitions, *rules.endings]
    for rule in acting:
        used.update(rule.issuers)
        if rule.requires.assessment is not None:
            used.update(rule.requires.assessment.by, rule.requires.assessment.with_)
        if rule.requires.approval is not None:
            used.update(bodies_in(rule.requires.approval))
        if isinstance(rule, Transition) and rule.ratify is not None:
            used.update(bodies_in(rule.ratify.approval))
    used.update(body for measure in rules.measures for body in measure.by or ())
    for name in rules.bodies:
        if name not in used:
            yield remark("body.unused", ("bodies", name), body=Named("body", name))
    cited = {cite.source for _path, cite in cites_in(rules)}
    for name in rules.sources:
        if name not in cited:
            yield remark("source.uncited", ("sources", name), source=Named("source", name))


def _all_rules(rules: Rules) -> Iterator[tuple[Path, str, Transition | Ending | Floor]]:
    for number, transition in enumerate(rules.transitions):
        yield ("transitions", number), "transition", transition
    for number, ending in enumerate(rules.endings):
        yield ("endings", number), "ending", ending
    for number, floor in enumerate(rules.floors):
        yield ("floors", number), "floor", floor


def uncited(rules: Rules) -> Iterator[Remark]:
    """Find rules without a clause, in a file that names its sources."""
    for path, kind, rule in _all_rules(rules):
        if rules.sources and rule.cite is None:
            yield remark("rule.uncited", path, rule=Named(kind, rule.id))


_ASKING = {"period", "approval_after_assessment"}
"""Keys that ask something also where they are left out."""


def idle_cites(rules: Rules) -> Iterator[Remark]:
    """Find a clause for a key that is left out: what is asked by it, nobody is asked.

    A reading may well say why nothing is asked (docs/semantics-notes.md, 91).
    """
    for path, asking in _asking(rules):
        for key, cite in asking.cites.items():
            field = type(asking).model_fields[key]
            asks = key in _ASKING or getattr(asking, key) != field.get_default()
            if not asks and cite.reading is None:
                yield remark("cite.idle", (*path, "cites", key), key=f"`{key}`")


def _asking(rules: Rules) -> Iterator[tuple[Path, Requires | EndingRequires | Ratify]]:
    for path, _kind, rule in _all_rules(rules):
        if isinstance(rule, Transition | Ending):
            yield (*path, "requires"), rule.requires
        if isinstance(rule, Transition) and rule.ratify is not None:
            yield (*path, "ratify"), rule.ratify


def shared_ids(rules: Rules) -> Iterator[Remark]:
    """Find an id shared by rules of two kinds: findings name a rule by its id alone."""
    first: dict[str, str] = {}
    for path, kind, rule in _all_rules(rules):
        if first.setdefault(rule.id, kind) != kind:
            yield remark("rule.shared_id", (*path, "id"), rule=Named(kind, rule.id))


def shared_shorts(rules: Rules) -> Iterator[Remark]:
    """Find a source that a reader takes for another: with the same short title in a language."""
    first: dict[tuple[str, str], str] = {}
    for name, source in rules.sources.items():
        for lang, words in source.short.words if source.short is not None else ():
            other = first.setdefault((lang, words), name)
            if other != name:
                facts = {"source": Named("id", name), "other": Named("id", other)}
                yield remark("source.shared_short", ("sources", name, "short"), **facts)
                break


def untranslated(rules: Rules) -> Iterator[Remark]:
    """Find texts that lack a language which other texts of the file have."""
    texts = [(path, text) for path, text in _texts(rules) if text is not None]
    languages = sorted({lang for _path, text in texts for lang, _words in text.words if lang})
    for path, text in texts:
        known = {lang for lang, _words in text.words}
        missing = tuple(f"`{lang}`" for lang in languages if lang not in known)
        if missing and "" not in known:
            yield remark("text.untranslated", path, languages=missing)


def _texts(rules: Rules) -> Iterator[tuple[Path, Text | None]]:
    yield ("title",), rules.title
    for name, source in rules.sources.items():
        yield ("sources", name, "title"), source.title
        yield ("sources", name, "publisher"), source.publisher
    for key in ("levels", "tracks", "tiers", "facts", "tables", "spots", "measures"):
        for number, listed in enumerate(getattr(rules, key)):
            yield (key, number, "do" if key == "measures" else "title"), listed.title
    for name, body in rules.bodies.items():
        yield ("bodies", name, "title"), body.title
    for path, duty in duties_in(rules):
        yield (*path, "do"), duty.do
        yield (*path, "to"), duty.to
    for number, cadence in enumerate(rules.cadence):
        yield ("cadence", number, "do"), cadence.do
    for number, transition in enumerate(rules.transitions):
        if transition.review is not None:
            yield ("transitions", number, "review", "do"), transition.review.do
    for path, cite in cites_in(rules):
        yield (*path, "reading"), cite.reading
