"""An author's cases: run, counted as coverage of the rules, and held against mutants of them.

Reading case files is the business of `responselevels.files`.
"""
