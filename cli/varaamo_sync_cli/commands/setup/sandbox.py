"""``varaamo-sync sandbox``: the local Varaamo."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options
from varaamo_sync_cli.workspace.state_folder import state_folder


@click.group(name="sandbox", short_help="Serve, reset or prepare the local Varaamo.")
def command() -> None:
    """The local Varaamo: an embedded booking system to try everything on.

    \b
    varaamo-sync sandbox reset --path examples/helsinki
    varaamo-sync sandbox hours nup-arabia-sali --path examples/helsinki
    varaamo-sync sandbox serve --port 8123
    """


_path = click.option(
    "--path",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Catalogue folder that holds .varaamo-sync; by default the current one.",
)
_data = click.option(
    "--data",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Data file; by default .varaamo-sync/sandbox.db of the folder.",
)


def _database(path: Path, data: Path | None) -> Path:
    return data or state_folder(path) / "sandbox.db"


@command.command()
@_path
@_data
@click.option("--port", type=click.IntRange(1, 65535), default=8123, show_default=True)
@click.option(
    "--faults",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="What goes wrong, in YAML or JSON; docs/reference/faults.md tells the keys.",
)
@talk_options
def serve(path: Path, data: Path | None, port: int, faults: Path | None) -> int:
    """Serve the sandbox on this machine until it is stopped.

    Users: admin, venue-admin, viewer; each password is the name.

    \b
    varaamo-sync sandbox serve --port 8123 &
    varaamo-sync plan --url http://127.0.0.1:8123
    """
    from varaamo_sync.sandbox import Sandbox, read_faults, serve

    plan = read_faults(faults) if faults else None
    sandbox = Sandbox(_database(path, data), faults=plan)
    address = f"http://127.0.0.1:{port}"
    try:
        serve(sandbox, port=port, on_listening=lambda: _say_where(address))
    finally:
        sandbox.close()
    return Exit.DONE


def _say_where(address: str) -> None:
    click.echo(f"Varaamo sandbox on {address}, Ctrl-C stops it.", err=True)


@command.command()
@_path
@_data
@talk_options
def reset(path: Path, data: Path | None) -> int:
    """Put the sandbox back to its first state.

    \b
    varaamo-sync sandbox reset --path examples/helsinki
    """
    from varaamo_sync.sandbox import Sandbox

    sandbox = Sandbox(_database(path, data))
    try:
        sandbox.reset()
    finally:
        sandbox.close()
    click.echo("The sandbox is as it was at first.")
    return Exit.DONE


@command.command()
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@_path
@_data
@click.option("--closed", is_flag=True, help="Take the opening hours away.")
@talk_options
def hours(keys: tuple[str, ...], path: Path, data: Path | None, closed: bool) -> int:
    """Set opening hours of rooms, as the opening-hours system would.

    \b
    varaamo-sync sandbox hours nup-arabia-sali kir-oodi-ryhma-3 --path examples/helsinki
    """
    from varaamo_sync.sandbox import Sandbox

    sandbox = Sandbox(_database(path, data))
    try:
        for key in keys:
            sandbox.set_hours(key, open=not closed)
    finally:
        sandbox.close()
    click.echo(f"{'Closed' if closed else 'Open'}: {', '.join(keys)}")
    return Exit.DONE
