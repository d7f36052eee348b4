"""What is adopted, in one value; and what people sign of it (docs/signing.md, "Adoptions").

What is signed is a statement on the very documents, moves and version: it fits
one adoption only, and none once another was made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from pydantic import Field

from responselevels.core.digests import digest_of
from responselevels.errors import ApprovalRefused
from responselevels.models.base import Digest, Id, Whole
from responselevels.models.times import Instant
from responselevels.register.ed25519 import SecretKey
from responselevels.register.log.decision_records import AdoptionChange
from responselevels.register.signatures.dsse import read_envelope, sealed
from responselevels.register.signatures.key_lists import KeyList
from responselevels.register.signatures.shown import Line, text_of
from responselevels.register.signatures.signed_words import SignedWords, words_of
from responselevels.text.catalogue import Named, Phrase

ADOPTION_TYPE = "application/vnd.responselevels.adoption+json"
"""What a signed word on an adoption is, under its signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be adopted: documents by digest, moves of areas, and after which adoption.

    *since* is the number of the event that adopted what is in force now, *track* the
    track that the orders come into where these are the first rules to have tracks, *levels* what
    the new rules call levels that had another name.
    """

    register: str
    since: int
    rules: str
    areas: str
    renamed: Mapping[str, str]
    merged: Mapping[str, str]
    track: str | None = None
    levels: Mapping[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, object]:
        """The plan as data."""
        fields: dict[str, object] = {
            "register": self.register,
            "since": self.since,
            "rules": self.rules,
            "areas": self.areas,
            "renamed": dict(self.renamed),
            "merged": dict(self.merged),
        }
        # Left out where there is none, so that what was signed of other adoptions stays.
        if self.track is not None:
            fields["track"] = self.track
        if self.levels:
            fields["levels"] = dict(self.levels)
        return fields

    @property
    def digest(self) -> str:
        """The digest of all of it."""
        return digest_of(self.fields)

    @property
    def moves(self) -> dict[str, str]:
        """What became of areas, renamed or merged."""
        return {**self.renamed, **self.merged}


class AdoptionWord(SignedWords):
    """What a person says of an adoption: for a body, or (without one) with a root key."""

    v: Literal[1] = 1
    kind: Literal["adoption"] = "adoption"
    register_id: Id = Field(alias="register")
    adoption: Digest
    changes: Digest
    keys: Whole
    body: Id | None = None
    person: Id
    at: Instant
    expires: Instant


def changes_digest(rows: Sequence[Mapping[str, object]]) -> str:
    """Return the digest of a list of changes, by which it is accepted."""
    return digest_of([dict(row) for row in rows])


# -- signing -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs an adoption, for which body (None: with a root key), and until when it counts."""

    key: SecretKey
    person: str
    body: str | None
    at: datetime
    expires: datetime


def sign_adoption(
    plan: Plan, rows: Sequence[AdoptionChange], keys: KeyList, signer: Signer
) -> bytes:
    """Return the envelope in which *signer* approves *plan* with its changes *rows*."""
    word = AdoptionWord.model_validate(
        {
            "register": plan.register,
            "adoption": plan.digest,
            "changes": changes_digest(rows),
            "keys": keys.version,
            "body": signer.body,
            "person": signer.person,
            "at": signer.at,
            "expires": signer.expires,
        }
    )
    return sealed(ADOPTION_TYPE, word.to_bytes(), [signer.key]).to_bytes()


def read_word(raw: bytes) -> AdoptionWord:
    """Return what an envelope says of an adoption, without believing it.

    Raises:
        ApprovalRefused: it is no such envelope.
    """
    return words_of(read_envelope(raw, ADOPTION_TYPE, ApprovalRefused).body, AdoptionWord)


# -- in words ---------------------------------------------------------------------------------


def row_code(row: AdoptionChange) -> str:
    """Return the end of the code of the sentence that words a change."""
    if row["what"] == "level":
        code = "gone" if row["to"] is None else "milder"
        return f"{code}.track" if "track" in row else code
    return f"eased_{row['kind']}"


_NAMED = (
    ("area", "area"),
    ("from", "level"),
    ("to", "level"),
    ("tier", "tier"),
    ("track", "track"),
)
"""The keys of a row that name things, each with their kind."""


def row_facts(row: AdoptionChange) -> dict[str, object]:
    """Return the facts of that sentence."""
    facts: dict[str, object] = {**row}
    for name, kind in _NAMED:
        if facts.get(name) is not None:
            facts[name] = Named(kind, str(facts[name]))
    facts["level"] = Named("level", str(facts.get("level")))
    facts["points"] = () if row["what"] == "level" else tuple(row.get("points", ()))
    facts["start"], facts["end"] = facts.get("start") or "-", facts.get("end") or "-"
    return facts


# -- shown before it is signed --------------------------------------------------------------------


def adoption_text(plan: Plan, rows: Sequence[AdoptionChange], lang: str) -> str:
    """Return an adoption in words, whole, with all that it changes: what is shown to who signs it."""
    lines: list[Line] = [
        ("register", Named("register", plan.register)),
        ("adopt_since", str(plan.since)),
        ("adopt_rules", plan.rules),
        ("adopt_areas", plan.areas),
    ]
    for kind, moves in (("renamed", plan.renamed), ("merged", plan.merged)):
        pairs = [[Named("area", old), Named("area", new)] for old, new in sorted(moves.items())]
        lines += [(f"adopt_{kind}", pair) for pair in pairs]
    called = [
        [Named("level", old), Named("level", new)] for old, new in sorted(plan.levels.items())
    ]
    lines += [("adopt_levels", pair) for pair in called]
    lines += [("adopt_track", None if plan.track is None else Named("track", plan.track))]
    lines += [
        ("adopt_change", Phrase(f"problem.adoption.{row_code(row)}", row_facts(row)))
        for row in rows
    ]
    lines += [("adopt_changes", changes_digest(rows)), ("digest", plan.digest)]
    return text_of(lines, lang)
