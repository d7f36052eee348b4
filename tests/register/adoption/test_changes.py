"""An adoption is a change like any other: approved where asked, signed, and seen for what it changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from responselevels.core.world.scheme import Scheme
from responselevels.errors import ApprovalRefused, InputError, RegisterDamaged
from responselevels.machine.levels import compile_scheme
from responselevels.models.rules import Rules
from responselevels.register.adoption.changes import Backing
from responselevels.register.adoption.easing import easings
from responselevels.register.adoption.words import (
    Signer,
    adoption_text,
    changes_digest,
    sign_adoption,
)
from responselevels.register.clocks import GivenClock
from responselevels.register.log.actors import Actor
from responselevels.register.log.events import Head, events_of
from responselevels.register.register import StoredRegister
from responselevels.register.replay import replay
from responselevels.register.signatures.rotation import sign_keys
from tests.register import duty
from tests.register.duty import approval, areas, at, fields_of, issued, order_of, ward_order
from tests.register.golden import key_list, secret, signed_rules
from tests.register.test_replay import rechained

FOUR = (
    ("district", "district", None),
    ("north", "ward", "district"),
    ("south", "ward", "district"),
)


def changed(base: Rules = duty.RULES, /, **more: Any) -> Rules:
    """Return rules with some keys changed."""
    written = base.model_dump(by_alias=True, exclude_defaults=True)
    return Rules.model_validate({**written, **more})


def with_ways(kind: str, /, **ways: Any) -> Rules:
    """Return rules with some transitions or endings changed, by id."""
    listed = duty.RULES.model_dump(by_alias=True, exclude_defaults=True)[kind]
    return changed(duty.RULES, **{kind: [{**way, **ways.get(way["id"], {})} for way in listed]})


@pytest.fixture
def clock() -> GivenClock:
    return duty.clock(at(0))


@pytest.fixture
def register(tmp_path: Any, clock: GivenClock) -> Iterator[StoredRegister]:
    with duty.made(f"sqlite:///{tmp_path}/r.db", clock) as made:
        yield made


def codes(register: StoredRegister, **what: Any) -> list[str]:
    """Return the codes with which an adoption is refused; nothing is recorded."""
    size = register.head.size
    with pytest.raises(InputError) as refused:
        register.adopt(**what)
    assert register.head.size == size
    return [problem.code for problem in refused.value.problems]


# -- approvals ---------------------------------------------------------------------------------


def asking(tmp_path: Any, clock: GivenClock, **adoption: Any) -> StoredRegister:
    rules = changed(adoption={"approval": {"all_of": ["board", "mayor"]}, **adoption})
    return duty.made(f"sqlite:///{tmp_path}/a.db", clock, rules=rules)


def test_an_adoption_needs_the_approvals_that_the_rules_ask(
    tmp_path: Any, clock: GivenClock
) -> None:
    with asking(tmp_path, clock) as register:
        board, mayor = approval("board", "wu.fang"), approval("mayor", "zhao.lei")
        what: dict[str, Any] = {"areas": areas(*FOUR, ("east", "ward", "district"))}
        assert codes(register, **what) == ["adoption.unapproved"]
        assert codes(register, **what, backing=Backing(approvals=(board,))) == [
            "adoption.unapproved"
        ]
        both = Backing(approvals=(board, mayor))
        by = Actor(person="wu.fang")
        assert codes(register, **what, backing=both, by=by) == ["adoption.unapproved"]
        late = Backing(approvals=(board, approval("mayor", "zhao.lei", 3)))
        assert codes(register, **what, backing=late) == ["adoption.unapproved"]
        other = mayor.model_copy(update={"digest": "sha256:" + "0" * 64})
        assert codes(register, **what, backing=Backing(approvals=(board, other)))
        register.adopt(**what, backing=both, by=Actor(person="so-014"))
        assert register.replay() == []


def test_the_message_says_who_is_missing_and_what_they_approve(
    tmp_path: Any, clock: GivenClock
) -> None:
    with asking(tmp_path, clock) as register:
        plan, _rows = register.planned(changed(id="other"))
        with pytest.raises(InputError) as refused:
            register.adopt(changed(id="other"))
    assert str(refused.value) == (
        "adoption: the rules in force ask for approval of an adoption, and it is missing: `board` "
        f"and `mayor`; have them approve `{plan.digest}`"
    )


def test_an_unknown_body_in_the_rule_is_refused() -> None:
    from responselevels.core.world.soundness import problems_in_rules

    (problem,) = problems_in_rules(changed(adoption={"approval": "nobody"}))
    assert (problem.code, problem.where.path) == ("body.unknown", ("adoption", "approval"))


# -- signatures --------------------------------------------------------------------------------


def word(  # noqa: PLR0917 - who says what for whom
    register: StoredRegister,
    clock: GivenClock,
    person: str,
    body: str | None,
    what: dict[str, Any],
    **more: Any,
) -> bytes:
    """Return what *person* signs of an adoption."""
    plan, rows = register.planned(**what)
    keys = register.state.keyring.lists()[-1]
    fields = {"at": clock.at, "expires": clock.at + timedelta(days=1), **more}
    name = "root" if body is None else person
    return sign_adoption(
        plan, rows, keys, Signer(key=secret(name), person=person, body=body, **fields)
    )


def test_signed_approvals_are_asked_where_the_rules_say_so(
    tmp_path: Any, clock: GivenClock
) -> None:
    with asking(tmp_path, clock, signed=True) as register:
        register.adopt_keys(sign_keys(key_list(1), [secret("root")]))
        what: dict[str, Any] = {"areas": areas(*FOUR, ("east", "ward", "district"))}
        asserted = Backing(approvals=(approval("board", "wu.fang"), approval("mayor", "zhao.lei")))
        assert codes(register, **what, backing=asserted) == ["adoption.unsigned"]
        one = word(register, clock, "wu.fang", "board", what)
        two = word(register, clock, "zhao.lei", "mayor", what)
        assert codes(register, **what, backing=Backing(envelopes=(one, one))) == [
            "adoption.unsigned"
        ]
        register.adopt(**what, backing=Backing(envelopes=(one, two)))
        assert register.replay() == []
        with pytest.raises(ApprovalRefused):  # once another was adopted, it fits no more
            register.adopt(areas=areas(*FOUR), backing=Backing(envelopes=(one, two)))


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        ({"person": "zhao.lei"}, "approval.wrong_key.person"),
        ({"body": "mayor"}, "approval.not_signatory"),
        ({"body": None}, "approval.not_signatory"),
        ({"adoption": "sha256:" + "0" * 64}, "approval.moved"),
        ({"changes": "sha256:" + "0" * 64}, "approval.moved"),
        ({"register": "other"}, "approval.moved"),
        ({"keys": 2}, "approval.moved"),
        ({"expires": "2026-03-01T00:00:00Z"}, "approval.expired"),
        ({"at": "2026-03-02T00:00:00Z"}, "approval.ahead"),
    ],
)
def test_a_word_that_does_not_fit_is_refused(
    tmp_path: Any, clock: GivenClock, spoilt: dict[str, Any], code: str
) -> None:
    from responselevels.register.adoption.words import ADOPTION_TYPE, AdoptionWord
    from responselevels.register.signatures.dsse import read_envelope, sealed

    with asking(tmp_path, clock, signed=True) as register:
        register.adopt_keys(sign_keys(key_list(1), [secret("root")]))
        what: dict[str, Any] = {"areas": areas(*FOUR, ("east", "ward", "district"))}
        raw = word(register, clock, "wu.fang", "board", what)
        body = read_envelope(raw, ADOPTION_TYPE, ApprovalRefused).body
        said = AdoptionWord.model_validate_json(body).model_dump(by_alias=True) | spoilt
        forged = AdoptionWord.model_validate(said)
        envelope = sealed(ADOPTION_TYPE, forged.to_bytes(), [secret("wu.fang")]).to_bytes()
        with pytest.raises(ApprovalRefused) as refused:
            register.adopt(**what, backing=Backing(envelopes=(envelope,)))
        assert refused.value.code == code


@pytest.fixture
def signing(tmp_path: Any, clock: GivenClock) -> Iterator[StoredRegister]:
    """Give a register whose rules demand signatures, with a key list."""
    with duty.made(f"sqlite:///{tmp_path}/s.db", clock, rules=signed_rules()) as made:
        made.adopt_keys(sign_keys(key_list(1), [secret("root")]))
        yield made


RENAMED = changed(
    signed_rules(),
    transitions=[
        {**way, "id": "lift"} if way["id"] == "raise" else way
        for way in duty.RULES.model_dump(by_alias=True, exclude_defaults=True)["transitions"]
    ],
)
BESIDE = changed(
    signed_rules(),
    transitions=[
        *signed_rules().model_dump(by_alias=True, exclude_defaults=True)["transitions"],
        {"id": "beside", "tier": "district", "to": ["alert"], "issuers": ["office"]},
    ],
)
NEW_LEVEL = changed(
    signed_rules(),
    levels=[*duty.RULES.model_dump()["levels"], {"id": "dark"}],
    transitions=[
        *signed_rules().model_dump(by_alias=True, exclude_defaults=True)["transitions"],
        {"id": "beside", "tier": "district", "to": ["dark"], "issuers": ["office"]},
    ],
)
LOSING: dict[str, dict[str, Any]] = {
    "the same without the word": {"rules": duty.RULES},
    "under another name": {"rules": RENAMED},
    "another way beside it": {"rules": BESIDE},
    "another way to a level that is new": {"rules": NEW_LEVEL},
    "not asked at all": {"rules": with_ways("transitions", **{"raise": {"requires": {}}})},
    "by way of the areas": {
        "areas": areas(("district", "ward", None), *FOUR[1:2], ("south", "ward", None)),
    },
}


def beside(tiers: list[dict[str, str]]) -> Rules:
    """Return the rules with another tier whose orders need no signature."""
    written = signed_rules().model_dump(by_alias=True, exclude_defaults=True)
    way = {"id": "sub_order", "tier": "sub", "to": ["closed"], "issuers": ["sub_office"]}
    return changed(
        signed_rules(),
        tiers=tiers,
        bodies={**written["bodies"], "sub_office": {"tier": "sub"}},
        transitions=[*written["transitions"], way],
    )


def without(rules: Rules, name: str) -> Rules:
    """Return rules without one transition."""
    ways = rules.model_dump(by_alias=True, exclude_defaults=True)["transitions"]
    return changed(rules, transitions=[way for way in ways if way["id"] != name])


ABOVE = beside([{"id": "sub"}, {"id": "district"}, {"id": "ward"}])
BETWEEN = beside([{"id": "district"}, {"id": "sub"}, {"id": "ward"}])
LOSING |= {
    "another tier above": {"rules": ABOVE},
    "another tier above, with its place": {
        "rules": ABOVE,
        "areas": areas(("all", "sub", None), ("district", "district", "all"), *FOUR[1:]),
    },
    "another tier between": {
        "rules": BETWEEN,
        "areas": areas(
            FOUR[0], ("sub", "sub", "district"), ("north", "ward", "sub"), ("south", "ward", "sub")
        ),
    },
    "what demands them taken away, to be put back otherwise": {
        "rules": without(signed_rules(), "raise")
    },
    "the places out of its reach": {
        "areas": areas(FOUR[0], ("north", "ward", None), ("south", "ward", None))
    },
    "no place left for it": {"areas": areas(("other", "ward", None))},
}


@pytest.mark.parametrize("what", LOSING.values(), ids=LOSING)
def test_no_demand_for_signatures_is_lost_without_the_root_keys(
    signing: StoredRegister, clock: GivenClock, what: dict[str, Any]
) -> None:
    if what is LOSING["by way of the areas"]:
        what = {"areas": areas(("district", "ward", None))}
        what |= {"merged": {"north": "district", "south": "district"}}
    assert codes(signing, **what) == ["adoption.roots"]
    board = word(signing, clock, "wu.fang", "board", what)
    assert codes(signing, **what, backing=Backing(envelopes=(board,))) == ["adoption.roots"]
    root = word(signing, clock, "keeper", None, what)
    signing.adopt(**what, backing=Backing(envelopes=(root,)))
    assert signing.replay() == []


def test_what_loses_no_demand_needs_no_root(signing: StoredRegister) -> None:
    signing.adopt(areas=areas(*FOUR, ("east", "ward", "district")))
    signing.adopt(rules=changed(signed_rules(), title="The same"))


def test_a_place_that_comes_under_a_tier_without_signatures_needs_the_root(
    tmp_path: Any, clock: GivenClock
) -> None:
    apart = areas(*FOUR, ("port", "sub", None))
    with duty.made(f"sqlite:///{tmp_path}/t.db", clock, rules=ABOVE, areas=apart) as made:
        made.adopt_keys(sign_keys(key_list(1), [secret("root")]))
        made.adopt(areas=areas(*FOUR, ("port", "sub", None), ("quay", "ward", "port")))
        under = areas(("port", "sub", None), ("district", "district", "port"), *FOUR[1:])
        assert codes(made, areas=under) == ["adoption.roots"]
        below = areas(FOUR[0], FOUR[1], ("south", "ward", "port"), ("port", "sub", None))
        assert codes(made, areas=below) == ["adoption.roots"]


def test_another_tier_that_demands_signatures_needs_no_root(signing: StoredRegister) -> None:
    written = BETWEEN.model_dump(by_alias=True, exclude_defaults=True)
    asked = {"requires": {"approval": "board", "signed": True}}
    ways = [way | asked if way["id"] == "sub_order" else way for way in written["transitions"]]
    signing.adopt(rules=changed(BETWEEN, transitions=ways))


def test_an_adoption_that_nobody_signed_is_named_by_replay(
    signing: StoredRegister, clock: GivenClock
) -> None:
    what: dict[str, Any] = {"rules": duty.RULES}
    root = word(signing, clock, "keeper", None, what)
    signing.adopt(**what, backing=Backing(envelopes=(root,)))
    fields = [fields_of(event) for event in events_of(signing.store.lines(), Head())]
    del fields[-1]["envelopes"]
    found = list(replay(rechained(fields), signing.store.document))
    assert [(one.seq, one.what) for one in found] == [(fields[-1]["seq"], "adoption")]


# -- what becomes milder or easier --------------------------------------------------------------


def test_a_place_that_leaves_an_order_is_named(register: StoredRegister, clock: GivenClock) -> None:
    issued(register, order_of("P-1", level="closed", start=1, end=50))
    register.issue(ward_order("N-1", level="closed", start=10, end=70))
    moved = areas(FOUR[0], ("north", "ward", None), FOUR[2])
    with pytest.raises(InputError) as refused:
        register.adopt(areas=moved)
    _plan, rows = register.planned(areas=moved)
    level = {"what": "level", "area": "north", "from": "closed", "to": "calm"}
    assert rows == [{**level, "start": "2026-03-01T01:00:00Z", "end": "2026-03-01T10:00:00Z"}]
    assert str(refused.value) == (
        "changes: `north` would go from `closed` to `calm`, from 2026-03-01T01:00:00Z to "
        "2026-03-01T10:00:00Z (`-`: from the adoption on, or without end)\n"
        "changes: nothing was adopted; if all of this is meant, accept it: `--accept-changes "
        f"{changes_digest(rows)}`"
    )
    clock.at = at(2)
    _plan, rows = register.planned(areas=moved)
    assert [row["start"] for row in rows if row["what"] == "level"] == [None]
    stale = Backing(accept="sha256:" + "0" * 64)
    assert codes(register, areas=moved, backing=stale)[-1] == "adoption.accept"
    clock.at = at(3)  # what holds from now on reads the same a little later
    register.adopt(areas=moved, backing=Backing(accept=changes_digest(rows)))
    assert register.replay() == []
    (event,) = [
        event
        for event in events_of(register.store.lines(), Head())
        if event.kind == "adoption" and "changes" in fields_of(event)
    ]
    assert fields_of(event)["changes"] == rows


def test_a_list_of_changes_that_is_another_is_named_by_replay(register: StoredRegister) -> None:
    issued(register, order_of("P-1", level="closed", start=1, end=50))
    duty.adopted(register, areas=areas(FOUR[0], ("north", "ward", None), FOUR[2]))
    fields = [fields_of(event) for event in events_of(register.store.lines(), Head())]
    fields[-1]["changes"] = [{**fields[-1]["changes"][0], "to": "watch"}]
    found = list(replay(rechained(fields), register.store.document))
    assert [one.what for one in found] == ["adoption"]
    del fields[-1]["changes"]
    assert [one.what for one in replay(rechained(fields), register.store.document)] == ["adoption"]


def test_a_name_that_is_still_there_is_looked_at_as_well_as_what_became_of_it(
    register: StoredRegister,
) -> None:
    register.issue(ward_order("N-1", level="closed", start=10, end=70))
    beside = areas(*FOUR, ("yard", "ward", "district"))
    assert codes(register, areas=beside, renamed={"north": "yard"}) == [
        "adoption.milder",
        "adoption.accept",
    ]
    assert codes(register, areas=beside, merged={"north": "yard"})[0] == "adoption.milder"
    register.adopt(areas=beside, renamed={"south": "yard"})


def test_an_area_is_renamed_or_merged_and_not_both(register: StoredRegister) -> None:
    less = areas(FOUR[0], FOUR[2])
    both = {"renamed": {"north": "south"}, "merged": {"north": "district"}}
    assert codes(register, areas=less, **both) == ["adoption.twice"]


def test_what_is_accepted_must_be_there(register: StoredRegister) -> None:
    backing = Backing(accept="sha256:" + "0" * 64)
    assert codes(register, areas=areas(*FOUR), backing=backing) == ["adoption.accept"]


@pytest.mark.parametrize("hours", [0.5, 9.5, 49.5, 69.5])
def test_every_instant_to_come_is_looked_at(
    register: StoredRegister, clock: GivenClock, hours: float
) -> None:
    issued(register, order_of("P-1", level="watch", start=1, end=50))
    register.issue(ward_order("N-1", level="alert", start=10, end=70))
    clock.at = at(hours)
    merged = areas(FOUR[0], ("both", "ward", "district"))
    _plan, rows = register.planned(areas=merged, merged={"north": "both", "south": "both"})
    assert rows == []
    gone = areas(FOUR[0], FOUR[1])
    _plan, rows = register.planned(areas=gone)
    if hours < 50:
        (row,) = rows
        assert row["what"] == "level"
        assert (row["area"], row["from"], row["to"]) == ("south", "watch", None)
    else:
        assert rows == []


RATIFY = {"approval": "board", "within": "PT4H", "again_after": "PT12H"}
EASED: dict[str, tuple[Rules, str]] = {
    "an ending without approval": (
        with_ways("endings", stand_down={"requires": {}}),
        "adoption.eased_end",
    ),
    "an ending by more": (
        with_ways("endings", stand_down={"issuers": ["office", "police"]}),
        "adoption.eased_end",
    ),
    "an ending by fewer bodies": (
        with_ways("endings", stand_down={"requires": {"approval": {"any_of": ["board", "mayor"]}}}),
        "adoption.eased_end",
    ),
    "a longer grace": (
        with_ways("transitions", at_once={"ratify": {**RATIFY, "within": "PT5H"}}),
        "adoption.eased_ratify",
    ),
    "ratified by another": (
        with_ways("transitions", at_once={"ratify": {**RATIFY, "approval": "mayor"}}),
        "adoption.eased_ratify",
    ),
    "again sooner": (
        with_ways("transitions", at_once={"ratify": {**RATIFY, "again_after": "PT11H"}}),
        "adoption.eased_ratify",
    ),
    "again at once": (
        with_ways("transitions", at_once={"ratify": {**RATIFY, "again_after": None}}),
        "adoption.eased_ratify",
    ),
    "never ratified": (
        changed(
            transitions=[
                {key: value for key, value in way.items() if key != "ratify"}
                for way in duty.RULES.model_dump(by_alias=True, exclude_defaults=True)[
                    "transitions"
                ]
            ]
        ),
        "adoption.eased_issue",
    ),
    "no assessment": (
        with_ways(
            "transitions", **{"raise": {"requires": {"approval": {"any_of": ["board", "mayor"]}}}}
        ),
        "adoption.eased_issue",
    ),
    "an open period": (
        with_ways("transitions", ward_order={"requires": {"period": "open"}}),
        "adoption.eased_issue",
    ),
    "no floor": (changed(floors=[]), "adoption.eased_floor"),
    "a floor that only advises": (
        changed(floors=[{"id": "ward_floor", "tier": "ward", "binding": False}]),
        "adoption.eased_floor",
    ),
    "a floor that counts orders for fewer places": (
        changed(floors=[{"id": "ward_floor", "tier": "ward", "counts": "touching"}]),
        "adoption.eased_floor",
    ),
    "lowering without a word": (changed(lowering="free"), "adoption.eased_lowering"),
    "levels in another order": (
        changed(
            levels=[
                {"id": "calm", "default": True},
                {"id": "alert"},
                {"id": "watch"},
                {"id": "closed"},
            ]
        ),
        "adoption.eased_levels",
    ),
}


@pytest.mark.parametrize("name", EASED)
def test_what_is_eased_while_an_order_stands_is_refused_with_its_name(
    register: StoredRegister, clock: GivenClock, name: str
) -> None:
    rules, code = EASED[name]
    register.issue(ward_order("N-1", level="watch", start=10, end=20))
    found = codes(register, rules=rules)
    assert code in found
    assert found[-1] == "adoption.accept"
    clock.at = at(20)  # nothing stands any more
    register.adopt(rules=rules)
    assert register.replay() == []


STRICTER = {
    "again later": with_ways("transitions", at_once={"ratify": {**RATIFY, "again_after": "PT13H"}}),
    "the same": changed(title="Again"),
    "more approvals": with_ways(
        "endings", stand_down={"requires": {"approval": {"all_of": ["board", "mayor"]}}}
    ),
    "a reason": with_ways(
        "endings", stand_down={"requires": {"approval": "board", "reason": True}}
    ),
    "signed": signed_rules(),
    "a shorter grace": with_ways("transitions", at_once={"ratify": {**RATIFY, "within": "PT1H"}}),
    "fewer ways": changed(endings=[]),
    "a floor more": changed(
        floors=[
            {"id": "ward_floor", "tier": "ward", "of": ["district"]},
            {"id": "more", "tier": "ward", "counts": "issued"},
        ]
    ),
}


def test_asking_less_of_a_scope_or_of_what_is_foreseen_is_eased() -> None:
    def under(**requires: Any) -> Scheme:
        return compile_scheme(
            with_ways("transitions", ward_order={"requires": requires}), duty.AREAS
        )

    def points(old: Scheme, new: Scheme) -> set[tuple[str, ...]]:
        return {tuple(row["points"]) for row in easings(old, new, {})}

    bare, named = under(), under(scope="explicit")
    wards = under(scope={"tiers": ["ward"]})
    both = under(scope={"explicit": True, "tiers": ["ward"]})
    for old, new in ((named, bare), (wards, bare), (both, wards), (both, named), (named, wards)):
        assert points(old, new) == {("scope",)}
    for old, new in ((bare, wards), (bare, both), (wards, both), (named, both), (both, both)):
        assert points(old, new) == set()
    assert points(under(expected_end=True), bare) == {("expected_end",)}
    assert points(bare, under(expected_end=True)) == set()


def test_a_floor_that_counts_orders_of_fewer_tiers_is_eased() -> None:
    tiers = [{"id": "district"}, {"id": "ward"}, {"id": "block"}]

    def under(*of: str) -> Scheme:
        floor = {"id": "block_floor", "tier": "block", **({"of": of} if of else {})}
        return compile_scheme(changed(tiers=tiers, floors=[floor]), duty.AREAS)

    eased = [{"what": "eased", "kind": "floor", "rule": "block_floor", "tier": "block"}]
    assert easings(under(), under("ward"), {}) == eased
    assert easings(under("district"), under("ward"), {}) == eased
    assert easings(under("district", "ward"), under(), {}) == []
    assert easings(under(), under("district", "ward"), {}) == []
    assert easings(under("ward"), under("district", "ward"), {}) == []


@pytest.mark.parametrize("name", STRICTER)
def test_what_is_stricter_is_adopted_without_a_word(register: StoredRegister, name: str) -> None:
    register.issue(ward_order("N-1", level="watch", start=10, end=20))
    register.adopt(rules=STRICTER[name])
    assert register.replay() == []


def test_another_default_is_milder_everywhere_and_said_once(register: StoredRegister) -> None:
    levels = [{"id": "calm"}, {"id": "watch", "default": True}, {"id": "alert"}, {"id": "closed"}]
    register.adopt(rules=changed(levels=levels))
    _plan, rows = register.planned(rules=duty.RULES)
    assert rows == [
        {
            "what": "level",
            "area": "district",
            "from": "watch",
            "to": "calm",
            "start": None,
            "end": None,
        }
        | ({"drill": True} if drill else {})
        for drill in (False, True)
    ]


def test_what_is_signed_is_shown_whole(register: StoredRegister) -> None:
    issued(register, order_of("P-1", level="closed", start=1, end=50))
    moved = areas(FOUR[0], ("harbour", "ward", None), FOUR[2])
    plan, rows = register.planned(areas=moved, renamed={"north": "harbour"})
    for lang in ("en", "zh"):
        lines = adoption_text(plan, rows, lang).splitlines()
        assert any(plan.areas in line for line in lines)
        assert any("`north`" in line and "`harbour`" in line for line in lines)
        assert lines[-1].endswith(plan.digest)
        assert lines[-2].endswith(changes_digest(rows))


def test_a_log_whose_adoption_names_somebody_twice_was_not_recorded(
    tmp_path: Any, clock: GivenClock
) -> None:
    with asking(tmp_path, clock) as register:
        both = Backing(approvals=(approval("board", "wu.fang"), approval("mayor", "zhao.lei")))
        register.adopt(areas=areas(*FOUR, ("east", "ward", "district")), backing=both)
        fields = [fields_of(event) for event in events_of(register.store.lines(), Head())]
        second = {**fields[-1]["approvals"][1], "person": "WU.FANG"}
        fields[-1]["approvals"] = [fields[-1]["approvals"][0], second]
        with pytest.raises(RegisterDamaged):
            list(replay(rechained(fields), register.store.document))
