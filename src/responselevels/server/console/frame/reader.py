"""`Reader`: who reads a page, of which register, at which instant, in which language and mode."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cached_property
from urllib.parse import quote, urlencode

from responselevels.core.world.scheme import Scheme
from responselevels.exports.pdf import can_write_pdf
from responselevels.machine.lifecycle import OPEN
from responselevels.machine.zones import zone_in
from responselevels.models.times import instant_written, local_of
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.register.history.dossiers import Dossier
from responselevels.reports.frame.wording import Locale
from responselevels.server.acting import Acting
from responselevels.server.callers import Caller
from responselevels.server.console.frame.severity import has_tones
from responselevels.server.readings import Reading
from responselevels.text.catalogue import Named, visible, worded
from responselevels.text.dates import zone_worded


@dataclass(frozen=True)
class Reader:
    """Whoever reads a page, and what they read of it with.

    *reading* is what they may read, as of an instant, of drills or without them. *base* is the
    address of the console of the register, or of its drills, without a slash at its end.
    """

    reading: Reading
    lang: str
    base: str

    @property
    def register(self) -> RegisterSnapshot:
        """The register, as it is known; what is taken from it directly is not cut yet."""
        return self.reading.known

    @property
    def caller(self) -> Caller:
        """Who reads."""
        return self.reading.caller

    @property
    def at(self) -> datetime:
        """The instant that the page tells of."""
        return self.reading.at

    @property
    def drill(self) -> bool:
        """Whether the page is about drills."""
        return self.reading.asked.drill

    @cached_property
    def scheme(self) -> Scheme:
        """The rules and areas in force."""
        return self.register.scheme

    @cached_property
    def has_tones(self) -> bool:
        """Whether the rules have tones of their own for levels."""
        return has_tones(self.scheme)

    @cached_property
    def zone(self) -> tzinfo:
        """The zone that the times of the rules are of."""
        return zone_in(self.scheme.rules)

    @cached_property
    def locale(self) -> Locale:
        """How reports word things for this reader: all times in the zone of the rules."""
        return Locale(self.lang, titles=self.scheme.titles, zone=self.zone, fixed=True)

    # -- words ----------------------------------------------------------------------------

    def says(self, code: str, /, **facts: object) -> str:
        """Return the sentence ``page.<code>``."""
        return self.locale.worded(f"page.{code}", facts)

    def title(self, kind: str, name: str) -> str:
        """Return the title of a thing, or its id where it has none."""
        return visible(self.scheme.titles(Named(kind, name), self.lang) or name)

    def named(self, kind: str, name: str) -> str:
        """Return title and id of a thing, as sentences have it."""
        return self.locale.fact(Named(kind, name))

    def named_all(self, kind: str, names: Iterable[str], joint: str = "and") -> str:
        """Return titles and ids of several things, listed."""
        told = tuple(Named(kind, name) for name in names)
        return worded(
            f"page.listed.{joint}", {"things": told}, self.lang, titles=self.scheme.titles
        )

    # -- times ----------------------------------------------------------------------------

    def time(self, instant: datetime) -> str:
        """Return *instant* in the zone of the rules, to the minute: the page says which zone."""
        local = local_of(instant, self.zone)
        text = f"{local.year:04d}-{local:%m-%d %H:%M}"
        return text + (f":{local:%S}" if local.second else "")

    def clock(self, instant: datetime) -> str:
        """Return the time of day of *instant*, and its day where that is another than this one."""
        text, today = self.time(instant), self.time(self.at)
        return text[11:] if text[:10] == today[:10] else text

    def left(self, until: datetime) -> tuple[int, int]:
        """Return the hours and minutes from the instant of the page to *until*; none where it has come."""
        return divmod(max((until - self.at) // timedelta(minutes=1), 0), 60)

    def second(self, instant: datetime) -> str:
        """Return *instant* in the zone of the rules, to the second, its day included."""
        local = local_of(instant, self.zone)
        return f"{local.year:04d}-{local:%m-%d %H:%M:%S}"

    @staticmethod
    def machine_time(instant: datetime) -> str:
        """Return *instant* for programs."""
        return instant_written(instant)

    def typed(self, instant: datetime) -> str:
        """Return *instant* as a field for local times has it."""
        local = local_of(instant, self.zone)
        return f"{local.year:04d}-{local:%m-%dT%H:%M}" + (f":{local:%S}" if local.second else "")

    @cached_property
    def zone_name(self) -> str:
        """What the times of the page are called."""
        offset = self.at.astimezone(self.zone).utcoffset() or timedelta(0)
        return zone_worded(timezone(offset), self.lang)

    # -- addresses ------------------------------------------------------------------------

    def link(self, *parts: str, **query: object) -> str:
        """Return the address of a page of this register, each part and each value quoted."""
        path = "/".join((self.base, *(quote(part, safe="") for part in parts)))
        asked = {name: value for name, value in query.items() if value not in (None, "")}
        return f"{path}?{urlencode(asked)}" if asked else path

    # -- what may be seen -----------------------------------------------------------------

    def prints(self, dossier: Dossier) -> bool:
        """Whether there is a PDF of a proposal: it is open, all of it may be read, and the extra is here."""
        readable = dossier.life in OPEN and self.reading.sight.holds(dossier.content)
        return readable and can_write_pdf()

    @cached_property
    def acting(self) -> Acting:
        """The reader about to act: what they may, and where."""
        return Acting(self.reading.served, self.caller)

    def sees(self, area: str) -> bool:
        """Say whether an area is one that the account may read, or beneath one."""
        return self.reading.sight.sees(area)

    def knows_any(self, areas: Iterable[str]) -> bool:
        """Say whether one of *areas* may be read, or lies above one that may."""
        return any(self.reading.sight.knows(area) for area in areas)
