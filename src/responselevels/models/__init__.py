"""The words of the formats as frozen pydantic models: shape only, no meaning."""
