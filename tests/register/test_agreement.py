"""Two verifiers that share no code say the same of sound and of damaged exports.

The long comparison: `python -m tests.register.agree_log`.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from responselevels.register.log.export import write_export
from responselevels.register.log.verification import verify
from tests.npm import node
from tests.register.agree_log import code_of, compare, first_verdict
from tests.register.damage import DAMAGES, DUTY
from tests.register.golden import week
from tests.register.logs import exported, log_of, note_of
from tests.register.second import VERIFIER, verdicts
from tests.register.test_vectors import MISTAKES

LOG = log_of(20)


def test_both_verifiers_agree_on_sound_and_damaged_exports() -> None:
    tally = compare(60, len(DAMAGES) + 60, seed=7)
    assert tally.differences == []
    assert tally.codes["sound"] >= 60
    assert len(tally.codes) > 12


@pytest.mark.slow
def test_the_comparison_notices_a_wrong_verifier(tmp_path: Path) -> None:
    text = VERIFIER.read_text(encoding="utf-8")
    for piece, instead in MISTAKES[13:17]:
        wrong = tmp_path / "verify.mjs"
        wrong.write_text(text.replace(piece, instead), encoding="utf-8")
        assert compare(0, len(DAMAGES) + 40, seed=7, verifier=wrong).differences


def test_one_export_is_verified_by_a_command_of_its_own(tmp_path: Path) -> None:
    folder = exported(tmp_path / "out", LOG, note_of(LOG))
    kept = tmp_path / "kept.txt"
    kept.write_bytes(DUTY.sign(note_of(LOG)).to_bytes)
    arguments = [str(folder), "--against", str(kept), "--key", DUTY.verifying.text]
    ran = subprocess.run([node(), str(VERIFIER), *arguments], capture_output=True, check=False)
    assert ran.returncode == 0
    job = {"log": str(folder), "against": [str(kept)], "keys": [DUTY.verifying.text]}
    assert json.loads(ran.stdout) == first_verdict(job) == verdicts([job])[0]
    assert code_of(json.loads(ran.stdout)) == "sound"


@pytest.mark.parametrize(
    ("arguments", "status"), [(["none"], 2), ([], 2), (["--proof", "none"], 2)]
)
def test_what_cannot_be_read_has_a_status_of_its_own(arguments: list[str], status: int) -> None:
    ran = subprocess.run([node(), str(VERIFIER), *arguments], capture_output=True, check=False)
    assert ran.returncode == status


def test_a_cut_log_has_the_status_of_what_is_found(tmp_path: Path) -> None:
    folder = exported(tmp_path / "out", LOG[:-1], note_of(LOG))
    ran = subprocess.run([node(), str(VERIFIER), str(folder)], capture_output=True, check=False)
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["found"] == {"code": "smaller", "seq": 19}


def test_both_verifiers_find_nothing_in_a_log_of_everything_a_register_records(
    tmp_path: Path,
) -> None:
    with week() as register:
        store = register.store
        report = verify(store.lines(), documents=store.document)
        assert report.found is None
        write_export(tmp_path / "export", store.lines(), store.document)
    job = {"log": str(tmp_path / "export"), "against": [], "keys": []}
    ours = first_verdict(job)
    assert verdicts([job]) == [ours]
    assert ours["found"] is None
    assert ours["size"] > 30
