"""Pages as files: what people look at in a browser, print and keep, whole in one file each.

Nothing here decides; what is drawn was decided, or worked out, by the core.
"""
