"""Hand-made decisions: every part of one, so that reports are tested without deciding."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from responselevels.models.areas import Area, Areas
from responselevels.models.decisions import (
    Change,
    Decision,
    Effect,
    Finding,
    Overtake,
    Remedy,
    Span,
    Verdict,
)
from responselevels.models.duties import DutyDue
from responselevels.models.measuring import Becomes, MeasureChange
from responselevels.models.parts.cites import Clause, Source
from responselevels.models.rules import Body, Level, Rules, Tier
from responselevels.models.texts import Text
from responselevels.text.catalogue import Alternatives, Named

T0 = datetime(2026, 2, 11, 4, 0, tzinfo=UTC)
T1 = datetime(2026, 2, 11, 16, 0, tzinfo=UTC)
T2 = datetime(2026, 2, 12, 16, 0, tzinfo=UTC)


def text(en: str, zh: str) -> Text:
    return Text.of({"en": en, "zh": zh})


RULES = Rules(
    format=1,
    id="sample",
    title=text("Sample scheme", "示例方案"),
    sources={
        "opinion": Source(
            title=text("Opinion on the sample", "关于示例的意见"),
            issued="2021-03-01",
            publisher=text("Sample office", "示例办"),
        ),
        "bare": Source(title=text("Bare notice", "通知")),
        "dated": Source(title=text("Dated notice", "有日期的通知"), issued="2022-01-02"),
        "published": Source(
            title=text("Published notice", "有机关的通知"), publisher=text("Office", "某办")
        ),
        "short": Source(
            title=text("Long notice", "很长的通知"),
            short=text("Note", "简称"),
            publisher=text("Office", "某办"),
        ),
        "chinese": Source(title=text("Bulletin", "很长的通报"), short=Text.of({"zh": "通报"})),
    },
    levels=(
        Level(id="4", title=text("Routine", "常态"), default=True),
        Level(id="3", title=text("Level 3", "三级")),
        Level(id="2", title=text("Level 2", "二级")),
    ),
    tiers=(Tier(id="region", title=text("Region", "大区")), Tier(id="city")),
    bodies={
        "board": Body(tier="region", title=text("Board", "委员会")),
        "police": Body(tier="region"),
    },
)
AREAS = Areas(
    areas=(
        Area(id="region", tier="region", title=text("Region", "大区")),
        Area(id="north", tier="city", parent="region", title=text("North City", "北城")),
        Area(id="dong", tier="city", parent="region"),
    )
)
CITE = Clause(source="opinion", clause="3.4")
NORTH, DONG = Named("area", "north"), Named("area", "dong")

FLOOR = Finding(
    code="floor.less_severe",
    effect=Effect.DENY,
    rule="city_not_below_region",
    cite=CITE,
    facts={
        "level": Named("level", "3"),
        "required": Named("level", "2"),
        "areas": (NORTH,),
        "orders": (Named("order", "R-1"),),
    },
    where=(
        Span(area="dong", start=T1, end=None, required="3", orders=("R-1", "R-2")),
        Span(area="north", start=T1, end=T2, required="2", orders=("R-1",)),
    ),
    remedies=(
        Remedy(level="2"),
        Remedy(period=(T2, T2 + timedelta(days=1))),
        Remedy(period=(T2, None)),
        Remedy(scope=("dong", "north")),
    ),
)
MISSING = Finding(
    code="approval.missing",
    effect=Effect.PENDING,
    rule="activate",
    cite=Clause(source="bare", clause="二"),
    facts={
        "approved": (),
        "ways": Alternatives(
            ((Named("body", "board"),), (Named("body", "board"), Named("body", "police")))
        ),
    },
    completions=(("board",), ("board", "police")),
)
LATE = Finding(
    code="approval.late",
    effect=Effect.NOTE,
    rule="activate",
    facts={"body": Named("body", "board"), "at": T2, "decided_at": T0},
)
BACKDATED = Finding(
    code="period.backdated", effect=Effect.DENY, facts={"start": T0, "decided_at": T1}
)
LOWERS = Finding(code="level.lowers", effect=Effect.NOTE, facts={"areas": (DONG, NORTH)})
CHANGES = (
    Change(area="dong", start=T1, end=None, from_level="3", to_level="4"),
    Change(area="north", start=T1, end=T2, from_level="4", to_level="3"),
)
DUTIES = (
    DutyDue(do=text("Publish", "公布"), to=text("the public", "公众"), due=T1),
    DutyDue(do=text("File", "备案"), to=None, due=T2),
    DutyDue(do=text("Report", "报告"), to=text("the region", "大区"), due=None),
    DutyDue(do=Text.of("Brief"), to=None, due=None),
)


def made(verdict: Verdict, *findings: Finding, **more: object) -> Decision:
    """Return a decision with these findings; anything else may be set by name."""
    parts: dict[str, object] = {
        "proposal": "P-7",
        "verdict": verdict,
        "transition": "city_order",
        "decided_at": T0,
        "rules_id": "sample",
        "rules_digest": "sha256:00",
        "findings": findings,
        "changes": (),
        "overtakes": (),
        "replaces": (),
        "duties": (),
        "provisional_until": None,
        "offset": timedelta(hours=8),
    }
    return Decision(**(parts | more))  # type: ignore[arg-type]


def moved(
    change: Becomes,
    area: str,
    end: datetime | None,
    *,
    before: tuple[str, ...] = (),
    after: tuple[str, ...] = (),
) -> MeasureChange:
    """Return what becomes of a measure from T1 on."""
    (measure, *_others) = before or after
    return MeasureChange(
        measure=measure, change=change, area=area, start=T1, end=end, before=before, after=after
    )


DENIED = made(Verdict.DENY, FLOOR, BACKDATED, LATE, duties=DUTIES)
WAITING = made(Verdict.PENDING, MISSING, LATE, transition="activate")
PERMITTED = made(
    Verdict.PERMIT,
    LOWERS,
    changes=CHANGES,
    measures=(
        moved("begin", "north", T2, after=("patrol",)),
        moved("end", "dong", None, before=("posts",)),
        moved("differ", "north", T2, before=("boats",), after=("boats", "boats_2")),
    ),
    overtakes=(
        Overtake(order="N-3", area="north", start=T1, end=T2),
        Overtake(order="N-4", area="dong", start=T1, end=None),
    ),
    duties=DUTIES,
    provisional_until=T2,
)
PLAIN = made(Verdict.PERMIT)
UNFIT = made(Verdict.DENY, BACKDATED, transition=None)
EVERY = {
    "denied": DENIED,
    "waiting": WAITING,
    "permitted": PERMITTED,
    "plain": PLAIN,
    "unfit": UNFIT,
}
