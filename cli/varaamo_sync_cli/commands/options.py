"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from varaamo_sync_cli.console.language import speak
from varaamo_sync_cli.console.output import out
from varaamo_sync_cli.console.suggest import did_you_mean

F = TypeVar("F", bound=Callable[..., Any])


class OneOf(click.Choice[str]):
    """One of some words; for another one, the nearest of them is named."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word that was meant."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            self.fail(f"{error.message}{did_you_mean(str(value), self.choices)}", param, ctx)


class _Day(click.ParamType[date]):
    """A day, written as ISO 8601 has it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2027-01-31.", param, ctx)


DAY = _Day()


class _Unit(OneOf):
    """A service unit by its code, in any case, or by the code of the 2019 table."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code of the service unit."""
        from varaamo_sync.model import ServiceUnit

        try:
            return ServiceUnit(value).value
        except ValueError:
            return super().convert(value, param, ctx)


UNITS = _Unit(["KIR", "KULP", "LIIKU", "NUP"])


def rule_names(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """Return the rules that begin with what was typed, for the shell to complete."""
    from varaamo_sync_cli.workspace.rulebook import rulebook

    return [rule for rule in rulebook() if rule.startswith(incomplete)]


path_argument = click.argument(
    "path", type=click.Path(path_type=Path), default=Path(), metavar="[PATH]"
)
"""The catalogue folder; by default the current one."""

lang_option = click.option(
    "--lang",
    type=OneOf(["fi", "sv", "en"]),
    default="fi",
    show_default=True,
    callback=speak,
    help="Language of messages, headings and names.",
)

store_option = click.option(
    "--store",
    metavar="URL",
    help="Where pushes are remembered: sqlite:///FILE or postgresql://…; by default "
    "VARAAMO_SYNC_STORE, else .varaamo-sync/state.db beside the catalogue.",
)

conflict_option = click.option(
    "--on-conflict",
    type=OneOf(["theirs", "ours"]),
    default="theirs",
    show_default=True,
    help="Keep what others changed in the booking system, or take the catalogue's.",
)

archive_option = click.option(
    "--archive", is_flag=True, help="Archive rooms that have left the catalogue, for ever."
)


def _units(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> object:
    from varaamo_sync.model import ServiceUnit
    from varaamo_sync_cli.workspace.session import Options

    return Options(units=frozenset(ServiceUnit(name) for name in value))


units_option = click.option(
    "--unit",
    "units",
    multiple=True,
    type=UNITS,
    callback=_units,
    help="Only rooms of this service unit; may be repeated.",
)


def _form(_: click.Context, __: click.Parameter, value: str) -> str:
    """Let stdout speak UTF-8 for every form but text: programs read it."""
    if value != "text":
        out().speak_utf8()
    return value


def format_option(*formats: str) -> Callable[[F], F]:
    """Return ``--format`` with the formats that a command knows; the first is the default."""
    return click.option(
        "--format",
        "form",
        type=OneOf(formats),
        default=formats[0],
        show_default=True,
        callback=_form,
        help="Form of the result on stdout.",
    )


def target_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add the three ways to name a booking system; the command gets them as one ``choice``."""

    @wraps(command)
    def chosen(*, sandbox: bool, target: str | None, url: str | None, **others: Any) -> int:
        from varaamo_sync_cli.workspace.access.targets import Choice

        return command(choice=Choice(sandbox, target, url), **others)

    for option in (
        click.option("--url", metavar="URL", help="Address of the booking system."),
        click.option("--target", metavar="NAME", help="A target that catalogue.yaml names."),
        click.option(
            "--sandbox", is_flag=True, help="The local Varaamo in .varaamo-sync/sandbox.db."
        ),
    ):
        chosen = option(chosen)
    return chosen


def workbook_options(command: F) -> F:
    """Add what says how workbooks are read, and for which catalogue."""
    for option in (
        click.option(
            "--mapping",
            "mappings",
            multiple=True,
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            help="Which header stands for which field, for a form that is not known. Repeatable.",
        ),
        click.option(
            "--into",
            type=click.Path(path_type=Path),
            default=Path(),
            metavar="CATALOGUE",
            help="The catalogue folder of the rooms; by default the current one.",
        ),
        click.option("--unit", type=UNITS, help="Service unit of rooms that do not say theirs."),
        click.option(
            "--rows",
            multiple=True,
            metavar="[SHEET!]5-20",
            help="Rows that are rooms, all of them and no others. Repeatable.",
        ),
    ):
        command = option(command)
    return command
