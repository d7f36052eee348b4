"""The commands that decide or ask for levels without a register: check, explain, level, audit.

Commands about rules files live in `cli.rules`.
"""
