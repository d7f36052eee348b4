"""What is asked of a register: a snapshot of it, measures, and the overview of a duty officer.

Nothing here records; what the events add up to is `responselevels.register.history`.
"""
