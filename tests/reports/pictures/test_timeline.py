"""What a picture shows is what the core says, in its bands as in its words; and it is text whatever names have in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.core.orders.holdings import floor_timeline, timeline
from responselevels.core.timeline import micros_of
from responselevels.files import load_areas, load_orders, load_proposals, load_rules
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Area, Areas
from responselevels.models.orders import Order
from responselevels.models.parts.records import Record
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Level, Rules, Tier
from responselevels.models.texts import Text
from responselevels.reports.frame.wording import Locale
from responselevels.reports.pictures.axis import Axis
from responselevels.reports.pictures.drawing import MARGIN, WIDTH
from responselevels.reports.pictures.timeline import Mark, TimelineAsked, timeline_picture
from responselevels.testing.strategies import formats, schemes
from tests.reports.pages.test_page import HOSTILE

EXAMPLES = Path(__file__).parents[3] / "examples"
XIXIAN = EXAMPLES / "xixian"
START = datetime.fromisoformat("2026-05-18T00:00+08:00")
SVG = "{http://www.w3.org/2000/svg}"


def xixian() -> OrderBook:
    scheme = compile_scheme(load_rules("xixian"), load_areas(XIXIAN / "areas.yaml"))
    return book_of(scheme, load_orders(XIXIAN / "orders.yaml").orders)


def asked(book: OrderBook, *areas: str, days: int = 14, **more: object) -> TimelineAsked:
    locale = Locale("en", book.scheme.titles, START.tzinfo, fixed=True)  # type: ignore[arg-type]
    end = START + timedelta(days=days)
    given = {"book": book, "areas": areas, "start": START, "end": end, "locale": locale, **more}
    return TimelineAsked(**given)  # type: ignore[arg-type]


def read(drawn: str) -> ET.Element:
    found = ET.fromstring(drawn)
    names = {element.tag.removeprefix(SVG) for element in found.iter()}
    assert names <= {"svg", "title", "desc", "defs", "pattern", "rect", "path", "text"}
    for element in found.iter():
        assert "style" not in element.attrib
        assert not [value for value in element.attrib.values() if "://" in value]
    return found


def text(found: ET.Element, tag: str = "text") -> list[str]:
    return [element.text or "" for element in found.iter(f"{SVG}{tag}")]


def bands(found: ET.Element, left: float) -> list[tuple[float, float, int]]:
    """Return the bands of levels in the order drawn: where each begins, how wide it is, its rank."""
    return [
        (float(box.attrib["x"]), float(box.attrib["width"]), int(fill.rpartition("-")[2][:-1]))
        for box in found.iter(f"{SVG}rect")
        if (fill := box.attrib["fill"]).startswith("url(#levels-level-")
        and box.attrib["height"] in {"24", "12"}
        and float(box.attrib["x"]) >= left
    ]


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_the_bands_are_the_levels_that_the_core_says(data: st.DataObject) -> None:
    rules = data.draw(schemes.rules())
    areas = data.draw(schemes.areas(rules))
    orders = data.draw(formats.orders(rules, areas, most=8))
    book = book_of(compile_scheme(rules, areas), orders)
    scheme, names = book.scheme, [area.id for area in areas.areas]
    start = min((order.period.start for order in orders), default=START) - timedelta(hours=1)
    tracks = (*scheme.tracks,) or (None,)
    end = start + timedelta(days=data.draw(st.integers(1, 400)))
    wanted = asked(book, *names, start=start, end=end, tracks=tracks)
    found = read(timeline_picture(wanted))
    left = float(
        next(box for box in found.iter(f"{SVG}rect") if box.attrib["fill"] == "#e9eeea").attrib["x"]
    )
    axis = Axis(micros_of(start), micros_of(end), left, WIDTH - MARGIN)
    expected = [
        (axis.x(micros_of(span.start)), scheme.ranks[span.level])
        for track in tracks
        for name in names
        for span in timeline(book, name, start=start, end=end, track=track)
        if span.level is not None and scheme.ranks[span.level] != scheme.default
    ]
    assert [(x, rank) for x, _width, rank in bands(found, left)] == expected


def test_each_row_says_in_words_what_it_shows() -> None:
    (told,) = text(read(timeline_picture(asked(xixian(), "qinhan", "weicheng"))), "desc")
    assert "Weicheng: Level 4, 2026-05-18 00:00+08:00 to 2026-05-20 00:00+08:00; Level 2, " in told
    assert (
        "floor Level 2, 2026-05-20 00:00+08:00 to 2026-05-25 00:00+08:00, by `XX-2026-05`" in told
    )
    assert (
        "; `XX-2026-05`, 2026-05-20 00:00+08:00 to 2026-05-25 00:00+08:00: order: its level holds"
        in told
    )
    (told,) = text(read(timeline_picture(asked(xixian(), *["weicheng"], days=40 * 365))), "desc")
    assert told.count(";") <= 41


def test_the_floor_is_that_of_the_nearest_area_that_has_a_floor_rule() -> None:
    book = xixian()
    spans = floor_timeline(book, "weicheng", start=START, end=START + timedelta(days=14))
    assert [span.level for span in spans] == ["4", "2", "4"]
    assert "not below Level 2" in text(read(timeline_picture(asked(book, "weicheng"))))
    assert "not below Level 2" not in text(read(timeline_picture(asked(book, "xixian", "qinhan"))))


def test_edges_tell_what_becomes_of_an_order() -> None:
    book = xixian()
    areas = load_areas(XIXIAN / "areas.yaml")
    names = [area.id for area in areas.areas]
    found = text(
        read(timeline_picture(asked(book, *names, days=300, start=START - timedelta(days=100))))
    )
    assert "order overtaken by a more severe level" in found
    assert "level by an order of the area itself" in found
    fairs = EXAMPLES / "fairs"
    scheme = compile_scheme(load_rules(str(fairs / "rules.yaml")), load_areas(fairs / "areas.yaml"))
    orders = load_orders(fairs / "orders.yaml").orders
    shown = asked(
        book_of(scheme, orders), *scheme.tree.ids, start=START - timedelta(days=900), days=2000
    )
    assert "level that comes from above" in text(read(timeline_picture(shown)))


def test_a_proposal_is_drawn_in_the_row_of_what_it_names_with_crosses_where_it_is_denied() -> None:
    book = xixian()
    (entry,) = load_proposals(XIXIAN / "proposals" / "deny-floor.yaml")
    proposal = entry.proposal
    assert isinstance(proposal, IssueProposal)
    decision = decide(book.scheme, book, proposal, START)
    both = [(proposal, decision)]
    found = text(read(timeline_picture(asked(book, "qinhan", proposals=both))))
    assert "P-17: Level 3, denied" in found
    assert "denied here" in found
    assert "proposal" not in text(read(timeline_picture(asked(book, "weicheng", proposals=both))))
    early = asked(book, "qinhan", proposals=both, days=2)
    assert "proposal" not in text(read(timeline_picture(early)))


def test_now_and_other_instants_are_marked_where_they_are_in_the_window() -> None:
    marks = [
        Mark(START + timedelta(days=13, hours=20), "approved"),
        Mark(START - timedelta(days=1), "before"),
    ]
    drawn = timeline_picture(asked(xixian(), "weicheng", at=START, marks=marks, drill=True, more=3))
    found = text(read(drawn))
    assert {"now", "approved"} <= {*found}
    assert "before" not in found
    assert any("DRILL" in one for one in text(read(drawn), "title"))
    assert "areas left out: 3; name those that are to be shown" in found


def test_more_orders_than_there_is_room_for_are_counted() -> None:
    book = xixian()
    (order,) = [one for one in load_orders(XIXIAN / "orders.yaml").orders if one.id == "XX-2026-05"]
    many = [order.model_copy(update={"id": f"N-{n}"}) for n in range(20)]
    drawn = timeline_picture(asked(book_of(book.scheme, many), "weicheng"))
    assert "orders left out: 8" in text(read(drawn))
    assert "order replaced by a later one" in text(read(drawn))


def test_whatever_stands_in_a_name_is_text() -> None:
    hostile = Text.of({"en": f"\u202e\uffff{HOSTILE}"})
    levels = (Level(id="a", default=True), Level(id="b", title=hostile))
    rules = Rules(format=1, id="sample", levels=levels, tiers=(Tier(id="city", inherits=False),))
    areas = Areas(areas=(Area(id="x", tier="city", title=hostile),))
    end = START + timedelta(days=3)
    order = {
        "id": "<b>'\"&",
        "area": "x",
        "level": "b",
        "scope": ["x"],
        "period": {"start": START, "end": end},
        "issuer": None,
        "recorded": Record(),
        "issued_at": START,
        "provisional_until": START + timedelta(days=1),
    }
    book = book_of(compile_scheme(rules, areas), [Order.model_validate(order)])
    found = read(timeline_picture(asked(book, "x", name="levels")))
    assert any("\\u202e" in one for one in text(found))
    assert "not ratified yet" in text(found)


def test_what_was_under_other_rules_is_shown_as_not_known() -> None:
    book = xixian()
    days = [micros_of(START + timedelta(days=day)) for day in (4, 40)]
    for since, shown in zip(days, (True, False), strict=True):
        found = text(read(timeline_picture(asked(book, "weicheng", since=since))))
        assert "not known" in found
        assert ("not below Level 2" in found) is shown
