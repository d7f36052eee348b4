"""Sentences of stores: what a database said, and what to do."""

SENTENCES: dict[str, str] = {
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
}
