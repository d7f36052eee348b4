"""A receiver of events as a process of its own, by nothing but the standard library.

It writes down what it takes before it answers, as a receiver must, and is killed like any program.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

SECRET = b"0123456789abcdef0123456789abcdef"
WRITTEN = "whsec_" + base64.b64encode(SECRET).decode()


def verified(headers: Any, body: bytes, secret: bytes = SECRET) -> dict[str, Any]:
    """Return the event in *body*, once its signature was found good, as *Standard Webhooks* has it."""
    text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    good = b"v1," + base64.b64encode(hmac.new(secret, text, "sha256").digest())
    given = headers["webhook-signature"].encode().split()
    assert any(hmac.compare_digest(good, one) for one in given), "signature"
    event: dict[str, Any] = json.loads(body)
    return event


class Handler(BaseHTTPRequestHandler):
    """Takes events, and writes the number of each down."""

    def do_POST(self) -> None:
        """Take one."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        event = verified(self.headers, body)
        with Path(sys.argv[1]).open("a", encoding="ascii") as kept:
            kept.write(event["id"] + "\n")
            kept.flush()
            os.fsync(kept.fileno())
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its own name
        """Say nothing."""


if __name__ == "__main__":
    server = HTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
