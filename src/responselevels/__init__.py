"""responselevels: is a proposed change of a security-response level allowed, and why.

    >>> from responselevels import Register, load_areas, load_rules

Public names are found when first used, so that importing the package costs
little: `Register` and `decide` to decide, `load_rules` and its sisters to read
files, the models of the formats, and the errors. The rest is not public.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from responselevels.analysis.linting.lint import lint
    from responselevels.core.deciding.audit import audit
    from responselevels.core.deciding.decide import decide
    from responselevels.core.deciding.evidence import Evidence, Refusal, Void
    from responselevels.core.digests import proposal_digest, rules_digest
    from responselevels.core.due.rows import Due, Fall
    from responselevels.core.measures.amounts import Bound, FigureMissing, FigureUsed
    from responselevels.core.measures.asking import (
        AreaMeasures,
        ExtraInForce,
        MeasureDifference,
        MeasureInForce,
        compare_measures,
        measures,
        measures_if,
    )
    from responselevels.core.orders.book import OrderBook, book_of
    from responselevels.core.orders.causes import Cause, CauseKind, LevelChange
    from responselevels.core.orders.holdings import Holding, LevelSpan
    from responselevels.core.world.scheme import Scheme
    from responselevels.errors import (
        AccessRefused,
        ActImpossible,
        ApprovalRefused,
        ClockJumped,
        ConditionMissing,
        FileUnreadable,
        FileUnwritable,
        Forbidden,
        IdempotencyConflict,
        InputError,
        KeysRefused,
        MissingExtra,
        MissingProgram,
        MovedOn,
        NoteRefused,
        NotServed,
        OutcomeUnknown,
        Place,
        Problem,
        ProofRefused,
        RegisterAddress,
        RegisterBusy,
        RegisterClosed,
        RegisterDamaged,
        RegisterError,
        RegisterExists,
        RegisterFormat,
        RegisterNotFound,
        RegisterShrunk,
        RegisterUnreadable,
        RegisterUnwritable,
        ResponseLevelsError,
        TimeRefused,
        TooManyTries,
        Unauthenticated,
        Undelivered,
        Unrecordable,
        Unremembered,
        WorkersUnusable,
        WrongKind,
    )
    from responselevels.files import (
        load_areas,
        load_book,
        load_deeds,
        load_orders,
        load_proposals,
        load_rules,
    )
    from responselevels.machine.diagrams import mermaid
    from responselevels.machine.levels import LevelMachine, compile_scheme
    from responselevels.models.areas import Area, Areas
    from responselevels.models.decisions import (
        Change,
        Decision,
        Effect,
        Finding,
        NotPermitted,
        Overtake,
        Remedy,
        Span,
        Verdict,
    )
    from responselevels.models.duties import DutyDue
    from responselevels.models.orders import Approval, Assessment, End, Order, Orders, Period
    from responselevels.models.parts.cites import Clause
    from responselevels.models.parts.deeds import Deed
    from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
    from responselevels.models.rules import Rules
    from responselevels.models.texts import Text
    from responselevels.register.history.asking.snapshot import RegisterSnapshot
    from responselevels.register.log.actors import Actor
    from responselevels.register.recording.issued import Issued
    from responselevels.register.register import Register, StoredRegister
    from responselevels.version import __version__

_HOMES = {
    "analysis.linting.lint": ("lint",),
    "core.deciding.audit": ("audit",),
    "core.orders.book": ("OrderBook", "book_of"),
    "core.orders.causes": ("Cause", "CauseKind", "LevelChange"),
    "core.deciding.decide": ("decide",),
    "core.digests": ("proposal_digest", "rules_digest"),
    "core.due.rows": ("Due", "Fall"),
    "core.measures.amounts": ("Bound", "FigureMissing", "FigureUsed"),
    "core.measures.asking": (
        "AreaMeasures",
        "ExtraInForce",
        "MeasureDifference",
        "MeasureInForce",
        "compare_measures",
        "measures",
        "measures_if",
    ),
    "core.deciding.evidence": ("Evidence", "Refusal", "Void"),
    "core.orders.holdings": ("Holding", "LevelSpan"),
    "core.world.scheme": ("Scheme",),
    "errors": (
        "AccessRefused",
        "ActImpossible",
        "ApprovalRefused",
        "ClockJumped",
        "ConditionMissing",
        "FileUnreadable",
        "FileUnwritable",
        "Forbidden",
        "IdempotencyConflict",
        "InputError",
        "KeysRefused",
        "MissingExtra",
        "MissingProgram",
        "MovedOn",
        "NotServed",
        "NoteRefused",
        "OutcomeUnknown",
        "Place",
        "Problem",
        "ProofRefused",
        "RegisterAddress",
        "RegisterBusy",
        "RegisterClosed",
        "RegisterDamaged",
        "RegisterError",
        "RegisterExists",
        "RegisterFormat",
        "RegisterNotFound",
        "RegisterShrunk",
        "RegisterUnreadable",
        "RegisterUnwritable",
        "ResponseLevelsError",
        "TimeRefused",
        "TooManyTries",
        "Unauthenticated",
        "Undelivered",
        "Unrecordable",
        "Unremembered",
        "WorkersUnusable",
        "WrongKind",
    ),
    "files": (
        "load_areas",
        "load_book",
        "load_deeds",
        "load_orders",
        "load_proposals",
        "load_rules",
    ),
    "machine.diagrams": ("mermaid",),
    "machine.levels": ("LevelMachine", "compile_scheme"),
    "models.areas": ("Area", "Areas"),
    "models.texts": ("Text",),
    "models.decisions": (
        "Change",
        "Decision",
        "Effect",
        "Finding",
        "NotPermitted",
        "Overtake",
        "Remedy",
        "Span",
        "Verdict",
    ),
    "models.parts.cites": ("Clause",),
    "models.parts.deeds": ("Deed",),
    "models.duties": ("DutyDue",),
    "models.orders": ("Approval", "Assessment", "End", "Order", "Orders", "Period"),
    "models.proposals": ("EndProposal", "IssueProposal", "RatifyProposal"),
    "models.rules": ("Rules",),
    "register.log.actors": ("Actor",),
    "register.history.asking.snapshot": ("RegisterSnapshot",),
    "register.recording.issued": ("Issued",),
    "register.register": ("Register", "StoredRegister"),
    "version": ("__version__",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "AccessRefused",
    "ActImpossible",
    "Actor",
    "Approval",
    "ApprovalRefused",
    "Area",
    "AreaMeasures",
    "Areas",
    "Assessment",
    "Bound",
    "Cause",
    "CauseKind",
    "Change",
    "Clause",
    "ClockJumped",
    "ConditionMissing",
    "Decision",
    "Deed",
    "Due",
    "DutyDue",
    "Effect",
    "End",
    "EndProposal",
    "Evidence",
    "ExtraInForce",
    "Fall",
    "FigureMissing",
    "FigureUsed",
    "FileUnreadable",
    "FileUnwritable",
    "Finding",
    "Forbidden",
    "Holding",
    "IdempotencyConflict",
    "InputError",
    "IssueProposal",
    "Issued",
    "KeysRefused",
    "LevelChange",
    "LevelMachine",
    "LevelSpan",
    "MeasureDifference",
    "MeasureInForce",
    "MissingExtra",
    "MissingProgram",
    "MovedOn",
    "NotPermitted",
    "NotServed",
    "NoteRefused",
    "Order",
    "OrderBook",
    "Orders",
    "OutcomeUnknown",
    "Overtake",
    "Period",
    "Place",
    "Problem",
    "ProofRefused",
    "RatifyProposal",
    "Refusal",
    "Register",
    "RegisterAddress",
    "RegisterBusy",
    "RegisterClosed",
    "RegisterDamaged",
    "RegisterError",
    "RegisterExists",
    "RegisterFormat",
    "RegisterNotFound",
    "RegisterShrunk",
    "RegisterSnapshot",
    "RegisterUnreadable",
    "RegisterUnwritable",
    "Remedy",
    "ResponseLevelsError",
    "Rules",
    "Scheme",
    "Span",
    "StoredRegister",
    "Text",
    "TimeRefused",
    "TooManyTries",
    "Unauthenticated",
    "Undelivered",
    "Unrecordable",
    "Unremembered",
    "Verdict",
    "Void",
    "WorkersUnusable",
    "WrongKind",
    "__version__",
    "audit",
    "book_of",
    "compare_measures",
    "compile_scheme",
    "decide",
    "lint",
    "load_areas",
    "load_book",
    "load_deeds",
    "load_orders",
    "load_proposals",
    "load_rules",
    "measures",
    "measures_if",
    "mermaid",
    "proposal_digest",
    "rules_digest",
]


def __getattr__(name: str) -> Any:
    """Find a public name in its module (PEP 562) and keep it."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, found or not."""
    return sorted({*globals(), *__all__})
