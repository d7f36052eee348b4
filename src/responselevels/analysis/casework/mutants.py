"""Mutants of a rules file: one rule changed at a time, each with what it changes.

A mutant is a mistake that somebody could have made in writing the file. Titles
and clauses are left alone: they weigh nothing in a decision. Whether a
mutant is sound, and whether a case notices it, is not told here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from responselevels.analysis.casework.additions import (
    DAY,
    HOUR,
    mutants_of_bodies,
    mutants_of_duties,
    mutants_of_force,
    mutants_of_validity,
    mutants_that_add,
)
from responselevels.analysis.casework.additions import (
    STEP as _STEP,
)
from responselevels.analysis.casework.lowerings import mutants_of_lowering
from responselevels.analysis.casework.mutants_of_conditions import changed_conditions
from responselevels.analysis.casework.mutants_of_tables import mutants_of_tables
from responselevels.analysis.casework.outcomes import Mutant
from responselevels.core.world.scheme import clause_of
from responselevels.errors import Path
from responselevels.models.parts.cites import Cite
from responselevels.models.parts.requires import AssessmentRule, ScopeTiers
from responselevels.models.rules import Ending, Floor, Ratify, Rules, Transition
from responselevels.text.catalogue import Named, Phrase

_COUNTS = ("covering", "touching", "issued")
Facts = Mapping[str, object]
Edit = tuple[Path, str, Facts, Any]
"""A change of one rule: where in the rule, its code, its facts, and the changed rule."""


def mutants_of(rules: Rules) -> Iterator[Mutant]:
    """Yield every mutant of *rules*, in the order of the file; some may not be sound."""
    yield from mutants_of_validity(rules)
    yield from mutants_of_force(rules)
    yield from _of_levels(rules)
    yield from _of_tiers(rules)
    yield from _of_tracks(rules)
    yield from mutants_of_bodies(rules)
    for key in ("transitions", "endings", "floors"):
        for number, rule in enumerate(getattr(rules, key)):
            for path, code, facts, changed in _Changes(rules, rule).all():
                listed = list(getattr(rules, key))
                listed[number : number + 1] = [] if changed is None else [changed]
                yield Mutant(
                    path=(key, number, *path),
                    code=code,
                    facts={"rule": Named("rule", rule.id), **facts},
                    rules=rules.model_copy(update={key: tuple(listed)}),
                    cite=clause_of(_ground(rule, path)),
                )
    yield from mutants_of_duties(rules)
    yield from mutants_that_add(rules)
    yield from mutants_of_lowering(rules)
    yield from mutants_of_tables(rules)


def _ground(rule: Any, path: Path) -> Cite | None:
    """Return what the part of *rule* at *path* comes from: its key may have a ground of its own."""
    asking = getattr(rule, str(path[0]), None) if len(path) > 1 else None
    own: Cite | None = getattr(asking, "cites", {}).get(path[1]) if len(path) > 1 else None
    return own or rule.cite


def _of_levels(rules: Rules) -> Iterator[Mutant]:
    levels = rules.levels
    for number in range(len(levels) - 1):
        swapped = list(levels)
        swapped[number : number + 2] = reversed(levels[number : number + 2])
        facts = _named("level", level=levels[number].id, other=levels[number + 1].id)
        path: Path = ("levels", number)
        yield _whole(rules, path, "levels.swapped", facts, levels=tuple(swapped))
    for number, level in enumerate(levels):
        if not level.default:
            moved = tuple(
                each.model_copy(update={"default": place == number})
                for place, each in enumerate(levels)
            )
            facts = _named("level", level=level.id)
            yield _whole(rules, ("levels", number), "default.moved", facts, levels=moved)


def _of_tiers(rules: Rules) -> Iterator[Mutant]:
    """Turn `inherits` round; not of the top tier, whose areas have nothing above them."""
    for number, tier in enumerate(rules.tiers[1:], 1):
        flipped = list(rules.tiers)
        flipped[number] = tier.model_copy(update={"inherits": not tier.inherits})
        code = "inherits.dropped" if tier.inherits else "inherits.added"
        facts = _named("tier", tier=tier.id)
        yield _whole(rules, ("tiers", number), code, facts, tiers=tuple(flipped))


def _of_tracks(rules: Rules) -> Iterator[Mutant]:
    """Take each track out: a case that names it cannot be read any more."""
    for number, track in enumerate(rules.tracks):
        rest = (*rules.tracks[:number], *rules.tracks[number + 1 :])
        facts = _named("track", track=track.id)
        yield _whole(rules, ("tracks", number), "track.removed", facts, tracks=rest)


def _whole(rules: Rules, path: Path, code: str, facts: Facts, **update: Any) -> Mutant:
    return Mutant(path=path, code=code, facts=facts, rules=rules.model_copy(update=update))


def _named(kind: str, **names: str) -> dict[str, object]:
    return {key: Named(kind, name) for key, name in names.items()}


@dataclass(frozen=True, slots=True)
class _Changes:
    """The changes of one transition, ending or floor rule."""

    rules: Rules
    rule: Any

    def all(self) -> Iterator[Edit]:
        rule = self.rule
        yield (), f"{_kind(rule)}.removed", {}, None
        if isinstance(rule, Floor):
            yield from self.floor(rule)
            return
        if isinstance(rule, Transition):
            yield from self.levels("from", "from_", rule.from_)
            yield from self.levels("to", "to", rule.to)
        else:
            yield from self.levels("of", "of", rule.of)
        yield from self.issuers(rule.issuers)
        yield from self.assessment(rule.requires.assessment)
        yield from self.approval()
        yield from self.reason()
        if isinstance(rule, Transition):
            yield from self.period(rule)
            yield from self.scope(rule)
            yield from self.ratify(rule.ratify)

    def with_(self, **update: Any) -> Any:
        return self.rule.model_copy(update=update)

    def asking(self, **update: Any) -> Any:
        return self.with_(requires=self.rule.requires.model_copy(update=update))

    def bodies(self) -> list[str]:
        """Return the bodies that may act for the rule: those of its tier and above."""
        depth = {tier.id: number for number, tier in enumerate(self.rules.tiers)}
        own = depth[self.rule.tier]
        return [name for name, body in self.rules.bodies.items() if depth[body.tier] <= own]

    # -- levels and bodies ---------------------------------------------------------

    def levels(self, key: str, field: str, names: Sequence[str] | None) -> Iterator[Edit]:
        """Take each level out of a list, and put in each that is not there; None is all."""
        every = [level.id for level in self.rules.levels]
        for name in every:
            facts = _named("level", level=name)
            known = tuple(every if names is None else names)
            if name in known:
                rest = tuple(each for each in known if each != name)
                yield (key,), f"{key}.dropped", facts, self.with_(**{field: rest})
            else:
                yield (key,), f"{key}.added", facts, self.with_(**{field: (*known, name)})

    def issuers(self, names: tuple[str, ...]) -> Iterator[Edit]:
        for code, facts, changed in self.lists(names):
            yield ("issuers",), f"issuer.{code}", facts, self.with_(issuers=changed)

    def lists(self, names: tuple[str, ...]) -> Iterator[tuple[str, Facts, tuple[str, ...]]]:
        """Yield a list of bodies without each of them, and with each other one that may act."""
        for name in names:
            rest = tuple(each for each in names if each != name)
            yield "dropped", _named("body", body=name), rest
        for name in self.bodies():
            if name not in names:
                yield "added", _named("body", body=name), (*names, name)

    def assessment(self, asked: AssessmentRule | None) -> Iterator[Edit]:
        path: Path = ("requires", "assessment")
        if asked is None:
            body = self.rule.issuers[0]
            changed = self.asking(assessment=AssessmentRule(by=(body,)))
            yield (), "assessment.added", _named("body", body=body), changed
            return
        alone = {"assessment": None, "approval_after_assessment": None}
        yield path, "assessment.dropped", {}, self.asking(**alone)
        yield from self.max_age(asked)
        yield from self.table(asked)
        for key, field, names in (("by", "by", asked.by), ("with", "with_", asked.with_)):
            for code, facts, rest in self.lists(names):
                # Whoever alone can make it takes part in it anyway.
                if key == "with" and set(rest) - set(names) == set(asked.by):
                    continue
                other = asked.model_copy(update={field: rest})
                yield (*path, key), f"{key}.{code}", facts, self.asking(assessment=other)

    def table(self, asked: AssessmentRule) -> Iterator[Edit]:
        """Ask for no table, and turn round whether it binds."""
        if asked.table is None:
            return
        path: Path = ("requires", "assessment", "table")
        facts = _named("table", table=asked.table)
        # Built anew: a table that is not asked for has no `binding` beside it.
        kept = {name: getattr(asked, name) for name in asked.model_fields_set}
        plain = {name: value for name, value in kept.items() if name not in {"table", "binding"}}
        yield path, "table.dropped", facts, self.asking(assessment=AssessmentRule(**plain))
        code = "table.advice" if asked.binding else "table.binding"
        other = asked.model_copy(update={"binding": not asked.binding})
        yield path, code, facts, self.asking(assessment=other)

    # -- approval ------------------------------------------------------------------

    def approval(self) -> Iterator[Edit]:
        asked = self.rule.requires.approval
        path: Path = ("requires", "approval")
        if asked is None:
            body = next((b for b in self.bodies() if b not in self.rule.issuers), None)
            if body is not None:
                facts = _named("body", body=body)
                yield (), "approval.added", facts, self.asking(approval=body)
            return
        act: Facts = {"act": Phrase("mutant.act.order")}
        if isinstance(self.rule, Ending):
            act = {"act": Phrase("mutant.act.end")}
        bare = {"signed": False, "digest": "optional", "approval_after_assessment": None}
        yield path, "approval.dropped", act, self.asking(approval=None, **bare)
        yield from self.binding(act)
        signed = self.rule.requires.signed
        where: Path = ("requires", "signed") if signed else path
        yield where, _signing(signed), act, self.asking(signed=not signed)
        for inner, code, about, changed in changed_conditions(asked, self.bodies()):
            yield (*path, *inner), code, {**about, **act}, self.asking(approval=changed)

    def max_age(self, asked: AssessmentRule) -> Iterator[Edit]:
        """Let an assessment be of any age, and a second older or less."""
        age = asked.max_age
        if age is None:
            limited = asked.model_copy(update={"max_age": DAY})
            where: Path = ("requires", "assessment")
            yield where, "max_age.added", {"max_age": DAY}, self.asking(assessment=limited)
            return
        path: Path = ("requires", "assessment", "max_age")
        for code, moved in (("dropped", None), ("longer", age + _STEP), ("shorter", age - _STEP)):
            other = asked.model_copy(update={"max_age": moved})
            yield path, f"max_age.{code}", {"max_age": age}, self.asking(assessment=other)

    def binding(self, act: Facts) -> Iterator[Edit]:
        """Ask for no digest, and turn round whether an approval may come from before the assessment."""
        asked = self.rule.requires
        if asked.digest == "required" and not asked.signed:
            yield ("requires", "digest"), "digest.dropped", act, self.asking(digest="optional")
        after = asked.approval_after_assessment
        if after is not None:
            where: Path = ("requires", "approval_after_assessment")
            changed = self.asking(approval_after_assessment=not after)
            yield where, "after.dropped" if after else "after.added", act, changed

    def ratify(self, asked: Ratify | None) -> Iterator[Edit]:
        if asked is None:
            return
        yield ("ratify",), "ratify.removed", {}, self.with_(ratify=None)
        for moved, code in ((asked.within + _STEP, "longer"), (asked.within - _STEP, "shorter")):
            changed = asked.model_copy(update={"within": moved})
            facts = {"within": asked.within}
            yield ("ratify", "within"), f"within.{code}", facts, self.with_(ratify=changed)
        yield from self.again_after(asked)
        act: Facts = {"act": Phrase("mutant.act.ratify")}
        where: Path = ("ratify", "signed") if asked.signed else ("ratify", "approval")
        flipped = asked.model_copy(update={"signed": not asked.signed})
        yield where, _signing(asked.signed), act, self.with_(ratify=flipped)
        if asked.digest == "required" and not asked.signed:
            bare = asked.model_copy(update={"digest": "optional"})
            yield ("ratify", "digest"), "digest.dropped", act, self.with_(ratify=bare)
        for inner, code, condition_facts, condition in changed_conditions(
            asked.approval, self.bodies()
        ):
            changed = asked.model_copy(update={"approval": condition})
            path: Path = ("ratify", "approval", *inner)
            yield path, code, {**condition_facts, **act}, self.with_(ratify=changed)

    def again_after(self, asked: Ratify) -> Iterator[Edit]:
        length = asked.again_after
        if length is None:
            limited = asked.model_copy(update={"again_after": DAY})
            facts = {"again_after": DAY}
            yield ("ratify",), "again_after.added", facts, self.with_(ratify=limited)
            return
        for code, moved in (
            ("dropped", None),
            ("longer", length + _STEP),
            ("shorter", length - _STEP),
        ):
            changed = asked.model_copy(update={"again_after": moved})
            facts = {"again_after": length}
            path: Path = ("ratify", "again_after")
            yield path, f"again_after.{code}", facts, self.with_(ratify=changed)

    # -- reason, period, scope -------------------------------------------------------

    def reason(self) -> Iterator[Edit]:
        if self.rule.requires.reason:
            yield ("requires", "reason"), "reason.dropped", {}, self.asking(reason=False)
        else:
            yield (), "reason.added", {}, self.asking(reason=True)

    def period(self, rule: Transition) -> Iterator[Edit]:
        asked = rule.requires
        if asked.period == "bounded":
            yield ("requires", "period"), "period.opened", {}, self.asking(period="open")
        else:
            yield ("requires", "period"), "period.bounded", {}, self.asking(period="bounded")
        code = "expected_end.dropped" if asked.expected_end else "expected_end.added"
        where: Path = ("requires", "expected_end") if asked.expected_end else ()
        yield where, code, {}, self.asking(expected_end=not asked.expected_end)
        for key in ("max_duration", "notice"):
            length = getattr(asked, key)
            if length is None:
                limit = DAY if key == "max_duration" else HOUR
                yield (), f"{key}.added", {"length": limit}, self.asking(**{key: limit})
                continue
            path: Path = ("requires", key)
            facts = {"length": length}
            yield path, f"{key}.dropped", facts, self.asking(**{key: None})
            yield path, f"{key}.longer", facts, self.asking(**{key: length + _STEP})
            yield path, f"{key}.shorter", facts, self.asking(**{key: length - _STEP})

    def scope(self, rule: Transition) -> Iterator[Edit]:
        path: Path = ("requires", "scope")
        named, tiers = rule.requires.scope_named, rule.requires.scope_tiers
        code = "scope.optional" if named else "scope.explicit"
        if tiers is None:
            yield path, code, {}, self.asking(scope="optional" if named else "explicit")
            return
        flipped = ScopeTiers(explicit=not named, tiers=tiers)
        yield path, code, {}, self.asking(scope=flipped)
        every = [tier.id for tier in self.rules.tiers]
        for tier in every[every.index(rule.tier) :]:
            facts = _named("tier", tier=tier)
            if tier not in tiers:
                wider = ScopeTiers(explicit=named, tiers=(*tiers, tier))
                yield (*path, "tiers"), "scope.tier.added", facts, self.asking(scope=wider)
            elif len(tiers) > 1:
                rest = tuple(each for each in tiers if each != tier)
                fewer = ScopeTiers(explicit=named, tiers=rest)
                yield (*path, "tiers"), "scope.tier.dropped", facts, self.asking(scope=fewer)

    # -- floors ----------------------------------------------------------------------

    def floor(self, rule: Floor) -> Iterator[Edit]:
        for counts in _COUNTS:
            if counts != rule.counts:
                facts = {"before": rule.counts, "after": counts}
                yield ("counts",), "floor.counts", facts, self.with_(counts=counts)
        yield from self.floor_of(rule)
        code = "floor.advice" if rule.binding else "floor.binding"
        yield ("binding",), code, {}, self.with_(binding=not rule.binding)

    def floor_of(self, rule: Floor) -> Iterator[Edit]:
        """Take each tier out of those whose orders count, and put in each that is not there."""
        tiers = [tier.id for tier in self.rules.tiers]
        above = tiers[: tiers.index(rule.tier)]
        known = tuple(above if rule.of is None else rule.of)
        for tier in above:
            facts = _named("tier", tier=tier)
            if tier not in known:
                yield ("of",), "floor.of.added", facts, self.with_(of=(*known, tier))
            elif len(known) > 1:
                rest = tuple(each for each in known if each != tier)
                yield ("of",), "floor.of.dropped", facts, self.with_(of=rest)


def _signing(signed: bool) -> str:
    """Return the code of turning round what is asked of signatures."""
    return "signed.dropped" if signed else "signed.added"


def _kind(rule: Transition | Ending | Floor) -> str:
    return type(rule).__name__.lower()
