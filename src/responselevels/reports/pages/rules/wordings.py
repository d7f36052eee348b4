"""What a rules file says in other languages than that of the page: each text with the place that it stands at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from responselevels.models.base import Model
from responselevels.models.rules import Rules
from responselevels.models.texts import Text

_JOINT = " › "


@dataclass(frozen=True, slots=True)
class OtherWording:
    """A text in another language, and where it stands: keys and ids, from the outside in."""

    place: str
    lang: str
    words: str


def other_wordings(rules: Rules, lang: str) -> tuple[OtherWording, ...]:
    """Return what a page in *lang* does not say of each text of *rules*, in the order of the file."""
    return tuple(
        OtherWording(_JOINT.join(place), language, words)
        for place, text in _texts(rules, ())
        for language, words in text.words
        if words != text.in_(lang)
    )


def _texts(part: object, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Text]]:
    if isinstance(part, Text):
        yield place, part
    elif isinstance(part, Model):
        for name, field in type(part).model_fields.items():
            yield from _texts(getattr(part, name, None), (*place, field.alias or name))
    elif isinstance(part, Mapping):
        for key, inner in part.items():
            yield from _texts(inner, (*place, str(key)))
    elif isinstance(part, tuple):
        for number, inner in enumerate(part, 1):
            name = getattr(inner, "id", None) or str(number)
            yield from _texts(inner, (*place, name))
