"""What the author of a rules file states of it (`properties` in case files), proved or refuted.

What is asked of every rules file is in `properties`.
"""
