"""Output language: the one asked for on the command line, else that of the locale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from responselevels.text.catalogue import LANGUAGES

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


def language_of(
    args: Sequence[str], environ: Mapping[str, str], preferred: str | None = None
) -> str:
    """Return the language for a command line and an environment.

    ``--lang`` is looked for wherever it stands, since help needs it before
    anything else is understood. Without it the one *preferred* is spoken, else
    the first locale variable that is set decides: Chinese for a Chinese locale,
    English for any other.

    >>> language_of(["check", "--lang", "zh", "--help"], {})
    'zh'
    >>> language_of([], {"LANG": "zh_CN.UTF-8"})
    'zh'
    """
    return asked_in(args) or preferred or locale_language(environ)


def asked_in(args: Sequence[str]) -> str | None:
    """Return the language that ``--lang`` asks for, None where it does not, or asks for none of ours."""
    asked = None
    for number, arg in enumerate(args):
        if arg == "--":
            break
        if arg == "--lang":
            asked = args[number + 1] if number + 1 < len(args) else None
        elif arg.startswith("--lang="):
            asked = arg.partition("=")[2]
    return asked if asked in LANGUAGES else None


def locale_language(environ: Mapping[str, str]) -> str:
    """Return the language of the locale that *environ* names; English where none is."""
    variable = locale_variable(environ)
    locale = "" if variable is None else environ[variable]
    return "zh" if locale.lower().startswith("zh") else "en"


def locale_variable(environ: Mapping[str, str]) -> str | None:
    """Return the variable that decides the language of the locale, None where none is set."""
    return next((variable for variable in _VARIABLES if environ.get(variable)), None)
