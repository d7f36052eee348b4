"""What commands find out about rules files: remarks, proofs, differences, cases, mutants, laws.

Reports of decisions, levels and registers live in the modules beside this room.
"""
