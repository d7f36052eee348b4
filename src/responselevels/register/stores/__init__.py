"""Where a register is kept: SQLite on one machine, PostgreSQL between sites, one face for both."""
