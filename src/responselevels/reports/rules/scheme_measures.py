"""What the levels ask for on the ground, for a page on a rules file (docs/semantics.md, section 12)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from responselevels.files.sheets import Sheet, there
from responselevels.models.parts.measures import AnyAmount, Measure, Need
from responselevels.reports.frame.amounts import amount_worded, number_worded, unit_phrase
from responselevels.reports.frame.wording import Locale
from responselevels.reports.rules.pages import Entry
from responselevels.reports.rules.scheme_words import Words
from responselevels.text.catalogue import Named


def measure_entries(sheet: Sheet, words: Words) -> Iterator[Entry]:
    """Yield an entry for each measure: what is done, how much, where, from which level on, by whom."""
    yield from words.gaps("measures")
    for number, measure in there(sheet.rules.measures):
        text = partial(_text, measure, sheet, words)
        yield words.entry(measure.id, ("measures", number), text, measure.cite)


def spot_entries(sheet: Sheet, words: Words) -> Iterator[Entry]:
    """Yield an entry for each kind of place that measures are for."""
    yield from words.gaps("spots")
    for number, spot in there(sheet.rules.spots):
        text = words.titled(spot.id, spot.title)
        yield words.entry(spot.id, ("spots", number), text)


def _text(measure: Measure, sheet: Sheet, words: Words) -> str:
    return words.writer.say("then").join(part for part in _parts(measure, sheet, words) if part)


def _parts(measure: Measure, sheet: Sheet, words: Words) -> Iterator[str | None]:
    yield None if measure.do is None else measure.do.in_(words.lang)
    if measure.need is not None:
        yield from _need(measure.need, words)
    yield _when(measure, words)
    if measure.tiers:
        yield words.says("measure.tiers", tiers=words.tiers(measure.tiers))
    spots = {spot.id: spot.title for _number, spot in there(sheet.rules.spots)}
    if measure.tracks:
        tracks = {track.id: track.title for _number, track in there(sheet.rules.tracks)}
        titles = [words.titled(name, tracks.get(name)) for name in measure.tracks]
        yield words.says("measure.tracks", tracks=words.joined(titles))
    if measure.spots:
        titles = [words.titled(name, spots.get(name)) for name in measure.spots]
        yield words.says("measure.spots", spots=words.joined(titles))
    if measure.by:
        bodies = sheet.rules.bodies or {}
        names = (name for name in measure.by if name in bodies)
        titles = [words.titled(name, bodies[name].title) for name in names]
        yield words.says("measure.by", bodies=words.joined(titles))
    if measure.strengthens is not None:
        yield words.says("measure.strengthens", measure=Named("measure", measure.strengthens))
    yield None if measure.public else words.says("measure.hidden")


def _when(measure: Measure, words: Words) -> str | None:
    if measure.at:
        return words.says("measure.at", levels=words.levels(measure.at))
    if measure.from_ is None:
        return None
    return words.says("measure.from", level=words.levels([measure.from_]))


def _need(need: Need, words: Words) -> Iterator[str]:
    for kind, amount in (("at_least", need.at_least), ("at_most", need.at_most)):
        if amount is not None:
            yield _bound(kind, amount, need, words)


def _bound(kind: str, amount: AnyAmount, need: Need, words: Words) -> str:
    locale = Locale(words.lang)
    if isinstance(amount, int | str):
        number = Fraction(amount)
        unit = unit_phrase(need.unit, number)
        amount_told = number_worded(number, words.lang)
        return locale.says(f"measures.{kind}", amount=amount_told, unit=unit)
    unit = unit_phrase(need.unit, Fraction(2))
    told = amount_worded(amount, locale)
    return words.says(f"measure.{kind}", amount=told, unit=unit)
