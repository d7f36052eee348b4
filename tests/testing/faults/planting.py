"""A pytest plugin that plants one of the forty faults, and writes down what the laws made of it.

Beside it everything is as a user has it: ``pytest --rules FILE`` with the default budget.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from tests.testing.faults import FORTY

_PLANTED = pytest.StashKey[ExitStack]()
_FOUND = pytest.StashKey[list[dict[str, Any]]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what names the fault, and the file that the outcome is written to."""
    parser.addoption("--planted-fault", metavar="NAME")
    parser.addoption("--planted-outcome", metavar="FILE")


def pytest_configure(config: pytest.Config) -> None:
    """Plant the fault for the whole session."""
    stack = config.stash[_PLANTED] = ExitStack()
    config.stash[_FOUND] = []
    for fault in FORTY:
        if fault.name == config.getoption("--planted-fault"):
            stack.enter_context(fault.planted())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Write down what was found, with the processor time of the whole run; mend the core."""
    outcome = {"found": config.stash[_FOUND], "seconds": process_time()}
    Path(config.getoption("--planted-outcome")).write_text(json.dumps(outcome), encoding="utf-8")
    config.stash[_PLANTED].close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note each law that was broken, with the proposals and areas of what is shown."""
    report = yield
    if report.failed and hasattr(item, "law"):
        history = getattr(item, "failing", None)
        item.config.stash[_FOUND].append(
            {
                "law": item.name,
                "at": process_time(),
                "proposals": None
                if history is None
                else max(len(history.steps), len(history.orders)),
                "areas": None if history is None else len(history.areas.areas),
                "shown": report.longreprtext,
            }
        )
    return report
