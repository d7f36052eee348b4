"""What somebody may try against a server, each on every address there is. docs/security.md lists all of it."""
