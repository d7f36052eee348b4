"""Two acts on a whole register that can go wrong together.

*Floor*: the town puts a level in force while a district, which may not be
milder, relaxes its own. *Approval*: the town issues what the mayor approved,
while the mayor takes the approval back. What is wrong with the outcome is found by
deciding everything again (`responselevels.register.replay`), which compares the
state that each decision was judged on, by its place in the log and by its digest.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from responselevels import load_areas, load_rules
from responselevels.errors import ActImpossible, RegisterDamaged
from responselevels.models.decisions import NotPermitted
from responselevels.models.orders import Approval
from responselevels.models.proposals import IssueProposal
from responselevels.register.opening import InitialContent, OpenOptions, begun
from responselevels.register.recording.transactions import TransactionalLog
from responselevels.register.register import StoredRegister
from responselevels.register.replay import replay
from responselevels.register.stores.store import Store

RULES = load_rules("examples/property_testing/rules.yaml")
AREAS = load_areas("examples/property_testing/areas.yaml", RULES)
ISSUERS = {"town": "works", "hill": "depot", "river": "depot"}
QUIET = OpenOptions(remember=False)


def soon() -> datetime:
    """Return a whole second of the next hour."""
    return datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)


def proposal_of(
    name: str, area: str, level: str, *, start: datetime | None = None
) -> IssueProposal:
    """Return a proposal for a day that begins at *start*, or else soon."""
    start = start or soon()
    period = {"start": start.isoformat(), "end": (start + timedelta(days=1)).isoformat()}
    return IssueProposal.model_validate(
        {
            "id": name,
            "area": area,
            "level": level,
            "scope": [area],
            "period": period,
            "issuer": ISSUERS[area],
        }
    )


def register_on(store: Store) -> StoredRegister:
    """Return the register in *store*; nothing is remembered of it elsewhere."""
    return StoredRegister(TransactionalLog(store))


def begin_on(store: Store) -> StoredRegister:
    """Begin a register in a store that is empty."""
    return begun(store, "races", InitialContent(rules=RULES, areas=AREAS), QUIET, StoredRegister)


def tolerant(act: Callable[[], object]) -> None:
    """Do *act*; to be refused is an outcome like another."""
    with suppress(NotPermitted, ActImpossible):
        act()


@dataclass(frozen=True)
class RealScenario:
    """What there is at first, and what two writers do."""

    name: str
    prepare: Callable[[StoredRegister], object]
    acts: tuple[Callable[[StoredRegister], object], Callable[[StoredRegister], object]]
    fewest: int
    """So many lines are there afterwards, or more."""

    def begin(self, store: Store) -> None:
        self.prepare(begin_on(store))

    def act(self, store: Store, one: int) -> None:
        register = register_on(store)
        tolerant(lambda: self.acts[one](register))

    def wrong(self, store: Store) -> tuple[bool, bool]:
        """Say whether a verdict came out wrong, and whether one was judged on another state."""
        assert store.size() >= self.fewest
        try:
            whats = {difference.what for difference in replay(store.lines(), store.document)}
        except RegisterDamaged:
            return True, True
        return bool(whats - {"at_head", "state_digest"}), bool(whats)


def _approved(register: StoredRegister) -> None:
    register.propose(proposal_of("P-1", "town", "storm"))
    register.approve("P-1", _mayor())


def _mayor() -> Approval:
    return Approval.model_validate({"body": "mayor", "at": datetime.now(UTC).isoformat()})


FLOOR = RealScenario(
    "floor",
    lambda register: register.issue(proposal_of("P-0", "hill", "watch")),
    (
        lambda register: register.issue(proposal_of("P-1", "town", "watch")),
        lambda register: register.issue(proposal_of("P-2", "hill", "clear")),
    ),
    fewest=10,
)
APPROVAL = RealScenario(
    "approval",
    _approved,
    (
        lambda register: register.issue("P-1"),
        lambda register: register.approve("P-1", _mayor(), word="withdraw"),
    ),
    fewest=5,
)
REAL = (FLOOR, APPROVAL)
