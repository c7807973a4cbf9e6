"""``varaamo-sync whoami``: who is logged in, and what they may manage."""

from __future__ import annotations

import json
from pathlib import Path

import click

from varaamo_sync.booking import ReadUser, ReadVenues, User
from varaamo_sync.rooms import Lang
from varaamo_sync_cli.exits import Exit
from varaamo_sync_cli.load import read
from varaamo_sync_cli.options import format_option, lang_option, path_argument, target_options
from varaamo_sync_cli.targets import Choice, booking_api


@click.command(name="whoami", short_help="Tell who is logged in, and what they may manage.")
@path_argument
@target_options
@format_option("text", "json")
@lang_option
def command(
    path: Path, sandbox: bool, target: str | None, url: str | None, form: str, lang: Lang
) -> int:
    """Tell who is logged in, which venues they may manage, and where the session is from.

    \b
    varaamo-sync whoami examples/helsinki --sandbox
    varaamo-sync whoami --url https://varaamo.example.invalid --format json
    """
    _, catalogue = read(path)
    with booking_api(Choice(sandbox, target, url), catalogue, path) as api:
        user = api.execute(ReadUser())
        venues = api.execute(ReadVenues())
        origin, how = api.origin, api.session_from
    may = _manageable(user)
    names = [
        venue.name.get(lang) or venue.name.get("fi") or str(venue.pk)
        for venue in venues
        if may is not None and venue.pk in may
    ]
    if form == "json":
        payload = {
            "format_version": 1,
            "origin": origin,
            "user": user.username if user else None,
            "session_from": how if user else None,
            "manages_all": bool(user and user.manages_all),
            "venues": names,
        }
        click.echo(json.dumps(payload, ensure_ascii=False, indent=2))
    elif user is None:
        click.echo(f"Nobody is logged in to {origin}. Looking needs no login; a push does.")
    else:
        click.echo(f"{user.username} at {origin}, session from {how}.")
        where = "every venue" if user.manages_all else ", ".join(names) or "no venue"
        click.echo(f"May manage the rooms of {where}.")
    return Exit.DONE if user else Exit.UNUSABLE


def _manageable(user: User | None) -> frozenset[int] | None:
    return None if user is None or user.manages_all else user.venues
