"""Evidence for an adoption, from the options: approvals, signatures, and the accepted changes."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from typing import Any

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.frame.writing import write_file
from responselevels.cli.register.session import Session
from responselevels.cli.register.signing import read_bytes, secret_key
from responselevels.core.world.resolver import id_problem
from responselevels.errors import InputError
from responselevels.models.orders import Approval
from responselevels.register.adoption.changes import Backing
from responselevels.register.adoption.words import Signer, adoption_text, read_word, sign_adoption
from responselevels.register.signatures.key_lists import KeyList

_LASTS = timedelta(days=7)
"""Default validity of a signed approval of an adoption: long enough for signers in several places."""


def brought(
    session: Session,
    *,
    approved: tuple[str, ...],
    dated: datetime | None,
    envelope: tuple[str, ...],
    accept_changes: str | None,
    **_signing: object,
) -> Backing:
    """Return what the options bring along for an adoption; its approvals are *dated*, else of now.

    Raises:
        CommandError: a body approves, a key is given and no time.
        InputError: a file cannot be read, or a body or a person can be no id.
    """
    given = [text.partition("=") for text in approved]
    named = [name for body, sign, person in given for name in (body, *([person] if sign else []))]
    problems = [id_problem(name, ("approved",)) for name in named]
    if any(problems):
        raise InputError([problem for problem in problems if problem is not None])
    at = session.moment(dated) if approved else None
    return Backing(
        approvals=tuple(
            Approval.model_validate({"body": body, "person": person or None, "at": at})
            for body, _sign, person in given
        ),
        envelopes=tuple(read_bytes(path) for path in envelope),
        accept=accept_changes,
    )


def sign(
    session: Session,
    what: dict[str, Any],
    *,
    sign: str,
    expires: datetime | None,
    output: str | None,
    **_brought: object,
) -> int:
    """Sign an adoption into a file, once it was shown; nothing is adopted. Return the exit status.

    Raises:
        CommandError: there is no key list, the key is not in it, or no file is named.
    """
    lang, at = session.lang, session.time()
    lists = session.register.state.keyring.lists()
    if not lists:
        raise CommandError(says("error.no_keys", lang))
    if output is None:
        raise CommandError(says("usage.missing.option", lang, name="--output"))
    key = secret_key(sign)
    person, body = _signer(session, lists[-1], key.id)
    plan, rows = session.register.planned(**what)
    sys.stderr.write(adoption_text(plan, rows, lang) + "\n")
    signer = Signer(key=key, person=person, body=body, at=at, expires=expires or at + _LASTS)
    envelope = sign_adoption(plan, rows, lists[-1], signer)
    write_file(output, envelope, lang, new=True, reader=read_word)
    return Status.PERMITTED


def _signer(session: Session, keys: KeyList, name: str) -> tuple[str, str | None]:
    """Return for whom a key signs: a root key for no body, another for that of the options, or its only one."""
    root = next((key for key in keys.root.keys if key.id == name), None)
    if root is not None:
        return root.person, None
    listed = keys.key(name)
    alone = listed.bodies[0] if listed is not None and len(listed.bodies) == 1 else None
    body = session.body or alone
    if listed is None or body is None:
        raise CommandError(says("error.no_signer", session.lang, key=name))
    return listed.person, body
