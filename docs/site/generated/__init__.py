"""Pages that are made from the package itself whenever the site is built; nothing of them is kept.

A generator is a function of a language that returns pages: from the path in the site
(``reference/command-line.md``) to its Markdown; or a picture, from its path (``.svg``) to what is in
it. Each is listed in `GENERATORS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docs.site.contents import Language
from docs.site.generated import command_line, findings, formats, interface, schemes, service

Generator = Callable[[Language], Mapping[str, str]]
"""Pages of one language: from a path such as ``reference/findings.md`` to Markdown."""

GENERATORS: tuple[Generator, ...] = (
    command_line.pages,
    findings.pages,
    formats.pages,
    interface.pages,
    service.pages,
    schemes.pages,
)
