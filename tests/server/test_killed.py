"""A server that is killed at any moment loses nothing that it acknowledged."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import httpx2
import pytest

from responselevels.register.register import Register
from tests.server.process import Served
from tests.server.processes import API, bearing, proposal, register_with_tokens, serving

WRITERS = 4


class Writer:
    """Proposes without pause, and notes what was acknowledged and what was not answered."""

    def __init__(self, name: str, token: str) -> None:
        self.acknowledged: list[str] = []
        self.unanswered: str | None = None
        self._name, self._token = name, token

    def write(self, server: Served) -> None:
        with server.client() as client:
            for number in count():
                name = f"{self._name}-{number}"
                try:
                    status = ask(client, name, self._token)
                except httpx2.HTTPError:
                    self.unanswered = name
                    return
                assert status == 201
                self.acknowledged.append(name)


def ask(client: httpx2.Client, name: str, token: str) -> int:
    headers = bearing(token, **{"Idempotency-Key": f"key-{name}"})
    return client.post(f"{API}/proposals", json=proposal(name), headers=headers).status_code


@pytest.mark.slow
def test_what_was_acknowledged_is_there_after_a_kill_and_the_rest_can_be_asked_again(
    register_url: str, tmp_path: Path
) -> None:
    token = register_with_tokens(register_url)["li.na"]
    writers = [Writer(f"W{number}", token) for number in range(WRITERS)]
    with serving(register_url, tmp_path) as server, ThreadPoolExecutor(WRITERS) as threads:
        work = [threads.submit(writer.write, server) for writer in writers]
        while sum(len(writer.acknowledged) for writer in writers) < 12:
            time.sleep(0.01)
            assert not any(one.done() for one in work)
        server.kill()
        for one in work:
            one.result()
    acknowledged = [name for writer in writers for name in writer.acknowledged]
    unanswered = [writer.unanswered for writer in writers if writer.unanswered is not None]
    assert len(unanswered) == WRITERS
    with serving(register_url, tmp_path) as again, again.client() as client:
        for name in acknowledged:
            answer = client.get(f"{API}/proposals/{name}", headers=bearing(token))
            assert answer.status_code == 200
        assert [ask(client, name, token) for name in unanswered] == [201] * WRITERS
        assert again.end() == 0
    with Register.open(register_url) as register:
        filed = [one.id for one in register.dossiers for _event in one.events]
    assert sorted(filed) == sorted(acknowledged + unanswered)
