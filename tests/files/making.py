"""What the tests of the files layer share: small files and their errors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from responselevels.errors import InputError
from responselevels.files import parse, parse_areas, parse_proposal, read_text
from responselevels.models.areas import Areas
from responselevels.models.orders import Orders
from responselevels.models.rules import Rules

BAD = Path(__file__).resolve().parents[1] / "bad"
PORT = (BAD / "port.yaml").read_text(encoding="utf-8")


def said(call: Callable[[], object], lang: str = "en") -> list[str]:
    """Return the lines of the InputError that *call* must raise."""
    with pytest.raises(InputError) as caught:
        call()
    return caught.value.worded(lang).split("\n")


def rules(text: str) -> Rules:
    return parse(read_text(text), Rules)


def areas(text: str, known: Rules | None = None) -> Areas:
    return parse_areas(read_text(text), known)


def orders(text: str) -> Orders:
    return parse(read_text(text), Orders)


def read_as(kind: str, text: str) -> object:
    """Read *text* as a file of *kind*: rules, areas, orders or proposal."""
    if kind == "rules":
        return rules(text)
    if kind == "areas":
        return areas(text, rules(PORT))
    return orders(text) if kind == "orders" else parse_proposal(read_text(text))
