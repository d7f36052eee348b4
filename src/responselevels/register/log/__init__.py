"""The log: typed lines, chain, Merkle tree, checkpoints, proofs, exports, and what verifies them.

What the events add up to is computed in `register.history`.
"""
