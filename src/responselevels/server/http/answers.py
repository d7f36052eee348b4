"""Requests and answers: what every endpoint reads of the one, and writes of the other, in the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from fastapi import Depends, Header, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from responselevels.errors import InputError, Place, Problem
from responselevels.files.checking.parsing import parse
from responselevels.files.syntax.documents import Document, read_text
from responselevels.models.base import Model
from responselevels.models.times import Instant
from responselevels.reports.frame.wording import Locale
from responselevels.server.acting import Terms
from responselevels.server.callers import Caller
from responselevels.server.languages import lang_of
from responselevels.server.people.identity import caller_of
from responselevels.server.readings import NOW, Asked, Reading
from responselevels.server.registers import Served, ServedRegister
from responselevels.text.escaping import in_json

M = TypeVar("M", bound=Model)

VARIES = "Accept-Language, Authorization, Cookie"

# -- who asks -------------------------------------------------------------------------------


def caller_here(request: Request, caller: Annotated[Caller, Depends(caller_of)]) -> Caller:
    """Return who asks, and leave it where logs and limits find it."""
    request.state.caller = caller
    return caller


# -- which time -------------------------------------------------------------------------------


class Plainly(BaseModel):
    """What may stand after ``?`` at every address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: Literal["en", "zh"] | None = Field(None, description="the language of sentences")


class AskedThen(Plainly):
    """Which time is asked about, and whose knowledge answers."""

    at: Instant | None = Field(None, description="the instant that is asked about; left out: now")
    known_at: Instant | None = Field(
        None, description="by what was known at this instant; left out: by all"
    )

    def asked(self) -> Asked:
        """Return it as readings take it."""
        return Asked(at=self.at, known_at=self.known_at)


class AskedRealm(AskedThen):
    """The same, with the realm: drills or not, and the track."""

    drill: Literal["true", "false"] = Field("false", description="look at drills alone")
    track: str | None = Field(None, min_length=1, description="only this track")

    def asked(self) -> Asked:
        """Return it as readings take it."""
        return Asked(
            at=self.at, known_at=self.known_at, drill=self.drill == "true", track=self.track
        )


PlainQuery = Annotated[Plainly, Query()]
ThenQuery = Annotated[AskedThen, Query()]
RealmQuery = Annotated[AskedRealm, Query()]

# -- bodies --------------------------------------------------------------------------------------

_JSON = re.compile(r"application/(?:[\w.-]+\+)?json\s*(?:;.*)?", re.IGNORECASE)


async def body_of(request: Request) -> Document:
    """Return the body of *request*: JSON, with the place of each part of it.

    Raises:
        HTTPException: it says that it is something else.
        InputError: it is no text in UTF-8.
    """
    if not _JSON.fullmatch(request.headers.get("content-type", "")):
        raise HTTPException(415)
    raw = await request.body()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        facts = {"reason": error.reason}
        raise InputError([Problem(Place(), "http.encoding", facts)]) from None
    return read_text(text, json=True)


async def maybe_body_of(request: Request) -> Document:
    """Return the body of *request* as `body_of`; an empty one says nothing, as ``{}`` does."""
    if not await request.body():
        return read_text("{}", json=True)
    return await body_of(request)


Body = Annotated[Document, Depends(body_of)]
"""The body of a request, for the signature of an endpoint."""

MaybeBody = Annotated[Document, Depends(maybe_body_of)]
"""The same, where there need be none."""


def taken(document: Document, model: type[M]) -> M:
    """Return *document* as a *model*.

    Raises:
        InputError: all that is wrong with it, each thing with its place.
    """
    return parse(document, model)


# -- terms ------------------------------------------------------------------------------------

_TAG = re.compile(r'\s*(?:W/)?"([^"]*)"\s*')


def tags_in(header: str) -> tuple[str, ...]:
    """Return the marks that ``If-Match`` or ``If-None-Match`` names; what is no tag names nothing.

    >>> tags_in('"a", "b"'), tags_in("*"), tags_in("a")
    (('a', 'b'), ('*',), ())
    """
    if header.strip() == "*":
        return ("*",)
    found = (_TAG.fullmatch(part) for part in header.split(","))
    return tuple(one[1] for one in found if one is not None)


def terms_of(
    key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            min_length=1,
            max_length=200,
            description="your own name for this request: sent again with the same, it is done once",
        ),
    ] = None,
) -> Terms:
    """Return the terms of an act on what is new."""
    return Terms(key=key)


def seen_terms_of(
    terms: Annotated[Terms, Depends(terms_of)],
    seen: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description="the `ETag` of what you saw; an act on what has moved on is refused",
        ),
    ] = None,
) -> Terms:
    """Return the terms of an act on what there is."""
    return Terms(key=terms.key, seen=None if seen is None else tags_in(seen))


NewTerms = Annotated[Terms, Depends(terms_of)]
SeenTerms = Annotated[Terms, Depends(seen_terms_of)]

# -- answers --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: of which register, by whom, and in which language it is answered."""

    request: Request
    served: ServedRegister
    caller: Caller
    lang: str

    @property
    def locale(self) -> Locale:
        """Who reads: with the titles in force; times are in UTC, as programs read them."""
        return Locale(self.lang, self.served.register.scheme.titles)

    def reading(self, query: AskedThen | None = None) -> Reading:
        """Return the register as the caller may read it, at the time that *query* asks about."""
        return Reading(self.served, self.caller, NOW if query is None else query.asked())

    def answer(
        self,
        document: Any,
        *,
        status: int = 200,
        mark: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Return *document* as an answer, with *mark* as its ETag; nothing where the asker has it already."""
        return self._marked(in_json(document), status, headers or {}, ("application/json", mark))

    def text(self, text: str, media: str, *, mark: str | None = None) -> Response:
        """Return *text* as an answer of another media type; *mark* as for `answer`."""
        return self._marked(text, 200, {}, (media, mark))

    def _marked(
        self, text: str, status: int, headers: Mapping[str, str], kind: tuple[str, str | None]
    ) -> Response:
        media, mark = kind
        told = {
            "Content-Language": self.lang,
            "Vary": VARIES,
            "Cache-Control": "private, no-cache",
            **headers,
        }
        request = self.request
        if mark is not None:
            told["ETag"] = f'"{mark}"'
            known = tags_in(request.headers.get("if-none-match", ""))
            if request.method in {"GET", "HEAD"} and mark in known:
                return Response(None, 304, told)
        return Response(text, status, told, media)


def ask_of(
    request: Request, served: Served, caller: Annotated[Caller, Depends(caller_here)]
) -> Ask:
    """Return one request, put together."""
    return Ask(request, served, caller, lang_of(request))


Asking = Annotated[Ask, Depends(ask_of)]
"""A request, for the signature of an endpoint."""
