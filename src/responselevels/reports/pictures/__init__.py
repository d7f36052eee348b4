"""Pictures as SVG: what a result says, drawn without a script, to stand in a page or alone in a file.

Nothing here decides or works out a level; what is drawn is handed in, or asked of the core.
"""
