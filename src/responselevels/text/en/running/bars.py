"""English sentences of levels over time as bars."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "bars.head": "levels from {start} to {end}",
    "bars.legend": "each character shows the most severe level of its time; `?`: not known; `^`: the time asked about",
    "bars.more": "areas left out: {count}; name those that are to be shown",
    "bars.none": "no area is named by an order in this time",
    "cli.help.timeline": "Show the level of each AREA over time as a bar: a character for each piece of time, the most severe level that holds in it.\n\nWithout an AREA, those that orders name, and the widest.",
    "cli.help.timeline.end": "Exit status: 0; 2 something could not be read.",
    "cli.help.register.timeline": "Show the level of each AREA over time as a bar, by what the register knows, as `timeline` does.",
    "cli.help.register.watch": "Show the state of the register and the levels of the days to come as bars, and again whenever something is recorded, until interrupted. A terminal is cleared before.",
    "cli.short.timeline": "Show levels over time as bars.",
    "cli.short.register.timeline": "Show levels over time as bars.",
    "cli.short.register.watch": "Show the state, again and again.",
    "cli.option.since.timeline": "Instant to begin with, with an offset; else --at.",
    "cli.option.status.bars": "With the levels of the days to come as bars.",
    "cli.option.watch.once": "Show it once, and end.",
}
