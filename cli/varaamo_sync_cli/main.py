"""The door of the command line: finds the command, and turns errors into words and exit codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

import click

from varaamo_sync_cli import __version__
from varaamo_sync_cli.console.colour import colour
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.language import speak
from varaamo_sync_cli.console.notes import talk_options
from varaamo_sync_cli.console.output import occupy_descriptors, outlets

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "init": "catalogue.init",
    "validate": "catalogue.validate",
    "rules": "catalogue.rules",
    "explain": "catalogue.explain",
    "reference": "catalogue.reference",
    "template": "exchange.template",
    "import": "exchange.import_",
    "annotate": "exchange.annotate",
    "export": "exchange.export",
    "translations": "exchange.translations",
    "plan": "booking.plan",
    "push": "booking.push",
    "pull": "booking.pull",
    "status": "booking.status",
    "history": "booking.history",
    "login": "setup.login",
    "logout": "setup.logout",
    "whoami": "setup.whoami",
    "unlock": "setup.unlock",
    "doctor": "setup.doctor",
    "conformance": "setup.conformance",
    "schema": "catalogue.schema",
    "sandbox": "setup.sandbox",
}
"""Command by name, with the module that holds it; a module is imported when it is called."""


class Door(click.Group):
    """A group that imports a command only when it is used, and suggests near names."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(f"varaamo_sync_cli.commands.{module}").command
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
            for name, summary in _SUMMARIES.items()
            if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_SUMMARIES.items()))


_SUMMARIES = {
    "init": "Make a catalogue folder to start from.",
    "validate": "Check a catalogue; needs no network and no login.",
    "rules": "List what is checked.",
    "explain": "Show one rule with examples.",
    "reference": "Keep reference data beside a catalogue, for checks without network.",
    "template": "Make an empty form for units to fill in.",
    "import": "Read workbooks into a catalogue.",
    "annotate": "Send a workbook back with its problems marked.",
    "export": "Write the catalogue as a workbook.",
    "translations": "Take texts out to translators and back.",
    "plan": "Show what a push would do.",
    "push": "Take the rooms into the booking system.",
    "pull": "Take staff's values and rooms back into the catalogue files.",
    "status": "Count rooms by stage, and tell whether the goal is met.",
    "history": "Show the counts over time.",
    "login": "Log in to a booking system.",
    "logout": "Forget the session of a booking system.",
    "whoami": "Tell who is logged in, and what they may manage.",
    "unlock": "Show who holds the lock, and break it.",
    "doctor": "Find out what is wrong with the set-up, and what to do.",
    "conformance": "Prove an installation, fact by fact.",
    "schema": "Print a published JSON Schema.",
    "sandbox": "Serve, reset or prepare the local Varaamo.",
}


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="varaamo-sync")
@talk_options
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
    speak(None, None, "fi")
    with outlets() as out:
        code = _called(arguments)
        with suppress(Exception):  # it is kept in ``failure``
            out.flush()
        if out.failure is not None and code != Exit.OUTPUT:
            code = _explained(out.failure)
    return int(code or 0)


def _called(arguments: Sequence[str] | None) -> int:
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
        code = _explained(error)
    return int(code or 0)


def _explained(error: Exception) -> int:
    from varaamo_sync_cli.console.report_error import explain

    return explain(error)


def main() -> None:
    """Run the command line and exit."""
    occupy_descriptors()
    sys.exit(run())


if __name__ == "__main__":
    main()
