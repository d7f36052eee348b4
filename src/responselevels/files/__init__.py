"""Files in: YAML, JSON, JSON Lines and CSV, strictly read, to models.

Every mistake comes out as one `InputError` with all problems, each with file,
line, column, path, what is wrong and what to write instead.
"""

from __future__ import annotations

from functools import partial

from responselevels.core.collector import collector_paused
from responselevels.core.world.checked import CheckedRules, CheckedWorld
from responselevels.core.world.soundness import problems_in_areas
from responselevels.errors import InputError, expect
from responselevels.files.books import load_book
from responselevels.files.checking.days import with_instants
from responselevels.files.checking.naming import Look, names_in_orders, names_in_proposal
from responselevels.files.checking.parsing import (
    AnyProposal,
    parse,
    parse_proposal,
    parse_rules,
    parse_world,
    refusing,
)
from responselevels.files.deeds import load_deeds
from responselevels.files.plain_tables import placed_in, plain_areas
from responselevels.files.shipped import read_rules, rules_root, shipped_ids
from responselevels.files.streams import Entry, load_proposals, read_orders, read_proposals
from responselevels.files.syntax.disk import Source
from responselevels.files.syntax.documents import Document, placed, read_document, read_text
from responselevels.files.tables import read_areas
from responselevels.models.areas import Areas
from responselevels.models.orders import Orders
from responselevels.models.rules import Rules

__all__ = [
    "AnyProposal",
    "Document",
    "Entry",
    "Look",
    "load_areas",
    "load_book",
    "load_deeds",
    "load_orders",
    "load_proposals",
    "load_rules",
    "load_world",
    "names_in_orders",
    "names_in_proposal",
    "parse",
    "parse_areas",
    "parse_proposal",
    "parse_rules",
    "parse_world",
    "placed",
    "read_areas",
    "read_document",
    "read_orders",
    "read_proposals",
    "read_rules",
    "read_text",
    "rules_root",
    "shipped_ids",
    "with_instants",
]


def load_rules(path_or_id: Source) -> Rules:
    """Return the rules in a file, or those of a scheme that ships with the package, by its id.

    The file is named by its path, or is open, as text or as bytes.

    Raises:
        InputError: everything that docs/formats.md refuses at load, in one go.
        WrongKind: it is none of these.
    """
    return parse(read_rules(path_or_id), Rules)


def load_areas(path: Source, rules: Rules | None = None) -> Areas:
    """Return the areas in a file, YAML, JSON or CSV, named by its path or open.

    Without *rules* only the trees are checked; with them the tiers too.

    Raises:
        InputError: everything that is wrong with them, in one go.
        WrongKind: *path* can be no file, or *rules* are no rules.
    """
    expect("rules", rules, Rules, type(None))
    with collector_paused():
        areas = plain_areas(path)
        if areas is None:
            return parse_areas(read_areas(path), rules)
        problems = problems_in_areas(areas, rules)
        if problems:
            raise placed_in(path, InputError(problems))
        return areas


def load_world(path: Source, rules: CheckedRules) -> CheckedWorld:
    """Return the areas in a file as `load_areas` does, checked with *rules*.

    Raises:
        InputError: everything that is wrong with them, in one go.
        WrongKind: *path* can be no file, or *rules* are none that were checked.
    """
    expect("rules", rules, CheckedRules)
    with collector_paused():
        areas = plain_areas(path)
        if areas is None:
            return parse_world(read_areas(path), rules)
        try:
            return CheckedWorld(rules, areas)
        except InputError as error:
            raise placed_in(path, error) from None


def parse_areas(document: Document, rules: Rules | None = None) -> Areas:
    """Return the areas of *document*, checked as `load_areas` does.

    Raises:
        InputError: everything that is wrong with them, in one go.
    """
    expect("document", document, Document)
    expect("rules", rules, Rules, type(None))
    return parse(document, Areas, check=refusing(partial(problems_in_areas, rules=rules)))


def load_orders(path: Source, zone: str | None = None) -> Orders:
    """Return the orders in a file, YAML, JSON or JSON Lines, named by its path or open.

    Names in them are not looked up. Days in records of the past are those of *zone*, as the
    rules have it (``Asia/Shanghai``).

    Raises:
        InputError: everything that is wrong with their shape, in one go; days without a zone.
        WrongKind: *path* can be no file, or *zone* is no text.
    """
    expect("zone", zone, str, type(None))
    with collector_paused():
        return parse(with_instants(read_orders(path), zone), Orders)
