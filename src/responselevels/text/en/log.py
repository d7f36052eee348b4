"""Sentences of the log: what verifying, proving and checkpoints say."""

SENTENCES: dict[str, str] = {
    # -- what is wrong with an event
    "log.found.too_long": (
        "event {seq} is longer than {most} bytes; no register writes such a line"
    ),
    "log.found.unended": (
        "event {seq} is cut off in the middle: its line has no end; the rest of it is missing"
    ),
    "log.found.not_canonical": (
        "event {seq} is not in canonical form; its bytes were changed, or no register wrote them"
    ),
    "log.found.fields": (
        "event {seq} lacks what every event has, or has it in another form: {fields}; "
        "no register wrote it like this"
    ),
    "log.found.version": (
        "event {seq} says that it is in format {version}, and this program reads format {known}; "
        "verify it with the version that wrote it"
    ),
    "log.found.number": (
        "where event {seq} should stand is one that calls itself {stands}; "
        "an event was taken out, put in, doubled or moved"
    ),
    "log.found.changed": (
        "event {seq} is not the one that event {after} was chained to; it was changed afterwards"
    ),
    "log.found.chain": (
        "event {seq} does not follow from the event before it; "
        "one of the two was changed, or put in the other's place"
    ),
    "log.found.first": (
        "event 0 says that another stands before it; the beginning of the log was taken out"
    ),
    "log.found.kind": "event {seq} is of the unknown kind `{kind}`; no register wrote it",
    "log.found.begin": (
        "event {seq} is of the kind `{kind}`; a log begins with one of the kind `register`, "
        "and has no other of it"
    ),
    "log.found.register": (
        "event {seq} belongs to the register `{register}`, and the log to `{expected}`; "
        "it comes from another log"
    ),
    "log.found.time": (
        "event {seq} was recorded at `{at}`, which is no time in UTC, or not after the act "
        "before it; recorded time never runs backwards"
    ),
    "log.found.document_name": (
        "event {seq} names a document by `{digest}`, which is no digest; no register wrote it"
    ),
    "log.found.document_missing": (
        "the document `{digest}` that event {seq} names is not there; ask for it, for its digest "
        "tells whether it is the right one"
    ),
    "log.found.document_changed": (
        "the document `{digest}` that event {seq} names was changed: its digest is another"
    ),
    # -- what does not agree with a checkpoint
    "log.found.origin": (
        "the checkpoint `{name}` is one of `{origin}`, and the log is that of `{expected}`; "
        "they are two registers"
    ),
    "log.found.smaller": (
        "event {seq} is missing: the checkpoint `{name}` was made over {size} events, "
        "and only {has} are left; the end of the log was cut off"
    ),
    "log.found.differs": (
        "this is not the log that the checkpoint `{name}` was made over: of its {size} events, "
        "at least one from event {since} on is another; the log was rewritten and chained anew"
    ),
    "log.found.signature": (
        "the checkpoint `{name}` is not signed by `{key}`, or its signature does not hold; "
        "it proves nothing"
    ),
    # -- what is seen, and what is not
    "log.sound": "nothing wrong was found: {size} events of `{register}`",
    "log.sound.empty": "nothing wrong was found: the log is empty",
    "log.kept": "agrees with the checkpoint `{name}`, made over {size} events",
    "log.signed": "signed by {names}",
    "log.unseen.replay": (
        "not seen: whether decisions and orders follow from the rules; `log replay` decides them again"
    ),
    "log.checked": "{what}",
    "log.checked.lines": "form, number, chain, register and time of every line",
    "log.checked.documents": "digests of the documents",
    "log.checked.checkpoints": "checkpoints",
    "log.checked.signatures": "their signatures",
    "log.found.unfollowed": (
        "event {seq} does not follow from the rules and what was recorded before (`{what}`); "
        "`log replay` shows how it would come out"
    ),
    "log.found.impossible": "{says}",
    "cli.log.checked": "checked",
    "cli.log.not_replayed": (
        "not replayed: whether decisions and orders follow from the rules was not looked at"
    ),
    "cli.log.sign.documents": (
        "only a log was given, and without its documents nothing can be replayed before it is signed; "
        "give the folder of the export, or `--without-replay`"
    ),
    "cli.option.log.without_replay": (
        "Sign without deciding everything again first; the signature then says nothing of the rules."
    ),
    "log.unseen.all": (
        "not seen without a checkpoint that somebody else kept: events cut off at the end, and "
        "a history that was rewritten and chained anew; give one with `--against`"
    ),
    "log.unseen.after": (
        "not seen: whether events after the first {size} were cut off, or rewritten and chained "
        "anew; a newer checkpoint would show it"
    ),
    "log.unseen.signature": (
        "not seen: who made the checkpoint, for its signature was not looked at; "
        "name its key with `--key`"
    ),
    "log.unseen.own": (
        "the checkpoint that lies beside the log agrees with it; whoever changed the log could "
        "have changed that as well"
    ),
    "log.unseen.meaning": (
        "not seen: whether it was decided rightly; from event {seq} on it was recorded under "
        "meaning {meaning} of the semantics, and this version decides by meaning {known} alone"
    ),
    "log.unseen.documents": (
        "not seen: whether the documents are the right ones, for only the log was given; "
        "give the folder of the export"
    ),
    # -- checkpoints and signatures
    "register.note.too_long": "a checkpoint of more than {most} bytes is not read; this is none",
    "register.note.text": (
        "this is no checkpoint: a line with the origin, one with the number of events and one with "
        "the root in base64 are expected, each ended, and then nothing or a blank line with "
        "signatures"
    ),
    "register.note.encoding": (
        "this is no checkpoint: it is not UTF-8, or has control characters in it"
    ),
    "register.note.origin": (
        "`{origin}` cannot be the origin of a checkpoint; it may not be empty, nor have blanks, "
        "line breaks or `+` in it"
    ),
    "register.note.size": "`{size}` is no number of events; digits without leading zeros expected",
    "register.note.root": "`{root}` is no root; 32 bytes in base64 expected",
    "register.note.line": (
        "line {line} is no signature; an em dash, the name of a key and a signature in base64 "
        "are expected, with one blank between them"
    ),
    "register.note.many": "no checkpoint has more than {most} signatures; this is none",
    "register.note.twice": "the key `{name}` has signed twice; one signature of a key is enough",
    "register.note.unsigned": (
        "`{name}` has not signed the checkpoint; ask for one with its signature"
    ),
    "register.note.signature": (
        "the signature of `{name}` does not hold; the checkpoint or the signature was changed"
    ),
    "register.note.file": "`{path}`: {reason}",
    "register.key.vkey": (
        "`{text}` is no verification key; a name, eight hex digits and a public key in base64, "
        "joined by `+`, are expected"
    ),
    "register.key.name": (
        "`{name}` cannot be the name of a key; it may not be empty, nor have blanks, "
        "control characters or `+` in it"
    ),
    "register.key.hash": (
        "the verification key `{name}` does not fit its own digits `{digits}`; it was mistyped "
        "or changed, ask for it again"
    ),
    "register.key.kind": "the verification key `{name}` is not one for Ed25519; no other is read",
    "register.key.point": (
        "the verification key `{name}` is none with which only its owner can sign (a point of small "
        "or mixed order, or written in a second way); ask its owner for the key anew"
    ),
    "register.key.private": (
        "`{path}` is no private Ed25519 key in PEM without a password; make one with `log keygen`"
    ),
    "register.key.pair": (
        "`{path}` and `{vkey}` do not belong together; the public key beside a private one "
        "has to be its own"
    ),
    "register.key.file": "`{path}`: {reason}",
    "register.key.exists": "`{path}` is there already; no key is overwritten, take another name",
    # -- proofs
    "register.proof.no_event": (
        "among {size} events there is none with the number {seq}; they are numbered from 0"
    ),
    "register.proof.no_size": ("there are no {size} events, only {has}; ask for at most so many"),
    "register.proof.order": (
        "a log of {new} events cannot add to one of {old}; the older size comes first"
    ),
    "register.proof.length": "the proof has {count} hashes, and cannot have so many here",
    "register.proof.hash": "the proof has a hash of {bytes} bytes; each has 32",
    "register.proof.root": "the proof does not lead to the root over {size} events",
    "register.proof.form": ("this is no proof: {what}; `log prove` writes what can be read here"),
    "register.proof.checkpoint": (
        "the proof is about another root than the checkpoint `{name}` of {size} events; "
        "it proves nothing about that log"
    ),
    "register.proof.no_checkpoint": (
        "no checkpoint of `{origin}` over {size} events was given; the proof holds in itself, "
        "but shows nothing without one"
    ),
    # -- exports
    "register.export.exists": (
        "`{path}` is there already, and not an empty folder; an export overwrites nothing, "
        "name another"
    ),
    "register.export.unwritable": "`{path}` cannot be written: {reason}",
    "register.export.unreadable": "`{path}` cannot be read: {reason}",
    "register.export.no_log": (
        "`{path}` is no export: there is no file `log.jsonl` in it; name the folder that "
        "`log export` wrote, or the file"
    ),
    "register.export.not_a_file": "`{path}` is not a file; only files are read",
    "register.export.too_large": "`{path}` has more than {most} bytes; no register wrote it",
    "register.log.unsound": ("the log is not sound, and nothing is made of it: {found}"),
    "register.log.empty": "the log is empty; there is nothing to make a checkpoint of",
    # -- the command line
    "cli.short.log": "Verify, prove and export the log of a register.",
    "cli.short.log.verify": "Find the first event that was changed.",
    "cli.short.log.prove": "Prove an event, or that a log only grew.",
    "cli.short.log.checkpoint": "Say what the log is now, in three lines.",
    "cli.short.log.cosign": "Sign a checkpoint that another made.",
    "cli.short.log.keygen": "Make a key that signs checkpoints.",
    "cli.short.log.export": "Write the log and its documents into a folder.",
    "cli.help.log": (
        "Verify the log of a register, prove what stands in it, and hand checkpoints to others "
        "who can hold it to them.\n\n"
        "The log is that of `--register`, or an export, `--log`."
    ),
    "cli.help.log.verify": (
        "Read the whole log and name the first event that was changed, taken out, put in or "
        "moved; and with a checkpoint that somebody kept, whether the end was cut off or the "
        "history rewritten. What cannot be seen is said."
    ),
    "cli.help.log.verify.end": (
        "Exit status: 0 sound; 1 something was found; 2 something could not be read."
    ),
    "cli.help.log.prove": (
        "Print the proof that event SEQ stands in the log, or with `--from` that the log only "
        "grew since it had so many events; or check a proof that another gives, against "
        "checkpoints that you kept."
    ),
    "cli.help.log.prove.end": (
        "Exit status: 0 proved; 1 the proof does not hold; 2 something could not be read."
    ),
    "cli.help.log.checkpoint": (
        "Read what is stored, verify it, and print a checkpoint: which register, how many events, "
        "which root. Give it to somebody who does not keep the log: it is what a later log "
        "is held against."
    ),
    "cli.help.log.checkpoint.end": (
        "Exit status: 0 made; 1 the log is not sound, and nothing was made; "
        "2 something could not be read."
    ),
    "cli.help.log.cosign": (
        "Add a signature to the checkpoint CHECKPOINT that another body made, once the log was "
        "read and agrees with it: with `--since`, also with the one signed before."
    ),
    "cli.help.log.cosign.end": (
        "Exit status: 0 signed; 1 the log does not agree, and nothing was signed; "
        "2 something could not be read."
    ),
    "cli.help.log.keygen": (
        "Make an Ed25519 key with the name NAME: FILE holds the private key, which nobody else "
        "may read; FILE.vkey and FILE.pub the public one, for `--key` and for openssl."
    ),
    "cli.help.log.keygen.end": "Exit status: 0 made; 2 a file is there already, or not writable.",
    "cli.help.log.export": (
        "Write the log, its documents and a checkpoint into the folder DIR, which is made or "
        "empty: what anybody needs to verify it, with this program or with another."
    ),
    "cli.help.log.export.end": (
        "Exit status: 0 written; 1 written, and the log is not sound; 2 something could not be "
        "read or written."
    ),
    "cli.option.log": "Export: the folder, or its file log.jsonl.",
    "cli.option.log.register": (
        "Address of the register; else that of the variable RESPONSELEVELS_REGISTER or of the project."
    ),
    "cli.option.log.against": "Checkpoint that was kept; may be given several times.",
    "cli.option.log.key": (
        "Verification key, or its file, that must have signed each checkpoint; "
        "may be given several times."
    ),
    "cli.option.log.size": "Prove it in the log as it was with so many events; else now.",
    "cli.option.log.from": "Prove that the log only grew since it had so many events.",
    "cli.option.log.to": "Up to so many events; else up to now.",
    "cli.option.log.check": "Check this proof.",
    "cli.option.log.sign": "Sign with the private key in this file.",
    "cli.option.log.out": "Write to this file, not to standard output.",
    "cli.option.log.since": "Checkpoint that you signed before.",
    "cli.log.source": (
        "which log? Name a register with `--register`, or an export with `--log`; one of them"
    ),
    "cli.log.prove.what": (
        "prove what? Name an event, SEQ, or a size with `--from`, or a proof with `--check`; "
        "one of them"
    ),
    "cli.log.found": "found: {says}",
    "cli.log.root": "root",
    "cli.log.last": "head",
    "cli.log.signed": "signed",
    "cli.log.note": "note",
    "cli.log.held": "kept",
    "cli.log.proved.inclusion": (
        "event {seq} of `{origin}` stands in the log of {size} events that the checkpoint "
        "`{name}` was made over"
    ),
    "cli.log.proved.consistency": (
        "the log of `{origin}` with {new} events adds to the one with {old} and changes nothing "
        "of it, by the checkpoints {names}"
    ),
    "cli.log.refuted": "not proved: {says}",
    "cli.log.made": "wrote {paths}; whoever verifies needs this key:",
    "cli.log.exported": "wrote {size} events and {documents} documents to `{path}`",
}
