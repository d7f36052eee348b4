"""Each law says what it is in both languages, holds, and sees what breaks it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from responselevels import Areas, Register, Rules, load_areas, load_rules
from responselevels.core.deciding import decide, floors
from responselevels.core.deciding.case import AnyProposal
from responselevels.core.deciding.floors import check_floor
from responselevels.core.orders import levels
from responselevels.models.decisions import Decision
from responselevels.models.orders import Approval, Order, Period
from responselevels.models.parts.measures import Measure
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import ListedTrack
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
    assert {law.clause for law in LAWS} >= {f"6.{number}" for number in range(1, 13)}


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


# -- what more an order may have -----------------------------------------------------------

MORE = Rules.model_validate(
    {
        "format": 1,
        "id": "more",
        "levels": [{"id": "calm", "default": True}, {"id": "watch"}, {"id": "alert"}],
        "tiers": [{"id": "region"}, {"id": "city"}, {"id": "street"}],
        "bodies": {"office": {"tier": "region"}},
        "transitions": [
            {"id": tier, "tier": tier, "to": ["watch", "alert"], "issuers": ["office"]}
            for tier in ("region", "city", "street")
        ],
        "floors": [
            {"id": "of_city", "tier": "street", "of": ["city"]},
            {"id": "of_region", "tier": "street", "of": ["region"], "binding": False},
        ],
    }
)
LINE = Areas.model_validate(
    {
        "areas": [
            {"id": "A", "tier": "region"},
            {"id": "A1", "tier": "city", "parent": "A"},
            {"id": "A1.1", "tier": "street", "parent": "A1"},
        ]
    }
)


def street_under(*above: str) -> History:
    """Return a history in which these areas alert, and the street watches."""
    history = History(MORE, LINE)
    period = Period(start=AT, end=AT + timedelta(days=1))
    for number, (area, level) in enumerate([*((a, "alert") for a in above), ("A1.1", "watch")]):
        name = f"P-{number}"
        proposal = IssueProposal(id=name, area=area, level=level, period=period, issuer="office")
        history.take(proposal, AT)
    return history


def law_broken(history: History) -> str | None:
    """Return the law that *history* breaks, if any."""
    try:
        check_laws(history)
    except LawBroken as broken:
        return broken.law.name
    return None


@pytest.mark.parametrize(("above", "issued"), [("A", True), ("A1", False)])
def test_the_laws_hold_whoever_above_has_ordered(above: str, issued: bool) -> None:
    history = street_under(above)
    assert law_broken(history) is None
    assert len(history.orders) == 1 + issued


def test_the_laws_see_orders_below_a_floor_that_a_core_forgets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(decide, "check_floor", lambda case: [*check_floor(case)][1:])
    assert law_broken(street_under("A1")) == "not_below_floor"
    assert law_broken(street_under("A")) == "findings_as_defined"


def test_the_laws_see_a_floor_that_a_core_makes_of_anybodys_orders(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(floors, "_counted", lambda case, _: case.scheme.tree.line(case.issuing)[1:])
    assert law_broken(street_under("A")) == "findings_as_defined"
    monkeypatch.undo()
    monkeypatch.setattr(floors, "_counted", lambda _case, _rule: ())
    assert law_broken(street_under("A1")) == "not_below_floor"


# -- tracks --------------------------------------------------------------------------------


def tracked(*measures: Measure) -> History:
    """Return a history of two orders of one area, each of a track of its own."""
    rules, areas = ward()
    tracks = tuple(ListedTrack(id=name) for name in ("flood", "wind"))
    history = History(rules.model_copy(update={"tracks": tracks, "measures": measures}), areas)
    for number, (level, track) in enumerate((("3", "flood"), ("2", "wind"))):
        by = (Approval(body="council", at=AT),)
        proposal = IssueProposal(
            id=f"P-{number}",
            area="A1",
            level=level,
            track=track,
            period=Period(start=AT + timedelta(hours=1), end=AT + timedelta(hours=2)),
            issuer="hall",
            approvals=by,
        )
        history.take(proposal, AT)
    return history


def test_orders_of_two_tracks_keep_every_law() -> None:
    history = tracked()
    check_laws(history)
    assert [order.track for order in history.orders] == ["flood", "wind"]


def test_a_measure_that_holds_by_the_level_of_any_track_breaks_no_law() -> None:
    patrols = Measure.model_validate({"id": "patrols", "do": "Patrol", "from": "3"})
    history = tracked(patrols)
    flood, wind = history.steps
    # Not approved, and so not issued: by itself it would begin what the flood has begun already.
    fresh = History(history.rules, history.areas)
    fresh.take(flood.proposal, AT)
    fresh.take(wind.proposal.model_copy(update={"approvals": ()}), AT)
    assert [len(step.decision.measures) for step in fresh.steps] == [1, 0]
    check_laws(fresh)


def test_a_track_that_counts_for_another_is_found() -> None:
    with patch.object(levels, "realm_of", lambda _track, *, drill: int(drill)):
        history = tracked()
        with pytest.raises(LawBroken, match="left out"):
            NAMED["tracks_apart"].check(history)
        with pytest.raises(LawBroken):
            NAMED["as_ordered"].check(history)
