"""What goes out in grammars of others, read back by programs of others."""
