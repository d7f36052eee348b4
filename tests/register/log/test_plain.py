"""What is handed in is taken as it will be read, or refused; the register opens and verifies after it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

import pytest

from responselevels.core.digests import canonical
from responselevels.errors import InputError, RegisterError
from responselevels.models.areas import Area, Areas
from responselevels.models.orders import Approval, Order, Period
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Rules
from responselevels.models.sha256 import sha256_of
from responselevels.register.history.dossiers import to_json
from responselevels.register.log.actors import Actor
from responselevels.register.log.plain import plain, plain_document
from responselevels.register.log.verification import verify
from tests.register import duty
from tests.register.duty import approval, assessment, made, opened, order_of

Act = Callable[[Any], object]


class Nanoseconds(datetime):
    """As pandas writes a time of nanoseconds."""

    def isoformat(self, *_args: object, **_more: object) -> str:
        return datetime.isoformat(self)[:-6] + ".000000001+00:00"


class Elsewhere(datetime):
    """Writes itself as another time."""

    def isoformat(self, *_args: object, **_more: object) -> str:
        return "2000-01-01T00:00:00+00:00"


class Agreeing(datetime):
    """Is equal to everything, and writes itself as another time."""

    def __eq__(self, _other: object) -> bool:
        return True

    __hash__ = datetime.__hash__

    def isoformat(self, *_args: object, **_more: object) -> str:
        return "2000-01-01T00:00:00+00:00"


class Silent(tzinfo):
    """A zone that fails when it is asked."""

    def utcoffset(self, _at: datetime | None) -> timedelta | None:
        raise RuntimeError("no zone today")

    def dst(self, _at: datetime | None) -> timedelta | None:
        return None

    def tzname(self, _at: datetime | None) -> str | None:
        return None


class Name(str):
    """A text that is no plain one."""

    __slots__ = ()


def code_of(call: Callable[[], object]) -> tuple[str, str]:
    """Return where, and with which code, *call* is refused."""
    with pytest.raises(InputError) as caught:
        call()
    problem = caught.value.problems[0]
    return str(problem.where), problem.code


def sound(url: str) -> int:
    """Open the register anew, verify its log, and return how many events it has."""
    with opened(url) as register:
        report = verify(register.store.lines(), documents=register.store.document)
        assert report.found is None
        assert register.replay() == []
        return register.head.size


def bare(**more: Any) -> IssueProposal:
    """Return a proposal that was changed behind the back of its checks."""
    proposal: IssueProposal = order_of("W-1").model_copy(update=more)
    return proposal


AT = datetime(2026, 3, 3, tzinfo=UTC)
ANY: Any = 5
UNCHECKED: Any = IssueProposal.model_construct
DAY = (2026, 3, 2)


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (lambda r: r.propose(order_of("W-1"), key=5), ("key", "record.text")),
        (lambda r: r.propose(order_of("W-1"), key=True), ("key", "record.text")),
        (lambda r: r.propose(order_of("W-1"), key=""), ("key", "record.empty")),
        (lambda r: r.propose(order_of("W-1"), key="a\ud800"), ("key", "record.character")),
        (lambda r: r.propose(order_of("W-1"), key="a\0"), ("key", "record.character")),
        (lambda r: r.propose(order_of("W-1"), key="a\nb"), ("key", "record.character")),
        (lambda r: r.propose(order_of("W-1"), by=Actor(person=ANY)), ("by.person", "record.text")),
        (
            lambda r: r.propose(order_of("W-1"), by=Actor(body="\0")),
            ("by.body", "record.character"),
        ),
        (
            lambda r: r.propose(order_of("W-1"), by=Actor(auth=ANY)),
            ("by.auth", "record.text"),
        ),
        (lambda r: r.propose(5), ("proposal", "record.kind")),
        (lambda r: r.propose(bare(level=3)), ("proposal", "record.value")),
        (lambda r: r.propose(bare(drill=1)), ("proposal", "record.value")),
        (lambda r: r.propose(bare(drill=0)), ("proposal", "record.other")),
        (lambda r: r.propose(bare(id="a ")), ("proposal.id", "id.blanks")),
        (lambda r: r.propose(bare(id="e\u0301")), ("proposal.id", "id.not_nfc")),
        (lambda r: r.propose(bare(id="\ud800")), ("proposal.id", "record.character")),
        (lambda r: r.propose(bare(scope=("\ud800",))), ("proposal.scope[0]", "record.character")),
        (lambda r: r.propose(bare(reason="\ud800")), ("proposal.reason", "record.character")),
        (lambda r: r.propose(bare(reason="a\0")), ("proposal.reason", "record.character")),
        (lambda r: r.propose(bare(scope=["district"])), ("proposal", "record.value")),
        (
            lambda r: r.propose(UNCHECKED(id="W-1")),
            ("proposal.area", "record.value"),
        ),
        (lambda r: r.withdraw("W-1", reason="\ud800"), ("reason", "record.character")),
        (lambda r: r.withdraw("W-1", reason=5), ("reason", "record.text")),
        (lambda r: r.withdraw(5), ("proposal", "record.text")),
        (lambda r: r.assess("W-1", 5), ("assessment", "record.kind")),
        (lambda r: r.approve("W-1", assessment()), ("approval", "record.kind")),
        (lambda r: r.issue("\0"), ("proposal", "record.character")),
        (lambda r: r.issue(5), ("proposal", "record.kind")),
        (lambda r: r.adopt(duty.AREAS), ("rules", "record.kind")),
        (lambda r: r.adopt(areas=duty.RULES), ("areas", "record.kind")),
        (lambda r: r.adopt(areas=duty.AREAS, renamed={5: "a"}), ("renamed", "record.text")),
    ],
)
def test_what_cannot_be_read_back_is_refused_and_nothing_is_recorded(
    sqlite_url: str, act: Act, refusal: tuple[str, str]
) -> None:
    with made(sqlite_url) as register:
        assert code_of(lambda: act(register)) == refusal
    assert sound(sqlite_url) == 2


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (Nanoseconds(*DAY, tzinfo=UTC), "time.inexact"),
        (Elsewhere(*DAY, tzinfo=UTC), "time.inexact"),
        (Agreeing(*DAY, tzinfo=UTC), "time.inexact"),
        (datetime(*DAY, tzinfo=Silent()), "time.zone"),
    ],
)
def test_a_time_that_is_written_as_another_is_refused_by_its_model(
    start: datetime, code: str
) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        Period(start=start)
    assert caught.value.errors()[0]["type"] == code  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", [Nanoseconds, Elsewhere, Agreeing])
def test_a_time_that_went_past_its_model_is_refused_as_well(
    sqlite_url: str, kind: type[datetime]
) -> None:
    period = Period(start=AT).model_copy(update={"start": kind(*DAY, tzinfo=UTC)})
    with made(sqlite_url) as register:
        refusal = code_of(lambda: register.propose(bare(period=period)))
    assert refusal in {("proposal", "record.other"), ("proposal.period.start", "time.malformed")}
    assert sound(sqlite_url) == 2


def test_offsets_of_seconds_and_folds_are_kept_as_the_instant_that_they_are(
    sqlite_url: str,
) -> None:
    odd = timezone(timedelta(hours=8, seconds=7))
    start = datetime(2026, 3, 2, 8, fold=1, tzinfo=odd)
    with made(sqlite_url) as register:
        known = register.propose(bare(period=Period(start=start))).content
    assert isinstance(known, IssueProposal)
    assert known.period.start == start
    assert sound(sqlite_url) == 3


def test_a_text_of_another_class_is_recorded_as_the_text_it_is(sqlite_url: str) -> None:
    with made(sqlite_url) as register:
        known = register.propose(
            bare(reason=Name("fair")), key=Name("k"), by=Actor(person=Name("li.na"))
        )
        assert type(known.content.id) is str
        assert register.propose(order_of("W-1", reason="fair"), key="k").id == "W-1"
    assert sound(sqlite_url) == 3


def test_what_is_too_long_for_a_line_is_refused_and_the_register_goes_on(sqlite_url: str) -> None:
    with made(sqlite_url) as register:
        with pytest.raises(RegisterError) as caught:
            register.propose(order_of("W-1"), key="k" * 70_000)
        assert caught.value.code == "too_long"
        register.propose(order_of("W-1"))
    assert sound(sqlite_url) == 3


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"title": "a\nb"}, "title"),
        ({"title": 5}, "title"),
        ({"title": "\ud800"}, "title"),
        ({"site": "h\udc80st"}, "site"),
        ({"client": 5}, "client"),
        ({"id": 5}, "id"),
        ({"by": Actor(person="\0")}, "by.person"),
    ],
)
def test_a_register_that_could_not_be_read_is_not_made(
    register_url: str, more: dict[str, Any], where: str
) -> None:
    place, code = code_of(lambda: made(register_url, **more))
    assert (place, code.partition(".")[0]) == (where, "record")
    made(register_url).close()
    assert sound(register_url) == 2


def test_a_site_that_no_line_can_name_opens_nothing(sqlite_url: str) -> None:
    made(sqlite_url).close()
    assert code_of(lambda: opened(sqlite_url, site="\udcff")) == ("site", "record.character")


def test_rules_changed_behind_the_back_of_their_checks_are_not_put_in_force(
    sqlite_url: str,
) -> None:
    wrong = duty.RULES.model_copy(update={"id": 5})
    with made(sqlite_url) as register:
        assert code_of(lambda: register.adopt(wrong)) == ("rules", "record.value")
    assert sound(sqlite_url) == 2


def test_a_model_is_taken_by_what_it_holds_whatever_its_class() -> None:
    class Mine(Approval):
        more: int = 0

    own = Mine(body="board", at=AT)
    assert code_of(lambda: plain(own, Approval, "approval")) == ("approval", "record.other")
    known = approval()
    assert plain(known, Approval) == known


def test_orders_taken_over_are_read_back_as_well(sqlite_url: str) -> None:
    period = {"start": duty.on(1), "end": duty.on(2)}
    order = Order.model_validate(
        {
            "id": "O-1",
            "area": "district",
            "level": "watch",
            "scope": ["district"],
            "period": period,
            "issuer": "office",
            "issued_at": duty.on(-1),
        }
    )
    late = order.model_copy(update={"issued_at": Elsewhere(*DAY, tzinfo=UTC)})
    refusal = code_of(lambda: made(sqlite_url, orders=[order, late]))
    assert refusal == ("orders[1]", "record.other")


@pytest.mark.parametrize("text", ["\0", "\ud800", "a\udfff", "😀\udc00"], ids=ascii)
def test_a_text_that_no_message_could_say_is_found_wherever_it_stands(text: str) -> None:
    with pytest.raises(InputError) as refused:
        plain(
            Areas.model_construct(areas=(Area.model_construct(id=text, tier="t"),)), Areas, "areas"
        )
    assert refused.value.problems[0].code == "record.character"


def test_a_character_beyond_the_first_plane_is_taken() -> None:
    areas = Areas.model_validate({"areas": [{"id": "a", "tier": "t", "title": "港区🚒"}]})
    assert plain(areas, Areas, "areas") == areas


# -- documents ------------------------------------------------------------------------------------


class Two(str):
    """Is equal to everything, whatever it holds."""

    __slots__ = ()

    def __eq__(self, _other: object) -> bool:
        return True

    __hash__ = str.__hash__


def test_a_document_is_read_from_the_bytes_that_are_kept() -> None:
    for model, kind in ((duty.RULES, Rules), (duty.AREAS, Areas)):
        document = plain_document(model, kind, "it")
        assert document.model == plain(model, kind, "it") == model
        assert document.body == canonical(to_json(model))
        assert document.digest == sha256_of(document.body)
        assert json.loads(document.written) == json.loads(document.body)


@pytest.mark.parametrize(
    ("odd", "found"),
    [
        ({"id": 5}, ("areas", "record.value")),
        ({"id": " a"}, ("areas.areas[0].id", "id.blanks")),
        ({"id": "\0"}, ("areas.areas[0].id", "record.character")),
        ({"parent": True}, ("areas", "record.value")),
    ],
)
def test_a_document_of_models_without_their_checks_is_refused(
    odd: dict[str, Any], found: tuple[str, str]
) -> None:
    areas = Areas.model_construct(areas=(Area.model_construct(**{"id": "a", "tier": "t", **odd}),))
    assert code_of(lambda: plain_document(areas, Areas, "areas")) == found


def test_a_text_that_agrees_to_everything_is_taken_by_what_it_holds() -> None:
    area = Area.model_construct(id=Two("a"), tier="t")
    read = plain_document(Areas.model_construct(areas=(area,)), Areas, "areas").model
    assert [type(one.id) for one in read.areas] == [str]
    assert str.__eq__(read.areas[0].id, "a")
