"""The key list: who may sign for which body, and who may change the list (docs/signing.md).

A key list is a document of the register, kept by its digest, one version after
the other. It has two kinds of keys. *Root* keys sign key lists and nothing else;
they belong in a drawer, not on a desk. The other keys sign approvals, each for
one person and the bodies that person may speak for. A person may have several
keys and still is one person.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Annotated, Literal

from pydantic import Field, Strict, StringConstraints, ValidationError

from responselevels.core.deciding.persons import MAX_SHARED_BODIES
from responselevels.core.digests import canonical
from responselevels.core.world.people import People
from responselevels.core.world.resolver import person_problem
from responselevels.errors import KeysRefused, Path, Place, Problem, path_worded
from responselevels.models.base import Digest, Id, Model, Whole
from responselevels.models.times import Instant
from responselevels.register.ed25519 import key_id, sound
from responselevels.register.log.canonical import loaded
from responselevels.text.catalogue import Named

FORMAT = 1
LONGEST = 262_144
"""Maximum length of a key list, in bytes."""

Base64 = Annotated[str, Strict(), StringConstraints(pattern=r"^[A-Za-z0-9+/]{43}=$")]


class RootKey(Model):
    """A key that signs key lists. *id* is recomputed from the key, never believed."""

    id: Digest
    algorithm: Literal["ed25519"] = "ed25519"
    public: Base64
    person: Id

    @property
    def raw(self) -> bytes:
        """The public key itself."""
        return b64decode(self.public)


class SigningKey(RootKey):
    """A key that signs approvals of a person for some bodies, while it is valid.

    *revoked* is the number of the event from which on it is void. With *areas*,
    it speaks for the bodies of these areas only, and what it signs names one.
    """

    bodies: tuple[Id, ...]
    areas: tuple[Id, ...] | None = None
    from_: Instant | None = Field(default=None, alias="from")
    until: Instant | None = None
    revoked: Whole | None = None

    def speaks_for(self, body: str, area: str | None) -> bool:
        """Say whether it may sign for *body*, of *area* where one is named."""
        return body in self.bodies and (self.areas is None or area in self.areas)


class Roots(Model):
    """The keys that change the list, and the number of persons of these who must sign the next one."""

    threshold: Whole
    keys: tuple[RootKey, ...]


class KeyList(Model):
    """One version of the key list of one register.

    *persons* says how many distinct persons must sign for a body, one where a
    body is not named.
    """

    format: Whole = FORMAT
    register_id: Id = Field(alias="register")
    version: Whole
    root: Roots
    keys: tuple[SigningKey, ...] = ()
    persons: dict[Id, Whole] = {}  # noqa: RUF012 - pydantic copies defaults

    def key(self, name: str) -> SigningKey | None:
        """Return the key for approvals with this id, if the list has it."""
        return next((key for key in self.keys if key.id == name), None)

    def to_bytes(self) -> bytes:
        """Return the list as a document: canonical JSON."""
        return canonical(self.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def keys_of(body: bytes) -> KeyList:
    """Return the key list that a document is; its soundness is judged too.

    Raises:
        KeysRefused: it is no key list in its one form (`keys.malformed`), or
            not a sound one (`keys.unsound`); with the place and what is wrong.
    """
    if len(body) > LONGEST:
        raise KeysRefused("keys.too_long", {"size": len(body), "most": LONGEST})
    try:
        fields = loaded(body)
        known = KeyList.model_validate(fields, by_alias=True, by_name=False)
        one_form = known.to_bytes() == body
    except ValidationError as error:
        where = path_worded(error.errors()[0]["loc"]) or "document"
        raise KeysRefused("keys.malformed", {"where": where}) from None
    except (ValueError, RecursionError):
        raise KeysRefused("keys.malformed", {"where": "document"}) from None
    problems = problems_in_keys(known)
    if problems:
        facts = {"where": path_worded(problems[0].where.path), "problems": tuple(problems)}
        raise KeysRefused("keys.unsound", {**facts, "problem": problems[0].worded()})
    if not one_form:
        raise KeysRefused("keys.malformed", {"where": "document"})
    return known


# -- soundness -----------------------------------------------------------------------


def problems_in_keys(keys: KeyList) -> list[Problem]:
    """Return what is wrong with a key list beyond its shape, each with its place."""
    if keys.format != FORMAT:
        code = "format.later" if keys.format > FORMAT else "format.unknown"
        facts = {"written": keys.format, "known": FORMAT}
        return [Problem(Place(path=("format",)), code, facts)]
    return [
        *_version(keys),
        *_each_key(keys),
        *_persons(keys),
        *_roots(keys.root),
        *_thresholds(keys),
        *_shared(keys),
    ]


def _version(keys: KeyList) -> Iterator[Problem]:
    if keys.version < 1:
        yield Problem(Place(path=("version",)), "keys.version", {"version": keys.version})


def _each_key(keys: KeyList) -> Iterator[Problem]:
    """Hold every key to its id, and find what stands there twice, under whatever id."""
    first: dict[bytes, Path] = {}
    for path, key in chain(_at(("root", "keys"), keys.root.keys), _at(("keys",), keys.keys)):
        public = (*path, "public")
        if not sound(key.raw) or b64encode(key.raw).decode() != key.public:
            yield Problem(Place(path=public), "keys.public")
        if key.id != key_id(key.raw):
            facts: Mapping[str, object] = {"id": key.id, "expected": key_id(key.raw)}
            yield Problem(Place(path=(*path, "id")), "keys.id", facts)
        other = first.setdefault(key.raw, path)
        if other != path:
            yield Problem(Place(path=public), "keys.twice", {"first": Place(path=other)})
    for number, key in enumerate(keys.keys):
        yield from _of_key(key, ("keys", number))


def _persons(keys: KeyList) -> Iterator[Problem]:
    """Refuse two spellings of what looks like one person."""
    people = People()
    for path, key in chain(_at(("root", "keys"), keys.root.keys), _at(("keys",), keys.keys)):
        problem = person_problem(key.person, people, (*path, "person"))
        people = people.with_((key.person,))
        if problem is not None:
            yield problem


def _at(path: Path, keys: tuple[RootKey, ...]) -> Iterator[tuple[Path, RootKey]]:
    return (((*path, number), key) for number, key in enumerate(keys))


def _of_key(key: SigningKey, path: Path) -> Iterator[Problem]:
    for field, names in (("bodies", key.bodies), ("areas", key.areas)):
        yield from _names(names, (*path, field))
    if key.from_ is not None and key.until is not None and key.until <= key.from_:
        yield Problem(Place(path=(*path, "until")), "valid.empty")
    if key.revoked is not None and key.revoked < 0:
        yield Problem(Place(path=(*path, "revoked")), "keys.revoked", {"revoked": key.revoked})


def _names(names: tuple[str, ...] | None, path: Path) -> Iterator[Problem]:
    """Refuse an empty list, and a name that stands in it twice."""
    if names is not None and not names:
        yield Problem(Place(path=path), "list.empty")
    for number, name in enumerate(names or ()):
        first = (names or ()).index(name)
        if first != number:
            facts = {"name": name, "first": Place(path=(*path, first))}
            yield Problem(Place(path=(*path, number)), "list.repeated", facts)


def _roots(root: Roots) -> Iterator[Problem]:
    persons = {key.person for key in root.keys}
    yield from _threshold(root.threshold, len(persons), ("root", "threshold"))


def _thresholds(keys: KeyList) -> Iterator[Problem]:
    for body, needed in keys.persons.items():
        yield from _threshold(needed, len(persons_for(keys, body)), ("persons", body))


def _threshold(wanted: int, persons: int, path: Path) -> Iterator[Problem]:
    if not 1 <= wanted <= persons:
        facts = {"threshold": wanted, "persons": persons}
        yield Problem(Place(path=path), "keys.threshold", facts)


def persons_for(keys: KeyList, body: str) -> frozenset[str]:
    """Return the persons whose keys speak for *body*, revoked and expired ones too.

    To revoke a key in a hurry must never force a threshold down with it.
    """
    return frozenset(key.person for key in keys.keys if body in key.bodies)


def _shared(keys: KeyList) -> Iterator[Problem]:
    """Refuse more bodies with persons in common than could be told apart when they are counted."""
    bodies = sorted({body for key in keys.keys for body in key.bodies})
    persons = {body: persons_for(keys, body) for body in bodies}
    shared = [
        body
        for body in bodies
        if any(o != body and not persons[o].isdisjoint(persons[body]) for o in bodies)
    ]
    if len(shared) > MAX_SHARED_BODIES:
        named = tuple(Named("body", body) for body in shared)
        facts = {"bodies": named, "most": MAX_SHARED_BODIES}
        yield Problem(Place(path=("keys",)), "keys.shared", facts)


def public_key(text: str) -> bytes:
    """Return the raw public key that *text* is in base64.

    Raises:
        KeysRefused: it is none.
    """
    try:
        raw = b64decode(text, validate=True)
    except (Base64Error, ValueError):
        raw = b""
    if not sound(raw):
        raise KeysRefused("keys.public")
    return raw
