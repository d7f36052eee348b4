"""Schemes compiled from documents: one for the same rules and areas, as long as somebody holds it.

A register is tried before it is made, made, and opened then; and several may be open in one
process. Documents are named by their digests, and a scheme never changes: so the same documents
need to be compiled once. To compile 665,000 areas takes seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakValueDictionary

from responselevels.core.world.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.rules import Rules

_HELD: WeakValueDictionary[tuple[str, str], Scheme] = WeakValueDictionary()


def scheme_of_documents(rules: str, areas: str, document: Callable[[str], bytes]) -> Scheme:
    """Return the scheme of the rules and the areas with these digests, which *document* finds.

    Raises:
        InputError: they are not sound, or do not fit each other.
    """
    bodies = document(rules), document(areas)  # each is held to its digest, compiled or not
    scheme = _HELD.get((rules, areas))
    if scheme is None:
        scheme = compile_scheme(
            Rules.model_validate_json(bodies[0]), Areas.model_validate_json(bodies[1])
        )
        _HELD[rules, areas] = scheme
    return scheme
