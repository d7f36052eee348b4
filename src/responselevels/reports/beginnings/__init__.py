"""Files to begin with: what a new scheme says, as commented files that can be read and pass.

What somebody answered comes in as a plan; what goes out is text by the name of its file.
"""
