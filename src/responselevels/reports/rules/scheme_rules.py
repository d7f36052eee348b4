"""Who may do what, for a page on a rules file: each rule for issuing or ending as a chapter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from responselevels.errors import Path
from responselevels.files.sheets import Sheet, there
from responselevels.models.parts.requires import EndingRequires, Requires
from responselevels.models.parts.running import Review
from responselevels.models.rules import Duty, Ending, Ratify, Transition
from responselevels.reports.rules.pages import Entry
from responselevels.reports.rules.scheme_words import Words

_ENDING_KEYS = (
    "assessment",
    "approval",
    "approval_after_assessment",
    "signed",
    "digest",
    "reason",
)
_KEYS = (
    *_ENDING_KEYS[:-1],
    "period",
    "max_duration",
    "scope",
    "notice",
    "expected_end",
    "reason",
)
"""What a rule may ask, in the order in which it is told."""


class RuleEntries:
    """The rules for issuing and for ending early of one sheet, worded."""

    def __init__(self, sheet: Sheet, words: Words) -> None:
        self.sheet = sheet
        self.words = words

    def chapters(self) -> Iterator[tuple[Path, str, Iterable[Entry]]]:
        """Yield a key, a title and entries for each rule; one that is to be filled in is its question."""
        rules = self.sheet.rules
        listed: Mapping[str, Sequence[Transition | Ending]] = {
            "transitions": rules.transitions,
            "endings": rules.endings,
        }
        for part, of_kind in listed.items():
            for entry in self.words.gaps(part):
                yield (part, "?"), self.words.says("missing"), [entry]
            for number, rule in there(of_kind):
                path: Path = (part, number)
                yield self.words.key(path), self._title(rule, path), [*self._rule(rule, path)]

    def _title(self, rule: Transition | Ending, path: Path) -> str:
        part, key, levels = "part.ending", "of", None
        if isinstance(rule, Transition):
            part, key, levels = "part.transition", "to", rule.to
        elif rule.of is not None:
            levels = rule.of
        missing = self.words.says("missing")
        return self.words.says(
            part,
            levels=missing if self._open(path, key) else self.words.levels(levels),
            tier=self.words.tier(rule.tier),
            id=rule.id,
        )

    def _rule(self, rule: Transition | Ending, path: Path) -> Iterator[Entry]:
        key = "to" if isinstance(rule, Transition) else "of"
        for name in ("tier", key):
            if self._open(path, name):
                yield self.words.entry("?", (*path, name), "")
        issuers = self.words.writer.any_of(rule.issuers, self.words.writer.bodies)
        who = self.words.says("key.issuers")
        yield self.words.entry(who, (*path, "issuers"), issuers, rule.cite)
        if isinstance(rule, Transition) and (rule.from_ is not None or self._open(path, "from")):
            text = self.words.levels(rule.from_ or (), any_of=True)
            yield self.words.entry(self.words.says("key.from"), (*path, "from"), text)
        yield from self._requires(rule.requires, (*path, "requires"))
        if isinstance(rule, Transition):
            yield from self._ratify(rule.ratify, (*path, "ratify"))
            yield from self._review(rule.review, (*path, "review"))
        yield from self._duties(rule.duties, (*path, "duties"))

    def _open(self, path: Path, key: str) -> bool:
        return bool(self.sheet.asked(*path, key))

    def _requires(self, requires: Requires | EndingRequires, path: Path) -> Iterator[Entry]:
        if self.sheet.is_gap(*path):
            yield self.words.entry("?", path, "")
            return
        keys = _KEYS if isinstance(requires, Requires) else _ENDING_KEYS
        for key in keys:
            cite = requires.cites.get(key)
            opened = self._open(path, key)
            text = "" if opened else self._asked(key, requires)
            if text is None and cite is not None:
                text = self._unasked(key)
            if text is not None:
                yield self.words.entry(self.words.says(f"key.{key}"), (*path, key), text, cite)

    def _asked(self, key: str, requires: Requires | EndingRequires) -> str | None:
        """Return what *requires* asks with *key*, in words; None where that is nothing."""
        if key == "assessment":
            assessment = requires.assessment
            return None if assessment is None else self.words.writer.assessment(assessment)
        if key == "approval":
            approval = requires.approval
            return None if approval is None else self.words.condition(approval)
        if key in ("max_duration", "notice"):
            duration = getattr(requires, key)
            return None if duration is None else self.words.says(key, duration=duration)
        return self._set(key, requires)

    def _set(self, key: str, requires: Requires | EndingRequires) -> str | None:
        if key == "scope" and isinstance(requires, Requires):
            return self.words.writer.scope(requires)
        value = getattr(requires, key)
        if key == "period":
            return self.words.says(f"period.{value}")
        if key == "approval_after_assessment":
            return None if value is None else self.words.says(f"{key}.{str(value).lower()}")
        if key in {"digest", "signed"}:
            return self._bound(key, requires)
        return self.words.says("asked") if value else None

    def _bound(self, key: str, asked: Requires | EndingRequires | Ratify) -> str | None:
        """Return how an approval must be bound, where it must: signed, or with a digest."""
        if key == "signed":
            return self.words.says("signed.true") if asked.signed else None
        return self.words.says("digest.required") if asked.digest == "required" else None

    def _unasked(self, key: str) -> str:
        """Return what holds where a key that has a clause of its own is left out."""
        if key == "approval_after_assessment":
            return self.words.says("approval_after_assessment.true")
        return self.words.says("digest.optional" if key == "digest" else "none")

    def _ratify(self, ratify: Ratify | None, path: Path) -> Iterator[Entry]:
        label = self.words.says("key.ratify")
        if self.sheet.is_gap(*path):
            yield self.words.entry(label, path, "")
        if ratify is None:
            return
        approval = self.words.condition(ratify.approval)
        text = self.words.says("ratify", approval=approval)
        yield self.words.entry(label, (*path, "approval"), text, ratify.cites.get("approval"))
        for key in ("within", "again_after"):
            duration = getattr(ratify, key)
            if duration is not None or self._open(path, key):
                text = "" if duration is None else self.words.says(key, duration=duration)
                cite = ratify.cites.get(key)
                yield self.words.entry(self.words.says(f"key.{key}"), (*path, key), text, cite)
        for key in ("signed", "digest"):
            cite, opened = ratify.cites.get(key), self._open(path, key)
            said = "" if opened else self._bound(key, ratify)
            if said is None and cite is not None:
                said = self._unasked(key)
            if said is not None:
                yield self.words.entry(self.words.says(f"key.{key}"), (*path, key), said, cite)
        yield from self._duties(ratify.duties, (*path, "duties"))

    def _review(self, review: Review | None, path: Path) -> Iterator[Entry]:
        if review is None and not self.sheet.asked(*path):
            return
        label = self.words.says("key.review")
        cite = None if review is None else review.cite
        name = None if review is None else review.id
        yield self.words.entry(label, path, partial(self._reviewed, review), cite, name=name)

    def _reviewed(self, review: Review | None) -> str:
        if review is None or review.do is None:
            every = None if review is None else review.every
            return self.words.says("review", every=every)
        return self.words.says("review.do", do=review.do.in_(self.words.lang), every=review.every)

    def _duties(self, duties: Sequence[Duty], path: Path) -> Iterator[Entry]:
        yield from self.words.gaps(*path)
        for number, duty in there(duties):
            place = (*path, number)
            text = "" if self._open(place, "do") else self._duty(duty)
            label = self.words.says("key.duty")
            yield self.words.entry(label, place, text, duty.cite, name=duty.id)

    def _duty(self, duty: Duty) -> str:
        lang = self.words.lang
        if duty.to is None:
            text = self.words.says("duty", do=duty.do.in_(lang))
        else:
            text = self.words.says("duty.to", do=duty.do.in_(lang), to=duty.to.in_(lang))
        if duty.within is not None:
            code = f"duty.within.{duty.counts_from}"
            text = self.words.says(code, duty=text, within=duty.within)
        if duty.when != "always":
            text = self.words.says(f"duty.{duty.when}", duty=text)
        return self.words.says("duty.even_if_ended", duty=text) if duty.even_if_ended else text
