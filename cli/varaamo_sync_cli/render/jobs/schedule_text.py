"""Schedules and runs, as text and as JSON; ``schemas/schedule.schema.json`` shapes the latter."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from varaamo_sync.jobs import Run, RunResult, Schedule, next_due
from varaamo_sync.model import Lang, in_helsinki
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.store import Store
from varaamo_sync.sync import Status
from varaamo_sync.words import Theme, moment
from varaamo_sync_cli.console.output import versioned
from varaamo_sync_cli.console.typed_commands import typed
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.workspace.jobs.shared_store import Scheduled, is_undecided

line = Theme("commands/jobs")
_push = Theme("commands/push")

_COLOURS = {
    RunResult.DONE: "green",
    RunResult.INCOMPLETE: "yellow",
    RunResult.PARTLY: "red",
    RunResult.FAILED: "red",
}
_DAILY = lazy_pattern(r"(\d{1,2}) (\d{1,2}) \* \* \*")
_MOST_SHOWN = 20
"""Schedules that a person is shown; ``--full`` and programs get all of them."""


def added_as_text(schedule: Schedule, lang: Lang, *, store: str | None) -> str:
    """Return what was put on the schedule, and what is to be typed next.

    Args:
        schedule: What was put there.
        lang: In which language.
        store: Address that was typed; it is not shown, for it may hold a password.
    """
    told = line(
        "added",
        lang,
        name=schedule.name,
        catalogue=schedule.catalogue,
        origin=schedule.origin,
        when=_when(schedule, lang),
        next=moment(next_due(schedule.cron, schedule.last), lang),
    )
    command = typed("worker", *(("--store", "ADDRESS") if store else ()))
    return f"{told}\n{line('added_next', lang, command=command)}"


def queued_as_text(name: str, lang: Lang) -> str:
    """Return that a worker will do something as soon as it can."""
    return line("queued", lang, name=name)


def removed_as_text(name: str, lang: Lang) -> str:
    """Return that something was taken off the schedule."""
    return line("removed", lang, name=name)


def listed_as_text(found: Sequence[Scheduled], lang: Lang, *, full: bool) -> str:
    """Return how it stands, what somebody has to look at, then all the rest."""
    if not found:
        command = typed("schedule", "add", "NAME", "PATH", "--store", "ADDRESS")
        return f"{line('none', lang)}\n{line('none_next', lang, command=command)}"
    troubled = sum(one.troubled for one in found)
    how = "summary" if troubled else "summary_fine"
    lines = [line(how, lang, count=len(found), troubled=troubled)]
    shown = found if full else found[: max(_MOST_SHOWN, troubled)]
    for one in shown:
        lines += ["", *_scheduled_lines(one, lang)]
    if len(shown) < len(found):
        lines += ["", line("more", lang, count=len(found) - len(shown))]
    return "\n".join(lines)


def _scheduled_lines(one: Scheduled, lang: Lang) -> Iterator[str]:
    schedule = one.schedule
    facts = {"catalogue": schedule.catalogue, "origin": schedule.origin}
    yield f"{paint(schedule.name, bold=True)}  {line('where', lang, **facts)}"
    yield f"  {line('when', lang, when=_when(schedule, lang), next=moment(one.next, lang))}"
    for run in one.last:
        yield f"  {line('last', lang, run=run_as_text(run, lang, named=False))}"
    if not one.last:
        yield f"  {line('never', lang)}"
    if one.troubled:
        yield f"  {line('look', lang, command=typed('plan', schedule.folder))}"


def run_as_text(run: Run, lang: Lang, *, named: bool = True) -> str:
    """Return what became of a run, in a line or two.

    Args:
        run: The run.
        lang: In which language.
        named: Whether the name of its schedule stands before it.
    """
    unit = run.job.unit.value if run.job.unit else ""
    who = " ".join(filter(None, (run.job.schedule if named else "", unit)))
    undecided = run.result is RunResult.INCOMPLETE and is_undecided(run)
    said = "undecided" if undecided else run.result.value
    result = paint(line(f"result.{said}", lang), fg=_COLOURS[run.result])
    counts = [
        _push(f"count.{status}", lang, count=count)
        for status in Status
        if (count := run.rooms.get(status.value))
    ]
    told = [moment(in_helsinki(run.ended), lang), who, ", ".join([result, *counts])]
    lines = ["  ".join(filter(None, told))]
    lines += [f"    {text}" for text in (run.problem.get(lang), run.fix.get(lang)) if text]
    if run.again is not None:
        lines.append(f"    {line('again', lang, moment=moment(in_helsinki(run.again), lang))}")
    return "\n".join(lines)


def waiting_as_text(store: Store, lang: Lang) -> str:
    """Return that a worker waits for work."""
    return line("waiting", lang, count=len(store.schedules.all()), where=store.where)


def nothing_as_text(store: Store, now: datetime, lang: Lang) -> str:
    """Return that nothing was due, and when something is."""
    coming = [next_due(schedule.cron, now) for schedule in store.schedules.all()]
    if not coming:
        return line("none", lang)
    return line("nothing_due", lang, next=moment(min(coming), lang))


def listed_as_json(found: Sequence[Scheduled]) -> dict[str, Any]:
    """Return what is on the schedule as JSON values."""
    return {"schedules": [_scheduled_as_json(one) for one in found]}


def _scheduled_as_json(one: Scheduled) -> dict[str, Any]:
    schedule = one.schedule
    return {
        "name": schedule.name,
        "catalogue": schedule.catalogue,
        "origin": schedule.origin,
        "folder": schedule.folder,
        "target": schedule.target,
        "units": [unit.value for unit in schedule.units],
        "cron": schedule.cron,
        "next": one.next.isoformat(),
        "troubled": one.troubled,
        "last": [_run_as_json(run) for run in one.last],
    }


def run_as_json_line(run: Run) -> str:
    """Return what became of a run as a line of JSON; ``schemas/worker-run.schema.json``."""
    return json.dumps(versioned(_run_as_json(run)), ensure_ascii=False)


def _run_as_json(run: Run) -> dict[str, Any]:
    return {
        "schedule": run.job.schedule,
        "unit": run.job.unit.value if run.job.unit else None,
        "begun": in_helsinki(run.begun).isoformat(),
        "ended": in_helsinki(run.ended).isoformat(),
        "result": run.result.value,
        "rooms": dict(run.rooms),
        "problem": dict(run.problem) or None,
        "fix": dict(run.fix) or None,
        "again": in_helsinki(run.again).isoformat() if run.again else None,
    }


def _when(schedule: Schedule, lang: Lang) -> str:
    if daily := _DAILY.fullmatch(schedule.cron):
        minute, hour = map(int, daily.groups())
        return line("daily", lang, time=f"{hour:02}:{minute:02}")
    return line("by_cron", lang, cron=schedule.cron)
