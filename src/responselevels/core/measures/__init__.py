"""What the levels ask for on the ground: which measures hold somewhere, how much of each, and what changes.

See docs/semantics.md, section 12. Nothing here weighs in a verdict.
"""
