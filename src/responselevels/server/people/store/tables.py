"""The tables that accounts are kept in; each statement is understood by SQLite and PostgreSQL alike.

Times are microseconds since 1970-01-01T00:00Z. Of a password its Argon2 hash is kept, of the id of a
session and of a token the SHA-256: with what lies here nobody can sign in.
"""

from __future__ import annotations

VERSION = 1
"""The version of these tables."""

MAKING = (
    "CREATE TABLE account_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE account (
        id TEXT PRIMARY KEY,
        person TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        bodies TEXT NOT NULL,
        areas TEXT,
        rights TEXT NOT NULL,
        password TEXT,
        oidc TEXT UNIQUE,
        disabled BIGINT,
        made BIGINT NOT NULL,
        changed BIGINT NOT NULL)""",
    """CREATE TABLE account_session (
        digest TEXT PRIMARY KEY,
        account TEXT NOT NULL REFERENCES account (id),
        how TEXT NOT NULL,
        made BIGINT NOT NULL,
        seen BIGINT NOT NULL)""",
    "CREATE INDEX account_session_of ON account_session (account)",
    """CREATE TABLE account_token (
        id TEXT PRIMARY KEY,
        digest TEXT NOT NULL,
        account TEXT NOT NULL REFERENCES account (id),
        title TEXT NOT NULL,
        rights TEXT NOT NULL,
        bodies TEXT NOT NULL,
        made BIGINT NOT NULL,
        expires BIGINT NOT NULL,
        seen BIGINT,
        revoked BIGINT)""",
    "CREATE INDEX account_token_of ON account_token (account)",
    """CREATE TABLE account_try (
        who TEXT PRIMARY KEY,
        failed BIGINT NOT NULL,
        last BIGINT NOT NULL,
        waits BIGINT NOT NULL)""",
    """CREATE TABLE account_pending (
        digest TEXT PRIMARY KEY,
        state TEXT NOT NULL,
        expires BIGINT NOT NULL)""",
    """CREATE TABLE account_act (
        seq BIGINT PRIMARY KEY,
        at BIGINT NOT NULL,
        by_whom TEXT NOT NULL,
        act TEXT NOT NULL,
        account TEXT NOT NULL,
        facts TEXT NOT NULL)""",
)
