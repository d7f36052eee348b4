"""Sentences of findings: what each says, and what would put it right.

``finding.<code>`` or ``finding.<code>.<variant>`` says what was found;
``help.<code>``, or ``help.<code>.<variant>`` where it differs, says what to do.
"""

SENTENCES: dict[str, str] = {
    "finding.transition.undefined": (
        "no transition of the scheme leads {tier} to {level} from {standing}, where it stands"
    ),
    "finding.transition.undefined.same": (
        "no transition of the scheme lets {tier} order {level} while it is in force already"
    ),
    "finding.transition.undefined.named": (
        "the transition {transition} does not lead {tier} to {level} from {standing}, "
        "where it stands"
    ),
    "finding.transition.undefined.end": (
        "no ending of the scheme is for an order of {tier} at {level}"
    ),
    "finding.transition.undefined.ratify": (
        "no transition of the scheme lets {order}, at {level}, be ratified after its issue"
    ),
    "help.transition.undefined": (
        "propose a level that the scheme lets {tier} order from {standing}; "
        "`responselevels diagram` draws them"
    ),
    "help.transition.undefined.named": (
        "leave `transition` out, so that every one is tried, or name one that fits"
    ),
    "help.transition.undefined.end": (
        "let the order run out, or replace it by a later order of the same area"
    ),
    "help.transition.undefined.ratify": "issue a new order in the normal way",
    "finding.issuer.not_entitled": "{issuer} is not entitled to this; entitled: {issuers}",
    "finding.issuer.not_entitled.absent": (
        "{issuer} cannot issue here: no area of the line of {area} has such a body"
    ),
    "finding.issuer.not_entitled.nobody": (
        "{issuer} cannot issue here: no area of the line of {area} has such a body, "
        "nor any other that is entitled"
    ),
    "help.issuer.not_entitled": "have {issuers:or} put it forward as the issuer",
    "help.issuer.not_entitled.nobody": (
        "give the rules an issuer that {area} has, or correct the areas file"
    ),
    "finding.assessment.missing.none": "no assessment is given; one by {by:or} is needed",
    "finding.assessment.missing.joint": (
        "no assessment is given; one by {by:or}, made with {with}, is needed"
    ),
    "finding.assessment.missing.parts": "these have no part in the assessment yet: {absent}",
    "finding.assessment.missing.late": (
        "the assessment is dated {at}, after the time of this decision, {decided_at}"
    ),
    "finding.assessment.stale.before_order": (
        "the assessment is dated {at}, before {order} was issued at {issued}"
    ),
    "finding.assessment.stale.old": (
        "the assessment is dated {at}, more than {max_age} before this decision, {decided_at}"
    ),
    "help.assessment.stale": "have the situation assessed again as it is under the order",
    "help.assessment.stale.old": "have the situation assessed again as it is now",
    "help.assessment.missing.none": (
        "have {by:or} assess the situation, and state the assessment with its time"
    ),
    "help.assessment.missing.joint": (
        "have {by:or} assess the situation with {with}, and state the assessment with its time"
    ),
    "help.assessment.missing.parts": "have {absent} take part, and name them in the assessment",
    "help.assessment.missing.late": "decide again once it has been made, or correct its time",
    "finding.approval.missing": (
        "approval is still missing from {ways} (approved so far: {approved})"
    ),
    "finding.approval.missing.one": (
        "approval is still missing from {ways} (approved so far: {approved})"
    ),
    "finding.approval.missing.nobody": (
        "approval is missing, and no further body could complete it (approved so far: {approved})"
    ),
    "help.approval.missing": "decide again once there is the approval of {ways}",
    "help.approval.missing.one": "decide again once there is the approval of {ways}",
    "help.approval.missing.nobody": (
        "have another body issue it; if nobody's order could be approved here, "
        "look at the areas file and the rules"
    ),
    "finding.approval.not_entitled.unnamed": (
        "the approval of {body} does not count: the rules do not ask for it"
    ),
    "finding.approval.not_entitled.elsewhere": (
        "the approval of {body} for {area} does not count: that is not the area "
        "whose body acts here"
    ),
    "finding.approval.not_entitled.absent": (
        "the approval of {body} does not count: no area of this order's own line has such a body"
    ),
    "help.approval.not_entitled": "ask a body that the rules name, or leave this approval out",
    "help.approval.not_entitled.elsewhere": (
        "ask the {body} of the order's own line, and leave the area out"
    ),
    "finding.approval.self.body": (
        "the approval of {body} does not count: it is the issuing body itself"
    ),
    "finding.approval.self.person": (
        "the approval of {body} does not count: `{person}` proposed and approved"
    ),
    "help.approval.self": "another body must approve",
    "help.approval.self.person": "another person must approve for {body}",
    "finding.approval.self.order_body": (
        "the approval of {body} does not count: it issued the order itself"
    ),
    "finding.approval.self.order_person": (
        "the approval of {body} does not count: `{person}` proposed the order and approved"
    ),
    "help.approval.self.order_person": "another person must approve for {body}",
    "finding.approval.before_order": (
        "the approval of {body} does not count: it is dated {at}, "
        "before {order} was issued at {issued}"
    ),
    "help.approval.before_order": "ask {body} to approve this proposal, as the order stands now",
    "finding.approval.before_assessment": (
        "the approval of {body} does not count: it is dated {at}, "
        "before the assessment of {assessed}"
    ),
    "help.approval.before_assessment": (
        "show {body} the assessment as it is now, and ask for approval again"
    ),
    "finding.approval.unbound": (
        "the approval of {body} does not count: the rules ask for approvals that name "
        "the digest of the proposal, and this one names none"
    ),
    "help.approval.unbound": (
        "show {body} the proposal as it is now, and state its digest with the approval: "
        "`digest: {expected}`"
    ),
    "finding.approval.late": (
        "the approval of {body} does not count yet: it is dated {at}, "
        "after the time of this decision, {decided_at}"
    ),
    "help.approval.late": "decide again once it has been given, or correct its time",
    "finding.approval.stale": (
        "the approval of {body} does not count: the proposal is no longer what was approved; "
        "approved `{digest:short}`, now `{expected:short}`"
    ),
    "help.approval.stale": (
        "show {body} the proposal as it is now, and ask for approval again; "
        "its digest is `{expected}`"
    ),
    "finding.approval.refused.person": "{body} has refused: `{person}` said so, and stands by it",
    "finding.approval.refused.body": "{body} has refused",
    "help.approval.refused": (
        "amend the proposal and show it to {body} again, or have the refusal taken back by who gave it"
    ),
    "finding.approval.refusal_not_entitled": (
        "the refusal of {body} does not count: it could not have approved here either"
    ),
    "help.approval.refusal_not_entitled": "nothing needs to be done; it is kept on record",
    "finding.approval.unsigned.approval": (
        "the approval of {body} does not count: the rules ask for signatures, "
        "and this one is only asserted"
    ),
    "finding.approval.unsigned.refusal": (
        "the refusal of {body} does not count: the rules ask for signatures, "
        "and this one is only asserted"
    ),
    "help.approval.unsigned": "have {body} sign it, and record it in a register that knows its keys",
    "finding.approval.few_persons": (
        "{body} has not approved yet: {count} of the {needed} persons it needs have signed for it"
    ),
    "help.approval.few_persons": "have further persons sign for {body}",
    "finding.approval.same_person": (
        "{body} is not counted as having approved: each person counts for one body only, "
        "and another body needs {persons}"
    ),
    "help.approval.same_person": "have somebody else sign for {body}",
    "finding.approval.wrong_key.signature": (
        "what was signed for {body} does not count: the key `{key:short}` did not make the signature"
    ),
    "finding.approval.wrong_key.person": (
        "what was signed for {body} does not count: the key `{key:short}` is not that of `{person}`"
    ),
    "help.approval.wrong_key": "have it signed again, and look for who changed the record",
    "finding.approval.not_signatory": (
        "what was signed for {body} does not count: the key `{key:short}` of `{person}` "
        "does not speak for it"
    ),
    "help.approval.not_signatory": "ask somebody whose key the list has for {body}",
    "finding.approval.key_expired.over": (
        "what was signed for {body} does not count: the key `{key:short}` of `{person}` "
        "was valid only until {until}"
    ),
    "finding.approval.key_expired.early": (
        "what was signed for {body} does not count: the key `{key:short}` of `{person}` "
        "is valid only from {from}"
    ),
    "help.approval.key_expired": "have it signed with a key that is valid now",
    "finding.approval.key_revoked": (
        "what was signed for {body} does not count: the key `{key:short}` of `{person}` "
        "is revoked from event {since} on"
    ),
    "help.approval.key_revoked": "have it signed with a key that is not revoked",
    "finding.approval.keys_changed": (
        "what was signed for {body} does not count: the key list has changed since, and version "
        "{keys} no longer has the key `{key:short}`"
    ),
    "help.approval.keys_changed": "have it signed with a key of the list that is in force now",
    "finding.approval.rules_changed": (
        "what was signed for {body} does not count: it was signed under other rules, "
        "`{rules:short}`; in force now is `{expected:short}`"
    ),
    "help.approval.rules_changed": "show {body} the proposal under the rules of now, and ask again",
    "finding.approval.expired": (
        "what was signed for {body} does not count: it held only until {expires}"
    ),
    "help.approval.expired": "ask {body} to sign again",
    "finding.approval.moved": (
        "what was signed for {body} does not count: it was signed for something else; "
        "`{field}` there is `{signed:short}`, here `{here:short}`"
    ),
    "help.approval.moved": "have this proposal signed itself, and look for who moved the signature",
    "finding.approval.replayed": (
        "what was signed for {body} does not count: it was recorded already, as event {first}"
    ),
    "help.approval.replayed": "have it signed anew; one signature counts once",
    "finding.rules.not_in_force.before": (
        "the rules are in force only from {start}; the time of this decision is {decided_at}"
    ),
    "finding.rules.not_in_force.after": (
        "the rules were in force only until {end}; the time of this decision is {decided_at}"
    ),
    "help.rules.not_in_force": "decide by the rules that are in force at that time",
    "finding.reason.missing": "no reason is given, and the rules ask for one",
    "help.reason.missing": "state the reason",
    "finding.scope.missing": "no scope is named, and the rules ask for one",
    "help.scope.missing": "name the areas in which the order is to hold",
    "finding.scope.outside_area": "the scope reaches beyond {area}: {areas}",
    "finding.scope.outside_area.order": "the scope reaches beyond that of {order}: {areas}",
    "help.scope.outside_area": (
        "leave out {areas}, or have an area that covers them issue the order"
    ),
    "help.scope.outside_area.order": "leave out {areas}: {order} does not hold there",
    "finding.scope.tier": "the rules ask for areas of {tiers:or}; these are of another tier: {areas}",
    "help.scope.tier": "name areas of {tiers:or} alone",
    "finding.expected_end.missing": "no expected end is given, and the rules ask for one",
    "help.expected_end.missing": "state the `expected_end`",
    "finding.expected_end.outside": (
        "the expected end at {expected_end} does not come after the start of the period at {start}"
    ),
    "finding.expected_end.outside.end": (
        "the expected end at {expected_end} comes after the end of the period at {end}"
    ),
    "help.expected_end.outside": "let the expected end come after {start}",
    "help.expected_end.outside.end": (
        "let the expected end come at {end} or before it, or let the period last longer"
    ),
    "finding.period.unbounded": "the period has no end, and the rules ask for one",
    "help.period.unbounded": "state the `end` of the period",
    "finding.period.empty": "the period ends at {end}, not after its start at {start}",
    "help.period.empty": "let the end come after the start",
    "finding.period.backdated": (
        "the period starts at {start}, before the time of this decision, {decided_at}"
    ),
    "finding.period.backdated.end": (
        "the end at {at} lies before the time of this decision, {decided_at}"
    ),
    "help.period.backdated": "let the period start at {decided_at} or after it",
    "help.period.backdated.end": "let it end at {decided_at} or after it",
    "finding.period.too_long": "the period is {length} long; the rules allow at most {max}",
    "finding.period.too_long.endless": "the period has no end; the rules allow at most {max}",
    "help.period.too_long": "let the period last at most {max}",
    "finding.period.short_notice": (
        "the period starts at {start}; with the notice of {notice} "
        "that the rules ask for it can start at {earliest}"
    ),
    "help.period.short_notice": "let the period start at {earliest} or after it",
    "finding.floor.less_severe": (
        "{level} is less severe than {required}, the floor set by {orders} in {areas}"
    ),
    "finding.floor.less_severe.advice": (
        "{level} is less severe than {required}, the floor set by {orders} in {areas}; "
        "here this floor is advice"
    ),
    "help.floor.less_severe": (
        "propose {required} or a more severe level, "
        "or only the times and places where the floor is met"
    ),
    "help.floor.less_severe.advice": (
        "nothing has to be changed; {required} or a more severe level would follow the advice"
    ),
    "finding.level.lowers": "the level in force would become less severe in {areas}",
    "help.level.lowers": (
        "if this is not meant, leave these areas out of the scope, or keep a more severe level there"
    ),
    "finding.lowering.no_ending": (
        "{level} would be put over what is more severe, {lowers} in {areas}, "
        "and no rule ends that early"
    ),
    "help.lowering.no_ending": (
        "propose a level at which nothing is lowered, or only the times and places where nothing is"
    ),
    "finding.lowering.refused": (
        "{level} would be put over what is more severe, {lowers} in {areas}, "
        "and the rules refuse that"
    ),
    "help.lowering.refused": (
        "end {lowers} early instead, or propose a level, times or places at which nothing is lowered"
    ),
    "told.lowering": "{lowers} would be lowered, which takes what ending early takes: {said}",
    "finding.provisional.repeated": (
        "acting first is not open again yet: the time to ratify {orders} ended at {until} "
        "without ratification, less than {again_after} ago"
    ),
    "help.provisional.repeated": (
        "issue it in the normal way, with the approval beforehand, or act first from {earliest} on"
    ),
    "finding.record.unstated": "the record does not tell {parts:series}",
    "help.record.unstated": "look for it in the source, and write it down with the order",
    "phrase.unstated.issuer": "who issued it",
    "phrase.unstated.assessment": "how the situation was assessed",
    "phrase.unstated.facts": "all the facts that the level follows from",
    "phrase.unstated.approvals": "who approved it",
    "phrase.unstated.reason": "for which reason",
    "phrase.unstated.expected_end": "until when it was expected to be needed",
    "finding.record.late": "it was announced at {announced}, after its start at {start}",
    "help.record.late": "hold both times against the source",
    "finding.provisional.longer": (
        "the order was given until {given} to be ratified; its rule gives it until {until}"
    ),
    "help.provisional.longer": "let the order lapse at {until}, or have it ratified before that",
    "finding.order.not_in_force": "{order} is not in force at {at}",
    "help.order.not_in_force": (
        "nothing is left of the order there; issue a new order if one is needed"
    ),
    "finding.order.not_provisional": "{order} is not provisional: nothing awaits ratification",
    "help.order.not_provisional": "leave it as it is",
    "finding.criteria.missing": (
        "the facts stated leave open whether {table} calls for {level}; these would decide: {facts}"
    ),
    "help.criteria.missing": "have {facts} stated in the assessment, then decide again",
    "finding.criteria.differs": (
        "by row {rows:or} of {table}, the facts stated call for {levels:or}, not for {level}"
    ),
    "finding.criteria.differs.advice": (
        "by row {rows:or} of {table}, the facts stated call for {levels:or}, not for {level}; "
        "here this table is advice"
    ),
    "help.criteria.differs": (
        "propose {levels:or}, or have the facts of the assessment put right if they are wrong"
    ),
    "help.criteria.differs.advice": (
        "nothing has to be changed; {levels:or} would follow the advice"
    ),
}
