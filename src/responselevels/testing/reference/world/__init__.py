"""The ground of every question: areas, groups, and which level holds where and when (section 1)."""
