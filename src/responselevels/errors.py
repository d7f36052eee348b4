"""Every exception that responselevels raises, and `Problem`, what it carries.

A message says what is wrong, where, and what to do; it starts in lower case and
has no full stop. The words come from the catalogue, in English unless asked
otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from responselevels.text.catalogue import LANGUAGES, Phrase, has, visible, worded

Path = tuple[str | int, ...]
"""A field path: keys and list indexes from the outermost in."""


def path_worded(path: Path) -> str:
    """Return *path* as people write it.

    >>> path_worded(("transitions", 2, "to", 0))
    'transitions[2].to[0]'
    """
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += ("." if text else "") + visible(step)
    return text


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the input: file, line and column (from 1) where known, field path."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: Path = ()

    def __str__(self) -> str:
        spot = [visible(self.file)] if self.file is not None else []
        if self.line is not None:
            spot.append(str(self.line))
            if self.column is not None:
                spot.append(str(self.column))
        parts = [":".join(spot)] if spot else []
        if self.path:
            parts.append(path_worded(self.path))
        return ": ".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in the input: where, which, and the facts to word it with.

    *code* names the sentence ``problem.<code>`` of the catalogue.
    """

    where: Place
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def worded(self, lang: str = "en") -> str:
        """Return what is wrong and what to do, without the place."""
        return worded(f"problem.{self.code}", self.facts, spoken(lang), zone=None)

    def __str__(self) -> str:
        place = str(self.where)
        return f"{place}: {self.worded()}" if place else self.worded()


class ResponseLevelsError(Exception):
    """The base of every error that responselevels raises on purpose."""


class InputError(ResponseLevelsError):
    """Something given cannot be read: every problem found, each with its place.

    This is never a decision: a decision says what the rules make of a
    proposal that could be read (docs/semantics.md, section 2).
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(expect_each("problems", problems, Problem))
        if not self.problems:
            raise ValueError("an InputError needs at least one problem")
        super().__init__(self.problems)

    def worded(self, lang: str = "en") -> str:
        """Return all problems, one to a line, each with its place."""
        return "\n".join(
            ": ".join(filter(None, (str(problem.where), problem.worded(lang))))
            for problem in self.problems
        )

    def __str__(self) -> str:
        return self.worded()


def spoken(lang: str) -> str:
    """Return *lang*, in which everything can be said.

    Raises:
        InputError: it is none of the languages.
    """
    if lang in LANGUAGES:
        return lang
    found = Phrase("phrase.found.text", {"value": str(lang)})
    facts = {"found": found, "known": tuple(f"`{one}`" for one in LANGUAGES), "near": ""}
    raise InputError([Problem(Place(path=("lang",)), "choice.unknown", facts)])


class WrongKind(InputError, TypeError):
    """An argument is of a kind that the call can do nothing with; it says which it takes."""

    def __init__(self, argument: str | Path, kinds: tuple[str, ...], found: str) -> None:
        self._given = argument, kinds, found
        cure = f"phrase.cure.{kinds[0]}"
        named = (
            Phrase(f"phrase.kind.{kind}") if has(f"phrase.kind.{kind}") else f"`{kind}`"
            for kind in kinds
        )
        facts = {
            "kinds": tuple(named),
            "found": found,
            "cure": Phrase(cure) if has(cure) else Phrase("phrase.cure"),
        }
        path = (argument,) if isinstance(argument, str) else argument
        super().__init__([Problem(Place(path=path), "argument.kind", facts)])

    def __reduce__(self) -> tuple[Any, ...]:
        return WrongKind, self._given


def expect(argument: str | Path, value: object, *kinds: type) -> None:
    """Let *value* pass if it is one of the *kinds* that *argument* takes.

    Raises:
        WrongKind: it is none of them.
    """
    if not isinstance(value, kinds):
        raise WrongKind(argument, tuple(kind.__name__ for kind in kinds), type(value).__name__)


def expect_each(argument: str, values: object, kind: type) -> list[Any]:
    """Return the list of *values*, each of the *kind* that *argument* takes several of.

    Raises:
        WrongKind: they are no several things, or one of them is another kind.
    """
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        raise WrongKind(argument, (f"{kind.__name__}s",), type(values).__name__)
    listed = list(values)
    for number, value in enumerate(listed):
        expect((argument, number), value, kind)
    return listed


class MissingProgram(ResponseLevelsError):
    """A program of another maker is needed that this machine does not have."""

    def __init__(self, program: str, maker: str) -> None:
        self.program = program
        self.maker = maker
        super().__init__(program, maker)

    def __str__(self) -> str:
        return f"`{self.program}` is not installed; it comes with {self.maker}"


class MissingExtra(ResponseLevelsError):
    """An optional part is used whose packages are not installed."""

    def __init__(self, extra: str, package: str) -> None:
        self.extra = extra
        self.package = package
        super().__init__(extra, package)

    def __str__(self) -> str:
        return f"`{self.package}` is not installed; run: pip install 'responselevels[{self.extra}]'"


class WorkersUnusable(ResponseLevelsError):
    """Work could not be spread: no worker, none that lasts, or one of another version.

    *code* names the sentence ``workers.<code>`` of the catalogue. Nothing is half done by it:
    what is spread only reads and decides.
    """

    def __init__(self, code: str, facts: Mapping[str, object] | None = None) -> None:
        self.code = code
        self.facts = dict(facts or {})
        super().__init__(code, self.facts)

    def worded(self, lang: str = "en") -> str:
        """Return what is wrong with the workers and what to do, in one line."""
        return worded(f"workers.{self.code}", self.facts, spoken(lang), zone=None)

    def __str__(self) -> str:
        return self.worded()


class RegisterError(ResponseLevelsError):
    """The register could not do what it was asked to; nothing of it was done, unless its class says so.

    *code* names the sentence ``register.<code>`` of the catalogue, which says
    what happened and what to do.
    """

    def __init__(self, code: str, facts: Mapping[str, object] | None = None) -> None:
        self.code = code
        self.facts = dict(facts or {})
        super().__init__(code, self.facts)

    def worded(self, lang: str = "en") -> str:
        """Return what happened and what to do, in one line."""
        return worded(f"register.{self.code}", self.facts, spoken(lang), zone=None)

    def __str__(self) -> str:
        return self.worded()


class RegisterAddress(RegisterError):
    """What was given as the address of a register is none."""


class RegisterNotFound(RegisterError):
    """There is no register at this address."""


class RegisterExists(RegisterError):
    """There is a register at this address already, or something that is none."""


class RegisterBusy(RegisterError):
    """Others held the register for longer than the caller would wait; try again."""


class RegisterUnwritable(RegisterError):
    """The store takes no writing now: full, read-only or failing; reading goes on."""


class Unrecordable(RegisterError):
    """What was to be recorded could not be read back as it is; nothing was recorded."""


class TimeRefused(RegisterError):
    """The time is too far ahead to be believed, or there is none left; nothing was recorded.

    Where it is right, say so: ``time_is_right``, on the command line ``--time-is-right``.
    """


class RegisterUnreadable(RegisterError):
    """The store cannot be reached or read at all."""


class RegisterClosed(RegisterError, ValueError):
    """The register was closed; open it again."""


class FileUnreadable(RegisterUnreadable):
    """A file that was named beside the register (an export, a checkpoint) cannot be read."""


class FileUnwritable(RegisterUnwritable):
    """A file or folder that was named beside the register cannot be written."""


class RegisterFormat(RegisterError):
    """The register was written by a later version, or its format is unknown."""


class RegisterDamaged(RegisterError):
    """What is stored is not what was recorded. *seq* is the first bad event, None where unknown."""

    def __init__(
        self, code: str, facts: Mapping[str, object] | None = None, *, seq: int | None = None
    ) -> None:
        self.seq = seq
        super().__init__(code, facts)


class RegisterShrunk(RegisterError):
    """The register is smaller than this site has seen it, or another history than it has seen."""


class OutcomeUnknown(RegisterError):
    """The reply to a commit was lost: it may have been done. Ask again with the same *key*."""

    def __init__(
        self, code: str, facts: Mapping[str, object] | None = None, *, key: str | None = None
    ) -> None:
        self.key = key
        super().__init__(code, facts)


class IdempotencyConflict(RegisterError):
    """The key was used already, for something else."""


class ActImpossible(RegisterError):
    """A proposal or order is in a state in which this cannot be done; the message says what can."""


class MovedOn(RegisterError):
    """What was to be acted on is not any more as it was seen; nothing was done. Look again."""


class ConditionMissing(RegisterError):
    """It was not said what was seen of that which is to be acted on; nothing was done."""


class ApprovalRefused(RegisterError):
    """A signed approval is not what it claims to be, or does not count; *code* says why."""


class KeysRefused(RegisterError):
    """A key list may not take the place of the one before it."""


class NoteRefused(RegisterError):
    """A checkpoint, a signature on one or a key cannot be read, or is not what it claims to be."""


class ProofRefused(RegisterError):
    """A proof does not prove what it claims to."""


class AccessRefused(ResponseLevelsError):
    """A server does not do what it was asked to, because of who asks; nothing was done.

    *code* names the sentence ``people.<code>`` of the catalogue.
    """

    def __init__(self, code: str, facts: Mapping[str, object] | None = None) -> None:
        self.code = code
        self.facts = dict(facts or {})
        super().__init__(code, self.facts)

    def worded(self, lang: str = "en") -> str:
        """Return why, and what to do, in one line."""
        return worded(f"people.{self.code}", self.facts, spoken(lang), zone=None)

    def __str__(self) -> str:
        return self.worded()


class Unauthenticated(AccessRefused):
    """It is not known who asks: nobody signed in, or what was shown does not hold."""


class Forbidden(AccessRefused):
    """It is known who asks, and they may not."""


class NotServed(AccessRefused):
    """What was asked for is not there, or not for them to see: both read alike."""


class TooManyTries(AccessRefused):
    """Too many attempts failed; *seconds* says when to try again."""

    def __init__(
        self, code: str, facts: Mapping[str, object] | None = None, *, seconds: int
    ) -> None:
        self.seconds = seconds
        super().__init__(code, facts)


class Undelivered(RegisterError):
    """Events could not be delivered to a receiver; what was taken is kept, and it goes on from there."""


class ClockJumped(UserWarning):
    """The clock moved otherwise than time did; it is recorded, and recorded time goes on."""


class Unremembered(UserWarning):
    """What this site has seen of a register cannot be remembered: a cut would not be noticed here.

    *code* names the sentence ``register.<code>`` of the catalogue.
    """

    def __init__(self, code: str, facts: Mapping[str, object]) -> None:
        self.code = code
        self.facts = dict(facts)
        super().__init__(code, self.facts)

    def worded(self, lang: str = "en") -> str:
        """Return what cannot be remembered, and what to do, in one line."""
        return worded(f"register.{self.code}", self.facts, lang, zone=None)

    def __str__(self) -> str:
        return self.worded()
