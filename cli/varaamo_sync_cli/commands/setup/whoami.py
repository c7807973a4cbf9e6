"""``varaamo-sync whoami``: who is logged in, and what they may manage."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import click

from varaamo_sync.booking import ReadUser, ReadVenues, Role, User
from varaamo_sync.model import Catalogue, Lang
from varaamo_sync_cli.commands.options import (
    format_option,
    lang_option,
    path_argument,
    target_options,
)
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options
from varaamo_sync_cli.words.session import line
from varaamo_sync_cli.workspace.access.credentials import SESSION_SETTING
from varaamo_sync_cli.workspace.access.targets import Choice, Use, booking_api
from varaamo_sync_cli.workspace.catalogue import read

FORMAT_VERSION = 1


@click.command(name="whoami", short_help="Tell who is logged in, and what they may manage.")
@path_argument
@target_options
@format_option("text", "json")
@lang_option
@talk_options
def command(path: Path, choice: Choice, form: str, lang: Lang) -> int:
    """Tell who is logged in, their roles and venues, and where the session is from.

    \b
    varaamo-sync whoami examples/helsinki --sandbox
    varaamo-sync whoami --url https://varaamo.example.invalid --format json
    """
    catalogue = Catalogue(id="whoami") if choice.url else read(path)[1]
    with booking_api(choice, catalogue, path, Use.ASK) as api:
        user = api.execute(ReadUser())
        venues = api.execute(ReadVenues())
        origin, how = api.origin, api.session_from
        ended = api.session is not None and user is None
    names = {v.pk: v.name.get(lang) or v.name.get("fi") or str(v.pk) for v in venues}
    if form == "json":
        payload = _as_json(user, names, origin=origin, how=how, ended=ended)
        click.echo(json.dumps(payload, ensure_ascii=False, indent=2))
    elif user is None:
        click.echo(line("nobody", lang, origin=origin))
        if ended:
            name = "ended_first" if how == SESSION_SETTING else "ended"
            click.echo(line(name, lang, how=how))
    else:
        click.echo(line("user", lang, user=user.username, origin=origin, how=how))
        roles = ", ".join(_told(role, names) for role in user.roles) or line("no_role", lang)
        click.echo(line("roles", lang, roles=roles))
        may = "all" if user.manages_all else "some" if user.venues else "none"
        managed = ", ".join(_names(user.venues, names))
        click.echo(line(f"manages_{may}", lang, venues=managed))
    return Exit.DONE if user else Exit.UNUSABLE


def _as_json(
    user: User | None, names: Mapping[int, str], *, origin: str, how: str, ended: bool
) -> dict[str, Any]:
    return {
        "format_version": FORMAT_VERSION,
        "origin": origin,
        "user": user.username if user else None,
        "session_from": how if user else None,
        "session_ended": how if ended else None,
        "roles": [
            {
                "role": role.name,
                "venues": None if role.venues is None else _names(role.venues, names),
            }
            for role in (user.roles if user else ())
        ],
        "manages_all": bool(user and user.manages_all),
        "venues": _names(user.venues, names) if user and not user.manages_all else [],
    }


def _names(pks: Collection[int], names: Mapping[int, str]) -> list[str]:
    return [name for pk, name in names.items() if pk in pks]


def _told(role: Role, names: Mapping[int, str]) -> str:
    if role.venues is None:
        return role.name
    return f"{role.name} ({', '.join(_names(role.venues, names))})"
