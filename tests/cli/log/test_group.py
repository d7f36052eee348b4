"""`responselevels log`: verifying, proving, checkpoints and exports, from a register and from an export."""

from __future__ import annotations

import builtins
import json
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from responselevels import Register, load_areas, load_rules
from responselevels.register.log.checkpoints import parse_note
from responselevels.register.log.cosigning import write_key
from responselevels.register.log.events import hash_of, line_of
from tests.cli.conftest import Command
from tests.cli.tool import WORLD
from tests.register.damage import CITY, DUTY
from tests.register.logs import exported, log_of, note_of, rechained

LOG = log_of(12, 3)
VKEY = DUTY.verifying.text


@pytest.fixture(autouse=True)
def place(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with an export and a kept checkpoint; no register is named."""
    del command  # it goes to the sample world; this goes on from there
    monkeypatch.delenv("RESPONSELEVELS_REGISTER", raising=False)
    monkeypatch.chdir(tmp_path)
    exported(tmp_path / "export", LOG, note_of(LOG))
    (tmp_path / "kept.txt").write_bytes(DUTY.sign(note_of(LOG)).to_bytes)
    (tmp_path / "older.txt").write_bytes(DUTY.sign(note_of(LOG, 6)).to_bytes)
    write_key(DUTY, tmp_path / "duty.pem")
    write_key(CITY, tmp_path / "city.pem")
    return tmp_path


def damage(place: Path, lines: list[bytes]) -> None:
    (place / "export" / "log.jsonl").write_bytes(b"".join(lines))


# -- verify ------------------------------------------------------------------------------------

SOUND = """\
nothing wrong was found: 12 events of `harbour`
  checked form, number, chain, register and time of every line, digests of the
          documents{more}
  root    6lImJyax0ufGpnxs39oR099DxyWeg3fJHo8iE3PbhsY=
  head    37ec7f4cbc1476bb12afdc0040239aa869c2985b53323cdfb105f00edacc61fc
"""
OWN = """\
  note    the checkpoint that lies beside the log agrees with it; whoever
          changed the log could have changed that as well
  note    not seen: whether decisions and orders follow from the rules; `log
          replay` decides them again
"""


def test_a_sound_export_is_said_to_be_sound_and_what_is_not_seen(command: Command) -> None:
    ran = command("log", "verify", "--log", "export")
    unseen = """\
  note    not seen without a checkpoint that somebody else kept: events cut off
          at the end, and a history that was rewritten and chained anew; give
          one with `--against`
"""
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == SOUND.format(more=" and checkpoints") + unseen + OWN


def test_with_a_signed_checkpoint_little_is_left_open(command: Command) -> None:
    ran = command(
        *("log", "verify", "--log", "export", "--against", "kept.txt", "--key", "duty.pem.vkey")
    )
    kept = """\
  kept    agrees with the checkpoint `kept.txt`, made over 12 events
  signed  signed by `harbour.example/duty`
"""
    assert (ran.status, ran.out, ran.err) == (
        0,
        SOUND.format(more=", checkpoints and their signatures") + kept + OWN,
        "",
    )


def test_the_log_alone_is_verified_without_documents(command: Command) -> None:
    ran = command("log", "verify", "--log", "export/log.jsonl", "--json")
    data = json.loads(ran.out)
    assert (ran.status, data["sound"], data["size"], data["found"]) == (0, True, 12, None)
    assert [each["code"] for each in data["unseen"]] == ["all", "documents", "replay"]
    assert data["checked"] == ["lines"]


def test_an_empty_log_is_sound(command: Command, place: Path) -> None:
    (place / "empty.jsonl").write_bytes(b"")
    ran = command("log", "verify", "--log", "empty.jsonl")
    assert ran.status == 0
    assert ran.out.startswith("nothing wrong was found: the log is empty\n")


def test_the_first_bad_event_is_named(command: Command, place: Path) -> None:
    damage(place, [*LOG[:5], *LOG[6:]])
    ran = command("log", "verify", "--log", "export")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out == (
        "found: where event 5 should stand is one that calls itself 6; an event was taken\n"
        "out, put in, doubled or moved\n"
    )
    data = json.loads(command("log", "verify", "--log", "export", "--json").out)
    assert (data["sound"], data["size"], data["unseen"]) == (False, 5, [])
    assert data["found"] == {
        "code": "number",
        "seq": 5,
        "says": (
            "where event 5 should stand is one that calls itself 6; "
            "an event was taken out, put in, doubled or moved"
        ),
    }
    zh = command("log", "verify", "--log", "export", "--lang", "zh").out
    assert zh == ("发现：第5号记录的位置上是标为第6号的记录；有记录被删除、插入、重复或者移动\n")


def test_a_cut_and_a_fork_are_found_against_a_checkpoint(command: Command, place: Path) -> None:
    (place / "export" / "checkpoint.txt").unlink()
    damage(place, LOG[:-2])
    assert command("log", "verify", "--log", "export").status == 0
    ran = command("log", "verify", "--log", "export", "--against", "kept.txt")
    assert ran.status == 1
    assert ran.out.startswith("found: event 10 is missing: the checkpoint `kept.txt` was made over")
    damage(place, rechained(LOG, 7, client="elsewhere"))
    assert command("log", "verify", "--log", "export").status == 0
    ran = command(
        "log", "verify", "--log", "export", "--against", "kept.txt", "--against", "older.txt"
    )
    assert ran.status == 1
    assert "at least one from event 6 on is another" in ran.out


def test_a_checkpoint_without_the_key_is_found(command: Command) -> None:
    ran = command(
        "log", "verify", "--log", "export", "--against", "kept.txt", "--key", "city.pem.vkey"
    )
    assert (ran.status, ran.out) == (
        1,
        (
            "found: the checkpoint `kept.txt` is not signed by `city.example`, or its\n"
            "signature does not hold; it proves nothing\n"
        ),
    )


# -- what cannot be read -----------------------------------------------------------------------


def test_which_log_has_to_be_said(command: Command) -> None:
    said = (
        "responselevels: which log? Name a register with `--register`, or an export with `--log`; "
        "one of them\n"
    )
    ran = command("log", "verify")
    assert (ran.status, ran.err) == (2, said)
    ran = command("log", "verify", "--log", "export", "--register", "sqlite:///r.db")
    assert (ran.status, ran.err) == (2, said)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["verify", "--log", "none"], "`none` cannot be read: No such file or directory"),
        (
            ["verify", "--log", "export", "--against", "none"],
            "`none` cannot be read: No such file or directory",
        ),
        (
            ["verify", "--log", "export", "--against", "export/log.jsonl"],
            "`export/log.jsonl`: this is no checkpoint: a line with the origin",
        ),
        (["verify", "--log", "export", "--key", "a+b"], "`a+b` is no verification key; "),
        (["verify", "--register", "sqlite:///none.db"], "none.db`; look for a slip in the address"),
        (["prove", "12", "--log", "export"], "among 12 events there is none with the number 12"),
        (["prove", "1", "--size", "13", "--log", "export"], "there are no 13 events, only 12"),
        (
            ["prove", "--from", "9", "--to", "8", "--log", "export"],
            "a log of 8 events cannot add to one of 9",
        ),
        (["prove", "--check", "kept.txt"], "this is no proof: `JSON`; "),
        (["prove", "--log", "export"], "prove what? Name an event"),
        (["prove", "1", "--from", "2", "--log", "export"], "prove what? Name an event"),
        (["checkpoint", "--log", "export", "--sign", "kept.txt"], "`kept.txt` is no private Ed"),
        (["checkpoint", "--log", "export", "--out", "no/c.txt"], "`no/c.txt`: No such file"),
        (
            ["cosign", "none", "--log", "export", "--sign", "city.pem", "--without-replay"],
            "`none` cannot be read: ",
        ),
        (["keygen", "a b", "new.pem"], "`a b` cannot be the name of a key"),
        (["keygen", "a", "duty.pem"], "`duty.pem` is there already"),
        (["export", "export", "--log", "export"], "`export` is there already"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_line(
    command: Command, args: list[str], says: str
) -> None:
    ran = command("log", *args)
    assert (ran.status, ran.out) == (2, "")
    assert says in ran.err
    assert len(ran.err.splitlines()) == 1


def test_what_is_no_checkpoint_is_told_as_json_too(command: Command) -> None:
    ran = command("log", "verify", "--log", "export", "--against", "duty.pem.vkey", "--json")
    assert ran.status == 2
    assert json.loads(ran.out)["code"] == "note.file"


# -- prove -----------------------------------------------------------------------------------


def test_a_proof_of_an_event_is_made_and_checked(command: Command, place: Path) -> None:
    made = command("log", "prove", "5", "--log", "export")
    (place / "proof.json").write_text(made.out)
    assert json.loads(made.out)["seq"] == 5
    ran = command(
        *("log", "prove", "--check", "proof.json", "--against", "kept.txt", "--key", VKEY)
    )
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "event 5 of `responselevels/harbour` stands in the log of 12 events that the\n"
        "checkpoint `kept.txt` was made over\n"
    )
    ran = command("log", "prove", "--check", "proof.json", "--against", "older.txt", "--json")
    assert ran.status == 1
    assert json.loads(ran.out) == {
        "proved": False,
        "says": (
            "not proved: no checkpoint of `responselevels/harbour` over 12 events was given; "
            "the proof holds in itself, but shows nothing without one"
        ),
    }


def test_a_proof_that_the_log_only_grew_is_made_and_checked(command: Command) -> None:
    command("log", "prove", "--from", "6", "--log", "export", "--out", "proof.json")
    both = ("--against", "older.txt", "--against", "kept.txt")
    ran = command("log", "prove", "--check", "proof.json", *both)
    assert (ran.status, ran.out) == (
        0,
        (
            "the log of `responselevels/harbour` with 12 events adds to the one with 6 and\n"
            "changes nothing of it, by the checkpoints `older.txt` and `kept.txt`\n"
        ),
    )
    ran = command("log", "prove", "--check", "proof.json", *both, "--json", "--lang", "zh")
    assert json.loads(ran.out) == {
        "proved": True,
        "says": (
            "依校验点 `older.txt` 和 `kept.txt`，`responselevels/harbour` 有12条记录的日志延续有6条"
            "记录的日志，其中内容未经改动"
        ),
    }


def test_an_older_size_can_be_proved(command: Command) -> None:
    data = json.loads(command("log", "prove", "5", "--size", "6", "--log", "export").out)
    assert (data["size"], data["root"]) == (6, note_of(LOG, 6).checkpoint.root.hex())
    data = json.loads(command("log", "prove", "--from", "0", "--to", "6", "--log", "export").out)
    assert (data["old"], data["new"], data["path"]) == (0, 6, [])


def test_a_proof_is_held_to_keys_as_well(command: Command) -> None:
    command("log", "prove", "5", "--log", "export", "--out", "proof.json")
    ran = command(
        *("log", "prove", "--check", "proof.json", "--against", "kept.txt"),
        *("--key", CITY.verifying.text),
    )
    assert (ran.status, ran.out) == (
        1,
        (
            "not proved: `city.example` has not signed the checkpoint; ask for one with its\n"
            "signature\n"
        ),
    )


def test_nothing_is_proved_of_a_log_that_is_not_sound(command: Command, place: Path) -> None:
    damage(place, [*LOG[:5], *LOG[6:]])
    ran = command("log", "prove", "1", "--log", "export")
    assert ran.status == 1
    assert ran.out.startswith("the log is not sound, and nothing is made of it: where event 5")


# -- checkpoints ---------------------------------------------------------------------------------


def test_a_checkpoint_is_three_lines(command: Command) -> None:
    ran = command("log", "checkpoint", "--log", "export")
    assert (ran.status, ran.out, ran.err) == (0, note_of(LOG).to_bytes.decode(), "")


def test_a_checkpoint_is_signed_and_cosigned(command: Command, place: Path) -> None:
    command(
        "log",
        "checkpoint",
        "--log",
        "export",
        "--sign",
        "duty.pem",
        "--without-replay",
        "--out",
        "new.txt",
    )
    assert (place / "new.txt").read_bytes() == (place / "kept.txt").read_bytes()
    ran = command(
        *("log", "cosign", "new.txt", "--log", "export", "--sign", "city.pem", "--without-replay"),
        *("--since", "older.txt", "--out", "both.txt"),
    )
    assert (ran.status, ran.out) == (0, "")
    known = note_of(LOG).checkpoint
    assert ran.err == (
        "responselevels: not replayed: whether decisions and orders follow from the rules was not "
        "looked at\n"
        f"register: {known.origin}\nevents: 12\n"
        f"root over all of them: {b64encode(known.root).decode()}\n"
    )
    both = parse_note((place / "both.txt").read_bytes())
    assert both == CITY.sign(DUTY.sign(note_of(LOG)))
    ran = command(
        *("log", "verify", "--log", "export", "--against", "both.txt"),
        *("--key", VKEY, "--key", "city.pem.vkey", "--json"),
    )
    assert json.loads(ran.out)["signed"] == ["harbour.example/duty", "city.example"]


def test_a_checkpoint_is_told_as_json(command: Command, place: Path) -> None:
    ran = command(
        *(
            "log",
            "checkpoint",
            "--log",
            "export",
            "--sign",
            "duty.pem",
            "--without-replay",
            "--out",
            "c.txt",
            "--json",
        )
    )
    assert json.loads(ran.out) == {
        "origin": "responselevels/harbour",
        "size": 12,
        "root": "6lImJyax0ufGpnxs39oR099DxyWeg3fJHo8iE3PbhsY=",
        "signed": ["harbour.example/duty"],
        "checkpoint": (place / "kept.txt").read_text(),
    }
    assert (place / "c.txt").read_bytes() == (place / "kept.txt").read_bytes()
    assert json.loads(command("log", "checkpoint", "--log", "export", "--json").out)["signed"] == []


def test_nothing_is_signed_over_a_log_that_is_not_sound(command: Command, place: Path) -> None:
    damage(place, [*LOG[:5], *LOG[6:]])
    for args in (
        ["checkpoint", "--sign", "duty.pem", "--without-replay"],
        ["cosign", "kept.txt", "--sign", "city.pem", "--without-replay"],
    ):
        ran = command("log", *args, "--log", "export")
        assert (ran.status, ran.err) == (1, "")
        assert ran.out.startswith("the log is not sound, and nothing is made of it: where event 5")
    ran = command("log", "checkpoint", "--log", "export", "--json")
    assert (ran.status, json.loads(ran.out)["found"]["seq"]) == (1, 5)


def test_no_one_signs_what_does_not_agree_with_what_was_signed_before(
    command: Command, place: Path
) -> None:
    (place / "export" / "checkpoint.txt").unlink()
    fork = rechained(LOG, 3, client="elsewhere")
    damage(place, fork)
    (place / "fork.txt").write_bytes(DUTY.sign(note_of(fork)).to_bytes)
    asked = (
        "log",
        "cosign",
        "fork.txt",
        "--log",
        "export",
        "--sign",
        "city.pem",
        "--without-replay",
    )
    assert command(*asked).status == 0
    ran = command(*asked, "--since", "older.txt")
    assert ran.status == 1
    assert "this is not the log that the\ncheckpoint `older.txt` was made over" in ran.out


def test_an_empty_log_has_no_checkpoint(command: Command, place: Path) -> None:
    (place / "empty.jsonl").write_bytes(b"")
    ran = command("log", "checkpoint", "--log", "empty.jsonl")
    assert (ran.status, ran.err) == (
        2,
        "responselevels: the log is empty; there is nothing to make a checkpoint of\n",
    )


def test_a_key_is_made(command: Command, place: Path) -> None:
    ran = command("log", "keygen", "port.example/duty", "new.pem")
    vkey = (place / "new.pem.vkey").read_text()
    assert (ran.status, ran.out) == (
        0,
        (
            "wrote `new.pem`, `new.pem.vkey` and `new.pem.pub`; whoever verifies needs this\n"
            f"key:\n{vkey}"
        ),
    )
    ran = command("log", "keygen", "port.example/duty", "other.pem", "--json")
    assert json.loads(ran.out) == {
        "vkey": (place / "other.pem.vkey").read_text().rstrip(),
        "paths": ["other.pem", "other.pem.vkey", "other.pem.pub"],
    }


def test_without_the_extra_unsigned_checkpoints_work(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name.startswith("cryptography"):
            raise ImportError(name)
        return real(name, *args, **more)

    for name in [name for name in sys.modules if name.startswith("cryptography")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    assert command("log", "checkpoint", "--log", "export").status == 0
    assert command("log", "verify", "--log", "export", "--against", "kept.txt").status == 0
    for args in (
        ["checkpoint", "--log", "export", "--sign", "duty.pem"],
        ["verify", "--log", "export", "--against", "kept.txt", "--key", VKEY],
        ["keygen", "a", "new.pem"],
    ):
        ran = command("log", *args)
        assert (ran.status, ran.err) == (
            2,
            "`cryptography` is not installed; run: pip install 'responselevels[sign]'\n",
        )


# -- export -----------------------------------------------------------------------------------


def test_an_export_is_written_again(command: Command, place: Path) -> None:
    ran = command(
        "log", "export", "again", "--log", "export", "--sign", "duty.pem", "--without-replay"
    )
    assert (ran.status, ran.out) == (0, "wrote 12 events and 3 documents to `again`\n")
    assert (place / "again" / "log.jsonl").read_bytes() == b"".join(LOG)
    assert (place / "again" / "checkpoint.txt").read_bytes() == (place / "kept.txt").read_bytes()
    ran = command("log", "export", "third", "--log", "export", "--json")
    assert json.loads(ran.out) == {
        "events": 12,
        "documents": 3,
        "missing": [],
        "checkpoint": note_of(LOG).to_bytes.decode(),
        "found": None,
    }


def test_a_log_that_is_not_sound_is_exported_without_a_checkpoint(
    command: Command, place: Path
) -> None:
    damage(place, [*LOG[:5], *LOG[6:]])
    ran = command(
        "log", "export", "evidence", "--log", "export", "--sign", "duty.pem", "--without-replay"
    )
    assert ran.status == 1
    assert ran.out == (
        "wrote 11 events and 3 documents to `evidence`\n"
        "found: where event 5 should stand is one that calls itself 6; an event was taken\n"
        "out, put in, doubled or moved\n"
    )
    assert not (place / "evidence" / "checkpoint.txt").exists()
    ran = command("log", "export", "more", "--log", "export/log.jsonl", "--json")
    data = json.loads(ran.out)
    assert (ran.status, data["documents"], data["checkpoint"]) == (1, 0, None)
    assert len(data["missing"]) == 3
    assert data["found"]["seq"] == 5


# -- from a register -----------------------------------------------------------------------


@pytest.fixture
def register(place: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make a register, and name it in the environment."""
    url = f"sqlite:///{place / 'register.db'}"
    rules = load_rules(str(WORLD / "rules.yaml"))
    areas = load_areas(str(WORLD / "areas.yaml"), rules)
    monkeypatch.setenv("RESPONSELEVELS_REGISTER", url)
    Register.create(url, rules, areas, id="harbour", remember=False).close()
    return url


def test_a_register_is_verified_exported_and_verified_again(
    command: Command, register: str, place: Path
) -> None:
    data = json.loads(command("log", "verify", "--json").out)
    assert (data["sound"], data["register"]) == (True, "harbour")
    assert command("log", "verify", "--register", register).status == 0
    assert command("log", "export", "out").status == 0
    again = json.loads(command("log", "verify", "--log", "out", "--json").out)
    assert [again[name] for name in ("size", "root", "head")] == [
        data[name] for name in ("size", "root", "head")
    ]
    assert (place / "out" / "checkpoint.txt").exists()


def test_a_signed_checkpoint_of_a_register_is_kept_beside_it(
    command: Command, register: str
) -> None:
    ran = command("log", "checkpoint", "--sign", "duty.pem")
    assert ran.status == 0
    assert len(ran.out.splitlines()) == 5
    data = json.loads(command("log", "verify", "--json").out)
    assert [(each["size"], each["own"]) for each in data["kept"]] == [(2, True)]
    assert data["kept"][0]["name"] == f"{register.removeprefix('sqlite:///')}: 2"
    assert command("log", "checkpoint", "--sign", "duty.pem").out == ran.out


def test_what_the_rules_did_not_permit_is_not_signed(
    command: Command, register: str, place: Path
) -> None:
    forge(register)
    assert command("log", "verify").status == 0
    assert command("log", "checkpoint", "--out", "forged.txt").status == 0
    said = "the log is not sound, and nothing is made of it: event 2 does not follow from\n"
    for args in (
        ["checkpoint", "--sign", "duty.pem"],
        ["cosign", "forged.txt", "--sign", "city.pem"],
    ):
        ran = command("log", *args)
        assert (ran.status, ran.err) == (1, "")
        assert ran.out.startswith(said)
        ran = command("log", *args, "--json")
        assert (ran.status, json.loads(ran.out)["found"]["seq"]) == (1, 2)
        assert command("log", *args, "--without-replay").status == 0
    assert command("log", "export", "out", "--sign", "duty.pem").status == 1
    assert not (place / "out" / "checkpoint.txt").exists()


def forge(register: str) -> None:
    """Put an order that nobody decided behind the others, well chained."""
    from responselevels.register.stores.opening import open_store

    store = open_store(register)
    lines = list(store.lines())
    order = {
        "id": "F-1",
        "area": "east",
        "level": "green",
        "scope": ["east"],
        "period": {"start": "2026-02-11T00:00:00Z"},
        "issuer": "quay_office",
        "issued_at": "2026-02-11T00:00:00Z",
    }
    more = {"kind": "order", "of": "F-1", "order": order, "decision": 1, "idem": "f"}
    more["recorded_at"] = "2099-01-01T00:00:00Z"
    fields = json.loads(lines[-1]) | more | {"seq": len(lines), "prev": hash_of(lines[-1])}
    store.transact(lambda writing: writing.append(len(lines), line_of(fields)))
    store.close()


def test_a_log_without_its_documents_is_signed_only_where_that_is_said(command: Command) -> None:
    ran = command("log", "checkpoint", "--log", "export/log.jsonl", "--sign", "duty.pem")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        "responselevels: only a log was given, and without its documents nothing can be replayed before it is "
        "signed; give the folder of the export, or `--without-replay`\n"
    )
