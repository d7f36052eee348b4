"""Alerts as a feed (Atom, RFC 4287): the newest first, each whole within its entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from responselevels.core.world.scheme import Scheme
from responselevels.exports import cap
from responselevels.exports.cap import Message, alert_of
from responselevels.exports.profile import AlertProfile
from responselevels.exports.wording import identifier_of, seconds, summary_of, told
from responselevels.reports.frame.wording import Locale
from responselevels.text.escaping import plain

MEDIA = "application/atom+xml; charset=utf-8"
"""The media type of a feed."""

NAMESPACE = "http://www.w3.org/2005/Atom"

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

MOST = 100
"""Maximum number of messages in a feed: what is older is read from the register."""

register_namespace("", NAMESPACE)


def feed_of(
    messages: Sequence[Message],
    scheme: Scheme,
    locale: Locale,
    *,
    source: str,
    at: datetime,
    address: str | None = None,
    profile: AlertProfile | None = None,
) -> bytes:
    """Return the newest of *messages* as a feed, in the language of *locale*.

    *address* is the one that the feed is read at, ending in ``/``-less name; each alert is then said to
    be at ``cap/IDENTIFIER.xml`` beside it. Without messages, the feed was updated *at* the instant.
    """
    newest = sorted(messages, key=lambda one: one.revision.at, reverse=True)[:MOST]
    feed = Element(f"{{{NAMESPACE}}}feed", {_LANG: locale.lang})
    _add(feed, "id", _urn(source))
    _add(feed, "title", locale.says("export.feed", source=source))
    _add(feed, "updated", _written(newest[0].revision.at if newest else at))
    author = SubElement(feed, f"{{{NAMESPACE}}}author")
    _add(author, "name", newest[0].sender if newest else identifier_of(source))
    if address is not None:
        SubElement(feed, f"{{{NAMESPACE}}}link", {"rel": "self", "href": address})
    for message in newest:
        feed.append(_entry(message, scheme, locale, (source, address, profile)))
    indent(feed)
    written_whole: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written_whole + b"\n"


def _entry(
    message: Message,
    scheme: Scheme,
    locale: Locale,
    where: tuple[str, str | None, AlertProfile | None],
) -> Element:
    source, address, profile = where
    entry, revision = Element(f"{{{NAMESPACE}}}entry"), message.revision
    _add(entry, "id", _urn(source, message.identifier))
    _add(entry, "title", summary_of(revision, locale))
    _add(entry, "updated", _written(revision.at))
    _add(entry, "summary", told(revision, locale.within(revision.order.period.start)))
    SubElement(entry, f"{{{NAMESPACE}}}category", {"term": message.kind})
    if address is not None:
        href = f"{address.rpartition('/')[0]}/cap/{quote(message.identifier, safe='')}.xml"
        link = {"rel": "alternate", "type": cap.MEDIA, "href": href}
        SubElement(entry, f"{{{NAMESPACE}}}link", link)
    content = SubElement(entry, f"{{{NAMESPACE}}}content", {"type": cap.MEDIA})
    content.append(alert_of(message, scheme, profile))
    return entry


def _urn(*names: str) -> str:
    return uuid5(NAMESPACE_URL, f"responselevels:{identifier_of(*names)}").urn


def _written(instant: datetime) -> str:
    return seconds(instant.astimezone(UTC)).isoformat()


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{NAMESPACE}}}{name}").text = plain(text)
