"""State machines: the levels of a scheme, and the life of a proposal and its order.

The only users of `transitions`. Each machine is a definition that is compiled to a table
once; decisions and replays use the table, and tests hold the two equal. Diagrams and
tables for people are drawn from the same machines. Beside them stands what the rules say of
time zones, looked up in the data of this machine, for the core asks no machine.
"""
