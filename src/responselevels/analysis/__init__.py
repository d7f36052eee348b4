"""Rules files examined: what looks wrong in one that can be loaded."""
