"""`responselevels log prove`: make a proof, or hold one to checkpoints that were kept."""

from __future__ import annotations

import sys
from pathlib import Path

from responselevels.cli.checkpoints import keys_from, read_kept_checkpoints
from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.log.signing import refuse
from responselevels.cli.log.source import (
    error_sentence,
    source_of,
    write_out,
)
from responselevels.errors import NoteRefused, ProofRefused
from responselevels.register.log import proofs
from responselevels.register.log.chain import ChainVerifier
from responselevels.register.log.checkpoints import origin_of
from responselevels.register.log.cosigning import verify_all
from responselevels.register.log.export import read_small
from responselevels.register.log.proofs import LARGEST, Inclusion, Proof, check, parse_proof
from responselevels.register.log.verification import KeptCheckpoint
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.rows import Row
from responselevels.reports.programs.json import one_line
from responselevels.reports.programs.log_documents import ProvedDocument


def prove(  # noqa: PLR0913 - each is an option of the command
    lang: str,
    *,
    seq: int | None,
    size: int | None,
    old: int | None,
    new: int | None,
    out: str | None,
    check: str | None,
    against: tuple[str, ...],
    key: tuple[str, ...],
    register: str | None,
    log: str | None,
    as_json: bool,
) -> int:
    """Print the proof that was asked for, or whether one holds; return the exit status.

    A proof is a line of JSON with and without ``--json``.
    """
    if [seq, old, check].count(None) != 2:
        raise CommandError(says("log.prove.what", lang))
    if check is not None:
        return _check(check, (against, key), lang, as_json=as_json)

    with source_of(register, log, lang) as source:
        lines = list(source.lines())
    verifier = ChainVerifier()
    for line in lines:
        verifier.take(line)
    verified = verifier.finish()
    if verified.found is not None:
        return refuse(verified.found, lang, as_json=as_json)
    origin = origin_of(verified.register or "")
    if seq is not None:
        proof: Proof = proofs.inclusion_of(origin, lines, seq, size)
    else:
        proof = proofs.consistency_of(origin, lines, old or 0, new)
    write_out(proofs.to_bytes(proof), out, lang, proofs.parse_proof)
    return Status.PERMITTED


def _check(
    path: str, given: tuple[tuple[str, ...], tuple[str, ...]], lang: str, *, as_json: bool
) -> int:
    proof = parse_proof(read_small(Path(path), LARGEST))
    kept, keys = read_kept_checkpoints(given[0]), keys_from(given[1])
    try:
        for each in kept:
            verify_all(each.note, keys)
        fitting = check(proof, kept)
    except (ProofRefused, NoteRefused) as error:
        text, style, status = error_sentence(error, "log.refuted", lang), "deny", Status.DENIED
    else:
        text, style, status = _proved(proof, fitting, lang), "permit", Status.PERMITTED
    if as_json:
        document: ProvedDocument = {"proved": status == Status.PERMITTED, "says": text}
        sys.stdout.write(one_line(document) + "\n")
    else:
        show([Row(text, style=style)], sys.stdout)
    return status


def _proved(proof: Proof, fitting: tuple[KeptCheckpoint, ...], lang: str) -> str:
    names = tuple(f"`{each.name}`" for each in fitting)
    if isinstance(proof, Inclusion):
        facts = {"origin": proof.origin, "seq": proof.seq, "size": proof.size}
        return says("log.proved.inclusion", lang, **facts, name=fitting[0].name)
    facts = {"origin": proof.origin, "old": proof.old, "new": proof.new}
    return says("log.proved.consistency", lang, **facts, names=names)
