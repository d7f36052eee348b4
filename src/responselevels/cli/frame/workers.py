"""`--workers` and `--cluster`: what work is spread over, where more than this process is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says

if TYPE_CHECKING:
    from concurrent.futures import Executor


@contextmanager
def workers_for(
    lang: str, *, workers: int | None, cluster: str | None
) -> Iterator[Executor | None]:
    """Give an executor of that many processes or of that cluster, None where this process is enough.

    Raises:
        CommandError: both were asked for.
        MissingExtra: a cluster was named, and `distributed` is not installed.
        WorkersUnusable: there is no cluster at that address, or it has no worker.
    """
    if workers is not None and cluster is not None:
        raise CommandError(says("workers.both", lang))
    if cluster is not None:
        from responselevels.parallel.cluster import cluster as connected

        with connected(cluster) as executor:
            yield executor
    elif workers is not None and workers > 1:
        from responselevels.parallel.processes import ProcessWorkers

        with ProcessWorkers(workers) as executor:
            yield executor
    else:
        yield None
