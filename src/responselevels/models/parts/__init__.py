"""Parts of a rules or areas file that have a module of their own.

The whole of a rules file is `responselevels.models.rules`; nothing here knows it.
"""
