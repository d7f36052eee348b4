"""New schemes for `new`: what is asked for them, and how their files are put together.

What the files say is the business of `responselevels.reports.beginnings`.
"""
