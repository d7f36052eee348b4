"""The second, deliberately naive engine, and what is held against it.

`naive` decides straight from the definitions of docs/semantics.md: it scans all
orders for every area and every elementary piece of time, and shares no code
with `responselevels.core`. `worlds` makes random schemes, trees, histories and
proposals; `run` compares whole decisions of both engines.
"""
