"""How a book keeps many things: arrays of which a change copies a part, and shares the rest.

Every older one stays as it was. Nothing here knows what an order is.
"""
