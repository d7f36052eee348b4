"""The small application as a program: ``python -m tests.server.operations.served '{"streams": 3}'``."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import replace

from responselevels.server.operations.logs import start_logging
from responselevels.server.running import serve
from responselevels.server.settings import Limits
from tests.server.operations.small import SETTINGS, small_app


def in_a_thread(seconds: float) -> str:
    time.sleep(seconds)
    return "done"


async def in_the_loop(seconds: float) -> str:
    await asyncio.sleep(seconds)
    return "done"


def main() -> None:
    start_logging()
    limits = Limits(**json.loads(sys.argv[1]))
    app = small_app(limits=limits)
    app.add_api_route("/in-a-thread", in_a_thread)
    app.add_api_route("/in-the-loop", in_the_loop)

    def told(address: str) -> None:
        sys.stdout.write(address + "\n")
        sys.stdout.flush()

    serve(app, replace(SETTINGS, port=0, limits=limits), told)


if __name__ == "__main__":
    main()
