"""Wrong calls in words: the one door through which click's errors reach a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click
from click.core import ParameterSource

from varaamo_sync_cli.console.help.help_texts import in_words, say
from varaamo_sync_cli.console.help.misuse import Misuse
from varaamo_sync_cli.console.output import colour
from varaamo_sync_cli.media.terminal import paint


def show_usage_error(error: click.ClickException) -> None:
    """Write to stderr what is wrong with a call, how it goes, and where to read more."""
    label = paint(f"{say('error')}: ", fg="red", bold=True)
    click.echo(label + usage_error(error), err=True, color=colour())
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        click.echo(f"\n{context.get_usage()}", err=True)
        click.echo(say("help", command=f"{context.command_path} --help"), err=True)


def usage_error(error: click.ClickException) -> str:
    """Return what is wrong with a call."""
    return " ".join(_sentences(error))


def _sentences(error: click.ClickException) -> Iterator[str]:
    if isinstance(error, click.NoSuchCommand):
        yield say("no_such_command", name=error.command_name)
        yield from _meant(error.possibilities or ())
    elif isinstance(error, click.NoSuchOption):
        yield say("no_such_option", name=error.option_name)
        yield from _meant(error.possibilities or ())
    elif isinstance(error, click.MissingParameter):
        yield _missing(error)
    elif isinstance(error, click.BadOptionUsage):
        yield say(f"value_{_wants(error)}", name=error.option_name)
    elif isinstance(error, Misuse):
        if name := _source(error):
            yield say("not_taken", name=name)
        meant = error.values.get("meant")
        yield say(error.problem, **error.values)
        yield from _meant(meant if isinstance(meant, tuple) else ())
    elif isinstance(error, click.UsageError) and _lacks_command(error):
        yield say("no_command")
    else:
        yield say("not_understood", why=error.format_message())


def _meant(names: Iterable[str]) -> Iterator[str]:
    if found := ", ".join(names):
        yield say("meant", names=found)


def _missing(error: click.MissingParameter) -> str:
    parameter = error.param
    assert parameter is not None
    if isinstance(parameter, click.Option):
        return say("no_option", name=max(parameter.opts, key=len))
    assert error.ctx is not None
    return say("no_argument", name=_written(parameter, error.ctx))


def _wants(error: click.BadOptionUsage) -> str:
    """Return whether an option lacks its value, or takes none."""
    parameters = error.ctx.command.get_params(error.ctx) if error.ctx else []
    flag = any(
        isinstance(one, click.Option) and (one.is_flag or one.count)
        for one in parameters
        if error.option_name in one.opts
    )
    return "unwanted" if flag else "missing"


def _source(error: Misuse) -> str:
    """Return what was given a wrong value: an option, an argument, a setting."""
    parameter, context = error.param, error.ctx
    if parameter is None or context is None:
        return ""
    source = context.get_parameter_source(str(parameter.name))
    if source is ParameterSource.ENVIRONMENT and isinstance(parameter.envvar, str):
        return parameter.envvar
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return _written(parameter, context)


def _written(parameter: click.Parameter, context: click.Context) -> str:
    return in_words(parameter.make_metavar(context)).strip("[].")


def _lacks_command(error: click.UsageError) -> bool:
    return error.ctx is not None and isinstance(error.ctx.command, click.Group)
