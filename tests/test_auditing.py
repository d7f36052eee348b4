"""The steps that docs/auditing.md takes by hand, taken: each sh block, where its tools are there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from responselevels.register.log.canonical import DEEPEST, DIGITS
from responselevels.register.log.events import COMMON, LONGEST
from responselevels.register.log.kinds import KINDS
from tests.npm import node
from tests.register.damage import CITY, DUTY
from tests.register.log.test_cosigning import has_openssl
from tests.register.logs import exported, log_of, note_of
from tests.register.second import VERIFIER

PAGE = Path(__file__).resolve().parents[1] / "docs" / "auditing.md"
LOG = log_of(12, 3)


def block(title: str) -> str:
    """Return the sh block whose first line is a comment with this title."""
    blocks = re.findall(r"```sh\n(# .*?\n)(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return {first.removeprefix("# ").rstrip(): str(rest) for first, rest in blocks}[title]


def ran(title: str, folder: Path, path: str | None = None) -> tuple[int, str]:
    """Run a block in *folder*; return its status and what it prints."""
    env = {**os.environ, "PATH": path or os.environ["PATH"]}
    result = subprocess.run(
        ["sh", "-c", block(title)],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return result.returncode, result.stdout


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [program for program in programs if shutil.which(program) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not on this machine: {', '.join(missing)}")


@needs("sh", "sha256sum", "cut")
def test_the_chain_is_followed_by_hand(tmp_path: Path) -> None:
    folder = exported(tmp_path / "export", LOG)
    head = note_of(LOG)
    assert head.checkpoint.size == 12
    assert ran("the chain of log.jsonl", folder) == (
        0,
        "head 37ec7f4cbc1476bb12afdc0040239aa869c2985b53323cdfb105f00edacc61fc\n",
    )
    (folder / "log.jsonl").write_bytes(b"".join([*LOG[:5], *LOG[6:]]))
    _status, out = ran("the chain of log.jsonl", folder)
    assert out.startswith("does not follow: {")


@needs("sh", "sha256sum", "basename")
def test_the_documents_are_held_to_their_names_by_hand(tmp_path: Path) -> None:
    folder = exported(tmp_path / "export", LOG)
    title = "the documents of an export"
    assert ran(title, folder) == (0, "all documents are what they are called\n")
    next((folder / "documents").iterdir()).write_bytes(b"{}")
    status, _out = ran(title, folder)
    assert status == 1


@needs("sh", "cut", "head", "tail", "sed", "base64")
@pytest.mark.skipif(not has_openssl(), reason="there is no openssl of version 3 on this machine")
def test_the_signature_is_verified_by_hand(tmp_path: Path) -> None:
    title = "the signature in kept.txt by the key in duty.vkey"
    (tmp_path / "kept.txt").write_bytes(DUTY.sign(note_of(LOG)).to_bytes)
    (tmp_path / "duty.vkey").write_text(DUTY.verifying.text + "\n")
    assert ran(title, tmp_path) == (0, "Signature Verified Successfully\n")
    (tmp_path / "kept.txt").write_bytes(CITY.sign(note_of(LOG)).to_bytes)
    status, out = ran(title, tmp_path)
    assert (status, out) == (1, "Signature Verification Failure\n")


def test_the_other_verifier_is_run_by_hand(tmp_path: Path) -> None:
    exported(tmp_path / "export", LOG)
    shutil.copy(VERIFIER, tmp_path / "verify.mjs")
    (tmp_path / "kept.txt").write_bytes(DUTY.sign(note_of(LOG)).to_bytes)
    (tmp_path / "duty.vkey").write_text(DUTY.verifying.text + "\n")
    path = os.pathsep.join([str(Path(node()).parent), os.environ["PATH"]])
    status, out = ran("another verifier", tmp_path, path)
    assert status == 0
    assert out.startswith('{"sound":true,"size":12,')


def test_every_sh_block_of_the_page_is_taken() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(re.findall(r"^```sh$", text, re.MULTILINE)) == 4


# -- the page of the format keeps up with what is written ----------------------------------

FORMAT = PAGE.with_name("log-format.md").read_text(encoding="utf-8")


def words_in(text: str) -> set[str]:
    return set(re.findall(r"`([a-z_]+)`", text))


def test_the_format_names_every_kind_of_event() -> None:
    row = next(line for line in FORMAT.splitlines() if line.startswith("| `kind` | text:"))
    assert words_in(row) - {"kind"} == set(KINDS)


def test_the_format_names_every_field_that_all_events_have() -> None:
    table = FORMAT.partition("Every event has these fields")[2].partition("Each kind has these")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert words_in(" ".join(rows)) == COMMON


def test_the_other_verifier_knows_the_same_kinds_and_fields() -> None:
    text = VERIFIER.read_text(encoding="utf-8")
    kinds = "".join(re.findall(r'"([a-z ]+)"', text.partition("KINDS")[2].partition(";")[0]))
    assert set(kinds.split()) == set(KINDS)
    fields = text.partition("const FIELDS = {")[2].partition("}")[0]
    assert set(re.findall(r"^  ([a-z_]+):", fields, re.MULTILINE)) == COMMON


@pytest.mark.parametrize("number", [str(LONGEST), str(DEEPEST), str(DIGITS)])
def test_the_format_names_every_bound(number: str) -> None:
    assert number in FORMAT.replace(",", "")
