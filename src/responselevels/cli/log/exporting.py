"""`responselevels log export`: write the log and what it needs into a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.log.replayed import found_by_replay
from responselevels.cli.log.signing import note_of
from responselevels.cli.log.source import source_of
from responselevels.cli.log.verifying import verified
from responselevels.register.log.cosigning import read_key
from responselevels.register.log.export import write_export
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.rows import Row
from responselevels.reports.logs import found_document
from responselevels.reports.programs.json import one_line
from responselevels.reports.programs.log_documents import ExportDocument


def export(
    lang: str,
    *,
    register: str | None,
    log: str | None,
    sign: str | None,
    without_replay: bool,
    folder: str,
    as_json: bool,
) -> int:
    """Write the export and say what was written; return the exit status.

    A log that is not sound is written as it is, for it may be evidence, but
    without a checkpoint.
    """
    key = None if sign is None else read_key(Path(sign))
    with source_of(register, log, lang) as source:
        outcome = verified(source, [])
        note, found = None, outcome.found
        if outcome.sound and outcome.verified.size:
            note = note_of(outcome)
            if key is not None:
                found = found_by_replay(source, outcome.verified.size, lang, without=without_replay)
                note = None if found is not None else key.sign(note)
        lines = source.lines()
        written = write_export(
            Path(folder),
            lines,
            source.documents or (lambda _digest: None),
            None if note is None else note.to_bytes,
        )
    if as_json:
        document: ExportDocument = {
            "events": written.events,
            "documents": written.documents,
            "missing": list(written.missing),
            "checkpoint": None if note is None else note.to_bytes.decode(),
            "found": None if found is None else found_document(found, lang),
        }
        sys.stdout.write(one_line(document) + "\n")
    else:
        text = says(
            "log.exported", lang, size=written.events, documents=written.documents, path=folder
        )
        rows = [Row(text)]
        if found is not None:
            rows.append(Row(says("log.found", lang, says=found.worded(lang)), style="deny"))
        show(rows, sys.stdout)
    return Status.PERMITTED if found is None else Status.DENIED
