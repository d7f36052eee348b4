"""`export`: orders, areas and levels in the formats of other tools."""
