"""Progress of a push: a bar on a terminal, a line every ten seconds elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

import click

from varaamo_sync.plan import Plan
from varaamo_sync.sync import Outcome
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.render.rich_console import err

line = Theme("commands/push")

_LINE_EVERY = 10.0

_Show = Callable[[int, str, str], object]
"""Shows how many rooms are done, the last of them, and the rate."""


@contextmanager
def show_progress(plan: Plan, *, quiet: bool) -> Iterator[Callable[[Outcome], None]]:
    """Give what is to be told of every outcome."""
    total = len(plan.writes) + len(plan.to_archive)
    if quiet or not total:
        yield lambda _: None
        return
    begun = time.monotonic()
    done = 0
    with _bar(total) if sys.stderr.isatty() else nullcontext(_lines(total)) as show:

        def tell(outcome: Outcome) -> None:
            nonlocal done
            if outcome.action.writes:
                done += 1
                rate = done / max(time.monotonic() - begun, 0.001)
                show(done, outcome.key, f"{rate:.1f}/s")

        yield tell


@contextmanager
def _bar(total: int) -> Iterator[_Show]:
    from rich import progress

    columns = (
        progress.TextColumn("push"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("{task.fields[rate]}"),
        progress.TimeRemainingColumn(),
        progress.TextColumn("{task.fields[room]}"),
    )
    with progress.Progress(*columns, console=err()) as bar:
        task = bar.add_task("push", total=total, room="", rate="")
        yield lambda done, room, rate: bar.update(task, completed=done, room=room, rate=rate)


def _lines(total: int) -> _Show:
    last = time.monotonic()

    def show(done: int, _: str, rate: str) -> None:
        nonlocal last
        moment = time.monotonic()
        if done == total or moment - last >= _LINE_EVERY:
            last = moment
            click.echo(line("progress", current_language(), done=done, total=total), err=True)

    return show
