"""Properties of one rules file, each proved over every class or refuted by an example (`verify`).

What only looks wrong is a remark, in `linting`.
"""
