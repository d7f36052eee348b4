"""What can be done, on whatever line of areas: levels reached, and left again.

Asked of proposals that have all that could be asked of them, decided one after another.
"""
