"""What drawn rules rest on: a clause, a reading of one, or the file's own where the source is silent."""

from __future__ import annotations

from typing import Any

from responselevels.models.base import Model
from responselevels.models.parts.cites import Cite, Source
from responselevels.models.parts.requires import EndingRequires, Requires
from responselevels.models.rules import Ratify, Rules
from responselevels.models.texts import Text
from responselevels.testing.extra import st

_SOURCE = Source(title=Text.of("Paper"))
_READING = Text.of({"en": "as it is read here", "zh": "依本文件的解读"})
_GROUNDS = (
    None,
    Cite(source="paper", clause="1"),
    Cite(source="paper", clause=("1", "2"), reading=_READING),
    Cite(source="paper", reading=_READING),
)


@st.composite
def grounded(draw: st.DrawFn, rules: Rules) -> Rules:
    """Draw *rules* with grounds, or as they are; what they mean stays the same."""
    if not draw(st.sampled_from((False, False, False, True))):
        return rules
    listed = {
        kind: tuple(draw(_resting(rule)) for rule in getattr(rules, kind))
        for kind in ("transitions", "endings", "floors")
    }
    return rules.model_copy(update={"sources": {"paper": _SOURCE}, **listed})


@st.composite
def _resting(draw: st.DrawFn, rule: Model) -> Model:
    update: dict[str, Any] = {"cite": draw(st.sampled_from(_GROUNDS))}
    for part in ("requires", "ratify"):
        asks = getattr(rule, part, None)
        if isinstance(asks, Requires | EndingRequires | Ratify):
            keys = [name for name in type(asks).model_fields if name != "cites"]
            some = draw(st.lists(st.sampled_from(keys), max_size=2, unique=True))
            cites = {key: draw(st.sampled_from(_GROUNDS[1:])) for key in some}
            update[part] = asks.model_copy(update={"cites": cites})
    return rule.model_copy(update=update)
