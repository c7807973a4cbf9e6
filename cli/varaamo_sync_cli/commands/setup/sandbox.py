"""``varaamo-sync sandbox``: the local Varaamo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from varaamo_sync.errors import UsageError
from varaamo_sync.words import Theme
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_group
from varaamo_sync_cli.console.help.value_types import Whole
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.workspace.state_folder import state_folder

say = Theme("commands/notes")

if TYPE_CHECKING:
    from varaamo_sync.sandbox import Sandbox


@spoken_group("sandbox")
def command() -> None:
    """The local Varaamo: an embedded booking system to try everything on."""


_place_options = parameters.together(
    click.option("--path", type=parameters.FOLDER, default=Path()),
    click.option("--data", type=parameters.FILE, metavar="FILE"),
)


def _sandbox(path: Path, data: Path | None, **options: Any) -> Sandbox:
    """Return the sandbox of a file, else the one of a folder."""
    from varaamo_sync.sandbox import Sandbox

    return Sandbox(data or state_folder(path) / "sandbox.db", clock=now, **options)


@command.command()
@_place_options
@click.option("--port", type=Whole(1, 65535), default=8123, show_default=True)
@click.option("--faults", type=parameters.FILE, metavar="FILE")
@parameters.spoken_output
def serve(path: Path, data: Path | None, port: int, faults: Path | None) -> int:
    """Serve the sandbox on this machine until it is stopped."""
    from varaamo_sync.sandbox import read_faults, serve

    address = f"http://127.0.0.1:{port}"
    beside = {"hours": f"{address}/hauki", "respa": f"{address}/respa"}
    told = say("sandbox_serves", current_language(), address=address, **beside)
    with _sandbox(path, data, faults=read_faults(faults) if faults else None) as sandbox:
        serve(sandbox, port=port, on_listening=lambda: click.echo(told, err=True))
    return Exit.DONE


def _kept_sandbox(path: Path, data: Path | None) -> Sandbox:
    """Return the sandbox of a file, else the one beside a catalogue.

    A server needs no catalogue, but what changes a sandbox would make one that nobody has seen.
    """
    from varaamo_sync.catalogue_files import require_catalogue

    if data is None:
        require_catalogue(path)
    return _sandbox(path, data)


@command.command()
@_place_options
@parameters.spoken_output
def reset(path: Path, data: Path | None) -> int:
    """Put the sandbox back to its first state."""
    with _kept_sandbox(path, data) as sandbox:
        sandbox.reset()
    click.echo(say("sandbox_reset", current_language()))
    return Exit.DONE


@command.command()
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@_place_options
@click.option("--closed", is_flag=True)
@parameters.spoken_output
def hours(keys: tuple[str, ...], path: Path, data: Path | None, closed: bool) -> int:
    """Set opening hours of rooms, as the opening-hours system would."""
    with _kept_sandbox(path, data) as sandbox:
        for key in keys:
            sandbox.set_hours(key, open=not closed)
    told = "hours_closed" if closed else "hours_open"
    click.echo(say(told, current_language(), rooms=list(keys)))
    return Exit.DONE


@command.command()
@click.argument("rooms", nargs=-1, required=True, metavar="ROOM...")
@_place_options
@click.option("--add", is_flag=True)
@click.option("--unit", metavar="TPREK")
@click.option("--closed", is_flag=True)
@click.option("--deleted", is_flag=True)
@parameters.spoken_output
def respa(
    rooms: tuple[str, ...],
    path: Path,
    data: Path | None,
    add: bool,
    unit: str | None,
    closed: bool,
    deleted: bool,
) -> int:
    """Add, open or delete rooms of the sandbox's Respa, as somebody in its admin pages would."""
    if add + closed + deleted > 1 or add is (unit is None):
        raise UsageError("sandbox-respa-which")
    with _kept_sandbox(path, data) as sandbox:
        for room in rooms:
            if unit is not None:
                sandbox.respa.add_room(room, unit)
            elif deleted:
                sandbox.respa.delete_room(room)
            else:
                sandbox.respa.open_room(room, open=not closed)
    done = "added" if add else "deleted" if deleted else "closed" if closed else "open"
    click.echo(say(f"respa_{done}", current_language(), rooms=list(rooms)))
    return Exit.DONE
