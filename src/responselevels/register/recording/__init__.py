"""The way of an act into the log: command, draft, lines, one transaction.

Where the lines are kept is the business of `register.stores`.
"""
