"""HTTP/1.1 as those need it who ask a server for figures: little more than sockets, so that they cost little.

A `Connection` is kept, as browsers keep theirs, and begins at an address of its own on this machine:
the server counts requests by the address that they come from, and people sit at machines of their own.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

_LIMIT = 1 << 20
_PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, and the seconds from the first byte sent to the last one received."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class Connection:
    """One connection to a server, opened when it is needed."""

    def __init__(self, address: str, source: str, headers: Mapping[str, str]) -> None:
        """Ask the server at *address* (``host:port``) from *source*, with these *headers* each time."""
        host, _, port = address.rpartition(":")
        self._place, self._source = (host, int(port)), (source, 0)
        known = {"Host": address, **headers}
        self._head = "".join(f"{name}: {value}\r\n" for name, value in known.items())
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Answer:
        """Send a request, and return the whole answer."""
        async with asyncio.timeout(_PATIENCE):
            reader, writer = await self._opened()
            began = time.perf_counter()
            writer.write(self._written(method, path, headers, body))
            status, told = await _read_head(reader)
            text = await reader.readexactly(int(told.get("content-length", "0")))
            took = time.perf_counter() - began
        if told.get("connection") == "close":
            self.close()
        return Answer(status, told, text, took)

    async def follow(self, path: str, headers: Mapping[str, str]) -> AsyncIterator[bytes]:
        """Ask for a stream of events, and yield what it sends, a line each, until it ends."""
        reader, writer = await self._opened()
        writer.write(self._written("GET", path, headers, None))
        status, _told = await _read_head(reader)
        if status != 200:
            raise RuntimeError(f"{path}: {status}")
        rest = b""
        while True:
            size = int(await reader.readline(), 16)
            chunk = await reader.readexactly(size + 2)
            if not size:
                return
            *lines, rest = (rest + chunk[:-2]).split(b"\n")
            for line in lines:
                yield line

    def close(self) -> None:
        """Let go of the connection."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    async def _opened(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is not None and self._streams[0].at_eof():
            self.close()
        if self._streams is None:
            self._streams = await asyncio.open_connection(
                *self._place, local_addr=self._source, limit=_LIMIT
            )
        return self._streams

    def _written(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None
    ) -> bytes:
        more = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        length = "" if body is None else f"Content-Length: {len(body)}\r\n"
        return f"{method} {path} HTTP/1.1\r\n{self._head}{more}{length}\r\n".encode() + (
            body or b""
        )


async def _read_head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")[:-2]
    pairs = (line.partition(":") for line in lines)
    return int(first.split(" ", 2)[1]), {name.lower(): value.strip() for name, _, value in pairs}
