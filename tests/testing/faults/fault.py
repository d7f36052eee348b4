"""A fault, and how one is planted: a few words of one function of the core are written otherwise."""

from __future__ import annotations
import __future__

import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import FunctionType
from typing import Any

_ANNOTATIONS = __future__.annotations.compiler_flag


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: what is wrong, by which section of docs/semantics.md, and how to plant it.

    *scheme* is the rules file of `tests/testing/ward` with which it is looked for, one that
    asks for what the fault is about.
    """

    name: str
    says: str
    planted: Callable[[], AbstractContextManager[Any]]
    section: str = ""
    scheme: str = "rules"


def edit(where: str, old: str, new: str) -> Callable[[], AbstractContextManager[Any]]:
    """Return what plants *new* in place of *old*, which stands once, in one function of the core.

    *where* is ``module:function`` or ``module:Class.method``, the module without
    ``responselevels.core.``. Whoever has imported the function meets the fault, too.
    """

    @contextmanager
    def planted() -> Iterator[None]:
        function = function_at(where)
        sound = function.__code__
        function.__code__ = _rewritten(function, old, new).__code__
        try:
            yield
        finally:
            function.__code__ = sound

    return planted


def function_at(where: str) -> FunctionType:
    """Return the function that *where* names, out of whatever it is wrapped in."""
    module, _, path = where.partition(":")
    found: Any = import_module(f"responselevels.core.{module}")
    for name in path.split("."):
        found = inspect.getattr_static(found, name)
    return _bare(found)


def _bare(found: Any) -> FunctionType:
    if isinstance(found, property):
        found = found.fget
    found = getattr(found, "__func__", found)
    assert isinstance(found, FunctionType)
    return found


def _rewritten(function: FunctionType, old: str, new: str) -> FunctionType:
    text = textwrap.dedent(inspect.getsource(function))
    # A fault that no longer fits the core must not pass for one that is planted.
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {function.__name__}"
    code = compile(
        text.replace(old, new),
        f"<fault in {function.__name__}>",
        "exec",
        flags=_ANNOTATIONS,
        dont_inherit=True,
    )
    made: dict[str, Any] = {}
    exec(code, {**function.__globals__}, made)  # noqa: S102 - our own source, a few words changed
    return _bare(made[function.__name__])
