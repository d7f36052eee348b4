"""The invariants of SEMANTICS.md, section 6: each test is named as the sentence it holds to."""
