"""The pictures of the pages on meaning, drawn by the library from the files of `examples/meaning`.

They are committed beside the pages. `tests/site/test_pictures.py` holds them to what is drawn;
GOLDENS=write draws them anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from docs.site.contents import LANGUAGES, Language
from responselevels import (
    OrderBook,
    book_of,
    compile_scheme,
    decide,
    load_areas,
    load_orders,
    load_proposals,
    load_rules,
)
from responselevels.models.proposals import IssueProposal
from responselevels.reports.frame.wording import Locale
from responselevels.reports.pictures.changes import changes_picture
from responselevels.reports.pictures.timeline import TimelineAsked, timeline_picture

_HERE = Path(__file__).resolve().parent
_EXAMPLES = _HERE.parents[1] / "examples"
_MEANING = _EXAMPLES / "meaning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture: of which world, over which time, with which proposals, decided *at*.

    *changes* alone: what its one proposal would change.
    """

    orders: str
    at: str
    start: str = "2026-06-02T00:00+08:00"
    end: str = "2026-06-12T00:00+08:00"
    rules: str = "xixian"
    areas: str = "areas.yaml"
    shown: tuple[str, ...] = ("xixian", "qinhan", "weicheng", "zhouling")
    proposals: tuple[str, ...] = ()
    changes: bool = False


_CITY = "2026-06-01T09:00+08:00"
DRAWN = {
    "index": Drawn(orders="overtaken.yaml", at="2026-06-04T12:00+08:00"),
    "verdicts": Drawn(
        orders="floors.yaml",
        at=_CITY,
        shown=("weicheng", "qinhan"),
        proposals=("F-1", "F-2", "F-5"),
    ),
    "floors": Drawn(orders="floors.yaml", at=_CITY, proposals=("F-1",)),
    "floors-permitted": Drawn(orders="floors.yaml", at=_CITY, proposals=("F-2", "F-3", "F-4")),
    "replacement": Drawn(
        orders="replacement.yaml",
        at="2026-06-05T09:00+08:00",
        shown=("qinhan", "weicheng", "zhouling"),
    ),
    "overtaking": Drawn(
        orders="overtaken.yaml", at="2026-06-06T12:00+08:00", shown=("xixian", "qinhan", "weicheng")
    ),
    "overtaking-changes": Drawn(
        orders="overtaking.yaml", at="2026-06-04T12:00+08:00", proposals=("O-2",), changes=True
    ),
    "lowering": Drawn(
        rules=str(_EXAMPLES / "lowering" / "marsec.yaml"),
        areas="port.areas.yaml",
        orders="port.yaml",
        at="2026-06-01T08:00Z",
        start="2026-06-02T00:00Z",
        end="2026-06-06T00:00Z",
        shown=("harbour",),
        proposals=("L-1", "L-2"),
    ),
}


def path_of(name: str, language: Language) -> Path:
    """Return where a picture lies."""
    return _HERE / language / "explanation" / f"{name}.svg"


def picture(name: str, language: Language) -> str:
    """Return a picture as SVG."""
    drawn = DRAWN[name]
    book, at = _book(drawn.rules, drawn.areas, drawn.orders), datetime.fromisoformat(drawn.at)
    locale = Locale(language, book.scheme.titles).within(at)
    files = [_MEANING / f"{one}.yaml" for one in drawn.proposals]
    read = [entry.proposal for file in files for entry in load_proposals(file)]
    proposals = [
        (one, decide(book.scheme, book, one, at)) for one in read if isinstance(one, IssueProposal)
    ]
    if drawn.changes:
        ((_proposal, decision),) = proposals
        return changes_picture(decision.changes, book.scheme, locale, name=name)
    asked = TimelineAsked(
        book=book,
        areas=drawn.shown,
        start=datetime.fromisoformat(drawn.start),
        end=datetime.fromisoformat(drawn.end),
        at=at,
        locale=locale,
        proposals=proposals,
        name=name,
    )
    return timeline_picture(asked)


@cache
def _book(rules: str, areas: str, orders: str) -> OrderBook:
    scheme = compile_scheme(load_rules(rules), load_areas(_MEANING / areas))
    return book_of(scheme, load_orders(_MEANING / orders).orders)


def pictures() -> dict[Path, str]:
    """Return all pictures in both languages, by where they lie."""
    return {path_of(name, lang): picture(name, lang) for lang in LANGUAGES for name in DRAWN}
