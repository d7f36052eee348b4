"""Code + facts + language → sentence.

Findings, problems and reports carry a *code* and *facts*; prose is made here and
nowhere else. A sentence is a template with named places (``{level}``); each
place is filled with a fact, worded for its kind: an id is shown with its title
where a title is known, an instant in the offset the reader wrote it in, a list
with the separators of the language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from importlib import import_module
from string import Formatter

LANGUAGES = ("en", "zh")
"""The languages that every sentence exists in."""

PARTS = (
    "findings",
    "problems",
    "criteria",
    "lint",
    "diagrams",
    "cli",
    "project",
    "cases",
    "laws",
    "verify",
    "properties",
    "register",
    "log",
    "signing",
    "lifelines",
    "running.beginnings",
    "running.schemes",
    "running.codes",
    "running.measures",
    "running.due",
    "running.exports",
    "running.bars",
    "running.asked",
    "running.people",
    "running.accounts",
    "running.serving",
    "running.server",
    "running.board",
    "running.sheet",
    "running.rules_page",
    "running.console.frame",
    "running.console.acting",
    "running.console.looking",
)
"""The modules of a language, each with one table of sentences."""


@dataclass(frozen=True, slots=True)
class Named:
    """An id in a fact, with its kind, so that a report can add its title.

    *kind* is one of ``area``, ``level``, ``body``, ``tier``, ``order``,
    ``transition``, ``ending``, ``floor``, ``fact``, ``table``, ``source``,
    ``short`` (the short title of a source), ``person``, ``measure``, ``spot``,
    ``cadence``, ``duty``, ``review``.
    """

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Several sets of things, any one of which would do."""

    sets: tuple[tuple[Named, ...], ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A fact that is itself a sentence of the catalogue, with facts of its own."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wording:
    """A fact that a file words itself: language and words, ``""`` for all languages."""

    words: tuple[tuple[str, str], ...]

    def in_(self, lang: str) -> str:
        """Return the words in *lang*; else the plain ones, English, or the first."""
        known = dict(self.words)
        return next(
            (known[wanted] for wanted in (lang, "", "en") if wanted in known), self.words[0][1]
        )


Titles = Callable[[Named, str], "str | None"]
"""Finds the title of a named thing in a language, or None where it has none."""


_SHOWN = 20
"""Maximum number of items of a list that a sentence writes out; the rest are counted."""


def untitled(_named: Named, _lang: str) -> str | None:
    """Know no titles: every id stands for itself."""
    return None


@cache
def sentences(lang: str) -> Mapping[str, str]:
    """Return the table of *lang*: code → template.

    Raises:
        KeyError: *lang* is not one of `LANGUAGES`.
    """
    if lang not in LANGUAGES:
        raise KeyError(lang)
    table: dict[str, str] = {}
    for part in PARTS:
        table.update(import_module(f"responselevels.text.{lang}.{part}").SENTENCES)
    return table


def has(code: str, lang: str = "en") -> bool:
    """Say whether *lang* has a sentence for *code*."""
    return code in sentences(lang)


def worded(
    code: str,
    facts: Mapping[str, object],
    lang: str,
    *,
    titles: Titles = untitled,
    zone: tzinfo | None = UTC,
    exact: bool = False,
) -> str:
    """Return the sentence for *code* in *lang*, its places filled from *facts*.

    Instants are shown in *zone*, without one each in its own. A place written ``{bodies:or}`` joins a list
    with "or", ``{parts:series}`` without a word before the last; ``{digest:short}``
    shows the beginning of a long text.
    A fact that the template does not name is left out; a place without a fact
    is a mistake of the program and raises KeyError.
    """
    parts: list[str] = []
    exact = exact or _alike([fact for fact in facts.values() if isinstance(fact, datetime)])
    for literal, place, joint in _parts_of(sentences(lang)[code]):
        parts.append(literal)
        if place is not None:
            parts.append(
                fact_worded(
                    facts[place], lang, titles=titles, zone=zone, joint=joint or "and", exact=exact
                )
            )
    return nested(spaced("".join(parts))) if lang == "zh" else "".join(parts)


_APART = re.compile(
    r"([\u4e00-\u9fff])?(`[^`]+`|\d{4}-\d\d-\d\d \d\d:\d\d[\d:.Z+-]*)(?=([\u4e00-\u9fff])?)"
)


def spaced(text: str) -> str:
    """Set ids and instants apart from the Chinese characters beside them.

    >>> spaced("由`X-1`设定")
    '由 `X-1` 设定'
    """
    return _APART.sub(_apart, text)


def _apart(found: re.Match[str]) -> str:
    before, thing, after = found[1] or "", found[2], found[3]
    return f"{before}{' ' if before else ''}{thing}{' ' if after else ''}"


def nested(text: str) -> str:
    """Write brackets that have others in them as 〔〕.

    >>> nested("（已批准：理事会（`board`））（无）")
    '〔已批准：理事会（`board`）〕（无）'
    """
    if "）" not in text:
        return text
    chars, open_, holding = list(text), [], set()
    for place, char in enumerate(text):
        if char == "（":
            open_.append(place)
        elif char == "）" and open_:
            begun = open_.pop()
            if begun in holding:
                chars[begun], chars[place] = "〔", "〕"
            holding.update(open_[-1:])
    return "".join(chars)


@cache
def _parts_of(template: str) -> tuple[tuple[str, str | None, str | None], ...]:
    parsed = Formatter().parse(template)
    return tuple((literal, place, spec) for literal, place, spec, _conversion in parsed)


def fact_worded(
    fact: object,
    lang: str,
    *,
    titles: Titles = untitled,
    zone: tzinfo | None = UTC,
    joint: str = "and",
    exact: bool = False,
) -> str:
    """Word one fact: an id, an instant, a duration, a list of these, or text."""
    if isinstance(fact, Named):
        return _named_worded(fact, lang, titles)
    if isinstance(fact, Alternatives):
        ways = [fact_worded(way, lang, titles=titles, zone=zone) for way in fact.sets[:_SHOWN]]
        return _alternatives_worded(ways, len(fact.sets) - len(ways), lang)
    if isinstance(fact, Phrase):
        return worded(fact.code, fact.facts, lang, titles=titles, zone=zone, exact=exact)
    if isinstance(fact, Wording):
        return visible(fact.in_(lang))
    if isinstance(fact, datetime):
        return instant_worded(fact, zone, exact=exact)
    if isinstance(fact, timedelta):
        return duration_worded(fact, lang)
    if isinstance(fact, tuple | list):
        words = [fact_worded(item, lang, titles=titles, zone=zone) for item in fact[:_SHOWN]]
        return listed(words, lang, joint=joint, more=len(fact) - len(words))
    return _short(visible(str(fact))) if joint == "short" else visible(str(fact))


_BEGINNING = 19
"""Length of a digest in a sentence, in characters: its kind and twelve digits tell it from others."""


def _short(text: str) -> str:
    return text if len(text) <= _BEGINNING else text[:_BEGINNING] + "…"


def _named_worded(named: Named, lang: str, titles: Titles) -> str:
    title = titles(named, lang)
    shown = visible(named.id)
    if title is None or title == named.id:
        return f"`{shown}`"
    title = visible(title)
    return f"{title}（`{shown}`）" if lang == "zh" else f"{title} (`{shown}`)"


def _alternatives_worded(ways: list[str], more: int, lang: str) -> str:
    if lang == "zh":
        return "；或者".join(ways) + (f"等{len(ways) + more}种" if more else "")
    return "; or ".join([*ways, f"{more} more ways"] if more else ways)


_JOINTS = {
    "en": {"and": " and ", "or": " or ", "series": ", ", "phrases": ", "},
    "zh": {"and": "和", "or": "或", "series": "、", "phrases": "，"},
}


def listed(words: list[str], lang: str, *, joint: str = "and", more: int = 0) -> str:
    """Join *words* as the language does; an empty list is said in a word.

    *joint* is "and" or "or"; or "series", or "phrases" for longer parts, where no
    word stands before the last. *more* counts what is left out at the end.

    >>> listed(["a", "b", "c"], "en")
    'a, b and c'
    >>> listed(["甲", "乙", "丙"], "zh", joint="or")
    '甲、乙或丙'
    >>> listed(["a", "b"], "en", more=40)
    'a, b and 40 more'
    """
    if not words:
        return "无" if lang == "zh" else "none"
    if more:
        rest = f"等{len(words) + more}项" if lang == "zh" else f" and {more} more"
        return ("、" if lang == "zh" else ", ").join(words) + rest
    if len(words) == 1:
        return words[0]
    comma = _JOINTS[lang]["phrases" if joint == "phrases" else "series"]
    return comma.join(words[:-1]) + _JOINTS[lang][joint] + words[-1]


def _alike(instants: list[datetime]) -> bool:
    """Say whether two different *instants* would read alike without what lies beneath a second."""
    seconds = {instant.replace(microsecond=0) for instant in instants}
    return len(seconds) < len(set(instants))


def instant_worded(instant: datetime, zone: tzinfo | None = UTC, *, exact: bool = False) -> str:
    """Return *instant* in *zone*, to the minute where it is a whole one, else to the second.

    What lies beneath a second comes from clocks and not from people; it is shown
    only where it must be told (*exact*): two instants of a sentence read alike without.

    >>> instant_worded(datetime(2026, 2, 10, 4, 0, tzinfo=UTC))
    '2026-02-10 04:00Z'
    """
    try:
        local = instant if zone is None else instant.astimezone(zone)
    except OverflowError:
        local = instant.astimezone(UTC)
    offset = local.utcoffset()
    text = local.strftime("%m-%d %H:%M")
    text = f"{local.year:04d}-{text}"
    exact = exact and bool(local.microsecond)
    if local.second or exact:
        text += local.strftime(":%S")
    if exact:
        text += f".{local.microsecond:06d}"
    if not offset:
        return text + "Z"
    minutes = round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"{text}{sign}{hours:02d}:{rest:02d}"


_UNITS = {
    "en": ((" day", " days"), (" h", " h"), (" min", " min"), (" s", " s")),
    "zh": (("天", "天"), ("小时", "小时"), ("分钟", "分钟"), ("秒", "秒")),
}


def duration_worded(duration: timedelta, lang: str) -> str:
    """Return *duration* in days, hours, minutes and seconds.

    >>> duration_worded(timedelta(days=1, hours=4), "en")
    '1 day 4 h'
    >>> duration_worded(timedelta(minutes=90), "zh")
    '1小时30分钟'
    """
    total = duration // timedelta(seconds=1)
    amounts = (
        total // 86_400,
        total % 86_400 // 3_600,
        total % 3_600 // 60,
        total % 60,
    )
    words = [
        f"{amount}{one if amount == 1 else many}"
        for amount, (one, many) in zip(amounts, _UNITS[lang], strict=True)
        if amount
    ]
    if not words:
        return "0" + _UNITS[lang][3][1]
    return ("" if lang == "zh" else " ").join(words)


def visible(text: str) -> str:
    r"""Return *text* with control, format and surrogate characters shown as escapes.

    What comes out is safe to print on a terminal: nothing in it moves the
    cursor or turns the direction of writing.

    >>> visible("north\u202e")
    'north\\u202e'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return char
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
