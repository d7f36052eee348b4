"""The example that `serve --demo` makes, and that it can be served."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from responselevels.machine.lifecycle import Life
from responselevels.models.times import micros_of
from responselevels.register.clocks import GivenClock
from responselevels.register.register import Register
from responselevels.server.demo import PASSWORD, demo_accounts, make_demo
from tests.server.process import served

NOW = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize("hour", [0, 15, 16, 23])
def test_the_example_has_an_order_in_force_and_a_proposal_that_waits(
    tmp_path: Path, hour: int
) -> None:
    now = NOW.replace(hour=hour)
    demo = make_demo(tmp_path, "en", GivenClock(now))
    with Register.open(demo.address.url, clock=GivenClock(now), remember=False) as register:
        assert register.state.recorded <= micros_of(now)
        assert register.level("weicheng", at=now).level == "2"
        assert register.level("weicheng", at=now + timedelta(days=2)).level == "2"
        assert register.level("sanqiao", at=now).level == "3"
        assert {one.id: one.life for one in register.dossiers} == {
            "XX-01": Life.ISSUED,
            "XX-02": Life.PROPOSED,
        }


def test_its_accounts_are_named_in_both_languages_and_act_for_bodies_of_the_scheme() -> None:
    for lang in ("en", "zh"):
        accounts = demo_accounts(lang)
        assert all(one.title for one in accounts)
        assert {one.id for one in accounts} == {one.id for one in demo_accounts("en")}
    assert any(one.bodies for one in demo_accounts("en"))


def test_it_is_served_with_its_accounts_told_and_gone_afterwards(tmp_path: Path) -> None:
    command = ["-m", "responselevels", "serve", "--demo", "--port", "0", "--lang", "en"]
    surroundings = {"TMPDIR": str(tmp_path), "RESPONSELEVELS_STATE": str(tmp_path / "state")}
    with served(command, tmp_path / "log", surroundings) as server, server.client() as client:
        assert client.get("/health/ready").json() == {
            "status": "ready",
            "registers": {"demo": "ready"},
        }
        assert list(tmp_path.glob("responselevels-demo-*/demo.db"))
        assert server.end() == 0
        told = "\n".join(server.read_told())
    assert "EXAMPLE, all of it made up" in told
    for account in demo_accounts("en"):
        assert f"{account.id}, password {PASSWORD}: {account.title}" in told
    assert not list(tmp_path.glob("responselevels-demo-*"))
