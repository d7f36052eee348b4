"""What the events that follow an order make of it: in the book of its version, and as it is shown."""

from __future__ import annotations

from responselevels.core.world.resolver import NameResolver
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError
from responselevels.models.orders import End, Order
from responselevels.models.times import instant_at, micros_of
from responselevels.register.history.versions import OrderChange
from responselevels.register.log.kinds import AdoptionEvent, EndEvent, RatificationEvent


def change_of(event: EndEvent | RatificationEvent, scheme: Scheme) -> OrderChange:
    """Return what *event* changes in the book of its version.

    Raises:
        InputError: its scope names what is no area.
    """
    if isinstance(event, RatificationEvent):
        return OrderChange(recorded=event.recorded, order=event.order, at=None, scope=None)
    reader = NameResolver(scheme)
    scope = None if event.scope is None else reader.areas(event.scope, ())
    if reader.problems:
        raise InputError(reader.problems)
    at = micros_of(event.at)
    return OrderChange(recorded=event.recorded, order=event.order, at=at, scope=scope)


def ended(order: Order, event: EndEvent) -> Order:
    """Return *order* with the early end that *event* is."""
    end = End(at=event.at, scope=event.scope, decided_at=instant_at(event.recorded))
    return order.model_copy(update={"ends": (*order.ends, end)})


def ratified(order: Order) -> Order:
    """Return *order* as it is once it was ratified."""
    return order.model_copy(update={"provisional_until": None})


def in_track(order: Order, event: AdoptionEvent) -> Order:
    """Return *order*, carried over by *event*, in the track that this put it in."""
    return order.model_copy(update={"track": event.track})
