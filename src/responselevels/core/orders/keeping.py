"""Profiles made, and kept with a book, of what it is asked about more than once.

A profile pays for all of time, a sweep (`levels.View.heard`) for the period asked about: so the
first question about an area and a place is answered by a sweep, and the second one makes their
profile. A book never changes, so that what it keeps stays right; each begins without any. In a
register, which decides on a new book each time, none is ever made.
"""

from __future__ import annotations

from bisect import bisect_left

from responselevels.core.orders.lanes import RANK_BITS, silence_of
from responselevels.core.orders.levels import PlaceHeard, View
from responselevels.core.orders.lowered import LoweredOrders
from responselevels.core.orders.sweep import Held, Profile, Profiles, severest, spans
from responselevels.core.timeline import FOREVER
from responselevels.core.world.scheme import Scheme

MOST_STEPS = 256
"""Number of steps of the lanes on the line of a place and beneath it beyond which nothing is kept.

Whoever has so long a history would have to ask very often until it is paid back.
"""

MOST_KEPT = 2048
"""Number of pairs of areas that a book remembers to have been asked about."""

MOST_ROWS = 65_536
"""Number of spans in the profiles of one book from which on no more are made: some 20 MB."""

ALWAYS = (-FOREVER, FOREVER)


def profiles_of(scheme: Scheme, view: View, issuing: int, top: int) -> Profiles | None:
    """Return the profiles of *top* and the places beneath it as *issuing* sees them, where they are kept.

    One view has the same answer all along, so that a decision does not ask twice. Profiles are
    those of the book's own rules: whoever decides under another *scheme* gets none.
    """
    if scheme is not view.book.scheme:
        return None
    pair = issuing, top
    if pair not in view.profiles:
        view.profiles[pair] = _kept(view, issuing, top)
    return view.profiles[pair]


def _kept(view: View, issuing: int, top: int) -> Profiles | None:
    known, key = view.book.profiles, (issuing, top, view.realm)
    if key not in known:
        # Several threads may count one more: it is a bound, not a promise.
        if len(known) < MOST_KEPT:
            known[key] = ()
        return None
    kept = known[key]
    if kept is not None and not kept:
        if known.rows >= MOST_ROWS:
            return None
        kept = known[key] = _made(view, issuing, top) if _is_worth(view, top) else None
        known.rows += sum([len(one.held) for one in kept or ()])
    return kept


def _is_worth(view: View, top: int) -> bool:
    """Say whether the profiles of *top* would be right, and are few enough to be kept."""
    book = view.book
    scheme = book.scheme
    # Where silence counts as more than the least severe level, silent places differ, too; and
    # measures look at several tracks at once. Both are left to the sweep.
    if scheme.default or scheme.differences.ids or view.is_wide(top):
        return False
    beneath = book.lanes_within(top + 1, scheme.tree.after[top], *ALWAYS)
    lanes = [lane for _, of_place in beneath for lane in of_place]
    lanes += [lane for _, lane in view.lanes_over(top)]
    tracks = [steps for lane in lanes for steps in (lane.steps, *dict(lane.views).values())]
    return sum(map(len, tracks)) <= MOST_STEPS


def _made(view: View, issuing: int, top: int) -> Profiles:
    whole = View(view.book, *ALWAYS, drill=view.drill, track=view.track)
    # At the end of time no grace runs any more, and any order is more severe than one of rank -1.
    lowered = LoweredOrders(whole, issuing, -1, at=FOREVER)
    above = whole.book.scheme.tree.lines[issuing][1:]
    places = whole.heard(top)
    made: list[Profile] = []
    for heard in places:
        tracks = [heard.tracks[area] for area in above if area in heard.tracks]
        floor = severest(tracks, ALWAYS, silence=0, beyond=0)
        exposed = lowered.at(heard.area)
        held = _held(whole, issuing, heard)
        demands = max((rank for _, _, rank, _ in floor), default=-1)
        orders = max((rank for _, _, rank, _ in exposed), default=-1)
        apart = _apart(whole, heard, places)
        made.append(
            Profile(heard.area, heard.above, *apart, floor, demands, exposed, orders, held, {})
        )
    return tuple(made)


def _apart(whole: View, heard: PlaceHeard, places: list[PlaceHeard]) -> tuple[int, int]:
    """Return the span out of which a place surely fares as the nearest one above it."""
    # Beneath an order that was ended apart from the rest, each area has tracks of its own.
    if heard.above < 0 or places[heard.above].parted:
        return ALWAYS
    first, last = FOREVER, -FOREVER
    for lane in whole.book.place(heard.area):
        begun = lane.steps.second()
        if lane.counts_in(whole.realm) and begun is not None:
            until, code = lane.steps.last()
            first, last = min(first, begun), max(last, until if code < 0 else FOREVER)
    return first, last


def _held(whole: View, issuing: int, heard: PlaceHeard) -> tuple[Held, ...]:
    """Return what holds at a place over all of time, neighbours that are alike joined."""
    scheme = whole.book.scheme
    silent = (-FOREVER,), (silence_of(scheme.default),)
    tracks = {issuing: silent, **heard.tracks}
    # Areas are numbered in preorder: ascending, the issuers stand from the root downward.
    issuers = sorted(tracks)
    own, first = issuers.index(issuing), bisect_left(issuers, scheme.inherited_from[heard.area][-1])
    found: list[Held] = []
    for start, end, codes, ranks in spans([tracks[area] for area in issuers], *ALWAYS):
        most = len(scheme.levels)
        if first <= own:
            most = max([0, *ranks[first:own], *ranks[own + 1 :]])
        said = most, ranks[own], codes[own] >> RANK_BITS, _above_floor(codes, ranks, own)
        if found and found[-1][2:] == said:
            found[-1] = (found[-1][0], end, *said)
        else:
            found.append((start, end, *said))
    return tuple(found)


def _above_floor(codes: list[int], ranks: list[int], own: int) -> tuple[tuple[int, int], ...]:
    """Return rank and number of the orders of areas beneath the issuing one that are not below their floor."""
    run = max(ranks[: own + 1])
    found: list[tuple[int, int]] = []
    # Downward, the floor of each is the most severe of those passed so far.
    for code, rank in zip(codes[own + 1 :], ranks[own + 1 :], strict=True):
        if rank >= run:
            run = rank
            if code >= 0:
                found.append((rank, code >> RANK_BITS))
    return tuple(found)
