"""What the events add up to: state, versions of the rules, dossiers, lifelines, snapshots, replay.

Nothing here writes.
"""
