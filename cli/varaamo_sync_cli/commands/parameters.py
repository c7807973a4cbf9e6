"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from varaamo_sync_cli.console.help.language_option import language_option
from varaamo_sync_cli.console.help.one_of import OneOf
from varaamo_sync_cli.console.help.value_types import Day, PastDay, Place, PlaceOrUrl, Unit
from varaamo_sync_cli.console.output import out
from varaamo_sync_cli.console.verbosity import verbosity_options

if TYPE_CHECKING:
    from varaamo_sync_cli.workspace.access.targets import Choice

F = TypeVar("F", bound=Callable[..., Any])

FILE = Place(folders=False)
INPUT = Place(folders=False, there=True)
"""A file that is read: it has to be there."""

INPUT_OR_URL = PlaceOrUrl()
"""A file that is read, or an address."""

FOLDER = Place(files=False)
PATH = Place()

DAY = Day()
PAST_DAY = PastDay()

_UNITS = ("KIR", "KULP", "LIIKU", "NUP")
_UNIT = Unit(list(_UNITS))


def rule_names(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """Return the rules that begin with what was typed, for the shell to complete."""
    from varaamo_sync_cli.workspace.catalogue.rulebook import rulebook

    return [rule for rule in rulebook() if rule.startswith(incomplete)]


def together(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Return one decorator for several, the first of which stands first in the help."""

    def add(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


path = click.argument("path", type=PATH, default=Path(), metavar="[PATH]")
"""The catalogue folder; by default the current one."""

files = click.argument("files", nargs=-1, required=True, type=INPUT, metavar="FILE...")

files_or_none = click.argument("files", nargs=-1, type=INPUT, metavar="[FILE...]")

on_conflict = click.option(
    "--on-conflict",
    type=OneOf(["theirs", "ours"]),
    default="theirs",
    show_default=True,
)

archive = click.option(
    "--archive",
    is_flag=True,
)

full = click.option("--full", is_flag=True)

dry_run = click.option(
    "--dry-run",
    is_flag=True,
)


unit = click.option("--unit", type=_UNIT)
"""One service unit."""

units = click.option("--unit", "units", multiple=True, type=_UNIT)
"""Several service units."""

into = click.option("--into", type=PATH, default=Path(), metavar="CATALOGUE")
"""The catalogue that rooms or texts go to."""


allow = click.option("--allow", "allowed", multiple=True, metavar="NAME=N")
"""What the guard is to let through."""


def read_limits(allowed: tuple[str, ...], *further: str) -> dict[str, int]:
    """Return what the guard is to let through, by service unit and further names.

    Raises:
        Misuse: One of them is no such name with a number.
    """
    from varaamo_sync.suggest import suggest
    from varaamo_sync_cli.console.help.misuse import Misuse

    limits = {}
    known = {name.casefold(): name for name in (*_UNITS, *further)}
    for item in allowed:
        name, _, number = item.partition("=")
        if name.casefold() not in known or not number.isdigit():
            meant = () if name.casefold() in known else suggest(name, known)
            raise Misuse("no_limit", value=item, meant=meant)
        limits[known[name.casefold()]] = int(number)
    return limits


def rules(name: str) -> Callable[[F], F]:
    """Return an option that takes rules."""
    return click.option(name, multiple=True, metavar="RULE", shell_complete=rule_names)


def _form(_: click.Context, __: click.Parameter, value: str) -> str:
    """Let stdout speak UTF-8 for every form but text: programs read it."""
    if value != "text":
        out().speak_utf8()
    return value


csv_style = click.option("--csv-style", type=OneOf(["excel", "rfc4180"]))
"""For whom CSV is; where none is asked for it is told by the language."""


def output(*formats: str) -> Callable[[F], F]:
    """Return what says how a result is shown.

    Args:
        *formats: Values of ``--format``, the first of which is the default; none for no such
            option.
    """
    form = click.option(
        "--format",
        "form",
        type=OneOf(formats),
        default=formats[0] if formats else None,
        show_default=True,
        callback=_form,
    )
    return together(*([form] if formats else []), language_option(), verbosity_options)


spoken_output = together(language_option(expose_value=False), verbosity_options)
"""The same for a command that says all it says in the language of this run."""


def _as_place(command: Callable[..., int]) -> Callable[..., int]:
    @wraps(command)
    def with_place(*, path: Path, choice: Choice, store: str | None, **others: Any) -> int:
        from varaamo_sync_cli.workspace.access.targets import Place

        return command(place=Place(path, choice, store), **others)

    return with_place


def _as_choice(command: Callable[..., int]) -> Callable[..., int]:
    @wraps(command)
    def with_choice(
        *, target: str | None, url: str | None, sandbox: bool = False, **others: Any
    ) -> int:
        from varaamo_sync_cli.workspace.access.targets import Choice

        return command(choice=Choice(sandbox, target, url), **others)

    return with_choice


_host_options = (
    click.option(
        "--target",
        metavar="NAME",
    ),
    click.option("--url", metavar="URL"),
)

host = together(*_host_options, _as_choice)
"""The two ways to name a booking system that is logged in to; the command gets a ``choice``."""

target = together(
    click.option("--sandbox", is_flag=True),
    *_host_options,
    _as_choice,
)
"""The three ways to name a booking system; the command gets them as one ``choice``."""

place = together(
    path,
    target,
    click.option("--store", metavar="URL"),
    _as_place,
)
"""A catalogue, a booking system and a store; the command gets them as one ``place``."""


def _as_ends(command: Callable[..., int]) -> Callable[..., int]:
    @wraps(command)
    def with_ends(
        *, path: Path, targets: tuple[str, ...], url: str | None, sandbox: bool, **others: Any
    ) -> int:
        from varaamo_sync_cli.workspace.access.targets import Place, one_or_two

        choice, new = one_or_two(targets, url, sandbox=sandbox)
        store = others.pop("store")
        return command(place=Place(path, choice, store), new=new, **others)

    return with_ends


one_or_both_ends = together(
    path,
    click.option("--sandbox", is_flag=True),
    click.option("--target", "targets", multiple=True, metavar="NAME"),
    click.option("--url", metavar="URL"),
    click.option("--store", metavar="URL"),
    _as_ends,
)
"""A catalogue, a booking system or the two ends of a move, and a store.

The command gets a ``place``, and the ``new`` booking system where two were named.
"""

workbook = together(
    click.option(
        "--rows",
        multiple=True,
        metavar="[SHEET!]5-20",
    ),
    unit,
    into,
    click.option("--mapping", "mappings", multiple=True, type=FILE, metavar="FILE"),
)
"""What says how workbooks are read, and for which catalogue."""
