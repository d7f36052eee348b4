"""The service held to its own description by schemathesis: all checks, each operation and whole stories."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode, openapi
from schemathesis.config import SchemathesisConfig

from responselevels.server.http.endpoints import events
from tests.server.duty_room import SLUG, Room, room_over
from tests.server.http.story import issued, proposed, ward_issued

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

    Story.run(settings=settings(FEW, max_examples=8, stateful_step_count=8))
