"""For whom a person may sign on a page: as their keys speak, in the line of the area that is asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from responselevels.register.ed25519 import new_key
from responselevels.register.signatures.rotation import sign_keys
from tests.register import signing
from tests.server.console.browsing import Page, Window
from tests.server.console.rich import FILLED
from tests.server.duty_room import BOARD, Room

Windows = Callable[..., Window]


def page_with(rich: Room, at_desk: Windows, *bodies: str, **more: Any) -> Page:
    """Return the page of a proposal as Wu Fang sees it, whose key speaks for *bodies*."""
    at_desk().go("/r/duty/propose").press("propose", **FILLED)
    root = new_key()
    keys = signing.keylist(
        register="rich",
        root={"threshold": 1, "keys": [signing.listed(root, "chief")]},
        keys=[signing.listed(new_key(), "wu.fang", *bodies, **more)],
        persons={},
    )
    rich.register.adopt_keys(sign_keys(keys, [root]))
    return at_desk(BOARD).go("/r/duty/proposals/R-1")


def offered(page: Page) -> list[tuple[str, str]]:
    return [(one["value"], one["data-area"]) for tag, one in page.elements if "data-area" in one]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ({"for": ["board", "mayor"]}, [("board", ""), ("mayor", "")]),
        ({"for": ["board"], "areas": ["district", "north"]}, [("board", "district")]),
        ({"for": ["board", "office"]}, [("board", "")]),
    ],
)
def test_a_key_signs_for_bodies_that_act_here_and_never_for_the_issuer(
    rich: Room, at_desk: Windows, key: dict[str, list[str]], expected: list[tuple[str, str]]
) -> None:
    assert (
        offered(
            page_with(rich, at_desk, *key["for"], **{one: key[one] for one in key if one != "for"})
        )
        == expected
    )


@pytest.mark.parametrize("more", [{"areas": ["north"]}, {}])
def test_a_key_that_speaks_for_nobody_here_is_told_of(
    rich: Room, at_desk: Windows, more: dict[str, list[str]]
) -> None:
    page = page_with(rich, at_desk, *(["board"] if more else ["ward_office"]), **more)
    assert offered(page) == []
    assert "it speaks for no body that acts here" in page.text


def test_a_key_that_is_over_is_not_asked_for(rich: Room, at_desk: Windows) -> None:
    page = page_with(rich, at_desk, "board", until="2026-03-01T07:00:00+08:00")
    assert offered(page) == []
    assert "Sign with your own key" not in page.text
