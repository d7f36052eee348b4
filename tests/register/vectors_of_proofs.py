"""The vectors of proofs; those that do not hold are forged, as verifiers have believed them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from responselevels.register.log import canonical
from responselevels.register.log.checkpoints import origin_of
from responselevels.register.log.merkle import Tree
from responselevels.register.log.proofs import Proof, consistency_of, inclusion_of
from tests.register.logs import rechained
from tests.register.vector import LOG, ORIGIN, SIZE, Vector
from tests.register.vectors_of_checkpoints import EARLY, FORK, named


def data_of(proof: Proof) -> dict[str, Any]:
    """Return a proof as data, to be changed into what proves nothing."""
    return {**proof.document()}


INCLUSION = data_of(inclusion_of(ORIGIN, LOG, 5, SIZE))
CONSISTENCY = data_of(consistency_of(ORIGIN, LOG, 6, SIZE))
ZERO = "0" * 64
BOTH = ("half", "whole")

Row = tuple[str, str, dict[str, Any]]


def proofs() -> Iterator[Vector]:
    """Yield the vectors of proofs."""
    for name, why, data in holding():
        yield proof(name, why, data, {"proved": True}, "half", "whole", "nothing")
    for name, why, data in (*inclusions(), *consistencies()):
        yield proof(name, why, data, {"proved": False}, *BOTH)
    yield from elsewhere()
    for name, why, raw in unreadable():
        path = f"proofs/{name}.json"
        job = {"proof": path, "against": named(*BOTH), "keys": []}
        yield Vector(name, why, job, {"unreadable": True}, {path: raw})


def proof(name: str, why: str, data: dict[str, Any], expect: dict[str, Any], *kept: str) -> Vector:
    """Return the vector of a proof."""
    path = f"proofs/{name}.json"
    job = {"proof": path, "against": named(*kept), "keys": []}
    return Vector(name, why, job, expect, {path: canonical.to_bytes(data)})


def holding() -> Iterator[Row]:
    """Yield proofs that hold."""
    itself = data_of(consistency_of(ORIGIN, LOG, SIZE, SIZE))
    nothing = data_of(consistency_of(ORIGIN, LOG, 0, SIZE))
    yield "inclusion", "event 5 is in the log", INCLUSION
    yield "consistency", "the log only grew from 6 events to all", CONSISTENCY
    yield "consistency-from-itself", "from a size to itself", itself
    yield "consistency-from-nothing", "from no event at all", nothing


def inclusions() -> Iterator[Row]:
    """Yield inclusions that do not hold against sound checkpoints."""
    path = INCLUSION["path"]
    forged = data_of(inclusion_of(ORIGIN, rechained(LOG, 5, client="elsewhere"), 5, SIZE))
    node = {"seq": 0, "size": 1, "path": [], "root": Tree(LOG).root(6).hex()}
    for name, why, changed in (
        ("of-another-event", "the line of event 6", {"line": LOG[6].decode()}),
        ("at-another-place", "the right line at another number", {"seq": 4}),
        ("past-the-end", "a number that the log does not have", {"seq": SIZE}),
        ("path-empty", "no path, and the root believed", {"path": []}),
        ("path-cut", "the last hash is missing", {"path": path[:-1]}),
        ("path-longer", "a hash too many at the end", {"path": [*path, ZERO]}),
        ("path-swapped", "two hashes swapped", {"path": [path[1], path[0], *path[2:]]}),
        ("forged-root", "it holds, for a root that no checkpoint has", forged),
        ("other-origin", "the origin of another register", {"origin": origin_of("airport")}),
        ("of-a-node", "a node passed off as the only leaf", node),
    ):
        yield f"inclusion-{name}", why, INCLUSION | changed


def consistencies() -> Iterator[Row]:
    """Yield consistencies that do not hold against sound checkpoints."""
    path = CONSISTENCY["path"]
    power = data_of(consistency_of(ORIGIN, LOG, 8, SIZE))
    itself = {"old": SIZE, "path": [], "old_root": ZERO}
    for name, why, data in (
        ("path-empty", "a client that skips the check believes both", {"path": []}),
        ("path-cut", "the last hash is missing", {"path": path[:-1]}),
        ("path-longer", "a hash too many", {"path": [*path, ZERO]}),
        ("sizes-swapped", "the older size is the greater", {"old": SIZE, "new": 6}),
        ("old-root-forged", "an older root that no checkpoint has", {"old_root": ZERO}),
        ("same-size-other-root", "from a size to itself with two roots", itself),
        ("power-of-two", "from 8 events the older root is in no path", power | {"old_root": ZERO}),
    ):
        yield f"consistency-{name}", why, CONSISTENCY | data
    itself = CONSISTENCY | {"old": SIZE, "path": [ZERO], "old_root": CONSISTENCY["new_root"]}
    yield "consistency-from-itself-with-a-path", "it needs none", itself


def elsewhere() -> Iterator[Vector]:
    """Yield proofs that only the proof itself can refute: the checkpoints lie or are missing."""
    refused = {"proved": False}
    one = INCLUSION | {"seq": 1, "size": 1, "path": [], "line": LOG[0].decode()}
    one["root"] = Tree(LOG[:1]).root().hex()
    yield proof("inclusion-beside-the-only", "number 1 of one event", one, refused, "one")
    short = data_of(inclusion_of(ORIGIN, LOG, 0, 6)) | {"size": SIZE}
    why = "the path of a smaller tree, under a checkpoint with its root"
    yield proof("inclusion-in-a-lower-tree", why, short, refused, "root-of-half")
    yield proof("inclusion-alone", "no checkpoint of that size", INCLUSION, refused, "half")
    early, late = Tree(EARLY).root(6).hex(), Tree(FORK).root().hex()
    why = "a split view: the older checkpoint is of another history"
    data = CONSISTENCY | {"old_root": early}
    yield proof("consistency-from-a-fork", why, data, refused, "fork-early", "whole")
    why = "a split view: the newer checkpoint is of another history"
    data = CONSISTENCY | {"new_root": late}
    yield proof("consistency-to-a-fork", why, data, refused, "half", "fork")
    why = "no event, and a root that is not that of an empty tree"
    data = CONSISTENCY | {"old": 0, "path": [], "old_root": ZERO}
    yield proof("consistency-from-nothing-else", why, data, refused, "nothing-else", "whole")
    yield proof("consistency-alone", "no older one was kept", CONSISTENCY, refused, "whole")


def unreadable() -> Iterator[tuple[str, str, bytes]]:
    """Yield what is no proof."""
    path = INCLUSION["path"]
    less = {key: value for key, value in INCLUSION.items() if key != "size"}
    laid_out = json.dumps(INCLUSION, indent=1).encode()
    for name, why, data in (
        ("proof-with-more", "a key that is none", INCLUSION | {"more": 1}),
        ("proof-with-less", "a key that is missing", less),
        ("proof-hash-short", "31 bytes", INCLUSION | {"path": ["00" * 31, *path[1:]]}),
        ("proof-hash-upper-case", "digits", INCLUSION | {"root": INCLUSION["root"].upper()}),
        ("proof-size-as-text", "a size that is a text", INCLUSION | {"size": str(SIZE)}),
        ("proof-size-below-zero", "a size below zero", CONSISTENCY | {"old": -6}),
        ("proof-of-something-else", "neither of the two", INCLUSION | {"proof": "exclusion"}),
    ):
        yield name, why, canonical.to_bytes(data)
    yield "proof-laid-out", "the same, not in canonical form", laid_out
