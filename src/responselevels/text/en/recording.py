"""Sentences of what is recorded: what cannot be, and the time at which it is."""

SENTENCES: dict[str, str] = {
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
