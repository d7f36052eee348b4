"""`responselevels log verify`: name the first bad event, and say what cannot be seen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from responselevels.cli.checkpoints import keys_from, read_kept_checkpoints
from responselevels.cli.frame.lazy import Deferred
from responselevels.cli.frame.status import Status
from responselevels.cli.frame.workers import workers_for
from responselevels.cli.log.source import (
    Source,
    source_of,
)
from responselevels.register.log.cosigning import VerifyingKey
from responselevels.register.log.verification import KeptCheckpoint, VerificationReport
from responselevels.register.log.verification import verify as verify_log
from responselevels.reports.frame.paint import show
from responselevels.reports.logs import verification_document, verification_rows
from responselevels.reports.programs.json import one_line

if TYPE_CHECKING:
    from concurrent.futures import Executor

verify_apart = Deferred("responselevels.parallel.verifying", "verify")


def verify(
    lang: str,
    *,
    register: str | None,
    log: str | None,
    against: tuple[str, ...],
    key: tuple[str, ...],
    as_json: bool,
    workers: int | None,
    cluster: str | None,
) -> int:
    """Verify the log and print what was found; return the exit status."""
    kept, keys = read_kept_checkpoints(against), keys_from(key)
    with (
        source_of(register, log, lang) as source,
        workers_for(lang, workers=workers, cluster=cluster) as executor,
    ):
        outcome = verified(source, kept, keys, executor)
    print_report(outcome, lang, as_json=as_json)
    return Status.PERMITTED if outcome.sound else Status.DENIED


def verified(
    source: Source,
    kept: list[KeptCheckpoint],
    keys: list[VerifyingKey] | None = None,
    executor: Executor | None = None,
) -> VerificationReport:
    """Read and verify the log whole, against *kept* and against its own checkpoints; over *executor*, if any.

    These are read before the log is: what others sign in between is of a longer
    log, which would look cut short.
    """
    kept = [*kept, *source.own()]
    if executor is not None:
        found: VerificationReport = verify_apart(
            executor, source.lines, documents=source.documents, kept=kept, keys=keys or []
        )
        return found
    return verify_log(source.lines(), documents=source.documents, kept=kept, keys=keys or [])


def print_report(outcome: VerificationReport, lang: str, *, as_json: bool) -> None:
    """Print the outcome, as a line of JSON or for people."""
    if as_json:
        sys.stdout.write(one_line(verification_document(outcome, lang)) + "\n")
    else:
        show(verification_rows(outcome, lang), sys.stdout)
