"""``varaamo-sync login``: gets a session and keeps it."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync.booking import ReadUser
from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.errors import SessionEnded
from varaamo_sync.model import Lang
from varaamo_sync_cli.commands.options import lang_option, path_argument
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options, warn
from varaamo_sync_cli.words.session import line
from varaamo_sync_cli.workspace.access import credentials
from varaamo_sync_cli.workspace.access.targets import Choice, address, goes_first


@click.command(name="login", short_help="Log in to a booking system.")
@path_argument
@click.option("--target", metavar="NAME", help="A target that catalogue.yaml names.")
@click.option("--url", metavar="URL", help="Address of the booking system.")
@click.option("--password", "by_password", is_flag=True, help="Ask for user name and password.")
@lang_option
@talk_options
def command(path: Path, target: str | None, url: str | None, by_password: bool, lang: Lang) -> int:
    """Log in, and keep the session for this host only.

    Where login is by browser, log in there, copy the value of the cookie "sessionid" (in the
    browser's developer tools, under storage) and paste it here; it is not shown. Where password
    login is allowed, --password asks for both.

    \b
    varaamo-sync login --url https://varaamo.example.invalid
    varaamo-sync login --url http://127.0.0.1:8123 --password
    """
    choice = Choice(target=target, url=url)
    origin = address(choice, path)
    if by_password:
        login = PasswordLogin(
            click.prompt(line("user_name", lang), err=True),
            click.prompt(line("password", lang), hide_input=True, err=True),
        )
        with VaraamoClient(origin, login=login) as api:
            api.log_in()
            session = api.session or ""
    else:
        session = click.prompt(line("cookie", lang), hide_input=True, err=True).strip()
    with VaraamoClient(origin, session=session) as api:
        user = api.execute(ReadUser())
    if user is None:
        raise SessionEnded(
            f"{origin} does not know this session.", fix="Log in anew in the browser first."
        )
    where = credentials.keep(origin, session)
    click.echo(line("logged_in", lang, origin=origin, user=user.username, where=where))
    if name := goes_first(choice, origin):
        warn(line("goes_first", lang, setting=name))
    return Exit.DONE
