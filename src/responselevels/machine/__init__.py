"""The only users of `transitions`: state machines built from the rules."""
