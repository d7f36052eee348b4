from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from responselevels.parallel.processes import ProcessWorkers


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessWorkers]:
    """Two processes, for a module of tests."""
    with ProcessWorkers(2) as workers:
        yield workers


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a cluster with two processes on this machine, for a module of tests."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    ) as cluster:
        yield cluster.scheduler_address
