"""`Refusal`: an answer that is given before the application is asked, or in its place.

A program gets a problem document (RFC 9457), a browser a page of one sentence; both in the language
asked for, with the id of the request.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus

from starlette.datastructures import Headers, QueryParams
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from responselevels.server.operations.language import language_of
from responselevels.text.catalogue import LANGUAGES, worded

PROBLEM = "application/problem+json"
"""The media type of a problem document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request is not carried out: the sentence ``serving.<code>`` of the catalogue, and its facts."""

    status: HTTPStatus
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request of *scope* with it, as an ASGI application."""
        await self.response(scope)(scope, receive, send)

    def response(self, scope: Scope) -> Response:
        """Return the answer to the request of *scope*: a page for who asks for one, else a document."""
        asked = Headers(scope=scope)
        lang = _language_of(scope, asked)
        detail = worded(f"serving.{self.code}", self.facts, lang)
        request = str(scope.get("state", {}).get("request_id", ""))
        headers = {"Content-Language": lang, "Vary": "Accept, Accept-Language", **self.headers}
        if "text/html" in asked.get("accept", ""):
            page = _page(self.status, detail, request, lang)
            return Response(page, self.status, headers, "text/html")
        document = {
            "type": "about:blank",
            "title": worded(f"http.title.{self.status.value}", {}, lang),
            "status": self.status.value,
            "detail": detail,
            "code": self.code,
            "request": request,
        }
        return Response(json.dumps(document, ensure_ascii=False), self.status, headers, PROBLEM)


def _language_of(scope: Scope, asked: Headers) -> str:
    """Return the language asked for by ``?lang=``, else by ``Accept-Language``."""
    chosen = QueryParams(scope.get("query_string", b"")).get("lang")
    return chosen if chosen in LANGUAGES else language_of(asked.get("accept-language"))


def _page(status: HTTPStatus, detail: str, request: str, lang: str) -> str:
    """Return a page of one sentence, which needs nothing else."""
    title = worded("serving.page.title", {"status": status.value}, lang)
    told = worded("serving.page.request", {"request": request}, lang)
    return (
        f'<!doctype html>\n<html lang="{"zh-Hans" if lang == "zh" else lang}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n"
        f"<main>\n<h1>{escape(title)}</h1>\n<p>{escape(detail)}</p>\n<p>{escape(told)}</p>\n</main>\n"
    )
