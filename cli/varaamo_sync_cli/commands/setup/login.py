"""``varaamo-sync login``, ``logout`` and ``whoami``: the session of a booking system."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync.booking import ReadUser, ReadVenues
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.capabilities import Feature
from varaamo_sync.errors import SessionEnded, UsageError
from varaamo_sync.model import Lang
from varaamo_sync.words import Theme
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console import clock
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.output import print_json
from varaamo_sync_cli.console.questions.texts import can_ask
from varaamo_sync_cli.console.verbosity import warn
from varaamo_sync_cli.render.setup.whoami_text import UserView, as_json, as_text
from varaamo_sync_cli.workspace.access.credentials import forget_session, keep_session
from varaamo_sync_cli.workspace.access.environment import goes_first
from varaamo_sync_cli.workspace.access.targets import (
    Choice,
    Use,
    booking_api,
    catalogue_naming,
    demand_feature,
    demand_origin,
)

line = Theme("commands/session")


@spoken_command("login")
@parameters.path
@parameters.host
@click.option("--password", "by_password", is_flag=True)
@parameters.output()
def login(path: Path, choice: Choice, by_password: bool, lang: Lang) -> int:
    """Log in, and keep the session for this host only."""
    catalogue = catalogue_naming(choice, path)
    origin = demand_origin(choice, catalogue)
    demand_feature(choice, catalogue, Feature.KEPT_SESSIONS, "login-not-kept")
    if not can_ask():
        raise UsageError("login-no-terminal")
    if by_password:
        login = PasswordLogin(
            click.prompt(line("user_name", lang), err=True),
            click.prompt(line("password", lang), hide_input=True, err=True),
        )
        with VaraamoClient(origin, sleep=clock.wait, login=login) as api:
            api.log_in()
            session = api.session or ""
    else:
        session = click.prompt(line("cookie", lang), hide_input=True, err=True).strip()
    with VaraamoClient(origin, sleep=clock.wait, session=session) as api:
        user = api.execute(ReadUser())
    if user is None:
        raise SessionEnded("session-not-known", origin=origin)
    where = keep_session(origin, session)
    click.echo(line("logged_in", lang, origin=origin, user=user.username, where=where))
    if name := goes_first(origin, typed=bool(choice.url)):
        warn(line("goes_first", lang, setting=name))
    return Exit.DONE


@spoken_command("logout")
@parameters.path
@parameters.host
@parameters.output()
def logout(path: Path, choice: Choice, lang: Lang) -> int:
    """Forget the session that login has kept for a host."""
    origin = demand_origin(choice, catalogue_naming(choice, path))
    name = "forgotten" if forget_session(origin) else "nothing_kept"
    click.echo(line(name, lang, origin=origin))
    return Exit.DONE


@spoken_command("whoami")
@parameters.path
@parameters.target
@parameters.output("text", "json")
def whoami(path: Path, choice: Choice, form: str, lang: Lang) -> int:
    """Tell who is logged in, their roles and venues, and where the session is from."""
    with booking_api(choice, catalogue_naming(choice, path), path, Use.ASK) as api:
        user, venues = api.execute(ReadUser()), api.execute(ReadVenues())
        ended = api.session is not None and user is None
        view = UserView(user, venues, api.origin, api.session_from, ended, lang)
    if form == "json":
        print_json(as_json(view))
    else:
        click.echo(as_text(view))
    return Exit.DONE if user else Exit.UNUSABLE
