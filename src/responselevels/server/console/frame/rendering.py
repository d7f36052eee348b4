"""Templates filled in: everything that is not markup of ours is escaped, whatever it says.

What a register, a rules file or a person wrote reaches a page as text alone: first what cannot
be seen is shown as an escape (`visible`), then the markup is taken out of it (autoescape). There is no
``|safe`` in any template; the two filters here that return markup build it from escaped parts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from responselevels.server.console.frame.reader import Reader
from responselevels.text.catalogue import visible, worded

_CODE = re.compile(r"`([^`]*)`")
_SHORT = 24
"""How long a text between backticks may be to stand in one line on a telephone."""


@dataclass(frozen=True, slots=True)
class Own:
    """What of a page is one reader's own, and nothing that the rest of it depends on.

    *shown* is what the page calls them, *proof* what its forms carry, *key* what tells one sending of a form
    from the next. *instant* is when it tells of, for programs, *clock* the same for people, and *printed* in a
    sentence for paper; *mark* names what it says ("" where nothing does).
    """

    account: str
    shown: str
    proof: str
    key: str
    instant: str
    clock: str
    printed: str
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surround:
    """What stands around a page: which register, in which mode, and what its forms carry.

    *own* is what is the reader's alone, *signed_in* whether there is a session that can be ended. *address* is
    that of the page itself, *events* that of the stream which tells of news, *logout* the one to sign out at.
    *steps* are what to try first with an example. *behind* says that the store cannot be reached. *others*: there are other registers on this server.
    """

    title: str
    address: str
    own: Own
    signed_in: bool = False
    events: str = ""
    logout: str = ""
    demo: bool = False
    steps: tuple[str, ...] = ()
    whole_drill: bool = False
    behind: bool = False
    others: bool = False


@cache
def environment() -> Environment:
    """Return the environment of all templates."""
    made = Environment(
        loader=PackageLoader("responselevels.server.console", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(sentence=sentence, seen=seen, shown_lines=shown_lines)
    return made


def seen(text: object) -> str:
    """Return a text of somebody else with all that cannot be seen in it shown as an escape."""
    return visible(str(text))


def shown_lines(text: str) -> str:
    """Return the same of a text of several lines, which stay lines."""
    return "\n".join(visible(line) for line in text.split("\n"))


def sentence(text: str) -> Markup:
    """Return a sentence as markup: what stands between backticks is set as code, in one line where it is short.

    >>> sentence("by `a<b`")
    Markup('by <code class="id">a&lt;b</code>')
    """
    parts = _CODE.split(text)
    return Markup("").join(
        _code(part) if number % 2 else Markup.escape(part) for number, part in enumerate(parts)
    )


def _code(text: str) -> Markup:
    if len(text) > _SHORT:
        return Markup("<code>{}</code>").format(text)
    return Markup('<code class="id">{}</code>').format(text)


def rendered(
    template: str, reader: Reader, surround: Surround, values: Mapping[str, object]
) -> str:
    """Return a page of the console."""
    shown = environment().get_template(template)
    return shown.render(
        **values,
        r=reader,
        t=reader.says,
        w=partial(_worded, reader),
        when=partial(_when, reader),
        around=surround,
    )


def rendered_plain(template: str, lang: str, values: Mapping[str, object]) -> str:
    """Return a page of no register: the list of registers, or what went wrong."""

    def says(code: str, /, **facts: object) -> str:
        return worded(f"page.{code}", facts, lang)

    return environment().get_template(template).render({**values, "t": says, "lang": lang})


def _worded(reader: Reader, code: str, /, **facts: object) -> str:
    """Return a sentence of any part of the catalogue."""
    return reader.locale.worded(code, facts)


def _when(reader: Reader, instant: datetime | None) -> Markup:
    """Return an instant as a ``time`` element; nothing for None."""
    if instant is None:
        return Markup("")
    return Markup('<time datetime="{}">{}</time>').format(
        reader.machine_time(instant), reader.time(instant)
    )
