"""The door of the command line: finds the command, and turns errors into words and exit codes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from contextvars import copy_context
from importlib import import_module
from typing import TYPE_CHECKING

import click

from varaamo_sync_cli import __version__
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.help_texts import help_file, say
from varaamo_sync_cli.console.help.language_option import language_option
from varaamo_sync_cli.console.help.spoken_commands import PROGRAM, SpokenGroup
from varaamo_sync_cli.console.output import asks_for_json, colour, occupy_descriptors, outlets
from varaamo_sync_cli.console.run_language import words_of_run
from varaamo_sync_cli.console.verbosity import verbosity_options

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "demo": "setup.demo.command",
    "init": "catalogue.files.init",
    "validate": "catalogue.validate.command",
    "rules": "catalogue.rules.rules",
    "explain": "catalogue.rules.explain",
    "reference": "catalogue.files.reference",
    "venues": "catalogue.venues.command",
    "template": "exchange.workbooks.template",
    "import": "exchange.workbooks.import_",
    "annotate": "exchange.workbooks.annotate",
    "export": "exchange.workbooks.export",
    "translations": "exchange.translations.command",
    "plan": "booking.plan.command",
    "push": "booking.push.command",
    "pull": "booking.pull.command",
    "status": "progress.status.command",
    "history": "progress.history.command",
    "report": "progress.report.command",
    "serve": "progress.serve.command",
    "goal": "progress.goal.command",
    "hours": "hours.hours.command",
    "schedule": "jobs.schedule.command",
    "worker": "jobs.worker.command",
    "login": "setup.login.login",
    "logout": "setup.login.logout",
    "whoami": "setup.login.whoami",
    "unlock": "setup.health.unlock",
    "doctor": "setup.health.doctor",
    "conformance": "setup.health.conformance",
    "schema": "catalogue.files.schema",
    "sandbox": "setup.sandbox.command",
}
"""Where each command stands; a module is imported when its command is called."""


_OBJECTS = 50_000
"""New objects between two rounds of the garbage collector: with Python's own 700, a tenth of the
time of a short command is spent on walking over modules that stay."""


class Commands(SpokenGroup):
    """A group that imports a command only when it is used, and suggests near names."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].rpartition(".")
        command: click.Command = getattr(import_module(f"varaamo_sync_cli.commands.{module}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, or say which near one may be meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:  # click would look among commands it has imported
            raise click.NoSuchCommand(
                error.command_name, possibilities=COMMANDS, ctx=ctx
            ) from error

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the name of a command without importing any of them."""
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, help=summary)
            for name, summary in self.summaries(ctx)
            if name.startswith(incomplete)
        ]
        self.dress(ctx)
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def summaries(self, ctx: click.Context) -> Iterator[tuple[str, str]]:
        """Yield each command with its line in the list, without importing any of them."""
        lines = help_file(PROGRAM)["commands"]
        return ((name, lines[name]) for name in COMMANDS)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s", prog_name="varaamo-sync")
@language_option(expose_value=False)
@verbosity_options
def cli() -> None:
    """Takes a city's rooms into Varaamo, and shows how far the binding goal is."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return one of the codes of ``exits``.

    Args:
        arguments: Arguments without the program's name; by default those of the process.
    """
    # Language and booking system are spoken of in a context of the run's own.
    words = sys.argv[1:] if arguments is None else arguments
    return copy_context().run(_run, words)


def _run(words: Sequence[str]) -> int:
    with words_of_run(words), outlets() as out:
        code = _call(words)
        with suppress(Exception):  # it is kept in ``failure``
            out.flush()
        if out.failure is not None and code != Exit.OUTPUT:
            code = _report(out.failure, words)
    return int(code or 0)


def _call(words: Sequence[str]) -> int:
    try:
        code = cli.main(words, prog_name="varaamo-sync", standalone_mode=False, color=colour())
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except (click.Abort, KeyboardInterrupt) as error:
        click.echo(say("aborted"), err=True)
        code = _answer(error, Exit.INTERRUPTED, words)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = error.exit_code
    except click.ClickException as error:
        code = _tell_use(error, words)
    except Exception as error:  # noqa: BLE001  # the last door: no traceback reaches a person
        code = _report(error, words)
    return int(code or 0)


def _tell_use(error: click.ClickException, words: Sequence[str]) -> int:
    from varaamo_sync_cli.console.help.usage_errors import show_usage_error

    show_usage_error(error)
    return _answer(error, error.exit_code, words)


def _report(error: Exception, words: Sequence[str]) -> int:
    from varaamo_sync_cli.console.errors.report_error import known_error, report_error

    return _answer(known_error(error), report_error(error), words)


def _answer(error: BaseException, code: int, words: Sequence[str]) -> int:
    if asks_for_json(words):
        from varaamo_sync_cli.console.errors.error_json import answer_in_json

        answer_in_json(error, code)
    return code


def main() -> None:
    """Run the command line and exit."""
    occupy_descriptors()
    gc.set_threshold(_OBJECTS)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # they are for services
    if "opentelemetry.sdk" in sys.modules:  # ``opentelemetry-instrument varaamo-sync …``
        from varaamo_sync_cli.console.traced import run_traced

        sys.exit(run_traced(run, sys.argv[1:], COMMANDS))
    sys.exit(run())


if __name__ == "__main__":
    main()
