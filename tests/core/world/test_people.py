"""One person is written in one way, and nobody passes for two."""

from __future__ import annotations

import unicodedata

import pytest

from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import book_of
from responselevels.core.world.people import People, same_person_in, skeleton
from responselevels.errors import InputError
from responselevels.machine.levels import compile_scheme
from responselevels.models.decisions import Decision
from responselevels.models.orders import Approval
from tests.core.desk import AREAS, NOW, RULES, approval, city
from tests.model.scenes import Data, order, scene

NEAR = {
    "blank behind": "so-014 ",
    "blank before": " so-014",
    "no-break blank": "so-014\u00a0",
    "ideographic blank": "so-014\u3000",
    "line break": "so-014\n",
    "tab": "so-014\t",
    "upper case": "SO-014",
    "one upper": "So-014",
    "full width": "ｓｏ－０１４",
    "full-width digit": "so-０14",
    "bold": "𝐬𝐨-014",
    "long s": "ſo-014",
    "zero width": "so\u200b-014",
    "joiner": "so\u200d-014",
    "soft hyphen": "so\u00ad-014",
    "word joiner": "so-014\u2060",
    "direction": "\u202eso-014",
    "variant selector": "so\ufe0f-014",
    "grapheme joiner": "so\u034f-014",
    "filler": "so\u3164-014",
    "hyphen": "so\u2010014",
    "no-break hyphen": "so\u2011014",
    "en dash": "so\u2013014",
    "minus": "so\u2212014",
    "cyrillic": "s\u043e-014",
    "greek": "s\u03bf-014",
    "cyrillic s": "\u0455o-014",
    "byte order mark": "\ufeffso-014",
    "blank within": "so -014",
    "letter for a digit": "so-O14",
    "letter for another": "so-0l4",
    "digit for a letter": "s0-014",
}
"""What looks like `so-014`, and is something else letter by letter."""


@pytest.mark.parametrize("name", NEAR.values(), ids=NEAR)
def test_what_looks_the_same_is_alike(name: str) -> None:
    assert name != "so-014"
    assert skeleton(name) == skeleton("so-014")
    assert same_person_in(name, ["gc-003", "so-014"])


@pytest.mark.parametrize("name", ["so-015", "so014", "s-014", "os-014", "so-01", "so-0144", "张伟"])
def test_who_looks_otherwise_is_another(name: str) -> None:
    assert skeleton(name) != skeleton("so-014")
    assert not same_person_in(name, ["so-014"])


def test_composed_and_decomposed_are_alike() -> None:
    assert skeleton(unicodedata.normalize("NFD", "Zoë Müller")) == skeleton("zoë müller")
    assert skeleton("straße") == skeleton("STRASSE")
    assert skeleton("\ud800a") == skeleton("a")
    assert skeleton("a\u2800b") == skeleton("a b")


def test_people_grow_and_keep_the_first_spelling() -> None:
    people = People()
    for number in range(200):
        people = people.with_((f"p-{number}",))
    assert people.resembled("p-7") is None
    assert people.resembled("P-7") == "p-7"
    assert people.with_(("P-7",)) is people
    assert people.resembled("q") is None
    assert people.knows("p-7")
    assert not people.knows("P-7")
    assert not people.knows("q")


def decided(proposal: Data, *held: Data, spelt: str | None = None) -> Decision:
    """Decide *proposal*; with *spelt*, its first approval is by a person of whom no file could tell."""
    made, asked = scene({"rules": RULES, "areas": AREAS}, list(held), proposal)
    if spelt is not None:
        first = Approval.model_construct(
            body="city_watch", area=None, person=spelt, at=NOW, digest=None
        )
        asked = asked.model_copy(update={"approvals": (first,)})
    scheme = compile_scheme(made.rules, made.areas)
    return decide(scheme, book_of(scheme, made.orders), asked, NOW)


def problems(proposal: Data, *held: Data, spelt: str | None = None) -> list[tuple[object, str]]:
    with pytest.raises(InputError) as refused:
        decided(proposal, *held, spelt=spelt)
    return [(problem.where.path, problem.code) for problem in refused.value.problems]


@pytest.mark.parametrize("name", NEAR.values(), ids=NEAR)
def test_nobody_approves_what_they_propose_under_another_spelling(name: str) -> None:
    ((path, code),) = problems(city(proposer="so-014"), spelt=name)
    assert path == ("approvals", 0, "person")
    assert code in {"person.resembles", "id.blanks", "id.character"}


def test_the_message_names_whom_it_resembles() -> None:
    with pytest.raises(InputError) as refused:
        decided(city(proposer="so-014", approvals=[approval("city_watch", person="SO-014")]))
    assert str(refused.value) == (
        "approvals[0].person: person `SO-014` resembles `so-014`, who is known here; write `so-014` "
        "if it is the same person, and an id that cannot be mistaken for it if not"
    )


def test_a_proposal_is_held_to_the_persons_of_the_orders() -> None:
    held = order("R-1", "north", "yellow", (5, 9), proposer="so-014")
    assert problems(city(proposer="So-014"), held) == [(("proposer",), "person.resembles")]


def test_the_orders_of_a_file_name_each_person_in_one_way() -> None:
    held = [
        order("R-1", "north", "yellow", (5, 9), proposer="so-014"),
        order(
            "R-2",
            "north",
            "yellow",
            (5, 9),
            proposer="So-014",
            approvals=[approval("board", person="GC-003")],
        ),
        order("R-3", "north", "yellow", (5, 9), proposer="gc-003"),
    ]
    assert problems(city(), *held) == [
        (("orders", 1, "proposer"), "person.resembles"),
        (("orders", 2, "proposer"), "person.resembles"),
    ]
