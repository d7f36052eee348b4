"""The commands of `responselevels register`: one module for each family of acts.

Commands about the log itself live in `cli.log`.
"""
