"""The commands of `responselevels log`: verify, prove, sign, replay, export.

Commands that record live in `cli.register`.
"""
