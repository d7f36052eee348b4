"""Rules files examined: properties proved or refuted, files compared, cases run, remarks made.

    enumeration (the finite classes of proposals) → properties, comparison
    casework (an author's cases), linting (what looks wrong)

Every decision in here is the core's: nothing is judged a second time.
"""
