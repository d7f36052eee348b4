"""Requirements of an adoption: approvals, signatures, and acceptance of what becomes easier (docs/signing.md, "Adoptions").

An adoption is a change like any other. Three things are asked of it, each by
what is in force *before*:

- the approvals that the rules ask for adoptions (`adoption:`);
- where it takes a demand for signatures away, the threshold of root keys;
- where it makes something easier while an order stands, or a level milder
  anywhere at any time, that whoever adopts has seen exactly that.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from responselevels.core.conditions import completions, filled
from responselevels.core.deciding.persons import maximal_body_sets
from responselevels.core.orders.book import filled_book
from responselevels.core.world.scheme import Scheme
from responselevels.errors import ApprovalRefused, InputError, Place, Problem
from responselevels.models.orders import Approval
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.times import instant_at
from responselevels.register.adoption.easing import demands_lost, easings
from responselevels.register.adoption.levels import in_new_words
from responselevels.register.adoption.milder import milder_levels
from responselevels.register.adoption.words import (
    ADOPTION_TYPE,
    AdoptionWord,
    Plan,
    changes_digest,
    row_code,
    row_facts,
)
from responselevels.register.history.assembling import keys_in_force
from responselevels.register.history.state import State
from responselevels.register.history.versions import RulesVersion, carried_over, stands
from responselevels.register.log.decision_records import AdoptionChange
from responselevels.register.log.kinds import AdoptionEvent
from responselevels.register.log.plain import optional_text, plain
from responselevels.register.signatures.dsse import read_envelope
from responselevels.register.signatures.key_lists import KeyList, RootKey, SigningKey
from responselevels.register.signatures.signed_words import words_of
from responselevels.text.catalogue import Alternatives, Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """What is brought along for an adoption.

    *approvals* are asserted, *envelopes* signed; *accept* is the digest of the
    list of changes that was seen (`changes_digest`).
    """

    approvals: tuple[Approval, ...] = ()
    envelopes: tuple[bytes, ...] = ()
    accept: str | None = None

    def fields(self) -> dict[str, object]:
        """Return the fields of the event; none where nothing is brought."""
        more: dict[str, object] = {}
        if self.approvals:
            dump = {"mode": "json", "by_alias": True, "exclude_defaults": True}
            more["approvals"] = [one.model_dump(**dump) for one in self.approvals]  # type: ignore[arg-type]
        if self.envelopes:
            more["envelopes"] = [b64encode(raw).decode("ascii") for raw in self.envelopes]
        return more

    @classmethod
    def of(cls, event: AdoptionEvent) -> Backing:
        """Return what the event of an adoption says was brought along."""
        return cls(
            approvals=event.approvals,
            envelopes=event.envelopes,
            accept=None if event.changes is None else changes_digest(event.changes),
        )


NOTHING = Backing()


def plain_backing(backing: Backing) -> Backing:
    """Return *backing* as whoever reads the log will find it.

    Raises:
        InputError: it is something else, or holds something else.
    """
    _hold_kind(backing, Backing, ("backing",))
    for name in ("approvals", "envelopes"):
        _hold_kind(getattr(backing, name), tuple, ("backing", name))
    for number, raw in enumerate(backing.envelopes):
        _hold_kind(raw, bytes, ("backing", "envelopes", number))
    return Backing(
        approvals=tuple(
            plain(one, Approval, "backing", "approvals", number)
            for number, one in enumerate(backing.approvals)
        ),
        envelopes=backing.envelopes,
        accept=optional_text(backing.accept, "backing", "accept"),
    )


def _hold_kind(value: object, kind: type, path: tuple[str | int, ...]) -> None:
    if not isinstance(value, kind):
        facts = {"found": type(value).__name__, "expected": kind.__name__}
        raise InputError([Problem(Place(path=path), "record.kind", facts)])


# -- what would change ----------------------------------------------------------------------


def changes_of(
    version: RulesVersion,
    scheme: Scheme,
    plan: Plan,
    at: int,
) -> list[AdoptionChange]:
    """Return what adopting *plan* at the instant *at* would make easier or milder, in a fixed order.

    *scheme* is what would be in force then, *version* what is in force now.
    """
    moves, track = plan.moves, plan.track
    opening = carried_over(version, scheme, moves, at, track=track, levels=plan.levels)
    before = in_new_words(version.scheme, plan.levels)
    book = version.book if before is version.scheme else replace(version.book, scheme=before)
    rows: list[AdoptionChange] = [
        *milder_levels(book, filled_book(scheme, opening), moves, at, track=track)
    ]
    if any(stands(entry, version.scheme, at) for entry in version.book):
        rows += easings(before, scheme, moves)
    return rows


# -- what is asked -------------------------------------------------------------------------------


@dataclass(slots=True)
class _SignedAdoptions:
    """The persons who signed with root keys, and those who signed for each body."""

    roots: set[str] = field(default_factory=set)
    bodies: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionRequest:
    """An adoption about to be recorded as event *seq* at *at*, by *person*."""

    plan: Plan
    scheme: Scheme
    seq: int
    at: int
    person: str | None = None


def check_once(renamed: Mapping[str, str], merged: Mapping[str, str]) -> None:
    """Refuse an area that is said to be renamed and merged at once.

    Raises:
        InputError: there is one.
    """
    twice = [Named("area", name) for name in sorted(renamed.keys() & merged.keys())]
    if twice:
        raise InputError(
            [
                Problem(Place(path=("renamed", name.id)), "adoption.twice", {"what": name})
                for name in twice
            ]
        )


def check_adoption(state: State, asking: AdoptionRequest, backing: Backing) -> list[AdoptionChange]:
    """Return what the adoption changes, where all that is asked of it is there.

    Raises:
        InputError: approvals or root signatures are missing, or the changes were
            not accepted; it names which.
        ApprovalRefused: an envelope does not hold.
    """
    plan, version = asking.plan, state.version
    rows = changes_of(version, asking.scheme, plan, asking.at)
    keys = keys_in_force(state)
    signed = _signers(backing.envelopes, asking, changes_digest(rows), keys)
    problems = [
        *_approvals_missing(version.scheme, asking, backing, (signed, keys)),
        *_roots_missing(version.scheme, asking, signed, keys),
        *_not_accepted(rows, backing.accept),
    ]
    if problems:
        raise InputError(problems)
    return rows


def _approvals_missing(
    before: Scheme,
    asking: AdoptionRequest,
    backing: Backing,
    known: tuple[_SignedAdoptions, KeyList | None],
) -> Iterable[Problem]:
    rule = before.rules.adoption
    if rule is None:
        return
    signed, keys = known
    others = {body: persons - {asking.person} for body, persons in signed.bodies.items()}
    ways = list(maximal_body_sets(others, {} if keys is None else keys.persons))
    if not rule.signed:
        given = {one.body for one in backing.approvals if _counts(one, asking)}
        ways = [way | given for way in ways]
    if any(filled(rule.approval, way) for way in ways):
        return
    had = max(ways, key=len)
    bodies = frozenset(bodies_in(rule.approval))
    sets = completions(rule.approval, had, bodies)
    facts: dict[str, object] = {
        "ways": Alternatives(tuple(tuple(Named("body", body) for body in one) for one in sets)),
        "adoption": asking.plan.digest,
    }
    code = "adoption.unsigned" if rule.signed else "adoption.unapproved"
    yield Problem(Place(path=("adoption",)), code, facts)


def _counts(approval: Approval, asking: AdoptionRequest) -> bool:
    """Say whether an asserted approval is of this adoption, of somebody else, and given by now."""
    mine = asking.person is not None and approval.person == asking.person
    bound = approval.digest in {None, asking.plan.digest}
    return bound and not mine and approval.at <= instant_at(asking.at)


def _roots_missing(
    before: Scheme, asking: AdoptionRequest, signed: _SignedAdoptions, keys: KeyList | None
) -> Iterable[Problem]:
    called = in_new_words(before, asking.plan.levels)
    lost = demands_lost(called, asking.scheme, asking.plan.moves)
    if not lost or keys is None or len(signed.roots) >= keys.root.threshold:
        return
    facts: dict[str, object] = {
        "rules": tuple(dict.fromkeys(str(row["rule"]) for row in lost)),
        "needed": keys.root.threshold,
        "count": len(signed.roots),
        "adoption": asking.plan.digest,
    }
    yield Problem(Place(path=("adoption",)), "adoption.roots", facts)


def _not_accepted(rows: Sequence[AdoptionChange], accept: str | None) -> Iterable[Problem]:
    digest = changes_digest(rows)
    if accept is None and not rows:
        return
    if accept == digest and rows:
        return
    for row in rows:
        yield Problem(Place(path=("changes",)), f"adoption.{row_code(row)}", row_facts(row))
    yield Problem(Place(path=("changes",)), "adoption.accept", {"digest": digest})


# -- envelopes ---------------------------------------------------------------------------------------


def _signers(
    envelopes: Sequence[bytes], asking: AdoptionRequest, changes: str, keys: KeyList | None
) -> _SignedAdoptions:
    found = _SignedAdoptions()
    for raw in envelopes:
        key, word = _opened(raw, keys)
        _hold(word, asking, changes, keys)
        if isinstance(key, SigningKey):
            _hold_key(key, word, asking)
        else:
            found.roots.add(key.person)
        if word.body is not None:
            found.bodies.setdefault(word.body, set()).add(word.person)
    return found


def _opened(raw: bytes, keys: KeyList | None) -> tuple[RootKey, AdoptionWord]:
    """Verify an envelope, then read it; return the key that signed it: a root key speaks for no body."""
    envelope = read_envelope(raw, ADOPTION_TYPE, ApprovalRefused)
    if len(envelope.signatures) != 1:
        raise ApprovalRefused("approval.signatures", {"count": len(envelope.signatures)})
    (signature,) = envelope.signatures
    roots = {} if keys is None else {key.id: key for key in keys.root.keys}
    listed = None if keys is None else keys.key(signature.key)
    key = roots.get(signature.key) or listed
    if key is None:
        raise ApprovalRefused("approval.unknown_key", {"key": signature.key})
    if not envelope.signed_with(signature, key.raw):
        raise ApprovalRefused("approval.signature", {"key": key.id})
    word = words_of(envelope.body, AdoptionWord)
    facts = {"key": key.id, "person": word.person, "body": Named("body", word.body or "")}
    if key.person != word.person:
        raise ApprovalRefused("approval.wrong_key.person", facts)
    speaks = word.body is None
    if isinstance(key, SigningKey):
        speaks = word.body is not None and key.speaks_for(word.body, None)
    if not speaks:
        raise ApprovalRefused("approval.not_signatory", facts)
    return key, word


def _hold(word: AdoptionWord, asking: AdoptionRequest, changes: str, keys: KeyList | None) -> None:
    """Hold a word to this adoption, this register, this key list and this moment."""
    plan, at = asking.plan, instant_at(asking.at)
    facts: dict[str, object] = {"body": Named("body", word.body or "root")}
    for name, signed, here in (
        ("register", word.register_id, plan.register),
        ("adoption", word.adoption, plan.digest),
        ("changes", word.changes, changes),
        ("keys", str(word.keys), str(0 if keys is None else keys.version)),
    ):
        if signed != here:
            more = {"field": name, "signed": signed, "here": here}
            raise ApprovalRefused("approval.moved", {**facts, **more})
    if at >= word.expires:
        raise ApprovalRefused("approval.expired", {**facts, "expires": word.expires})
    if word.at > at:
        raise ApprovalRefused("approval.ahead", {"at": word.at, "now": at})


def _hold_key(key: SigningKey, word: AdoptionWord, asking: AdoptionRequest) -> None:
    """Refuse a word that was signed with a key that is not valid now."""
    at = instant_at(asking.at)
    facts = {"key": key.id, "person": key.person, "body": Named("body", word.body or "")}
    if key.revoked is not None and asking.seq >= key.revoked:
        raise ApprovalRefused("approval.key_revoked", {**facts, "since": key.revoked})
    if key.from_ is not None and at < key.from_:
        raise ApprovalRefused("approval.key_expired.early", {**facts, "from": key.from_})
    if key.until is not None and at >= key.until:
        raise ApprovalRefused("approval.key_expired.over", {**facts, "until": key.until})
