"""Decisions, levels and audits as text: for programs, for a terminal, as prose.

Nothing here decides anything: a report words what a decision already says.
"""
