"""`RegisterAccounts`: the accounts of one register, as its server uses them.

It knows who asks (`Accounts` of `identity`), and lets people sign in and out. Times are the clock's.
Everything here waits for the database: call it in a thread.
"""

from __future__ import annotations

from dataclasses import dataclass

from responselevels.errors import Forbidden, Unauthenticated
from responselevels.register.register import StoredRegister
from responselevels.server.callers import Caller, How
from responselevels.server.people import book, sessions, tokens, tries
from responselevels.server.people.account import Account
from responselevels.server.people.credentials import Bearer, Credential, Proxied
from responselevels.server.people.forgery import proof_of
from responselevels.server.people.keeping import KeptAccounts
from responselevels.server.people.plans import folded
from responselevels.server.people.store.database import Run
from responselevels.server.people.store.opening import open_database
from responselevels.server.settings import ServedAddress, ServerSettings


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who signed in: who they are, and the id of the session, for their browser alone."""

    caller: Caller
    session: str


class RegisterAccounts(KeptAccounts):
    """The accounts of a register; threads and processes share them."""

    # -- who asks ------------------------------------------------------------------

    def caller(self, credential: Credential) -> Caller | None:
        """Return whom *credential* stands for; see `identity.Accounts`."""
        if isinstance(credential, Bearer):
            return self._of_token(credential.token)
        if isinstance(credential, Proxied):
            return self._named(credential.name, How.PROXY)
        return self._of_session(sessions.digest_of(credential.id))

    def still(self, caller: Caller) -> Caller | None:
        """Return who a caller is by now: for answers that take long, such as a stream of events.

        None where the session is over, or the account is disabled.
        """
        if caller.session is not None:
            return self._of_session(caller.session, touching=False)
        account = self._database.read(lambda run: book.find(run, caller.account))
        if account is None or account.disabled is not None:
            return None
        return caller

    def proof(self, caller: Caller) -> str:
        """Return the text that forms of *caller*'s pages carry."""
        return proof_of(self._key, f"of:{caller.session or f'{caller.how}:{caller.account}'}")

    def proof_before(self, mark: str) -> str:
        """Return the text that the form for signing in carries, for a browser that holds *mark*."""
        return proof_of(self._key, f"before:{mark}")

    def _of_session(self, digest: str, *, touching: bool = True) -> Caller | None:
        at = self._clock.instant()
        found = self._database.read(lambda run: sessions.find(run, digest))
        if found is None:
            return None
        session, account = found
        if account.disabled is not None or self._lasting.is_over(session, at):
            return None
        if touching and at - session.seen >= sessions.SEEN_EVERY:
            self._database.write(lambda run: sessions.touch(run, digest, at))
        return account.caller(session.how, self._settings.server, digest)

    def _of_token(self, token: str) -> Caller:
        at = self._clock.instant()
        known, account = self._database.read(lambda run: tokens.holder(run, token, at))
        if known.seen is None or at - known.seen >= tokens.DAY:
            self._database.write(lambda run: tokens.touch(run, known, at))
        return tokens.caller_of(known, account, self._settings.server)

    def _named(self, name: str, how: How) -> Caller:
        account = self._database.read(lambda run: book.find(run, folded(name)))
        if account is None or account.disabled is not None:
            raise Unauthenticated("no_account", {"name": name})
        return account.caller(how, self._settings.server)

    # -- signing in and out ----------------------------------------------------------

    def begin_try(self, name: str, place: str) -> str | None:
        """Count a try to sign in, and return the hash that a password must fit; None: there is none.

        Raises:
            TooManyTries: it comes too early.
        """
        at = self._clock.instant()

        def work(run: Run) -> str | None:
            tries.count(run, folded(name), place, at)
            rows = run(
                "SELECT password FROM account WHERE id = ? AND disabled IS NULL", (folded(name),)
            )
            return str(rows[0][0]) if rows and rows[0][0] is not None else None

        return self._database.write(work)

    def end_try(
        self, name: str, place: str, *, fits: str | None, renewed: str | None = None
    ) -> SignedIn:
        """Begin a session for somebody whose password *fits* the hash that was looked at; None: it does not.

        *renewed* is a hash to keep in its place.

        Raises:
            Unauthenticated: it does not fit, or the account was changed meanwhile.
        """
        if fits is None:
            raise Unauthenticated("sign_in.wrong")

        def work(run: Run) -> SignedIn:
            rows = run("SELECT password FROM account WHERE id = ?", (folded(name),))
            account = book.find(run, folded(name))
            if account is None or account.disabled is not None or rows[0][0] != fits:
                raise Unauthenticated("sign_in.wrong")
            tries.succeeded(run, account.id, place)
            if renewed is not None:
                run("UPDATE account SET password = ? WHERE id = ?", (renewed, account.id))
            return self._begin(run, account, How.PASSWORD)

        return self._database.write(work)

    def sign_in(self, name: str, password: str, place: str = "") -> SignedIn:
        """Let somebody sign in by password; the whole of it in one call, for who may wait.

        Raises:
            TooManyTries, Unauthenticated: as said there.
        """
        kept = self.begin_try(name, place)
        fits = self.passwords.holds(kept, password)
        renewed = None
        if fits and kept is not None and self.passwords.is_dated(kept):
            renewed = self.passwords.hashed(password)
        return self.end_try(name, place, fits=kept if fits else None, renewed=renewed)

    def change_own_password(self, caller: Caller, old: str, new: str, place: str = "") -> None:
        """Give somebody's own account another password, if they know the one that it has.

        Whoever finds a browser open does not take the account over. Tries count as those to sign in.

        Raises:
            TooManyTries, Forbidden: the old password does not fit.
            InputError: the new one is none.
        """
        if self.account(caller.account).has_password:
            kept = self.begin_try(caller.account, place)
            if not self.passwords.holds(kept, old):
                raise Forbidden("password.old")
            self._database.write(lambda run: tries.succeeded(run, caller.account, place))
        self.set_password(caller.account, new, by=caller)

    def sign_in_by_oidc(self, name: str) -> SignedIn:
        """Let somebody sign in whom the OpenID provider calls *name*.

        Raises:
            Unauthenticated: there is no account for them.
        """

        def work(run: Run) -> SignedIn:
            rows = run("SELECT id FROM account WHERE oidc = ?", (name,))
            account = book.find(run, str(rows[0][0])) if rows else None
            if account is None or account.disabled is not None:
                raise Unauthenticated("no_account", {"name": name})
            return self._begin(run, account, How.OIDC)

        return self._database.write(work)

    def sign_out(self, session: str) -> None:
        """End the session with this digest; what was it is nothing any more."""
        self._database.write(lambda run: sessions.end(run, session))

    def _begin(self, run: Run, account: Account, how: How) -> SignedIn:
        at = self._clock.instant()
        sessions.sweep(run, self._lasting, at)
        id_ = sessions.begin(run, account.id, how, at)
        caller = account.caller(how, self._settings.server, sessions.digest_of(id_))
        return SignedIn(caller, id_)

    # -- what is pending between here and an OpenID provider ---------------------------

    def pend(self, mark: str, state: str, lasts: int) -> None:
        """Keep *state* for a browser that holds *mark*, for so many seconds."""
        at = self._clock.instant()

        def work(run: Run) -> None:
            run("DELETE FROM account_pending WHERE expires <= ?", (at,))
            run(
                "INSERT INTO account_pending (digest, state, expires) VALUES (?, ?, ?)",
                (sessions.digest_of(mark), state, at + lasts * 1_000_000),
            )

        self._database.write(work)

    def take_pending(self, mark: str) -> str | None:
        """Return what was kept for a browser that holds *mark*, once; None where there is nothing."""
        at = self._clock.instant()

        def work(run: Run) -> str | None:
            digest = sessions.digest_of(mark)
            rows = run(
                "SELECT state FROM account_pending WHERE digest = ? AND expires > ?", (digest, at)
            )
            run("DELETE FROM account_pending WHERE digest = ?", (digest,))
            return str(rows[0][0]) if rows else None

        return self._database.write(work)


def open_accounts(
    address: ServedAddress, settings: ServerSettings, register: StoredRegister
) -> RegisterAccounts:
    """Return the accounts of a register that is served; made, where there are none yet.

    Raises:
        RegisterError: they cannot be reached, or are those of another register.
    """
    database = open_database(address.url)
    try:
        return RegisterAccounts(database, settings=settings, register=register)
    except BaseException:
        database.close()
        raise
