"""The service held to its own description by schemathesis: all checks, each operation and whole stories."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import FlakyStrategyDefinition, Unsatisfiable
from schemathesis import GenerationMode, openapi
from schemathesis.config import SchemathesisConfig
from schemathesis.core import NOT_SET

from responselevels.server.http.endpoints import events
from tests.server.duty_room import SLUG, Room, room_over
from tests.server.http.story import ASSESSED, RAISE, issued, proposed, ward_issued

KEPT = Path(__file__).resolve().parents[3] / "docs" / "openapi.json"
CONFIG = """
[checks.positive_data_acceptance]
# What a schema cannot say is told by 422: names that a register does not have, days that no calendar has.
expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 412, 422, 428, 429]
"""
HEADERS = {"Authorization": "Bearer li.na", "Host": "127.0.0.1"}
FEW = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
OPERATIONS = [
    operation["operationId"]
    for item in json.loads(KEPT.read_text(encoding="utf-8"))["paths"].values()
    for operation in item.values()
]
KNOWN: dict[str, list[str]] = {
    "slug": [SLUG],
    "proposal": ["D-1", "D-2", "W-1", "none"],
    "order": ["D-1", "W-1", "none"],
    "area": ["district", "north", "none"],
}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("served")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESPONSELEVELS_STATE", str(folder / "state"))
        patch.setattr(events, "_LONGEST", 1)
        patch.setattr(events, "_PAUSE", 0.0)
        url = f"sqlite:///{folder / 'register.db'}"
        with room_over(url) as found:
            ward_issued(found)
            issued(found)
            proposed(found, id="D-2")
            yield found


@pytest.fixture(scope="module")
def described(room: Room, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The description, with names that the register has where addresses have some."""
    path: Path = tmp_path_factory.mktemp("config") / "schemathesis.toml"
    path.write_text(CONFIG, encoding="utf-8")
    config = SchemathesisConfig.from_path(path)
    return openapi.from_asgi(
        "/openapi.json", room.client.app, headers={"Host": "127.0.0.1"}, config=config
    )


@schemathesis.hook
def map_path_parameters(_context: Any, path_parameters: Any) -> Any:
    """Ask about what there is, most of the time."""
    for name, known in KNOWN.items():
        if path_parameters and name in path_parameters:
            path_parameters[name] = known[crc32(str(path_parameters[name]).encode()) % len(known)]
    return path_parameters


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_is_as_described_whatever_is_asked(
    described: Any, name: str, mode: GenerationMode
) -> None:
    operation = described.find_operation_by_id(name)

    @FEW
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        case.call_and_validate(headers=HEADERS)

    try:
        asked()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # nothing that it takes can be wrong


def test_stories_that_follow_the_links_are_as_described(described: Any) -> None:
    class Story(described.as_state_machine()):  # type: ignore[misc]
        def get_call_kwargs(self, _case: Any) -> dict[str, Any]:
            return {"headers": HEADERS}

    # schemathesis uses what a link says most of the time, and decides that by chance that Hypothesis does
    # not know of: it may break off where that comes out otherwise. What was asked until then was checked.
    with suppress(FlakyStrategyDefinition):
        Story.run(settings=settings(FEW, max_examples=8, stateful_step_count=8))


# -- each declared link ---------------------------------------------------------------------------

BODIES: dict[str, Any] = {
    "assess": ASSESSED,
    "approve": {"body": "office"},
    "refuse": {"body": "office"},
    "retract": {"body": "office"},
    "withdraw": {},
}
LEFT_OUT = {"handInSigned"}
"""It takes a signature."""


class Walk:
    """A way through the service by the links that it declares; each answer is held to all checks."""

    def __init__(self, described: Any) -> None:
        self._described = described
        document = json.loads(KEPT.read_text(encoding="utf-8"))
        self._links = document["components"]["links"]
        self._answers = {
            operation["operationId"]: operation["responses"]
            for item in document["paths"].values()
            for operation in item.values()
        }
        self._asked: dict[int, dict[str, str]] = {}
        self.taken: list[str] = []

    def ask(self, name: str, body: Any = NOT_SET, **given: Any) -> Any:
        operation = self._described.find_operation_by_id(name)
        media = {} if body is NOT_SET else {"media_type": "application/json"}
        given = {"path_parameters": {}, "headers": {}, "query": {}} | given
        given["path_parameters"] = {"slug": SLUG} | given["path_parameters"]
        answer = operation.Case(body=body, **media, **given).call_and_validate(headers=HEADERS)
        self._asked[id(answer)] = given["path_parameters"]
        return answer

    def follow(self, name: str, answer: Any) -> Iterator[tuple[str, Any]]:
        """Take each link from an answer that can be taken; yield where it led, and the answer there."""
        for one in self._answers[name][str(answer.status_code)].get("links", {}):
            link = self._links[one]
            to, given = link["operationId"], self._given(link["parameters"], answer)
            if given is None or to in LEFT_OUT:
                continue
            body = BODIES.get(to, NOT_SET)
            if to == "amend":
                body = {**RAISE, "id": given["path_parameters"]["proposal"], "level": "watch"}
            self.taken.append(one)
            yield to, self.ask(to, body, **given)

    def _given(self, parameters: dict[str, str], answer: Any) -> dict[str, Any] | None:
        given: dict[str, Any] = {"path_parameters": {}, "headers": {}, "query": {}}
        places = {"path": "path_parameters", "header": "headers", "query": "query"}
        for written, expression in parameters.items():
            place, _, name = written.partition(".")
            value: Any = answer.headers.get("etag", [None])[0]
            if expression.startswith("$response.body#/"):
                value = answer.json()
                for step in expression.removeprefix("$response.body#/").split("/"):
                    value = _part(value, step)
            elif expression.startswith("$request."):
                value = self._asked[id(answer)][expression.removeprefix("$request.path.")]
            if value is None:
                return None
            given[places[place]][name] = value
        return given


def _part(value: Any, step: str) -> Any:
    if isinstance(value, list):
        return value[int(step)] if int(step) < len(value) else None
    return value.get(step) if isinstance(value, dict) else None


def test_links_that_are_declared_are_taken_and_lead_to_what_is_described(described: Any) -> None:
    walk, led = Walk(described), []
    answer = walk.ask("propose", {**RAISE, "id": "T-1"})
    assert answer.status_code == 201
    for to, there in walk.follow("propose", answer):
        led.append(to)
        assert there.status_code in {200, 409, 412}, (to, there.text)
        list(walk.follow(to, there))
    assert {"assess", "approve", "issue", "getProposal", "proveInclusion"} <= set(led)
    assert len(walk.taken) >= 40, walk.taken
