"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from varaamo_sync_cli.console.near_names import did_you_mean
from varaamo_sync_cli.console.output import out
from varaamo_sync_cli.console.run_language import LANG_SETTING, LANGS, set_language
from varaamo_sync_cli.console.verbosity import verbosity_options

if TYPE_CHECKING:
    from varaamo_sync_cli.workspace.access.targets import Choice

F = TypeVar("F", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, dir_okay=False)
PATH = click.Path(path_type=Path)


class OneOf(click.Choice[str]):
    """One of some words; for another one, the nearest of them is named.

    Args:
        words: The words.
        make: What they are made into, such as an enumeration of strings.
    """

    def __init__(self, words: Sequence[str], make: Callable[[str], str] = str) -> None:
        super().__init__(words)
        self._make = make

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word that was meant."""
        try:
            return self._make(super().convert(value, param, ctx))
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
        """Return the service unit."""
        from varaamo_sync.model import ServiceUnit

        try:
            return ServiceUnit(value)
        except ValueError:
            return super().convert(value, param, ctx)


_UNIT = _Unit(["KIR", "KULP", "LIIKU", "NUP"])


def rule_names(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """Return the rules that begin with what was typed, for the shell to complete."""
    from varaamo_sync_cli.workspace.rulebook import rulebook

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

files = click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")

on_conflict = click.option(
    "--on-conflict",
    type=OneOf(["theirs", "ours"]),
    default="theirs",
    show_default=True,
    help="Keep what others changed in the booking system, or take the catalogue's.",
)

archive = click.option(
    "--archive", is_flag=True, help="Archive rooms that have left the catalogue, for ever."
)

dry_run = click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")


def unit(text: str) -> Callable[[F], F]:
    """Return ``--unit`` for one service unit."""
    return click.option("--unit", type=_UNIT, help=text)


def units(text: str) -> Callable[[F], F]:
    """Return ``--unit`` for several service units."""
    text += "; may be repeated."
    return click.option("--unit", "units", multiple=True, type=_UNIT, help=text)


def rules(name: str, text: str) -> Callable[[F], F]:
    """Return an option that takes rules."""
    return click.option(name, multiple=True, metavar="RULE", shell_complete=rule_names, help=text)


def into(what: str) -> Callable[[F], F]:
    """Return ``--into``: the catalogue that rooms or texts go to."""
    text = f"The catalogue folder of the {what}; by default the current one."
    return click.option("--into", type=PATH, default=Path(), metavar="CATALOGUE", help=text)


def _form(_: click.Context, __: click.Parameter, value: str) -> str:
    """Let stdout speak UTF-8 for every form but text: programs read it."""
    if value != "text":
        out().speak_utf8()
    return value


def _lang(text: str, **more: Any) -> Callable[[F], F]:
    return click.option(
        "--lang",
        type=OneOf(LANGS),
        default="fi",
        envvar=LANG_SETTING,
        show_default=True,
        callback=set_language,
        help=text,
        **more,
    )


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
        help="Form of the result on stdout.",
    )
    lang = _lang("Language of messages, headings and names.")
    return together(*([form] if formats else []), lang, verbosity_options)


spoken_output = together(_lang("Language of messages.", expose_value=False), verbosity_options)
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
    click.option("--target", metavar="NAME", help="A target that catalogue.yaml names."),
    click.option("--url", metavar="URL", help="Address of the booking system."),
)

host = together(*_host_options, _as_choice)
"""The two ways to name a booking system that is logged in to; the command gets a ``choice``."""

target = together(
    click.option("--sandbox", is_flag=True, help="The local Varaamo in .varaamo-sync/sandbox.db."),
    *_host_options,
    _as_choice,
)
"""The three ways to name a booking system; the command gets them as one ``choice``."""

place = together(
    path,
    target,
    click.option(
        "--store",
        metavar="URL",
        help="Where pushes are remembered: sqlite:///FILE or postgresql://…; by default "
        "VARAAMO_SYNC_STORE, else .varaamo-sync/state.db beside the catalogue.",
    ),
    _as_place,
)
"""A catalogue, a booking system and a store; the command gets them as one ``place``."""

workbook = together(
    click.option(
        "--rows",
        multiple=True,
        metavar="[SHEET!]5-20",
        help="Rows that are rooms, all of them and no others. Repeatable.",
    ),
    unit("Service unit of rooms that do not say theirs."),
    into("rooms"),
    click.option(
        "--mapping",
        "mappings",
        multiple=True,
        type=FILE,
        metavar="FILE",
        help="Which header stands for which field, for a form that is not known. Repeatable.",
    ),
)
"""What says how workbooks are read, and for which catalogue."""
