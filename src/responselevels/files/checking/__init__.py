"""From plain data to models: shapes and names held, every problem placed, in one go.

How text is read is the business of `files.syntax`.
"""
