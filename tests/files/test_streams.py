"""Proposals one by one and orders in lists: JSON Lines, YAML, JSON, standard input."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest

from responselevels.errors import InputError, Place, Problem
from responselevels.files import (
    Entry,
    load_orders,
    load_proposals,
    parse,
    placed,
    read_orders,
    read_proposals,
)
from responselevels.models.orders import Orders
from tests.files.making import said

PROPOSAL = {
    "id": "P-1",
    "area": "port",
    "level": "red",
    "scope": ["north"],
    "period": {"start": "2026-02-10T08:00+08:00", "end": "2026-02-12T08:00+08:00"},
    "issuer": "master",
}
GOOD = json.dumps(PROPOSAL)
ORDER = {**PROPOSAL, "id": "R-1", "issued_at": "2026-02-09T10:00+08:00"}


def written(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def shown(entries: list[Entry]) -> list[str]:
    """Word each entry: the id of its proposal, or its error."""
    return [
        entry.proposal.id if entry.proposal is not None else str(entry.error) for entry in entries
    ]


def streamed(text: str) -> list[str]:
    return shown(list(read_proposals(BytesIO(text.encode()))))


def test_a_bad_line_does_not_stop_the_others(tmp_path: Path) -> None:
    lines = [
        GOOD,
        "",
        GOOD.replace('"red"', "1"),
        "{",
        '{"id": "P", "id": "Q"}',
        '{"action": "end", "id": "E", "order": "R", "at": NaN, "issuer": "master"}',
        GOOD.replace("master", "ma\\ud800ster"),
        "[" * 50,
        '{"a": ' * 100_000,
        GOOD.replace("P-1", "P-9"),
    ]
    path = written(tmp_path / "batch.jsonl", "\n".join(lines))
    entries = list(load_proposals(path))
    assert [entry.where for entry in entries] == [
        Place(path, n) for n in (1, 3, 4, 5, 6, 7, 8, 9, 10)
    ]
    assert shown(entries) == [
        "P-1",
        f'{path}:3:40: level: `1` is not text while it is unquoted; write `"1"`',
        f"{path}:4:2: from here on this is not JSON; check the commas, brackets and quotes",
        "\n".join(
            [
                f"{path}:5:1: area: the key `area` is missing; add it",
                f"{path}:5:1: level: the key `level` is missing; add it",
                f"{path}:5:1: period: the key `period` is missing; add it",
                f"{path}:5:1: issuer: the key `issuer` is missing; add it",
                f"{path}:5:13: id: the key `id` stands in line 5 already; keep one of the two",
            ]
        ),
        f"{path}:6:50: `NaN` is no JSON; write a whole number, or a text in quotes",
        f"{path}:7:157: issuer: the character U+D800 cannot stand here; leave it out",
        f"{path}:8:33: {path_of_lists(32)}: lists and mappings nest deeper than 32; write it flatter",
        (
            f"{path}:9:193: {'.'.join('a' * 32)}: lists and mappings nest deeper than 32; "
            "write it flatter"
        ),
        "P-9",
    ]


def path_of_lists(depth: int) -> str:
    return "[0]" * depth


def test_lines_are_read_only_when_they_are_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path / "batch.jsonl", f"{GOOD}\nnonsense\n")
    entries = load_proposals(path)
    assert next(entries).proposal is not None
    assert next(entries).error is not None
    assert next(entries, None) is None


def test_a_line_that_is_too_long_or_no_utf_8_stands_alone() -> None:
    long = b'{"id": "' + b"x" * (2**20) + b'"}'
    content = b"\n".join([GOOD.encode(), long, b'{"id": "\xff"}', GOOD.encode()])
    assert shown(list(read_proposals(BytesIO(content)))) == [
        "P-1",
        "-:2: this line is larger than 1 MiB; write one proposal or order to a line",
        "-:3:9: byte 0xFF is not UTF-8; save the file as UTF-8",
        "P-1",
    ]


def test_a_problem_found_in_deciding_is_placed_in_its_line(tmp_path: Path) -> None:
    path = written(tmp_path / "batch.jsonl", f"{GOOD}\n{GOOD}\n")
    second = list(load_proposals(path))[1]
    error = InputError([Problem(Place(path=("scope", 0)), "list.empty")])
    assert str(second.placed(error)) == (
        f"{path}:2:57: scope[0]: the list is empty; name at least one"
    )
    assert Entry(Place()).placed(error) is error


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "one.yaml",
            (
                "id: P-1\narea: port\nlevel: red\nissuer: master\n"
                'period: {start: "2026-02-10T08:00+08:00"}\n'
            ),
        ),
        ("one.json", json.dumps(PROPOSAL, indent=2)),
        ("two.json", json.dumps([PROPOSAL], indent=2)),
        ("two.yaml", f"- {GOOD}\n"),
        ("one.jsonl", GOOD),
        ("one.ndjson", GOOD + "\r\n"),
    ],
)
def test_a_file_holds_one_proposal_or_a_list_or_one_a_line(
    tmp_path: Path, name: str, text: str
) -> None:
    assert shown(list(load_proposals(written(tmp_path / name, text)))) == ["P-1"]


def test_a_list_of_proposals_has_a_result_for_each(tmp_path: Path) -> None:
    bad = GOOD.replace('"red"', "1")
    path = written(tmp_path / "two.yaml", f"- {GOOD}\n- {bad}\n")
    assert shown(list(load_proposals(path))) == [
        "P-1",
        f'{path}:2:42: [1].level: `1` is not text while it is unquoted; write `"1"`',
    ]


def test_a_list_with_flaws_is_refused_as_a_whole(tmp_path: Path) -> None:
    path = written(tmp_path / "two.yaml", f"- {GOOD}\n- *x\n")
    (entry,) = load_proposals(path)
    assert "`*x` repeats another place" in str(entry.error)


# -- standard input ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (GOOD, ["P-1"]),
        (f"\n{GOOD}\n\n{GOOD}\n", ["P-1", "P-1"]),
        (json.dumps(PROPOSAL, indent=2), ["P-1"]),
        (json.dumps([PROPOSAL, PROPOSAL], indent=1), ["P-1", "P-1"]),
        ("\ufeff" + GOOD, ["P-1"]),
        ("id: P-1\naction: ratify\norder: R\nissuer: master\n", ["P-1"]),
        ("{id: P-1, action: ratify, order: R, issuer: master}", ["P-1"]),
        ("{id: P-1, action: ratify,\n order: R, issuer: master}", ["P-1"]),
        ("- {id: P-1, action: ratify, order: R, issuer: master}\n", ["P-1"]),
    ],
)
def test_standard_input_may_be_json_lines_json_or_yaml(text: str, ids: list[str]) -> None:
    assert streamed(text) == ids


def test_a_bad_first_line_of_a_batch_is_still_a_batch() -> None:
    assert streamed(f"{{nonsense}}\n{GOOD}\n") == [
        "-:1:2: from here on this is not JSON; check the commas, brackets and quotes",
        "P-1",
    ]


def test_places_on_standard_input_count_blank_lines_too() -> None:
    assert streamed("\n\nid: P-1\naction: ratify\norder: R\nissuer: 4\n") == [
        '-:6:9: issuer: `4` is not text while it is unquoted; write `"4"`'
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "-: nothing is written here; `responselevels schema` shows what belongs in it"),
        (
            b"a: [",
            "-:2:1: from here on this is not YAML; check the indentation, brackets and quotes",
        ),
        (b"a: \xff", "-:1:4: byte 0xFF is not UTF-8; save the file as UTF-8"),
        (b"{\xff}", "-:1:2: byte 0xFF is not UTF-8; save the file as UTF-8"),
        (
            b"# long\n" * 2**18,
            "-: this is larger than 1 MiB; split it, or check that it is the right file",
        ),
    ],
)
def test_a_document_on_standard_input_that_cannot_be_read(content: bytes, line: str) -> None:
    assert said(lambda: list(read_proposals(BytesIO(content)))) == [line]


def test_ten_thousand_proposals_are_read_one_by_one(tmp_path: Path) -> None:
    path = written(tmp_path / "batch.jsonl", f"{GOOD}\n" * 10_000)
    assert sum(entry.error is None for entry in load_proposals(path)) == 10_000


# -- orders ------------------------------------------------------------------------


def test_orders_in_json_lines_are_a_list(tmp_path: Path) -> None:
    text = f"{json.dumps(ORDER)}\n\n{json.dumps({**ORDER, 'id': 'R-2'})}\n"
    path = written(tmp_path / "orders.jsonl", text)
    assert [order.id for order in load_orders(path).orders] == ["R-1", "R-2"]
    document = read_orders(path)
    error = InputError([Problem(Place(path=("orders", 1, "id")), "list.empty")])
    assert str(placed(error, document)) == (
        f"{path}:3:8: orders[1].id: the list is empty; name at least one"
    )
    assert document.place(("orders",)) == Place(path, None, None, ("orders",))
    assert document.place(()) == Place(path)


def test_all_bad_orders_of_a_file_are_named(tmp_path: Path) -> None:
    lines = [
        json.dumps({**ORDER, "level": 1}),
        "{",
        '{"id": "R", "id": "S"}',
        json.dumps({**ORDER, "leve": "red"}),
        json.dumps(ORDER)[:-1] + ', "drill": 1.5}',
    ]
    path = written(tmp_path / "orders.jsonl", "\n".join(lines))
    found = said(lambda: load_orders(path))
    assert [line.removeprefix(path) for line in found if ":3:1:" not in line] == [
        ':1:40: orders[0].level: `1` is not text while it is unquoted; write `"1"`',
        ":2:2: from here on this is not JSON; check the commas, brackets and quotes",
        ":3:13: orders[2].id: the key `id` stands in line 3 already; keep one of the two",
        (
            ":4:206: orders[3].leve: unknown key `leve`; known here: `id`, `area`, `level`, `scope`, "
            "`period`, `recorded`, `issuer`, `issued_at`, `transition`, `ends`, `provisional_until`, `drill`, "
            "`track`, `expected_end`, `proposer`, `assessment`, `approvals`, `reason`, `scope_named` and `extras`; "
            "did you mean `level`?"
        ),
        (
            ":5:215: orders[4].drill: `true` or `false` expected, found `1.5`; "
            "write one of the two, without quotes"
        ),
    ]


def test_orders_in_yaml_are_read_as_well(tmp_path: Path) -> None:
    path = written(tmp_path / "orders.yaml", f"orders:\n  - {json.dumps(ORDER)}\n")
    assert parse(read_orders(path), Orders) == load_orders(path)
    assert said(lambda: load_orders(f"{path}.jsonl")) == [
        f"{path}.jsonl: there is no such file; check the path"
    ]
