"""What every page has: who reads it, the words and addresses it is made of, and how it becomes an answer."""
