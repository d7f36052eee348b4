"""Facts as they are given on the command line: ``FACT=VALUE``, read as the rules list them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.models.base import GREATEST
from responselevels.models.parts.criteria import Fact, FactValue

_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)", re.ASCII)
_FLAGS = {"true": True, "false": False}


def facts_stated(
    given: Sequence[str], listed: Mapping[str, Fact], lang: str
) -> dict[str, FactValue]:
    """Return what is stated, by id; the kind of a value is that of the fact *listed*.

    What is no value of its fact, and a fact that is not listed, is left as text: recording the
    assessment refuses it, with what can be stated.

    Raises:
        CommandError: one is no pair, or states a fact twice.
    """
    found: dict[str, FactValue] = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign or not name or not value:
            raise CommandError(says("error.no_fact", lang, text=text))
        if name in found:
            raise CommandError(says("error.fact_twice", lang, fact=name))
        found[name] = _value(value, listed.get(name))
    return found


def _value(text: str, fact: Fact | None) -> FactValue:
    if fact is None or fact.one_of is not None:
        return text
    if fact.type is not None:
        return _FLAGS.get(text, text)
    return int(text) if _WHOLE.fullmatch(text) and abs(int(text)) <= GREATEST else text
