"""State machines: the levels of a scheme, and the life of a proposal and its order.

The only users of `transitions`. Each machine is a definition that is compiled to a table
once; decisions and replays use the table, and tests hold the two equal. Diagrams and
tables for people are drawn from the same machines.
"""
