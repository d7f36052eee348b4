"""The published schemas, of what is read and of what `--json` prints, and `responselevels schema`.

``python -m responselevels.cli.schemas`` writes them all into ``schemas/``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from responselevels.cli.frame.status import Status
from responselevels.files.schemas import INPUTS, schema_of, schema_text, titled
from responselevels.models.documents import (
    AuditDocument,
    ConfigDocument,
    DecisionDocument,
    DigestDocument,
    LevelsDocument,
    ProofDocument,
)
from responselevels.register.log.event_schema import event_schema
from responselevels.register.log.kinds import Event
from responselevels.register.whole_files import write_whole
from responselevels.reports.programs.due_documents import DueDocument
from responselevels.reports.programs.log_documents import ReplayDocument, VerificationDocument
from responselevels.reports.programs.measure_documents import MeasuresDocument
from responselevels.reports.programs.register_documents import HistoryDocument, StatusDocument
from responselevels.reports.programs.rules_documents import (
    DiffDocument,
    ImpactDocument,
    LintDocument,
    MutationDocument,
    SchemesDocument,
    SuiteDocument,
    VerifyDocument,
)

SCHEMAS: Mapping[str, Any] = {
    **INPUTS,
    "decision": DecisionDocument,
    "digest": DigestDocument,
    "levels": LevelsDocument,
    "due": DueDocument,
    "measures": MeasuresDocument,
    "audit": AuditDocument,
    "lint": LintDocument,
    "verify": VerifyDocument,
    "diff": DiffDocument,
    "impact": ImpactDocument,
    "test": SuiteDocument,
    "mutate": MutationDocument,
    "schemes": SchemesDocument,
    "config": ConfigDocument,
    "status": StatusDocument,
    "history": HistoryDocument,
    "event": Event,
    "verification": VerificationDocument,
    "replay": ReplayDocument,
    "proof": ProofDocument,
}
"""Every published format, by name, with its model."""


def schema_text_of(name: str) -> str:
    """Return the JSON Schema of the format *name*, as text."""
    if SCHEMAS[name] is Event:
        return schema_text(titled(event_schema(), name))
    return schema_text(schema_of(SCHEMAS[name], name))


def schema(*, name: str) -> int:
    """Print the schema of the format *name*; return the exit status."""
    sys.stdout.write(schema_text_of(name))
    return Status.PERMITTED


def write_all(folder: Path) -> None:
    """Write the schema of every format into *folder*."""
    folder.mkdir(exist_ok=True)
    for name in SCHEMAS:
        path = folder / f"{name}.schema.json"
        write_whole(path, schema_text_of(name).encode(), reader=json.loads)


if __name__ == "__main__":
    write_all(Path(sys.argv[1] if len(sys.argv) > 1 else "schemas"))
