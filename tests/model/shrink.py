"""Make a world in which the engines differ as small as it gets, and write it down.

The world is taken as plain data, as a file would hold it; pieces are taken out
one by one as long as the difference stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from responselevels.errors import InputError
from responselevels.models.areas import Areas
from responselevels.models.orders import Orders
from responselevels.models.proposals import Proposal
from responselevels.models.rules import Rules
from responselevels.models.times import instant_of
from responselevels.testing.reference.values import AnyProposal
from tests.model.naive import World

PROPOSAL: TypeAdapter[AnyProposal] = TypeAdapter(Proposal)
Data = dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """A world, a proposal, and the time of the decision."""

    world: World
    proposal: AnyProposal
    at: datetime


def written(scene: Scene) -> Data:
    """Return *scene* as plain data."""
    options: Data = {"mode": "json", "exclude_defaults": True}
    world = scene.world
    return {
        "rules": world.rules.model_dump(**options),
        "areas": world.areas.model_dump(**options),
        "orders": [order.model_dump(**options) for order in world.orders],
        "proposal": {"action": scene.proposal.action, **scene.proposal.model_dump(**options)},
        "at": scene.at.isoformat(),
    }


def read(data: Data) -> Scene:
    """Return the scene that *data* holds.

    Raises:
        ValidationError: it is no scene.
    """
    rules = Rules.model_validate(data["rules"])
    areas = Areas.model_validate(data["areas"])
    orders = Orders.model_validate({"orders": data["orders"]}).orders
    proposal = PROPOSAL.validate_python(data["proposal"])
    return Scene(World(rules, areas, orders), proposal, instant_of(data["at"]))


def shrunk(scene: Scene, differs: Callable[[Scene], bool]) -> Data:
    """Return the smallest scene found that still *differs*, as plain data."""
    data = written(scene)
    smaller: Data | None = data
    while smaller is not None:
        data = smaller
        smaller = next((less for less in _with_less(data) if _still(less, differs)), None)
    return data


def shown(data: Data) -> str:
    """Return a scene as YAML."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)


def _still(data: Data, differs: Callable[[Scene], bool]) -> bool:
    try:
        return differs(read(data))
    except (InputError, ValidationError, ValueError, KeyError, StopIteration, IndexError):
        return False


def _with_less(data: Data) -> Iterator[Data]:
    """Yield *data* with one key or list entry taken out, the large ones first."""
    for path in sorted(_paths(data), key=len):
        less = deepcopy(data)
        inner: Any = less
        for step in path[:-1]:
            inner = inner[step]
        del inner[path[-1]]
        yield less


def _paths(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    steps: Any = ()
    if isinstance(data, dict):
        steps = data
    elif isinstance(data, list):
        steps = range(len(data))
    for step in steps:
        yield (*path, step)
        yield from _paths(data[step], (*path, step))
