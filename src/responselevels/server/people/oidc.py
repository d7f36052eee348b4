"""Signing in with a provider of OpenID Connect: to it, and back with its word.

The flow is Authlib's: authorization code with PKCE, state and nonce. What it has to remember meanwhile
lies in the store, for the browser that began alone, and is taken from there once. The provider says
who somebody is; whether they have an account here, and what they may do, the account says.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, cast

from anyio.to_thread import run_sync
from authlib.integrations.starlette_client import OAuth
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from responselevels.errors import NotServed, Unauthenticated
from responselevels.server.people.signing_in import (
    back_to_the_door,
    door_of,
    end_before,
    let_in,
    register_accounts_of,
    way_on,
)
from responselevels.server.settings import OpenIdProvider, ServerSettings

_MINUTES = 10

router = APIRouter(prefix="/r/{slug}/login", include_in_schema=False)


@router.get("/provider")
async def to_provider(request: Request, slug: str, next: str | None = None) -> Response:  # noqa: A002
    """Send the browser to the provider.

    Raises:
        NotServed: there is none.
    """
    client, _provider = _client(request)
    door = door_of(request)
    # Authlib keeps what it must remember in the session of the request, whatever that is.
    session: dict[str, Any] = {}
    request.scope["session"] = session
    try:
        response = await client.authorize_redirect(request, _back(request, slug))
    except Exception:  # noqa: BLE001 - what a provider does is not ours to foresee
        return back_to_the_door(request, Unauthenticated("sign_in.provider"), next)
    kept = json.dumps({"session": session, "next": way_on(slug, next)})
    await run_sync(register_accounts_of(request).pend, door.mark, kept, 60 * _MINUTES)
    answer = RedirectResponse(response.headers["location"], HTTPStatus.SEE_OTHER)
    answer.headers["Cache-Control"] = "no-store"
    door.keep(request, answer)
    return answer


@router.get("/back")
async def from_provider(request: Request) -> Response:
    """Take the word of the provider, and let in whom it names.

    Raises:
        NotServed: there is none.
    """
    client, provider = _client(request)
    accounts = register_accounts_of(request)
    found = await run_sync(accounts.take_pending, door_of(request).mark)
    if found is None:
        return back_to_the_door(request, Unauthenticated("sign_in.stale"), None)
    pending = json.loads(found)
    request.scope["session"] = pending["session"]
    try:
        token = await client.authorize_access_token(request)
        name = token["userinfo"][provider.claim]
    except Exception:  # noqa: BLE001 - forged, broken off or refused: nobody is let in
        return back_to_the_door(request, Unauthenticated("sign_in.provider"), pending["next"])
    if not isinstance(name, str) or not name:
        return back_to_the_door(request, Unauthenticated("sign_in.provider"), pending["next"])
    try:
        signed_in = await run_sync(accounts.sign_in_by_oidc, name)
    except Unauthenticated as error:
        return back_to_the_door(request, error, pending["next"])
    await end_before(request)
    return let_in(request, signed_in, pending["next"])


def _back(request: Request, slug: str) -> str:
    """Return the address that the provider sends the browser back to."""
    settings = cast("ServerSettings", request.app.state.settings)
    public = settings.public or str(request.base_url)
    return f"{public.rstrip('/')}/r/{slug}/login/back"


# Authlib is not typed.
def _client(request: Request) -> tuple[Any, OpenIdProvider]:
    """Return Authlib's client of the provider, made once for the application.

    Raises:
        NotServed: there is no provider.
    """
    state = request.app.state
    provider = cast("ServerSettings", state.settings).oidc
    if provider is None:
        raise NotServed("provider", {})
    if not hasattr(state, "oidc"):
        state.oidc = OAuth().register(
            "provider",
            client_id=provider.client,
            client_secret=provider.secret,
            server_metadata_url=provider.discovery,
            client_kwargs={"scope": provider.scope, "code_challenge_method": "S256"},
        )
    return state.oidc, provider
