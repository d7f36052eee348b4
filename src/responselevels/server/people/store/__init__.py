"""Where accounts are kept: a file beside that of a register on SQLite, tables beside its own on PostgreSQL."""
