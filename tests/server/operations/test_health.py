from __future__ import annotations

from types import SimpleNamespace

import pytest

from responselevels.errors import RegisterUnreadable
from tests.server.operations.small import asking, small_app

HERE = ("127.0.0.1", 50_000)
AWAY = ("192.0.2.7", 50_000)


def test_a_process_that_answers_is_live() -> None:
    answer = asking(small_app()).get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "live"})


def test_it_is_ready_while_every_register_is_up_to_date() -> None:
    app = small_app()
    duty = SimpleNamespace(behind=None)
    app.state.registers = {"duty": duty, "port": SimpleNamespace(behind=None)}
    client = asking(app)
    well = client.get("/health/ready")
    assert (well.status_code, well.json()["status"]) == (200, "ready")
    duty.behind = RegisterUnreadable("x", {})
    ill = client.get("/health/ready")
    assert ill.status_code == 503
    assert ill.json() == {"status": "behind", "registers": {"duty": "behind", "port": "ready"}}


def test_a_server_on_its_way_down_is_live_and_not_ready() -> None:
    app = small_app()
    app.state.closing.begin()
    client = asking(app)
    assert client.get("/health/live").status_code == 200
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (503, "closing")


def test_figures_are_read_on_this_machine() -> None:
    app = small_app()
    app.state.registers = {"duty": SimpleNamespace(behind=None)}
    client = asking(app, client=HERE)
    client.get("/hello/one")
    client.get("/hello/two")
    client.get("/nothing/one")
    client.request("BREW", "/hello/pot")
    text = client.get("/metrics").text
    assert 'requests_total{method="GET",route="/hello/{name}",status="200"} 2.0' in text
    assert 'requests_total{method="GET",route="none",status="404"} 1.0' in text
    assert 'method="other"' in text
    assert 'register_behind{register="duty"} 0.0' in text
    assert "/hello/one" not in text
    assert "BREW" not in text


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"])
def test_figures_are_not_for_others_nor_for_who_comes_through_a_proxy(header: str) -> None:
    app = small_app()
    assert asking(app, client=AWAY).get("/metrics").status_code == 404
    assert asking(app, client=HERE).get("/metrics", headers={header: "x"}).status_code == 404
    assert asking(app, client=("nobody", 1)).get("/metrics").status_code == 404


def test_figures_are_opened_to_others_by_saying_so() -> None:
    assert asking(small_app(open_figures=True), client=AWAY).get("/metrics").status_code == 200
