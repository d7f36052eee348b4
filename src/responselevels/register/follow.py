"""`Following`: keeps a register up to date in the background, as long as somebody reads from it."""

from __future__ import annotations

from threading import Event, Thread
from types import TracebackType
from typing import Protocol, Self

from responselevels.errors import RegisterBusy, RegisterError, RegisterUnreadable

_SPELL = 1.0
"""Maximum time of one wait, in seconds; a server tells of news at once, and ends it."""


class Followed(Protocol):
    """A register that others record in."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    def wait(self, timeout: float) -> int:
        """Wait up to *timeout* seconds for others to record something, and take it in."""
        ...


class Following:
    """Takes in what others record, moments after they do; use it in a ``with`` statement.

    While the store cannot be reached, *behind* says why, and reading goes on by
    what is known; it is tried again. What is worse (a register that was
    changed, a later version) ends the following, and is raised at its end.
    """

    def __init__(self, register: Followed, *, spell: float = _SPELL) -> None:
        """Follow *register*; *spell* is how many seconds a waiting lasts, or a pause between tries."""
        self._register = register
        self._spell = spell
        self._done = Event()
        self._worse: RegisterError | None = None
        self._thread = Thread(target=self._follow, name=f"following {register.id}", daemon=True)
        self.behind: RegisterError | None = None

    def _follow(self) -> None:
        while not self._done.is_set():
            try:
                self._register.wait(self._spell)
                self.behind = None
            except (RegisterUnreadable, RegisterBusy) as error:
                self.behind = error
                self._done.wait(self._spell)
            except RegisterError as error:
                self.behind = self._worse = error
                return

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()
        if kind is None and self._worse is not None:
            raise self._worse
