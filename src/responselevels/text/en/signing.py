"""Sentences of signed approvals and key lists: why one is refused."""

SENTENCES: dict[str, str] = {
    # what an approver is shown
    "approval.shown.id": "proposal: {value}",
    "approval.shown.action_issue": "asks: to issue an order{value}",
    "approval.shown.action_end": "asks: to end an order early{value}",
    "approval.shown.action_ratify": "asks: to ratify a provisional order{value}",
    "approval.shown.drill": "this is a drill{value}",
    "approval.shown.track": "track: {value}",
    "approval.shown.area": "area: {value}",
    "approval.shown.level": "level: {value}",
    "approval.shown.scope": "scope: {value}",
    "approval.shown.group": "group and its areas: {value}",
    "approval.shown.start": "from: {value}",
    "approval.shown.end": "until: {value}",
    "approval.shown.open": "open",
    "approval.shown.expected_end": "expected to end: {value}",
    "approval.shown.transition": "by the rule: {value}",
    "approval.shown.fact": "stated by the assessment: {value}",
    "approval.shown.order": "order: {value}",
    "approval.shown.order_drill": "that order is a drill{value}",
    "approval.shown.order_track": "track of that order: {value}",
    "approval.shown.order_area": "area of that order: {value}",
    "approval.shown.order_level": "level of that order: {value}",
    "approval.shown.order_scope": "scope of that order: {value}",
    "approval.shown.at": "ends at: {value}",
    "approval.shown.issuer": "issued by: {value}",
    "approval.shown.proposer": "proposed by: {value}",
    "approval.shown.adopt_since": "in force now, adopted by event: {value}",
    "approval.shown.adopt_rules": "rules to be adopted: {value}",
    "approval.shown.adopt_areas": "areas to be adopted: {value}",
    "approval.shown.adopt_renamed": "area renamed, from and to: {value}",
    "approval.shown.adopt_merged": "area merged, from and into: {value}",
    "approval.shown.adopt_levels": "level called otherwise, from and to: {value}",
    "approval.shown.adopt_track": "track that the orders so far come into: {value}",
    "approval.shown.adopt_change": "changes: {value}",
    "approval.shown.adopt_changes": "all changes: {value}",
    "approval.shown.digest": "all of it: {value}",
    "approval.shown.word_approve": "what you say: approved{value}",
    "approval.shown.word_refuse": "what you say: refused{value}",
    "approval.shown.word_withdraw": "what you say: the last word is taken back{value}",
    "approval.shown.body": "for the body: {value}",
    "approval.shown.body_area": "of the area: {value}",
    "approval.shown.person": "as the person: {value}",
    "approval.shown.expires": "counts until: {value}",
    "approval.shown.register": "register: {value}",
    "approval.shown.rules": "rules in force: {value}",
    "approval.shown.version": "key list, version: {value}",
    "approval.shown.threshold": "persons who must sign the next list: {value}",
    "approval.shown.root": "root key: {value}",
    "approval.shown.persons": "persons who must sign for a body: {value}",
    "approval.shown.key": "key: {value}",
    "approval.shown.key_bodies": "  speaks for: {value}",
    "approval.shown.key_areas": "  only of: {value}",
    "approval.shown.key_from": "  from: {value}",
    "approval.shown.key_until": "  until: {value}",
    "approval.shown.key_revoked": "  void from event: {value}",
    "approval.shown.checkpoint_origin": "register: {value}",
    "approval.shown.checkpoint_size": "events: {value}",
    "approval.shown.checkpoint_root": "root over all of them: {value}",
    "approval.shown.reason": "reason: {value}",
    # why a signed approval is refused
    "register.approval.too_long": (
        "the signed approval is too long: {size} bytes, at most {most}; sign it anew"
    ),
    "register.approval.envelope": (
        "this is no signed approval in its one form; "
        "hand in the file as it was written when it was signed"
    ),
    "register.approval.type": (
        "what was signed is of another kind: `{type}`, not `{expected}`; sign an approval"
    ),
    "register.approval.signatures": (
        "an approval has one signature, and here are {count}; let each person sign one of their own"
    ),
    "register.approval.unknown_key": (
        "no key list of this register has the key `{key:short}`; "
        "sign with a key of the list, or have the key added to it"
    ),
    "register.approval.signature": (
        "the signature does not hold: the key `{key:short}` did not sign this; sign it anew"
    ),
    "register.approval.malformed": (
        "what was signed cannot be read as an approval (at `{where}`); sign it anew"
    ),
    "register.approval.key_revoked": (
        "the key `{key:short}` of `{person}` is revoked from event {since} on; "
        "sign for {body} with another key"
    ),
    "register.approval.key_expired.over": (
        "the key `{key:short}` of `{person}` was valid only until {until}; "
        "sign for {body} with another key"
    ),
    "register.approval.key_expired.early": (
        "the key `{key:short}` of `{person}` is valid only from {from}; "
        "sign for {body} with another key, or later"
    ),
    "register.approval.keys_changed": (
        "the key list in force, version {keys}, no longer has the key `{key:short}`; "
        "sign for {body} with a key that it has"
    ),
    "register.approval.wrong_key.person": (
        "the key `{key:short}` is not that of `{person}`; "
        "let the person it belongs to sign for {body}"
    ),
    "register.approval.not_signatory": (
        "the key `{key:short}` of `{person}` does not speak for {body}; "
        "let somebody sign whose key does"
    ),
    "register.approval.expired": (
        "what was signed for {body} held only until {expires}; sign it anew"
    ),
    "register.approval.moved": (
        "what was signed for {body} is for something else: `{field}` there is `{signed}`, "
        "here `{here}`; sign this proposal itself"
    ),
    "register.approval.rules_changed": (
        "what was signed for {body} was signed under the rules `{rules:short}`; in force are "
        "`{expected:short}`; look at the proposal under these, and sign anew"
    ),
    "register.approval.other_keys": (
        "it was signed under version {signed} of the key list, and version {here} is in force; "
        "sign it anew"
    ),
    "register.approval.stale": (
        "the proposal is no longer what was signed for {body}: `{digest:short}`, "
        "now `{expected:short}`; look at it as it is now, and sign anew"
    ),
    "register.approval.replayed": (
        "this signature was recorded already (its number is `{nonce}`); one counts once"
    ),
    "register.approval.ahead": (
        "it is dated {at}, and here it is {now}; set the clock right, and sign anew"
    ),
    "register.approval.self": (
        "`{person}` proposed this, and cannot approve it for {body}; let another person sign"
    ),
    "register.approval.not_shown": (
        "what the approver was shown is not what the proposal says in words here; "
        "show it anew, and let it be signed for {body} again"
    ),
    # why a key or a key list is refused
    "register.keys.private": (
        "this is no private key of the kind that signs here (Ed25519, PEM), "
        "or the password is wrong"
    ),
    "register.keys.public": "this is no public key of the kind that signs here (Ed25519, base64)",
    "register.keys.too_long": "the key list is too long: {size} bytes, at most {most}",
    "register.keys.envelope": (
        "this is no signed key list in its one form; "
        "hand in the file as it was written when it was signed"
    ),
    "register.keys.type": (
        "what was signed is of another kind: `{type}`, not `{expected}`; sign a key list"
    ),
    "register.keys.malformed": "this cannot be read as a key list (at `{where}`)",
    "register.keys.unsound": "the key list is not sound (at `{where}`): {problem}",
    "register.keys.signed_twice": (
        "the key `{key:short}` signed the key list twice, and counts once; leave one out"
    ),
    "register.keys.signature": (
        "a signature of the key list does not hold, or is of no root key: `{key:short}`; leave it out"
    ),
    "register.keys.few": (
        "too few persons signed the key list for version {version}: {count} of {needed}; "
        "have more holders of its root keys sign"
    ),
    "register.keys.other_register": (
        "the key list is for the register `{signed}`, and this is `{here}`; "
        "make one for this register"
    ),
    "register.keys.order": (
        "the key list is version {version}, and the next one is {expected}; give it that number"
    ),
    "register.keys.unrevoked": (
        "the key `{key:short}` was revoked from event {revoked} on, and would be so no longer; "
        "leave it out, or leave it revoked"
    ),
    # what is wrong inside a key list
    "problem.keys.version": "a key list has a version of 1 or more, not {version}",
    "problem.keys.public": "this is no sound public key; write its 32 bytes in base64",
    "problem.keys.id": "the id is not that of the key; write `{expected}`",
    "problem.keys.twice": "this public key stands here twice, first at {first}; leave one out",
    "problem.keys.threshold": (
        "{threshold} persons are asked for, and {persons} have keys; "
        "ask for at least 1 and at most {persons}"
    ),
    "problem.keys.revoked": (
        "a key is revoked from an event on, numbered from 0, not from {revoked} on"
    ),
    "problem.keys.shared": (
        "more than {most} bodies have persons in common ({bodies}), too many to count them "
        "without doubt; give persons fewer bodies"
    ),
}
