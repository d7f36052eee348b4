"""The levels of areas as a tree, and an audit as a list, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from responselevels.models.decisions import Decision
from responselevels.reports.frame.layout import WIDTH, cells
from responselevels.reports.frame.rows import BLANK, Columns, Row
from responselevels.reports.frame.wording import Locale, named
from responselevels.reports.terminal import findings_rows, headline, provenance
from responselevels.text.catalogue import Named

_WIDEST = (40, 24)
"""Maximum widths of the columns of areas and levels, in terminal cells; orders have the rest."""


@dataclass(frozen=True, slots=True)
class AreaLevel:
    """An area with its depth in the tree, its effective level, and the orders that set it.

    The level is None where it is not known. *track* is the track that it is of, None where the
    rules have none.
    """

    area: str
    depth: int
    level: str | None
    orders: tuple[str, ...]
    track: str | None = None


def level_rows(area_levels: Sequence[AreaLevel], locale: Locale) -> Iterator[Row | Columns]:
    """Yield a table of areas, each beneath the wider one, with level and orders.

    At the default level no order is named: it needs none (docs/semantics.md, section 1).
    Where the rules have tracks, there is a table of each, one after the other: nothing
    is summed up over them (section 10).
    """
    for number, (track, standings) in enumerate(groupby(area_levels, key=lambda one: one.track)):
        if number:
            yield BLANK
        if track is not None:
            yield Row(locale.says("cli.track", track=Named("track", track)), style="strong")
        yield from _table([*standings], locale)


def _table(area_levels: Sequence[AreaLevel], locale: Locale) -> Iterator[Columns]:
    heads = tuple(locale.says(f"cli.head.{head}") for head in ("area", "level", "orders"))
    table = [(standing, _texts(standing, locale)) for standing in area_levels]
    widths = _widths([(0, heads), *((s.depth * 2, texts) for s, texts in table)])
    yield Columns(heads, widths, ("strong",) * 3)
    for standing, texts in table:
        styles = ("", "strong" if standing.orders else "", "")
        yield Columns(texts, widths, styles, standing.depth * 2)


def _texts(standing: AreaLevel, locale: Locale) -> tuple[str, ...]:
    orders = named("order", standing.orders)
    return (
        locale.fact(Named("area", standing.area)),
        level_worded(standing.level, locale),
        locale.fact(orders) if orders else "-",
    )


def level_worded(level: str | None, locale: Locale) -> str:
    """Return a level by its title, or that it is not known."""
    return locale.says("cli.level.unknown") if level is None else locale.fact(Named("level", level))


def _widths(rows: list[tuple[int, tuple[str, ...]]]) -> tuple[int, ...]:
    area = min(max(indent + cells(texts[0]) for indent, texts in rows), _WIDEST[0])
    level = min(max(cells(texts[1]) for _indent, texts in rows), _WIDEST[1])
    return area, level, WIDTH - area - level - 6


def audit_rows(listed: Iterable[tuple[str, Decision]], locale: Locale) -> Iterator[Row]:
    """Yield each order that the rules did not permit, with its findings."""
    for order, decision in listed:
        own = locale.of(decision)
        yield headline(order, decision, own)
        yield Row(provenance(decision, own), style="faint", indent=2)
        yield from findings_rows(decision.findings, own)
        yield BLANK
