"""Refusals before the application is asked: a problem as any other, in the language asked for."""

from __future__ import annotations

import pytest

from responselevels.server.settings import Limits
from responselevels.text.catalogue import LANGUAGES, worded
from tests.server.operations.small import asking, small_app

LARGE = b"x" * 200


@pytest.mark.parametrize(
    ("header", "query", "title"),
    [
        ("zh", "", "内容过大"),
        ("en", "", "Too large"),
        ("", "", "Too large"),
        ("en", "?lang=zh", "内容过大"),
        ("zh", "?lang=en", "Too large"),
        ("zh", "?lang=fr", "内容过大"),
    ],
)
def test_a_refusal_is_told_in_the_language_asked_for_its_title_too(
    header: str, query: str, title: str
) -> None:
    with asking(small_app(limits=Limits(body=100))) as client:
        answer = client.post(f"/echo{query}", headers={"Accept-Language": header}, content=LARGE)
    assert (answer.status_code, answer.json()["title"]) == (413, title)
    assert answer.headers["Content-Language"] == ("zh" if title == "内容过大" else "en")


def test_a_server_that_is_not_asked_by_its_name_says_so_in_chinese() -> None:
    with asking(small_app()) as client:
        headers = {"Accept-Language": "zh", "Host": "other.example"}
        answer = client.get("/hello/you", headers=headers)
    assert (answer.status_code, answer.json()["title"]) == (421, "不是本服务器")


@pytest.mark.parametrize("status", [404, 408, 413, 421, 429, 500, 503])
def test_each_status_of_a_refusal_has_a_title_in_each_language(status: int) -> None:
    for lang in LANGUAGES:
        assert worded(f"http.title.{status}", {}, lang)
