"""Click in two languages: help and usage errors from the catalogue, laid out in cells.

Click wraps help by characters and speaks English only; a Chinese character
takes two cells. Nothing else of Click is changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from itertools import takewhile
from typing import Any

import click

from responselevels.cli.frame.settings import NO_PROJECT, VARIABLES, Settings, setting_value
from responselevels.reports.frame.layout import cells, padded, wrapped
from responselevels.text.catalogue import LANGUAGES, worded
from responselevels.text.fullwidth import named_marks, narrow

_WIDEST_TERM = 28


class Formatter(click.HelpFormatter):
    """Lays help out in terminal cells."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line; what does not fit goes beneath the arguments."""
        start = f"{prefix or ''}{prog} "
        first, *rest = wrapped(args, max(self.width - cells(start), 20))
        self.write(f"{start}{first}".rstrip() + "\n")
        self.write("".join(f"{' ' * cells(start)}{line}\n" for line in rest))

    def write_heading(self, heading: str) -> None:
        """Write a heading, which brings its own colon."""
        self.write(f"{' ' * self.current_indent}{heading}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, which blank lines part."""
        margin = " " * self.current_indent
        paragraphs = (
            "".join(f"{margin}{line}\n" for line in wrapped(part, self.width - len(margin)))
            for part in text.split("\n\n")
        )
        self.write("\n".join(paragraphs))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST_TERM, col_spacing: int = 2
    ) -> None:
        """Write terms, each with its text in a column of its own."""
        listed = list(rows)
        fitting = [cells(term) for term, _text in listed if cells(term) <= col_max]
        column = max(fitting, default=col_max) + col_spacing
        margin = " " * self.current_indent
        for term, text in listed:
            lines = wrapped(text, max(self.width - len(margin) - column, 10))
            if cells(term) > col_max:
                lines.insert(0, "")
            for number, line in enumerate(lines):
                start = padded("" if number else term, column)
                self.write(f"{margin}{start}{line}".rstrip() + "\n")


class LocalizedContext(click.Context):
    """A context whose help is laid out in cells."""

    formatter_class = Formatter


class LocalizedCommand(click.Command):
    """A command whose help is in one language."""

    context_class = LocalizedContext

    def __init__(self, *args: Any, lang: str, **extra: Any) -> None:
        """Take what `click.Command` takes, and the language."""
        self.lang = lang
        super().__init__(*args, **extra)
        self.context_settings["help_option_names"] = ["-h", "--help"]
        if not any(NO_PROJECT in param.opts for param in self.params):
            self.params.append(no_project(lang, hidden=True))
        self.options_metavar = worded("cli.usage.pieces", {}, lang)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, once none of them is an option behind dashes of a Chinese keyboard.

        Raises:
            UsageError: one of them is.
        """
        known = {name for param in self.get_params(ctx) for name in param.opts}
        known.update(self.get_help_option_names(ctx))
        commands = self.list_commands(ctx) if isinstance(self, click.Group) else ()
        others = {"--", *commands}  # behind these stands what is not ours
        for arg in () if ctx.resilient_parsing else takewhile(lambda arg: arg not in others, args):
            facts = wide_option(arg, known)
            if facts is not None:
                raise click.UsageError(worded("problem.wide.value", facts, self.lang), ctx)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # so that the hint names this command
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, once all settings could be read, also those that it does not need.

        Raises:
            InputError: one of them could not.
        """
        settings = ctx.find_object(Settings)
        if settings is not None and not isinstance(self, click.Group):
            settings.check()
        return super().invoke(ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line in the command's language."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, worded("cli.usage", {}, self.lang))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a heading in the command's language."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [option.get_help_record(ctx) for option in options]
        with formatter.section(worded("cli.usage.options", {}, self.lang)):
            formatter.write_dl([record for record in records if record is not None])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help``, explained in the command's language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = worded("cli.option.help", {}, self.lang)
        return option


@click.pass_context
def _show_help(context: click.Context) -> None:
    """Show the help of a group where none of its commands is given."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


class LocalizedGroup(LocalizedCommand, click.Group):
    """A group of commands in one language."""

    def __init__(self, *args: Any, lang: str, **extra: Any) -> None:
        """Take what `click.Group` takes, and the language."""
        super().__init__(
            *args, lang=lang, callback=_show_help, invoke_without_command=True, **extra
        )
        self.subcommand_metavar = worded("cli.usage.command", {}, lang)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        rows = [(name, self.short_help_of(name)) for name in self.list_commands(ctx)]
        with formatter.section(worded("cli.usage.commands", {}, self.lang)):
            formatter.write_dl(rows)

    def short_help_of(self, name: str) -> str:
        """Return what a command does, in a line: it may bring that along."""
        return self.commands[name].short_help or worded(f"cli.short.{name}", {}, self.lang)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that *args* begin with.

        Raises:
            UsageError: there is no such command, said in the group's language.
        """
        known = self.list_commands(ctx)
        if args[0].startswith("-") or args[0] in known or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        text = worded("cli.usage.no_command", {"name": args[0]}, self.lang)
        near = get_close_matches(args[0], known)
        raise click.UsageError(text + _suggestion(near, self.lang), ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Return the names in the order in which they were added."""
        return list(self.commands)


def wide_option(arg: str, known: Collection[str]) -> dict[str, object] | None:
    """Return what to say of an argument that was to be one of the *known* options; None for others.

    A dash of a Chinese keyboard may also stand for two: editors join them.
    """
    if not arg or arg[0] not in "－—–―‐‑‒−─﹣":
        return None
    tried = (narrow(arg), "-" + narrow(arg))
    written = next((text for text in tried if text.split("=")[0] in known), None)
    if written is None:
        return None
    return {"value": arg, "marks": named_marks(arg), "written": written}


class LocalizedOption(click.Option):
    """An option that says in its language that it is required."""

    def __init__(self, *args: Any, lang: str, **extra: Any) -> None:
        """Take what `click.Option` takes, and the language."""
        self.lang = lang
        super().__init__(*args, **extra)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its text."""
        if self.hidden:
            return None
        help_ = self.help or ""
        if self.required:
            code = "required" if self.envvar is None else "required.setting"
            help_ += f" [{worded(f'cli.usage.{code}', {}, self.lang)}]"
        term = ", ".join([*self.opts, *self.secondary_opts])
        if not self.is_flag:
            term += f" {self.make_metavar(ctx)}"
        return term, help_.strip()


class SettingOption(LocalizedOption):
    """An option that need not be given where the environment or the project file says it."""

    def __init__(self, *args: Any, setting: str, **extra: Any) -> None:
        """Take what `LocalizedOption` takes, and the name of the *setting*."""
        self.setting = setting
        super().__init__(*args, envvar=VARIABLES[setting], **extra)

    def value_from_envvar(self, ctx: click.Context) -> Any:
        """Return the setting, where the command line does not say it."""
        return setting_value(self.setting, ctx)


class SettingArgument(click.Argument):
    """An argument that need not be given where the environment or the project file says it."""

    def __init__(self, *args: Any, setting: str, **extra: Any) -> None:
        """Take what `click.Argument` takes, and the name of the *setting*."""
        self.setting = setting
        super().__init__(*args, envvar=VARIABLES[setting], **extra)

    def value_from_envvar(self, ctx: click.Context) -> Any:
        """Return the setting, where the command line does not say it."""
        found = setting_value(self.setting, ctx)
        return found if found is None or self.nargs == 1 else (found,)


class CommandError(click.ClickException):
    """Something that cannot be done as asked; its message is a sentence of the catalogue."""


_SAID_BY_CLICK = (
    (re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL), "cli.usage.extra"),
    (re.compile(r"Option '(.*)' requires an argument"), "cli.usage.no_value"),
    (re.compile(r"Option '(.*)' does not take a value"), "cli.usage.flag"),
)
"""Messages that Click has in English only, as patterns with one fact each, and our sentence for it."""


def usage_worded(error: click.ClickException, lang: str) -> str:
    """Return what is wrong with the command line, in one line of *lang*."""
    if isinstance(error, click.NoSuchOption):
        text = worded("cli.usage.no_option", {"name": error.option_name}, lang)
        return text + _suggestion(error.possibilities, lang)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        if isinstance(error.param, SettingOption | SettingArgument):
            facts = {"name": _name_of(error.param), "key": error.param.setting}
            facts["variable"] = VARIABLES[error.param.setting]
            return worded("cli.usage.missing.setting", facts, lang)
        kind = error.param.param_type_name
        return worded(f"cli.usage.missing.{kind}", {"name": _name_of(error.param)}, lang)
    if isinstance(error, click.BadParameter) and error.param is not None:
        facts = {"name": _name_of(error.param), "reason": error.message.rstrip(".")}
        return worded("cli.usage.bad", facts, lang)
    message = error.format_message().rstrip(".")
    if isinstance(error, CommandError):
        return message
    for pattern, code in _SAID_BY_CLICK:
        if found := pattern.fullmatch(message):
            return worded(code, {"given": found[1]}, lang)
    return message[:1].lower() + message[1:]


def _name_of(param: click.Parameter) -> str:
    if isinstance(param, click.Argument):
        return param.human_readable_name.strip("[].")
    return max(param.opts, key=len)


def _suggestion(possible: Sequence[str] | None, lang: str) -> str:
    if not possible:
        return ""
    return worded("cli.usage.meant", {"name": possible[0]}, lang)


class OneOf(click.Choice[str]):
    """One of a few words; says in its language which."""

    def __init__(self, choices: Sequence[str], lang: str) -> None:
        """Take the words and the language."""
        self.lang = lang
        super().__init__(choices)

    def get_invalid_choice_message(
        self,
        value: Any,
        ctx: click.Context | None,  # noqa: ARG002 - Click's signature
    ) -> str:
        """Return what the word should have been."""
        choices = tuple(f"`{choice}`" for choice in self.choices)
        return worded("cli.usage.choice", {"value": str(value), "choices": choices}, self.lang)


class Count(click.IntRange):
    """A whole number, *least* or more; says in its language what it is not."""

    def __init__(self, lang: str, least: int) -> None:
        """Take the language, and the least number."""
        self.lang, self.least = lang, least
        super().__init__(min=least)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; anything else is a usage error."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            facts = {"value": str(value), "least": self.least}
            self.fail(worded("cli.usage.count", facts, self.lang), param, ctx)


def lang_option(lang: str) -> click.Option:
    """Return ``--lang``; it was read before anything else (`language_of`)."""
    return LocalizedOption(
        ["--lang"],
        type=OneOf(LANGUAGES, lang),
        expose_value=False,
        help=worded("cli.option.lang", {}, lang),
        lang=lang,
    )


def no_project(lang: str, *, hidden: bool = False) -> click.Option:
    """Return ``--no-project``; it was read before anything else (`settings_for`)."""
    return LocalizedOption(
        [NO_PROJECT],
        is_flag=True,
        expose_value=False,
        hidden=hidden,
        help=worded("cli.option.no_project", {}, lang),
        lang=lang,
    )
