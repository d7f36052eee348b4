"""Adopting on the command line: what it would change is listed, accepted, approved and signed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.desk import Desk
from tests.cli.register.test_keys import CHIEF, DEPUTY, LI, WU, key_file, key_list, pem
from tests.cli.tool import WORLD

DIGEST = re.compile(r"--accept-changes (sha256:[0-9a-f]{64})")


def rules_file(desk: Desk, change: str = "", more: str = "") -> str:
    """Return a file with the rules of the world, changed."""
    text = (WORLD / "rules.yaml").read_text(encoding="utf-8")
    if change:
        old, new = change.split(" => ")
        assert old in text
        text = text.replace(old, new)
    return desk.file(f"rules-{len(list(Path(desk.folder).iterdir()))}.yaml", text + more)


@pytest.fixture
def signing(desk: Desk) -> Desk:
    """A desk whose register has a key list, signed by both root persons."""
    for name, key in (("chief", CHIEF), ("deputy", DEPUTY), ("li", LI), ("wu", WU)):
        key_file(desk, name, key)
    root = ("--sign", pem(desk, "chief"), "--sign", pem(desk, "deputy"))
    assert desk("11T09:00", "keys", "init", *root, key_list(desk)).status == 0
    return desk


ADOPTION = "\nadoption: {approval: board, signed: true}\n"


def test_signed_approval_comes_by_mail_and_fits_once(signing: Desk) -> None:
    assert signing("11T10:00", "adopt", "--rules", rules_file(signing, more=ADOPTION)).status == 0
    new = rules_file(signing)
    ran = signing("11T10:01", "adopt", "--rules", new)
    assert (ran.status, ran.out) == (2, "")
    assert "the rules in force ask for signed approval of an adoption" in ran.err
    assert "this takes away the demand for signatures (`adoption`)" in ran.err
    accept = ("--accept-changes", *DIGEST.findall(ran.err))
    words = [str(signing.folder / f"{name}.json") for name in ("wu", "chief", "deputy")]
    for name, path in zip(("wu", "chief", "deputy"), words, strict=True):
        body = ("--for", "board") if name == "wu" else ()
        asked = ("--sign", pem(signing, name), *body, "--output", path)
        ran = signing("11T10:02", "adopt", "--rules", new, *asked)
        assert (ran.status, ran.out) == (0, "")
        assert ran.err.splitlines()[0] == "register: `sample-room`"
        assert ran.err.splitlines()[-1].startswith("all of it: sha256:")
    brought = [part for path in words for part in ("--envelope", path)]
    few = signing("11T10:03", "adopt", "--rules", new, *brought[:4])
    assert few.status == 2
    assert "1 of 2 persons with root keys have signed it" in few.err.replace("\n", " ")
    assert signing("11T10:04", "adopt", "--rules", new, *brought, *accept).status == 0
    again = signing("11T10:05", "adopt", "--rules", new, *brought)
    assert again.status == 2
    assert "`adoption`" in again.err.replace("\n", " ")


def test_asserted_approval_is_named_on_the_line(desk: Desk) -> None:
    asking = rules_file(desk, more="\nadoption: {approval: board}\n")
    assert desk("11T10:00", "adopt", "--rules", asking).status == 0
    new = rules_file(desk)
    ran = desk("11T10:01", "adopt", "--rules", new)
    assert "the rules in force ask for approval of an adoption, and it is missing" in ran.err
    accept = ("--accept-changes", *DIGEST.findall(ran.err))
    assert desk("11T10:01", "adopt", "--rules", new, "--approved", "mayor", *accept).status == 2
    assert desk("11T10:01", "adopt", "--rules", new, "--approved", "board=li ", *accept).status == 2
    mine = ("--approved", "board=li.na", "--as", "li.na", *accept)
    assert desk("11T10:01", "adopt", "--rules", new, *mine).status == 2
    others = ("--approved", "board=li.na", "--as", "clerk", *accept)
    assert desk("11T10:01", "adopt", "--rules", new, *others).status == 0


def test_an_approved_adoption_asked_for_again_says_when_it_was_approved(desk: Desk) -> None:
    asking = rules_file(desk, more="\nadoption: {approval: board}\n")
    assert desk("11T10:00", "adopt", "--rules", asking).status == 0
    new = rules_file(desk)
    accept = ("--accept-changes", *DIGEST.findall(desk("11T10:01", "adopt", "--rules", new).err))
    approved = ("--approved", "board=li.na", "--as", "clerk", *accept, "--key", "k-1", "--json")
    undated = desk("11T10:01", "adopt", "--rules", new, *approved)
    assert (undated.status, "--dated" in undated.err) == (2, True)
    dated = ("--dated", "2026-02-11T10:01+08:00")
    first = desk("11T10:02", "adopt", "--rules", new, *approved, *dated)
    again = desk("11T10:05", "adopt", "--rules", new, *approved, *dated)
    assert (first.status, again.status) == (0, 0)
    assert first.out == again.out


def test_a_key_that_is_not_listed_signs_no_adoption(desk: Desk, signing: Desk) -> None:
    new = rules_file(signing)
    path = str(signing.folder / "new.json")
    stranger = str(signing.folder / "stranger.pem")
    assert desk("11T10:00", "keys", "new", stranger).status == 0
    ran = signing("11T10:00", "adopt", "--rules", new, "--sign", stranger, "--output", path)
    assert (ran.status, Path(path).exists()) == (2, False)
    ran = signing("11T10:00", "adopt", "--rules", new, "--sign", pem(signing, "chief"))
    assert ran.status == 2
    assert "--output" in ran.err


RAISED = """\
id: P-9
area: region
level: "1"
scope: [region]
period: {start: "2026-02-11T12:00+08:00", end: "2026-02-15T00:00+08:00"}
issuer: office
"""
MOVED = """\
areas:
  - {id: region, tier: region, title: {en: Region, zh: 大区}}
  - {id: south, tier: city, title: {en: South City, zh: 南城}}
  - {id: north, tier: city, parent: region, title: {en: North City, zh: 北城}}
"""


def test_what_would_become_milder_is_listed_and_accepted_by_its_digest(desk: Desk) -> None:
    desk("11T10:00", "propose", desk.file("raised.yaml", RAISED))
    desk("11T10:01", "assess", "P-9", "--for", "office", "--with", "police")
    desk("11T10:02", "approve", "P-9", "--for", "board")
    assert desk("11T10:03", "issue", "P-9").status == 0
    moved = desk.file("moved.yaml", MOVED)
    ran = desk("11T13:00", "adopt", "--areas", moved)
    assert (ran.status, ran.out) == (2, "")
    assert "`south` would go from `1` to `4`, from - to 2026-02-14T16:00:00Z" in ran.err
    (digest,) = DIGEST.findall(ran.err)
    chinese = desk("11T13:00", "adopt", "--areas", moved, "--lang", "zh").err
    assert digest in chinese
    assert "将由" in chinese
    other = desk("11T13:01", "adopt", "--areas", moved, "--accept-changes", "sha256:" + "0" * 64)
    assert (other.status, DIGEST.findall(other.err)) == (2, [digest])
    assert desk("11T13:02", "level", "south", "--at", "2026-02-12T00:00+08:00").out.count("`1`")
    ran = desk("11T13:02", "adopt", "--areas", moved, "--accept-changes", digest)
    assert (ran.status, ran.err) == (0, "")
    assert desk.command("log", "replay").status == 0


def test_what_is_eased_while_an_order_stands_is_listed(desk: Desk) -> None:
    desk("11T10:00", "issue", "permit.yaml")
    eased = rules_file(
        desk,
        "issuers: [office], requires: {approval: {any_of: [committee, board]}}} => issuers: [office]}",
    )
    ran = desk("11T10:30", "adopt", "--rules", eased)
    assert ran.status == 2
    assert "`stand_down` would let orders of `region` at `1` be ended with less" in ran.err
    assert ran.err.count("stand_down") == 4


def test_a_level_that_is_called_otherwise_is_named_on_the_command_line(desk: Desk) -> None:
    new = rules_file(desk)
    text = Path(new).read_text(encoding="utf-8").replace('"2"', '"II"')
    Path(new).write_text(text, encoding="utf-8")
    wrong = desk("11T10:00", "adopt", "--rules", new, "--level", "2=IV")
    assert (wrong.status, wrong.out) == (2, "")
    assert "unknown level `IV`; known: " in wrong.err
    assert desk("11T10:01", "adopt", "--rules", new, "--level", "2=II").status == 0
