"""The words of the formats as frozen pydantic models: shape only, no meaning.

What is written as JSON is declared in `documents`, as plain dicts with known keys.
"""
