"""What is signed, as data: models with one form in bytes, canonical JSON, and a strict reader of it."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from pydantic import ValidationError

from responselevels.core.digests import canonical
from responselevels.errors import ApprovalRefused, path_worded
from responselevels.models.base import Model
from responselevels.models.times import instant_written
from responselevels.register.log.canonical import loaded

W = TypeVar("W", bound="SignedWords")


class SignedWords(Model):
    """What a person says under a signature; what is None is left out of its bytes."""

    def to_bytes(self) -> bytes:
        """Return the bytes that are signed."""
        fields = self.model_dump(by_alias=True)
        return canonical(
            {
                name: instant_written(value) if isinstance(value, datetime) else value
                for name, value in fields.items()
                if value is not None
            }
        )


def words_of(body: bytes, kind: type[W]) -> W:
    """Return the words of a *kind* that verified bytes are.

    Raises:
        ApprovalRefused: they are none in their one form.
    """
    try:
        known = kind.model_validate(loaded(body), by_alias=True, by_name=False)
        if known.to_bytes() == body:
            return known
        where = "payload"
    except ValidationError as error:
        where = path_worded(error.errors()[0]["loc"]) or "payload"
    except (ValueError, RecursionError):
        where = "payload"
    raise ApprovalRefused("approval.malformed", {"where": where})
