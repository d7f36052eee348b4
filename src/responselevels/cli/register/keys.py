"""`responselevels register keys`: who may sign, and who may change that."""

from __future__ import annotations

import sys
from base64 import b64encode
from dataclasses import replace
from typing import Any

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.frame.writing import write_file
from responselevels.cli.register.session import (
    Session,
    plain_locale,
    print_document,
)
from responselevels.cli.register.signing import read_bytes, secret_key
from responselevels.files import parse, read_document
from responselevels.models.sha256 import PREFIX
from responselevels.register.ed25519 import key_id, new_key, read_key
from responselevels.register.log.actors import NOBODY
from responselevels.register.signatures.key_lists import KeyList, problems_in_keys, public_key
from responselevels.register.signatures.rotation import (
    listed_in,
    resting_on,
    sign_keys,
    signed_as_well,
)
from responselevels.register.signatures.shown import keys_text
from responselevels.reports.frame.paint import show as painted
from responselevels.reports.keys import keys_rows
from responselevels.reports.programs.register_documents import (
    KeyDocument,
    KeysAdoptedDocument,
    RestingDocument,
)
from responselevels.text.catalogue import Named

_ENVELOPE = b'{"payload'
"""First bytes of the envelope of a signed key list; no key list written by hand begins so."""


def new(lang: str, *, as_json: bool, file: str) -> int:
    """Make a key and write it to a file; return the exit status."""
    key = new_key()
    write_file(file, key.pem(), lang, new=True, mode=0o600, reader=read_key)
    public = b64encode(key.public).decode("ascii")
    if as_json:
        document: KeyDocument = {"key": key.id, "public": public}
        print_document(document)
    else:
        sys.stdout.write(plain_locale(lang).says("life.key", key=key.id, public=public) + "\n")
    return Status.PERMITTED


# -- the next list ------------------------------------------------------------------------


def put(session: Session, *, file: str, sign: tuple[str, ...], output: str | None) -> int:
    """Sign the next key list, or add signatures to it, and put it in force; return the exit status."""
    roots = [secret_key(path) for path in sign]
    raw = read_bytes(file)
    if raw.startswith(_ENVELOPE):
        envelope = raw
        if roots:
            _show_before(session, listed_in(raw))
            envelope = signed_as_well(raw, roots)
    elif roots:
        written = _written_list(session, file)
        _show_before(session, written)
        envelope = sign_keys(written, roots)
    else:
        raise CommandError(says("usage.missing.option", session.lang, name="--sign"))
    return _put_in_force(session, envelope, output)


def _show_before(session: Session, keys: KeyList) -> None:
    """Show what is about to be signed, on standard error."""
    sys.stderr.write(keys_text(keys, session.lang) + "\n")


def _put_in_force(session: Session, envelope: bytes, output: str | None) -> int:
    if output is not None:
        write_file(output, envelope, session.lang, new=True, reader=listed_in)
        return Status.PERMITTED
    register = session.register
    version = register.adopt_keys(envelope, by=session.actor or NOBODY, key=session.key)
    if session.as_json:
        document: KeysAdoptedDocument = {"version": version}
        print_document(document)
    else:
        locale = plain_locale(session.lang)
        sys.stdout.write(locale.says("life.keys_adopted", version=version) + "\n")
    return Status.PERMITTED


def _written_list(session: Session, path: str) -> KeyList:
    """Return the key list that a file describes; ids, register and version are filled in.

    Raises:
        InputError, KeysRefused: it cannot be read, or is no key list.
    """
    document = read_document(path)
    version = session.register.state.keyring.version + 1
    filled = {"register": session.register.id, "version": version}
    if isinstance(document.data, dict):
        document = replace(document, data=_with_ids({**filled, **document.data}))
    return parse(document, KeyList, check=problems_in_keys)


def _with_ids(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a key list with the id of every key that can be read."""
    root = data.get("root")
    if isinstance(root, dict):
        data["root"] = {**root, "keys": _each_with_id(root.get("keys"))}
    if "keys" in data:
        data["keys"] = _each_with_id(data["keys"])
    return data


def _each_with_id(keys: Any) -> Any:
    if not isinstance(keys, list):
        return keys
    return [
        {"id": _id_of(key["public"]), **key}
        if isinstance(key, dict) and isinstance(key.get("public"), str)
        else key
        for key in keys
    ]


def _id_of(public: str) -> str:
    return key_id(public_key(public))


def revoke(
    session: Session,
    *,
    key_id: str,
    since: int | None,
    sign: tuple[str, ...],
    output: str | None,
) -> int:
    """Put a list in force in which a key is void, and name what rests on it; return the exit status."""
    known, seq = _in_force(session), session.register.head.size
    found = [key for key in known.keys if key.id.removeprefix(PREFIX).startswith(_hex(key_id))]
    if len(found) != 1:
        raise CommandError(says("error.no_key", session.lang, key=key_id, count=len(found)))
    (gone,) = found
    void = gone.model_copy(update={"revoked": seq if since is None else since})
    keys = tuple(void if key.id == gone.id else key for key in known.keys)
    following = known.model_copy(update={"version": known.version + 1, "keys": keys})
    roots = [secret_key(path) for path in sign]
    _show_before(session, following)
    status = _put_in_force(session, sign_keys(following, roots), output)
    if output is None:
        _print_resting(session, gone.id)
    return status


def _hex(text: str) -> str:
    return text.removeprefix(PREFIX).rstrip("…")


def _print_resting(session: Session, key: str) -> None:
    """Name the orders that rest on a key, to be looked at again."""
    register = session.register
    events = [event for known in register.state.dossiers.values() for event in known.events]
    resting = resting_on(key, sorted(events, key=lambda event: event.seq))
    if session.as_json:
        document: RestingDocument = {
            "key": key,
            "resting": [
                {"order": one.order, "kind": one.kind, "event": one.seq} for one in resting
            ],
        }
        print_document(document)
        return
    locale = plain_locale(session.lang)
    for one in resting:
        facts = {"order": Named("order", one.order), "event": one.seq}
        sys.stdout.write(locale.says("life.resting", **facts) + "\n")


# -- the list in force --------------------------------------------------------------------


def _in_force(session: Session) -> KeyList:
    lists = session.register.state.keyring.lists()
    if not lists:
        raise CommandError(says("error.no_keys", session.lang))
    return lists[-1]


def show(session: Session) -> int:
    """Show the key list in force; return the exit status."""
    known = _in_force(session)
    if session.as_json:
        print_document(known.model_dump(mode="json", by_alias=True))
        return Status.PERMITTED

    painted(keys_rows(known, session.locale()), sys.stdout)
    return Status.PERMITTED
