"""Walks over all that lies beneath a place, which pass over what makes no difference.

What a whole branch of places holds is summed up when it is first asked for.
"""
