"""Sentences of problems: what cannot be read in the input, and what to write instead.

Each says what is wrong, then, after a semicolon, what to do about it.
"""

SENTENCES: dict[str, str] = {
    # -- the file as such
    "problem.file.none": "there is no such file; check the path",
    "problem.file.folder": "this is a folder; name a file in it",
    "problem.file.closed": "this file may not be read; check its permissions",
    "problem.file.special": "this is a device or a pipe; name a file",
    "problem.file.silent": "nobody writes to this pipe; start the program that does, or name a file",
    "problem.file.ended": "this file is closed; open it for reading",
    "problem.file.no_input": "standard input is closed; pipe something in, or name a file",
    "problem.file.unreadable": "this file cannot be read: {reason}",
    "problem.file.empty": "nothing is written here; `responselevels schema` shows what belongs in it",
    "problem.file.no_orders": "no order is written here; for none, write `orders: []` in a YAML file, or name no file of orders",
    "problem.file.no_proposals": "no proposal is written here; write at least one",
    "problem.file.not_utf8": "byte {byte} is not UTF-8; save the file as UTF-8",
    "problem.limit.file": "this is larger than {most}; split it, or check that it is the right file",
    "problem.limit.line": "this line is larger than {most}; write one proposal or order to a line",
    "problem.limit.scalar": "a text is longer than {most} characters; shorten it",
    "problem.limit.depth": "lists and mappings nest deeper than {most}; write it flatter",
    "problem.problems.more": "there are more than {listed} problems; correct these first",
    "problem.problems.rest": "there are {count} more problems; correct these {listed} first",
    # -- YAML and JSON
    "problem.yaml.alias": "`*{name}` repeats another place; write it out here",
    "problem.yaml.anchor": "`&{name}` marks a place to be repeated; leave the mark out and write both places out",
    "problem.yaml.merge": "`<<` merges another mapping in; write its keys out here",
    "problem.yaml.tag": "`{tag}` gives a type; leave it out, and quote the value where text is meant",
    "problem.yaml.documents": "a second document begins here; put it into a file of its own",
    "problem.yaml.colon": "a colon does not fit here; quote a text that contains `: `, or check the indentation",
    "problem.yaml.tab": "a tab stands where YAML wants blanks; indent with blanks",
    "problem.yaml.character": "a text cannot begin with `{character}` unquoted; put it in quotes",
    "problem.yaml.quote": "the quote that opens here is never closed; close it",
    "problem.yaml.bracket": "the bracket that opens here does not go on as a list or mapping; check its commas and that it is closed",
    "problem.yaml.escape": "YAML does not know this escape; write `\\\\` for a backslash, or use single quotes",
    "problem.yaml.indent": "this does not fit what stands above it; check the indentation and the quotes",
    "problem.yaml.question": "`?` begins a key for some readers, and a text for others; put a text with `?` into quotes, and write keys without it",
    "problem.yaml.comment": "some readers take this for a comment, others for text; put a blank before `#`, or the text into quotes",
    "problem.yaml.end": "`...` ends the document; leave it out",
    "problem.yaml.directive": "`%` gives a directive to the reader; leave this line out",
    "problem.yaml.block": "a block text begins with `|` or `>`, and at most `-` or `+` behind it; write no more there",
    "problem.text.trailing": "this line of a text ends with blanks, which readers keep or drop; leave them out",
    "problem.yaml.syntax": "from here on this is not YAML; check the indentation, brackets and quotes",
    "problem.json.syntax": "from here on this is not JSON; check the commas, brackets and quotes",
    "problem.json.no_number": "`{value}` is no JSON; write a whole number, or a text in quotes",
    "problem.key.repeated": "the key `{name}` stands in line {line} already; keep one of the two",
    "problem.key.unquoted": 'some readers do not take the key `{written}` for text; write `"{written}"`',
    "problem.key.nothing": "nothing stands here for a key; write one, in quotes where it is `null` or `~`",
    "problem.key.complex": "a list or a mapping cannot be a key; use a text",
    "problem.key.unknown": "unknown key `{key}`; known here: {known}{near}",
    "problem.missing": "the key `{key}` is missing; add it",
    # -- values
    "problem.text.unquoted": '`{value}` is not text while it is unquoted; write `"{value}"`',
    "problem.text.nothing": "nothing is written where text is meant; write the text, in quotes where it is `null` or `~`",
    "problem.text.other": "text expected, found {found}; write it in quotes",
    "problem.text.type": "text expected, found {found}; write a text, or one per language such as `{{en: ..., zh: ...}}`",
    "problem.text.empty": "the text is empty; write it, or leave its key out",
    "problem.text.language": "`{value}` is no language code; write one such as `en` or `zh`",
    "problem.text.character": "the character {character} cannot stand here; leave it out",
    "problem.whole.type": "a whole number expected, found {found}; write it in digits, without quotes",
    "problem.flag.type": "`true` or `false` expected, found {found}; write one of the two, without quotes",
    "problem.list.type": "a list expected, found {found}; write it in `[` and `]`, or one line for each with `- `",
    "problem.mapping.type": "keys with values expected, found {found}; write `key: value`, or leave it out",
    "problem.choice.unknown": "found {found}; write {known:or}{near}",
    "problem.value.other": "found {found}, which does not fit here; `responselevels schema` shows what belongs here",
    "problem.action.unknown": "unknown action `{value}`; write `issue`, `end` or `ratify`, or leave it out to issue",
    "problem.condition.type": "a condition expected, found {found}; write a body's name, or `any_of`, `all_of` or `at_least`",
    "problem.condition.operator": "a condition with nothing in it; write `any_of`, `all_of` or `at_least`, or a body's name",
    "problem.condition.two_operators": "a condition has one operator, this one has {operators}; nest them, one in the other",
    # -- ids
    "problem.proposer.unlisted": (
        "`{person}` proposes, and is not in the key list, while `{rule}` demands signatures; have the "
        "key list name `{person}`, or let somebody propose whom it names"
    ),
    "problem.proposer.unnamed": (
        "nobody is named who proposes, while `{rule}` demands signatures; name a proposer whom the "
        "key list names"
    ),
    "problem.adoption.unapproved": (
        "the rules in force ask for approval of an adoption, and it is missing: {ways}; have them "
        "approve `{adoption}`"
    ),
    "problem.adoption.unsigned": (
        "the rules in force ask for signed approval of an adoption, and it is missing: {ways}; have "
        "them sign `{adoption}`"
    ),
    "problem.adoption.roots": (
        "this takes away the demand for signatures (`{rules}`), and {count} of {needed} persons with "
        "root keys have signed it; have them sign `{adoption}`"
    ),
    "problem.adoption.milder": (
        "{area} would go from {from} to {to}, from {start} to {end} (`-`: from the adoption on, or "
        "without end)"
    ),
    "problem.adoption.gone": (
        "{area} would be no more, with {from} from {start} to {end} (`-`: from the adoption on, or "
        "without end)"
    ),
    "problem.adoption.milder.track": (
        "{area} would go from {from} to {to} in the track {track}, from {start} to {end} (`-`: from the "
        "adoption on, or without end)"
    ),
    "problem.adoption.gone.track": (
        "{area} would be no more, with {from} in the track {track} from {start} to {end} (`-`: from the "
        "adoption on, or without end)"
    ),
    "problem.adoption.eased_issue": (
        "`{rule}` would let {tier} order {level} with less, while orders stand: {points}"
    ),
    "problem.adoption.eased_end": (
        "`{rule}` would let orders of {tier} at {level} be ended with less, while orders stand: {points}"
    ),
    "problem.adoption.eased_ratify": (
        "`{rule}` would let orders of {tier} at {level} be ratified with less, while orders stand: "
        "{points}"
    ),
    "problem.adoption.eased_floor": "the floor `{rule}` of {tier} would bind less, while orders stand",
    "problem.adoption.eased_body": "the body `{rule}` would be one of {tier}, while orders stand",
    "problem.adoption.eased_lowering": "a milder order over a more severe one of the same area would need less, while orders stand",
    "problem.adoption.eased_levels": "levels would be in another order, while orders stand",
    "problem.adoption.eased_adopt": "adoptions themselves would need less, while orders stand",
    "problem.adoption.accept": (
        "nothing was adopted; if all of this is meant, accept it: `--accept-changes {digest}`"
    ),
    "problem.person.resembles": (
        "person `{name}` resembles `{known}`, who is known here; write `{known}` if it is the same "
        "person, and an id that cannot be mistaken for it if not"
    ),
    "problem.id.empty": "an id may not be empty; write one",
    "problem.id.blanks": "the id `{value}` begins or ends with a blank; leave the blank out",
    "problem.id.character": "the id `{value}` contains {character}, which cannot be seen; leave it out",
    "problem.id.not_nfc": "the id `{value}` is written with combining characters; write `{written}` (Unicode NFC)",
    "problem.id.repeated": "the id `{id}` is used already, at {first}; choose another",
    "problem.number.form": '`{value}` is no number; write a whole number, or a decimal such as `"2.5"` in quotes',
    "problem.digest.form": "`{value}` is no digest; write `sha256:` and 64 hexadecimal digits in lower case",
    # -- times
    "problem.time.type": 'a time in quotes expected, such as `"2026-02-10T08:00+08:00"`',
    "problem.time.malformed": '`{value}` is not a time; write it as `"2026-02-10T08:00+08:00"`',
    "problem.time.naive": "`{value}` has no offset; add one, such as `+08:00`, or `Z` for UTC",
    "problem.time.impossible": "there is no such time as `{value}`; check the day, the hour and the offset",
    "problem.time.gap": "`{value}` is skipped in its time zone when clocks go forward; take an earlier or a later time",
    "problem.colour.form": "`{value}` is no colour; write one such as `#1f5fae`, or the word of the source: {words}",
    "problem.zone.form": "`{value}` is no time zone; write one such as `Asia/Shanghai`",
    "problem.zone.unknown": "no time zone `{value}` is known here; write one such as `Asia/Shanghai`, or install the data of time zones",
    "problem.orders.known_from": "a register does not keep since when orders are known; leave this out, or ask the file itself with `level`",
    "problem.record.issuer": "only of an order with `recorded` may it be left open who issued it; name the body",
    "problem.day.zone": "`{value}` is a day, and no `zone` says when it begins; give the rules a `zone` such as `Asia/Shanghai`, or write a time with its offset",
    "problem.day.malformed": '`{value}` is not a day; write it as `"2021-03-01"`',
    "problem.duration.malformed": "`{value}` is not a duration; write days, hours, minutes and seconds such as `P30D`, `PT6H` or `P1DT12H`",
    "problem.duration.not_positive": "the duration `{value}` is not more than nothing; write a longer one, or leave it out",
    "problem.valid.empty": "the rules would end before or as they begin; let `to` be later than `from`",
    "problem.period.empty": "the period of `{order}` ends before or as it begins; let its end be later than its start",
    "problem.window.empty": "the time asked for ends before or as it begins; let its end be later than its start",
    # -- names
    "problem.level.unknown": "unknown level `{name}`{known}{near}",
    "problem.tier.unknown": "unknown tier `{name}`{known}{near}",
    "problem.track.unknown": "unknown track `{name}`{known}{near}",
    "problem.track.missing": "the rules have tracks, and none is named; write one of them as `track`: {known}",
    "problem.track.none": "the rules have no tracks, yet `{name}` is named; leave `track` out",
    "problem.body.unknown": "unknown body `{name}`{known}{near}",
    "problem.cite.bare": "neither `clause` nor `reading`; write the clause, or, where the source is silent, a `reading` with the rule of this file",
    "problem.cadence.unknown": "unknown cadence `{name}`{known}{near}",
    "problem.duty.unknown": "no duty has the id `{name}`{known}{near}",
    "problem.review.unknown": "unknown review `{name}`{known}{near}",
    "problem.source.unknown": "unknown source `{name}`{known}{near}",
    "problem.area.unknown": "unknown area `{name}`{known}{near}",
    "problem.order.unknown": "unknown order `{name}`{known}{near}",
    "problem.transition.unknown": "unknown transition `{name}`{known}{near}",
    "problem.ending.unknown": "unknown ending `{name}`{known}{near}",
    "problem.scheme.unknown": "no scheme `{id}` ships with the package, and there is no such file; shipped: {known}{near}",
    "problem.scheme.none_shipped": "the package was installed without its rules files; install it again, or name a rules file by its path",
    # -- rules
    "problem.format.later": "this file is of format {written}, and this version reads format {known}; install a later version",
    "problem.format.unknown": "there is no format {written}; write `format: {known}`",
    "problem.template.fill": "still to be filled in: {question}; write the answer in place of `fill`",
    "problem.template.place": "the format and ids cannot be left to fill in; write it out",
    "problem.levels.few": "a scheme has at least two levels, this one has {count}; add the missing ones",
    "problem.levels.no_default": "no level is the default; write `default: true` at the everyday level",
    "problem.levels.second_default": "`{level}` is a second default level, beside the one at {first}; keep one of the two",
    "problem.list.empty": "the list is empty; name at least one",
    "problem.list.repeated": "`{name}` is in this list already, at {first}; name it once",
    "problem.list.repeated_part": "the same condition is in this list already, at {first}; write it once",
    "problem.condition.count": "a count of {count} does not fit {parts} parts; write one from 1 to {parts}",
    "problem.condition.unfillable": "nobody could fill this condition, for an issuer cannot approve its own order (issuers: {issuers}); name further bodies, or further issuers",
    "problem.case.unsigned": "`{body}` is said to have signed, and there is no approval by it in the proposal; add one, or leave it out",
    "problem.signed.without_approval": "signatures are demanded, but no approval; add an `approval` beside it, or leave `signed` out",
    "problem.end.before_issue": "this end of `{order}` is decided at {at}, before its issue at {issued}; correct one of the two",
    "problem.digest.without_approval": "digests are demanded of approvals, but no approval; add an `approval` beside it, or leave `digest` out",
    "problem.cadence.no_zone": "calendar periods take a time zone; add `zone`, such as `zone: Asia/Shanghai`",
    "problem.deed.kind": "a deed names what it is of by exactly one of {kinds}; write one of them",
    "problem.deed.of": "beside `{kind}`, a deed has `{key}` and nothing else that it is of; write `{key}`",
    "problem.deed.tier": "`{area}` is not of the tier `{tier}`, of which the cadence asks; name an area that is",
    "problem.within.negative": "a time that ends before it begins; write one that is not less than nothing",
    "problem.deed.future": "`{at}` lies in the future, for it is {now}; record it when it is done",
    "problem.after_assessment.alone": "it takes an `assessment` and an `approval` beside it; add what is missing, or leave `approval_after_assessment` out",
    "problem.body.beneath": "`{body}` is a body of tier `{its}`, beneath `{tier}`; no area of the order's own line has it; name a body of `{tier}` or above",
    "problem.area.group": "`{group}` is a group of areas; name its members, or a single area",
    "problem.groups.nested": "`{group}` is a group; a group has areas for members, no groups",
    "problem.scope.named_differs": "what `scope_named` of `{order}` names is not what its `scope` has; write the same areas in both, each group with its members",
    "problem.scope.tier_above": (
        "tier `{scope}` is above `{tier}`, so no area that an area of `{tier}` orders for is of it; "
        "name `{tier}` or tiers beneath it"
    ),
    "problem.floor.of_not_above": (
        "tier `{of}` is not above `{tier}`, so no area of it orders anything above an area of "
        "`{tier}`; name tiers that stand before `{tier}` in the list of tiers"
    ),
    # -- areas
    "problem.areas.none": "no area is listed; add at least one",
    "problem.areas.circle": "these areas lie in a circle, each within the next: {areas}; let one of them have another parent, or none",
    "problem.areas.not_below": "tier `{tier}` is not below `{above}`, the tier of the parent `{parent}`; correct the tier or the parent",
    "problem.table.no_header": "the table is empty; begin it with a header of the columns {columns}",
    "problem.table.separator": "the columns are not separated by commas; save the table as CSV with commas",
    "problem.table.unknown": "unknown column `{column}`; known: {known}{near}",
    "problem.table.repeated": "the column `{column}` is there twice; keep one of the two",
    "problem.table.missing": "the column `{column}` is missing; add it",
    "problem.table.cells": "this row has {found} cells, and the header {columns}; quote a cell that contains a comma",
    "problem.table.quote": "a quote stands within a cell; put the whole cell into quotes, and write each quote in it twice",
    "problem.table.syntax": "from here on this is not CSV; check the quotes",
    # -- orders
    "problem.orders.out_of_order": "`{order}` was issued at {at}, before `{before}`, which stands above it; list orders in order of issue",
    "problem.scope.empty": "the scope of `{order}` is empty; name at least one area",
    "problem.order.known": "the register has an order `{id}` already; choose another id",
    "problem.register.backwards": "{at} lies before the register's last change; a register only goes forward",
    "problem.register.own_time": "a register on a store takes the time itself; leave `at` out",
    # -- marks of a Chinese keyboard
    "problem.wide.mark": "`{mark}` is a {what}; with the input method set to English, press {key}",
    "problem.wide.value": "in `{value}`, {marks}; with the input method set to English, write `{written}`",
    "phrase.wide.mark": "`{mark}` is a {what} (press {key})",
    "phrase.wide.colon": "full-width colon",
    "phrase.wide.comma": "full-width comma",
    "phrase.wide.pause": "Chinese enumeration comma",
    "phrase.wide.semicolon": "full-width semicolon",
    "phrase.wide.quote": "Chinese quotation mark",
    "phrase.wide.bracket": "full-width bracket",
    "phrase.wide.dash": "Chinese or full-width dash",
    "phrase.wide.plus": "full-width plus sign",
    "phrase.wide.stop": "Chinese full stop",
    "phrase.wide.blank": "full-width blank",
    "phrase.wide.digit": "full-width digit",
    "phrase.wide.letter": "full-width letter",
    "phrase.wide.sign": "full-width sign",
    "phrase.wide.space": "the space bar",
    "phrase.wide": "; in it, {marks}; with the input method set to English, write {written}",
    "phrase.titled": "; `{id}` has that title, write `{written}`",
    "phrase.titled.several": "; several have such a title, write the id of the one that is meant: {known:or}",
    "phrase.titled.near": "; did you mean `{id}`, whose title is `{title}`?",
    "phrase.titled.each": "`{id}` ({title})",
    # -- parts of sentences
    "problem.argument.kind": "{kinds:or} is needed here, not `{found}`{cure}",
    "phrase.kind.str": "a text",
    "phrase.kind.PathLike": "a path",
    "phrase.kind.IO": "an open file",
    "phrase.kind.Orders": "a list of `Order`",
    "phrase.kind.Iterable": "a list",
    "phrase.kind.Mapping": "keys with values",
    "phrase.kind.bool": "`True` or `False`",
    "phrase.kind.int": "a whole number",
    "phrase.cure": "; hand in one",
    "phrase.kind.Problems": "a list of `Problem`",
    "phrase.kind.Suites": "a list of `Suite`",
    "phrase.cure.Rules": "; `load_rules` reads them",
    "phrase.cure.Areas": "; `load_areas` reads them",
    "phrase.cure.Order": "; `load_orders` reads them",
    "phrase.cure.Orders": "; `load_orders` reads them",
    "phrase.cure.Scheme": "; `compile_scheme(rules, areas)` makes one",
    "phrase.cure.OrderBook": "; `book_of(scheme, orders)` makes one",
    "phrase.cure.IssueProposal": "; `load_proposals` reads them, and `IssueProposal.model_validate` takes plain data",
    "phrase.cure.PathLike": "; the models take plain data, as in `Rules.model_validate`",
    "phrase.cure.datetime": "; `datetime.fromisoformat` reads one, with its offset",
    "phrase.known": "; known: {known}",
    "phrase.none_known": "; none is known",
    "phrase.near": "; did you mean `{near}`?",
    "phrase.line": "line {line}",
    "phrase.found.nothing": "nothing",
    "phrase.found.text": "the text `{value}`",
    "phrase.found.plain": "`{value}`",
    "phrase.found.list": "a list",
    "phrase.found.mapping": "keys with values",
}
