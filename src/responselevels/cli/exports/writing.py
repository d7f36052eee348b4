"""What both commands do with orders, wherever these come from: write them in the format asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from responselevels.cli.exports.options import FORMATS
from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.frame.writing import write_file
from responselevels.core.world.names import unknown_name
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError
from responselevels.exports.atom import feed_of
from responselevels.exports.calendar import calendar_of
from responselevels.exports.cap import Message, alert_written, messages_of
from responselevels.exports.places import geometries_in, places_of
from responselevels.exports.profile import AlertProfile
from responselevels.exports.revisions import Orders
from responselevels.exports.tables import (
    AreaLevel,
    Table,
    csv_of,
    levels_table,
    orders_table,
    parquet_of,
)
from responselevels.files import parse, read_document
from responselevels.reports.frame.wording import Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """The arguments of `export` beside what is exported."""

    format_: str
    only: tuple[str, ...]
    since: datetime | None
    source: str | None
    profile: str | None
    table: str | None
    geometry: str | None
    output: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What is exported: orders, and the levels that follow, which are worked out when they are asked for."""

    orders: Orders
    levels: Callable[[], Iterable[AreaLevel]]


def write_export(told: Exported, request: ExportRequest, locale: Locale, at: datetime) -> int:
    """Write what is *told* as *request* asks, as it is at the instant *at*; return the exit status.

    Raises:
        CommandError: an option does not go with the format, or it cannot be written.
        InputError: an order or a level is unknown, or the profile cannot be read.
        MissingExtra: a package is not installed.
    """
    for option in sorted(_OPTIONS.keys() - _TAKEN[request.format_]):
        if getattr(request, option):
            facts = {"option": _OPTIONS[option], "format": request.format_}
            raise CommandError(says("error.export.option", locale.lang, **facts))
    chosen = replace(told, orders=_chosen(told.orders, request))
    return _WRITERS[request.format_](chosen, request, locale, at)


def _chosen(orders: Orders, request: ExportRequest) -> Orders:
    names = {each[-1].order.id for each in orders.revisions}
    unknown = [name for name in request.only if name not in names]
    if unknown:
        raise InputError(unknown_name("order", name, names, ("order",)) for name in unknown)
    if request.only:
        kept = tuple(each for each in orders.revisions if each[-1].order.id in request.only)
        orders = replace(orders, revisions=kept)
    return orders if request.since is None else orders.since(request.since)


def read_profile(path: str | None, scheme: Scheme) -> AlertProfile | None:
    """Return what a file says of alerts, None where none is named.

    Raises:
        InputError: all that is wrong with it, levels that *scheme* does not have, too.
    """
    if path is None:
        return None
    names = [level.id for level in scheme.rules.levels]

    def held(profile: AlertProfile) -> None:
        unknown = [name for name in profile.levels if name not in names]
        if unknown:
            raise InputError(
                unknown_name("level", name, names, ("levels", name)) for name in unknown
            )

    return parse(read_document(path), AlertProfile, check=held)


def _calendar(told: Exported, request: ExportRequest, locale: Locale, at: datetime) -> int:
    cancelled = request.format_ == "cancellations"
    return _put(calendar_of(told.orders, locale, at=at, cancelled=cancelled), request, locale)


def _cap(told: Exported, request: ExportRequest, locale: Locale, _at: datetime) -> int:
    orders = told.orders
    profile, scheme = read_profile(request.profile, orders.scheme), orders.scheme
    messages = list(messages_of(orders, profile))
    if request.output is not None:
        for message in messages:
            path = str(Path(request.output) / f"{message.identifier}.xml")
            write_file(path, alert_written(message, scheme, profile), locale.lang)
        facts = {"path": request.output, "count": len(messages)}
        sys.stdout.write(locale.says("cli.export.written", **facts) + "\n")
        return Status.PERMITTED
    last = _last(messages, locale)
    return _put(alert_written(last, scheme, profile), request, locale)


def _last(messages: list[Message], locale: Locale) -> Message:
    """Return the last of *messages*, which are all on one order."""
    count = len({message.revision.order.id for message in messages})
    if count == 1:
        return messages[-1]
    code = "error.export.which" if count else "error.export.none"
    raise CommandError(says(code, locale.lang, count=count))


def _atom(told: Exported, request: ExportRequest, locale: Locale, at: datetime) -> int:
    orders = told.orders
    profile = read_profile(request.profile, orders.scheme)
    messages = list(messages_of(orders, profile))
    feed = feed_of(messages, orders.scheme, locale, source=orders.source, at=at, profile=profile)
    return _put(feed, request, locale)


def _geojson(told: Exported, request: ExportRequest, locale: Locale, at: datetime) -> int:
    file = request.geometry
    known = {} if file is None else geometries_in(_read(file, locale.lang), file)
    text = places_of(told.levels(), known, locale.titles, locale.lang, at=at)
    return _put(text.encode(), request, locale)


def _read(path: str, lang: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CommandError(says("error.file", lang, path=path, reason=reason)) from None


def _table(told: Exported, request: ExportRequest, locale: Locale, at: datetime) -> Table:
    if request.table == "levels":
        return levels_table(told.levels(), locale.titles, locale.lang, at=at)
    return orders_table(told.orders)


def _csv(told: Exported, request: ExportRequest, locale: Locale, at: datetime) -> int:
    return _put(csv_of(_table(told, request, locale, at)).encode(), request, locale)


def _parquet(told: Exported, request: ExportRequest, locale: Locale, at: datetime) -> int:
    if request.output is None:
        raise CommandError(says("error.export.bytes", locale.lang))
    return _put(parquet_of(_table(told, request, locale, at)), request, locale)


def _put(body: bytes, request: ExportRequest, locale: Locale) -> int:
    """Print *body*, or write it to the file that was named."""
    if request.output is None:
        sys.stdout.write(body.decode())
    else:
        write_file(request.output, body, locale.lang)
        facts = {"path": request.output, "count": 1}
        sys.stdout.write(locale.says("cli.export.written", **facts) + "\n")
    return Status.PERMITTED


_OPTIONS = {
    "profile": "--profile",
    "table": "--table",
    "geometry": "--geometry",
    "only": "--order",
    "since": "--since",
    "source": "--source",
}
_OF_ORDERS = {"only", "since", "source"}
_TAKEN = {
    "calendar": _OF_ORDERS,
    "cancellations": _OF_ORDERS,
    "cap": {*_OF_ORDERS, "profile"},
    "atom": {*_OF_ORDERS, "profile"},
    "geojson": {"geometry"},
    "csv": {*_OF_ORDERS, "table"},
    "parquet": {*_OF_ORDERS, "table"},
}
"""Which options say something in each format."""

_WRITERS: dict[str, Callable[[Exported, ExportRequest, Locale, datetime], int]] = dict(
    zip(FORMATS, (_calendar, _calendar, _cap, _atom, _geojson, _csv, _parquet), strict=True)
)
