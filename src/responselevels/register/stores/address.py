"""The address of a register on a server."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from responselevels.errors import RegisterAddress

SCHEMA = "responselevels"
"""The schema that a register lies in where its address names none."""

_NAME = re.compile(r"(?!pg_)[a-z_][a-z0-9_]{0,62}")
_SECRET = ("password", "sslpassword", "passfile")


@dataclass(frozen=True, slots=True)
class Address:
    """Address of a register; *name* is for messages and has no password."""

    conninfo: str = field(repr=False)
    schema: str
    name: str

    @classmethod
    def parse(cls, url: str) -> Address:
        """Return the address that *url* names.

        Raises:
            RegisterAddress: it is malformed, or its ``schema`` is no name.
        """
        try:
            parts = urlsplit(url)
        except ValueError:
            raise RegisterAddress("store.address", {"address": "postgresql://…"}) from None
        pairs = [pair for pair in parts.query.split("&") if pair]
        named = [pair.partition("=")[2] for pair in pairs if _key(pair) == "schema"]
        schema = unquote(named[0]) if named else SCHEMA
        if _NAME.fullmatch(schema) is None:
            raise RegisterAddress("store.schema", {"schema": schema})
        plain = "&".join(pair for pair in pairs if _key(pair) != "schema")
        shown = "&".join(pair for pair in pairs if _key(pair) not in _SECRET)
        return cls(
            conninfo=urlunsplit(parts._replace(query=plain)),
            schema=schema,
            name=urlunsplit(parts._replace(netloc=_open(parts.netloc), query=shown)),
        )


def _key(pair: str) -> str:
    return unquote(pair.partition("=")[0])


def _open(netloc: str) -> str:
    """Return *netloc* without the password."""
    user, at, host = netloc.rpartition("@")
    return user.partition(":")[0] + at + host
