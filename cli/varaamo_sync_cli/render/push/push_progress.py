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

_Show = Callable[[int, str], object]
"""Shows how many rooms are done, and the last of them."""


@contextmanager
def show_progress(plan: Plan, *, quiet: bool) -> Iterator[Callable[[Outcome], None]]:
    """Give what is to be told of every outcome."""
    total = len(plan.writes) + len(plan.to_archive)
    if quiet or not total:
        yield lambda _: None
        return
    done = 0
    with _bar(total) if sys.stderr.isatty() else nullcontext(_lines(total)) as show:

        def tell(outcome: Outcome) -> None:
            nonlocal done
            if outcome.action.writes:
                done += 1
                show(done, outcome.key)

        yield tell


@contextmanager
def _bar(total: int) -> Iterator[_Show]:
    from rich import progress

    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(),
        progress.TextColumn("{task.fields[room]}"),
    )
    with progress.Progress(*columns, console=err()) as bar:
        task = bar.add_task(line("bar", current_language()), total=total, room="")
        yield lambda done, room: bar.update(task, completed=done, room=room)


def _lines(total: int) -> _Show:
    last = time.monotonic()

    def show(done: int, _: str) -> None:
        nonlocal last
        moment = time.monotonic()
        if done < total and moment - last >= _LINE_EVERY:  # the end is told by the result
            last = moment
            click.echo(line("progress", current_language(), done=done, total=total), err=True)

    return show
