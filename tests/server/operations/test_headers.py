from __future__ import annotations

import pytest
from starlette.responses import PlainTextResponse

from responselevels.server.operations.headers import HEADERS
from tests.server.operations.small import asking, small_app


@pytest.mark.parametrize("path", ["/hello/you", "/nothing", "/mistake", "/health/live", "/metrics"])
def test_every_answer_tells_a_browser_what_not_to_do(path: str) -> None:
    answer = asking(small_app()).get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "strict-transport-security" not in answer.headers
    assert "server" not in answer.headers


def test_a_policy_allows_nothing_inline_and_nothing_of_others() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy


def test_where_it_is_reached_by_https_only_it_stays_that_way() -> None:
    answer = asking(small_app(secure=True)).get("/hello/you")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_an_answer_that_says_it_itself_is_left_alone() -> None:
    app = small_app()
    app.add_api_route(
        "/kept", lambda: PlainTextResponse("", headers={"Cache-Control": "max-age=60"})
    )
    assert asking(app).get("/kept").headers.get_list("cache-control") == ["max-age=60"]
