"""The declarations of `responselevels log` and its commands: names, options, help.

Nothing heavy is imported here; what a command does stands in the module of its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import click

from responselevels.cli.frame import options
from responselevels.cli.frame.click_i18n import Count, LocalizedGroup, LocalizedOption
from responselevels.cli.frame.lazy import Deferred
from responselevels.cli.frame.options import says
from responselevels.cli.register.commands import bare_command


def log(lang: str) -> click.Command:
    """Return the group of commands."""
    group = LocalizedGroup(
        name="log", lang=lang, help=says("help.log", lang), params=[options.language(lang)]
    )
    for family in (_verifying, _replaying, _proving, _signing, _exporting):
        for one in family(lang):
            group.add_command(one)
    return group


def _exporting(lang: str) -> Iterator[click.Command]:
    """Yield the command."""
    params = [
        *_source_options(lang),
        options.file("--sign", "log.sign", lang),
        _without_replay(lang),
        click.Argument(["folder"], metavar="DIR"),
    ]
    yield _log_command("export", lang, Deferred("log.exporting", "export"), params)


def _proving(lang: str) -> Iterator[click.Command]:
    """Yield the command."""
    sizes = [
        _size("--size", "size", lang),
        _size("--from", "old", lang),
        _size("--to", "new", lang),
    ]
    params: list[click.Parameter] = [
        click.Argument(["seq"], required=False, type=Count(lang, 0)),
        *sizes,
        options.file("--out", "log.out", lang),
        options.file("--check", "log.check", lang),
        *_kept_options(lang),
        *_source_options(lang),
    ]
    yield _log_command("prove", lang, Deferred("log.proving", "prove"), params)


def _size(name: str, to: str, lang: str) -> click.Option:
    return LocalizedOption(
        [name, to],
        help=says(f"option.log.{name.removeprefix('--')}", lang),
        metavar="N",
        type=Count(lang, 0),
        lang=lang,
    )


def _without_replay(lang: str) -> click.Option:
    """Return ``--without-replay``."""
    return options.flag("--without-replay", "log.without_replay", lang)


def _replaying(lang: str) -> Iterator[click.Command]:
    """Yield the command."""
    params = [*_source_options(lang), *options.spreading(lang)]
    yield _log_command("replay", lang, Deferred("log.replaying", "replay"), params)


def _signing(lang: str) -> Iterator[click.Command]:
    """Yield the commands."""
    out = options.file("--out", "log.out", lang)
    sign = options.file("--sign", "log.sign", lang)
    without = _without_replay(lang)
    yield _log_command(
        "checkpoint",
        lang,
        Deferred("log.signing", "checkpoint"),
        [*_source_options(lang), sign, without, out],
    )
    needed = options.file("--sign", "log.sign", lang, required=True)
    since = options.file("--since", "log.since", lang, multiple=True)
    note = click.Argument(["checkpoint"])
    yield _log_command(
        "cosign",
        lang,
        Deferred("log.signing", "cosign"),
        [*_source_options(lang), needed, since, without, out, note],
    )
    named = [click.Argument(["name"]), click.Argument(["file"])]
    yield _log_command("keygen", lang, Deferred("log.signing", "keygen"), named)


def _log_command(
    name: str, lang: str, call: Callable[..., int], params: Sequence[click.Parameter]
) -> click.Command:
    """Return a command of the group `log`."""
    shared = [options.as_json(lang), options.language(lang)]
    known = bare_command(name, lang, call, [*params, *shared], group="log")
    known.epilog = says(f"help.log.{name}.end", lang)
    return known


def _source_options(lang: str) -> list[click.Parameter]:
    """Return ``--register`` and ``--log``."""
    return [
        options.option("--register", "log.register", lang, metavar="URL"),
        options.option("--log", "log", lang, metavar="EXPORT"),
    ]


def _kept_options(lang: str) -> list[click.Parameter]:
    """Return ``--against`` and ``--key``, each as often as one likes."""
    return [
        options.file("--against", "log.against", lang, multiple=True),
        options.option("--key", "log.key", lang, metavar="VKEY", multiple=True),
    ]


def _verifying(lang: str) -> Iterator[click.Command]:
    """Yield the command."""
    yield _log_command(
        "verify",
        lang,
        Deferred("log.verifying", "verify"),
        [*_source_options(lang), *_kept_options(lang), *options.spreading(lang)],
    )
