"""Storage of registers: SQLite on one machine, PostgreSQL between sites, one protocol for both."""
