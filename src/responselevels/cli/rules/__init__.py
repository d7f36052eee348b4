"""The commands about rules files: lint, test, mutate, verify, diff, impact, diagram.

They read files and print; what they say is worked out in `analysis`.
"""
