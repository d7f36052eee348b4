from __future__ import annotations

import pytest

from tests.register.faults.failing_disk import NoShim, failing_disk


@pytest.fixture
def shim() -> None:
    """Skip where the library beneath Python's `sqlite3` cannot be reached."""
    try:
        with failing_disk():
            pass
    except NoShim as reason:
        pytest.skip(str(reason))
