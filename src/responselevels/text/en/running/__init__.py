"""English sentences about what runs: measures, what is due, records; and about schemes shown."""
