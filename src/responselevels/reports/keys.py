"""A key list for a person at a terminal: who may sign for which body, and who may change that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from responselevels.reports.frame.layout import cells
from responselevels.reports.frame.rows import Row
from responselevels.reports.frame.wording import Locale, named
from responselevels.text.catalogue import Named

if TYPE_CHECKING:
    from responselevels.register.signatures.key_lists import KeyList, SigningKey


def keys_rows(keys: KeyList, locale: Locale) -> Iterator[Row]:
    """Yield the root keys, then the keys for approvals, each with its person."""
    persons = [key.person for key in (*keys.root.keys, *keys.keys)]
    column = max((cells(person) for person in persons), default=0) + 2
    facts = {"version": keys.version, "threshold": keys.root.threshold}
    yield Row(locale.says("keys.head", **facts), style="strong")
    for root in keys.root.keys:
        text = locale.says("keys.root", key=root.id)
        yield Row(text, root.person, "strong", 2, column)
    for body, count in sorted(keys.persons.items()):
        yield Row(locale.says("keys.persons", body=Named("body", body), count=count), indent=2)
    for key in keys.keys:
        style = "deny" if key.revoked is not None else "permit"
        yield Row(_key(key, locale), key.person, style, 2, column)


def _key(key: SigningKey, locale: Locale) -> str:
    parts = [locale.says("keys.key", key=key.id, bodies=named("body", key.bodies))]
    if key.areas is not None:
        parts.append(locale.says("keys.areas", areas=named("area", key.areas)))
    if key.from_ is not None:
        parts.append(locale.says("keys.from", at=key.from_))
    if key.until is not None:
        parts.append(locale.says("keys.until", at=key.until))
    if key.revoked is not None:
        parts.append(locale.says("keys.revoked", event=key.revoked))
    return locale.says("life.joint").join(parts)
