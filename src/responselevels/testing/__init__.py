"""For those who test their own scheme: strategies, a machine, laws, and a pytest plugin."""
