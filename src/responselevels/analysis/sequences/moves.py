"""Steps that may follow on a state: what is permitted there, and time passing to the next edge.

Proposals to issue are those of `wishes`; beside these, each order that is not over is ended,
everywhere and in a part, and ratified.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from responselevels.analysis.sequences.asking import Asking, Made, Step
from responselevels.analysis.sequences.papers import Papers
from responselevels.analysis.sequences.settings import Setting
from responselevels.analysis.sequences.states import NEVER, Key, State, until_of
from responselevels.analysis.sequences.wishes import Wish, wishes_of
from responselevels.core.orders.book import OrderBook
from responselevels.models.decisions import Verdict
from responselevels.models.orders import Order, Period
from responselevels.models.proposals import EndProposal, IssueProposal, Proposal, RatifyProposal

Kind = tuple[object, ...]
"""What the verdict on an end or a ratification follows from, whatever else is so."""

MOST_STANDING, MOST_ABOVE = 2, 1
"""Number of orders, not over, that the area looked at and the one above it have at a time."""


@dataclass
class Moves:
    """The moves of one setting, as *asking* has them decided.

    *standing* orders, not over, the area looked at has at a time.
    """

    asking: Asking
    standing: int = MOST_STANDING
    _known: dict[Kind, Step | None] = field(default_factory=dict)
    _passed: dict[tuple[Wish, frozenset[str]], Papers] = field(default_factory=dict)
    _issued: dict[Kind, tuple[Step, datetime] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Work out what depends on the rules alone."""
        self.setting: Setting = self.asking.setting
        self.rules = self.setting.rules
        self.track = self.rules.tracks[0].id if self.rules.tracks else None
        self.wishes = {area: tuple(wishes_of(self.setting, area)) for area in self.setting.acting}

    # -- what may be done ------------------------------------------------------------

    def steps(self, state: State) -> Iterator[Step]:
        """Yield the permitted proposals among those looked at."""
        if state.over:
            return
        book = self.asking.book(state)
        found = (*self._issues(state, book), *self._ends(state, book))
        yield from (step for step in found if step is not None and step.permitted)

    def _issues(self, state: State, book: OrderBook) -> Iterator[Step | None]:
        for area in self.setting.acting:
            standing = sum(order.area == area for order in state.live())
            most = self.standing if area == self.setting.own else MOST_ABOVE
            if standing >= most:
                continue
            alike = None if area == self.setting.own else state.of(self.setting, (area,))
            for wish in self.wishes[area]:
                if not says_already(state, wish):
                    yield self._issue(state, book, wish, alike)

    def _ends(self, state: State, book: OrderBook) -> Iterator[Step | None]:
        for order in state.live():
            for part in self._parts(order):
                yield self.end(state, book, order, part)
            if order.provisional_until is not None:
                yield self.ratify(state, book, order)

    def _parts(self, order: Order) -> Iterator[str | None]:
        """Yield where an order may be ended: everywhere, and in an area beneath it."""
        yield None
        above = order.area != self.setting.own
        part = self.setting.own if above else self.setting.part
        told = not above or self.setting.told_apart
        if part is not None and told and order.scope == (order.area,) and not order.ends:
            yield part

    def later(self, state: State) -> State | None:
        """Return the state at the next edge; None where nothing is to come.

        Where an order holds on to the end of the rules' own validity, that is the last edge.
        """
        edge = min(state.edges(), default=NEVER)
        valid = self.rules.valid
        last = None if valid is None or state.over else valid.to
        if last is not None and last <= edge and any(state.live()):
            return State(state.orders, last, state, over=True)
        return None if edge == NEVER else State(state.orders, edge, state, over=state.over)

    # -- each kind of proposal ---------------------------------------------------------

    def _issue(self, state: State, book: OrderBook, wish: Wish, alike: Key | None) -> Step | None:
        """Return what comes of issuing what *wish* says; *alike* is the state of an area above.

        What the area beneath has ordered reaches no order for the area above as a whole: no floor
        of a tier looks beneath it, and only an order of the area itself is lowered. So of states
        that are alike for the area above, one is asked; of an order that is not permitted, nothing
        is told.
        """
        if alike is None or wish.scope != wish.area:
            return self.issue(state, book, wish)
        kind = (wish, self._papers_known(state, wish), alike)
        if kind not in self._issued:
            step = self.issue(state, book, wish)
            self._issued[kind] = None if step is None or not step.permitted else (step, state.at)
            return step
        first = self._issued[kind]
        return None if first is None else self._issued_again(*first, state, wish)

    def _issued_again(self, first: Step, at: datetime, state: State, wish: Wish) -> Step:
        """Return *first*, which was permitted at the instant *at*, as it is made in *state*."""
        until = None if first.until is None else state.at + (first.until - at)
        self._passed[self._over(state, wish)] = first.papers
        proposal = self.asking.made(first.papers, self._made(state, wish))
        return Step(proposal, first.papers, Verdict.PERMIT, first.findings, until)

    def issue(self, state: State, book: OrderBook, wish: Wish) -> Step | None:
        """Return what comes of issuing what *wish* says."""
        known = self._papers_known(state, wish)
        first = (*(() if known is None else (known,)), *self.asking.first(wish.way, wish.level))
        # The same papers pass no better a second time.
        step = self.asking.best(
            state, book, dict.fromkeys(first), self._made(state, wish), giving_up=True
        )
        if step is not None and step.permitted:
            self._passed[self._over(state, wish)] = step.papers
        return step

    def _papers_known(self, state: State, wish: Wish) -> Papers | None:
        """Return the papers that *wish* passed with last, where it had to lower the same levels."""
        return self._passed.get(self._over(state, wish))

    @staticmethod
    def _over(state: State, wish: Wish) -> tuple[Wish, frozenset[str]]:
        """Return what is asked of *wish*: it depends on the levels that it may have to lower."""
        return wish, frozenset(o.level for o in state.live() if o.area == wish.area)

    def _made(self, state: State, wish: Wish) -> Made:
        """Return how a proposal to issue what *wish* says is made with papers."""
        requires = wish.way.requires
        start = state.at + (requires.notice or timedelta(0))
        end = None if wish.length is None else start + wish.length
        period = Period(start=start, end=end)

        def made(papers: Papers) -> Proposal:
            return IssueProposal(
                id=f"O-{len(state.orders) + 1}",
                area=wish.area,
                level=wish.level,
                scope=(wish.scope,),
                period=period,
                transition=wish.way.id,
                track=self.track,
                expected_end=start + timedelta.resolution if requires.expected_end else None,
                **papers.said(state.at),
            )

        return made

    def end(
        self, state: State, book: OrderBook, order: Order, part: str | None = None
    ) -> Step | None:
        """Return what comes of ending *order*, everywhere or in *part*, by whoever may."""
        kind = (order.area, order.level, part)
        made = ended(state, order, part)
        if kind not in self._known:
            self._known[kind] = self._ended(state, book, order, made)
        return self._again(self._known[kind], made)

    def _ended(self, state: State, book: OrderBook, order: Order, made: Made) -> Step | None:
        tier = self.setting.tier_of(order.area)
        step: Step | None = None
        for ending in self.rules.endings:
            if ending.tier == tier and (ending.of is None or order.level in ending.of):
                papers = self.asking.first(ending, order.level)
                step = self.asking.best(state, book, papers, made) or step
                if step is not None and step.permitted:
                    return step
        return step

    def ratify(self, state: State, book: OrderBook, order: Order) -> Step | None:
        """Return what comes of ratifying *order*, by whoever may."""
        kind = (order.area, order.transition, order.issuer, "ratify")

        def made(papers: Papers) -> Proposal:
            said = papers.said(state.at)
            known = {name: said[name] for name in ("issuer", "approvals")}
            return RatifyProposal(id="P-1", action="ratify", order=order.id, **known)

        if kind not in self._known:
            way = next(one for one in self.rules.transitions if one.id == order.transition)
            only = self.asking.only
            papers = [Papers(issuer) for issuer in way.issuers if only is None or issuer in only]
            self._known[kind] = self.asking.best(state, book, papers, made)
        return self._again(self._known[kind], made)

    def _again(self, step: Step | None, made: Made) -> Step | None:
        """Return *step* as it is *made* now; what it comes to is what it came to before."""
        if step is None or not step.permitted:
            return step
        return Step(self.asking.made(step.papers, made), step.papers, Verdict.PERMIT)


def ended(state: State, order: Order, part: str | None = None) -> Made:
    """Return how a proposal to end *order* in *state* is made with papers."""
    # What has not begun is ended at its start: there it never was in force.
    since = max(state.at, order.period.start)
    scope = () if part is None else (part,)

    def made(papers: Papers) -> Proposal:
        said = papers.said(state.at)
        return EndProposal(id="P-1", action="end", order=order.id, at=since, scope=scope, **said)

    return made


def says_already(state: State, wish: Wish) -> bool:
    """Say whether an order of the area, to be ratified by nobody, says what *wish* would, and as long."""
    begun = [o for o in state.live() if o.area == wish.area and o.period.start <= state.at]
    if not begun or wish.way.requires.notice:
        return False
    last = begun[-1]
    alike = (last.level, last.scope, last.ends) == (wish.level, (wish.scope,), ())
    end = NEVER if wish.length is None else state.at + wish.length
    return alike and last.provisional_until is None and end <= until_of(last)
