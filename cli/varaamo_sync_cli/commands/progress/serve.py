"""``varaamo-sync serve``: the report in a browser, with a page for each unit, venue and room."""

from __future__ import annotations

from secrets import token_urlsafe
from socket import gethostname
from typing import TYPE_CHECKING

import click

from varaamo_sync.errors import UsageError
from varaamo_sync.model import Lang
from varaamo_sync.words import Theme
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.help.value_types import Whole
from varaamo_sync_cli.console.settings import BOARD_TOKEN, setting

if TYPE_CHECKING:
    from varaamo_sync_cli.workspace.access.targets import Place

say = Theme("commands/serve")

_LEAST = 16
"""Fewest signs of a key that is not drawn here."""


@spoken_command("serve")
@parameters.place
@click.option("--port", type=Whole(0, 65535), default=8124, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST")
@parameters.output()
def command(place: Place, port: int, host: str, lang: Lang) -> int:
    """Show the report and a page for each unit, venue and room until it is stopped."""
    from varaamo_sync.board import Access, board_app, is_loopback, serve
    from varaamo_sync.catalogue_files import require_catalogue
    from varaamo_sync_cli.workspace.access.targets import demand_possible
    from varaamo_sync_cli.workspace.history.board_view import FolderBoard

    require_catalogue(place.folder)
    demand_possible(place.choice, place.folder)
    kept = None if is_loopback(host) else _kept_key()
    key = None if is_loopback(host) else kept or token_urlsafe(24)

    def tell(port: int) -> None:
        address = f"http://{_name_of(host)}:{port}/"
        if key is None:
            told = say("serves", lang)
        elif kept is None:
            told = say("serves_with_key", lang)
            address = f"{address}?token={key}"
        else:
            told = say("serves_by_key", lang, setting=BOARD_TOKEN)
        click.echo(told, err=True)
        click.echo(f"  {address}", err=True)  # alone: a sign behind it would be taken for a part

    serve(board_app(FolderBoard(place, lang), lang, Access(key)), host, port, on_listening=tell)
    return Exit.DONE


def _name_of(host: str) -> str:
    """Return what a board is called in its address; every address of this machine by its name."""
    if host in ("0.0.0.0", "::"):  # noqa: S104  # asked for by who serves it, and guarded
        return gethostname()
    return f"[{host}]" if ":" in host else host


def _kept_key() -> str | None:
    """Return the key of the environment.

    Raises:
        UsageError: It could be guessed.
    """
    key = setting(BOARD_TOKEN)
    if key is not None and len(key) < _LEAST:
        raise UsageError("board-token", name=BOARD_TOKEN, least=_LEAST)
    return key
