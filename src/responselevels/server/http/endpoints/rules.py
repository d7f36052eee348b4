"""``/rules``: the rules in force, as a page for people and as data; and their versions."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from responselevels.errors import Forbidden
from responselevels.files.sheets import Sheet, public_sheet
from responselevels.models.times import instant_at, instant_written
from responselevels.register.history.dossiers import to_json
from responselevels.register.history.versions import RulesVersion
from responselevels.reports.pages.rules.contents import rules_contents
from responselevels.reports.pages.rules.markdown import rules_markdown
from responselevels.server.callers import Right
from responselevels.server.http.answers import Ask, AskedThen, Asking, ThenQuery
from responselevels.server.http.documents import RawRulesDocument, VersionDocument, VersionList

router = APIRouter(prefix="/rules", tags=["rules"])


class RulesQuery(AskedThen):
    """Which rules, and how much of them."""

    hidden: Literal["true", "false"] = Field("false", description="measures not public, too")


@router.get(
    "",
    operation_id="readRules",
    response_class=Response,
    responses={200: {"content": {"text/markdown": {"schema": {"type": "string"}}}}},
)
def read_rules(ask: Asking, query: Annotated[RulesQuery, Query()]) -> Response:
    """Return the rules in force as a page in Markdown: what each clause asks for, in words."""
    version = ask.reading(query).version
    hidden = query.hidden == "true"
    _sheet(ask, version, hidden=hidden)
    text = rules_markdown(rules_contents(Sheet(version.scheme.rules), ask.lang, hidden=hidden))
    return ask.text(text, "text/markdown")


@router.get("/raw", operation_id="getRules", response_model=RawRulesDocument)
def get_rules(ask: Asking, query: Annotated[RulesQuery, Query()]) -> Response:
    """Return the rules in force as data, as a rules file has them."""
    version = ask.reading(query).version
    sheet = _sheet(ask, version, hidden=query.hidden == "true")
    document: RawRulesDocument = {
        "digest": version.rules,
        "since": instant_written(instant_at(version.since)),
        "event": version.seq,
        "withheld": sheet.withheld,
        "rules": to_json(sheet.rules),
    }
    return ask.answer(document)


@router.get("/versions", operation_id="listVersions", response_model=VersionList)
def list_versions(ask: Asking, query: ThenQuery) -> Response:
    """List the versions of rules and areas, one after the other."""
    known = ask.reading(query).known
    document: VersionList = {"items": [version_document(one) for one in known.versions]}
    return ask.answer(document)


def version_document(version: RulesVersion) -> VersionDocument:
    """Return which rules and areas are of *version*."""
    return {
        "event": version.seq,
        "since": instant_written(instant_at(version.since)),
        "rules": version.rules,
        "areas": version.areas,
    }


def _sheet(ask: Ask, version: RulesVersion, *, hidden: bool) -> Sheet:
    """Return the rules of *version*, with measures that are not public where those are asked for.

    Raises:
        Forbidden: they are, and whoever asks has no right to them.
    """
    sheet = Sheet(version.scheme.rules)
    if not hidden:
        return public_sheet(sheet)
    if not ask.caller.may(Right.HIDDEN):
        raise Forbidden("acts.hidden")
    return sheet
