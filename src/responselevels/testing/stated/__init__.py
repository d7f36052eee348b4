"""What an author states of a rules file (docs/properties.md) as laws and as tests of pytest.

What is proved of it, over every class, is in `analysis.stated`.
"""
