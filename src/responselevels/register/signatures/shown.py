r"""What is shown before it is signed: all of it, so that two contents never read alike.

Nothing is cut short, and whatever a reader could not see or could take for
something else is written as an escape: characters that show nothing, blanks that
are not the plain one, and the marks that escapes and ids are written with. What
no escape can help with (letters of two scripts that look the same) is told by
the digest of the whole, on the last line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timezone

from responselevels.core.world.people import shows_nothing
from responselevels.models.sha256 import sha256_of
from responselevels.models.texts import Text
from responselevels.register.signatures.key_lists import KeyList, SigningKey
from responselevels.text.catalogue import Named, Phrase, instant_worded, listed, worded

Line = tuple[str, object]
"""What a line is about (``approval.shown.<key>``), and what it says."""

_IN_ID = "\\`"
_ESCAPED = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp", "Zs"}


def exact(text: str, marks: str = "\\") -> str:
    r"""Return *text* so that no other reads the same; *marks* are escaped as well.

    >>> exact("a\u202eb\\n")
    'a\\u202eb\\\\n'
    """
    return "".join(_exact(char, marks) for char in text)


def _exact(char: str, marks: str) -> str:
    if char in marks:
        return f"\\{char}"
    hidden = unicodedata.category(char) in _ESCAPED or shows_nothing(char)
    if char == " " or not hidden:
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def shown(value: object, lang: str) -> str:
    """Return *value* in words, whole; an instant in its own offset, where that is of whole minutes."""
    if isinstance(value, Named):
        return f"`{exact(value.id, _IN_ID)}`"
    if isinstance(value, Text):
        return "; ".join(_of_language(*words) for words in value.words)
    if isinstance(value, Phrase):
        return worded(value.code, value.facts, lang)
    if isinstance(value, datetime):
        offset = value.utcoffset()
        whole = offset is not None and not offset.total_seconds() % 60
        return instant_worded(value, timezone(offset) if whole and offset else UTC)
    if isinstance(value, tuple | list):
        return listed([shown(one, lang) for one in value], lang)
    return exact(str(value))


def _of_language(lang: str, words: str) -> str:
    """Return *words* after their language, which nothing in them reads like."""
    text = exact(words, _IN_ID)
    return f"`{lang}` {text}" if lang else text


def text_of(lines: Iterable[Line], lang: str) -> str:
    """Return *lines* as one text; what is not said (None, False, no list) has none.

    The words of a line are never mixed with what it says, so that nothing of
    that is set otherwise.
    """
    return "\n".join(
        worded(f"approval.shown.{key}", {"value": ""}, lang) + shown(value, lang)
        for key, value in lines
        if value not in (None, [], (), False)
    )


def keys_text(keys: KeyList, lang: str) -> str:
    """Return a key list in words, whole: what is shown to those who sign it."""
    return text_of(_keys_lines(keys), lang)


def _keys_lines(keys: KeyList) -> Iterator[Line]:
    yield "register", Named("register", keys.register_id)
    yield "version", keys.version
    yield "threshold", keys.root.threshold
    for root in keys.root.keys:
        yield "root", [Named("person", root.person), Named("key", root.id)]
    for body, count in sorted(keys.persons.items()):
        yield "persons", [Named("body", body), count]
    for key in keys.keys:
        yield from _key_lines(key)
    yield "digest", sha256_of(keys.to_bytes())


def _key_lines(key: SigningKey) -> Iterator[Line]:
    yield "key", [Named("person", key.person), Named("key", key.id)]
    yield "key_bodies", [Named("body", body) for body in key.bodies]
    yield "key_areas", None if key.areas is None else [Named("area", area) for area in key.areas]
    yield "key_from", key.from_
    yield "key_until", key.until
    yield "key_revoked", None if key.revoked is None else str(key.revoked)
