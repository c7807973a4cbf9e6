"""The door of the command line: finds the command, and turns errors into words and exit codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

import click

from varaamo_sync_cli import __version__
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.output import colour, occupy_descriptors, outlets
from varaamo_sync_cli.console.run_language import set_language_of_environment
from varaamo_sync_cli.console.verbosity import verbosity_options

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "init": ("catalogue.init", "Make a catalogue folder to start from."),
    "validate": ("validate.command", "Check a catalogue; needs no network and no login."),
    "rules": ("rules.rules", "List what is checked."),
    "explain": ("rules.explain", "Show one rule with examples."),
    "reference": (
        "catalogue.reference",
        "Keep reference data beside a catalogue, for checks without network.",
    ),
    "template": ("workbooks.template", "Make an empty form for units to fill in."),
    "import": ("workbooks.import_", "Read workbooks into a catalogue."),
    "annotate": ("workbooks.annotate", "Send a workbook back with its problems marked."),
    "export": ("workbooks.export", "Write the catalogue as a workbook."),
    "translations": ("translations.command", "Take texts out to translators and back."),
    "plan": ("plan.command", "Show what a push would do."),
    "push": ("push.command", "Take the rooms into the booking system."),
    "pull": ("pull.command", "Take staff's values and rooms back into the catalogue files."),
    "status": ("status.command", "Count rooms by stage, and tell whether the goal is met."),
    "history": ("history.command", "Show the counts over time."),
    "login": ("login.login", "Log in to a booking system."),
    "logout": ("login.logout", "Forget the session of a booking system."),
    "whoami": ("login.whoami", "Tell who is logged in, and what they may manage."),
    "unlock": ("health.unlock", "Show who holds the lock, and break it."),
    "doctor": ("health.doctor", "Find out what is wrong with the set-up, and what to do."),
    "conformance": ("health.conformance", "Prove an installation, fact by fact."),
    "schema": ("catalogue.schema", "Print a published JSON Schema."),
    "sandbox": ("sandbox.command", "Serve, reset or prepare the local Varaamo."),
}
"""Where each command stands, and its summary; a module is imported when its command is called."""


class Commands(click.Group):
    """A group that imports a command only when it is used, and suggests near names."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(".")
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
            for name, (_, summary) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="varaamo-sync")
@verbosity_options
def cli() -> None:
    """Takes a city's rooms into Varaamo, and shows how far the binding goal is.

    \b
    varaamo-sync init my-catalogue
    varaamo-sync validate my-catalogue
    varaamo-sync push my-catalogue --sandbox
    varaamo-sync status my-catalogue --sandbox
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return one of the codes of ``exits``.

    Args:
        arguments: Arguments without the program's name; by default those of the process.
    """
    set_language_of_environment()
    with outlets() as out:
        code = _call(arguments)
        with suppress(Exception):  # it is kept in ``failure``
            out.flush()
        if out.failure is not None and code != Exit.OUTPUT:
            code = _report(out.failure)
    return int(code or 0)


def _call(arguments: Sequence[str] | None) -> int:
    try:
        code = cli.main(arguments, prog_name="varaamo-sync", standalone_mode=False, color=colour())
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = Exit.INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except Exception as error:  # noqa: BLE001  # the last door: no traceback reaches a person
        code = _report(error)
    return int(code or 0)


def _report(error: Exception) -> int:
    from varaamo_sync_cli.console.report_error import report_error

    return report_error(error)


def main() -> None:
    """Run the command line and exit."""
    occupy_descriptors()
    sys.exit(run())


if __name__ == "__main__":
    main()
