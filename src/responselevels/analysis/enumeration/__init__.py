"""Everything that rules files can tell apart: questions, classes, and worlds that realise them.

What is concluded from a class is the business of the rooms beside it.
"""
