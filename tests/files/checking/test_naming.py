"""Names are looked up also where the shape is wrong, so that all that is wrong comes at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from responselevels.errors import InputError
from responselevels.files import load_areas, load_proposals, load_rules, names_in_proposal
from responselevels.machine.levels import compile_scheme

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
FAIRS, BARRIERS = EXAMPLES / "fairs", EXAMPLES / "barriers"


def found(text: str, folder: Path, example: Path = FAIRS) -> list[str]:
    rules = load_rules(example / "rules.yaml")
    scheme = compile_scheme(rules, load_areas(example / "areas.yaml", rules))
    path = folder / "p.yaml"
    path.write_text(text, encoding="utf-8")
    (entry,) = load_proposals(path, names_in_proposal(scheme, dict))
    assert isinstance(entry.error, InputError)
    return [f"{p.where.line}:{p.where.column} {p.code}" for p in entry.error.problems]


PROPOSAL = """\
id: P-1
area: lime
level: {level}
period: {{start: "2026-05-16T12:00+08:00"}}
issuer: events_office
assessment:
  by: events_office
  at: "2026-05-09T09:00+08:00"
  facts: {facts}
"""


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        ("{peeple: 7, outdoors: 3}", ["9:19 fact.unknown", "9:32 stated.yes_no"]),
        ("{people: [7], kind: fete}", ["9:19 fact.form", "9:30 option.unknown"]),
        ("[people]", ["9:10 mapping.type"]),
    ],
)
def test_facts_are_looked_up_with_the_slips_of_shape(
    facts: str, problems: list[str], tmp_path: Path
) -> None:
    text = PROPOSAL.format(level="[full]", facts=facts)
    assert found(text, tmp_path) == ["3:8 text.other", *problems]


def test_a_group_may_stand_in_a_scope_beside_slips_of_shape(tmp_path: Path) -> None:
    text = (
        "id: B-1\narea: hebin\nlevel: closed\nscope: [waterside, quay, waterslide]\n"
        'period: {start: "2026-07-11T12:00+08:00"}\nissuer: office\ndrill: 3\n'
    )
    assert found(text, tmp_path, BARRIERS) == ["4:26 area.unknown", "7:8 flag.type"]
