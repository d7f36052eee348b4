"""The decision sheet: one page to print and to sign.

`facts` says what is asked, `picture` draws what would change, `sheet` puts the page together.
"""
