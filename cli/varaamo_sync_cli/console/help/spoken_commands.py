"""Commands whose help stands in the word files, by the name of the command and the parameter.

The file is named for the module that holds the command (``help/setup/health`` for
``commands/setup/health.py``), its table for the command; what several commands share is in
``help/shared``, and the line of each command in the list of all in ``help/program``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from varaamo_sync_cli.console.help.help_texts import help_file, in_words, say
from varaamo_sync_cli.console.help.language_option import language_option
from varaamo_sync_cli.console.help.misuse import Misuse

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

PROGRAM = "program"
"""The file, and the table in it, of the program itself."""


def name_of(parameter: click.Parameter) -> str:
    """Return what a parameter is called in the word files: as it is typed, without its dashes."""
    if isinstance(parameter, click.Argument):
        return str(parameter.name)
    return max(parameter.opts, key=len).lstrip("-")


class SpokenCommand(click.Command):
    """A command whose help is in the language of the run."""

    within: str | None = None
    """The group that it is of."""

    @property
    def words(self) -> tuple[str, tuple[str, ...]]:
        """The word file of this command, and where in it its table stands."""
        module = self.callback.__module__ if self.callback else ""
        _, _, file = module.partition(".commands.")
        if not file:
            return PROGRAM, (PROGRAM,)
        name = str(self.name)
        return file.replace(".", "/"), (self.within, name) if self.within else (name,)

    @property
    def texts(self) -> Mapping[str, Any]:
        """The texts of this command."""
        file, names = self.words
        table: Mapping[str, Any] = help_file(file)
        for name in names:
            table = table[name]
        return table

    def dress(self, context: click.Context) -> None:
        """Take the texts of the language of this run."""
        texts = self.texts
        lines = texts["text"].strip(), "\b", texts["examples"].strip()
        self.help = "{}\n\n{}\n{}".format(*lines)
        own, shared = texts.get("parameters", {}), help_file("shared")["parameters"]
        for parameter in self.get_params(context):
            if isinstance(parameter, click.Option | click.Argument):
                name = name_of(parameter)
                parameter.help = own[name] if name in own else shared[name]

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the line of this command in the list of its group."""
        return str(self.texts["short"])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the names of options, with what they do."""
        self.dress(ctx)
        return super().shell_complete(ctx, incomplete)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the arguments; what is left over is told in words."""
        lenient, ctx.allow_extra_args = ctx.allow_extra_args, True
        rest = _parse(super().parse_args, ctx, args)
        ctx.allow_extra_args = lenient
        if rest and not (lenient or ctx.resilient_parsing):
            raise Misuse("left_over", ctx=ctx, value=" ".join(rest))
        return rest

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language of this run."""
        self.dress(ctx)
        super().format_help(ctx, formatter)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        pieces = in_words(" ".join(self.collect_usage_pieces(ctx)))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{say('usage')}: ")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what is given without a name."""
        arguments = (one for one in self.get_params(ctx) if isinstance(one, click.Argument))
        rows = [(in_words(one.make_metavar(ctx)), one.help or "") for one in arguments]
        _write_list(formatter, "arguments", rows)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what is given by its name."""
        options = (one for one in self.get_params(ctx) if isinstance(one, click.Option))
        rows = [(in_words(one.get_help_spec(ctx)), _told(one, ctx)) for one in options]
        _write_list(formatter, "options", rows)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


class SpokenGroup(SpokenCommand, click.Group):
    """A group of commands whose help is in the language of the run."""

    command_class = SpokenCommand

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Take a command in, whose texts stand in the table of this group."""
        super().add_command(cmd, name)
        if isinstance(cmd, SpokenCommand):
            cmd.within = self.name

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the arguments of the group; what is left over is a command and its own."""
        return _parse(lambda ctx, args: click.Group.parse_args(self, ctx, args), ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the names of commands, with what they do."""
        self.dress(ctx)
        return click.Group.shell_complete(self, ctx, incomplete)

    def summaries(self, ctx: click.Context) -> Iterable[tuple[str, str]]:
        """Yield each command of the group with its line in the list."""
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None:
                yield name, command.get_short_help_str()

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        _write_list(formatter, "commands", list(self.summaries(ctx)))


def spoken_command(name: str) -> Callable[[Callable[..., Any]], SpokenCommand]:
    """Return a decorator that makes a command of a function."""
    return click.command(name=name, cls=SpokenCommand)


def spoken_group(
    name: str, cls: type[SpokenGroup] = SpokenGroup
) -> Callable[[Callable[..., Any]], SpokenGroup]:
    """Return a decorator that makes a group of commands of a function; it takes ``--lang``."""

    def make(function: Callable[..., Any]) -> SpokenGroup:
        return click.group(name=name, cls=cls)(language_option(expose_value=False)(function))

    return make


def _parse(
    parse: Callable[[click.Context, list[str]], list[str]], ctx: click.Context, args: list[str]
) -> list[str]:
    """Parse; a wrong use of an option is told with its command, which the parser does not know."""
    try:
        return parse(ctx, args)
    except click.BadOptionUsage as error:
        error.ctx = error.ctx or ctx
        raise


def _write_list(formatter: click.HelpFormatter, title: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(say(title)):
            formatter.write_dl(rows)


def _told(option: click.Option, context: click.Context) -> str:
    """Return what an option does, what it is without being given, and what it may be."""
    extra = option.get_help_extra(context)
    notes = [say("default", value=extra["default"])] if "default" in extra else []
    if isinstance(option.type, click.IntRange) and option.type.max is not None:
        notes.append(f"{option.type.min}–{option.type.max}")
    notes += [say("required")] if option.required else []
    return f"{option.help}  [{'; '.join(notes)}]" if notes else str(option.help)
