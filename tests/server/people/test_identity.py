from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from responselevels.errors import Unauthenticated
from responselevels.server.people.credentials import Proxied, credential_of
from responselevels.server.people.forgery import FIELD, HEADER, proof_of
from responselevels.server.settings import TrustedProxy
from tests.server.people.asking import KEY, client

SIGNED_IN = {"Cookie": "responselevels-duty=s1"}
PROOF = proof_of(KEY, "li")
PROXY = TrustedProxy(secret="the proxy's own")  # noqa: S106


def test_who_signed_in_is_known_by_the_cookie_of_this_register() -> None:
    assert client().get("/r/duty/who", headers=SIGNED_IN).json() == "li.na"
    other = {"Cookie": "responselevels-other=s1"}
    assert client().get("/r/duty/who", headers=other).status_code == 401


def test_nobody_is_told_from_somebody_whose_session_is_over() -> None:
    assert client().get("/r/duty/who").json() == "needed"
    over = {"Cookie": "responselevels-duty=s0"}
    assert client().get("/r/duty/who", headers=over).json() == "session.over"
    assert client().get("/r/duty/maybe", headers=over).json() is None
    assert client().get("/r/duty/maybe", headers=SIGNED_IN).json() == "li.na"


def test_a_register_that_is_not_served_is_not_there() -> None:
    assert client().get("/r/none/who", headers=SIGNED_IN).status_code == 404


def test_of_two_cookies_with_one_name_neither_counts() -> None:
    two = {"Cookie": "responselevels-duty=s0; responselevels-duty=s1"}
    assert client().get("/r/duty/who", headers=two).status_code == 401


def test_a_program_is_known_by_its_token_and_needs_no_form() -> None:
    assert client().post("/r/duty/who", headers={"Authorization": "Bearer t1"}).json() == "li.na"


@pytest.mark.parametrize("given", ["t1", "Basic dDE6", "Bearer ", "Bearer t2"])
def test_a_token_that_does_not_hold_is_not_passed_over_for_the_cookie(given: str) -> None:
    headers = SIGNED_IN | {"Authorization": given}
    assert client().get("/r/duty/who", headers=headers).status_code == 401


def test_two_tokens_are_none() -> None:
    two = [("Authorization", "Bearer t1"), ("Authorization", "Bearer t1")]
    assert client().get("/r/duty/who", headers=two).status_code == 401


# -- a proxy -----------------------------------------------------------------------


def test_the_name_that_a_proxy_gives_counts_with_its_secret() -> None:
    headers = {"X-Forwarded-User": "li", "X-Proxy-Secret": "the proxy's own"}
    assert client(PROXY).get("/r/duty/who", headers=headers).json() == "li.na"


@pytest.mark.parametrize("secret", [None, "", "the proxy's", "the proxy's own "])
def test_a_name_without_the_secret_of_the_proxy_is_refused(secret: str | None) -> None:
    headers = SIGNED_IN | {"X-Forwarded-User": "li"}
    headers |= {} if secret is None else {"X-Proxy-Secret": secret + "x" if secret else ""}
    assert client(PROXY).get("/r/duty/who", headers=headers).json() == "proxy.untrusted"


def test_two_names_are_refused_even_with_the_secret() -> None:
    two = [("X-Forwarded-User", "li"), ("X-Forwarded-User", "wu"), ("X-Proxy-Secret", PROXY.secret)]
    assert client(PROXY).get("/r/duty/who", headers=two).json() == "proxy.untrusted"


def test_where_no_proxy_is_trusted_its_header_means_nothing() -> None:
    headers = {"X-Forwarded-User": "li", "X-Proxy-Secret": "the proxy's own"}
    assert client().get("/r/duty/who", headers=headers).json() == "needed"


def headers_of(name: bytes) -> Headers:
    return Headers(raw=[(b"x-forwarded-user", name), (b"x-proxy-secret", PROXY.secret.encode())])


def test_a_name_is_read_as_utf_8_and_refused_where_it_is_not() -> None:
    assert credential_of(headers_of("李".encode()), "duty", PROXY) == Proxied("李")
    with pytest.raises(Unauthenticated, match="secret of the proxy"):
        credential_of(headers_of(b"\xff"), "duty", PROXY)


# -- what pages of others send -----------------------------------------------------


@pytest.mark.parametrize("way", ["form", "header"])
def test_a_form_of_our_own_page_is_taken(way: str) -> None:
    if way == "form":
        answer = client().post("/r/duty/who", headers=SIGNED_IN, data={FIELD: PROOF})
    else:
        answer = client().post("/r/duty/who", headers=SIGNED_IN | {HEADER: PROOF})
    assert answer.json() == "li.na"


@pytest.mark.parametrize("shown", [None, "", proof_of(KEY, "wu"), proof_of(b"other", "li"), "é"])
def test_a_form_without_the_proof_of_this_session_does_nothing(shown: str | None) -> None:
    data = None if shown is None else {FIELD: shown}
    answer = client().post("/r/duty/who", headers=SIGNED_IN, data=data)
    assert (answer.status_code, answer.json()) == (403, "forgery.proof")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "odd"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://duty.example:81"},
    ],
)
def test_a_form_from_elsewhere_does_nothing_even_with_the_proof(headers: dict[str, str]) -> None:
    answer = client().post("/r/duty/who", headers=SIGNED_IN | headers, data={FIELD: PROOF})
    assert (answer.status_code, answer.json()) == (403, "forgery.elsewhere")


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://duty.example"}, {}],
)
def test_a_form_from_here_passes(headers: dict[str, str]) -> None:
    answer = client().post("/r/duty/who", headers=SIGNED_IN | headers, data={FIELD: PROOF})
    assert answer.json() == "li.na"


def test_a_browser_behind_a_proxy_must_show_the_proof_too() -> None:
    headers = {"X-Forwarded-User": "li", "X-Proxy-Secret": "the proxy's own"}
    assert client(PROXY).post("/r/duty/who", headers=headers).json() == "forgery.proof"
    answer = client(PROXY).post("/r/duty/who", headers=headers, data={FIELD: PROOF})
    assert answer.json() == "li.na"
