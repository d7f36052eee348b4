"""The invariants of docs/semantics.md, section 6: each test is named as the sentence it holds to."""
