"""Links of the description: from an answer to what can be asked next, with what the answer says.

They are OpenAPI's link objects: a program that knows nothing of registers (a client's generator, a
tester) finds its way from a proposal to the acts on it, with the ``ETag`` that these ask for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_ETAG = "$response.header.ETag"
_SEEN = "header.If-Match"

_READINGS = ("getProposal", "foreseeDecision", "getProposalHistory")
_WORDS = ("amend", "assess", "approve", "refuse", "retract", "handInSigned", "withdraw", "decide")
_CARRYING_OUT = ("issue", "endByProposal", "ratifyByProposal")
_ACTS = (*_WORDS, *_CARRYING_OUT)
_OF_ORDER = ("getOrder", "getOrderHistory")
_ACTS_ON_ORDER = ("endOrder", "ratifyOrder")
_OF_AREA = ("getLevel", "getTimeline", "getMeasures")
_OF_EVENT = ("getEvent", "proveInclusion")


@dataclass(frozen=True, slots=True)
class Way:
    """A way from an answer to operations, the *targets*: where each of their *parameters* is found.

    *apart* tells it from others to the same operations, where there are some.
    """

    targets: tuple[str, ...]
    parameters: Mapping[str, str]
    apart: str = ""

    def links(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield each link with its name among the components."""
        parameters = {"path.slug": "$request.path.slug", **self.parameters}
        for target in self.targets:
            yield target + self.apart, {"operationId": target, "parameters": parameters}

    @property
    def takes_etag(self) -> bool:
        """Whether the answer must have an ``ETag``."""
        return _ETAG in self.parameters.values()


def _proposal(pointer: str, *targets: str, apart: str = "") -> Way:
    return Way(targets, {"path.proposal": f"$response.body#/{pointer}"}, apart)


def _acts(pointer: str, *targets: str, apart: str = "") -> Way:
    found = {"path.proposal": f"$response.body#/{pointer}", _SEEN: _ETAG}
    return Way(targets, found, apart)


def _order(pointer: str, apart: str = "") -> Way:
    return Way(_OF_ORDER, {"path.order": f"$response.body#/{pointer}"}, apart)


def _area(pointer: str, apart: str = "") -> Way:
    return Way(_OF_AREA, {"path.area": f"$response.body#/{pointer}"}, apart)


def _event(pointer: str, apart: str = "") -> Way:
    return Way(_OF_EVENT, {"path.seq": f"$response.body#/{pointer}"}, apart)


_ON = (_acts("proposal", *_ACTS), _proposal("proposal", *_READINGS))
_DONE = (*_ON, _event("event"))
_DECIDED = (_proposal("proposal", *_READINGS), _order("order"), _event("event"))
_REFUSED = (
    _acts("decision/proposal", *_ACTS, apart="AfterDecision"),
    _proposal("decision/proposal", *_READINGS, apart="AfterDecision"),
)
_FIRST = "OfTheFirst"


def _again(act: str, kind: str) -> Way:
    """Return the way to do once more what was refused because somebody was quicker."""
    return Way((act,), {f"path.{kind}": f"$request.path.{kind}", _SEEN: _ETAG}, "Again")


def _look(target: str, kind: str) -> Way:
    return Way((target,), {f"path.{kind}": f"$request.path.{kind}"}, "Again")


WAYS: Mapping[str, Mapping[str, tuple[Way, ...]]] = {
    "propose": {"201": _DONE},
    "getProposal": {"200": (*_ON, _order("order"))},
    **{
        act: {
            "200": _DONE if act != "withdraw" else (*_ON[1:], _event("event")),
            "412": (_again(act, "proposal"), _look("getProposal", "proposal")),
        }
        for act in _WORDS
    },
    **{
        act: {
            "200": _DECIDED,
            "409": _REFUSED,
            "412": (_again(act, "proposal"), _look("getProposal", "proposal")),
        }
        for act in _CARRYING_OUT
    },
    **{
        act: {
            "200": _DECIDED,
            "409": _REFUSED,
            "412": (_again(act, "order"), _look("getOrder", "order")),
        }
        for act in _ACTS_ON_ORDER
    },
    "getOrder": {
        "200": (
            Way(_ACTS_ON_ORDER, {"path.order": "$response.body#/order/id", _SEEN: _ETAG}),
            Way(("getOrderHistory",), {"path.order": "$response.body#/order/id"}, "OfIt"),
        )
    },
    "listProposals": {"200": (_proposal("items/0/proposal", *_READINGS, apart=_FIRST),)},
    "listOrders": {"200": (_order("items/0/order/id", _FIRST),)},
    "listAreas": {"200": (_area("items/0/area", _FIRST),)},
    "listLevels": {"200": (_area("items/0/area", _FIRST),)},
    "getLevel": {"200": (_order("levels/0/orders/0", "OfTheLevel"),)},
    "getStatus": {
        "200": (
            _proposal("proposals/0/proposal", *_READINGS, apart="ThatWaits"),
            _order("orders/0/order", "ThatStands"),
        )
    },
    "readLog": {"200": (_event("items/0/event", _FIRST),)},
    "getEvent": {"200": (Way(("proveInclusion",), {"path.seq": "$response.body#/event"}, "OfIt"),)},
    "listVersions": {"200": (_event("items/0/event", _FIRST),)},
    "done": {"201": (_event("event"),)},
    "getRegister": {
        "200": (Way(("proveConsistency",), {"query.old": "$response.body#/head/size"}, "SinceNow"),)
    },
    "listCheckpoints": {
        "200": (
            Way(
                ("proveConsistency",), {"query.old": "$response.body#/now/size"}, "SinceCheckpoint"
            ),
        )
    },
}
"""Where each operation leads on to, by the status of its answer."""

_HEADER = {
    "description": "what `If-Match` of the next act names: the state that this answer tells of",
    "schema": {"type": "string"},
}


def add_links(operations: Mapping[str, dict[str, Any]], components: dict[str, Any]) -> None:
    """Say of each of the *operations*, by id, where it leads on to; the links are kept among *components*."""
    kept: dict[str, Any] = components.setdefault("links", {})
    for name, answers in WAYS.items():
        for status, ways in answers.items():
            answer = operations[name]["responses"][status]
            if any(way.takes_etag for way in ways):
                answer["headers"] = {"ETag": _HEADER}
            answer["links"] = dict(_referred(ways, kept))


def _referred(ways: tuple[Way, ...], kept: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each link of *ways*, kept once for all.

    Raises:
        ValueError: two links that lead elsewhere have one name.
    """
    for way in ways:
        for name, link in way.links():
            if kept.setdefault(name, link) != link:
                raise ValueError(name)
            yield name, {"$ref": f"#/components/links/{name}"}
