"""Measures and figures of a file: what is refused of them, and how they are compiled.

What they come to at a place and an instant is worked out in `responselevels.core.measures`.
"""
