"""Facts for each finding and variant, as the checks give them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from responselevels.text.catalogue import Alternatives, Named, Phrase

AREA = Named("area", "north")
PLACES = (Named("area", "north"), Named("area", "东区"))
OFFICE = Named("body", "office")
BODIES = (Named("body", "board"), Named("body", "committee"))
WAYS = Alternatives(
    ((Named("body", "board"),), (Named("body", "committee"), Named("body", "police")))
)
ORDER = Named("order", "R-1")
LEVEL, STANDING = Named("level", "3"), (Named("level", "4"),)
TIER = Named("tier", "city")
KEY = "sha256:" + "a" * 64
NOON = datetime(2026, 2, 11, 4, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=3, minutes=30)
TABLE = Named("table", "grade")
CALLED = {"table": TABLE, "level": LEVEL, "rows": (2, 3), "levels": (Named("level", "2"),)}
FLOOR = {"level": LEVEL, "required": Named("level", "2"), "areas": PLACES, "orders": (ORDER,)}
LOWERED = {"level": LEVEL, "areas": PLACES, "lowers": (ORDER,)}

FACTS: dict[str, dict[str, object]] = {
    "record.unstated": {"parts": (Phrase("phrase.unstated.issuer"),)},
    "record.late": {"announced": LATER, "start": NOON},
    "transition.undefined": {"tier": TIER, "level": LEVEL, "standing": STANDING},
    "transition.undefined.same": {"tier": TIER, "level": LEVEL, "standing": (LEVEL,)},
    "transition.undefined.named": {
        "transition": Named("transition", "city_order"),
        "tier": TIER,
        "level": LEVEL,
        "standing": STANDING,
    },
    "transition.undefined.end": {"tier": TIER, "level": LEVEL},
    "transition.undefined.ratify": {"order": ORDER, "level": LEVEL},
    "issuer.not_entitled": {"issuer": OFFICE, "issuers": BODIES},
    "issuer.not_entitled.absent": {"issuer": OFFICE, "issuers": BODIES, "area": AREA},
    "issuer.not_entitled.nobody": {"issuer": OFFICE, "issuers": (), "area": AREA},
    "assessment.missing.none": {"by": BODIES},
    "assessment.missing.joint": {"by": BODIES, "with": (OFFICE,)},
    "assessment.missing.parts": {"absent": BODIES},
    "assessment.missing.late": {"at": LATER, "decided_at": NOON},
    "assessment.stale.before_order": {"at": NOON, "order": ORDER, "issued": LATER},
    "assessment.stale.old": {"at": NOON, "decided_at": LATER, "max_age": timedelta(hours=3)},
    "criteria.missing": {"table": TABLE, "level": LEVEL, "facts": (Named("fact", "people"),)},
    "criteria.differs": CALLED,
    "criteria.differs.advice": CALLED,
    "approval.missing": {"approved": (), "ways": WAYS},
    "approval.missing.one": {"approved": BODIES, "ways": Alternatives((BODIES,))},
    "approval.missing.nobody": {"approved": BODIES},
    "approval.not_entitled.unnamed": {"body": OFFICE},
    "approval.not_entitled.elsewhere": {"body": OFFICE, "area": AREA},
    "approval.not_entitled.absent": {"body": OFFICE},
    "approval.self.body": {"body": OFFICE},
    "approval.self.person": {"body": OFFICE, "person": "li.na"},
    "approval.self.order_body": {"body": OFFICE},
    "approval.self.order_person": {"body": OFFICE, "person": "li.na"},
    "approval.before_order": {"body": OFFICE, "at": NOON, "order": ORDER, "issued": LATER},
    "approval.before_assessment": {"body": OFFICE, "at": NOON, "assessed": LATER},
    "approval.unbound": {"body": OFFICE, "expected": "sha256:" + "1" * 64},
    "approval.late": {"body": OFFICE, "at": LATER, "decided_at": NOON},
    "approval.stale": {
        "body": OFFICE,
        "digest": "sha256:" + "0" * 64,
        "expected": "sha256:" + "1" * 64,
    },
    "approval.refused.person": {"body": OFFICE, "person": "li.na"},
    "approval.refused.body": {"body": OFFICE},
    "approval.refusal_not_entitled": {"body": OFFICE},
    "approval.unsigned.approval": {"body": OFFICE},
    "approval.unsigned.refusal": {"body": OFFICE},
    "approval.few_persons": {"body": OFFICE, "count": 1, "needed": 2},
    "approval.same_person": {
        "body": OFFICE,
        "persons": (Named("person", "chen.jie"), Named("person", "li.na")),
    },
    "approval.wrong_key.signature": {"body": OFFICE, "key": KEY},
    "approval.wrong_key.person": {"body": OFFICE, "key": KEY, "person": "li.na"},
    "approval.not_signatory": {"body": OFFICE, "key": KEY, "person": "li.na"},
    "approval.key_expired.over": {"body": OFFICE, "key": KEY, "person": "li.na", "until": NOON},
    "approval.key_expired.early": {"body": OFFICE, "key": KEY, "person": "li.na", "from": NOON},
    "approval.key_revoked": {"body": OFFICE, "key": KEY, "person": "li.na", "since": 41},
    "approval.keys_changed": {"body": OFFICE, "key": KEY, "keys": 3},
    "approval.rules_changed": {
        "body": OFFICE,
        "rules": "sha256:" + "0" * 64,
        "expected": "sha256:" + "1" * 64,
    },
    "approval.expired": {"body": OFFICE, "expires": NOON},
    "approval.moved": {"body": OFFICE, "field": "register", "signed": "north", "here": "south"},
    "approval.replayed": {"body": OFFICE, "first": 17},
    "rules.not_in_force.before": {"decided_at": NOON, "start": LATER},
    "rules.not_in_force.after": {"decided_at": LATER, "end": NOON},
    "reason.missing": {},
    "scope.missing": {},
    "scope.outside_area": {"areas": PLACES, "area": AREA},
    "scope.outside_area.order": {"areas": PLACES, "order": ORDER},
    "scope.tier": {"areas": PLACES, "tiers": (TIER, Named("tier", "grid"))},
    "expected_end.missing": {},
    "expected_end.outside": {"expected_end": NOON, "start": LATER},
    "expected_end.outside.end": {"expected_end": LATER, "end": NOON},
    "period.unbounded": {},
    "period.empty": {"start": LATER, "end": NOON},
    "period.backdated": {"start": NOON, "decided_at": LATER},
    "period.backdated.end": {"at": NOON, "decided_at": LATER},
    "period.too_long": {"length": timedelta(days=40), "max": timedelta(days=30)},
    "period.too_long.endless": {"max": timedelta(days=30)},
    "period.short_notice": {"start": NOON, "notice": timedelta(hours=6), "earliest": LATER},
    "floor.less_severe": FLOOR,
    "floor.less_severe.advice": FLOOR,
    "level.lowers": {"areas": PLACES},
    "lowering.no_ending": LOWERED,
    "lowering.refused": LOWERED,
    "provisional.repeated": {
        "orders": (ORDER,),
        "until": NOON,
        "again_after": timedelta(days=7),
        "earliest": NOON + timedelta(days=7),
    },
    "provisional.longer": {"given": LATER, "until": NOON},
    "order.not_in_force": {"order": ORDER, "at": NOON},
    "order.not_provisional": {"order": ORDER},
}
"""Code, with its variant where it has one → facts."""

CODES = frozenset(
    [
        "transition.undefined",
        "issuer.not_entitled",
        "assessment.missing",
        "assessment.stale",
        "criteria.missing",
        "criteria.differs",
        "approval.missing",
        "approval.not_entitled",
        "approval.self",
        "approval.before_order",
        "approval.before_assessment",
        "approval.unbound",
        "approval.late",
        "approval.stale",
        "approval.refused",
        "approval.refusal_not_entitled",
        "approval.unsigned",
        "approval.few_persons",
        "approval.same_person",
        "approval.wrong_key",
        "approval.not_signatory",
        "approval.key_expired",
        "approval.key_revoked",
        "approval.keys_changed",
        "approval.rules_changed",
        "approval.expired",
        "approval.moved",
        "approval.replayed",
        "rules.not_in_force",
        "reason.missing",
        "scope.missing",
        "scope.outside_area",
        "scope.tier",
        "expected_end.missing",
        "expected_end.outside",
        "period.unbounded",
        "period.empty",
        "period.backdated",
        "period.too_long",
        "period.short_notice",
        "floor.less_severe",
        "level.lowers",
        "lowering.no_ending",
        "lowering.refused",
        "provisional.repeated",
        "provisional.longer",
        "order.not_in_force",
        "order.not_provisional",
        "record.unstated",
        "record.late",
    ]
)
"""Every code of docs/semantics.md."""
