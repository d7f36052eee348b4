"""Orders, areas, levels and events in the formats of other tools: calendars, alerts, webhooks, maps, tables, mail.

What is told is worked out by the rooms beneath; here it is only put into the grammar of others, by
a library wherever there is one (extras ``interop`` and ``arrow``, imported when they are first used).
Nothing here decides, records or asks what time it is.
"""
