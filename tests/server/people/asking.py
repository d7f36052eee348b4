"""A small application that says who asks, over accounts that know three credentials by heart."""

from __future__ import annotations

from dataclasses import dataclass, field

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.testclient import TestClient

from responselevels.errors import AccessRefused, Forbidden, NotServed, Unauthenticated
from responselevels.server.callers import Caller, How
from responselevels.server.people.credentials import Bearer, Credential, Proxied
from responselevels.server.people.forgery import proof_of
from responselevels.server.people.identity import Asking, MaybeAsking
from responselevels.server.settings import ServerSettings, TrustedProxy

LI = Caller(account="li", person="li.na", title="Li Na", how=How.PASSWORD, server="duty-room")
KEY = b"k" * 32
STATUS = {Unauthenticated: 401, Forbidden: 403, NotServed: 404}


@dataclass
class KnownByHeart:
    callers: dict[str, Caller] = field(default_factory=lambda: {"s1": LI, "t1": LI, "li": LI})

    def caller(self, credential: Credential) -> Caller | None:
        if isinstance(credential, Bearer):
            if credential.token not in self.callers:
                raise Unauthenticated("token.malformed")
            return self.callers[credential.token]
        if isinstance(credential, Proxied):
            return self.callers[credential.name]
        return self.callers.get(credential.id)

    def proof(self, caller: Caller) -> str:
        return proof_of(KEY, caller.account)

    @property
    def accounts(self) -> KnownByHeart:
        return self


def application(proxy: TrustedProxy | None = None) -> FastAPI:
    app = FastAPI()
    app.state.registers = {"duty": KnownByHeart()}
    app.state.settings = ServerSettings(registers=(), proxy=proxy)

    @app.get("/r/{slug}/who")
    @app.post("/r/{slug}/who")
    def who(caller: Asking) -> str:
        return caller.person

    @app.get("/r/{slug}/maybe")
    def maybe(caller: MaybeAsking) -> str | None:
        return None if caller is None else caller.person

    async def refused(_request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, AccessRefused)
        return JSONResponse(error.code, status_code=STATUS[type(error)])

    app.add_exception_handler(AccessRefused, refused)
    return app


def client(proxy: TrustedProxy | None = None) -> TestClient:
    return TestClient(application(proxy), base_url="http://duty.example")
