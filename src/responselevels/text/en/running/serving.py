"""Sentences of the server about itself: refusals before the application is asked, starting and ending."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # -- refusals
    "serving.page.title": "{status}: not done",
    "serving.page.request": "Number of this request: {request}",
    "serving.mistake": "a mistake of the server; whether what was asked for was done, the log of the register tells. Report the number of this request",
    "serving.host": "this server does not have the name that was asked for; use another address, or have the name given to it with `--name`",
    "serving.large": "the request is too large: at most {size} bytes; nothing was done",
    "serving.slow": "the request took more than {seconds} s to arrive; nothing was done. Send it again",
    "serving.often": "too many requests from this address; try again in {seconds} s",
    "serving.streams": "too many streams of events are open; close others, or try again in {seconds} s",
    "serving.closing": "the server is being shut down; try again in {seconds} s",
    "serving.figures": "there is nothing here",
    # -- beginning
    "serving.address": "the address `{host}`, port {port}, cannot be had: {reason}; end what has it, or choose another with `--port` and `--host`",
}
