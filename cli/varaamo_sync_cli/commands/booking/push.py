"""``varaamo-sync push``: takes the rooms into the booking system."""

from __future__ import annotations

import json
import shlex
import sys
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from varaamo_sync.errors import BookingError, PushRefused, StoreUnusable
from varaamo_sync.goal import progress as how_far
from varaamo_sync.model import Lang
from varaamo_sync.plan import OnConflict
from varaamo_sync.secrecy import argument_without_password
from varaamo_sync.snapshot import Snapshot
from varaamo_sync.sync import Outcome, PushResult, push, survey, verify
from varaamo_sync_cli.commands.options import (
    archive_option,
    conflict_option,
    format_option,
    lang_option,
    path_argument,
    store_option,
    target_options,
    units_option,
)
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import note, quiet, talk_options
from varaamo_sync_cli.console.report_error import explain
from varaamo_sync_cli.console.stopping import stoppable
from varaamo_sync_cli.console.suggest import did_you_mean
from varaamo_sync_cli.render.plan import plan_text as render_plan
from varaamo_sync_cli.render.push import push_outcomes as render
from varaamo_sync_cli.render.push.push_events import event_file
from varaamo_sync_cli.render.push.push_progress import progress as show_progress
from varaamo_sync_cli.workspace import saved_plan
from varaamo_sync_cli.workspace.access.push_lock import lock_of
from varaamo_sync_cli.workspace.access.targets import Choice
from varaamo_sync_cli.workspace.adopted_rooms import KeptEarlier, write_earlier
from varaamo_sync_cli.workspace.history.status_view import View, of_survey, tell_faults
from varaamo_sync_cli.workspace.session import Desk, Options, Planned, book_of, open_desk, plan_on


@click.command(name="push", short_help="Take the rooms into the booking system.")
@path_argument
@target_options
@store_option
@conflict_option
@archive_option
@units_option
@click.option("--plan", "plan_file", type=click.Path(path_type=Path), help="A saved plan to do.")
@click.option(
    "--allow",
    "allowed",
    multiple=True,
    metavar="NAME=N",
    help="Let the guard pass N rooms: a service unit (NUP=14), or archive=12.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--concurrency",
    type=click.IntRange(1, 16),
    default=4,
    show_default=True,
    help="Rooms written at once; more than 4 only fills the server's queue.",
)
@click.option("--events", metavar="FILE", help="Write events as NDJSON; - is stdout.")
@format_option("text", "json")
@lang_option
@talk_options
def command(
    path: Path,
    choice: Choice,
    store: str | None,
    on_conflict: OnConflict,
    archive: bool,
    units: Options,
    plan_file: Path | None,
    allowed: tuple[str, ...],
    yes: bool,
    concurrency: int,
    events: str | None,
    form: str,
    lang: Lang,
) -> int:
    """Show the plan, ask, and carry it out; a second push changes nothing.

    A push to the sandbox does not ask. Rooms are made as complete drafts and published last.
    Killed at any moment, the same command finishes what is missing and repeats nothing.

    \b
    varaamo-sync push examples/helsinki --sandbox
    varaamo-sync push --target production --yes --format json
    varaamo-sync push --target production --plan plan.json
    """
    limits = _limits(allowed)
    saved = saved_plan.read(plan_file) if plan_file else None
    options = Options(on_conflict, archive, units.units)
    if saved is not None:
        options = saved_plan.options_of(saved)
    with (
        open_desk(path, choice, store, concurrency=concurrency) as opened,
        lock_of(opened.store, opened.api.origin, opened.catalogue.id) as lock,
    ):
        desk = opened.behind(lock.fence)
        made = plan_on(desk, options, settling=True)
        if form == "text":
            render_plan.write_text(made.plan, lang, made.locate)
        if saved is not None:
            saved_plan.check(saved, made, desk.reading.digest)
        made.plan.require_allowed(limits)
        if not made.plan.empty and not choice.sandbox and not yes:
            _ask(made, desk.api.origin)
        if saved is not None:
            saved_plan.use(saved, desk.store, now())
        with stoppable() as stopping:
            silent = quiet() or form == "json"
            result = _carry_out(desk, made, limits, events, silent, (lock.lost, stopping))
        recorded = _tell(desk, made, result, form, lang)
    code = Exit.INTERRUPTED if stopping.is_set() else _exit(result, made, recorded)
    if code in (Exit.PARTLY, Exit.INTERRUPTED) or lock.is_lost():
        again = _same_push(path, choice, options, allowed, store)
        click.echo(f"Not everything is done. To go on: {again}", err=True)
    return code


def _tell(desk: Desk, made: Planned, result: PushResult, form: str, lang: Lang) -> bool:
    """Show what became of a push and how the goal stands; tell whether that could be recorded.

    Raises:
        StoreUnusable: It could not be recorded, and nothing was sent.
    """
    after = made.snapshot if result.idle else _look_again(desk, result)
    view, recorded = None, True
    earlier: tuple[KeptEarlier, ...] = ()
    try:
        view = _take_stock(desk, after, made, lang) if after is not None else None
        earlier = write_earlier(desk, made.plan)
    except StoreUnusable as error:
        if result.idle:
            raise
        recorded = False  # rooms were written: what became of them is told all the same
        explain(error)
    if form == "json":
        shown = render.as_json(result) | {"earlier": [item.as_json() for item in earlier]}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return recorded
    _conclude(result, earlier, lang)
    if view is not None and not result.idle:
        _show_status(view, lang)
    return recorded


def _same_push(
    path: Path, choice: Choice, options: Options, allowed: tuple[str, ...], store: str | None
) -> str:
    """Return the command that does what is left; a saved plan counts once, its options stay."""
    words = ["varaamo-sync", "push", str(path), *choice.arguments().split()]
    words += [word for unit in sorted(options.units) for word in ("--unit", unit.value)]
    words += ["--on-conflict", options.on_conflict] if options.on_conflict != "theirs" else []
    words += ["--archive"] if options.archive else []
    words += [word for item in allowed for word in ("--allow", item)]
    if store is not None:
        shown = argument_without_password(store)
        words += ["--store", store if shown == store else "ADDRESS"]
    return shlex.join(words)


def _limits(allowed: tuple[str, ...]) -> dict[str, int]:
    limits = {}
    for item in allowed:
        name, _, number = item.partition("=")
        known = {unit.casefold(): unit for unit in ("KIR", "KULP", "LIIKU", "NUP", "archive")}
        if name.casefold() not in known or not number.isdigit():
            meant = "" if name.casefold() in known else did_you_mean(name, known.values())
            raise click.BadParameter(
                f"{item!r}: write a service unit or archive, and a number, such as NUP=14.{meant}",
                param_hint="--allow",
            )
        limits[known[name.casefold()]] = int(number)
    return limits


def _ask(made: Planned, origin: str) -> None:
    if not sys.stdin.isatty():
        raise PushRefused(
            f"Nothing was sent to {origin}: there is no terminal to ask on.", fix="Add --yes."
        )
    rooms = len(made.plan.writes) + len(made.plan.to_archive)
    if not click.confirm(f"Push {rooms} rooms to {origin}?", err=True):
        raise PushRefused("Nothing was sent.")


def _carry_out(
    desk: Desk,
    made: Planned,
    limits: Mapping[str, int],
    events: str | None,
    quiet: bool,
    stops: tuple[threading.Event, ...],
) -> PushResult:
    with show_progress(made.plan, quiet=quiet) as show, event_file(events) as file:

        def tell(outcome: Outcome) -> None:
            show(outcome)
            if file is not None:
                file.came(outcome)

        if file is not None:
            file.began(made.plan)
        result = push(
            desk.api,
            desk.catalogue,
            made.plan,
            made.snapshot.reference,
            conduct=desk.conduct,
            allowed=limits,
            on_outcome=tell,
            should_stop=lambda: any(stop.is_set() for stop in stops),
        )
        if file is not None:
            file.ended(result)
    return result


def _look_again(desk: Desk, result: PushResult) -> Snapshot | None:
    """Survey again, and report what is not as the push should have left it."""
    try:
        after = survey(desk.api, desk.catalogue, now=now())
    except BookingError as error:
        note(f"what was written could not be read back: {error}")
        return None
    for mismatch in verify(result, after):
        click.echo(render.surprise(mismatch), err=True)
    return after


def _conclude(result: PushResult, earlier: Iterable[KeptEarlier], lang: Lang) -> None:
    click.echo()
    if result.idle:
        click.echo("No changes: nothing was sent.")
    else:
        render.write_text(result, lang)
    for item in earlier:
        click.echo(item.said(lang))


def _take_stock(desk: Desk, snapshot: Snapshot, made: Planned, lang: Lang) -> View:
    """Note in the store how the goal stands after the push, and return it.

    Counts that rooms are missing from are shown, and not kept.
    """
    book = book_of(desk)
    findings = made.loaded.findings
    progress = how_far(
        desk.catalogue, snapshot, book.pairings(), findings=findings, found=book.found()
    )
    tell_faults(book.written, lang)
    view = of_survey(
        desk.catalogue,
        progress,
        book.entries(),
        now=now(),
        origin=desk.api.origin,
    )
    book.keep(progress)
    if progress.complete:
        book.note(view.entry)
    return view


def _show_status(view: View, lang: Lang) -> None:
    from varaamo_sync_cli.render.status import status_text as render_status
    from varaamo_sync_cli.words.common import line

    render_status.write_text(view, lang)
    hours = render_status.without_hours(view.progress) if view.progress else 0
    if hours:
        click.echo(line("no_hours", lang, count=hours))


def _exit(result: PushResult, made: Planned, recorded: bool) -> Exit:
    if result.interrupted or not recorded:
        return Exit.PARTLY
    unready = any(planned.withheld for planned in made.plan.rooms)
    found = unready or result.doubles or made.loaded.reading.findings
    return Exit.FINDINGS if found else Exit.DONE
