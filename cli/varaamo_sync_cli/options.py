"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

UNITS = click.Choice(["KIR", "KULP", "LIIKU", "NUP"], case_sensitive=False)

path_argument = click.argument(
    "path", type=click.Path(path_type=Path), default=Path(), metavar="[PATH]"
)
"""The catalogue folder; by default the current one."""

lang_option = click.option(
    "--lang",
    type=click.Choice(["fi", "sv", "en"]),
    default="fi",
    show_default=True,
    help="Language of messages, headings and names.",
)

quiet_option = click.option("-q", "--quiet", is_flag=True, help="Only the result, no progress.")


store_option = click.option(
    "--store",
    metavar="URL",
    help="Where pushes are remembered: sqlite:///FILE or postgresql://…; by default "
    "VARAAMO_SYNC_STORE, else .varaamo-sync/state.db beside the catalogue.",
)

conflict_option = click.option(
    "--on-conflict",
    type=click.Choice(["theirs", "ours"]),
    default="theirs",
    show_default=True,
    help="Keep what others changed in the booking system, or take the catalogue's.",
)

archive_option = click.option(
    "--archive", is_flag=True, help="Archive rooms that have left the catalogue, for ever."
)


def _units(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> object:
    from varaamo_sync.rooms import ServiceUnit
    from varaamo_sync_cli.desk import Options

    return Options(units=frozenset(ServiceUnit(name) for name in value))


units_option = click.option(
    "--unit",
    "units",
    multiple=True,
    type=UNITS,
    callback=_units,
    help="Only rooms of this service unit; may be repeated.",
)


def format_option(*formats: str) -> Callable[[F], F]:
    """Return ``--format`` with the formats that a command knows; the first is the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="Form of the result on stdout.",
    )


def target_options(command: F) -> F:
    """Add the three ways to name a booking system."""
    for option in (
        click.option("--url", metavar="URL", help="Address of the booking system."),
        click.option("--target", metavar="NAME", help="A target that catalogue.yaml names."),
        click.option(
            "--sandbox", is_flag=True, help="The local Varaamo in .varaamo-sync/sandbox.db."
        ),
    ):
        command = option(command)
    return command
