"""What all reports for people share: rows, layout in terminal cells, colour, wording, titles.

No report lives here.
"""
