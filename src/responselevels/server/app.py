"""The application: `create_app` puts the parts of the server together, each by one line."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from anyio.to_thread import run_sync
from fastapi import FastAPI

from responselevels.server.console.warming import warm
from responselevels.server.console.wiring import add_console
from responselevels.server.http.problems import answer_problems
from responselevels.server.http.routes import http_router
from responselevels.server.operations.wiring import add_operations
from responselevels.server.people.accounts import open_accounts
from responselevels.server.people.routes import people_router
from responselevels.server.registers import AccountsOpened, opened
from responselevels.server.settings import ServerSettings
from responselevels.version import __version__


def create_app(settings: ServerSettings, accounts: AccountsOpened = open_accounts) -> FastAPI:
    """Return the application that serves the registers of *settings*.

    They are opened when it starts, each with what *accounts* opens, and closed when it ends:
    ``app.state.registers`` has them by slug, ``app.state.settings`` how it behaves.
    """
    app = FastAPI(
        title="responselevels",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan(settings, accounts),
    )
    app.state.settings = settings
    answer_problems(app)
    add_operations(app, settings)
    app.include_router(http_router())
    app.include_router(people_router())
    add_console(app)
    return app


def _lifespan(
    settings: ServerSettings, accounts: AccountsOpened
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        held = opened(settings, accounts)
        app.state.registers = await run_sync(held.__enter__)
        try:
            await run_sync(warm, app)
            yield
        finally:
            await run_sync(held.__exit__, None, None, None)

    return lifespan
