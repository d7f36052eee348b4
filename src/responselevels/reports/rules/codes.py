"""What a code means: of a finding, a problem of the input, or a remark of lint (`codes`).

The command and the reference of the documentation take it from here. A sentence of the
catalogue is shown without a case: where it names a fact, a word for that fact stands in
‹ ›.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter

from responselevels.core.deciding.findings import asked_by
from responselevels.reports.frame.layout import cells
from responselevels.reports.frame.rows import BLANK, Row
from responselevels.text.catalogue import listed, nested, sentences, spaced, worded

_PENDING = frozenset(
    {"assessment.missing", "assessment.stale", "criteria.missing", "approval.missing"}
)
_OR_NOTE = frozenset({"floor.less_severe", "criteria.differs"})
_NOTES = frozenset({"level.lowers", "record.unstated", "record.late"})
_DENYING_APPROVALS = frozenset({"approval.refused"})

_OF_ANY_RULE = frozenset({"scope.outside_area"})
"""What is looked at whatever the rules ask, though a key of the same family asks for more."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What a code means, in one language.

    *kind* is ``finding``, ``problem`` or ``lint``. Of a finding, *when* says when it is there,
    *effect* is ``deny``, ``pending``, ``note`` or ``deny.or_note``. *says* are its sentences, *cures*
    what to do about it; a problem says that itself.
    """

    code: str
    kind: str
    when: str = ""
    effect: str = ""
    says: tuple[str, ...] = ()
    cures: tuple[str, ...] = ()


@cache
def known_codes() -> Mapping[str, tuple[str, ...]]:
    """Return every code and its kinds: ``finding``, ``problem``, ``lint``; a few codes have two."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, start in _STARTS.items():
        for key in _keys(start):
            code = key.removeprefix(start)
            if kind != "lint" or f"{key}.cure" in sentences("en"):
                found[code] = (*found.get(code, ()), kind)
    return found


_STARTS = {"finding": "code.", "problem": "problem.", "lint": "lint."}


def codes_of(kind: str) -> tuple[str, ...]:
    """Return the codes of one *kind*, in the order of the catalogue."""
    return tuple(code for code, kinds in known_codes().items() if kind in kinds)


def explained(code: str, kind: str, lang: str) -> Explained:
    """Return what *code* means as one of *kind*, in *lang*.

    Raises:
        KeyError: nothing of this kind has this code.
    """
    if kind == "finding":
        return Explained(
            code=code,
            kind=kind,
            when=worded(f"code.{code}", {}, lang),
            effect=effect_of(code),
            says=_variants("finding", code, lang),
            cures=_variants("help", code, lang),
        )
    cures = (shown(f"lint.{code}.cure", lang),) if kind == "lint" else ()
    return Explained(code=code, kind=kind, says=(shown(f"{kind}.{code}", lang),), cures=cures)


def effect_of(code: str) -> str:
    """Return the effect of a finding: ``deny``, ``pending``, ``note``, or ``deny.or_note``.

    >>> effect_of("approval.missing"), effect_of("approval.late"), effect_of("floor.less_severe")
    ('pending', 'note', 'deny.or_note')
    """
    if code in _PENDING:
        return "pending"
    if code in _OR_NOTE:
        return "deny.or_note"
    noted = code.startswith("approval.") and code not in _DENYING_APPROVALS
    return "note" if noted or code in _NOTES else "deny"


def shown(key: str, lang: str) -> str:
    """Return a sentence of the catalogue with a word in ‹ › for each fact that it names.

    >>> shown("finding.period.too_long", "en")
    'the period is ‹length› long; the rules allow at most ‹longest›'
    """
    parts: list[str] = []
    for literal, place, _spec, _conversion in Formatter().parse(sentences(lang)[key]):
        parts.append(literal)
        # What was probably meant is offered only where something is near.
        if place is not None and place != "near":
            parts.append(f"‹{sentences(lang)[f'codes.place.{place}']}›")
    text = "".join(parts)
    return nested(spaced(text)) if lang == "zh" else text


def _keys(start: str) -> Iterator[str]:
    return (key for key in sentences("en") if key.startswith(start))


def _variants(start: str, code: str, lang: str) -> tuple[str, ...]:
    """Return the sentences of *code*, each that there is once, in the order of the catalogue."""
    keys = (key for key in _keys(start) if f"{key}.".startswith(f"{start}.{code}."))
    return tuple(dict.fromkeys(shown(key, lang) for key in keys))


def codes_rows(lang: str) -> Iterator[Row]:
    """Yield every finding: its code, and when it is there."""
    families: dict[str, list[str]] = {}
    for code in codes_of("finding"):
        families.setdefault(code.partition(".")[0], []).append(code)
    column = max(map(cells, codes_of("finding"))) + 2
    for number, codes in enumerate(families.values()):
        if number:
            yield BLANK
        for code in codes:
            yield Row(worded(f"code.{code}", {}, lang), code, _style(code), 0, column)


def code_rows(code: str, lang: str) -> Iterator[Row]:
    """Yield what *code* means, of whatever kind."""
    for number, kind in enumerate(known_codes()[code]):
        if number:
            yield BLANK
        yield from _told(explained(code, kind, lang), lang)


def _told(told: Explained, lang: str) -> Iterator[Row]:
    heads = {part: worded(f"codes.label.{part}", {}, lang) for part in _LABELS}
    column = max(map(cells, heads.values())) + 2
    yield Row(worded(f"codes.kind.{told.kind}", {"code": told.code}, lang), style="strong")
    if told.kind == "finding":
        yield Row(told.when, heads["when"], "faint", 2, column)
        effect = worded(f"codes.effect.{told.effect}", {}, lang)
        yield Row(effect, heads["effect"], _style(told.code), 2, column)
        yield Row(ground_of(told.code, lang), heads["key"], "faint", 2, column)
    for label, texts in (("says", told.says), ("cure", told.cures)):
        for number, text in enumerate(texts):
            yield Row(text, "" if number else heads[label], "faint", 2, column)


_LABELS = ("when", "effect", "key", "says", "cure")


def ground_of(code: str, lang: str) -> str:
    """Return what asks for what a finding misses: keys of the rules, a rule as a whole, or none."""
    kind = ground_kind(code)
    if kind == "key":
        return listed([f"`{key}`" for key in asked_by(code)], lang, joint="or")
    return worded(f"codes.key.{kind}", {}, lang)


def ground_kind(code: str) -> str:
    """Return what a finding comes from: ``key``, ``rule``, ``floor``, or ``none`` of the rules."""
    if code in _OF_ANY_RULE:
        return "none"
    if asked_by(code):
        return "key"
    return {"issuer.not_entitled": "rule", "floor.less_severe": "floor"}.get(code, "none")


def _style(code: str) -> str:
    return effect_of(code).partition(".")[0]
