"""What is looked up and read: board and wall, the rules, and the log with what proves it."""
