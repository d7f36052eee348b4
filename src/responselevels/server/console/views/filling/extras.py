"""Extra measures of an order in a form: rows of words in two languages, and of bodies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from responselevels.models.parts.measures import Extra
from responselevels.text.catalogue import LANGUAGES

MOST = 40
"""The number of extra measures that a form takes at most."""


class Form(Protocol):
    """A form as it was sent."""

    def getlist(self, key: str) -> Sequence[object]:
        """Return all values of a field."""
        ...


@dataclass(frozen=True, slots=True)
class ExtraEntry:
    """A row of a form: what is done, by language (``""``: one text for all), and by which bodies."""

    words: tuple[tuple[str, str], ...] = ()
    by: tuple[str, ...] = ()

    def said(self, lang: str, own: str) -> str:
        """Return what stands in the field of *lang*; a text for all languages stands in that of *own*."""
        known = dict(self.words)
        return known.get(lang) or (known.get("", "") if lang == own else "")

    def written(self) -> dict[str, object]:
        """Return it as a proposal has it: words of one language alone are a text for all."""
        known = {lang: text for lang, text in self.words if text}
        do: object = known if len(known) > 1 else next(iter(known.values()), "")
        return {"do": do, **({"by": list(self.by)} if self.by else {})}


def extras_in(form: Form) -> tuple[ExtraEntry, ...]:
    """Return the rows of a form that say something; one that was emptied is gone."""
    return tuple(_rows(form))


def _rows(form: Form) -> Iterator[ExtraEntry]:
    for number in range(MOST):
        words = tuple(
            (lang, text) for lang in LANGUAGES if (text := _text(form, f"extra:{number}:{lang}"))
        )
        if words:
            listed = form.getlist(f"extra:{number}:by")
            yield ExtraEntry(words, tuple(one for one in listed if isinstance(one, str) and one))


def _text(form: Form, name: str) -> str:
    texts = [value for value in form.getlist(name) if isinstance(value, str)]
    return " ".join(texts[-1].split()) if texts else ""


def extras_of(extras: Sequence[Extra]) -> tuple[ExtraEntry, ...]:
    """Return the rows for the extra measures of a proposal."""
    return tuple(ExtraEntry(extra.do.words, extra.by) for extra in extras)
