"""Sentences of the register and its stores: what they refuse, what a database said, and what to do."""

SENTENCES: dict[str, str] = {
    # -- lines of the log
    "register.not_canonical": "event {seq} is not written in canonical form; leave the register as it is, and compare it with a copy or a checkpoint",
    "register.wrong_number": "event {seq} has another number; one is missing, doubled or out of order; leave the register as it is, and compare it with a copy or a checkpoint",
    "register.broken_chain": "event {seq} does not follow from the one before it; one of the two was changed; leave the register as it is, and compare it with a copy or a checkpoint",
    "register.other_event": "event {seq} is not the one that it was; leave the register as it is, and compare it with a copy or a checkpoint",
    "register.unknown_kind": "event {seq} has no known kind, or lacks a field; leave the register as it is, and compare it with a copy or a checkpoint",
    "register.no_time": "event {seq} has no time; leave the register as it is, and compare it with a copy or a checkpoint",
    "register.backwards": "event {seq} has an earlier time than the one before it; leave the register as it is, and compare it with a copy or a checkpoint",
    "register.other_register": "event {seq} belongs to another register; leave the register as it is, and compare it with a copy or a checkpoint",
    "register.second_register": "event {seq} begins a register within the register; leave the register as it is, and compare it with a copy or a checkpoint",
    "register.impossible": "event {seq} ({kind}) cannot have happened after those before it; leave the register as it is, and compare it with a copy or a checkpoint",
    "register.later_events": "event {seq} was recorded by another version ({field} {found}, known here: {known}); use that version, or a later one",
    "register.older_meaning": (
        "event {seq} was recorded under meaning {found} of the semantics, and this version decides by "
        "meaning {known} alone; read the log with the version that recorded it, or begin a new register "
        "from its orders (`register init --from-orders`); `log verify` still shows whether it was changed"
    ),
    "register.no_beginning": "the register `{register}` ends after {size} events, before any rules and areas were in force; its end was cut off; leave it as it is, and restore a copy or an export",
    "register.no_document": "the document {digest:short} is missing from the register; restore it from a copy or an export",
    "register.other_document": "the document {digest:short} is not what its digest says; restore it from a copy or an export",
    "register.too_long": "what is to be recorded takes {size} bytes, and an entry may have {most}; name fewer areas at a time, or shorten the texts",
    # -- opening and writing
    "register.empty": "nothing was recorded in `{name}` yet, for the making of the register was cut short; run `responselevels register init` again",
    "register.exists": "there is a register in `{name}` already; open that one, or choose another address",
    "register.exists_elsewhere": "this site has seen a register `{register}` already, with {seen} events; choose another id, or open that one",
    "register.shrunk": "the register `{register}` has {size} events, and this site has seen {seen}; its end was cut off, or an old copy put in its place; find the later one before you go on; where there is none, see `responselevels register accept`",
    "register.other_history": "the register `{register}` is not the one this site has seen: event {seen} is another; find out who exchanged it before you go on",
    "register.unremembered": "what this site has seen of the register `{register}` cannot be read or kept in `{path}` ({reason}); a cut might go unnoticed; look at that file and its folder, or name another folder in `RESPONSELEVELS_STATE`",
    "register.key_used": "the key `{key}` was used for something else already; choose another key",
    "register.clock_jumped": "the clock jumped by {seconds} s; this is recorded, and recorded time goes on from where it was; set the clock right",
    "register.approval.before": "this was refused before, under the same key, for `{code}`; put that right and use another key",
    # -- problems of what is asked
    "problem.register.id": "`{id}` cannot name a register; use small letters, digits, `.`, `_` and `-`, at most 64, a letter or digit at both ends",
    "problem.proposal.unknown": "unknown proposal `{name}`{known}{near}",
    "problem.proposal.known": "the register has a proposal or order `{id}` already; choose another id, or amend that one",
    "problem.proposal.action": "`{id}` is a proposal to `{action}`; ask for that, or propose the other under another id",
    "problem.orders.to_come": "`{order}` was issued at a time that is still to come; correct the time, or the clock",
    "problem.track.not_then": "there was no track {track} at {at}; ask for one of that time, or for another time",
    "problem.area.not_then": "there was no area `{area}` at {at}; ask for what it was part of, or for a later time",
    "problem.adoption.area": "{order} is not over and names {what}, which is no more; say what became of the area, or end the order first",
    "problem.adoption.level": "{order} is not over and has {what}, which is no more; keep the level, or end the order first",
    "problem.adoption.track": "{order} is not over and is of the track {what}, which is no more; keep the track, or end the order first",
    "problem.adoption.level_kept": "{level} is in the old rules and in the new ones, and stays itself; leave it out",
    "problem.adoption.level_order": "{milder} was milder than {severer}, and would be called {first} and {second}, which are the other way round; name them so that they keep their order",
    "problem.adoption.untracked": "the rules would have tracks, and the orders so far ({count}) are of none; say which one they are of with `track` (`--track`): {known}",
    "problem.adoption.tracked": "the orders so far are of tracks already; leave `track` ({track}) out",
    "problem.adoption.twice": "{what} is both renamed and merged; write one of the two",
    "problem.adoption.left": "{order} is not over and holds in {what}, which its issuing area would no longer cover; end the order there first",
    # -- reading what is left of a damaged register
    "cli.option.sound_part": "Read a damaged register up to its first bad event.",
    "register.warned.damage": "{says}; what is shown was recorded before it",
    # -- replay
    "cli.short.log.replay": "Decide every proposal again, by its log alone.",
    "cli.help.log.replay": (
        "Rebuild the register from its events alone and decide every proposal again, under the "
        "rules and areas of its day. Each verdict, finding, effect or digest that comes out "
        "otherwise is named, and each order, early end or ratification that no permit led to."
    ),
    "cli.help.log.replay.end": (
        "Exit status: 0 all comes out the same; 1 something does not; "
        "2 something could not be read."
    ),
    "cli.log.replay.documents": (
        "to replay, the rules and areas are needed as well; name the folder of the export, not "
        "its file log.jsonl"
    ),
    "cli.log.replay.differs": (
        "event {seq} (`{of}`): {what} was recorded as {recorded}, and comes out as {replayed}"
    ),
    "cli.log.replay.more": "and {more} more; all of them with `--json`",
    "cli.log.replay.same": (
        "`{register}` replays: events {size}, decisions {decisions}, orders {orders}; "
        "all come out the same"
    ),
    "cli.log.replay.differ": (
        "`{register}` does not replay: events {size}, decisions {decisions}, orders {orders}; "
        "{count} differ"
    ),
    "cli.log.replay.state": "state {digest}",
    # -- stores
    # -- addresses
    "register.store.address": "`{address}` is no address of a register; write `sqlite:///register.db` or `postgresql://host/database`",
    "register.store.slashes": "`{address}` lacks the slashes before the name of the file; write `{instead}`",
    "register.store.query": "`{address}` has a part after `?`, which a file has not; leave it out, or write `%3F` where it belongs to the name",
    "register.store.schema": "`{schema}` does not name a schema; use small letters, digits and `_`, at most 63, the first no digit",
    # -- what is there, or is not
    "register.store.missing": "there is no file `{store}`; look for a slip in the address, or make a new register there",
    "register.store.folder": "`{store}` is a folder; name a file in it",
    "register.store.no_folder": "there is no folder `{folder}` to make `{store}` in; make the folder first",
    "register.store.taken": "`{store}` is there already and is no register; choose another address",
    "register.store.exists": "there is a register at `{store}` already; open that one, or choose another address",
    "register.store.half_made": "`{store}` is empty: the making of a register was cut short, or never begun; run `responselevels register init` again",
    "register.store.none": "`{store}` holds no register; look for a slip in the address, or make a new register",
    "register.store.no_database": "`{store}` is no database, or its beginning is destroyed ({said}); look for a slip in the address, or restore a copy",
    "register.store.later": "`{store}` was written by a later version of this program (inner format {version}, known here: {known}); upgrade responselevels",
    "register.store.older": "`{store}` has the inner format {version} and must be brought to {known}, which its owner alone may do; open it once as its owner",
    # -- what goes wrong
    "register.store.closed": "the register was closed; open it again",
    "register.store.vanished": "`{store}` is no longer there; nothing was recorded; look at the file, its folder and the drive, then try again",
    "register.store.busy": "others held `{store}` for longer than this may wait ({said}); nothing was recorded; try again",
    "register.store.journal": "`{store}` is open elsewhere with the journal `{journal}`, which is not safe with this version of SQLite; close the other programs, or upgrade SQLite",
    "register.store.read_only": "`{store}` can only be read ({said}); nothing was recorded; open it for writing, and give this user the right to write the file and its folder",
    "register.store.full": "there is no room left for `{store}` ({said}); nothing was recorded; make room, then try again",
    "register.store.failing": "`{store}` could not be written ({said}); nothing was recorded; look at the disk or the server, then try again",
    "register.store.unreadable": "`{store}` cannot be read ({said}); look at the file, its folder and the rights to them, then try again",
    "register.store.damaged": "`{store}` is damaged ({said}); leave it as it is, and restore a copy or an export",
    "register.store.gap": "entry {seq} of `{store}` is missing or unreadable; leave the rest as it is, and restore a copy or an export",
    "register.store.document": "the document `{digest}` in `{store}` is unreadable; leave the rest as it is, and restore a copy or an export",
    "register.store.unknown": "it is not known whether `{store}` recorded this ({said}); ask again with the same key, and it is done once",
    # -- servers
    "register.store.server": "the server of `{store}` cannot be reached ({said}); see that it runs, and that the address is right",
    "register.store.refused": "the server let nobody in to `{store}` ({said}); look at user, password and rights",
    "register.store.no_database_there": "the server has no such database: `{store}` ({said}); look for a slip in the address, or have it made",
    "register.store.no_rights": "this user may not do that in `{store}` ({said}); let the owner grant the rights that docs/postgresql.md lists",
    # -- an act recorded
    # -- times from other programs
    "problem.time.inexact": "a `{value}` that says more than a time to the microsecond, or another one, cannot be written down and read again; hand in a plain `datetime`",
    "problem.time.zone": "the time zone of `{value}` gives no answer; hand in a time with a fixed offset",
    # -- what cannot be read back
    "problem.record.kind": "`{found}` stands here, and `{expected}` is needed; hand in one",
    "problem.record.value": "this could not be read back from the log; hand in what its class checks and takes",
    "problem.record.other": "this would be read back from the log as something else; hand in a plain value",
    "problem.record.text": "`{found}` stands here, and text is needed; write it as text",
    "problem.record.number": "a number of more than {most} cannot be recorded; write a smaller one",
    "problem.record.instant": "this is no instant of the years 1 to 9999; hand in one, with an offset",
    "problem.record.bound": "this is no span of whole seconds, from 1 s to {most} days; hand in one",
    "problem.record.seconds": "this is no number of seconds from 0 to {most}; write one that is",
    "problem.record.word": "`{found}` cannot stand here; write one of {expected}",
    "problem.record.empty": "an empty text cannot stand here; leave it out, or write what is meant",
    "problem.record.character": "the character {character} cannot be recorded here; take it out",
    "register.unrecordable": "what was to be recorded could not be read back, so nothing was recorded: {found}; hand in plain values",
    "register.unrecordable_document": "the document {digest:short} takes {size} bytes, and may have {most}, so nothing was recorded; leave something out",
    # -- the time of what is recorded
    "register.time.ahead": "the time is given as {at}, and the clock here shows {there}: more than {most} ahead, so nothing was recorded; set the clock right, or, if the time is right, say `--time-is-right`",
    "register.time.pause": "the clock shows {at}, and the last event was recorded at {last}: more than {most} before, so nothing was recorded; set the clock right, or, if the time is right, say `--time-is-right`",
    "register.time.end": "no time is left to record anything at: the year 9999 ends; set the clock right",
    "cli.option.time_is_right": "Record at a time that is far ahead of another clock, or of the last event: you looked, and it is right. The log says so.",
    "cli.option.clock_ahead": "So far may a given time be ahead of the clock of the store, or of this machine; else `PT1H`.",
    "cli.option.clock_pause": "After so long without an event, a clock that no other bears out is doubted; else `P366D`.",
    # -- files
    "cli.error.read_back": "`{path}` was not written, as it could not be read back: {says}",
    # -- orders taken over
    "life.begun.not_permitted": "taken over although the rules did not permit them, which is recorded with each: {count}",
    # -- copies
    "register.copy.exists": "`{path}` is there already, and nothing is written over; choose another file",
    "register.copy.no_documents": "`{path}` has no folder `documents`; name the folder of a whole export, or the file of a copy",
    "register.copy.seen_more": "this site has seen {seen} events of the register `{register}`, and the copy has {size}, or another history; look for a later copy; where there is none, say `--although-seen {seen}`: what is not in the copy is lost",
    "register.copy.seen_other": "this site has seen {seen} events of the register `{register}`, which has {size} now; look why, and where nothing later can be found, say `--although-seen {seen}`",
    "cli.short.register.backup": "Copy the register to a file, while others write.",
    "cli.help.register.backup": "Copy the register to FILE, which must not be there yet. The copy is of one moment, is verified whole before it gets its name, and is a register itself: it can be asked, verified, and put back with `register restore`.",
    "cli.short.register.restore": "Put a copy or an export in a register's place.",
    "cli.help.register.restore": "Put a copy (a FILE of `register backup`), an export (its folder) or another register (its address) where no register is. It is verified whole before; give a checkpoint that somebody else kept with `--against`. Where this site has seen more events than the copy has, that is refused unless it is said.",
    "cli.short.register.accept": "Go on with a register of which this site has seen more.",
    "cli.help.register.accept": "After an older copy was put back, other sites have seen more events than there are and do not open the register. This verifies it, and has this site go on with it; what it had seen is set aside.",
    "cli.option.although_seen": "So many events has this site seen; those that are gone are known to be lost.",
    "life.backed_up": "copied to `{path}`: events {events}, documents {documents}, checkpoints {checkpoints}",
    "life.restored": "register `{name}` is put in place: events {events}, documents {documents}, checkpoints {checkpoints}",
    "life.accepted": "this site goes on with the register `{name}`: events {events}",
}
