"""Only known features of the semantics can be switched on."""

from __future__ import annotations

from tests.model.landed import FEATURES, KNOWN


def test_every_feature_that_is_drawn_is_a_known_one() -> None:
    assert set(KNOWN) >= FEATURES
