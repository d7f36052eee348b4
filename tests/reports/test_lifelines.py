"""Lives of proposals, as people read them: who did what, and how that is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from responselevels.register.log.actors import Actor
from responselevels.reports.frame.wording import Locale
from responselevels.reports.lifelines import step_worded
from tests.register import duty

AUTH = "authenticated; by=duty-room; how=password"


def told(folder: Path, lang: str) -> list[str]:
    """Return the steps of a proposal that three people had to do with, two of them made sure of."""
    with duty.made(f"sqlite:///{folder / 'duty.db'}", duty.clock()) as register:
        register.propose(duty.order_of("X-1"), by=Actor(person="li.na", body="office", auth=AUTH))
        register.approve(
            "X-1",
            duty.approval("board", person="wu"),
            by=Actor(person="wu", body="board", auth=AUTH),
        )
        register.approve(
            "X-1",
            duty.approval("mayor", person="he"),
            by=Actor(person="wu", body="mayor", auth=AUTH),
        )
        register.approve("X-1", duty.approval("mayor", person="he"), by=Actor(person="he"))
        steps = [step for step in register.life("X-1") if step.event is not None]
        return [step_worded(step, step.at, Locale(lang=lang)) for step in steps]


def test_who_was_made_sure_of_is_told_from_who_only_says_so(tmp_path: Path) -> None:
    assert told(tmp_path, "en") == [
        "proposed, by `li.na` (authenticated), for `office`",
        "approved by `board` (authenticated), by `wu`",
        "approved by `mayor` (asserted), by `wu` (authenticated)",
        "approved by `mayor` (asserted), by `he`",
    ]


def test_the_same_is_told_in_chinese(tmp_path: Path) -> None:
    first, second, third, last = told(tmp_path, "zh")
    assert first == "提出，经办人 `li.na`（经身份鉴别），代表 `office`"
    assert second.startswith("`board` 批准（经身份鉴别），")
    assert "（未经签名），经办人 `wu`（经身份鉴别）" in third
    assert "经身份鉴别" not in last


@pytest.mark.parametrize(
    ("auth", "is_authenticated"),
    [
        (AUTH, True),
        ("authenticated", True),
        ("asserted", False),
        ("", False),
        ("authenticatedly; by=x", False),
        ("asserted; authenticated", False),
    ],
)
def test_it_is_the_first_word_that_says_how_a_person_is_known(
    auth: str, is_authenticated: bool
) -> None:
    assert Actor(auth=auth).is_authenticated is is_authenticated
