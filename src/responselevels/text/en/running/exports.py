"""English sentences of what is told in the formats of others: calendars, alerts, maps, tables, mail."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # -- an order in a line, and in several
    "export.summary": "{level}: {areas}",
    "export.summary.over": "ended: {summary}",
    "export.summary.provisional": "to be ratified: {summary}",
    "export.summary.drill": "DRILL: {summary}",
    "export.areas": "{areas:series}",
    "export.areas.more": "{areas:series} and {more} more",
    "export.drill": "DRILL: an exercise; no level that holds is changed by it",
    "export.order": "order {order} of {area}",
    "export.level": "level: {level}",
    "export.track": "track: {track}",
    "export.scope": "where: {areas:series}",
    "export.period": "period: {span}",
    "export.ended": "ended early at {at}",
    "export.ended.part": "ended early at {at}, in {areas:series}",
    "export.provisional": "lapses at {until} unless it is ratified",
    "export.expected": "expected to be needed until {end}",
    "export.issued": "issued by {body} at {at}",
    "export.reason": "reason: {reason}",
    "export.told.issue": "issued; recorded at {at}",
    "export.told.end": "ended early; recorded at {at}",
    "export.told.called_off": "called off before it began; recorded at {at}",
    "export.told.ratify": "ratified; recorded at {at}",
    "export.category.drill": "drill",
    # -- calendars and alerts
    "export.calendar": "Response levels, {source}",
    "export.feed": "Alerts on response levels, {source}",
    "export.event": "Response level: {level}",
    "export.restricted": "for those who may read the register; no warning of the public",
    "problem.cap.sender": "`{value}` cannot be the sender of an alert: it has blanks, a comma, `<` or `&`, or nothing; write a name such as `duty.example.org`",
    # -- the commands
    "cli.help.export": (
        "Write orders in a FORMAT of other tools: `calendar` (iCalendar), `cancellations` (iCalendar, the orders that are "
        "cancelled alone), `cap` (an alert of CAP 1.2), `atom` (a feed of these), and as tables `csv` or `parquet`; and "
        "levels as tables, or with `geojson` on a map.\n\n"
        "It is printed, or written to a file with --output. Of alerts, that on one order is printed, and with --output all "
        "are written to a folder."
    ),
    "cli.help.export.end": "Exit status: 0; 2 something could not be read or written, or a package is missing.",
    "cli.help.register.export": (
        "Write the orders and levels of the register in a FORMAT of other tools, as `export` does; each thing that was recorded of an "
        "order counts as a change of it."
    ),
    "cli.short.export": "Write a calendar, alerts, maps or tables.",
    "cli.short.register.export": "Write a calendar, alerts, maps or tables.",
    "cli.option.at.export": "Instant as of which it is written, with an offset: 2026-02-11T12:00+08:00; or now, as without it.",
    "cli.option.orders.export": "Orders to write (YAML, JSON or JSON Lines).",
    "cli.option.serve.alerts": "File with sender, category and the urgency, severity and certainty of each level, for alerts.",
    "cli.option.order.export": "Only this order; may be given again.",
    "cli.option.since.export": "Only orders that hold then or later, or of which something was recorded since.",
    "cli.option.source": "Name that the orders are known by elsewhere, as part of their identifiers; else that of the register or of the rules.",
    "cli.option.profile": "File with sender, category and the urgency, severity and certainty of each level, for alerts.",
    "cli.option.table.export": "What `csv` and `parquet` hold; else orders.",
    "cli.option.geometry": "GeoJSON file with the geometries of areas, for `geojson`; each feature names its area by its id.",
    "cli.error.export.bytes": "a Parquet file is not printed; name one with `--output`",
    "problem.geojson.form": "no collection of features of GeoJSON: {reason}; put the file right",
    "problem.geojson.area": "the feature names no area; give it the `id` of one, or the property `area`",
    "problem.geojson.twice": "the area `{area}` has a feature already; leave one of them",
    "problem.geojson.finite": "the geometry of `{area}` has a coordinate that is no number; put it right",
    "cli.option.output.export": "Write to this file, or for `cap` to this folder.",
    "cli.error.export.which": "{count} orders are meant; name one with `--order`, or a folder with `--output`",
    "cli.error.export.none": "no order is meant",
    "cli.error.export.option": "`{option}` says nothing in the format {format}; leave it out",
    "cli.export.written": "files written to `{path}`: {count}",
    # -- events sent to a webhook
    "cli.help.register.deliver": (
        "Send each event of the register to a webhook, as a CloudEvent signed with the secret in "
        "RESPONSELEVELS_WEBHOOK_SECRET: in order, each at least once, until interrupted.\n\n"
        "What the receiver does not take is sent again, after ever longer pauses, before anything that came later. How far "
        "it is stands in the file of --place: whoever is killed goes on from there."
    ),
    "cli.short.register.deliver": "Send events to a webhook.",
    "cli.option.deliver.to": "Address of the receiver, by https; this machine by http, too.",
    "cli.option.deliver.place": "File that has how far it is; made where it is not there.",
    "cli.option.deliver.after": "Where nothing was ever sent: begin after this event; else with the first.",
    "cli.option.deliver.once": "Send what there is, and end.",
    "cli.option.deliver.tries": "Attempts for one event before it is given up, with exit status 69; else there is no end to them.",
    "cli.option.deliver.plain": "Take an address by http that is not this machine: what is sent can be read on the way.",
    "cli.error.deliver.form": "`--to` is no address; write one such as https://board.example.org/events",
    "cli.error.deliver.password": "the address of `--to` has a name or a password in it; leave it out, what is sent is signed",
    "cli.error.deliver.plain": "the address of `--to` is not reached by https; use one that is, or accept with `--plain-http` that others can read what is sent",
    "cli.error.deliver.secret": "{variable} has no secret; set it to `{mark}` and at least {count} bytes drawn by chance, in base64, as the receiver has it",
    "cli.deliver.done": "events sent to `{address}`: {count}",
    "cli.deliver.again": "event {seq} was not taken by `{address}`: {reason} (attempt {attempt}); sent again in {pause} s",
    "register.receiver.gone": "the receiver wants no more events (HTTP 410); event {seq} was not taken. Ask who keeps it",
    "register.receiver.away": "event {seq} was not taken in {tries} attempts, the last: {reason}; see to the receiver, and send again from there",
    "register.place.held": "`{path}` is in use: somebody sends events from there already",
    "register.place.broken": "`{path}` cannot be used as the place that is kept: {reason}; name another file, or put this one right",
    "register.place.other": "what was sent up to event {seq} is not what the register has; find out which of the two is wrong, and name another file for `--place`",
    "register.place.ahead": "the register has no event {seq}, and that was sent already, or named; find out what was taken from it",
    # -- notices by e-mail
    "export.mail.subject": "{title}: due: {count}",
    "export.mail.subject.overdue": "{title}: due: {count}, overdue: {overdue}",
    "cli.help.register.notify": (
        "Send by e-mail what is due, in the words of `register due`; nothing is sent where nothing is due.\n\n"
        "The mail server is signed in to with RESPONSELEVELS_SMTP_USER and RESPONSELEVELS_SMTP_PASSWORD, where these are set."
    ),
    "cli.short.register.notify": "Send by e-mail what is due.",
    "cli.option.notify.to": "Address that it goes to; may be given again.",
    "cli.option.notify.from": "Address that it comes from.",
    "cli.option.notify.smtp": "Mail server; port 587 unless it is said, 465 with tls, 25 without security.",
    "cli.option.notify.security": "How the way to it is kept from others; `none` for this machine alone.",
    "cli.option.notify.both": "In both languages, one after the other.",
    "cli.error.notify.address": "`{address}` is no address; write one such as duty@example.org, without a name beside it",
    "cli.error.notify.server": "`{server}` is no server; write a name such as mail.example.org, or mail.example.org:587",
    "cli.error.notify.credentials": "set both {user} and {password}, or neither",
    "cli.error.notify.plain": "without security others can read the mail on the way; leave out `--security none`, which is for a server on this machine",
    "cli.notify.nothing": "nothing is due; nothing was sent",
    "cli.notify.sent": "sent to {receivers:series}; due: {count}",
    "register.mail.away": "the mail server `{host}` did not take the notice: {reason}; try again, and see to the server and `--security`",
    "register.mail.refused": "the mail server `{host}` does not take the user or the password (status {reason}); put the two variables right",
    "register.mail.receivers": "the mail server `{host}` took the notice, but not for {receivers:series}; put these addresses right",
}
