"""From documents to models: all mistakes in one go, and none that is only a consequence."""

from __future__ import annotations

import pytest

from responselevels.errors import InputError, Place, Problem
from responselevels.files import parse, placed, read_text
from responselevels.files.checking.shape import slips_of
from responselevels.models.orders import Orders
from responselevels.models.rules import Rules
from tests.files.making import PORT, areas, orders, read_as, rules, said

TEN = """\
format: 1
id: 4
sources:
  code: {title: Port code}
levels:
  - {id: green, default: yes}
  - {id: red}
tiers:
  - {id: harbour}
  - {id: quay, title: *name}
bodies:
  master: {tier: harbour}
  council: {tier: harbour}
  council: {tier: quay}
transitions:
  - id: raise
    tier: harbor
    to: [rde]
    isuers: [master]
    requires: {approval: {any_of: [council, concil]}, max_duration: P1M}
    cite: {source: code, clause: 3.4}
endings:
  - {id: lower, tier: harbour, issuers: [master]}
"""


def test_ten_different_mistakes_give_ten_placed_messages_in_one_run() -> None:
    assert said(lambda: parse(read_text(TEN, "ten.yaml"), Rules)) == [
        'ten.yaml:2:5: id: `4` is not text while it is unquoted; write `"4"`',
        (
            "ten.yaml:6:26: levels[0].default: `true` or `false` expected, found `yes`; "
            "write one of the two, without quotes"
        ),
        "ten.yaml:10:23: tiers[1].title: `*name` repeats another place; write it out here",
        (
            "ten.yaml:14:3: bodies.council: the key `council` stands in line 13 already; "
            "keep one of the two"
        ),
        (
            "ten.yaml:17:11: transitions[0].tier: unknown tier `harbor`; "
            "known: `harbour` and `quay`; did you mean `harbour`?"
        ),
        (
            "ten.yaml:18:10: transitions[0].to[0]: unknown level `rde`; "
            "known: `green` and `red`; did you mean `red`?"
        ),
        (
            "ten.yaml:19:5: transitions[0].isuers: unknown key `isuers`; known here: `id`, `tier`, "
            "`from`, `to`, `issuers`, `requires`, `ratify`, `duties`, `review` and `cite`; "
            "did you mean `issuers`?"
        ),
        (
            "ten.yaml:20:45: transitions[0].requires.approval.any_of[1]: unknown body `concil`; "
            "known: `master` and `council`; did you mean `council`?"
        ),
        (
            "ten.yaml:20:69: transitions[0].requires.max_duration: `P1M` is not a duration; "
            "write days, hours, minutes and seconds such as `P30D`, `PT6H` or `P1DT12H`"
        ),
        (
            "ten.yaml:21:34: transitions[0].cite.clause: `3.4` is not text while it is unquoted; "
            'write `"3.4"`'
        ),
    ]


def codes(text: str, kind: str = "rules") -> list[str]:
    with pytest.raises(InputError) as caught:
        read_as(kind, text)
    return [problem.code for problem in caught.value.problems]


def changed(*changes: tuple[str, str]) -> str:
    text = PORT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # a level whose name is lost: the others that name it are not at fault
        ([("{id: red}", "{name: red}")], ["missing", "key.unknown"]),
        ([("- {id: red}", "- red")], ["mapping.type"]),
        ([("{id: red}", '{id: "re\\td"}')], ["id.character"]),
        # a body that is wrong in itself is still known by its name
        ([("master: {tier: harbour}", "master: {tier: [harbour]}")], ["text.other"]),
        ([("master: {tier: harbour}", "master: [harbour]")], ["mapping.type"]),
        ([("master: {tier: harbour}", '"master ": {tier: harbour}')], ["id.blanks"]),
        # a section of the wrong shape: nothing is said about the names that were in it
        ([("tiers:\n  - {id: harbour}\n  - {id: quay}", "tiers: harbour")], ["list.type"]),
        ([("sources:\n  code: {title: Port code}", "sources: code")], ["mapping.type"]),
        # a list that only looks empty since its part was left out
        ([("to: [red]", "to: [[red]]")], ["text.other"]),
        ([("to: [red]", "to: [*red]")], ["yaml.alias"]),
        # a count that only looks too high
        (
            [("approval: council", "approval: {at_least: {count: 2, of: [council, [master]]}}")],
            ["condition.type"],
        ),
        # a condition that only looks as if nobody could fill it
        ([("issuers: [master]", "issuers: [master, [council]]")], ["text.other"]),
        # a second floor that is not there
        ([("not_below, tier: quay", "not_below, tier: *quay")], ["yaml.alias"]),
        # mended: what the misspelt key holds is checked all the same
        ([("issuers: [master]", "isuers: [mastre]")], ["key.unknown", "body.unknown"]),
        ([("issuers: [master]", "isuers: [5]")], ["key.unknown", "text.unquoted", "body.unknown"]),
        ([("id: port\n", "ids: port\n")], ["key.unknown"]),
        # both the misspelt and the right key are there
        ([("id: port\n", "id: port\nids: port\n")], ["key.unknown"]),
        # quoting is mended, and then the name is looked up
        ([("to: [red]", "to: [3]")], ["text.unquoted", "level.unknown"]),
        # what is mended to something wrong is not spoken of twice
        ([("title: Port code", "title: Port code, issued: 12:30")], ["day.malformed"]),
        ([("format: 1", "format: [1]")], ["whole.type"]),
        ([("format: 1\n", "")], ["missing"]),
    ],
)
def test_what_only_follows_from_a_mistake_is_not_reported(
    changes: list[tuple[str, str]], expected: list[str]
) -> None:
    assert codes(changed(*changes)) == expected


def test_two_names_lost_in_different_ways() -> None:
    text = changed(("master: {tier: harbour}", "master: {tier: harbour, head: me}"))
    text = text.replace("approval: council", "approval: concil")
    assert codes(text) == ["key.unknown", "body.unknown"]


def test_a_parent_that_was_left_out_is_not_unknown() -> None:
    text = "areas:\n  - {id: port, tier: [harbour]}\n  - {id: north, tier: quay, parent: port}\n"
    assert said(lambda: areas(text)) == [
        "2:22: areas[0].tier: text expected, found a list; write it in quotes"
    ]


def test_of_a_file_of_a_later_format_only_that_is_said() -> None:
    assert codes("format: 7\nlevel: many\nlevels: 4\n") == ["format.later"]


def test_a_title_with_several_mistakes_gives_them_all() -> None:
    text = changed(("title: Port code", 'title: {en: 4, zh: [x], fr: " ", de: Hafen}'))
    assert codes(text) == ["text.unquoted", "text.other", "text.empty"]


def test_python_names_of_keys_are_not_taken() -> None:
    text = changed(("    to: [red]", "    from_: [green]\n    to: [red]"))
    assert said(lambda: rules(text)) == [
        (
            "19:5: transitions[0].from_: unknown key `from_`; known here: `id`, `tier`, `from`, `to`, "
            "`issuers`, `requires`, `ratify`, `duties`, `review` and `cite`; did you mean `from`?"
        )
    ]


def test_no_more_than_200_problems_are_listed() -> None:
    text = "areas:\n" + "".join(f"  - {{id: a{n}, tier: 5}}\n" for n in range(400))
    assert len(said(lambda: areas(text))) == 201


def test_problems_found_later_are_placed_in_the_file() -> None:
    text = """\
orders:
  - {id: A, area: x, level: red, scope: [x], issuer: office, issued_at: "2026-01-01T00:00Z",
     period: {start: "2026-01-01T00:00Z"}}
  - {id: A, area: z, level: red, scope: [x], issuer: office, issued_at: "2026-01-01T00:00Z",
     period: {start: "2026-01-01T00:00Z"}}
"""
    document = read_text(text, "o.yaml")
    assert len(parse(document, Orders).orders) == 2
    first = Place(path=("orders", 0, "id"))
    error = InputError(
        [
            Problem(Place(path=("orders", 1, "id")), "id.repeated", {"id": "A", "first": first}),
            Problem(Place(path=("orders", 0, "scope", 0)), "list.empty"),
            Problem(Place("o.yaml", 9, 9, ("orders",)), "list.empty"),
        ]
    )
    assert str(placed(error, document)).split("\n") == [
        "o.yaml:2:42: orders[0].scope[0]: the list is empty; name at least one",
        "o.yaml:4:10: orders[1].id: the id `A` is used already, at line 2; choose another",
        "o.yaml:9:9: orders: the list is empty; name at least one",
    ]


def test_orders_are_read_with_their_shape_only() -> None:
    text = """\
orders:
  - {id: A, area: nowhere, level: none, scope: [x], issuer: office, issued_at: "2026-01-01T00:00Z",
     period: {start: "2026-01-01T00:00Z", end: "2026-01-02T00:00+08:00"}, drill: true,
     ends: [{at: "2026-01-01T12:00Z"}]}
"""
    (order,) = orders(text).orders
    assert order.drill is True
    assert order.ends[0].scope is None


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("to: [red]", "to:"),
        ("issuers: [master]", "issuers: ~"),
    ],
)
def test_a_key_with_nothing_behind_it_is_no_list(section: str, line: str) -> None:
    (message,) = said(lambda: rules(changed((section, line))))
    assert message.endswith(
        "a list expected, found nothing; write it in `[` and `]`, or one line for each with `- `"
    )


def test_an_error_of_a_kind_that_no_model_raises_today_has_a_sentence() -> None:
    error = {"type": "unforeseen", "loc": ("id",), "input": 5, "ctx": {}}
    (slip,) = slips_of([error], {"id": 5}, Rules)
    assert slip.problem.worded() == (
        "found `5`, which does not fit here; `responselevels schema` shows what belongs here"
    )


def test_mending_ends_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("responselevels.files.checking.parsing._ROUNDS", 1)
    assert codes(changed(("to: [red]", "to: [[red]]"))) == ["text.other"]
