"""Work spread over processes, or over a cluster: the same results in the same order, sooner.

`spread` is the one seam, `processes` and `cluster` are what it can be handed; the other modules
divide one piece of work each, and put its parts together again. What is decided, and
how, stands in the rooms to the left: none of them knows that there is more than one process.
"""
