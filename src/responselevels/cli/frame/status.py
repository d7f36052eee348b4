"""Exit statuses (docs/command-line.md): each value means one thing."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from responselevels.errors import (
    FileUnreadable,
    FileUnwritable,
    OutcomeUnknown,
    RegisterBusy,
    RegisterDamaged,
    RegisterShrunk,
    RegisterUnreadable,
    RegisterUnwritable,
    ResponseLevelsError,
    Undelivered,
    WorkersUnusable,
)


class Status(IntEnum):
    """Exit status of the program."""

    PERMITTED = 0
    """All is permitted, or there is nothing to say."""
    DENIED = 1
    """At least one proposal is denied; for `audit` and `lint`, something is listed."""
    INVALID_INPUT = 2
    """Something given could not be read, the command line included."""
    PENDING = 3
    """None is denied, and at least one is pending."""
    DAMAGED = 65
    """A register is damaged, or not what this site has seen of it."""
    UNREACHABLE = 69
    """A register or a cluster cannot be reached, read or written; nothing was done, and it may be tried again."""
    BUG = 70
    """A mistake of the program itself."""
    OUTPUT_LOST = 74
    """The answer could not be written. Whatever was to be recorded is recorded."""
    BUSY = 75
    """Others held the register too long; nothing was done, and it may be tried again."""
    UNKNOWN = 76
    """The reply was lost: it may have been done. Ask again with the same key."""
    INTERRUPTED = 130
    """Ended from the keyboard."""
    BROKEN_PIPE = 141
    """The program reading the output closed it (as after SIGPIPE: 128 + 13)."""


def status_of(counts: Mapping[str, int]) -> Status:
    """Return the status for the number of each verdict, ``unread`` among them.

    >>> status_of({"permit": 3, "pending": 1})
    <Status.PENDING: 3>
    >>> status_of({"deny": 1, "unread": 1})
    <Status.INVALID_INPUT: 2>
    """
    for kind, status in (
        ("unread", Status.INVALID_INPUT),
        ("deny", Status.DENIED),
        ("pending", Status.PENDING),
    ):
        if counts.get(kind):
            return status
    return Status.PERMITTED


def status_of_error(error: ResponseLevelsError) -> Status:
    """Return the status for what a register, or reading a file, could not do."""
    if isinstance(error, RegisterBusy):
        return Status.BUSY
    if isinstance(error, OutcomeUnknown):
        return Status.UNKNOWN
    if isinstance(error, RegisterDamaged | RegisterShrunk):
        return Status.DAMAGED
    if isinstance(error, FileUnreadable | FileUnwritable):  # a name that was given
        return Status.INVALID_INPUT
    if isinstance(error, RegisterUnreadable | RegisterUnwritable | Undelivered | WorkersUnusable):
        return Status.UNREACHABLE
    return Status.INVALID_INPUT
