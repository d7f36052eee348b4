"""What is refused of a rules file beyond its shape (docs/formats.md, "Refused at load").

The shape (keys, types, times) was checked when the model was built; the checks here
look at names and counts across the file. Each problem carries the path of its place in
the file, and all are found in one pass. A rule that could not be evaluated is refused
here: a decision never meets one, so it never has to skip one.

Ids are unique within their kind: two transitions, two endings, two floor rules,
two levels, two tiers, two tracks never share one. A thing that nothing uses is not refused;
`responselevels.analysis.linting.lint` remarks on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from responselevels.core.conditions import Condition, filled
from responselevels.core.world.forest import problems_in_areas
from responselevels.core.world.looking import Looks, ids_repeated, repeated
from responselevels.core.world.measuring.checks import problems_in_measures
from responselevels.core.world.names import MAX_PROBLEMS, unknown_key
from responselevels.core.world.running import problems_in_running
from responselevels.core.world.tables import problems_in_criteria, problems_in_use
from responselevels.errors import Path, Place, Problem
from responselevels.models.parts.conditions import AllOf, AnyOf, AtLeast, bodies_in, parts_of
from responselevels.models.parts.requires import AssessmentRule, EndingRequires, Requires
from responselevels.models.rules import (
    Duty,
    Ending,
    Floor,
    Ratify,
    Rules,
    Transition,
    Validity,
    duties_in,
)
from responselevels.models.times import micros_of
from responselevels.text.catalogue import Named

__all__ = ["FORMAT", "format_problem", "odd_parts", "problems_in_areas", "problems_in_rules"]

FORMAT = 1
"""The format of rules files that this version reads; any other is refused."""


def problems_in_rules(rules: Rules) -> list[Problem]:
    """Return the problems of *rules*, up to `MAX_PROBLEMS`; empty where they are sound.

    Paths are those of the rules file. A file in another format has that one problem and no
    others: its keys may mean something else.
    """
    if rules.format != FORMAT:
        return [format_problem(rules.format)]
    return [*islice(_Checks(rules).all(), MAX_PROBLEMS)]


def odd_parts(rules: Rules, condition: Condition, path: Path) -> list[Problem]:
    """Return the problems of a *condition* at *path* that no rule asks, in which any body may stand."""
    # Measured at the lowest tier, no body is too low.
    return [*_Checks(rules).condition(condition, rules.tiers[-1].id, path)]


def format_problem(written: int) -> Problem:
    """Return the problem of a file *written* in another format than `FORMAT`."""
    code = "format.later" if written > FORMAT else "format.unknown"
    return Problem(Place(path=("format",)), code, {"written": written, "known": FORMAT})


class _Checks(Looks):
    """The checks of one rules file; each yields its problems."""

    def all(self) -> Iterator[Problem]:
        rules = self.rules
        yield from self.valid(rules.valid)
        yield from self.listed_levels()
        for key, things in (
            ("levels", rules.levels),
            ("tiers", rules.tiers),
            ("tracks", rules.tracks),
            ("transitions", rules.transitions),
            ("endings", rules.endings),
            ("floors", rules.floors),
            ("facts", rules.facts),
            ("tables", rules.tables),
            ("spots", rules.spots),
            ("measures", rules.measures),
        ):
            yield from ids_repeated(things, (key,))
        yield from self.duty_ids()
        for name, body in rules.bodies.items():
            yield from self.known(self.tiers, body.tier, ("bodies", name, "tier"))
        for number, transition in enumerate(rules.transitions):
            yield from self.transition(transition, ("transitions", number))
        for number, ending in enumerate(rules.endings):
            yield from self.ending(ending, ("endings", number))
        yield from self.floors()
        yield from self.adoption()
        yield from problems_in_criteria(rules, self)
        yield from problems_in_running(rules, self)
        yield from problems_in_measures(rules, self)

    # -- single things ---------------------------------------------------------

    def valid(self, valid: Validity | None) -> Iterator[Problem]:
        if valid is None or valid.from_ is None or valid.to is None:
            return
        # Half-open: an end equal to the start leaves no instant at all.
        if micros_of(valid.to) <= micros_of(valid.from_):
            yield Problem(Place(path=("valid", "to")), "valid.empty")

    def listed_levels(self) -> Iterator[Problem]:
        levels = self.rules.levels
        if len(levels) < 2:
            yield Problem(Place(path=("levels",)), "levels.few", {"count": len(levels)})
        defaults = [number for number, level in enumerate(levels) if level.default]
        if not defaults:
            yield Problem(Place(path=("levels",)), "levels.no_default")
        # Exactly one level is the default: what holds where nothing is ordered.
        for number in defaults[1:]:
            first = Place(path=("levels", defaults[0]))
            path = ("levels", number, "default")
            facts = {"level": levels[number].id, "first": first}
            yield Problem(Place(path=path), "levels.second_default", facts)

    def cites(self, asked: Requires | EndingRequires | Ratify, path: Path) -> Iterator[Problem]:
        """Check `cites`: each key is one that may stand beside it, whether it does or not."""
        fields = type(asked).model_fields
        known = tuple(name for name in fields if name != "cites")
        for key, cite in asked.cites.items():
            where = (*path, "cites", key)
            if key not in known:
                yield unknown_key(key, known, where)
            yield from self.ground(cite, where)

    # -- lists -----------------------------------------------------------------

    # -- transitions and endings -----------------------------------------------

    def transition(self, transition: Transition, path: Path) -> Iterator[Problem]:
        yield from self.each(self.levels, transition.from_, (*path, "from"))
        yield from self.some(self.levels, transition.to, (*path, "to"))
        yield from self.rule(transition, path)
        yield from self.scope(transition, (*path, "requires", "scope", "tiers"))
        if transition.ratify is not None:
            where = (*path, "ratify", "approval")
            yield from self.approval(transition.ratify.approval, transition, where)
            yield from self.cites(transition.ratify, (*path, "ratify"))
            yield from self.duties(transition.ratify.duties, (*path, "ratify"))

    def scope(self, transition: Transition, path: Path) -> Iterator[Problem]:
        """Refuse tiers of a scope that are above the transition's: no area in a cover is of them."""
        tiers = transition.requires.scope_tiers
        yield from self.some(self.tiers, tiers, path)
        own = self.depth.get(transition.tier, -1)
        for number, name in enumerate(tiers or ()):
            if self.depth.get(name, len(self.depth)) < own:
                facts = {"scope": name, "tier": transition.tier}
                yield Problem(Place(path=(*path, number)), "scope.tier_above", facts)

    def ending(self, ending: Ending, path: Path) -> Iterator[Problem]:
        yield from self.some(self.levels, ending.of, (*path, "of"))
        yield from self.rule(ending, path)

    def rule(self, rule: Transition | Ending, path: Path) -> Iterator[Problem]:
        yield from self.known(self.tiers, rule.tier, (*path, "tier"))
        yield from self.some(self.bodies, rule.issuers, (*path, "issuers"))
        yield from self.beneath(rule.tier, rule.issuers, (*path, "issuers"))
        requires = (*path, "requires")
        if rule.requires.assessment is not None:
            where = (*requires, "assessment")
            yield from self.assessment(rule.tier, rule.requires.assessment, where)
            ends = isinstance(rule, Ending)
            yield from problems_in_use(rule.requires.assessment, self, where, ends=ends)
        if rule.requires.approval is not None:
            yield from self.approval(rule.requires.approval, rule, (*requires, "approval"))
        yield from self.of_approvals(rule.requires, requires)
        yield from self.cites(rule.requires, requires)
        yield from self.duties(rule.duties, path)
        yield from self.cited(rule.cite, path)

    def duty_ids(self) -> Iterator[Problem]:
        """Refuse the id of a duty that another duty of the file has: what refers to it must not slip."""
        seen: dict[str, Path] = {}
        for path, duty in duties_in(self.rules):
            if duty.id is None:
                continue
            first = seen.setdefault(duty.id, path)
            if first != path:
                facts = {"id": duty.id, "first": Place(path=(*first, "id"))}
                yield Problem(Place(path=(*path, "id")), "id.repeated", facts)

    def duties(self, duties: Sequence[Duty], path: Path) -> Iterator[Problem]:
        for number, duty in enumerate(duties):
            yield from self.cited(duty.cite, (*path, "duties", number))

    def of_approvals(self, asked: Requires | EndingRequires, path: Path) -> Iterator[Problem]:
        """Refuse what is asked of approvals where none is asked, or nothing to come after."""
        if asked.signed and asked.approval is None:
            yield Problem(Place(path=(*path, "signed")), "signed.without_approval")
        if asked.digest == "required" and asked.approval is None:
            yield Problem(Place(path=(*path, "digest")), "digest.without_approval")
        both = asked.assessment is not None and asked.approval is not None
        if asked.approval_after_assessment is not None and not both:
            where = (*path, "approval_after_assessment")
            yield Problem(Place(path=where), "after_assessment.alone")

    def assessment(self, tier: str, asked: AssessmentRule, path: Path) -> Iterator[Problem]:
        yield from self.some(self.bodies, asked.by, (*path, "by"))
        yield from self.each(self.bodies, asked.with_, (*path, "with"))
        yield from self.beneath(tier, asked.by, (*path, "by"))
        yield from self.beneath(tier, asked.with_, (*path, "with"))

    def beneath(self, tier: str, names: Sequence[str], path: Path) -> Iterator[Problem]:
        """Refuse a body of a lower tier: no area of the order's line would have it.

        A body acts in the nearest area of its tier on the line upward (docs/semantics.md,
        section 1), and upward of an area of *tier* there is no lower tier.
        """
        for number, name in enumerate(names):
            yield from self.too_low(tier, name, (*path, number))

    def too_low(self, tier: str, name: str, path: Path) -> Iterator[Problem]:
        body = self.rules.bodies.get(name)
        if body is None or tier not in self.depth or body.tier not in self.depth:
            return
        if self.depth[body.tier] > self.depth[tier]:
            facts = {"body": name, "its": body.tier, "tier": tier}
            yield Problem(Place(path=path), "body.beneath", facts)

    def adoption(self) -> Iterator[Problem]:
        """Check who must approve other rules; any body may, whatever its tier."""
        if self.rules.adoption is not None:
            # An adoption is not for one area: measured at the lowest tier, none is too low.
            lowest = self.rules.tiers[-1].id if self.rules.tiers else ""
            yield from self.condition(
                self.rules.adoption.approval, lowest, ("adoption", "approval")
            )

    # -- conditions ------------------------------------------------------------

    def approval(
        self, condition: Condition, rule: Transition | Ending, path: Path
    ) -> Iterator[Problem]:
        """Check a condition: its parts, and that some issuer's order could be approved."""
        flawed = [*self.condition(condition, rule.tier, path)]
        yield from flawed
        issuers = [name for name in rule.issuers if name in self.rules.bodies]
        # What is misspelt has been reported; a conclusion from it would only confuse.
        if flawed or len(issuers) < len(rule.issuers) or not issuers:
            return
        # Conditions are monotone, so if all named bodies do not fill it, no set does. The
        # issuer never counts (docs/semantics.md, section 3, `approval.self`).
        named = frozenset(bodies_in(condition))
        if not any(filled(condition, named - {issuer}) for issuer in issuers):
            facts = {"issuers": tuple(Named("body", issuer) for issuer in issuers)}
            yield Problem(Place(path=path), "condition.unfillable", facts)

    def condition(self, condition: Condition, tier: str, path: Path) -> Iterator[Problem]:
        if isinstance(condition, str):
            yield from self.known(self.bodies, condition, path)
            yield from self.too_low(tier, condition, path)
            return
        parts = parts_of(condition)
        where = (*path, *_way_in(condition))
        if not parts:
            yield Problem(Place(path=where), "list.empty")
        if isinstance(condition, AtLeast):
            yield from _count(condition, path)
        yield from repeated(parts, where)
        for number, part in enumerate(parts):
            yield from self.condition(part, tier, (*where, number))

    # -- floors ----------------------------------------------------------------

    def floors(self) -> Iterator[Problem]:
        for number, floor in enumerate(self.rules.floors):
            path = ("floors", number)
            yield from self.known(self.tiers, floor.tier, (*path, "tier"))
            yield from self.some(self.tiers, floor.of, (*path, "of"))
            yield from self.not_above(floor, (*path, "of"))
            yield from self.cited(floor.cite, path)

    def not_above(self, floor: Floor, path: Path) -> Iterator[Problem]:
        """Refuse tiers in `of` that are not above the floor's: no area above would be of them."""
        own = self.depth.get(floor.tier, len(self.depth))
        for number, name in enumerate(floor.of or ()):
            if self.depth.get(name, -1) >= own:
                facts = {"of": name, "tier": floor.tier}
                yield Problem(Place(path=(*path, number)), "floor.of_not_above", facts)


def _way_in(condition: AnyOf | AllOf | AtLeast) -> Path:
    if isinstance(condition, AtLeast):
        return ("at_least", "of")
    return ("any_of",) if isinstance(condition, AnyOf) else ("all_of",)


def _count(condition: AtLeast, path: Path) -> Iterator[Problem]:
    count, parts = condition.at_least.count, len(condition.at_least.of)
    # A count of 0 asks for nothing, and one above the parts can never be filled.
    if parts and not 1 <= count <= parts:
        facts = {"count": count, "parts": parts}
        yield Problem(Place(path=(*path, "at_least", "count")), "condition.count", facts)
