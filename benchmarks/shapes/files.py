"""Files and processes: areas from CSV, orders from JSON Lines, batches of proposals, starting up."""

from __future__ import annotations

import compileall
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import responselevels
from benchmarks.frame import Bench, Figure, row
from benchmarks.peers.cedar import Cedar
from benchmarks.processes import Ran, best, ours, ran
from benchmarks.worlds import country
from benchmarks.worlds.town import AT, town_areas, town_orders, town_proposals
from responselevels import compile_scheme, load_rules
from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import book_of
from responselevels.files import parse_proposal, read_text
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.reports.programs.json import decision_json

PROPOSALS = 200


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder, in memory where there is such a file system: disks are not what is measured."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


def write_rules(path: Path) -> str:
    """Write the rules of the country; return where."""
    document = country.country_rules().model_dump(mode="json", by_alias=True, exclude_defaults=True)
    path.write_text(json.dumps({"format": 1, **document}), encoding="utf-8")
    return path.as_posix()


def write_areas(path: Path, count: int) -> str:
    """Write *count* areas as CSV, each with a title in Chinese; return where."""
    with path.open("w", encoding="utf-8") as file:
        file.write("id,tier,parent,title\n")
        file.writelines(f"{i},{t},{p},第{i}区\n" for i, t, p in country.area_rows(count))
    return path.as_posix()


# -- areas -------------------------------------------------------------------------------


@row("areas", "areas from CSV, compiled: 140,000 and 665,000")
def areas(bench: Bench) -> Iterator[Figure]:
    """Yield what `level` of one area takes more than of a small file, and the most it holds."""
    with folder() as place:
        rules = write_rules(place / "rules.json")
        small = _level(rules, write_areas(place / "small.csv", 200), rounds=3)
        for count, seconds, peak in ((140_000, 1.5, None), (665_000, 6.0, 600e6)):
            if bench.quick and count > 140_000:
                continue
            spent = _level(rules, write_areas(place / "areas.csv", count), rounds=1)
            yield Figure(f"{count:,} areas", spent.seconds - small.seconds, "s", most=seconds)
            yield Figure(f"{count:,} areas, peak of the process", spent.peak, "B", most=peak)


def _level(rules: str, file: str, *more: str, rounds: int) -> Ran:
    command = ["level", "--rules", rules, "--areas", file, *more, "--at", "2021-06-01T00:00Z", "u0"]
    return best([ours(*command) for _ in range(rounds)])


# -- orders ------------------------------------------------------------------------------


@row("orders", "10⁶ orders from JSON Lines, and the book")
def orders(bench: Bench) -> Iterator[Figure]:
    """Yield what `level` takes more with the orders than without, and what it holds at most."""
    count = bench.some(1_000_000, quick=50_000)
    with folder() as place:
        rules = write_rules(place / "rules.json")
        listed = write_areas(place / "areas.csv", 20_000)
        file = place / "orders.jsonl"
        write_orders(file, count)
        without = _level(rules, listed, rounds=1)
        spent = _level(rules, listed, "--orders", file.as_posix(), rounds=1)
    yield Figure("reading and book", spent.seconds - without.seconds, "s", most=25)
    yield Figure("an order at the peak", (spent.peak - without.peak) / count, "B", most=700)


History = Callable[[dict[str, list[str]], int], Iterator[country.HistoryRow]]


def write_orders(path: Path, count: int, rows: History = country.history) -> None:
    """Write *count* orders of a history on 20,000 areas as JSON Lines."""
    names: dict[str, list[str]] = {tier: [] for tier in country.TIERS}
    tiers = {}
    for area, tier, _parent in country.area_rows(20_000):
        names[tier].append(area)
        tiers[area] = tier
    days = [(country.START + n * country.DAY).strftime("%Y-%m-%dT00:00:00Z") for n in range(1_101)]
    with path.open("w", encoding="utf-8") as out:
        for number, one in enumerate(rows(names, count)):
            begin, end = days[int(one.begin)], None if one.end is None else days[int(one.end)]
            tier = tiers[one.area]
            document = {
                "id": f"O-{number}",
                "area": one.area,
                "level": country.LEVELS[one.rank],
                "scope": [one.scope],
                "period": {"start": begin} | ({} if end is None else {"end": end}),
                "issuer": f"{tier}_office",
                "issued_at": begin,
                "transition": f"{tier}_order",
            }
            out.write(json.dumps(document) + "\n")


# -- proposals ---------------------------------------------------------------------------


def written(proposal: IssueProposal) -> str:
    """Return *proposal* as a line of JSON."""
    return proposal.model_dump_json(by_alias=True, exclude_defaults=True)


@row("json", "JSON text to JSON text", needs=("cedarpy",))
def text_to_text(bench: Bench) -> Iterator[Figure]:
    """Yield the ratio to Cedar: a proposal as text in, a decision as text out."""
    rng = random.Random(1)
    areas_there, listed = town_areas(), town_orders(rng)
    scheme = compile_scheme(load_rules("xixian"), areas_there)
    book = book_of(scheme, listed)
    asked = town_proposals(areas_there, AT, PROPOSALS, rng)
    cedar = Cedar(areas_there, listed)
    texts = [written(one) for one in asked]
    requests = [json.dumps(cedar.request(one, AT)) for one in asked]

    def answer(text: str) -> str:
        proposal = parse_proposal(read_text(text, json=True))
        return decision_json(decide(scheme, book, proposal, AT))

    def all_ours() -> None:
        for text in texts:
            answer(text)

    def all_theirs() -> None:
        for request in requests:
            cedar.text_to_text(request)

    for text, request in zip(texts, requests, strict=True):
        if (
            json.loads(answer(text))["verdict"]
            != json.loads(cedar.text_to_text(request))["verdict"]
        ):
            raise SystemExit(f"cedarpy does not decide the same: {text}")
    turns = bench.turns({"ours": all_ours, "cedarpy": all_theirs}, rounds=bench.some(15, quick=3))
    yield Figure("ours / cedarpy", turns.ratio("ours", "cedarpy"), "×", most=0.7)
    for name in turns.spent:
        yield Figure(name, turns.median(name) / PROPOSALS, "s")


@row("check", "check --json of 10,000 proposals")
def check(bench: Bench) -> Iterator[Figure]:
    """Yield proposals a second of processor time, start-up left out; with two workers, of the clock."""
    count = bench.some(10_000, quick=2_000)
    rng = random.Random(1)
    listed, known = town_areas(), town_orders(rng)
    asked = town_proposals(listed, AT, count, rng)
    with folder() as place:
        batch, one = place / "batch.jsonl", place / "one.jsonl"
        batch.write_text("".join(written(each) + "\n" for each in asked), encoding="utf-8")
        one.write_text(written(asked[0]) + "\n", encoding="utf-8")
        base = _town(place, known)
        run = partial(ours, *base, expected=(0, 1, 3))
        single = best([run(one.as_posix()) for _ in range(3)])
        whole = best([run(batch.as_posix()) for _ in range(bench.some(3, quick=1))])
        yield Figure("on one core", count / (whole.seconds - single.seconds), "/s", least=8_000)
        try:
            clocks = [
                min(run("--workers", "2", file.as_posix()).clock for _ in range(3))
                for file in (one, batch)
            ]
        except SystemExit:
            return  # there were no workers then
        note = "of the clock, start-up left out"
        yield Figure(
            "with two workers", count / (clocks[1] - clocks[0]), "/s", least=15_000, note=note
        )


def _town(place: Path, known: list[Order]) -> list[str]:
    areas_file, orders_file = place / "areas.json", place / "orders.jsonl"
    areas_file.write_text(town_areas().model_dump_json(exclude_defaults=True), encoding="utf-8")
    lines = (one.model_dump_json(by_alias=True, exclude_defaults=True) + "\n" for one in known)
    orders_file.write_text("".join(lines), encoding="utf-8")
    files = ["--areas", areas_file.as_posix(), "--orders", orders_file.as_posix()]
    return ["check", "--json", "--rules", "xixian", *files, "--at", AT.isoformat()]


IMPORTS = """
import click, rfc8785, rich.console, yaml
from pydantic import BaseModel
from transitions import Machine
class First(BaseModel):
    first: int
"""
"""What the package stands on, with one model: the first makes pydantic load the rest of itself."""
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "xixian"


@row("process", "check of one proposal as a process; --version; import")
def process(bench: Bench) -> Iterator[Figure]:
    """Yield ratios to importing what the package stands on, each in fresh processes, in turns."""
    # As an installer does: a checkout that may not write its byte code would compile every time.
    compileall.compile_dir(Path(responselevels.__file__).parent, quiet=2)
    python, proposal = sys.executable, EXAMPLE / "proposals" / "permit.yaml"
    files = ["--areas", f"{EXAMPLE}/areas.yaml", "--orders", f"{EXAMPLE}/orders.yaml"]
    at = ["--rules", "xixian", "--at", "2026-02-26T12:00+08:00", proposal.as_posix()]
    ways = {
        "check of one": partial(ours, "check", "--json", *files, *at),
        "the imports": partial(ran, [python, "-c", IMPORTS]),
        "--version": partial(ours, "--version"),
        "import responselevels": partial(ran, [python, "-c", "import responselevels"]),
        "bare Python": partial(ran, [python, "-c", ""]),
    }
    turns = bench.turns(ways, rounds=bench.some(15, quick=5))
    yield Figure("check / imports", turns.ratio("check of one", "the imports"), "×", most=1.8)
    yield Figure("--version", turns.median("--version"), "s", most=60e-3)
    for name in ("check of one", "the imports", "import responselevels", "bare Python"):
        yield Figure(name, turns.median(name), "s")
