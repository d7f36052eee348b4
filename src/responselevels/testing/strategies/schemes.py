"""Strategies of rules files and area trees: small, sound, with short and plain names.

Levels are named so that neither the text nor the number of an id tells how
severe it is.
"""

from __future__ import annotations

from typing import Any

from responselevels.models.areas import Area, Areas
from responselevels.models.rules import Rules
from responselevels.testing.arguments import NOTHING, takes
from responselevels.testing.extra import st
from responselevels.testing.strategies.grounds import grounded
from responselevels.testing.strategies.measures import measured, with_figures
from responselevels.testing.strategies.tables import FACTS, TABLE, tables

_LEVELS = (("4", "3", "2", "1"), ("green", "amber", "red"), ("9", "10", "11"), ("calm", "b", "a"))
_TIERS = ("region", "city", "street")
_BODIES = {
    "region": ("office", "committee", "board"),
    "city": ("hall", "council"),
    "street": ("post", "warden"),
}
_TRACKS = ("flood", "wind")
MOST_AREAS = 7


def _mostly(plain: Any, *others: Any, weight: int = 2) -> st.SearchStrategy[Any]:
    return st.sampled_from((plain,) * weight + others)


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """Draw a sound rules file: two to four levels, one to three tiers, bodies of each."""
    names = draw(st.sampled_from(_LEVELS))
    levels = names[: draw(st.integers(2, len(names)))]
    tiers = _TIERS[: draw(st.sampled_from((1, 3, 2, 3)))]
    default = draw(_mostly(levels[0], levels[1], weight=7))
    table = draw(st.none() | st.none() | tables(levels))
    written: dict[str, Any] = {
        "format": 1,
        "id": "drawn",
        "levels": [{"id": level, "default": level == default} for level in levels],
        "tiers": [{"id": t, "inherits": draw(_mostly(True, False, weight=5))} for t in tiers],
        "bodies": {body: {"tier": tier} for tier in tiers for body in _BODIES[tier]},
        "transitions": [
            rule
            for i in range(len(tiers))
            for rule in draw(_transitions(tiers, i, levels, held=table is not None))
        ],
        "tracks": [{"id": track} for track in draw(_mostly((), _TRACKS, weight=3))],
        "endings": [rule for i in range(len(tiers)) for rule in draw(_endings(tiers, i))],
        "lowering": draw(_mostly("as_ending", "refused", "free", weight=4)),
        "floors": [floor for i in range(1, len(tiers)) for floor in draw(_floors(tiers, i))],
    }
    if table is not None:
        written |= {"facts": list(FACTS), "tables": [table]}
    written |= draw(measured(levels, tiers, [track["id"] for track in written["tracks"]]))
    return draw(grounded(Rules.model_validate(written)))


@st.composite
def _transitions(
    draw: st.DrawFn, tiers: tuple[str, ...], place: int, levels: tuple[str, ...], *, held: bool
) -> list[dict[str, Any]]:
    tier = tiers[place]
    normal = draw(_transition(tiers, place, levels))
    asked = normal["requires"].get("assessment")
    if held and asked is not None:
        asked["table"] = TABLE
        asked |= draw(_mostly({}, {"binding": False}, weight=3))
    transitions = [{"id": f"{tier}_order", **normal}]
    if draw(_mostly(False, True)):
        within = draw(st.sampled_from(("PT4H", "PT1H", "P1D")))
        approval = draw(_conditions(tiers, place))
        again_after = draw(st.sampled_from((None, "PT2H", "P1D", "P7D")))
        ratify = {"approval": approval, "within": within}
        if again_after is not None:
            ratify["again_after"] = again_after
        ratify |= draw(_mostly({}, {"digest": "required"}, weight=4))
        quick = {**normal, "requires": {}, "ratify": ratify}
        transitions.append({"id": f"{tier}_at_once", **quick})
    return transitions


@st.composite
def _transition(
    draw: st.DrawFn, tiers: tuple[str, ...], place: int, levels: tuple[str, ...]
) -> dict[str, Any]:
    to = draw(_mostly(levels[1:], levels, levels[-1:]))
    asked: dict[str, Any] = {
        "approval": draw(_optional(_conditions(tiers, place))),
        "assessment": draw(_optional(_assessments(tiers, place))),
        "period": draw(_mostly("bounded", "open")),
        "max_duration": draw(_mostly(None, "P1D", "PT4H", weight=3)),
        "scope": draw(_scopes(tiers[place:])),
        "notice": draw(_mostly(None, "PT1H", weight=4)),
        "reason": draw(_mostly(False, True, weight=4)) or None,
        "expected_end": draw(_mostly(False, True, weight=5)) or None,
    }
    asked |= draw(_bound(asked))
    source = draw(_mostly(None, levels[:1], levels[:-1], weight=4))
    return {
        "tier": tiers[place],
        "from": source,
        "to": to,
        "issuers": [_issuer(tiers, place)],
        "requires": {key: value for key, value in asked.items() if value is not None},
    }


@st.composite
def _bound(draw: st.DrawFn, asked: dict[str, Any]) -> dict[str, Any]:
    """Draw what binds the approvals that are *asked*, mostly nothing: a digest, or any order in time."""
    if asked["approval"] is None:
        return {}
    bound: dict[str, Any] = draw(_mostly({}, {"digest": "required"}, weight=4))
    if asked.get("assessment") is None:
        return bound
    return {**bound, **draw(_mostly({}, {"approval_after_assessment": False}, weight=4))}


@st.composite
def _scopes(draw: st.DrawFn, tiers: tuple[str, ...]) -> Any:
    """Draw what is asked of a scope: mostly a word, sometimes areas of one of *tiers*."""
    if draw(_mostly(False, True, weight=4)):
        explicit = draw(st.booleans())
        return {"explicit": explicit, "tiers": draw(st.sampled_from((tiers[:1], tiers[-1:])))}
    return draw(_mostly("optional", "explicit"))


def _issuer(tiers: tuple[str, ...], place: int) -> str:
    return _BODIES[tiers[place]][0]


def _optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def _conditions(draw: st.DrawFn, tiers: tuple[str, ...], place: int) -> Any:
    """Draw a condition over bodies of this tier and those above, the issuer mostly left out."""
    own, wider = _BODIES[tiers[place]], [b for t in tiers[:place] for b in _BODIES[t]]
    names = [*own[1:], *wider]
    kinds = ["one", "any_of", "all_of", "at_least"] if len(names) > 1 else ["one"]
    kind = draw(st.sampled_from(kinds))
    first = draw(st.sampled_from(names))
    if kind == "one":
        return first
    second = next(name for name in [*names[names.index(first) + 1 :], *names] if name != first)
    if kind == "at_least":
        return {"at_least": {"count": 2, "of": [first, second, own[0]]}}
    return {kind: [first, second]}


@st.composite
def _assessments(draw: st.DrawFn, tiers: tuple[str, ...], place: int) -> dict[str, Any]:
    own = _BODIES[tiers[place]]
    asked = {"by": [own[0]], "with": list(draw(_mostly((), own[1:2], weight=1)))}
    return {**asked, **draw(_mostly({}, {"max_age": "P1D"}, weight=3))}


@st.composite
def _endings(draw: st.DrawFn, tiers: tuple[str, ...], place: int) -> list[dict[str, Any]]:
    if draw(_mostly(False, True, weight=3)):
        return []
    tier, issuers = tiers[place], [_issuer(tiers, place)]
    asked: dict[str, Any] = {
        "approval": draw(_optional(_conditions(tiers, place))),
        "reason": draw(_mostly(None, True, weight=4)),
    }
    asked |= draw(_bound(asked))
    requires = {key: value for key, value in asked.items() if value is not None}
    return [{"id": f"{tier}_end", "tier": tier, "issuers": issuers, "requires": requires}]


@st.composite
def _floors(draw: st.DrawFn, tiers: tuple[str, ...], place: int) -> list[dict[str, Any]]:
    if draw(_mostly(False, True, weight=4)):
        return []
    first = draw(_floor(tiers, place))
    if draw(_mostly(True, False, weight=3)):
        return [first]
    return [first, {**draw(_floor(tiers, place)), "id": f"{tiers[place]}_second"}]


@st.composite
def _floor(draw: st.DrawFn, tiers: tuple[str, ...], place: int) -> dict[str, Any]:
    floor: dict[str, Any] = {
        "id": f"{tiers[place]}_floor",
        "tier": tiers[place],
        "counts": draw(_mostly("covering", "issued", "touching", weight=3)),
        "binding": draw(_mostly(True, False, weight=5)),
    }
    of = draw(_mostly(None, tiers[:1], tiers[place - 1 : place]))
    return floor if of is None else {**floor, "of": list(of)}


@takes(rules=(Rules, NOTHING), most=(int,))
@st.composite
def areas(draw: st.DrawFn, rules: Rules | None = None, *, most: int = MOST_AREAS) -> Areas:
    """Draw a tree or two over the tiers of *rules*: `A`, beneath it `A1` and `A2`, then `A1.1`.

    Without rules, over the tiers region, city and street.
    """
    tiers = _TIERS if rules is None else tuple(tier.id for tier in rules.tiers)
    made: list[tuple[str, int]] = [("A", 0)]
    listed = [Area(id="A", tier=tiers[0])]
    beneath: dict[str, int] = {}
    for _ in range(draw(st.integers(0, most - 1))):
        able = [(name, tier) for name, tier in made if tier + 1 < len(tiers)]
        root = "B" not in beneath and draw(_mostly(False, True, weight=9))
        if root or not able:
            name = f"B{len(made)}" if "B" in beneath else "B"
            beneath["B"] = 0
            made.append((name, 0))
            listed.append(Area(id=name, tier=tiers[0]))
            continue
        parent, tier = draw(st.sampled_from(able))
        beneath[parent] = beneath.get(parent, 0) + 1
        name = f"{parent}{'.' if parent[-1].isdigit() else ''}{beneath[parent]}"
        tier += draw(_mostly(1, min(2, len(tiers) - 1 - tier), weight=5))
        made.append((name, tier))
        listed.append(Area(id=name, tier=tiers[tier], parent=parent))
    made_of = Areas(areas=tuple(listed))
    return made_of if rules is None else draw(with_figures(made_of, rules))
