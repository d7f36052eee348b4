"""The reference engine: docs/semantics.md carried out literally, to hold the library against."""
