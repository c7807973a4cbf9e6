"""What a board shows: a catalogue's folder and the last survey, read anew when a file changes.

A look at the board costs the booking system nothing: nothing here opens it.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock

import click

from varaamo_sync.board import BoardState, Notice
from varaamo_sync.catalogue_files import Reading
from varaamo_sync.errors import CatalogueError, VaraamoSyncError
from varaamo_sync.findings import Finding
from varaamo_sync.model import HELSINKI, Lang
from varaamo_sync.report import Report
from varaamo_sync.rules import check
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.errors.error_text import explain_error, finding_text
from varaamo_sync_cli.console.verbosity import listening
from varaamo_sync_cli.workspace.access.targets import Place
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import (
    all_findings,
    read_beside,
    read_folder,
)
from varaamo_sync_cli.workspace.catalogue.own_rules import own_rules
from varaamo_sync_cli.workspace.history.report_view import ReportOptions, gather_report
from varaamo_sync_cli.workspace.state_folder import STATE_FOLDER

say = Theme("report/board")

_FRESH = dt.timedelta(minutes=5)
"""How long what was read holds while no file has changed: a team's store changes elsewhere."""

_MOST_TOLD = 10
"""Findings that a notice tells one by one."""

_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was read last: of which files, when, and what it was."""

    stamp: _Stamp
    read: dt.datetime
    state: BoardState


class FolderBoard:
    """The board of a catalogue's folder.

    What was read is kept until a file changes. While the catalogue is broken, the last state that
    could be read whole is shown, and what is wrong is told on every page; where the board is
    served from, it is told once, when it comes.

    Args:
        place: Where the catalogue, the store and the last survey are.
        lang: The language of the board.
    """

    def __init__(self, place: Place, lang: Lang) -> None:
        self._place = place
        self._lang: Lang = lang
        self._lock = Lock()
        self._kept: _Kept | None = None
        self._good: BoardState | None = None
        self._told: list[str] = []

    def state(self) -> BoardState:
        """Return what is known now; the files are read only where one of them has changed."""
        with self._lock:
            moment, stamp = now(), _stamp(self._place.folder)
            kept = self._kept
            if kept is None or kept.stamp != stamp or not _holds(kept, moment):
                kept = self._kept = _Kept(stamp, moment, self._read_and_tell())
            return _aged(kept.state, moment)

    def _read_and_tell(self) -> BoardState:
        with listening() as told:
            state = self._read()
        for line in told:
            if line not in self._told:
                click.echo(line, err=True)
        self._told = told
        return state

    def _read(self) -> BoardState:
        try:
            reading = read_folder(self._place.folder)
            findings = self._findings(reading)
            state = BoardState(report=self._report(), findings=findings)
        except VaraamoSyncError as error:
            return self._broken(_told(error, self._lang))
        if not reading.complete:
            broken = self._broken(_unread(reading.findings, self._lang))
            if broken.report is not None:
                return broken
            notice = _unread(reading.findings, self._lang)
            return replace(state, notices=(Notice(say("last_bad", self._lang)), notice))
        self._good = state
        return state

    def _broken(self, notice: Notice) -> BoardState:
        """Return the last good state under what is wrong now."""
        if self._good is None:
            return BoardState(notices=(notice,))
        return replace(self._good, notices=(Notice(say("last_good", self._lang)), notice))

    def _report(self) -> Report:
        """Return the report by the last survey; where there is none, what people keep."""
        return gather_report(self._place, ReportOptions(offline=True), self._lang)

    def _findings(self, reading: Reading) -> tuple[Finding, ...]:
        catalogue = reading.usable()
        reference, venues = read_beside(self._place.folder)
        checked = check(
            catalogue, now=now(), reference=reference, venues=venues, rules=own_rules().rules
        )
        return all_findings(reading, checked)


def _holds(kept: _Kept, moment: dt.datetime) -> bool:
    """Whether what was read is young enough, and of the same day."""
    days = {each.astimezone(HELSINKI).date() for each in (kept.read, moment)}
    return len(days) == 1 and dt.timedelta() <= moment - kept.read < _FRESH


def _aged(state: BoardState, moment: dt.datetime) -> BoardState:
    """Return a state whose survey is as old as it is by now."""
    report = state.report
    if report is None or report.standing is None or report.standing.age is None:
        return state
    taken = report.standing.entry.taken
    assert taken is not None  # a survey has its moment
    age = max(moment.astimezone(dt.UTC) - taken.astimezone(dt.UTC), dt.timedelta())
    return replace(state, report=replace(report, standing=replace(report.standing, age=age)))


def _stamp(folder: Path) -> _Stamp:
    """Return when the files of a catalogue, and what is kept beside it, changed last."""
    return tuple(sorted(_stamps(folder)))


def _stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield the files alone: a look at the store makes a copy for a moment, beside it."""
    for place, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if one[:1] != "." or one == STATE_FOLDER]
        for file in (Path(place, name) for name in files):
            with suppress(OSError):
                found = file.stat()
                yield str(file), found.st_mtime_ns, found.st_size


def _told(error: VaraamoSyncError, lang: Lang) -> Notice:
    found = getattr(error, "findings", ())
    if isinstance(error, CatalogueError) and found:
        return _unread(found, lang)
    told = explain_error(error, lang)[0]
    return Notice(told.what, tuple(line for line in (told.why, told.fix) if line))


def _unread(findings: tuple[Finding, ...], lang: Lang) -> Notice:
    """Return what is wrong with the files, each thing with its place."""
    lines = [f"{found.position}: {finding_text(found, 'message', lang)}" for found in findings]
    rest = len(lines) - _MOST_TOLD
    told = [*lines[:_MOST_TOLD], *([say("more", lang, n=rest)] if rest > 0 else [])]
    return Notice(say("unread", lang, count=len(findings)), tuple(told))
