"""responselevels."""
