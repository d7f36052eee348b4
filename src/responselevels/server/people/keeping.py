"""`KeptAccounts`: the accounts of one register, as those use them who keep them.

Every call waits for the database: make it in a thread. *by* is who keeps accounts, None for the
command line, which is at the machine itself and may do all of it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from responselevels.errors import Forbidden, RegisterFormat
from responselevels.register.clocks import Clock, SystemClock
from responselevels.register.register import StoredRegister
from responselevels.server.callers import Caller, How, Right
from responselevels.server.people import book, sessions, tokens, tries
from responselevels.server.people.account import (
    Account,
    AccountAct,
    AccountPlan,
    OpenSession,
    Token,
    kept_in,
)
from responselevels.server.people.book import Keeping
from responselevels.server.people.passwords import Passwords, checked
from responselevels.server.people.plans import check_plan, folded
from responselevels.server.people.sessions import Lasting
from responselevels.server.people.store.database import Database, Run
from responselevels.server.people.tokens import TokenPlan
from responselevels.server.settings import ServerSettings

COMMAND_LINE = "command line"
"""What the lines of accounts call somebody who keeps them at the machine itself."""


class KeptAccounts:
    """The accounts of a register; threads and processes share them."""

    def __init__(
        self,
        database: Database,
        *,
        settings: ServerSettings,
        passwords: Passwords | None = None,
        register: StoredRegister | None = None,
    ) -> None:
        """Take accounts from *database*; what they name is held to *register*.

        Raises:
            RegisterFormat: they are those of another register.
        """
        self._database = database
        self._settings = settings
        self._register = register
        self._clock: Clock = settings.clock or SystemClock()
        self._lasting = Lasting.of(settings.session_idle, settings.session_life)
        self.passwords = passwords or Passwords(cheap=settings.demo)
        if register is not None:
            self._check_register(register.id)
        key = self._setting("forms", secrets.token_hex(32))
        with kept_in("account_setting"):
            self._key = bytes.fromhex(key)

    @property
    def settings(self) -> ServerSettings:
        """How the server behaves that they are of."""
        return self._settings

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    # -- keeping accounts --------------------------------------------------------------

    def accounts(self) -> list[Account]:
        """Return all accounts, by id."""
        return self._database.read(book.accounts)

    def account(self, name: str) -> Account:
        """Return the account with this id.

        Raises:
            InputError: there is none.
        """
        return self._database.read(lambda run: book.known(run, folded(name)))

    def add(self, plan: AccountPlan, password: str | None, *, by: Caller | None = None) -> Account:
        """Make an account; *by* is who keeps accounts here, None for the command line.

        Raises:
            InputError: it is taken, names what is not there, or the password is none.
            Forbidden: *by* may not.
        """
        plan = check_plan(plan, self._register)
        hashed = None if password is None else self._hashed(password, plan)
        return self._kept(by, plan.id, lambda keeping: book.add(keeping, plan, hashed))

    def change(self, plan: AccountPlan, *, by: Caller | None = None) -> Account:
        """Make the account with the id of *plan* what is planned; it counts from the next request on.

        Raises:
            InputError: there is none; or what is planned cannot be.
            Forbidden: *by* may not.
        """
        plan = check_plan(plan, self._register)
        return self._kept(by, plan.id, lambda keeping: book.change(keeping, plan))

    def set_password(self, name: str, password: str, *, by: Caller | None = None) -> Account:
        """Give an account another password; its sessions end, and tries that failed are forgotten.

        Raises:
            InputError: there is no such account; or the password is none.
            Forbidden: *by* may not: everybody may for themselves.
        """
        account = self.account(name)
        hashed = self._hashed(password, account)

        def work(keeping: Keeping) -> None:
            book.set_password(keeping, account.id, hashed)
            tries.forgive(keeping.run, account.id)

        return self._kept(by, account.id, work, own=True)

    def disable(self, name: str, *, by: Caller | None = None) -> Account:
        """Let an account ask for nothing any more, from the next request on.

        Raises:
            InputError: there is no such account.
            Forbidden: *by* may not.
        """
        return self._kept(by, folded(name), lambda keeping: book.disable(keeping, folded(name)))

    def enable(self, name: str, *, by: Caller | None = None) -> Account:
        """Let an account ask again; tries that failed are forgotten.

        Raises:
            InputError: there is no such account.
            Forbidden: *by* may not.
        """

        def work(keeping: Keeping) -> None:
            book.enable(keeping, folded(name))
            tries.forgive(keeping.run, folded(name))

        return self._kept(by, folded(name), work)

    def sessions(self, name: str) -> list[OpenSession]:
        """Return the sessions of an account that are not over, the newest first."""
        at = self._clock.instant()
        found = self._database.read(lambda run: sessions.of(run, folded(name)))
        return [one for one in found if not self._lasting.is_over(one, at)]

    def end_sessions(self, name: str, *, by: Caller | None = None) -> int:
        """End every session of an account, and return how many there were.

        Raises:
            InputError: there is no such account.
            Forbidden: *by* may not: everybody may for themselves.
        """
        ended: list[int] = []

        def work(keeping: Keeping) -> None:
            book.known(keeping.run, folded(name))
            ended.append(sessions.end_all(keeping.run, folded(name)))
            keeping.note("sessions_ended", folded(name), count=ended[-1])

        self._kept(by, folded(name), work, own=True)
        return ended[-1]

    def end_session(self, name: str, digest: str, *, by: Caller | None = None) -> None:
        """End one session of an account, named by its digest; one that is over is no matter.

        Raises:
            InputError: there is no such account.
            Forbidden: *by* may not: everybody may for themselves.
        """
        account = folded(name)

        def work(keeping: Keeping) -> None:
            book.known(keeping.run, account)
            if digest in {one.digest for one in sessions.of(keeping.run, account)}:
                sessions.end(keeping.run, digest)
                keeping.note("sessions_ended", account, count=1)

        self._kept(by, account, work, own=True)

    def acts(self, *, after: int = 0, most: int = 1000) -> list[AccountAct]:
        """Return what was done to accounts, the oldest first."""
        return self._database.read(lambda run: book.acts(run, after=after, most=most))

    # -- tokens ------------------------------------------------------------------------

    def issue_token(self, plan: TokenPlan, *, by: Caller | None = None) -> str:
        """Make a token, and return it: it is told now, and never again.

        Raises:
            InputError, Forbidden: as said in `tokens.issue`; everybody may for themselves.
        """
        told: list[str] = []
        self._kept(
            by, plan.account, lambda keeping: told.append(tokens.issue(keeping, plan)), own=True
        )
        return told[-1]

    def revoke_token(self, id_: str, *, by: Caller | None = None) -> Token:
        """Let a token open nothing any more.

        Raises:
            InputError: there is none, or none that *by* may revoke.
        """
        mine = None if by is None or by.may(Right.PEOPLE) else by.account
        return self._database.write(
            lambda run: tokens.revoke(Keeping(run, _who(by), self._clock.instant()), id_, of=mine)
        )

    def tokens(self, name: str | None = None) -> list[Token]:
        """Return the tokens of an account, or of all; the newest first."""
        return self._database.read(lambda run: tokens.listed(run, name))

    # -- how -----------------------------------------------------------------------------

    def _kept(
        self,
        by: Caller | None,
        name: str,
        work: Callable[[Keeping], object],
        *,
        own: bool = False,
    ) -> Account:
        """Do *work* in a transaction, for who may: keepers of accounts for others, and with *own* all for themselves."""
        if by is not None:
            check_keeper(by, name, own=own)

        def kept(run: Run) -> Account:
            work(Keeping(run, _who(by), self._clock.instant()))
            return book.known(run, name)

        return self._database.write(kept)

    def _hashed(self, password: str, plan: AccountPlan) -> str:
        return self.passwords.hashed(checked(password, plan.id, plan.person, plan.title))

    def _setting(self, name: str, first: str) -> str:
        """Return a setting that all processes share; the first that asks makes it *first*."""
        where = "SELECT value FROM account_setting WHERE name = ?"
        rows = self._database.read(lambda run: run(where, (name,)))
        if rows:
            return str(rows[0][0])

        def work(run: Run) -> str:
            found = run(where, (name,))
            if not found:
                run("INSERT INTO account_setting (name, value) VALUES (?, ?)", (name, first))
            return str(found[0][0]) if found else first

        return self._database.write(work)

    def _check_register(self, register: str) -> None:
        kept = self._setting("register", register)
        if kept != register:
            facts = {"store": self._database.name, "register": kept, "expected": register}
            raise RegisterFormat("accounts.other", facts)


def check_keeper(by: Caller, name: str, *, own: bool) -> None:
    """Let pass who may keep the account *name*; *own*: what everybody may do to their own.

    Nobody changes what they themselves may do, nor keeps accounts by a token.

    Raises:
        Forbidden: they may not.
    """
    if by.how is How.TOKEN:
        raise Forbidden("keep.token")
    if by.account == name:
        if not own:
            raise Forbidden("keep.own")
    elif not by.may(Right.PEOPLE):
        raise Forbidden("keep.others")


def _who(by: Caller | None) -> str:
    return COMMAND_LINE if by is None else by.account
