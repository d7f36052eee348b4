"""What vectors are made of: a sound log, what is done to it, and what is said of it."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any

from responselevels.register.log.checkpoints import origin_of
from responselevels.register.log.events import hash_of, line_of
from responselevels.register.log.merkle import Tree
from tests.register.logs import REGISTER, log_of

LOG = log_of(12, 3)
SIZE = len(LOG)
ORIGIN = origin_of(REGISTER)

Files = dict[str, bytes]


@dataclass
class Vector:
    """One vector: what a verifier is given, what it must say, and why."""

    name: str
    why: str
    job: dict[str, Any]
    expect: dict[str, Any]
    files: Files = field(default_factory=dict)


def fields_at(seq: int) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(LOG[seq])
    return fields


def respelled(seq: int, old: bytes, new: bytes) -> list[bytes]:
    """Return the log with one event spelled otherwise."""
    assert old in LOG[seq]
    return [*LOG[:seq], LOG[seq].replace(old, new, 1), *LOG[seq + 1 :]]


def put(seq: int, /, **changed: Any) -> list[bytes]:
    """Return the log with one event changed, and those after it left as they were."""
    return [*LOG[:seq], line_of({**fields_at(seq), **changed}), *LOG[seq + 1 :]]


def sound_at(lines: list[bytes], size: int) -> dict[str, Any]:
    """Return how far the log is sound, as a verifier says it."""
    good = lines[:size]
    return {
        "size": size,
        "root": b64encode(Tree(good).root()).decode(),
        "head": hash_of(good[-1]) if good else "0" * 64,
        "register": REGISTER if good else None,
    }


def found(lines: list[bytes], size: int, code: str, seq: int | None) -> dict[str, Any]:
    wrong = {"code": code, "seq": seq}
    return {"sound": False, **sound_at(lines, size), "found": wrong}


def sound(lines: list[bytes]) -> dict[str, Any]:
    return {"sound": True, **sound_at(lines, len(lines)), "found": None}


def of_log(name: str, why: str, lines: list[bytes], expect: dict[str, Any], **more: Any) -> Vector:
    path = f"logs/{name}.jsonl"
    job = {"log": path, "against": [], "keys": [], **more}
    return Vector(name, why, job, expect, {path: b"".join(lines)})
