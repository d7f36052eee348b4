"""What is due: orders running out, duties, reviews, cadences, what expires (docs/semantics.md, section 13).

Nothing here decides, and nothing reads a clock or a time zone's data: the instant and the zone
are handed in.
"""
