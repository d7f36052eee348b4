"""The log of a server: one line of JSON an entry, on standard error.

A line never holds what somebody sent: no header, cookie, query or body, and of a mistake of our own its
kind and its place only, for its message may quote what was given.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

LOGGER = logging.getLogger("responselevels.server")
"""What the server says of itself."""

REQUEST_ID: ContextVar[str] = ContextVar("responselevels_request_id", default="")
"""The id of the request that is being answered, in its threads too."""

_OURS = ("responselevels.server", "uvicorn.error")
_FRAMES = 8


def log(event: str, /, level: int = logging.INFO, **facts: object) -> None:
    """Write an entry of a kind, with its facts."""
    LOGGER.log(level, event, extra={"facts": facts})


def mistake(error: BaseException) -> dict[str, object]:
    """Return what may be told of an error: its kind, and the way through the program that led to it."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    way = [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames]
    return {"error": type(error).__name__, "way": way}


class JsonLines(logging.Formatter):
    """Makes a line of JSON of an entry."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: when, how grave, what, in which request, and the facts."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage().strip(),
        }
        if request := REQUEST_ID.get():
            line["request"] = request
        line.update(getattr(record, "facts", {}))
        if record.exc_info and record.exc_info[1] is not None:
            line.update(mistake(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False, default=str)


def start_logging(stream: IO[str] | None = None, *, level: int = logging.INFO) -> logging.Handler:
    """Send what the server says, and what it runs on, to *stream*; return what does so."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    for name in _OURS:
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.setLevel(level if name == LOGGER.name else logging.WARNING)
        logger.propagate = False
    return handler
