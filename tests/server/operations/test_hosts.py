from __future__ import annotations

from socket import gethostname

import pytest

from tests.server.operations.small import asking, small_app

KNOWN = ["127.0.0.1", "127.0.0.1:8080", "[::1]:8080", "localhost:80", "10.1.2.3", gethostname()]
UNKNOWN = ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "a:b:c", "*"]


@pytest.mark.parametrize("host", KNOWN)
def test_a_server_answers_to_the_names_of_its_machine(host: str) -> None:
    assert asking(small_app()).get("/hello/you", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", UNKNOWN)
def test_a_name_that_others_pointed_at_this_machine_is_refused(host: str) -> None:
    answer = asking(small_app()).get("/hello/you", headers={"Host": host})
    assert (answer.status_code, answer.json()["code"]) == (421, "host")


def test_names_are_given_to_it() -> None:
    client = asking(small_app(hosts=("Duty.example",)))
    assert client.get("/hello/you", headers={"Host": "duty.EXAMPLE:443"}).status_code == 200
    assert client.get("/hello/you", headers={"Host": "duty.examples"}).status_code == 421
