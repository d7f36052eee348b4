"""Each law says what it is in both languages, holds, and sees what breaks it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from responselevels import Areas, Register, Rules, load_areas, load_rules
from responselevels.core.deciding.case import AnyProposal
from responselevels.models.decisions import Decision
from responselevels.models.orders import Approval, Order, Period
from responselevels.models.proposals import IssueProposal
from responselevels.testing import LAWS, History, LawBroken, areas, check_laws, histories, rules
from responselevels.testing.laws.catalogue import Law
from responselevels.testing.laws.reference_levels import EARLIEST, LATEST, TICK
from responselevels.text.catalogue import LANGUAGES
from tests.testing.planted import WARD

NAMED = {law.name: law for law in LAWS}


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_each_law_is_a_sentence_in_each_language(law: Law) -> None:
    assert law.sentence == law.worded("en")
    for lang in LANGUAGES:
        assert len(law.worded(lang)) > 10


def test_the_laws_cover_every_invariant_of_the_semantics() -> None:
    assert {law.clause for law in LAWS} >= {f"6.{number}" for number in range(1, 11)}


@settings(max_examples=12)
@given(st.data())
def test_every_law_holds_in_lawful_histories_of_any_scheme(data: st.DataObject) -> None:
    scheme = data.draw(rules())
    check_laws(data.draw(histories(scheme, data.draw(areas(scheme)), most=5)))


@settings(max_examples=12)
@given(st.data())
def test_every_law_holds_over_any_list_of_orders(data: st.DataObject) -> None:
    scheme = data.draw(rules())
    check_laws(data.draw(histories(scheme, data.draw(areas(scheme)), lawful=False)))


AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
PERIODS = (
    (EARLIEST, None),
    (EARLIEST, LATEST),
    (LATEST - TICK, LATEST),
    (LATEST - TICK, None),
    (LATEST, None),
)


@pytest.mark.parametrize(("start", "end"), PERIODS, ids=str)
def test_every_law_holds_from_the_first_instant_to_the_last(
    start: datetime, end: datetime | None
) -> None:
    period = Period(start=start, end=end)
    listed = Order(
        id="O", area="A1", level="3", scope=("A1",), issuer="hall", issued_at=AT, period=period
    )
    check_laws(History.over(*ward(), [listed]))
    history = History(*ward())
    for number, of in enumerate((period, Period(start=AT), period)):
        by = (Approval(body="council", at=AT),)
        proposal = IssueProposal(
            id=f"P-{number}", area="A1", level="3", period=of, issuer="hall", approvals=by
        )
        history.take(proposal, AT)
    check_laws(history)
    assert [order.id for order in history.orders] == (
        ["P-1"] if start < AT else ["P-0", "P-1", "P-2"]
    )


def ward() -> tuple[Rules, Areas]:
    scheme = load_rules(WARD / "rules.yaml")
    return scheme, load_areas(WARD / "areas.yaml", scheme)


class Forgetful(Register):
    """A register of somebody else that loses every second order."""

    def issue(self, proposal, *, at):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
        if len(self.orders) % 2 == 0:
            return super().issue(proposal, at=at)
        self.decide(proposal, at=at)
        return self.orders[-1]


class Fickle(Register):
    """A register that decides otherwise every second time."""

    asked = 0

    def decide(self, proposal: AnyProposal, *, at) -> Decision:  # type: ignore[no-untyped-def] # noqa: ANN001
        self.asked += 1
        flag = {"drill": True} if self.asked % 2 and hasattr(proposal, "drill") else {}
        return super().decide(proposal.model_copy(update=flag), at=at)


@pytest.mark.parametrize(
    ("opened", "law"),
    [(Forgetful, "permitted_is_issued"), (Fickle, "deciding_changes_nothing")],
)
def test_a_law_finds_the_fault_of_a_register_of_ones_own(opened: type[Register], law: str) -> None:
    @settings(max_examples=60, database=None, derandomize=True)
    @given(histories(*ward(), opened=opened))
    def holds(history: History) -> None:
        NAMED[law].check(history)

    with pytest.raises(LawBroken) as caught:
        holds()
    assert caught.value.law.name == law
    assert NAMED[law].sentence in str(caught.value)
    assert "P-" in caught.value.worded("zh")
