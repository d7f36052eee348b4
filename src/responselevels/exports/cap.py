"""Orders as alerts of the Common Alerting Protocol (CAP 1.2, OASIS), written by ElementTree.

Each thing that is recorded of an order is one message: its issue an Alert, what changes it an Update,
and what makes it hold nowhere any more a Cancel; these name the messages before them (`references`).
A drill is an Exercise. Each message says the same in all languages, one `info` each.

A scale of levels has no meaning of its own in CAP: severity, urgency and certainty are those of the
author's table (`AlertProfile`), else Unknown. The level as it is stands in a `parameter`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from responselevels.core.world.scheme import Scheme
from responselevels.exports.profile import AlertProfile, LevelUrgency
from responselevels.exports.revisions import Act, Orders, Revision, superseded
from responselevels.exports.wording import identifier_of, lines_of, seconds, summary_of, titled
from responselevels.models.times import local_of
from responselevels.reports.frame.wording import Locale
from responselevels.text.catalogue import LANGUAGES
from responselevels.text.escaping import plain

MEDIA = "application/cap+xml"
"""The media type of a message."""

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"

_LANGUAGES = {"en": "en", "zh": "zh-CN"}
_UNKNOWN = LevelUrgency()

register_namespace("cap", NAMESPACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message: what it tells of, by which identifier, and what came before it, the oldest first."""

    revision: Revision
    identifier: str
    sender: str
    before: tuple[Message, ...]

    @property
    def kind(self) -> str:
        """What kind of message it is, in CAP's word."""
        if self.revision.act is Act.ISSUE:
            return "Alert"
        gone = self.revision.over or any(one.kind == "Cancel" for one in self.before)
        return "Cancel" if gone else "Update"

    @property
    def reference(self) -> str:
        """How later messages name it."""
        return f"{self.sender},{self.identifier},{written(self.revision.at)}"


def messages_of(orders: Orders, profile: AlertProfile | None = None) -> Iterator[Message]:
    """Yield every message on *orders*, order after order, each with those before it."""
    sender = identifier_of(orders.source) if profile is None else profile.sender
    for revisions in orders.revisions:
        before: tuple[Message, ...] = ()
        for revision, _earlier in superseded(revisions):
            name = identifier_of(orders.source, revision.order.id, str(revision.number))
            message = Message(revision=revision, identifier=name, sender=sender, before=before)
            yield message
            before = (*before, message)


def alert_of(message: Message, scheme: Scheme, profile: AlertProfile | None = None) -> Element:
    """Return *message* as an element; names are those of *scheme*."""
    revision, alert = message.revision, Element(f"{{{NAMESPACE}}}alert")
    _add(alert, "identifier", message.identifier)
    _add(alert, "sender", message.sender)
    _add(alert, "sent", written(revision.at))
    test = profile is not None and profile.test
    _add(alert, "status", "Test" if test else "Exercise" if revision.order.drill else "Actual")
    _add(alert, "msgType", message.kind)
    locales = [Locale(lang, scheme.titles) for lang in LANGUAGES]
    public = profile is not None and profile.public
    _add(alert, "scope", "Public" if public else "Restricted")
    if not public:
        _add(alert, "restriction", _in_each(locales, "export.restricted"))
    if revision.order.drill:
        _add(alert, "note", _in_each(locales, "export.drill"))
    if message.before:
        _add(alert, "references", " ".join(one.reference for one in message.before))
    for locale in locales:
        alert.append(_info(message, locale, profile))
    return alert


def alert_written(message: Message, scheme: Scheme, profile: AlertProfile | None = None) -> bytes:
    """Return *message* as a document of XML."""
    alert = alert_of(message, scheme, profile)
    indent(alert)
    written_whole: bytes = tostring(alert, encoding="utf-8", xml_declaration=True)
    return written_whole + b"\n"


def _in_each(locales: list[Locale], code: str) -> str:
    return " · ".join(locale.says(code) for locale in locales)


def _info(message: Message, locale: Locale, profile: AlertProfile | None) -> Element:
    revision = message.revision
    order = revision.order
    asked = _UNKNOWN if profile is None else profile.levels.get(order.level, _UNKNOWN)
    info = Element(f"{{{NAMESPACE}}}info")
    _add(info, "language", _LANGUAGES[locale.lang])
    _add(info, "category", "Safety" if profile is None else profile.category)
    _add(info, "event", locale.says("export.event", level=titled("level", order.level, locale)))
    _add(info, "urgency", "Past" if message.kind == "Cancel" else asked.urgency)
    _add(info, "severity", asked.severity)
    _add(info, "certainty", asked.certainty)
    _add(info, "effective", written(revision.at, order.period.start))
    _add(info, "onset", written(order.period.start))
    if revision.until is not None:
        _add(info, "expires", written(revision.until, order.period.start))
    if order.issuer is not None:
        _add(info, "senderName", titled("body", order.issuer, locale))
    _add(info, "headline", summary_of(revision, locale))
    _add(info, "description", "\n".join(lines_of(revision, locale)))
    for name, value in _parameters(revision):
        parameter = SubElement(info, f"{{{NAMESPACE}}}parameter")
        _add(parameter, "valueName", f"responselevels:{name}")
        _add(parameter, "value", value)
    for area in order.scope:
        info.append(_area(area, locale))
    return info


def _parameters(revision: Revision) -> Iterator[tuple[str, str]]:
    order = revision.order
    yield "order", order.id
    yield "revision", str(revision.number)
    yield "level", order.level
    yield "area", order.area
    if order.track is not None:
        yield "track", order.track
    if order.issuer is not None:
        yield "issuer", order.issuer


def _area(area: str, locale: Locale) -> Element:
    element = Element(f"{{{NAMESPACE}}}area")
    _add(element, "areaDesc", titled("area", area, locale))
    geocode = SubElement(element, f"{{{NAMESPACE}}}geocode")
    _add(geocode, "valueName", "responselevels:area")
    _add(geocode, "value", area)
    return element


def _add(parent: Element, name: str, text: str) -> None:
    # XML 1.0 has no way to write most control characters: they are shown as escapes, line by line.
    lines = (plain(line) for line in text.split("\n"))
    SubElement(parent, f"{{{NAMESPACE}}}{name}").text = "\n".join(lines)


def written(instant: datetime, like: datetime | None = None) -> str:
    """Return *instant* as CAP writes it: to the second, with an offset, that of *like* where given.

    UTC is written ``-00:00``: CAP takes no ``Z``.

    >>> from datetime import UTC
    >>> written(datetime(2026, 2, 10, 4, 0, tzinfo=UTC))
    '2026-02-10T04:00:00-00:00'
    """
    offset = (like or instant).utcoffset() or timedelta()
    # An offset of odd seconds, as local times of long ago have, cannot be written.
    offset = timedelta() if offset.seconds % 60 else offset
    local = local_of(seconds(instant), timezone(offset))
    text = local.replace(tzinfo=None).isoformat()
    sign, total = ("-", -offset) if offset.days < 0 else ("+", offset)
    hours, minutes = divmod(total.seconds // 60, 60)
    return f"{text}{sign}{hours:02d}:{minutes:02d}" if offset else f"{text}-00:00"
