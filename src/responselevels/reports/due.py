"""What is due, for people in order of time, and for programs (docs/command-line.md, due)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo

from responselevels.core.due.rows import Due
from responselevels.models.decisions import cite_written
from responselevels.models.times import duration_written, instant_written, local_of
from responselevels.reports.frame.rows import BLANK, Row
from responselevels.reports.frame.wording import Locale, clause_worded, named
from responselevels.reports.programs.due_documents import DueDocument, DueRowDocument
from responselevels.text.catalogue import Named, Phrase

__all__ = ["due_document", "due_rows"]

_DAY = timedelta(days=1)
_NAMED = {"rules.expire": "scheme", "proposal.starts": "proposal", "key.expires": "key"}
_ENDS = {"order.runs_out", "order.ends", "order.lapses"}


def due_rows(
    rows: Sequence[Due],
    locale: Locale,
    *,
    at: datetime,
    until: datetime,
    known: datetime | None = None,
    zone: tzinfo | None = None,
) -> Iterator[Row]:
    """Yield what is due at *at* and until *until*, each with what follows if nobody acts.

    *zone* is that of the rules, in which calendar periods have their days.
    """
    code = "due.head" if known is None else "due.head.known"
    yield Row(locale.says(code, at=at, until=until, known=known))
    yield BLANK
    if not rows:
        yield Row(locale.says("due.none"), style="strong")
    for row, areas in _together(rows):
        when = locale.says("due.later") if row.due is None else locale.fact(row.due)
        yield Row(when, style="deny" if row.overdue else "strong")
        what = _what(row, locale, zone, areas)
        yield Row(locale.says("due.overdue", what=what) if row.overdue else what, indent=2)
        yield Row(_then(row, locale), indent=2, style="faint")


def _together(rows: Sequence[Due]) -> Iterator[tuple[Due, tuple[str, ...]]]:
    """Yield *rows* with their areas: a period that several areas are asked about alike is one."""
    areas: dict[tuple[object, ...], list[str]] = {}
    for number, row in enumerate(rows):
        areas.setdefault(_alike(row, number), []).append(row.area or "")
    for number, row in enumerate(rows):
        alike = areas.pop(_alike(row, number), None)
        if alike is not None:
            yield row, tuple(alike)


def _alike(row: Due, number: int) -> tuple[object, ...]:
    return (row.name, row.due, row.missed) if row.kind == "cadence" else (number,)


def _what(
    row: Due, locale: Locale, zone: tzinfo | None, areas: tuple[str, ...] | None = None
) -> str:
    facts = _facts(row, locale, zone)
    if areas is not None and row.area is not None:
        facts["area"] = named("area", areas)
    what = locale.says(*_sentence(row), **facts)
    if row.track is not None:
        what = locale.says("due.tracked", track=Named("track", row.track), what=what)
    if row.cite is not None:
        what = locale.says("due.cited", what=what, clause=clause_worded(row.cite, locale))
    return what


def _sentence(row: Due) -> tuple[str]:
    code = f"due.what.{row.kind}"
    if row.kind == "duty" and row.to is not None:
        code += ".to"
    if row.kind == "review" and row.do is not None:
        code += ".do"
    return (code,)


def _facts(row: Due, locale: Locale, zone: tzinfo | None) -> dict[str, object]:
    facts: dict[str, object] = {"name": Named(_NAMED.get(row.kind, row.kind), row.name or "")}
    if row.order is not None:
        facts["order"] = Named("order", row.order)
    if row.area is not None:
        facts["area"] = Named("area", row.area)
    if row.do is not None:
        facts["do"] = row.do.in_(locale.lang)
    if row.to is not None:
        facts["to"] = row.to.in_(locale.lang)
    if row.period is not None:
        # Days of the zone of the rules: in another, a month would begin a day early.
        start, end = (local_of(time, zone) for time in row.period)
        facts |= {"first": start.date().isoformat(), "last": (end - _DAY).date().isoformat()}
    return facts


def _then(row: Due, locale: Locale) -> str:
    if row.kind in _ENDS:
        return _falls(row, locale)
    facts: dict[str, object] = {"until": row.until, "missed": row.missed}
    code = f"due.then.{row.kind}"
    if row.kind in {"review", "order.expected_end"} and row.until is None:
        code += ".open"
    elif row.kind == "duty" and row.due is None:
        code += ".untimed"
    elif row.kind == "duty" and row.name is None:
        code += ".unnamed"
    elif row.missed:
        code += ".missed.one" if row.missed == 1 else ".missed"
    return locale.says(code, **facts)


def _falls(row: Due, locale: Locale) -> str:
    code = "due.then.lapses." if row.kind == "order.lapses" else "due.then."
    if not row.falls:
        return locale.says(f"{code}level_stays")
    falls = tuple(
        Phrase(
            "due.then.fall",
            {
                "area": Named("area", fall.area),
                "before": Named("level", fall.from_level),
                "after": Named("level", fall.to_level),
            },
        )
        for fall in row.falls
    )
    return locale.says(f"{code}falls", falls=falls)


# -- for programs ------------------------------------------------------------------------


def due_document(
    rows: Sequence[Due],
    locale: Locale,
    *,
    at: datetime,
    within: timedelta,
    known: datetime | None = None,
    zone: tzinfo | None = None,
) -> DueDocument:
    """Return what is due for programs; sentences are worded for *locale*."""
    return {
        "at": instant_written(at),
        "within": duration_written(within),
        "known_at": None if known is None else instant_written(known),
        "due": [_row_document(row, locale, zone) for row in rows],
    }


def _row_document(row: Due, locale: Locale, zone: tzinfo | None) -> DueRowDocument:
    document: DueRowDocument = {
        "kind": row.kind,
        "due": None if row.due is None else instant_written(row.due),
        "overdue": row.overdue,
        "order": row.order,
        "area": row.area,
        "name": row.name,
        "message": _what(row, locale, zone),
        "then": _then(row, locale),
    }
    if row.kind in _ENDS:
        document["levels"] = [
            {"area": fall.area, "from": fall.from_level, "to": fall.to_level} for fall in row.falls
        ]
    if row.period is not None:
        start, end = row.period
        document["period"] = {"start": instant_written(start), "end": instant_written(end)}
        document["missed"] = row.missed
    if row.until is not None:
        document["until"] = instant_written(row.until)
    if row.track is not None:
        document["track"] = row.track
    if row.cite is not None:
        document["cite"] = cite_written(row.cite, locale.lang)
    return document
