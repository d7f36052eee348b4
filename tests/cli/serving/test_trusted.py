from __future__ import annotations

import pytest

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.serving.trusted import provider_of, proxy_of

WHOLE = {
    "RESPONSELEVELS_OIDC_DISCOVERY": "https://id.example/.well-known/openid-configuration",
    "RESPONSELEVELS_OIDC_CLIENT": "duty-room",
    "RESPONSELEVELS_OIDC_SECRET": "drawn by chance",
}


def test_where_nothing_is_set_nobody_is_trusted() -> None:
    assert proxy_of({}, "en") is None
    assert provider_of({}, "en") is None


def test_a_proxy_is_trusted_by_its_secret_which_is_not_shown() -> None:
    proxy = proxy_of({"RESPONSELEVELS_PROXY_SECRET": "0123456789abcdef"}, "en")
    assert proxy is not None
    assert proxy.secret == "0123456789abcdef"  # noqa: S105
    assert "0123456789abcdef" not in repr(proxy)


def test_a_secret_that_can_be_guessed_is_refused_without_being_told() -> None:
    with pytest.raises(CommandError) as refused:
        proxy_of({"RESPONSELEVELS_PROXY_SECRET": "guess-me"}, "en")
    assert "at least 16 characters" in refused.value.message
    assert "guess-me" not in refused.value.message


def test_a_provider_is_named_whole() -> None:
    provider = provider_of({**WHOLE, "RESPONSELEVELS_OIDC_CLAIM": "email"}, "en")
    assert provider is not None
    assert (provider.client, provider.claim) == ("duty-room", "email")


@pytest.mark.parametrize("name", WHOLE)
def test_half_a_provider_is_refused_with_what_is_missing(name: str) -> None:
    given = {one: value for one, value in WHOLE.items() if one != name}
    with pytest.raises(CommandError, match=name):
        provider_of(given, "en")
