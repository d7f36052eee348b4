"""How the server keeps on its feet: request ids, logs, limits, headers, health, figures, and its end.

Nothing here knows what a request is about. Each piece is an ASGI middleware or a small router;
`wiring` puts them around an application, in their order.
"""
