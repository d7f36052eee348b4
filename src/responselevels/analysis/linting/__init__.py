"""What can be loaded but looks wrong in a rules file: remarks, each with a reason and a cure.

Nothing here is proved; see `properties`.
"""
