"""Files that commands write: whole or not at all, and read back by who will read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.errors import ResponseLevelsError


def write_file(
    path: str,
    body: bytes,
    lang: str,
    *,
    new: bool = False,
    mode: int = 0o644,
    reader: Callable[[bytes], object] | None = None,
) -> None:
    """Write *body* to the file *path*, once *reader* could read it back.

    With *new*, a file that is there already is left as it is.

    Raises:
        CommandError: it is there already, cannot be written, or not be read back.
    """
    from responselevels.register.whole_files import write_whole

    try:
        write_whole(Path(path), body, new=new, mode=mode, reader=reader)
    except ResponseLevelsError as error:
        raise CommandError(says("error.read_back", lang, path=path, says=_first(error))) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise CommandError(says("error.file", lang, path=path, reason=reason)) from None


def _first(error: ResponseLevelsError) -> str:
    return str(error).partition("\n")[0]
