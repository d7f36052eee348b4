"""The log of a made-up week in which everything happens that a log can hold; kept for ever.

    python -m tests.register.golden FOLDER

writes it as an export. Each release keeps one in `tests/golden_logs`, under its
version, and every later version replays all of them: decisions must come out the
same for ever, or a new number of meaning must say that they don't.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from responselevels.errors import ApprovalRefused
from responselevels.models.decisions import NotPermitted
from responselevels.models.rules import Rules
from responselevels.register.clocks import GivenClock
from responselevels.register.ed25519 import SecretKey, key_of_seed
from responselevels.register.log.actors import Actor
from responselevels.register.log.export import write_export
from responselevels.register.register import Register, StoredRegister
from responselevels.register.signatures.acceptance import SigningRequest, sign_approval
from responselevels.register.signatures.key_lists import KeyList
from responselevels.register.signatures.rotation import sign_keys
from tests.register import duty
from tests.register.duty import approval, areas, assessment, at, ending_of, on, order_of, ward_order

PEOPLE = {"wu.fang": ("board",), "zhao.lei": ("mayor",), "li.na": ("office",)}


def secret(name: str) -> SecretKey:
    """Return a key that anybody can make again: good for tests alone."""
    return key_of_seed(name.encode().ljust(32, b"."))


def text_of(key: SecretKey) -> str:
    """Return the public key as a key list writes it."""
    return b64encode(key.public).decode("ascii")


def signed_rules() -> Rules:
    """Return the rules of the duty scheme, where the district's orders ask for signatures."""
    written = duty.RULES.model_dump(by_alias=True, exclude_defaults=True)
    written["transitions"][0]["requires"]["signed"] = True
    return Rules.model_validate(written)


def key_list(version: int, revoked: int | None = None) -> KeyList:
    """Return a key list with one root, and a key each for the board and the mayor."""
    root = secret("root")
    keys: list[dict[str, object]] = []
    for person, bodies in PEOPLE.items():
        key = secret(person)
        entry: dict[str, object] = {
            "id": key.id,
            "public": text_of(key),
            "person": person,
            "bodies": list(bodies),
        }
        if revoked is not None and person == "wu.fang":
            entry["revoked"] = revoked
        keys.append(entry)
    roots = [{"id": root.id, "public": text_of(root), "person": "keeper"}]
    return KeyList.model_validate(
        {
            "register": "duty",
            "version": version,
            "root": {"threshold": 1, "keys": roots},
            "keys": keys,
        }
    )


class Week:
    """The week, told event by event."""

    def __init__(self, register: StoredRegister, clock: GivenClock) -> None:
        self.register, self.clock = register, clock

    def hour(self, hours: float) -> None:
        """Let it be so many hours after the beginning."""
        self.clock.at = at(hours)

    def tell(self) -> None:
        """Let it all happen."""
        self.asked_and_answered()
        self.acted_first()
        self.changed_places()
        self.signed()

    def asked_and_answered(self) -> None:
        """Proposals are assessed, approved, refused, amended, withdrawn, decided, issued, ended."""
        register = self.register
        self.hour(1)
        register.propose(order_of("P-1", level="alert", start=24, end=72), key="k-1")
        register.record_decision("P-1", by=Actor(person="li.na", body="office", auth="badge"))
        self.hour(2)
        register.assess("P-1", assessment(2, summary="水位上涨 · the river rises"))
        register.approve("P-1", approval("mayor", "zhao.lei", 2), word="refuse")
        register.record_decision("P-1")
        self.hour(3)
        register.approve("P-1", approval("mayor", "zhao.lei", 3), word="withdraw")
        register.approve("P-1", approval("board", "wu.fang", 3))
        register.amend(order_of("P-1", level="closed", start=24, end=72))
        register.record_decision("P-1")
        register.approve("P-1", approval("board", "wu.fang", 3))
        register.issue("P-1", key="k-2")
        self.hour(4)
        with suppress(NotPermitted):
            register.issue(ward_order("N-1", level="watch", start=30, end=40))
        register.issue(ward_order("N-2", level="closed", start=20, end=100, reason="a fair"))
        register.propose(ward_order("S-1", level="watch", ward="south", start=90, end=95))
        register.withdraw("S-1", reason="the fair is off")
        register.issue(ward_order("S-2", level="alert", ward="south", start=5, end=9, drill=True))
        ending = ending_of("E-1", "P-1", 48, issuer="office", scope=["north"])
        register.propose(ending)
        register.approve("E-1", approval("board", "wu.fang", 4))
        register.end("E-1")
        register.end(ending_of("E-2", "N-2", 60))

    def acted_first(self) -> None:
        """Orders are in force at once; one is ratified, one lapses; the clock is set back."""
        register = self.register
        for name, hours in (("U-1", 100), ("U-2", 130)):
            self.hour(hours)
            register.issue(
                order_of(name, level="closed", start=hours, end=hours + 20, transition="at_once")
            )
            if name == "U-1":
                self.again(hours + 10)
        self.clock.at -= timedelta(hours=2)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            register.propose(ward_order("N-3", start=150, end=160))
        self.hour(131)
        ratification = {
            "id": "R-1",
            "action": "ratify",
            "order": "U-2",
            "issuer": "office",
            "approvals": [{"body": "board", "person": "wu.fang", "at": on(131)}],
        }
        register.ratify(duty.proposal_of(ratification))

    def again(self, hours: int) -> None:
        """To act first again so soon after an order that nobody ratified is denied."""
        self.hour(hours)
        with suppress(NotPermitted):
            self.register.issue(
                order_of("U-9", level="closed", start=hours, end=hours + 2, transition="at_once")
            )

    def changed_places(self) -> None:
        """A ward gets another name, a new one is added, and rules ask for signatures."""
        self.hour(140)
        new = areas(
            ("district", "district", None),
            ("harbour", "ward", "district"),
            ("south", "ward", "district"),
            ("east", "ward", "district"),
        )
        self.register.adopt(areas=new, renamed={"north": "harbour"})
        self.register.adopt(rules=signed_rules())

    def signed(self) -> None:
        """Approvals are signed, one is refused, a key is revoked."""
        register = self.register
        self.hour(150)
        register.adopt_keys(sign_keys(key_list(1), [secret("root")]))
        proposal = order_of("P-2", level="watch", start=160, end=170)
        register.propose(proposal)
        register.assess("P-2", assessment(150))
        register.approve("P-2", approval("board", "wu.fang", 150))
        register.record_decision("P-2")
        register.approve_signed("P-2", self.approval("wu.fang", "board", "P-2"))
        with suppress(ApprovalRefused):
            register.approve_signed("P-2", self.approval("wu.fang", "mayor", "P-2"))
        register.issue("P-2")
        self.hour(152)
        revoking = sign_keys(key_list(2, revoked=register.head.size), [secret("root")])
        register.adopt_keys(revoking)
        register.propose(order_of("P-3", level="alert", start=180, end=190))
        register.assess("P-3", assessment(152))
        with suppress(ApprovalRefused):
            register.approve_signed("P-3", self.approval("wu.fang", "board", "P-3"))
        register.approve_signed("P-3", self.approval("zhao.lei", "mayor", "P-3"))
        register.issue("P-3")

    def approval(self, person: str, body: str, proposal: str) -> bytes:
        """Return the approval of *person* for *body*, signed."""
        now = self.clock.at
        request = SigningRequest(
            word="approve", body=body, person=person, at=now, expires=now + timedelta(days=2)
        )
        content = self.register.dossier(proposal).content
        return sign_approval(secret(person), request, content, self.register.signing_context(now))


@contextmanager
def week() -> Iterator[StoredRegister]:
    """Give the register of the week, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        clock = duty.clock(at(-10))
        taken_over = Register(duty.RULES, duty.AREAS).issue(
            ward_order("N-0", level="watch", start=-12, end=10), at=at(-20)
        )
        register = duty.made(
            f"sqlite:///{folder}/week.db",
            clock,
            orders=[taken_over],
            title="一周 · a week",
            site="duty-room",
            client="tests",
            by=Actor(person="keeper"),
        )
        with register:
            Week(register, clock).tell()
            yield register


def main() -> None:
    """Write the week as an export."""
    with week() as register:
        store = register.store
        written = write_export(Path(sys.argv[1]), store.lines(), store.document)
    sys.stdout.write(f"{written.events} events, {written.documents} documents\n")


if __name__ == "__main__":
    main()
