from __future__ import annotations

import pytest

from tests.cli.conftest import Command
from tests.cli.tool import AT, FILES, GOLDENS
from tests.goldens import assert_golden


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_decisions_are_explained_whole(command: Command, lang: str) -> None:
    ran = command("explain", *FILES, *AT, "--lang", lang, "deny.yaml", "pending.yaml")
    assert_golden(GOLDENS / f"explain.{lang}.txt", ran.out)
    assert (ran.status, ran.err) == (1, "")


def test_what_cannot_be_read_is_said_and_the_rest_explained(command: Command) -> None:
    ran = command("explain", *FILES, *AT, "unknown.yaml", "permit.yaml")
    assert ran.status == 2
    assert "unknown area `sout`" in ran.err
    assert "Proposal `P-9` is permitted: nothing stands against it." in ran.out
