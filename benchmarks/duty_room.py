"""The duty room under load: 50 people reading pages and 5 acting, asked over loopback of a server in a process.

``python -m benchmarks.duty_room [--seconds 20] [--areas 140000] [--url postgresql://…]`` prints a line of JSON. What readers do is a
page every second each; what those who act do is to propose and to have it decided, one after the other without pause. Nothing
acknowledged may be missing from the log afterwards. With ``--areas``, a tree of so many is opened once by a reader instead.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2

from responselevels.files import load_areas, load_rules
from responselevels.files.shipped import rules_root
from responselevels.models.areas import Areas
from responselevels.register.register import Register
from responselevels.server.callers import Right
from responselevels.server.people.account import AccountPlan
from responselevels.server.people.accounts import RegisterAccounts, open_accounts
from responselevels.server.people.tokens import TokenPlan
from responselevels.server.settings import ServedAddress, ServerSettings

READERS, ACTORS = 50, 5
PAGES = ("", "board", "log", "rules")
ACTS = frozenset({Right.READ, Right.ACT})
BODY = frozenset({"city_management"})
PASSWORD = "made up for figures"  # noqa: S105


def tree(size: int) -> Areas | None:
    """Return a province of about *size* areas; None: that of the example."""
    if not size:
        return None
    cities = 14
    listed: list[dict[str, str]] = [{"id": "province", "tier": "new_area"}]
    for city in range(cities):
        listed.append({"id": f"c{city:02}", "tier": "new_city", "parent": "province"})
        listed += (
            {"id": f"s{city:02}-{number:05}", "tier": "street", "parent": f"c{city:02}"}
            for number in range(size // cities)
        )
    return Areas.model_validate({"areas": listed})


def made(url: str, areas: Areas | None) -> tuple[list[str], list[str]]:
    """Make the register and its accounts; return sessions of readers, and tokens of those who act."""
    rules = load_rules("xixian")
    address = ServedAddress("duty", url)
    settings = ServerSettings(registers=(address,), demo=True)
    world = areas or load_areas(rules_root() / "xixian" / "areas.yaml", rules)
    with (
        Register.create(url, rules, world, remember=False) as register,
        closing(open_accounts(address, settings, register)) as accounts,
    ):
        sessions = [_session(accounts, f"reader-{number:02}") for number in range(READERS)]
        return sessions, [_token(accounts, f"actor-{number:02}") for number in range(ACTORS)]


def _session(accounts: RegisterAccounts, name: str) -> str:
    accounts.add(AccountPlan(id=name, person=name, title=name), PASSWORD)
    return accounts.sign_in(name, PASSWORD).session


def _token(accounts: RegisterAccounts, name: str) -> str:
    accounts.add(AccountPlan(id=name, person=name, title=name, bodies=BODY, rights=ACTS), None)
    return accounts.issue_token(TokenPlan(account=name, title="load", rights=ACTS, bodies=BODY))


@contextmanager
def served(url: str, folder: Path) -> Iterator[str]:
    """Serve the register in a process; give its address."""
    command = ["-m", "responselevels", "serve", "--register", f"duty={url}", "--port", "0"]
    surroundings = {**os.environ, "RESPONSELEVELS_STATE": str(folder / "state")}
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            [sys.executable, *command], env=surroundings, stdout=-1, stderr=log, text=True
        ) as process,
    ):
        try:
            found = re.search(
                r"http://[\w.:]+", process.stdout.readline() if process.stdout else ""
            )
            if found is None:
                raise RuntimeError((folder / "log").read_text())
            yield found[0]
        finally:
            process.terminate()


def reads(address: str, session: str, until: float, started: float) -> list[float]:
    """Open a page a second, beginning at a moment of one's own; return the seconds that each took."""
    took: list[float] = []
    cookies = {"responselevels-duty": session}
    with httpx2.Client(
        base_url=address, cookies=cookies, timeout=60, trust_env=False, follow_redirects=False
    ) as client:
        time.sleep(started)
        for number in count():
            began = time.perf_counter()
            if began > until:
                return took
            answer = client.get(f"/r/duty/{PAGES[number % len(PAGES)]}")
            answer.raise_for_status()
            took.append(time.perf_counter() - began)
            time.sleep(max(0.0, 1 - took[-1]))
    return took


def acts(address: str, token: str, until: float, who: int) -> tuple[list[float], list[str]]:
    """Propose and have it decided, again and again; return the seconds of each decision, and the ids."""
    took: list[float] = []
    names: list[str] = []
    headers = {"Authorization": f"Bearer {token}"}
    with httpx2.Client(base_url=address, headers=headers, timeout=60, trust_env=False) as client:
        for number in count():
            if time.perf_counter() > until:
                break
            name = f"L-{who}-{number}"
            answer = client.post("/r/duty/api/v1/proposals", json=proposal(name, number))
            answer.raise_for_status()
            names.append(name)
            began = time.perf_counter()
            client.get(f"/r/duty/api/v1/proposals/{name}/decision").raise_for_status()
            took.append(time.perf_counter() - began)
            time.sleep(0.5)
    return took, names


def proposal(name: str, number: int) -> dict[str, Any]:
    """Return what a new city may ask for by itself."""
    start = datetime.now(UTC) + timedelta(days=1 + number % 300)
    period = {"start": start.isoformat(), "end": (start + timedelta(hours=8)).isoformat()}
    return {
        "id": name,
        "area": "qinhan",
        "level": "3",
        "scope": ["yaodian"],
        "period": period,
        "issuer": "city_management",
    }


def percentile(took: list[float], share: float) -> float:
    """Return the milliseconds within which *share* of them were done."""
    return round(sorted(took)[min(len(took) - 1, int(len(took) * share))] * 1_000, 1)


def load(url: str, folder: Path, seconds: float) -> dict[str, Any]:
    """Return the figures of people reading and acting."""
    sessions, tokens = made(url, None)
    with served(url, folder) as address, ThreadPoolExecutor(READERS + ACTORS) as threads:
        until = time.perf_counter() + seconds
        reading = [
            threads.submit(reads, address, one, until, number / READERS)
            for number, one in enumerate(sessions)
        ]
        acting = [
            threads.submit(acts, address, one, until, number) for number, one in enumerate(tokens)
        ]
        pages = [one for each in reading for one in each.result()]
        done = [each.result() for each in acting]
    decisions = [one for took, _names in done for one in took]
    names = [one for _took, each in done for one in each]
    with Register.open(url, remember=False) as register:
        lost = set(names) - {one.id for one in register.dossiers}
    return {
        "pages": len(pages),
        "page_ms": {share: percentile(pages, float(share)) for share in ("0.5", "0.99")},
        "decisions": len(decisions),
        "decision_ms": {share: percentile(decisions, float(share)) for share in ("0.5", "0.99")},
        "acknowledged": len(names),
        "lost": len(lost),
    }


def opened(url: str, folder: Path, size: int) -> dict[str, Any]:
    """Return the seconds and bytes of the first page over a tree, and of the same again."""
    sessions, _tokens = made(url, tree(size))
    cookies = {"responselevels-duty": sessions[0]}
    with served(url, folder) as address:
        took = []
        with httpx2.Client(
            base_url=address, cookies=cookies, timeout=300, trust_env=False
        ) as client:
            sent = 0
            for _ in range(3):
                began = time.perf_counter()
                sent = len(client.get("/r/duty/").raise_for_status().content)
                took.append(round(time.perf_counter() - began, 3))
    return {"areas": size, "seconds": took, "bytes": sent}


def main() -> None:
    """Measure, and print a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--areas", type=int, default=0)
    parser.add_argument("--url")
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        url = given.url or f"sqlite:///{folder / 'duty.db'}"
        if given.areas:
            print(json.dumps(opened(url, folder, given.areas)))
        else:
            print(json.dumps(load(url, folder, given.seconds)))


if __name__ == "__main__":
    main()
