"""Two rules files compared: in structure, in meaning (`diff`), and on past orders (`impact`).

A single file is examined in `properties`.
"""
