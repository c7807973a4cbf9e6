"""``varaamo-sync sandbox``: the local Varaamo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from varaamo_sync.words import Theme
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.workspace.state_folder import state_folder

say = Theme("commands/notes")

if TYPE_CHECKING:
    from varaamo_sync.sandbox import Sandbox


@click.group(name="sandbox")
def command() -> None:
    """The local Varaamo: an embedded booking system to try everything on.

    \b
    varaamo-sync sandbox reset --path examples/helsinki
    varaamo-sync sandbox hours nup-arabia-sali --path examples/helsinki
    varaamo-sync sandbox serve --port 8123
    """


_place_options = parameters.together(
    click.option(
        "--path",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(),
        help="Catalogue folder that holds .varaamo-sync; by default the current one.",
    ),
    click.option(
        "--data",
        type=parameters.FILE,
        help="Data file; by default .varaamo-sync/sandbox.db of the folder.",
    ),
)


def _sandbox(path: Path, data: Path | None, **options: Any) -> Sandbox:
    from varaamo_sync.sandbox import Sandbox

    return Sandbox(data or state_folder(path) / "sandbox.db", clock=now, **options)


@command.command()
@_place_options
@click.option("--port", type=click.IntRange(1, 65535), default=8123, show_default=True)
@click.option(
    "--faults",
    type=parameters.FILE,
    metavar="FILE",
    help="What goes wrong, in YAML or JSON; docs/reference/faults.md tells the keys.",
)
@parameters.spoken_output
def serve(path: Path, data: Path | None, port: int, faults: Path | None) -> int:
    """Serve the sandbox on this machine until it is stopped.

    Users: admin, venue-admin, viewer; each password is the name.

    \b
    varaamo-sync sandbox serve --port 8123 &
    varaamo-sync plan --url http://127.0.0.1:8123
    """
    from varaamo_sync.sandbox import read_faults, serve

    told = say("sandbox_serves", current_language(), address=f"http://127.0.0.1:{port}")
    with _sandbox(path, data, faults=read_faults(faults) if faults else None) as sandbox:
        serve(sandbox, port=port, on_listening=lambda: click.echo(told, err=True))
    return Exit.DONE


@command.command()
@_place_options
@parameters.spoken_output
def reset(path: Path, data: Path | None) -> int:
    """Put the sandbox back to its first state.

    \b
    varaamo-sync sandbox reset --path examples/helsinki
    """
    with _sandbox(path, data) as sandbox:
        sandbox.reset()
    click.echo(say("sandbox_reset", current_language()))
    return Exit.DONE


@command.command()
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@_place_options
@click.option("--closed", is_flag=True, help="Take the opening hours away.")
@parameters.spoken_output
def hours(keys: tuple[str, ...], path: Path, data: Path | None, closed: bool) -> int:
    """Set opening hours of rooms, as the opening-hours system would.

    \b
    varaamo-sync sandbox hours nup-arabia-sali kir-oodi-ryhma-3 --path examples/helsinki
    """
    with _sandbox(path, data) as sandbox:
        for key in keys:
            sandbox.set_hours(key, open=not closed)
    click.echo(f"{'Closed' if closed else 'Open'}: {', '.join(keys)}")
    return Exit.DONE
