"""What events are made of: the types of their fields, what all of them have, and how they are read."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal, Self, TypeVar

from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    SkipValidation,
    Strict,
    TypeAdapter,
    WithJsonSchema,
)

from responselevels.register.log.actors import Actor
from responselevels.register.log.bounds import Bounds

# -- types of fields -------------------------------------------------------------------------

Text = Annotated[str, Strict()]
Count = Annotated[int, Strict()]
Flag = Annotated[bool, Strict()]
Word = Literal["approve", "refuse", "withdraw"]
Json = dict[str, object]
"""A JSON object that is kept and compared, and not asked any further."""


def _object(value: object) -> object:
    if not isinstance(value, dict):
        raise ValueError("object")  # noqa: TRY004 - pydantic passes any TypeError on as it is
    return value


def _as_it_is(value: object) -> object:
    return value


T = TypeVar("T")
Recorded = Annotated[
    T, SkipValidation, BeforeValidator(_object), PlainSerializer(_as_it_is, when_used="always")
]
"""A JSON object of a declared shape, which the schema has; a reader holds it to be an object only.

Decisions are many, and what they say is compared as a whole, with what is decided again.
"""


def _bytes_of(value: object) -> object:
    return value if isinstance(value, bytes) else b64decode(str(value), validate=True)


Base64 = Annotated[
    bytes,
    BeforeValidator(_bytes_of),
    PlainSerializer(lambda raw: b64encode(raw).decode("ascii")),
    WithJsonSchema({"type": "string", "contentEncoding": "base64"}),
]

BoundsText = Annotated[
    Bounds,
    BeforeValidator(Bounds.read),
    PlainSerializer(Bounds.fields),
    WithJsonSchema(
        {
            "type": "object",
            "properties": {"ahead": {"type": "string"}, "pause": {"type": "string"}},
            "required": ["ahead", "pause"],
            "additionalProperties": False,
        }
    ),
]


# -- what every event has --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Header:
    """What every event has, whatever its kind; *line* is its raw line, empty while it is drafted.

    *recorded* is its time in microseconds since 1970. *judged* has the fields of
    `EventBase.judged_on` and `judged_where_said`, each to the letter as the line has it.
    """

    seq: Annotated[int, Field(description="the number of the event, from 0")]
    recorded: int
    actor: Annotated[Actor, Field(description="who: a person, for a body, and how that is known")]
    register: Annotated[str, Field(description="the id of the register")] = ""
    idem: Annotated[str, Field(description="the key of the act; its events share it")] = ""
    request: Annotated[str, Field(description="the digest of what was asked")] = ""
    site: Annotated[str | None, Field(description="from where it was recorded")] = None
    client: Annotated[str | None, Field(description="by what it was recorded")] = None
    engine: Annotated[str, Field(description="the version of the program")] = ""
    time_source: Annotated[str, Field(description="the clock that its time comes from")] = ""
    line: bytes = b""
    judged: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EventBase:
    """What the classes of events share."""

    kind: ClassVar[str]
    judged_on: ClassVar[tuple[str, ...]] = ()
    """The fields that decisions are judged on; the digest of the state is rolled on with them."""
    judged_where_said: ClassVar[tuple[str, ...]] = ()
    """The same, of those that a line may leave out: where it does, it says nothing of them."""

    header: Annotated[SkipValidation[Header], Field(exclude=True)]

    @property
    def seq(self) -> int:
        """The number of the event."""
        return self.header.seq

    @property
    def recorded(self) -> int:
        """The time it was recorded at, in microseconds since 1970."""
        return self.header.recorded

    @property
    def actor(self) -> Actor:
        """Who did it."""
        return self.header.actor

    @property
    def line(self) -> bytes:
        """Its raw line, LF included; empty while it is drafted."""
        return self.header.line

    def to_json(self) -> Json:
        """Return the fields of its own kind, as the line has them."""
        fields: Json = adapter_of(type(self)).dump_python(
            self, mode="json", by_alias=True, exclude_defaults=True, warnings="none"
        )
        return fields

    def check(self) -> None:
        """Hold its fields to each other.

        Raises:
            ValueError: no register writes them together.
        """

    @property
    def documents(self) -> tuple[str, ...]:
        """The digests of the documents that it names."""
        return ()

    def slim(self) -> Self:
        """Return the event without what only its line need have: a register keeps many."""
        return self


_ADAPTERS: dict[str, TypeAdapter[EventBase]] = {}


def adapter_of(model: type[EventBase]) -> TypeAdapter[EventBase]:
    """Return what reads and writes the fields of a kind; made once, when it is first asked for."""
    found = _ADAPTERS.get(model.kind)
    if found is None:
        found = _ADAPTERS[model.kind] = TypeAdapter(model)
    return found
