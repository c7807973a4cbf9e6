"""``varaamo-sync worker``: does what is on the schedule."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from varaamo_sync.errors import OutputUnwritable
from varaamo_sync.model import Lang
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.help.value_types import Whole
from varaamo_sync_cli.console.stopping import stoppable
from varaamo_sync_cli.console.verbosity import note


@spoken_command("worker")
@click.option("--store", metavar="URL")
@click.option("--once", is_flag=True)
@click.option("--jobs", type=Whole(1, 16), default=1, show_default=True)
@click.option("--logins", type=parameters.INPUT, metavar="FILE")
@parameters.output("text", "json")
def command(
    store: str | None, once: bool, jobs: int, logins: Path | None, form: str, lang: Lang
) -> int:
    """Take what is on the schedule to its booking systems, for as long as it runs."""
    from varaamo_sync.jobs import Run, RunResult, Workshop, demand_queue, work
    from varaamo_sync.sync import PushSettings
    from varaamo_sync_cli.render.jobs import schedule_text as render
    from varaamo_sync_cli.workspace.booking.open_workspace import settles_after
    from varaamo_sync_cli.workspace.jobs.logins import opener_of, read_logins
    from varaamo_sync_cli.workspace.jobs.shared_store import shared_store

    demand_queue()
    results: list[RunResult] = []

    def tell(run: Run) -> None:
        results.append(run.result)
        line = render.run_as_json_line(run) if form == "json" else render.run_as_text(run, lang)
        with suppress(OutputUnwritable):  # it is told at the end, and the work goes on
            click.echo(line)

    opener = opener_of(read_logins(logins) if logins else {})
    with shared_store(store) as opened, stoppable() as stopping:
        settings = PushSettings(now=now, settles_after=settles_after())
        workshop = Workshop(opened, opener, settings=settings, on_run=tell)
        if not once:
            note(render.waiting_as_text(opened, lang))
        work(workshop, stopping=stopping, concurrency=jobs, once=once)
        if once and not results and form == "text":
            click.echo(render.nothing_as_text(opened, now(), lang))
    if stopping.is_set() and once:
        return Exit.INTERRUPTED
    broken = once and any(result in (RunResult.PARTLY, RunResult.FAILED) for result in results)
    return Exit.PARTLY if broken else Exit.DONE
