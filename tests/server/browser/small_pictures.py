"""Pictures of pages made small: few colours, each pixel an index, so that many of them can be kept.

The browser that took a picture counts its colours and gives each pixel the nearest of the most frequent
ones; no library is needed for that.
"""

from __future__ import annotations

import struct
import zlib
from base64 import b64decode, b64encode
from typing import Any

from playwright.sync_api import BrowserContext

COLOURS = 40

_NEAREST = """async ([picture, most]) => {
  const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
  const drawn = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { width, height } = drawn;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(drawn, 0, 0);
  const data = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
  const counts = new Map();
  for (const one of data) counts.set(one, (counts.get(one) ?? 0) + 1);
  const parts = (one) => [one & 255, (one >> 8) & 255, (one >> 16) & 255];
  const apart = (a, b) => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);
  const colours = [];
  const frequent = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  for (const [one] of frequent) {
    const colour = parts(one);
    const near = colours.length < 12 ? 6 : 40;
    if (colours.every((other) => apart(other, colour) > near)) colours.push(colour);
    if (colours.length === most) break;
  }
  const nearest = new Map();
  for (const one of counts.keys()) {
    const colour = parts(one);
    let best = 0;
    colours.forEach((other, at) => { if (apart(other, colour) < apart(colours[best], colour)) best = at; });
    nearest.set(one, best);
  }
  let text = "";
  for (let row = 0; row < height; row += 1) {
    text += String.fromCharCode(...Array.from(data.subarray(row * width, (row + 1) * width), (one) => nearest.get(one)));
  }
  return { width, height, colours, pixels: btoa(text) };
}"""


def small(context: BrowserContext, picture: bytes) -> bytes:
    """Return a PNG of the same picture in few colours."""
    page = context.new_page()
    try:
        found: Any = page.evaluate(_NEAREST, [b64encode(picture).decode(), COLOURS])
    finally:
        page.close()
    return indexed(found["width"], found["height"], found["colours"], b64decode(found["pixels"]))


def indexed(width: int, height: int, colours: list[list[int]], pixels: bytes) -> bytes:
    """Return the PNG whose *pixels*, row by row, are indexes of *colours*."""
    rows = (pixels[row * width : (row + 1) * width] for row in range(height))
    packed = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    palette = bytes(part for colour in colours for part in colour)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    check = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)
