"""A small application with everything of operations around it, and what to ask it with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI, Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.testclient import TestClient

from responselevels.server.operations.wiring import add_operations
from responselevels.server.settings import Limits, ServedAddress, ServerSettings
from tests.server.patience import UNHURRIED

SETTINGS = ServerSettings(registers=(ServedAddress("duty", "sqlite:///duty.db"),))


def small_app(*, limits: Limits | None = None, **given: Any) -> FastAPI:
    app = FastAPI(openapi_url=None)
    app.state.registers = {}
    add_operations(app, replace(SETTINGS, limits=limits or UNHURRIED, **given))
    app.add_api_route("/hello/{name}", hello)
    app.add_api_route("/echo", echo, methods=["POST"])
    app.add_api_route("/mistake", mistake)
    app.add_api_route("/half", half)
    app.add_api_route("/events", events)
    return app


def asking(app: FastAPI, **given: Any) -> TestClient:
    return TestClient(app, base_url="http://127.0.0.1", **given)


def hello(name: str) -> PlainTextResponse:
    return PlainTextResponse(f"hello {name}")


async def echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(await request.body())


def mistake(secret: str = "") -> None:
    raise RuntimeError(secret)


def half() -> StreamingResponse:
    async def parts() -> AsyncIterator[bytes]:
        yield b"half of "
        await asyncio.sleep(0)
        raise RuntimeError

    return StreamingResponse(parts(), media_type="text/plain")


def events(request: Request, account: str = "", most: int = 0) -> StreamingResponse:
    """Send events: *most* of them, or without end."""
    if account:
        request.state.caller = SimpleNamespace(account=account)

    async def parts() -> AsyncIterator[bytes]:
        number = 0
        while not most or number < most:
            number += 1
            yield b"data: %d %s\n\n" % (number, b"x" * 2_000)
            await asyncio.sleep(0 if not most else 0.001)

    return StreamingResponse(parts(), media_type="text/event-stream")
