"""Events of a register's log as CloudEvents (1.0), by the library cloudevents.

What an event is called by others never changes: `source` names the register, `id` is the number of the
event in its log. Two that agree in both are the same, so that a receiver can drop what comes twice;
`sequence` sorts as text in the order recorded, so that it can see whether something is missing.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from responselevels.exports.needing import needing
from responselevels.models.times import instant_at
from responselevels.register.log.events import event_of, fields_of
from responselevels.register.log.kinds import OrderEvent
from responselevels.text.escaping import plain

MEDIA = "application/cloudevents+json; charset=utf-8"
"""The media type of an event that carries its attributes and its data in one document."""

_BESIDE = ("v", "semantics", "seq", "prev", "kind", "recorded_at", "register", "idem", "request")
"""Fields of a line that say how it is kept; the rest is what happened."""


def cloud_event(line: bytes, seq: int) -> bytes:
    """Return the event *seq* of a log, whose *line* is given, as one document of JSON.

    Raises:
        MissingExtra: cloudevents is not installed.
        RegisterDamaged: the line is no event.
    """
    with needing("interop"):
        from cloudevents.core.formats.json import JSONFormat
        from cloudevents.core.v1.event import CloudEvent
    fields = fields_of(line, seq)
    event = event_of(line, fields, seq)
    of: str | None = getattr(event, "of", None)
    if of is None and isinstance(event, OrderEvent):
        of = event.order.id
    attributes: dict[str, Any] = {
        "id": str(seq),
        "source": f"urn:responselevels:{quote(event.header.register, safe='')}",
        "type": f"responselevels.{event.kind}.v1",
        "specversion": "1.0",
        "time": instant_at(event.recorded),
        "datacontenttype": "application/json",
        "sequence": f"{seq:020d}",
    }
    if of is not None:
        attributes["subject"] = plain(of)
    data = {name: value for name, value in fields.items() if name not in _BESIDE}
    written: bytes = JSONFormat().write(CloudEvent(attributes, data))
    return written
