"""From the address of a register to the store that keeps it.

``sqlite:///register.db`` is a file seen from where one stands,
``sqlite:////var/lib/register.db`` one by its whole path; what is after the
slashes may be percent-encoded. ``postgresql://user@host/database`` is a database of
a server, in all the forms that PostgreSQL's own tools know, with ``schema=NAME``
(else `SCHEMA`) for where in it the register lies.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

from responselevels.errors import MissingExtra, RegisterAddress
from responselevels.register.stores.address import Address
from responselevels.register.stores.sqlite import SqliteStore
from responselevels.register.stores.sqlite_file import make
from responselevels.register.stores.store import Store

PATIENCE = 20.0
"""Default time, in seconds, that a store waits for others before it is busy."""

_FILE = "sqlite:"
_SERVER = ("postgresql://", "postgres://")


def open_store(
    url: str, *, create: bool = False, read_only: bool = False, patience: float = PATIENCE
) -> Store:
    """Return the store at *url*.

    Opening never makes one; *create* does, and opens it. A store that was made
    and holds no line yet counts as not there, so that one whose making was cut
    short can be made again; who writes the first line finds out, under the
    lock, whether somebody else was quicker (`Writing.size`).

    Raises:
        RegisterAddress: *url* is no address of a register.
        RegisterNotFound, RegisterExists: there is none; there is one already.
        RegisterUnreadable, RegisterUnwritable, RegisterBusy: it cannot be reached.
        RegisterFormat, RegisterDamaged: what is there cannot be used.
        MissingExtra: a server is named, and psycopg is not installed.
    """
    if url.startswith(_FILE):
        path = path_of(url)
        if create:
            make(path.absolute(), patience, None)
        return SqliteStore(path, patience=patience, read_only=read_only)
    if url.startswith(_SERVER):
        return _server(url, create=create, read_only=read_only, patience=patience)
    raise RegisterAddress("store.address", {"address": _scheme_only(url)})


def path_of(url: str) -> Path:
    """Return the file that a ``sqlite:`` address names.

    Raises:
        RegisterAddress: the slashes or the name are missing, or more than a name is there.
    """
    rest = url.removeprefix(_FILE)
    if "?" in rest or "#" in rest:
        raise RegisterAddress("store.query", {"address": url})
    name = unquote(rest.lstrip("/"))
    if not name or "\0" in name or name == ":memory:":
        raise RegisterAddress("store.address", {"address": url})
    slashes = len(rest) - len(rest.lstrip("/"))
    if slashes not in {3, 4}:
        raise RegisterAddress("store.slashes", {"address": url, "instead": f"sqlite:///{name}"})
    return Path("/" + name if slashes == 4 else name)


def _server(url: str, *, create: bool, read_only: bool, patience: float) -> Store:
    try:
        import_module("psycopg")
    except ImportError as error:  # it is not there, or lacks the library beneath it
        raise MissingExtra("postgres", "psycopg") from error
    from responselevels.register.stores.postgres import PostgresStore
    from responselevels.register.stores.server import make_schema

    address = Address.parse(url)
    if create:
        make_schema(address, patience)
    return PostgresStore(address, patience=patience, read_only=read_only)


def _scheme_only(url: str) -> str:
    """Return what may be shown of an address that is none: a password may be in the rest."""
    scheme, colon, rest = url.partition("://")
    return f"{scheme}://…" if colon and "@" in rest else url
