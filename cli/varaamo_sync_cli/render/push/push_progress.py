"""Progress of a push: a bar on a terminal, a line every ten seconds elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from varaamo_sync.plan import Plan
from varaamo_sync.sync import Outcome
from varaamo_sync_cli.render.rich_console import err

_LINE_EVERY = 10.0

Tell = Callable[[Outcome], None]


@contextmanager
def progress(plan: Plan, *, quiet: bool) -> Iterator[Tell]:
    """Give what is to be told of every outcome."""
    total = len(plan.writes) + len(plan.to_archive)
    if quiet or not total:
        yield lambda _: None
    elif sys.stderr.isatty():
        with _bar(total) as tell:
            yield tell
    else:
        yield _lines(total)


@contextmanager
def _bar(total: int) -> Iterator[Tell]:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("push"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[room]}"),
    )
    begun = time.monotonic()
    with Progress(*columns, console=err()) as bar:
        task = bar.add_task("push", total=total, room="", rate="")
        done = 0

        def tell(outcome: Outcome) -> None:
            nonlocal done
            if outcome.action.writes:
                done += 1
                rate = done / max(time.monotonic() - begun, 0.001)
                bar.update(task, advance=1, room=outcome.key, rate=f"{rate:.1f}/s")

        yield tell


def _lines(total: int) -> Tell:
    begun = last = time.monotonic()
    done = 0

    def tell(outcome: Outcome) -> None:
        nonlocal done, last
        if not outcome.action.writes:
            return
        done += 1
        moment = time.monotonic()
        if done == total or moment - last >= _LINE_EVERY:
            last = moment
            rate = done / max(moment - begun, 0.001)
            click.echo(f"push: {done}/{total} rooms, {rate:.1f}/s", err=True)

    return tell
