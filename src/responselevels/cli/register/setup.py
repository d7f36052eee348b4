"""The commands that create a register and change its rules and areas: `init` and `adopt`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.inputs import Inputs, read_inputs
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.register import adopting
from responselevels.cli.register.session import (
    Session,
    localized_warnings,
    named,
    opening_options,
    plain_locale,
    print_document,
)
from responselevels.core.deciding.audit import audit
from responselevels.errors import InputError, Problem
from responselevels.files import load_areas, load_rules
from responselevels.models.areas import Areas
from responselevels.models.rules import Rules
from responselevels.register.log.actors import NOBODY, Actor
from responselevels.register.log.bounds import Bounds
from responselevels.register.opening import InitialContent, OpenOptions, create_register
from responselevels.register.register import StoredRegister
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.wording import Locale
from responselevels.reports.programs.json import audit_document
from responselevels.reports.programs.register_documents import AdoptedDocument, BegunDocument
from responselevels.reports.tables import audit_rows


def init(
    lang: str,
    *,
    register: str | None,
    rules: str,
    areas: str,
    from_orders: str | None,
    as_json: bool,
    **about: Any,
) -> int:
    """Make a register, and take over the orders of a list; return the exit status."""
    url = named(register, lang)
    inputs = read_inputs(rules, areas, from_orders)
    _known_always(inputs)
    beginning = InitialContent(
        rules=inputs.rules,
        areas=inputs.areas,
        orders=inputs.orders,
        id=about["id"],
        title=about["title"],
        bounds=Bounds.given(ahead=about["clock_ahead"], pause=about["clock_pause"]),
        by=Actor(person=about["person"], body=about["body"]),
        scheme=inputs.scheme,
    )
    options = OpenOptions(**opening_options(), time_is_right=about["time_is_right"])

    def make() -> None:
        with create_register(url, beginning, options, StoredRegister) as made:
            _told(made.id, made.store.name, inputs, lang, as_json=as_json)

    with localized_warnings(lang):
        inputs.located(make)
    return Status.PERMITTED


def _told(name: str, address: str, inputs: Inputs, lang: str, *, as_json: bool) -> None:
    """Say what was made, and which orders were taken over although the rules did not permit them."""
    locale = Locale(lang, inputs.titles)
    audited = ((order.id, found) for order, found in audit(inputs.scheme, inputs.orders))
    listed = [(order, found) for order, found in audited if not found.permitted]
    if as_json:
        begun: BegunDocument = {
            "register": name,
            "address": address,
            "orders": len(inputs.orders),
            "not_permitted": [audit_document(order, found, locale) for order, found in listed],
        }
        print_document(begun)
        return
    facts = {"name": name, "address": address, "orders": len(inputs.orders)}
    sys.stdout.write(plain_locale(lang).says("life.begun", **facts) + "\n")
    if listed:
        said = plain_locale(lang).says("life.begun.not_permitted", count=len(listed))
        sys.stdout.write(f"{said}\n\n")
        show(list(audit_rows(listed, locale)), sys.stdout)


def _known_always(inputs: Inputs) -> None:
    """Refuse a list of orders that is not known from the beginning: no event would say so.

    Raises:
        InputError: it has a `known_from`.
    """
    listing = inputs.listing
    if listing is not None and isinstance(listing.data, dict) and listing.data.get("known_from"):
        place = listing.place(("known_from",), key=True)
        raise InputError([Problem(place, "orders.known_from")])


def adopt(
    session: Session,
    *,
    rules: str | None,
    areas: str | None,
    renamed: tuple[str, ...],
    merged: tuple[str, ...],
    track: str | None,
    level: tuple[str, ...],
    **backing: Any,
) -> int:
    """Put other rules, other areas or both in force from now on; return the exit status."""
    register = session.register
    new = _rules(rules)
    what: dict[str, Any] = {
        "rules": new,
        "areas": _areas(areas, new or register.scheme.rules),
        "renamed": _pairs(renamed, session.lang),
        "merged": _pairs(merged, session.lang),
        "track": track,
        "levels": _pairs(level, session.lang),
    }
    if backing["sign"] is not None:
        return adopting.sign(session, what, **backing)
    brought = adopting.brought(session, **backing)
    said = brought.approvals[0].at if brought.approvals else None
    with session.asking(said):
        register.adopt(**what, backing=brought, by=session.actor or NOBODY, key=session.key)
    version = register.versions[-1]
    document: AdoptedDocument = {
        "event": version.seq,
        "rules": version.rules,
        "areas": version.areas,
    }
    if session.as_json:
        print_document(document)
        return Status.PERMITTED
    sys.stdout.write(plain_locale(session.lang).says("life.adopted", **document) + "\n")
    return Status.PERMITTED


def _rules(path: str | None) -> Rules | None:
    return None if path is None else load_rules(path)


def _areas(path: str | None, rules: Rules) -> Areas | None:
    return None if path is None else load_areas(path, rules)


def _pairs(given: Iterable[str], lang: str) -> dict[str, str]:
    """Return ``OLD=NEW`` pairs as a mapping.

    Raises:
        CommandError: one is no pair, or two are for the same.
    """
    pairs: dict[str, str] = {}
    for text in given:
        old, sign, new = text.partition("=")
        if not (old and sign and new):
            raise CommandError(says("error.no_pair", lang, text=text))
        if pairs.setdefault(old, new) != new:
            raise CommandError(
                says("error.pair_again", lang, name=old, first=pairs[old], again=new)
            )
    return pairs
