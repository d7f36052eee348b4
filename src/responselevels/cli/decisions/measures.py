"""`measures`: what holds on the ground, and what would change with the level (docs/command-line.md).

How the answer is printed is the same for files and for registers: both hand in how to ask.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from typing import Protocol, TypedDict

from responselevels.cli.decisions.deciding import now
from responselevels.cli.decisions.level import tree_order
from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.inputs import read_inputs
from responselevels.cli.frame.locales import locale_of
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.core.groups import areas_meant, groups_named
from responselevels.core.measures.asking import AreaMeasures, compare_measures, measures_if
from responselevels.core.measures.asking import measures as measures_now
from responselevels.core.orders.book import OrderBook
from responselevels.machine.zones import zone_in
from responselevels.models.rules import Rules
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.wording import Locale
from responselevels.reports.measures import Compared, comparison_rows, measures_rows
from responselevels.reports.programs.json import one_line
from responselevels.reports.programs.measure_documents import compared_document, measures_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked beside the areas, by options of the command.

    *compare* is the level that is supposed, in *track* where the rules have tracks. *hidden* asks
    for what is not for everybody, too.
    """

    compare: str | None
    track: str | None
    hidden: bool
    as_json: bool


class Answers(Protocol):
    """Answers what holds in an area, or what would at a level that is supposed."""

    def __call__(
        self, area: str, *, supposing: str | None = None, track: str | None = None
    ) -> AreaMeasures:
        """Return the measures of *area*."""
        ...


def measures(  # noqa: PLR0913 - one for each option
    lang: str,
    *,
    rules: str,
    areas: str,
    orders: str | None,
    at: datetime | None,
    drill: bool,
    compare: str | None,
    track: str | None,
    hidden: bool,
    as_json: bool,
    area: tuple[str, ...],
) -> int:
    """Print the measures of each area named, or of all; return the exit status.

    A group stands for its members.
    """
    asked = Asked(compare=compare, track=track, hidden=hidden, as_json=as_json)
    held_together(asked, lang)
    inputs = read_inputs(rules, areas, orders, orders_as_book=True)
    named = areas_meant(area, groups_named(area, inputs.scheme.groups))
    moment = at or now()
    how: _How = {"drill": drill, "hidden": hidden, "zone": zone_in(inputs.rules)}
    ask = partial(_answered, inputs.book(), moment, how)
    places = named or every_area((name for name, _depth in tree_order(inputs)), asked)
    locale = locale_of(lang, inputs.titles, moment.tzinfo)
    print_measures(asked, places, ask, rules=inputs.rules, locale=locale)
    return Status.PERMITTED


def every_area(names: Iterable[str], asked: Asked) -> tuple[str, ...]:
    """Return the *names* of all areas in the order they are listed: the tree for people, else by id."""
    return tuple(sorted(names) if asked.as_json else names)


def held_together(asked: Asked, lang: str) -> None:
    """Check the options with each other.

    Raises:
        CommandError: a track is named, and no level to suppose there.
    """
    if asked.track is not None and asked.compare is None:
        raise CommandError(says("error.track_of_nothing", lang))


class _How(TypedDict):
    """How it is asked, the same for every area."""

    drill: bool
    hidden: bool
    zone: tzinfo


def _answered(
    book: OrderBook,
    at: datetime,
    how: _How,
    area: str,
    *,
    supposing: str | None = None,
    track: str | None = None,
) -> AreaMeasures:
    if supposing is None:
        return measures_now(book, area, at, **how)
    return measures_if(book, area, at, supposing, track=track, **how)


def print_measures(
    asked: Asked, places: Iterable[str], ask: Answers, *, rules: Rules, locale: Locale
) -> None:
    """Print what *ask* answers for each of *places*: all that holds, or what a level would change.

    For programs both are printed.
    """
    if asked.compare is None:
        held = [ask(area) for area in places]
        if asked.as_json:
            sys.stdout.write(one_line([measures_document(one, locale) for one in held]) + "\n")
        else:
            show(measures_rows(held, rules, locale, hidden=asked.hidden), sys.stdout)
        return

    compared = [_compared(area, asked, ask) for area in places]
    if asked.as_json:
        documents = [compared_document(one, locale) for one in compared]
        sys.stdout.write(one_line(documents) + "\n")
    else:
        show(comparison_rows(compared, rules, locale, hidden=asked.hidden), sys.stdout)


def _compared(area: str, asked: Asked, ask: Answers) -> Compared:
    now_held, then = ask(area), ask(area, supposing=asked.compare, track=asked.track)
    return Compared(now_held, then, compare_measures(now_held, then))
