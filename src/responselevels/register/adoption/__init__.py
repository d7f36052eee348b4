"""Adopting other rules, areas or keys: what an adoption changes, eases or makes milder, and who says yes.

Versions of the rules in force live in `register.history`.
"""
