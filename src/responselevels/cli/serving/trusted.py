"""Whose word for who asks the server takes: from the environment, where secrets are seen by fewer than in a command."""

from __future__ import annotations

from collections.abc import Mapping

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.server.settings import OpenIdProvider, TrustedProxy

PROXY = "RESPONSELEVELS_PROXY_SECRET"
PROVIDER = tuple(f"RESPONSELEVELS_OIDC_{name}" for name in ("DISCOVERY", "CLIENT", "SECRET"))
CLAIM = "RESPONSELEVELS_OIDC_CLAIM"
PUBLIC = "RESPONSELEVELS_PUBLIC"
"""The address that people know the server by, which a provider leads them back to."""

_SHORTEST = 16


def proxy_of(environment: Mapping[str, str], lang: str) -> TrustedProxy | None:
    """Return the proxy that signs people in, which shows the secret; None where none is set.

    Raises:
        CommandError: the secret is so short that it can be guessed.
    """
    secret = environment.get(PROXY, "")
    if not secret:
        return None
    if len(secret) < _SHORTEST:
        raise CommandError(says("error.serve.secret", lang, variable=PROXY, count=_SHORTEST))
    return TrustedProxy(secret=secret)


def provider_of(environment: Mapping[str, str], lang: str) -> OpenIdProvider | None:
    """Return the provider of OpenID Connect that people may sign in with; None where none is set.

    Raises:
        CommandError: some of what says it is missing.
    """
    given = [environment.get(name, "") for name in PROVIDER]
    if not any(given):
        return None
    missing = tuple(f"`{name}`" for name, value in zip(PROVIDER, given, strict=True) if not value)
    if missing:
        raise CommandError(says("error.serve.provider", lang, missing=missing))
    discovery, client, secret = given
    claim = environment.get(CLAIM) or "sub"
    return OpenIdProvider(discovery=discovery, client=client, secret=secret, claim=claim)
