"""The published vectors: both verifiers say of each what it says they must, and no wrong one passes."""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from responselevels.errors import ProofRefused, RegisterError
from responselevels.register.log.checkpoints import parse_note
from responselevels.register.log.export import read_small
from responselevels.register.log.proofs import LARGEST, check, parse_proof
from responselevels.register.log.verification import KeptCheckpoint
from tests.register import vectors
from tests.register.agree_log import first_verdict, plain
from tests.register.second import VERIFIER, verdicts
from tests.register.vectors import FOLDER, INDEX, all_files

VECTORS: list[dict[str, Any]] = json.loads((FOLDER / INDEX).read_text(encoding="utf-8"))


def job_of(vector: dict[str, Any]) -> dict[str, Any]:
    """Return the job of a vector, its paths made whole."""
    kind = "proof" if "proof" in vector else "log"
    against = [str(FOLDER / path) for path in vector["against"]]
    return {kind: str(FOLDER / vector[kind]), "against": against, "keys": vector["keys"]}


def first(job: dict[str, Any]) -> dict[str, Any]:
    """Return what our own verifier says."""
    if "proof" not in job:
        return first_verdict(job)
    try:
        proof = parse_proof(read_small(Path(job["proof"]), LARGEST))
        kept = [
            KeptCheckpoint(path, parse_note(Path(path).read_bytes())) for path in job["against"]
        ]
    except RegisterError:
        return {"unreadable": True}
    try:
        check(proof, kept)
    except ProofRefused:
        return {"proved": False}
    return {"proved": True}


def wrong_ones(verifier: Path = VERIFIER) -> list[str]:
    """Return the names of the vectors of which the second verifier says something else."""
    said = verdicts([job_of(vector) for vector in VECTORS], verifier)
    both = zip(VECTORS, said, strict=True)
    return [vector["name"] for vector, one in both if plain(one) != vector["expect"]]


def test_the_files_are_those_that_are_made() -> None:
    files = {
        path.relative_to(FOLDER).as_posix(): path.read_bytes()
        for path in FOLDER.rglob("*")
        if path.is_file() and path.name != "README.md"
    }
    assert files == all_files(), f"run: python -m {vectors.__name__}"


def test_every_vector_has_a_name_of_its_own_and_a_reason() -> None:
    names = [vector["name"] for vector in VECTORS]
    assert len(names) == len(set(names)) >= 120
    assert all(vector["why"] for vector in VECTORS)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_our_verifier_says_what_a_verifier_must(vector: dict[str, Any]) -> None:
    assert first(job_of(vector)) == vector["expect"]


def test_the_second_verifier_says_what_a_verifier_must() -> None:
    assert wrong_ones() == []


def test_every_finding_of_the_format_has_a_vector() -> None:
    text = (FOLDER.parents[2] / "docs" / "log-format.md").read_text(encoding="utf-8")
    listed = {
        code.strip(" `")
        for line in text.splitlines()
        if line.startswith("| `") and line.count("|") == 3
        for code in line.split("|")[1].split(",")
    }
    shown = {v["expect"]["found"]["code"] for v in VECTORS if v["expect"].get("found")}
    assert shown <= listed
    assert len(shown) == 20


# -- wrong verifiers are noticed ----------------------------------------------------------

MISTAKES = [
    ("line.length > LONGEST", "false"),
    ("line[line.length - 1] !== LF) return", "false) return"),
    ("depth > DEEPEST", "false"),
    ("digits === 0 || digits > MOST_DIGITS", "digits === 0"),
    ('digits > 1 || text[0] === "-"', "digits > 1"),
    ('digits > 1 || text[0] === "-"', 'text[0] === "-"'),
    ("code < 0x20 || code > 0x7e) this.fail", "code < 0x20) this.fail"),
    ("/^[0-9a-f]{4}$/", "/^[0-9a-fA-F]{4}$/"),
    ("SHORT_CODES.has(code) || (code", "(code"),
    ("SHORT_CODES.has(code) || (code >= 0x20 && code <= 0x7e)", "SHORT_CODES.has(code)"),
    ("before !== null && !comesBefore(before, key)", "false"),
    ("!comesBefore(before, key)", "before > key"),
    ("(char) => char.codePointAt(0)", "(char) => char.charCodeAt(0)"),
    ("if (reader.at !== line.length - 1) reader.fail();", ""),
    ('typeof version === "bigint" && version !== 1n', "false"),
    ("if (!event.has(name)) return", "if (false) return"),
    ('type === "integer" && typeof value !== "bigint"', 'type === "integer" && value === null'),
    ('event.get("seq") !== BigInt(k)', "false"),
    ('k === 0 && event.get("prev") !== ZEROS', "false"),
    ('event.get("prev") !== head', "false"),
    ('found("changed", k - 1)', 'found("chain", k)'),
    ("!KINDS.has(kind)", "false"),
    ('(kind === "register") !== (k === 0)', 'k === 0 && kind !== "register"'),
    ('(kind === "register") !== (k === 0)', 'k !== 0 && kind === "register"'),
    ('before !== null && event.get("register") !== before.get("register")', "false"),
    ("!isTime(at)", "false"),
    ("day > days[month - 1]", "day > 31"),
    ("now < then || (", "("),
    ('(now === then && event.get("idem") !== before.get("idem"))', "false"),
    ("time.length === 20 ?", "false ?"),
    (
        '!/^sha256:[0-9a-f]{64}$/.test(name)) return "document_name"',
        'false) return "document_name"',
    ),
    ("!existsSync(path)) return", "false) return"),
    ("hexOf(fileBytes(path)) !== name.slice(7)", "false"),
    ('sha256("\\x00", line);\n    while', "sha256(line);\n    while"),
    ("!keys.every((key) => hasSigned(key, checkpoint))", "false"),
    ("keys.every((key) => hasSigned", "keys.some((key) => hasSigned"),
    ("return verifySignature(null, checkpoint.signed, key.key, one.raw)", "return true"),
    ("if (!honestKey(bytes.subarray(1))) throw", "if (false) throw"),
    ("&& !isNeutral(point) && isNeutral(multiple(L, point))", "&& !isNeutral(multiple(8n, point))"),
    ("each.name === key.name && each.digits === key.digits", "each.name === key.name"),
    ("checkpoint.origin !== `responselevels/${log.register}`", "false"),
    (
        "if (checkpoint.size > BigInt(log.size)) return",
        "if (checkpoint.size > BigInt(log.size) + 1n) return",
    ),
    ("root.equals(checkpoint.root) ? null", "true ? null"),
    ("one.size < other.size ? -1", "one.size < other.size ? 1"),
    ('lines.pop() !== "" ||', 'lines.pop() === "never" ||'),
    ('(lines[3] !== "" || lines.length === 4)', '(lines[3] !== "")'),
    ("!NAME.test(origin)", "false"),
    ("/^(0|[1-9][0-9]{0,17})$/", "/^[0-9]+$/"),
    ('bytes.toString("base64") === base64 ? bytes', "true ? bytes"),
    ("keys.size !== signatures.length", "false"),
    ("fatal: true", "fatal: false"),
    ("if (digits !== match[2]) throw", "if (false) throw"),
    ("bytes.length !== 33 || bytes[0] !== 1", "bytes.length !== 33"),
    ("[...data.keys()].join() !== keys.join()", "false"),
    ("/^[0-9a-f]{64}$/.test(value)", "/^[0-9a-fA-F]{64}$/.test(value)"),
    ('if (take(key, "bigint") < 0n)', 'if (take(key, "bigint") < -9n)'),
    ("refuseUnless(seq < size);", ""),
    ("refuseUnless(sn === 0n && reached.equals(root));", "refuseUnless(reached.equals(root));"),
    ("refuseUnless(sn === 0n && reached.equals(root));", "refuseUnless(sn === 0n);"),
    ("refuseUnless(path.length === 0);", ""),
    ('refuseUnless(old !== 0n || oldRoot.equals(sha256("")));', ""),
    ("refuseUnless(path.length > 0);", "if (path.length === 0) return;"),
    (" && before.equals(oldRoot)", ""),
    (" && after.equals(newRoot)", ""),
    ("each.origin === proof.origin && each.size === size", "each.size === size"),
    ("fitting.length > 0 && ", ""),
    ("fitting.every((each) => each.root.equals(root))", "true"),
]
"""What a verifier could get wrong: a piece of the second one, and what stands for it.

That sizes are in order, and that a size has one root, is held by the checkpoints
as well; no vector can tell whether the proof is held to it too.
"""


def noticed(folder: Path, number: int) -> bool:
    """Say whether any vector notices a mistake, put into the second verifier."""
    piece, instead = MISTAKES[number]
    text = VERIFIER.read_text(encoding="utf-8")
    assert piece in text, piece
    wrong = folder / f"wrong-{number}.mjs"
    wrong.write_text(text.replace(piece, instead), encoding="utf-8")
    try:
        return bool(wrong_ones(wrong))
    except subprocess.CalledProcessError:
        return True  # one that breaks is noticed as well


@pytest.mark.slow
def test_every_wrong_verifier_is_noticed(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(partial(noticed, tmp_path), range(len(MISTAKES))))
    assert [MISTAKES[number] for number, one in enumerate(seen) if not one] == []
    assert len(MISTAKES) > 60


def test_a_right_verifier_is_not_taken_for_a_wrong_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.register.test_vectors.MISTAKES", [("const LF", "const LF")])
    assert not noticed(tmp_path, 0)
