"""From bytes to plain data: YAML, JSON and CSV read strictly, each part with its place.

Nothing here knows a key or a model of the formats.
"""
