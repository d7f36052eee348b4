"""Accounts by the address of their register."""

from __future__ import annotations

from importlib import import_module

from responselevels.errors import MissingExtra, RegisterAddress
from responselevels.register.stores.opening import path_of
from responselevels.server.people.store.database import Database
from responselevels.server.people.store.sqlite import SqliteAccounts, path_beside


def open_database(url: str, *, patience: float = 10.0, create: bool = True) -> Database:
    """Return where the accounts of the register at *url* are kept; made, where there is nothing yet.

    Whether there is a register is not asked here.

    Raises:
        RegisterAddress: *url* is none.
        RegisterNotFound: there are none, and none are to be made.
        RegisterUnreadable, RegisterUnwritable, RegisterBusy: it cannot be reached.
        RegisterFormat: a later version made it.
        MissingExtra: a server is named, and psycopg is not installed.
    """
    if url.startswith("sqlite:"):
        return SqliteAccounts(path_beside(path_of(url)), patience=patience, create=create)
    if not url.startswith(("postgresql://", "postgres://")):
        raise RegisterAddress("store.address", {"address": url.partition("://")[0]})
    from responselevels.register.stores.address import Address

    try:
        module = import_module("responselevels.server.people.store.postgres")
    except ImportError as error:
        raise MissingExtra("postgres", "psycopg") from error
    found: Database = module.PostgresAccounts(Address.parse(url), patience=patience, create=create)
    return found
