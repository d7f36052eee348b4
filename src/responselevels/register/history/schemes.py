"""Schemes compiled from documents: one for the same rules and areas, as long as somebody holds it.

A register is tried before it is made, made, and opened then; and several may be open in one
process. Documents are named by their digests, and a scheme never changes: so the same documents
need to be compiled once. To compile 665,000 areas takes seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar
from weakref import WeakValueDictionary

from responselevels.core.collector import collector_paused
from responselevels.core.world.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.base import Model
from responselevels.models.rules import Rules

M = TypeVar("M", bound=Model)

Schemes = Callable[[str, str, Callable[[str], bytes], Mapping[str, Model]], Scheme]
"""Makes the scheme of rules and areas with these digests; see `scheme_of_documents`."""

_HELD: WeakValueDictionary[tuple[str, str], Scheme] = WeakValueDictionary()


def scheme_of_documents(
    rules: str, areas: str, document: Callable[[str], bytes], read: Mapping[str, Model]
) -> Scheme:
    """Return the scheme of the rules and the areas with these digests, which *document* finds.

    What was *read* of documents before, by their digests, is not read again.

    Raises:
        InputError: they are not sound, or do not fit each other.
    """
    bodies = document(rules), document(areas)  # each is held to its digest, compiled or not
    scheme = _HELD.get((rules, areas))
    if scheme is None:
        with collector_paused():
            scheme = compile_scheme(
                _read_as(Rules, read.get(rules), bodies[0]),
                _read_as(Areas, read.get(areas), bodies[1]),
            )
        hold_scheme(rules, areas, scheme)
    return scheme


def hold_scheme(rules: str, areas: str, scheme: Scheme) -> None:
    """Take *scheme* for that of the documents with these digests, which say what it was compiled of."""
    _HELD[rules, areas] = scheme


def _read_as(kind: type[M], read: Model | None, body: bytes) -> M:
    return read if isinstance(read, kind) else kind.model_validate_json(body)
