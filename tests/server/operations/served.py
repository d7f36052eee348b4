"""The small application as a program: ``python -m tests.server.operations.served '{"streams": 3}'``."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import replace

from fastapi import FastAPI

from responselevels.server.operations.logs import start_logging
from responselevels.server.running import serve
from tests.server.operations.small import SETTINGS, small_app
from tests.server.patience import UNHURRIED


def add_work(app: FastAPI) -> None:
    """Add addresses where work takes its time: until the server is told to end, or without end."""
    begun: list[str] = []

    def in_a_thread() -> str:
        begun.append("in a thread")
        while not app.state.closing.begun:
            time.sleep(0.02)
        time.sleep(0.1)
        return "done"

    async def in_the_loop() -> str:
        begun.append("in the loop")
        while not app.state.closing.begun:  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.1)
        return "done"

    async def without_end() -> None:
        begun.append("without end")
        await asyncio.Event().wait()

    app.add_api_route("/until-told/in-a-thread", in_a_thread)
    app.add_api_route("/until-told/in-the-loop", in_the_loop)
    app.add_api_route("/without-end", without_end)
    app.add_api_route("/begun", lambda: len(begun))


def main() -> None:
    start_logging()
    limits = replace(UNHURRIED, **json.loads(sys.argv[1]))
    app = small_app(limits=limits)
    add_work(app)

    def told(address: str) -> None:
        sys.stdout.write(address + "\n")
        sys.stdout.flush()

    serve(app, replace(SETTINGS, port=0, limits=limits), told)


if __name__ == "__main__":
    main()
