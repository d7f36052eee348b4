"""Areas, orders as they stand, and which level holds where and when (section 1)."""
